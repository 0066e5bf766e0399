"""Works that people give to be added: in any bibliography format, or as references are printed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from citekit import formats
from citekit.diagnostic import Diagnostic
from citekit.encoding import prepare
from citekit.library import Entry
from citekit.loader.files import Named, read
from citekit.messages import say
from citekit.plugin import Format
from citekit.references import Part, is_reference, parse_all, split, to_entry
from citekit.references.problems import REFERENCE_NOT_READ
from citekit.source import ByteSource, TextSource
from citekit.trees import UNFIT_VALUE

REFERENCE = "reference"
"""The name of what is no format: references as they are printed."""
STANDARD = "-"
_SHOWN_STANDARD = "standard input"
_SHOWN_TEXT = "the text"
_KEEP_KEYS = frozenset("bibtex biblatex bibtexml csl-json csl-yaml hayagriva csv".split())
"""Formats whose keys people choose. Those of others are numbers of a database, or made by the reader."""
_KEY = re.compile(r"(?=.*[^\W\d_])[^\W_][\w:.+/-]{0,80}")
_SPEAKS = re.compile(r"\s.*(?:1[4-9]|20)\d\d|^\s*[@{\[]|\s\S+\s\S+\s", re.S)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A work that was given."""

    entry: Entry
    format: str
    unsure: tuple[Part, ...] = ()
    """Fields that may be wrong, as the reference states them."""
    rest: tuple[Part, ...] = ()
    """What of the reference found no place."""
    has_key: bool = False
    """Its key was chosen by a person."""


@dataclass(frozen=True, slots=True)
class Given:
    """What came of one text that was given."""

    works: tuple[Incoming, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def take(name: str, format: str, standard: bytes = b"") -> Given:
    """The works in a file, in standard input (`-`), or in a text that is given itself.

    `format` is the name of a format or `reference`; when it is empty, that is told by what is in the text. What is
    wrong is in the diagnostics, and nothing is raised but a UsageError for a format that there is none of.
    """
    chosen = formats.named(format) if format and format != REFERENCE else None
    if name == STANDARD:
        return _take(standard, _SHOWN_STANDARD, format, chosen)
    if is_text(name):
        return _take(name.encode("utf-8", "surrogateescape"), _SHOWN_TEXT, format, chosen)
    shown = Path(name).as_posix()
    data = read(Named(shown))
    if isinstance(data, Diagnostic):
        return Given((), (_asked_for(name, data),))
    return _take(data, shown, format, chosen)


def _asked_for(name: str, missing: Diagnostic) -> Diagnostic:
    """What is said of a file that cannot be read, or of a DOI, which a person may expect to be looked up."""
    found = _DOI.search(name)
    if found is None:
        return missing
    address = shlex.quote(f"https://doi.org/{found[0]}")
    hint = say(
        "nothing is looked up: curl -LH 'Accept: application/x-bibtex' {address} | citekit add -", address=address
    )
    return replace(missing, message=say("there is no file {name}", name=name), hint=hint)


_DOI = re.compile(r"\b10\.\d{4,9}/\S+")


def is_text(name: str) -> bool:
    """Is it a text that is given itself, and no name of a file?"""
    if "\n" in name:
        return True
    if (
        PurePath(name).suffix.lower() in {suffix for one in formats.FORMATS for suffix in one.suffixes}
        or len(name) < 12
    ):
        return False
    return bool(_SPEAKS.search(name)) and not _exists(name)


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _take(data: bytes, shown: str, name: str, chosen: Format | None) -> Given:
    source, found = prepare(data, shown)
    if name != REFERENCE:
        chosen = chosen or _told(data, shown)
        if chosen:
            return _of_library(chosen, source, found)
    return _of_text(TextSource(shown, source.text), found)


def _told(data: bytes, shown: str) -> Format | None:
    """The format of what was given; None when it is text."""
    is_file = shown not in (_SHOWN_STANDARD, _SHOWN_TEXT)
    return formats.by_path(shown, data) if is_file else formats.by_content(data)


def _of_library(format: Format, source: ByteSource, found: Sequence[Diagnostic]) -> Given:
    library = format.read(source)
    works = [Incoming(entry, format.name, has_key=_has_key(entry, format.name)) for entry in library.entries]
    keyless = {work.entry.key: work.entry.span for work in works if not work.has_key}
    told = (one for one in library.diagnostics if one.code != UNFIT_VALUE.code or keyless.get(one.subject) != one.span)
    return Given(tuple(works), (*found, *told))


def _has_key(entry: Entry, format: str) -> bool:
    is_stated = entry.key_span.start != entry.span.start or entry.key_span.end != entry.span.end
    return format in _KEEP_KEYS and is_stated and _KEY.fullmatch(entry.key) is not None


def _of_text(source: TextSource, found: Iterable[Diagnostic]) -> Given:
    works: list[Incoming] = []
    unread: list[Diagnostic] = []
    places = split(source.text)
    references = parse_all(source.text[start:end] for start, end in places)
    for (start, end), reference in zip(places, references, strict=True):
        made = to_entry(reference, "", source.span(start, end))
        if is_reference(made.entry):
            works.append(Incoming(made.entry, REFERENCE, made.unsure, made.rest))
        else:
            hint = say("give the whole reference, from the author to the end, with a blank line before the next")
            unread.append(
                REFERENCE_NOT_READ.at(
                    source.span(start, end),
                    say("this is no reference: it has no title with a date, a DOI or a place of publication"),
                    hint=hint,
                )
            )
    if not works:
        unread = [replace(one, unreadable=True) for one in unread]
    return Given(tuple(works), (*found, *unread))
