r"""Groups that programs keep in comments, with the keys of their entries: those that JabRef wrote up to version 3.7,
and BibDesk's static groups.

A line of JabRef's tree is `1 ExplicitGroup:NAME\;0\;KEY\;KEY\;;`: parts with `\;` between them, of which a semicolon or
backslash in a key is written `\\\;` and `\\\\`; lines were broken anywhere, and a line end counts for nothing.
(JabRef's manual, "Custom .bib file contents", and files that it wrote.) BibDesk keeps a property list in XML, the keys
with commas between them. Later groups of JabRef hold no keys: the entries name them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from citekit.formats.bibtex import recoding
from citekit.library import Library
from citekit.source import ByteSource
from citekit.splices import Splice

_JABREF = frozenset({"jabref-meta: groupstree", "jabref-meta: grouping"})
_BIBDESK = "bibdesk static groups"
_EXPLICIT = re.compile(rb"^[ \t]*\d+[ \t]+ExplicitGroup:", re.M)
_PART = re.compile(rb"(?:[^\\;]|(?:\\[\r\n]*){3}[\\;])*+")
_BETWEEN = re.compile(rb"\\[\r\n]*;")
_LINE_END = re.compile(r"[\r\n]+")
_KEYS = re.compile(rb"<key>\s*keys\s*</key>\s*<string>([^<]*)</string>")
_LISTED = re.compile(rb"[^,]+")
_NAME_AND_CONTEXT = 2
"""Parts that stand before the keys of a group."""

Written = Callable[[str], str]


class _Key(NamedTuple):
    text: str
    start: int
    end: int


def repointed(source: ByteSource, library: Library, keys: Mapping[str, str]) -> Iterator[Splice]:
    """The new key for each old one in the groups of a library. A group that has both keeps the new one once."""
    for aside in library.asides:
        name = aside.name.lower()
        if name in _JABREF:
            for found in _jabref_groups(source, aside.span.start, aside.span.end):
                yield from _in_group(source, found, keys, _quoted)
        elif name == _BIBDESK:
            for match in _KEYS.finditer(source.data, aside.span.start, aside.span.end):
                yield from _in_group(source, list(_bibdesk_keys(source, *match.span(1))), keys, _escaped)


def _jabref_groups(source: ByteSource, start: int, end: int) -> Iterator[list[_Key]]:
    while match := _EXPLICIT.search(source.data, start, end):
        found = list(_jabref_keys(source, match.end(), end))
        yield found[_NAME_AND_CONTEXT:]
        # One that does not end has taken what would be the next.
        start = found[-1].end


def _jabref_keys(source: ByteSource, start: int, end: int) -> Iterator[_Key]:
    """The parts of a group whose name begins at an offset; the last is empty."""
    while part := _PART.match(source.data, start, end):
        yield _key(source, *part.span(), _unquoted)
        between = _BETWEEN.match(source.data, part.end(), end)
        if between is None:
            return
        start = between.end()


def _bibdesk_keys(source: ByteSource, start: int, end: int) -> Iterator[_Key]:
    return (_key(source, *match.span(), _unescaped) for match in _LISTED.finditer(source.data, start, end))


def _key(source: ByteSource, start: int, end: int, read: Written) -> _Key:
    """A key without the white space round it."""
    written = source.data[start:end]
    start += len(written) - len(written.lstrip())
    end = max(start, end - (len(written) - len(written.rstrip())))
    return _Key(read(source.slice(start, end)), start, end)


def _unquoted(written: str) -> str:
    return _LINE_END.sub("", written).replace("\\\\\\;", ";").replace("\\\\\\\\", "\\")


def _quoted(key: str) -> str:
    return key.replace("\\", "\\\\\\\\").replace(";", "\\\\\\;")


def _unescaped(written: str) -> str:
    return written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _escaped(key: str) -> str:
    return key.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _in_group(source: ByteSource, found: Sequence[_Key], keys: Mapping[str, str], write: Written) -> Iterator[Splice]:
    held = {key.text for key in found if key.text not in keys}
    for number, key in enumerate(found):
        new = keys.get(key.text) if key.text else None
        if new is None:
            continue
        if new not in held:
            held.add(new)
            encoding = source.encoding if new.isascii() else recoding.written_in(source)
            yield Splice(key.start, key.end, recoding.encode(write(new), encoding, source.path))
        elif number + 1 < len(found):
            yield Splice(key.start, found[number + 1].start, b"")
        else:
            yield Splice(found[number - 1].end, key.end, b"")
