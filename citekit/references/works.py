"""What kind of work it is, and what it stands in: what follows the title."""

from __future__ import annotations

import re
from dataclasses import replace

from citekit.references import contributors, remainders, titles
from citekit.references.heads import Head
from citekit.references.remainders import Segment
from citekit.references.scan import MARK, Part, Scan, tidy
from citekit.references.titles import Title
from citekit.references.words import pattern, words_of

_THESES = (("phd", "phdthesis"), ("master", "mathesis"), ("bachelor", "bathesis"), ("thesis", ""))


def take(scan: Scan, title: Title, head: Head) -> tuple[str, bool]:
    """Takes what follows the title, and says what kind of work it is."""
    start = title.after
    if thesis := _thesis(scan, start):
        return thesis
    within = titles.in_word().search(scan.left, start)
    if within and not tidy(scan.left[start : within.start()].replace(MARK, "")):
        scan.blank(*within.span())
        return _part(scan, within.end(), head)
    has_numbers = (scan.has("volume") and scan.has("pages", "eid", "number")) or (
        scan.has("number") and scan.has("pages")
    )
    found = remainders.segments(scan, start)
    if has_numbers or (title.how == "quoted" and scan.has("volume", "number")):
        return _article(scan, found, title)
    if title.how == "quoted" and found:
        return _quoted(scan, found)
    return _book(scan, found, title)


def _thesis(scan: Scan, start: int) -> tuple[str, bool] | None:
    for name, type in _THESES:
        match = re.compile(
            rf"(?:(?<=[.(\[,;]\s)|(?<=[(\[.])|(?<={MARK}\s)|(?<={MARK}))[(\[]?{pattern(name)}(?:\s\([^()]*\))?[)\]]?",
            re.I,
        ).search(scan.left, start - 1 if start else 0)
        if not match:
            continue
        if type:
            scan.parts.append(Part("type", type, *match.span()))
        else:
            scan.parts.append(Part("type", tidy(match[0]).strip("[]()"), *match.span(), sure=False))
        scan.blank(*match.span())
        found = remainders.segments(scan, start)
        found = remainders.take_imprint(scan, found)
        if published := scan.find("publisher"):
            scan.parts[scan.parts.index(published)] = replace(published, name="institution")
        elif found:
            _take_segment(scan, "institution", found[0], sure=len(found) == 1 and "," not in found[0].text(scan))
        return "thesis", True
    return None


def _take_segment(scan: Scan, name: str, segment: Segment, *, sure: bool) -> None:
    inner = remainders.unquoted(scan, segment)
    scan.take(name, inner.start, inner.end, sure=sure)
    scan.blank(segment.start, segment.end)


def _article(scan: Scan, found: list[Segment], title: Title) -> tuple[str, bool]:
    """In a journal: its name is what stands right before the numbers."""
    if not found:
        return "article", False
    volume = min(part.start for part in scan.parts if part.name in ("volume", "number", "pages"))
    before = [one for one in found if one.end <= volume and not one.bracket]
    journal, merged, sure = _journal(scan, before or found[:1], title)
    if len(before) > merged and title.how != "quoted":
        # The title had full stops in it, or something stands between.
        doubt(scan, "title")
    _take_segment(scan, "journaltitle", journal, sure=sure)
    return "article", True


def _journal(scan: Scan, found: list[Segment], title: Title) -> tuple[Segment, int, bool]:
    """The name of a journal, which ends the segments: one, or several where its words are abbreviated. How many they
    are, and whether it is sure."""
    merged = 1
    while (
        merged < len(found)
        and len(found[-merged - 1].text(scan).split()) <= _ABBREVIATED
        and MARK not in scan.left[found[-merged - 1].start : found[-merged].start]
    ):
        merged += 1
    journal = Segment(found[-merged].start, found[-1].end)
    text = journal.text(scan)
    whole = merged == len(found)
    if merged > 1:
        return (
            journal,
            merged,
            whole and not _ODD.search(text) and (title.how == "quoted" or remainders.is_journal(text)),
        )
    abbreviated = title.how == "quoted" and "," not in text and not _ODD.search(text)
    plain = abbreviated or not _has_break(text)
    return journal, 1, whole and plain and ":" not in text and len(text.split()) < 14


_ABBREVIATED = 4
"""Words between two full stops of an abbreviated name."""


def doubt(scan: Scan, name: str) -> None:
    """Marks a field as unsure."""
    if found := scan.find(name):
        scan.parts[scan.parts.index(found)] = replace(found, sure=False)


_ODD = re.compile(r"[(\[]|\d\W*$")
"""A bracket, or a number at the end: more than the name of a journal or book."""


def _has_break(text: str) -> bool:
    return re.search(r"[.?!]\s[A-Z][a-z]{3,}", text) is not None or "," in text or _ODD.search(text) is not None


def _part(scan: Scan, start: int, head: Head) -> tuple[str, bool]:
    """In a book, in proceedings, or, as German has it, in a journal."""
    start = contributors.take_container_editors(scan, start)
    if head.style == "colon" and not scan.has("volume"):
        _publisher_behind_colon(scan, start)
    found = remainders.segments(scan, start)
    if not found:
        return "incollection", False
    rest = remainders.take_imprint(scan, found[1:] or found)
    if found[1:]:
        rest = [found[0], *rest]
    book = rest[0] if rest else None
    is_journal = scan.has("volume") and scan.has("pages", "number") and not scan.has("editor", "publisher")
    name = "journaltitle" if is_journal else "booktitle"
    if book is not None:
        text = book.text(scan)
        clean = not _has_break(text) and len(text.split()) < 25 and len([one for one in rest if not one.bracket]) < 3
        _take_segment(scan, name, book, sure=clean)
        text_of_book = text
        _publisher(scan, rest[1:], alone=len(rest) == 2)
    else:
        text_of_book = ""
    if is_journal:
        return "article", True
    if words_of("conference").search(text_of_book):
        return "inproceedings", True
    return "incollection", True


def _publisher_behind_colon(scan: Scan, start: int) -> None:
    """`Book Title : Publisher`, as DIN 1505 has it where no place is known."""
    match = re.compile(rf"[^:{MARK}.]{{5,}}?\s:\s(?P<publisher>[^:{MARK}]{{2,60}})").match(scan.left, start)
    if match:
        scan.take("publisher", *match.span("publisher"), sure=False)


def _quoted(scan: Scan, found: list[Segment]) -> tuple[str, bool]:
    """A title in quotation marks and no volume: in a book whose editors are named, in a paper, on a site."""
    rest = remainders.take_imprint(scan, found[1:])
    text = found[0].text(scan)
    if scan.has("publisher", "editor"):
        _take_segment(scan, "booktitle", found[0], sure=not _has_break(text))
        _publisher(scan, rest, alone=len(rest) == 1)
        is_talk = words_of("conference").search(text)
        return ("inproceedings" if is_talk else "incollection"), bool(scan.has("pages"))
    if scan.has("url") and not scan.has("pages"):
        _take_segment(scan, "organization" if not remainders.is_journal(text) else "journaltitle", found[0], sure=False)
        return "online", False
    _take_segment(scan, "journaltitle", found[0], sure=False)
    return "article", False


def _book(scan: Scan, found: list[Segment], title: Title) -> tuple[str, bool]:
    """By itself, or in something whose kind is not plain."""
    rest = remainders.take_imprint(scan, found)
    if report := _report(scan, rest):
        return report
    plain = [one for one in rest if not one.bracket]
    if len(plain) > (0 if scan.has("publisher") else 1):
        doubt(scan, "title")
    if plain and (held := _held(scan, plain, title)):
        return held, False
    _publisher(scan, rest, alone=len(rest) == 1)
    if published := scan.find("publisher"):
        return "book", published.sure or scan.has("location", "edition", "isbn")
    return _alone(scan)


def _held(scan: Scan, plain: list[Segment], title: Title) -> str:
    """Takes what a work stands in where neither its title is quoted nor its numbers are whole. Its type; empty when it
    stands in nothing."""
    if words_of("conference").search(plain[0].text(scan)) and not scan.has("edition"):
        _take_segment(scan, "booktitle", plain[0], sure=False)
        _publisher(scan, plain[1:], alone=len(plain) == 2)
        return "inproceedings"
    if scan.has("publisher", "edition", "isbn"):
        return ""
    if scan.has("pages"):
        _take_segment(scan, "journaltitle", plain[0], sure=False)
        return "article"
    return _article(scan, plain, title)[0] if scan.has("volume") else ""


def _alone(scan: Scan) -> tuple[str, bool]:
    """The type of a work of which neither a publisher nor a container is named."""
    if scan.has("isbn", "edition"):
        return "book", True
    if scan.has("pages"):
        return "article", False
    if scan.has("eprint"):
        return "online", True
    if scan.has("url"):
        return "online", False
    return ("book" if scan.has("pagetotal") else "misc"), False


def _report(scan: Scan, rest: list[Segment]) -> tuple[str, bool] | None:
    for segment in rest:
        text = segment.text(scan)
        match = words_of("report").match(text)
        if match and len(text) < 120:
            _take_segment(scan, "type", segment, sure=False)
            others = [one for one in rest if one is not segment]
            if published := scan.find("publisher"):
                scan.parts[scan.parts.index(published)] = replace(published, name="institution")
            elif others:
                _take_segment(scan, "institution", others[-1], sure=False)
            return "report", False
    return None


def _publisher(scan: Scan, rest: list[Segment], *, alone: bool) -> None:
    """Takes a publisher that no place is named with: the last segment, with a place before its comma where that is."""
    plain = [one for one in rest if not one.bracket]
    if scan.has("publisher") or not plain:
        return
    segment = plain[-1]
    text = segment.text(scan)
    known = remainders.is_publisher(text)
    if len(text.split()) > 10 or (not known and not text[:1].isupper()):
        return
    pieces = [piece.strip() for piece in text.split(",")]
    if len(pieces) == 2 and not re.search(r"\b(?:Inc|Ltd|LLC|Co)\b", pieces[1]):
        first_known, second_known = (remainders.is_publisher(piece) for piece in pieces)
        at = scan.left.index(",", segment.start)
        place, publisher = ((segment.start, at), (at + 1, segment.end))
        if first_known and not second_known:
            place, publisher = publisher, place
        scan.take("location", *place, sure=False)
        scan.take("publisher", *publisher, sure=False)
        scan.blank(segment.start, segment.end)
        return
    _take_segment(
        scan,
        "publisher",
        segment,
        sure=alone and known and "," not in text and not remainders.is_journal(text) and not re.search(r"\.\s", text),
    )
