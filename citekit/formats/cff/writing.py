"""From an entry to a reference of CITATION.cff, and what of it the format does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

import citekit.formats.cff.people as people
import citekit.formats.cff.tables as tables
from citekit import dialects
from citekit.diagnostic import Diagnostic
from citekit.exchange import FIELD_NOT_HELD, not_held, partly_held
from citekit.fieldmaps.names import read_name
from citekit.fieldmaps.pages import ends, read_range
from citekit.formats.cff.reading import KEY, Draft
from citekit.model import Entry, Name, NameList, PartialDate, read_date

Item = dict[str, object]

_NUMBER = re.compile(r"0|[1-9]\d{0,8}")
_LICENSE = re.compile(r"[A-Za-z0-9.+-]+")
_JOINED = {"subtitle": "title", "titleaddon": "title", "booksubtitle": "booktitle", "journalsubtitle": "journaltitle"}
_ENDS = tuple("?!.:;,…")


def to_item(entry: Entry) -> Item:
    """An entry, in biblatex's vocabulary, as a reference."""
    return _Writing(entry).run()


class _Writing:
    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.item: Item = {"type": tables.written_type(entry.type, entry.text("entrysubtype").lower())}

    def run(self) -> Item:
        self.item["title"] = self.joined("title") or self.entry.key
        self.put_people()
        for name, ours in tables.TEXTS.items():
            self.put(name, self.joined(ours))
        for name, ours in tables.NUMBERS.items():
            self.put_number(name, self.entry.text(ours))
        self.put_dates()
        self.put_numbers()
        self.put_bodies()
        self.put_lists()
        return self.item

    def text(self, ours: str) -> str:
        return " ".join(self.entry.text(ours).split())

    def joined(self, name: str) -> str:
        """A title with its subtitle and addition."""
        made = self.text(name)
        for part, title in _JOINED.items():
            if title == name and (more := self.text(part)):
                mark = " " if made.endswith(_ENDS) else ". " if part.endswith("addon") else ": "
                made = f"{made}{mark}{more}" if made else more
        return made

    def put(self, name: str, value: str) -> None:
        form = tables.FORMS.get(name)
        if value and (form is None or form.fullmatch(value)):
            self.item.setdefault(name, value)

    def put_number(self, name: str, value: str) -> None:
        if _NUMBER.fullmatch(value):
            self.item[name] = int(value)

    def put_people(self) -> None:
        for name, ours in tables.NAMES.items():
            if written := people.write(self.names(ours)):
                self.item[name] = written
        self.item.setdefault("authors", [{"name": people.ANONYMOUS}])

    def names(self, ours: str) -> list[Name]:
        if ours in self.entry.names:
            return list(dict.fromkeys(self.entry.names[ours]))
        return [read_name(one, given_first=True) for one in self.entry.text(ours).split(" and ") if one.strip()]

    def put_dates(self) -> None:
        when = read_date(self.text("date") or self.text("year"))
        self.put("date-published", _day(when))
        if when.year and when.year > 0 and when.end is None and not when.unspecified:
            self.item["year"] = when.year
            if when.month and when.month <= 12:
                self.item["month"] = when.month
        for name, ours in tables.DATES.items():
            self.put(name, _day(read_date(self.text(ours))))

    def put_numbers(self) -> None:
        in_journal = self.entry.type in tables.ARTICLES
        self.put("issue", self.text("number" if in_journal else "issue"))
        self.put("number", self.text("eid" if in_journal else "number"))
        first, last = ends(self.text("pages"))
        if _NUMBER.fullmatch(first) and (not last or _NUMBER.fullmatch(last)):
            self.item["start"] = int(first)
            self.item["end"] = int(last or first)

    def put_bodies(self) -> None:
        for name, ours in tables.ENTITIES.items():
            if body := self.text(ours):
                self.item[name] = {"name": body}
        if location := self.text("location"):
            self.item["location"] = {"name": location}
        if event := self.text("eventtitle"):
            when = read_date(self.text("eventdate"))
            days = {"date-start": _day(when.first), "date-end": _day(when.end) if when.end else ""}
            parts = {"name": event, "location": self.text("venue"), **days}
            self.item["conference"] = {part: said for part, said in parts.items() if said}
        self.put("collection-type", tables.COLLECTIONS.get(self.entry.type, ""))
        self.put("collection-title", self.joined("booktitle" if self.entry.type in tables.PARTS else "series"))

    def put_lists(self) -> None:
        for name in ("keywords", "patent-states"):
            words = self.text(name).split(";" if ";" in self.text(name) else ",")
            if kept := list(dict.fromkeys(word.strip() for word in words if word.strip())):
                self.item[name] = kept
        language = dialects.language(self.entry)
        if language.isalpha() and language.islower():
            self.item["languages"] = [language]
        licenses = [one for one in self.text("license").split("; ") if _LICENSE.fullmatch(one)]
        if licenses:
            self.item["license"] = licenses if len(licenses) > 1 else licenses[0]
        self.put("status", {ours: name for name, ours in tables.STATUSES.items()}.get(self.text("pubstate"), ""))
        self.put("thesis-type", tables.GENRES.get(self.text("type"), self.text("type")))
        self.item["identifiers"] = [{"type": "other", "value": self.entry.key, "description": KEY}]


def _day(when: PartialDate) -> str:
    """A whole date; empty for any other."""
    whole = when.day is not None and when.end is None and not (when.circa or when.uncertain or when.unspecified)
    return str(when)[:10] if whole and when.year and 0 < when.year <= 9999 else ""


# --------------------------------------------------------------------------------------------- what is not held


def losses(entry: Entry, back: Draft) -> Iterator[Diagnostic]:
    """A finding for each field of an entry that is not in what is read back."""
    for name in entry.fields:
        found = back.texts.get(name, "")
        if name in entry.names:
            if not _same_people(entry, name, back):
                yield partly_held(entry, name, tables.NAME) if name in back.names else _not_held(entry, name)
        elif not _is_held(entry, name, back):
            partly = found and name.endswith("date")
            yield partly_held(entry, name, tables.NAME, found) if partly else _not_held(entry, name)
    if back.type != entry.type:
        message = f"{tables.NAME} has no type for @{entry.type}: {entry.key} will be read as @{back.type}"
        yield FIELD_NOT_HELD.at(entry.span, message, hint="look whether that will do", subject=entry.key)


def _not_held(entry: Entry, name: str) -> Diagnostic:
    return next(not_held(entry, [name], tables.NAME))


def _is_held(entry: Entry, name: str, back: Draft) -> bool:
    said, found = " ".join(entry.text(name).split()), back.texts.get(name, "")
    if not said or name in back.names or said == found:
        return True
    if name == "pages":
        return read_range(said) == read_range(found)
    if name == "keywords":
        return _words(said) == _words(found)
    if name in ("langid", "language"):
        tags = (dialects.language_tag(back.texts.get(one, "")) for one in ("langid", "language"))
        return dialects.language_tag(said) in set(filter(None, tags))
    if name in _JOINED:
        return said in back.texts.get(_JOINED[name], "")
    return name in _JOINED.values() and found.startswith(said)


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(word.strip() for word in text.replace(";", ",").split(",") if word.strip()))


def _same_people(entry: Entry, name: str, back: Draft) -> bool:
    ours, theirs = entry.names[name], back.names.get(name, NameList())
    return [one.inverted for one in ours] == [one.inverted for one in theirs] and ours.others == theirs.others
