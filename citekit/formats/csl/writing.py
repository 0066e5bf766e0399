"""From an entry to an item of CSL.

What CSL has no variable for, and what would not come back as it was, goes into `custom`, which CSL 1.0.2 keeps for
such things: nothing of an entry is lost, and other programs pass over it. What is written is read again at once to
find that out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import citekit.formats.csl.dates as dates
import citekit.formats.csl.names as names
import citekit.formats.csl.tables as tables
from citekit import dialects
from citekit.fieldmaps.names import read_name
from citekit.fieldmaps.pages import read_range, write_range
from citekit.formats.csl.markup import from_tex_value
from citekit.formats.csl.reading import OTHERS, OURS, TYPE, Draft, read
from citekit.formats.csl.together import joined
from citekit.model import Entry, Field, NameList

_PROTECTED = tables.RICH - {"abstract", "annotation", "note", "addendum", "howpublished"}
_TOGETHER = frozenset(name for fields in tables.TOGETHER.values() for name in fields[1:])
_ARXIV = "https://arxiv.org/abs/"

Item = dict[str, object]


def to_item(entry: Entry) -> Item:
    """The item of an entry."""
    entry = dialects.to_biblatex(entry)
    writing = _Writing(entry)
    item = writing.run()
    if custom := writing.custom(item):
        item["custom"] = custom
    return item


def to_print(entry: Entry) -> Item:
    """The item of an entry with all that a style can print of it: without `custom`, which takes most of the time.

    A list of names that ends in "and others" ends in `{"others": true}`, which citekit.csl knows and CSL-JSON does not.
    """
    return _Writing(dialects.to_biblatex(entry), marks_others=True).run()


def text(field: Field) -> str:
    """The text of a field with CSL's markup."""
    if not field.tex:
        return field.text.strip()
    if field.name in tables.RICH:
        return from_tex_value(field.value, protected=field.name in _PROTECTED)
    if field.name in dialects.LISTS:
        return "; ".join(dialects.items(field)) or field.text
    return field.text


class _Writing:
    def __init__(self, entry: Entry, marks_others: bool = False) -> None:
        self.entry = entry
        self.marks_others = marks_others
        self.type = entry.type
        self.fields = {name: text(one) for name, one in entry.fields.items() if name not in entry.names}
        self.item: Item = {}

    def run(self) -> Item:
        self.item = {"id": self.entry.key, "type": self.csl_type()}
        self.put_titles()
        self.put_names()
        for csl, ours in tables.DATES.items():
            if found := self.fields.get(ours) or self.fields.get(ours.replace("date", "year")):
                self.item[csl] = dates.write(found)
        for csl, ours in tables.TEXTS.items():
            self.put(csl, self.fields.get(ours, ""))
        for csl, find in _FOUND.items():
            self.put(csl, find(self))
        for name in self.fields:
            if variable := _OWN.get(name):
                self.put(variable, self.fields[name])
        if categories := self.fields.get("categories"):
            self.item["categories"] = [one for one in categories.split("; ") if one]
        return self.item

    def put(self, variable: str, value: str) -> None:
        if value:
            self.item.setdefault(variable, value)

    def csl_type(self) -> str:
        subtype = self.fields.get("entrysubtype", "").lower()
        if subtype in tables.CSL_TYPES:
            return subtype
        if self.type in tables.ARTICLES and subtype in tables.SUBTYPES:
            return tables.SUBTYPES[subtype]
        if self.type == "unpublished" and any(self.fields.get(name) for name in ("eventtitle", "eventdate", "venue")):
            return "speech"
        return tables.TYPES_WRITTEN.get(self.type, "document")

    # ------------------------------------------------------------------------------------------------ titles

    def put_titles(self) -> None:
        title, book, main = (joined(self.fields, name) for name in ("title", "booktitle", "maintitle"))
        journal = joined(self.fields, "journaltitle")
        if self.type in tables.PARTS:
            container, volume = (main, book) if main and book else (book or main or journal, "")
        else:
            # The `booktitle` of a whole book only serves those that refer to it; printed, it would stand there twice.
            container = "" if self.type in tables.BOOKS else journal or book
            title, volume = (main, title) if main and title else (title or main, "")
        self.put("title", title)
        self.put("container-title", container)
        self.put("volume-title", volume)
        self.put("event-title", joined(self.fields, "eventtitle"))

    # ------------------------------------------------------------------------------------------------- names

    def put_names(self) -> None:
        drops = names.DROPPING.search(self.fields.get("options", "")) is not None
        for csl, ours in tables.NAMES.items():
            found = self.names(ours)
            if found and found.names:
                others = [{"others": True}] if self.marks_others and found.others else []
                self.item[self.role(ours, csl)] = [*names.write(found, drops=drops), *others]

    def names(self, ours: str) -> NameList | None:
        """The names of a field; those of a field that BibTeX has no names in are taken from its text."""
        if ours in self.entry.names:
            return self.entry.names[ours]
        listed = self.fields.get(ours)
        return (
            NameList(tuple(read_name(one, given_first=True) for one in listed.split(" and ") if one.strip()))
            if listed
            else None
        )

    def role(self, ours: str, csl: str) -> str:
        """Under what the names go: an editor with an `editortype` that CSL has goes under that."""
        kind = self.fields.get("editortype", "") if ours == "editor" else ""
        return kind if kind in tables.NAMES and kind not in self.entry.fields else csl

    # ------------------------------------------------------------------------------------ by kind of work

    def is_in(self, group: Iterable[str]) -> bool:
        return self.type in group

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    def issue(self) -> str:
        if not self.is_in(tables.ARTICLES):
            return self.get("issue")
        return self.get("number") or self.get("issue")

    def supplement(self) -> str:
        both = self.is_in(tables.ARTICLES) and self.get("number") and self.get("issue")
        return self.get("issue") if both else self.get("supplement")

    def number(self) -> str:
        return self.get("eid") if self.is_in(tables.ARTICLES | tables.BOOKS) else self.get("number")

    def collection_number(self) -> str:
        return self.get("number") if self.is_in(tables.BOOKS) else self.get("collection-number")

    def page(self) -> str:
        if pages := self.get("pages"):
            return write_range(pages)
        return self.get("eid") if self.is_in(tables.ARTICLES) else ""

    def publisher(self) -> str:
        found = (self.get(name) for name in tables.publishers(self.type))
        return next((body for body in found if body and not body.startswith(("http:", "https:"))), "")

    def place(self) -> str:
        """Where it was published. Beside an `address`, the `location` is that of a conference, as ACM has it."""
        return "" if self.type == "patent" else self.get("address") or self.get("location")

    def event_place(self) -> str:
        return self.get("location") if self.get("address") and not self.get("venue") else ""

    def jurisdiction(self) -> str:
        return self.get("jurisdiction") or (self.get("location") if self.type == "patent" else "")

    def language(self) -> str:
        return dialects.language(self.entry) or self.get("language") or self.get("langid")

    def genre(self) -> str:
        return tables.GENRES.get(self.get("type"), self.get("type"))

    def status(self) -> str:
        return tables.STATUSES.get(self.get("pubstate"), self.get("pubstate"))

    def pmid(self) -> str:
        return self.get("eprint") if self.get("eprinttype").lower() == "pubmed" else self.get("pmid")

    def url(self) -> str:
        eprint = self.get("eprint") if self.get("eprinttype").lower() == "arxiv" else ""
        return _ARXIV + eprint.removeprefix("arXiv:") if eprint else ""

    # ------------------------------------------------------------------------------------------------ custom

    def custom(self, item: Item) -> dict[str, object]:
        """What the item does not say of the entry, and what others have put there."""
        custom = self.foreign()
        ours: dict[str, object] = {name: self.fields[name] for name in self.fields if name in _TOGETHER}
        if not self.is_plain_type(item):
            ours[TYPE] = self.type
        if "editor" not in item and "editortype" in self.fields:
            ours["editortype"] = self.fields["editortype"]
        back = read({**item, "custom": {**custom, OURS: ours}}, lambda *_: None)
        ours |= self.other_fields(back)
        ours |= self.people(back)
        if others := [name for name, found in self.entry.names.items() if found.others]:
            ours[OTHERS] = others
        return {**custom, **({OURS: ours} if ours else {})}

    def is_plain_type(self, item: Item) -> bool:
        """Will the type come back from what CSL calls it?"""
        type, subtype = tables.CSL_TYPES[str(item["type"])]
        given = self.fields.get("entrysubtype", "")
        return type == self.type and (subtype == given or (item["type"] == "speech" and not given))

    def foreign(self) -> dict[str, object]:
        try:
            found = json.loads(self.get("custom") or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) and OURS not in found else {}

    def other_fields(self, back: Draft) -> dict[str, object]:
        made: dict[str, object] = {}
        for name, value in self.fields.items():
            held = _same(name, back.fields.get(name, ""), value) or name in back.names
            if value and not held:
                made[name] = value
        made.update({name: "" for name in back.fields if not self.fields.get(name)})
        return made

    def people(self, back: Draft) -> dict[str, object]:
        made: dict[str, object] = {}
        for name, found in self.entry.names.items():
            there = back.names.get(name, NameList())
            if found.names != there.names:
                made[name] = names.write(found, drops=False)
        made.update({name: [] for name in back.names if name not in self.entry.names and name not in self.fields})
        return made


def _same(name: str, one: str, other: str) -> bool:
    """Do two texts of a field say the same? Pages may differ in their dashes."""
    return one == other or (name == "pages" and read_range(one) == read_range(other))


_FOUND: Mapping[str, Callable[[_Writing], str]] = MappingProxyType(
    {
        "issue": _Writing.issue,
        "supplement": _Writing.supplement,
        "number": _Writing.number,
        "collection-number": _Writing.collection_number,
        "page": _Writing.page,
        "publisher": _Writing.publisher,
        "publisher-place": _Writing.place,
        "event-place": _Writing.event_place,
        "jurisdiction": _Writing.jurisdiction,
        "language": _Writing.language,
        "genre": _Writing.genre,
        "status": _Writing.status,
        "PMID": _Writing.pmid,
        "URL": _Writing.url,
    }
)
_OWN = {name.lower(): name for name in (*tables.OWN, "volume-title")}
