"""Comments put into a Word file, each at its very words, with nothing else in it changed.

Into the text go two marks and a reference for each comment (ECMA-376 part 1, 17.13.4); a run is cut in two where
words begin or end within it. The comments themselves join those that are there, in a part of their own; where there is
none, it is added, with its relationship and its type. What stands in a note has its comment at the note's mark, and
what stands in a text box at the box: Word has no comments within these.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import normpath

from citekit.documents.docx import TEXT
from citekit.documents.docx.tracing import Child, Piece, Trace, Unit, numbers, trace
from citekit.documents.packed.archive import Archive, open_archive
from citekit.documents.packed.repacking import repacked
from citekit.documents.packed.xmlevents import tell

_RELATIONSHIPS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"
_PART = "word/comments.xml"
_CONTENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_KINDS = {
    False: (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    ),
    True: (_STRICT, b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments"),
}
"""The namespace of the text and the type of the relationship: those of ISO 29500 Strict are others."""
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Comment:
    """What is to be said of a stretch of a document's text. Offsets are code points."""

    start: int
    end: int
    lines: Sequence[str]
    """Its paragraphs, one at least."""


@dataclass(slots=True)
class _Cut:
    """Marks at a byte of the text: ends before starts, and the run that they cut, if any."""

    unit: Unit | None = None
    child: Child | None = None
    """The `w:t` that is cut too."""
    ends: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


def commented(data: bytes, comments: Sequence[Comment], author: str) -> bytes:
    """A Word file that was read, with comments. Raises Unread where it could not be."""
    archive = open_archive(data)
    traced = trace(archive)
    placed = [(one, pieces) for one in comments if (pieces := traced.pieces_of(one.start, one.end))]
    if not placed:
        return data
    target, links = _target(archive)
    there = archive.part(target)
    strict = _STRICT in traced.data[:10_000]
    first = max(traced.comments | _numbers(there), default=-1) + 1
    parts = {
        TEXT: _marked(traced, [(one, *pieces) for one, pieces in placed], first, _KINDS[strict][0]),
        target: _added(there, [one for one, _ in placed], first, author, _KINDS[strict][0]),
    }
    if links is not None:
        parts[_RELATIONSHIPS] = _linked(links, target, _KINDS[strict][1])
    if not there:
        parts[_TYPES] = _typed(archive.part(_TYPES), target)
    return repacked(archive, data, parts)


# ---------------------------------------------------------------------------------------------------- in the text


def _marked(traced: Trace, placed: Iterable[tuple[Comment, Piece, Piece]], first: int, namespace: bytes) -> bytes:
    cuts: defaultdict[int, _Cut] = defaultdict(_Cut)
    spaced: set[int] = set()
    for number, (one, begin, last) in enumerate(placed, first):
        _cut(cuts, *_before(traced, begin, one.start)).starts.append(number)
        _cut(cuts, *_behind(traced, last, one.end)).ends.append(number)
    splices = [(at, at, _written(cut, namespace)) for at, cut in cuts.items()]
    for cut in cuts.values():
        child = cut.child
        if child and b"xml:space" not in child.tag and child.start not in spaced:
            # What was within a text may now be at its edge, where white space would not count.
            spaced.add(child.start)
            at = child.start + len(child.tag) - 1
            splices.append((at, at, b' xml:space="preserve"'))
    return _spliced(traced.data, splices)


def _cut(cuts: defaultdict[int, _Cut], at: int, unit: Unit | None, child: Child | None) -> _Cut:
    cut = cuts[at]
    cut.unit, cut.child = cut.unit or unit, cut.child or child
    return cut


def _before(traced: Trace, piece: Piece, offset: int) -> tuple[int, Unit | None, Child | None]:
    """Where the mark before a character goes: the byte, the run that is cut there, the text that is."""
    child, unit = piece.child, piece.child.unit
    at = traced.byte(piece, max(offset, piece.start)) if child.is_text else child.start
    if child.is_text and at > child.inner:
        return at, unit, child
    if not unit.is_run or child is unit.children[0]:
        return unit.start, None, None
    return child.start, unit, None


def _behind(traced: Trace, piece: Piece, offset: int) -> tuple[int, Unit | None, Child | None]:
    """Where the mark behind the character before an offset goes."""
    child, unit = piece.child, piece.child.unit
    end = piece.end if offset <= piece.start else min(offset, piece.end)
    at = traced.byte_after(piece, end) if child.is_text else child.inner_end
    if child.is_text and at < child.inner_end:
        return at, unit, child
    if not unit.is_run or child is unit.children[-1]:
        return unit.end, None, None
    return child.end, unit, None


def _written(cut: _Cut, namespace: bytes) -> bytes:
    declared = b' xmlns:w="%b"' % namespace
    ends = [
        b'<w:commentRangeEnd%b w:id="%d"/><w:r%b><w:commentReference w:id="%d"/></w:r>' % (declared, one, declared, one)
        for one in cut.ends
    ]
    starts = [b'<w:commentRangeStart%b w:id="%d"/>' % (declared, one) for one in cut.starts]
    marks = b"".join([*ends, *starts])
    if cut.child:
        tag = cut.child.tag if b"xml:space" in cut.child.tag else cut.child.tag[:-1] + b' xml:space="preserve">'
        marks = _closing(cut.child.tag) + _around(cut.unit, marks) + tag
    elif cut.unit:
        marks = _around(cut.unit, marks)
    return marks


def _around(unit: Unit | None, marks: bytes) -> bytes:
    """Marks between the two halves of a run; the second looks like the first."""
    return _closing(unit.tag) + marks + unit.tag + unit.properties if unit else marks


def _closing(tag: bytes) -> bytes:
    return b"</" + re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0] + b">"


def _spliced(data: bytes, splices: Iterable[tuple[int, int, bytes]]) -> bytes:
    pieces, done = [], 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        pieces += [data[done:start], new]
        done = end
    return b"".join([*pieces, data[done:]])


# -------------------------------------------------------------------------------------------------- other parts


def _numbers(there: bytes) -> set[int]:
    """The numbers of the comments in their part."""
    return numbers(facts.get(":id", "") for facts in _heard(there).elements) if there else set()


def _added(there: bytes, comments: Iterable[Comment], first: int, author: str, namespace: bytes) -> bytes:
    """The part with the comments, old and new."""
    new = b"".join(_comment(one, number, author, namespace) for number, one in enumerate(comments, first))
    if not there:
        return _HEAD + b'<w:comments xmlns:w="%b">%b</w:comments>' % (namespace, new)
    return _into_root(there, new)


def _comment(comment: Comment, number: int, author: str, namespace: bytes) -> bytes:
    paragraphs = [f'<w:p><w:r><w:t xml:space="preserve">{_escaped(line)}</w:t></w:r></w:p>' for line in comment.lines]
    paragraphs[0] = paragraphs[0].replace("<w:r>", "<w:r><w:annotationRef/></w:r><w:r>", 1)
    who = f'w:author="{_escaped(author)}" w:initials="{_escaped(author[:2])}"'
    head = f'<w:comment xmlns:w="{namespace.decode()}" w:id="{number}" {who}>'
    return f"{head}{''.join(paragraphs)}</w:comment>".encode()


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(one, one) for one in _NO_XML.sub("·", text))


class _Root:
    """Listens for where the content of the outermost element ends, and what the elements tell."""

    def __init__(self) -> None:
        self.end_at = self._at = 0
        self.elements: list[Mapping[str, str]] = []

    def at(self, byte: int) -> None:
        self._at = byte

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.elements.append(attributes)

    def end(self, name: str) -> None:
        self.end_at = self._at

    def text(self, text: str) -> None:
        pass


def _into_root(part: bytes, new: bytes) -> bytes:
    """A part with more at the end of its outermost element."""
    root = _heard(part)
    if part[root.end_at : root.end_at + 2] == b"</":
        return part[: root.end_at] + new + part[root.end_at :]
    # `<Relationships … />`: it had no content, and the parser is behind it.
    tag_at = part.rindex(b"<", 0, root.end_at)
    tag = part[tag_at : root.end_at - 2].rstrip() + b">"
    return part[:tag_at] + tag + new + _closing(tag) + part[root.end_at :]


def _heard(part: bytes) -> _Root:
    root = _Root()
    tell(part, root, {}, root.at)
    return root


def _target(archive: Archive) -> tuple[str, bytes | None]:
    """The part with the comments, and the relationships where it must be added to them."""
    links = archive.part(_RELATIONSHIPS)
    for one in _heard(links).elements if links else ():
        if one.get("Type", "").endswith("/relationships/comments") and one.get("TargetMode") != "External":
            target = one.get("Target", "")
            return normpath(target[1:] if target.startswith("/") else f"word/{target}"), None
    target, number = _PART, 1
    while target in archive.names:  # left behind by a program: nobody's
        number += 1
        target = f"word/comments{number}.xml"
    return target, links


def _linked(links: bytes, target: str, kind: bytes) -> bytes:
    if not links:
        links = _HEAD + b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    taken = {one.get("Id") for one in _heard(links).elements}
    number = 1
    while f"rIdCitekit{number}" in taken:
        number += 1
    prefix = re.search(rb"<(\w+:)?Relationships\b", links)
    name = (prefix[1] if prefix and prefix[1] else b"") + b"Relationship"
    facts = (name, b"rIdCitekit%d" % number, kind, target.removeprefix("word/").encode())
    return _into_root(links, b'<%b Id="%b" Type="%b" Target="%b"/>' % facts)


def _typed(types: bytes, target: str) -> bytes:
    """The list of content types, with that of the new part."""
    if any(one.get("PartName") == f"/{target}" for one in _heard(types).elements):
        return types
    name = re.search(rb"<(\w+:)?Types\b", types)
    prefix = name[1] if name and name[1] else b""
    facts = (prefix, target.encode(), _CONTENT)
    return _into_root(types, b'<%bOverride PartName="/%b" ContentType="%b"/>' % facts)
