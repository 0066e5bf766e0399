"""From an entry to an item of Hayagriva, and what of it the format does not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

import citekit.formats.hayagriva.people as people
import citekit.formats.hayagriva.tables as tables
import citekit.formats.hayagriva.text as text
from citekit import dialects
from citekit.diagnostic import Diagnostic
from citekit.exchange import FIELD_NOT_HELD, not_held, partly_held
from citekit.fieldmaps.names import read_name
from citekit.fieldmaps.pages import read_range, write_range
from citekit.formats.hayagriva.reading import Draft, read
from citekit.model import Entry, Name, NameList, read_date

Item = dict[str, object]

_NUMBER = re.compile(r"[1-9]\d{0,8}")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?")
_JOINED = {
    "subtitle": "title", "titleaddon": "title", "booksubtitle": "booktitle", "booktitleaddon": "booktitle",
    "journalsubtitle": "journaltitle", "journaltitleaddon": "journaltitle", "mainsubtitle": "maintitle",
    "eventtitleaddon": "eventtitle",
}  # fmt: skip
_ENDS = tuple("?!.:;,…")


def to_item(entry: Entry) -> tuple[Item, tuple[Diagnostic, ...]]:
    """The item of an entry, and a finding for each field that it does not hold."""
    entry = dialects.to_biblatex(entry)
    item = _Writing(entry).run()
    return item, tuple(_losses(entry, read(item, lambda *_: None)))


class _Writing:
    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.type = entry.type
        self.own, self.around = tables.written_types(entry.type, entry.text("entrysubtype").lower())
        self.item: Item = {"type": self.own}
        self.parent: Item = {}
        self.series: Item = {}
        self.conference: Item = {}

    def run(self) -> Item:
        self.put_titles()
        self.put_people()
        self.put_date(self.item, "date", "date")
        for name, ours in tables.OWN.items():
            self.put(self.item, name, ours)
        if (genre := self.entry.text("type")) in tables.GENRES:
            self.item["genre"] = tables.GENRES[genre]
        for name, ours in tables.SHARED.items():
            self.put(self.container, name, ours)
        self.put_numbers()
        self.put_bodies()
        self.put_links()
        self.put_parents()
        return self.item

    @property
    def container(self) -> Item:
        """Where that is written which belongs to what the work is part of."""
        return self.parent if self.around else self.item

    def string(self, name: str) -> str:
        found = self.entry.fields.get(name)
        return text.write(found) if found else ""

    def put(self, into: Item, name: str, ours: str) -> None:
        """A field as a formattable string, or as a number where it is one."""
        if value := self.string(ours):
            number = _NUMBER.fullmatch(value) and name not in ("note", "abstract", "title")
            if name != "volume-total" or number:
                into.setdefault(name, int(value) if number else value)

    # ----------------------------------------------------------------------------------------------- titles

    def joined(self, name: str) -> str:
        """A title with its subtitle and addition."""
        made = self.string(name)
        for part, title in _JOINED.items():
            if title == name and (more := self.string(part)):
                mark = " " if made.endswith(_ENDS) else ". " if part.endswith("addon") else ": "
                made = f"{made}{mark}{more}" if made else more
        return made

    def put_titles(self) -> None:
        _title(self.item, self.joined("title"), self.string("shorttitle"))
        if self.type in tables.PARTS:
            _title(self.parent, self.joined("booktitle") or self.joined("maintitle"), "")
        elif self.around:
            _title(self.parent, self.joined("journaltitle"), self.string("shortjournal"))
        _title(self.series, self.string("series"), "")
        _title(self.conference, self.joined("eventtitle"), "")

    # ----------------------------------------------------------------------------------------------- people

    def put_people(self) -> None:
        self.persons(self.item, "author", "author")
        self.persons(self.parent if self.type in tables.PARTS else self.item, "editor", "editor")
        if self.type in tables.PARTS:
            self.persons(self.parent, "author", "bookauthor")
        affiliated = [self.role(role, ours) for role, ours in tables.ROLES.items()]
        affiliated += [self.editor(slot) for slot in ("editora", "editorb", "editorc")]
        if found := [one for one in affiliated if one]:
            self.item["affiliated"] = found

    def names(self, ours: str) -> list[Name]:
        if ours in self.entry.names:
            return list(self.entry.names[ours])
        return [read_name(one, given_first=True) for one in self.entry.text(ours).split(" and ") if one.strip()]

    def persons(self, into: Item, name: str, ours: str) -> None:
        if written := people.write(self.names(ours)):
            into[name] = written[0] if len(written) == 1 else written

    def role(self, role: str, ours: str) -> Item:
        written = people.write(self.names(ours))
        return {"role": role, "names": written} if written else {}

    def editor(self, slot: str) -> Item:
        kind = self.entry.text(f"{slot}type")
        return self.role(kind, slot) if kind in tables.EDITOR_KINDS else {}

    # ---------------------------------------------------------------------------------------- dates, numbers

    def put_date(self, into: Item, name: str, ours: str) -> None:
        """The day, month or year; Hayagriva has no ranges and no doubts."""
        when = read_date(self.entry.text(ours) or (self.entry.text("year") if ours == "date" else ""))
        if when.year is None or when.unspecified or not -9999 <= when.year <= 9999:
            return
        parts = [f"{when.year:05d}" if when.year < 0 else f"{when.year:04d}"]
        if when.month and when.month <= 12:
            parts += [f"{number:02d}" for number in (when.month, when.day) if number]
        whole = "-".join(parts)
        into[name] = int(whole) if _NUMBER.fullmatch(whole) and len(whole) == 4 else whole

    def put_numbers(self) -> None:
        if pages := self.entry.text("pages"):
            self.item["page-range"] = write_range(pages)
        if self.type in tables.ARTICLES:
            self.put(self.parent, "issue", "number")
        elif self.series:
            self.put(self.series, "issue", "number")
        if self.type not in tables.ARTICLES:
            self.put(self.container, "issue", "issue")
        self.put_serials()
        if _LANGUAGE.fullmatch(language := dialects.language(self.entry)):
            self.item["language"] = language

    def put_serials(self) -> None:
        serials = {scheme: self.entry.text(ours) for scheme, ours in tables.SERIALS.items()}
        serials["pmid"] = self.entry.text("pmid")
        kind = {"arxiv": "arxiv", "pubmed": "pmid"}.get(self.entry.text("eprinttype").lower(), "")
        if kind:
            serials[kind] = self.entry.text("eprint")
        serials["serial"] = self.entry.text(tables.serial_field(self.type, in_series=bool(self.series)))
        around = {scheme: serials.pop(scheme, "") for scheme in ("isbn", "issn")} if self.around else {}
        for into, found in ((self.item, serials), (self.parent, around)):
            if kept := {scheme: number for scheme, number in found.items() if number}:
                into["serial-number"] = kept

    # ------------------------------------------------------------------------------------- bodies and links

    def put_bodies(self) -> None:
        publisher, location = self.string("publisher"), self.string("location")
        if location and (publisher or self.around):
            self.container["publisher"] = (
                {"name": publisher, "location": location} if publisher else {"location": location}
            )
        elif publisher:
            self.container["publisher"] = publisher
        elif location:
            self.item["location"] = location
        body = "institution" if self.type in tables.INSTITUTIONS else "organization"
        into = self.item if self.type in tables.INSTITUTIONS else self.container
        self.put(into, "organization", body)
        self.put(self.conference, "location", "venue")
        self.put_date(self.conference, "date", "eventdate")

    def put_links(self) -> None:
        url = self.entry.text("url")
        when: Item = {}
        self.put_date(when, "date", "urldate")
        if _URL.fullmatch(url):
            self.item["url"] = {"value": url, **when} if when else url

    def put_parents(self) -> None:
        if self.series:
            into = self.parent if self.around else self.item
            into["parent"] = {"type": "anthology", **self.series}
        parents = [{"type": self.around, **self.parent}] if self.parent else []
        if not self.parent and self.around and self.around != tables.DEFAULT_PARENTS.get(self.own):
            parents = [{"type": self.around}]
        if self.conference:
            parents.append({"type": "conference", **self.conference})
        if len(parents) == 1 and "parent" not in self.item:
            self.item["parent"] = parents[0]
        elif parents:
            before = [self.item["parent"]] if "parent" in self.item else []
            self.item["parent"] = [*before, *parents]


def _title(into: Item, title: str, short: str) -> None:
    if title:
        into["title"] = {"value": title, "short": short} if short else title


# --------------------------------------------------------------------------------------------- what is not held


def _losses(entry: Entry, back: Draft) -> Iterator[Diagnostic]:
    for name in entry.fields:
        if name in entry.names and name in back.names and not _same_people(entry, name, back):
            yield partly_held(entry, name, tables.NAME)
        elif name in entry.names and not _same_people(entry, name, back):
            yield from not_held(entry, [name], tables.NAME)
        elif name not in entry.names and not _is_held(entry, name, back):
            yield from _lost(entry, name, back.texts.get(name, ""))
    if back.type != entry.type:
        message = f"{tables.NAME} has no type for @{entry.type}: {entry.key} will be read as @{back.type}"
        yield FIELD_NOT_HELD.at(entry.span, message, hint="look whether that will do", subject=entry.key)


def _lost(entry: Entry, name: str, found: str) -> Iterator[Diagnostic]:
    if found and name.endswith("date"):
        yield partly_held(entry, name, tables.NAME, found)
    else:
        yield from not_held(entry, [name], tables.NAME)


def _is_held(entry: Entry, name: str, back: Draft) -> bool:
    said, found = entry.text(name), back.texts.get(name, "")
    if not said or name in back.names or said == found:
        return True
    if name == "pages":
        return read_range(said) == read_range(found)
    if name == "eprinttype":
        return said.lower() == found
    if name == "pmid":
        return back.texts.get("eprint") == said
    if name == "year" and back.texts.get("date") == said:
        return True
    if name in ("langid", "language"):
        tags = (dialects.language_tag(back.texts.get(one, "")) for one in ("langid", "language"))
        return dialects.language_tag(said) in set(filter(None, tags))
    if name in _JOINED:
        return read_range(said) in read_range(back.texts.get(_JOINED[name], ""))
    return name in _JOINED.values() and found.startswith(said)


def _same_people(entry: Entry, name: str, back: Draft) -> bool:
    ours, theirs = entry.names[name], back.names.get(name, NameList())
    return [one.inverted for one in ours] == [one.inverted for one in theirs] and ours.others == theirs.others
