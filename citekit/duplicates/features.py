"""What is compared of an entry, worked out once for each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citekit.duplicates.identifiers import doi_of, is_preprint, isbns_of, preprint_of, stated
from citekit.duplicates.people import NOBODY, People, read_people
from citekit.duplicates.places import is_preprint_place
from citekit.duplicates.titles import Title, from_roman, read_title, words_of
from citekit.duplicates.vocabulary import KINDS, NUMBERS
from citekit.model import Entry

_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
_NOT_WORKS = frozenset(("xdata", "set", "bibnote", "control"))
"""Entry types that are no works."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of an entry; empty where it says nothing."""

    entry: Entry
    is_work: bool
    """It says of what work it is; else it can only be an exact copy of another."""
    kind: str
    """book, part, talk, article, thesis, report, or empty for types that can be anything."""
    title: Title
    authors: People
    editors: People
    year: int | None
    doi: str
    is_copy: bool
    """It stands before or beside a publication: a preprint."""
    isbns: frozenset[str]
    preprint: str
    edition: str
    journal: str
    """Or the title of the book that it is part of."""
    publisher: str
    volume: str
    number: str
    page: str
    """The first page, or the number of the article."""
    chapter: str
    version: str

    @property
    def people(self) -> People:
        """Those under whom it is cited."""
        return self.authors if self.authors.persons else self.editors


def is_work(entry: Entry) -> bool:
    """Does the entry say of what work it is? Not when it is data for others, or has neither title nor identifier.

    What it takes over from another says of what work it is a part.
    """
    if entry.type in _NOT_WORKS:
        return False
    fields, inherited = entry.fields, entry.inherited
    return any(name in fields and name not in inherited for name in ("title", "doi", "isbn", "eprint"))


def read_features(entry: Entry) -> Features:
    """What is compared of an entry."""
    title = read_title(entry.title)
    doi = doi_of(entry)
    kind = KINDS.get(entry.type, "")
    journal = _first(entry, "journal", "journaltitle", "booktitle", "maintitle")
    preprint = preprint_of(entry)
    copied = is_preprint(doi) if doi else bool(preprint) and not stated(entry, "volume")
    return Features(
        entry=entry,
        is_work=is_work(entry),
        kind=kind,
        title=title,
        authors=read_people(entry.names.get("author")),
        editors=read_people(entry.names.get("editor")),
        year=_year(entry),
        doi=doi,
        is_copy=copied or (bool(journal) and is_preprint_place(journal)),
        isbns=isbns_of(entry),
        preprint=preprint,
        edition=_edition(stated(entry, "edition")) or title.edition,
        journal=journal,
        publisher=_first(entry, "publisher", "institution", "school", "organization"),
        volume=_number(stated(entry, "volume")),
        number=_number(_first(entry, "number", "issue")),
        page=_page(entry),
        chapter=_number(stated(entry, "chapter")),
        version=stated(entry, "version"),
    )


def compared(entry: Entry) -> Features:
    """The same; but of an entry that does not say what work it is, nothing: it is compared as a whole."""
    if is_work(entry):
        return read_features(entry)
    kind = KINDS.get(entry.type, "")
    return Features(
        entry, False, kind, _UNTITLED, NOBODY, NOBODY, None, "", False, frozenset(), "", "", "", "", "", "", "", "", ""
    )


_UNTITLED = read_title("")


def _first(entry: Entry, *names: str) -> str:
    return next(filter(None, (stated(entry, name) for name in names)), "")


def _year(entry: Entry) -> int | None:
    # The whole date costs time; nearly all years are four digits.
    year = stated(entry, "year") or stated(entry, "date")
    if len(year) == 4 and year.isdecimal():
        return int(year)
    found = _YEAR.search(year)
    return int(found[0]) if found else None


def _number(text: str) -> str:
    """The first number of a field, which may be Roman; else its words in one."""
    if not text:
        return ""
    if found := _DIGITS.search(text):
        return found[0].lstrip("0") or "0"
    words = words_of(text)
    return str(from_roman(words[-1]) or "".join(words)) if words else ""


def _edition(text: str) -> str:
    """The number of an edition; `revised` where it has none. The first counts as none stated."""
    if not text:
        return ""
    if found := _DIGITS.search(text):
        return "" if found[0] == "1" or len(found[0]) == 4 else found[0]
    words = words_of(text)
    number = next((NUMBERS[word] for word in words if word in NUMBERS), "")
    if number:
        return "" if number == "1" else number
    return "revised" if any(word.startswith(("rev", "neu", "aug", "exp")) for word in words) else ""


def _page(entry: Entry) -> str:
    text = _first(entry, "pages", "eid", "articleno", "article-number")
    found = _DIGITS.search(text)
    return (found[0].lstrip("0") or "0") if found else ""
