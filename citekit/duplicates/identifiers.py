"""Numbers that say which work it is: DOI, ISBN, the number of a preprint."""

from __future__ import annotations

import re

from citekit.duplicates.vocabulary import PREPRINT_DOIS
from citekit.model import Entry

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}]+")
_DOI_PLACE = re.compile(r"(?:doi\.org/|doi:\s*)(10\.\d{4,9}/[^\s\"<>{}]+)", re.I)
_DIGITS = re.compile(r"[0-9]{9}[0-9X]|[0-9]{13}")
_ISBN = re.compile(r"(?:97[89][ -]?)?\d(?:[ -]?\d){8}[ -]?[\dXx]")
_NUMBER = r"(\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})"
_ARXIV = re.compile(rf"(?:arxiv:)?\s*{_NUMBER}(?:v\d+)?", re.I)
_ARXIV_PLACE = re.compile(rf"arxiv(?:\.org/(?:abs|pdf)/|[:.\s]+)\s*{_NUMBER}", re.I)


def stated(entry: Entry, name: str) -> str:
    """The text of a field; empty when the entry has none. Quick where most entries have none."""
    return entry.fields[name].text if name in entry.fields else ""


def doi_of(entry: Entry) -> str:
    """The DOI of an entry, from its own field or its address; lower case, empty when it has none."""
    if found := read_doi(stated(entry, "doi")):
        return found
    place = _DOI_PLACE.search(stated(entry, "url"))
    return _clean(place[1]) if place else ""


def read_doi(text: str) -> str:
    """The DOI in a text, however it is introduced; lower case, empty when there is none.

    >>> read_doi("https://doi.org/10.1017/S0020818300027697."), read_doi("no DOI")
    ('10.1017/s0020818300027697', '')
    """
    found = _DOI.search(text)
    return _clean(found[0]) if found else ""


def _clean(doi: str) -> str:
    """DOIs mind no case, and what ends a sentence does not belong to them."""
    return doi.lower().rstrip(".,;:)").replace("\\_", "_")


def is_preprint(doi: str) -> bool:
    """Is it the DOI of a copy that stands before or beside a publication?"""
    return doi.startswith(PREPRINT_DOIS)


def isbns_of(entry: Entry) -> frozenset[str]:
    """The ISBNs of an entry, as thirteen digits; one whose check digit is wrong does not count."""
    text = stated(entry, "isbn")
    return frozenset(filter(None, map(isbn13, _ISBN.findall(text)))) if text else frozenset()


def isbn13(text: str) -> str:
    """An ISBN as thirteen digits; empty when it is none (ISBN Users' Manual, 7th edition, section 4).

    >>> isbn13("0-306-40615-2"), isbn13("978 0 306 40615 7"), isbn13("0-306-40615-3")
    ('9780306406157', '9780306406157', '')
    >>> isbn13("HOLSTI K.J."), isbn13("978030640615²")
    ('', '')
    """
    digits = text.replace("-", "").replace(" ", "").upper()
    if not _DIGITS.fullmatch(digits):
        return ""
    if len(digits) == 10:
        values = [10 if digit == "X" else int(digit) for digit in digits]
        if sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11:
            return ""
        digits = f"978{digits[:9]}"
        return digits + str(-_weighed(digits) % 10)
    return "" if _weighed(digits) % 10 else digits


def _weighed(digits: str) -> int:
    return sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits))


def preprint_of(entry: Entry) -> str:
    """The number that arXiv gave a work, without its version; empty when it has none.

    It may stand in `eprint`, or in words in the journal, note, address or DOI.
    """
    eprint = stated(entry, "eprint")
    archive = stated(entry, "eprinttype") or stated(entry, "archiveprefix")
    if archive.lower() in ("", "arxiv") and (found := _ARXIV.fullmatch(eprint.strip())):
        return found[1].lower()
    for name in ("journal", "journaltitle", "note", "howpublished", "url", "doi", "volume"):
        text = stated(entry, name)
        if text and "rxiv" in text.lower() and (found := _ARXIV_PLACE.search(text)):
            return found[1].lower()
    return ""
