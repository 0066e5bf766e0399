"""A document's own list of references: found under its heading, taken apart into works.

Where it stands matters twice. What looks like citations there is the list itself; and its works are those that the
text cites, by their names or by their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from citekit.model import Block, Document, PrintedReference
from citekit.prose.listed import read_reference
from citekit.prose.stretches import Stretch
from citekit.prose.terms import Phrases, dated, phrase, terms
from citekit.prose.tokens import Kind, tokens

_LONGEST = 60
"""Letters of a heading."""
_LOOKED_AT = 6
"""Paragraphs after a heading by which it shows whether a list follows."""
_SHORT_NAME = 4
"""Words before a date that may be a name without a comma, the bracket counted: `Badan Pusat Statistik (2019)`."""
_LONGEST_ENTRY = 3000
_LAST_WORD = re.compile(r"[^\W\d_]+(?=[\W\d_]*\Z)")
_ROMAN = re.compile(r"[ivxlc]+$")
_LABEL = re.compile(r"[ \t]*(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})[.)](?=\s)|([⁰¹²³⁴-⁹]{1,4}))[ \t]*")
_LINES = re.compile(r"[^\n]+|\n[ \t\r]*(?=\n)")
_ADDRESS = re.compile(r"https?://|\bdoi\b|\bISBN\b", re.I)
_INDENTED = re.compile(r"[ \t]+")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BODY = re.compile(r"[A-ZÀ-Þ][^.()\n]{0,100}\((?:1[4-9]|20)\d\d[a-r]?\)[.:]\s")
"""A body in front of its date: `Centraal Bureau voor de Statistiek (2019).`"""
_DASHES = re.compile(r"\s*(?:[-—–_―]{2,}|[—―])[\s.,:;]*")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    label: str
    begin: int
    """After the label and white space."""

    def text(self, prose: str) -> str:
        return prose[self.begin : self.end]


def references(document: Document) -> tuple[PrintedReference, ...]:
    """The works of a document's printed lists of references, in order. Linear in the text."""
    prose = document.prose
    if marked := _marked(document):
        return tuple(_of_blocks(document, marked))
    found: list[PrintedReference] = []
    for start, end in reference_lists(document):
        pieces = list(_entries(prose, list(_lines(prose, start, end))))
        numbered = _is_numbered(pieces)
        authors = ""
        for at, line in enumerate(pieces, start=1):
            text = prose[line.begin : line.end]
            dashes = _DASHES.match(text)
            if dashes and authors:
                text = f"{authors} {text[dashes.end() :]}"
            number = line.label if numbered and line.label else str(at)
            span = document.source.span(line.start, line.end)
            reference = read_reference(text, span, number, str(len(found) + 1), numbered=numbered and bool(line.label))
            authors = reference.head
            found.append(reference.printed)
    return tuple(found)


def _marked(document: Document) -> list[Block]:
    """The works that the document's own markup makes a list of, each with a key."""
    return [block for block in document.blocks if block.start in document.labels] if document.labels else []


def _of_blocks(document: Document, blocks: Sequence[Block]) -> Iterator[PrintedReference]:
    for at, block in enumerate(blocks, start=1):
        text = " ".join(document.prose[block.start : min(block.end, block.start + _LONGEST_ENTRY)].split())
        span = document.source.span(block.start, block.end)
        read = read_reference(text, span, str(at), str(at), numbered=False)
        yield replace(read.printed, label=document.labels.get(block.start, ""))


def _is_numbered(pieces: Sequence[_Line]) -> bool:
    labels = [int(line.label) for line in pieces if line.label]
    rising = sum(one < two for one, two in pairwise(labels))
    return 2 * len(labels) > len(pieces) and rising >= len(labels) // 2


# ------------------------------------------------------------------------------------------------- where it stands


def reference_lists(document: Document) -> tuple[Stretch, ...]:
    """The stretches from after a heading such as "Daftar Pustaka" or "References" to the end of that list."""
    if marked := _marked(document):
        return tuple((block.start, block.end) for block in marked)
    blocks = [block for block in document.blocks if block.kind != "note"]
    headed = any(block.kind == "heading" for block in blocks)
    found: list[Stretch] = []
    at = 0
    while at < len(blocks):
        after = _after_heading(document, blocks, at)
        if after is None:
            at += 1
            continue
        start, first = after
        last = _last(document, blocks, first, headed)
        found.append((start, blocks[last - 1].end if last > first else blocks[at].end))
        at = max(last, at + 1)
    return tuple(found) or tuple(_unheaded(document, blocks))


def _after_heading(document: Document, blocks: Sequence[Block], at: int) -> tuple[int, int] | None:
    """Where the list begins whose heading is this block, and the first block of it; None when it is no such heading.

    The heading may be the first line of the block of the list itself.
    """
    block = blocks[at]
    if block.kind not in ("heading", "paragraph", "item"):
        return None
    text = document.prose[block.start : min(block.end, block.start + 2 * _LONGEST)]
    line, _, _ = text.partition("\n")
    if not is_heading(line, terms().headings):
        return None
    if block.kind == "heading":
        return (block.end, at + 1)
    rest = block.start + len(line)
    if document.prose[rest : block.end].strip():
        looks = _looks_listed(document.prose, rest, block.end)
        return (rest, at) if looks else None
    ahead = list(islice(blocks, at + 1, at + 1 + _LOOKED_AT))
    listed = sum(_looks_listed(document.prose, each.start, each.end) for each in ahead)
    return (block.end, at + 1) if 2 * listed >= len(ahead) else None


def is_heading(line: str, among: Phrases) -> bool:
    """The line is one of these headings, perhaps with the number of its chapter."""
    last = _LAST_WORD.search(line.strip()) if len(line.strip()) <= _LONGEST else None
    if last is None or not among.ends(last[0]):
        return False
    kept = [token.text for token in tokens(line, 0, len(line)) if token.kind is Kind.WORD]
    while kept and (_ROMAN.match(kept[0].casefold()) or kept[0].casefold() in ("bab", "chapter", "kapitel")):
        kept = kept[1:]
    return phrase(" ".join(kept)) in among.all


def _last(document: Document, blocks: Sequence[Block], first: int, headed: bool) -> int:
    """The block after the last one of a list."""
    for at in range(first, len(blocks)):
        block = blocks[at]
        if block.kind == "heading":
            return at
        if not headed and at > first and _begins_something_else(document.prose, blocks, at):
            return at
    return len(blocks)


def _begins_something_else(prose: str, blocks: Sequence[Block], at: int) -> bool:
    """A text without headings: a short line that looks like one, and what follows looks like no list."""
    block = blocks[at]
    text = prose[block.start : min(block.end, block.start + 2 * _LONGEST)].strip()
    if len(text) > _LONGEST or "\n" in text or text[-1:] in ".,;:" or _looks_listed(prose, block.start, block.end):
        return False
    ahead = list(islice(blocks, at + 1, at + 4))
    return not any(_looks_listed(prose, each.start, each.end) for each in ahead[:1]) and (
        2 * sum(_looks_listed(prose, each.start, each.end) for each in ahead) <= len(ahead)
    )


def _looks_listed(prose: str, start: int, end: int) -> bool:
    """A paragraph that may be a work in a list: it has a number, an address, or a date after names."""
    text = prose[start : min(end, start + _LONGEST_ENTRY)].lstrip()
    if _BODY.match(text):
        return True
    if _LABEL.match(text) or _ADDRESS.search(text):
        return True
    date = dated().search(text)
    before = text[: date.start()] if date else ""
    return date is not None and (bool(re.search(r"[.,;:“”\"]", before)) or len(before.split()) <= _SHORT_NAME)


def _unheaded(document: Document, blocks: Sequence[Block]) -> Iterator[Stretch]:
    """The numbered works at the end of a text that gives its list no heading."""
    prose, at = document.prose, len(blocks)
    while at and _BRACKETED.match(prose, blocks[at - 1].start, blocks[at - 1].end):
        at -= 1
    if len(blocks) - at >= 2 or (at < len(blocks) and len(_label_lines(prose, blocks[at])) > 1):
        yield blocks[at].start, blocks[-1].end


_BRACKETED = re.compile(r"\[\d{1,4}\][ \t]+\S")


def _label_lines(prose: str, block: Block) -> list[str]:
    return [line for line in prose[block.start : block.end].split("\n") if _BRACKETED.match(line)]


# -------------------------------------------------------------------------------------------------- taken apart


def _lines(prose: str, start: int, end: int) -> Iterator[_Line]:
    for match in _LINES.finditer(prose, start, end):
        if not match[0].strip():
            yield _Line(match.start(), match.start(), "", match.start())
            continue
        label = _LABEL.match(prose, match.start(), match.end())
        begin = label.end() if label else match.start()
        number = next(filter(None, label.groups()), "").translate(_SUPERSCRIPTS) if label else ""
        yield _Line(match.start(), match.end(), number, begin)


def _entries(prose: str, lines: list[_Line]) -> Iterator[_Line]:
    """The lines put together to works."""
    group: list[_Line] = []
    for line in [*lines, _Line(0, 0, "", 0)]:
        if line.start < line.end:
            group.append(line)
        elif group:
            yield from _of_paragraph(prose, group)
            group = []


def _of_paragraph(prose: str, lines: list[_Line]) -> Iterator[_Line]:
    begins = _beginnings(prose, lines)
    for at, line in enumerate(lines):
        if not (begins[at] or at == 0):
            continue
        last = at
        while last + 1 < len(lines) and not begins[last + 1]:
            last += 1
        start = line.start + len(prose[line.start : line.begin]) - len(prose[line.start : line.begin].lstrip())
        if start == line.begin:
            start += len(prose[start : line.end]) - len(prose[start : line.end].lstrip(" \t"))
        end = lines[last].start + len(prose[lines[last].start : lines[last].end].rstrip())
        begin = line.begin + len(prose[line.begin : line.end]) - len(prose[line.begin : line.end].lstrip())
        if begin < end:
            yield _Line(start, end, line.label, begin)


def _beginnings(prose: str, lines: list[_Line]) -> list[bool]:
    """For each line of a paragraph whether a work begins with it."""
    if len(lines) == 1:
        return [True]
    if sum(bool(line.label) for line in lines) > 1 and lines[0].label:
        return [bool(line.label) for line in lines]
    indented = [bool(_INDENTED.match(prose, line.start, line.end)) for line in lines]
    if any(indented) and not indented[0]:
        return [not each for each in indented]
    return [_can_begin(prose, lines, at) for at in range(len(lines))]


def _can_begin(prose: str, lines: list[_Line], at: int) -> bool:
    """A line that follows the end of a work, begins like a name or title, and has a date of its own."""
    if at == 0:
        return True
    before = lines[at - 1].text(prose).rstrip()
    line = lines[at].text(prose).lstrip(" \t*_")
    ended = before[-1:] in '.)]”"»/' or bool(re.search(r"\S*(?:https?://|doi|www\.)\S*$|\d$", before))
    starts = (
        line[:1].isupper() or line[:1] in "“\"«„‘'—–-_" or bool(re.match(r"(?:van|von|de|di|da|al|el|bin)\b", line))
    )
    return ended and starts and bool(dated().search(line))
