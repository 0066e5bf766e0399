"""From an item of Hayagriva, with what it is part of, to our fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import citekit.formats.hayagriva.people as people
import citekit.formats.hayagriva.tables as tables
import citekit.formats.hayagriva.text as text
from citekit import dialects
from citekit.exchange import make_entry
from citekit.fieldmaps.pages import read_range
from citekit.messages import say
from citekit.model import Entry, Field, NameList, read_date
from citekit.source import Span
from citekit.trees import Map, text_of

Tell = Callable[[str, str, str], None]
"""Takes a property, what is wrong with it, and what to do."""
Item = Mapping[str, object]


@dataclass(slots=True)
class Draft:
    """An entry in the making."""

    type: str = "misc"
    texts: dict[str, str] = field(default_factory=dict)
    tex: dict[str, str] = field(default_factory=dict)
    """The TeX of those texts that have braces or maths."""
    names: dict[str, NameList] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    """The property of the item that each field comes from."""
    unread: list[str] = field(default_factory=list)


def read(item: Item, tell: Tell) -> Draft:
    """What an item says; `tell` hears what does not fit."""
    return _Reading(item, tell).run()


class _Reading:
    def __init__(self, item: Item, tell: Tell) -> None:
        self.item = item
        self.tell = tell
        self.made = Draft()
        self.prefix = ""
        """`parent` while the work is read that the item is part of."""

    def run(self) -> Draft:
        parents = self.parents(self.item)
        said = self.type_of(self.item, "")
        types = [self.type_of(parent, tables.DEFAULT_PARENTS.get(said, "misc")) for parent in parents]
        main = next((index for index, type in enumerate(types) if type != "conference"), 0) if types else -1
        self.made.type, subtype = tables.read_type(said or "misc", types[main] if types else "")
        self.put("entrysubtype", subtype, "type")
        self.take(self.item, _WORK)
        for index, parent in enumerate(parents):
            self.prefix = "parent"
            if index == main and types[index] != "conference":
                self.container(parent)
            elif types[index] == "conference":
                self.take(parent, _CONFERENCE)
            else:
                self.made.unread.append("parent (all but the first)")
        return self.made

    def container(self, parent: Item) -> None:
        """What the work is part of; of a book, its series."""
        if self.made.type in tables.PARTS | tables.ARTICLES:
            self.take(parent, _CONTAINER)
            for series in self.parents(parent)[:1]:
                self.take(series, _SERIES)
        else:
            self.take(parent, _SERIES)

    def parents(self, item: Item) -> list[Item]:
        value = item.get("parent")
        values = value if isinstance(value, list) else [value]
        found: list[Item] = [one for one in values if isinstance(one, dict)]
        if value is not None and len(found) < len(values):
            self.fault("parent", say("`parent` is no work"), say("write its type and title below it"))
        return found

    def type_of(self, item: Item, default: str) -> str:
        said = (text_of(item.get("type")) or "").strip().lower()
        if said and said not in tables.TYPES:
            self.fault(
                "type",
                say("{format} has no type {said}; it is read as misc", format=tables.NAME, said=said[:40]),
                say("look at its spelling"),
            )
            return "misc"
        return said or default

    def fault(self, name: str, message: str, hint: str) -> None:
        self.tell(self.prefix or name, message, hint)

    def take(self, item: Item, readers: Mapping[str, _Reader]) -> None:
        for name, value in item.items():
            if value is None or name in ("type", "parent"):
                continue
            if name in readers:
                readers[name](self, name, value)
            else:
                self.made.unread.append(f"{self.prefix}.{name}" if self.prefix else name)

    def put(self, ours: str, value: str, name: str, tex: str = "") -> None:
        """Sets a field that has no value yet."""
        if value and ours not in self.made.texts:
            self.made.texts[ours] = value
            self.made.places[ours] = self.prefix or name
            if tex:
                self.made.tex[ours] = tex

    # ------------------------------------------------------------------------------------- by kind of value

    def string(self, ours: str, name: str, value: object, short: str = "") -> None:
        """A formattable string, or a mapping of its forms."""
        verbatim = False
        if isinstance(value, dict):
            verbatim = text_of(value.get("verbatim")) == "true"
            self.string(short, name, value.get("short") or value.get("shorthand") or "") if short else None
            value = value.get("value", value.get("name"))
        said = text_of(value)
        if said is None:
            self.fault(
                name, say("`{name}` has a value that is no text; it is left out", name=name), say("write a text")
            )
        else:
            tex, plain = text.read(said, verbatim=verbatim)
            self.put(ours, plain, name, tex)

    def plain(self, ours: str, name: str, value: object) -> None:
        said = text_of(value)
        if said is None:
            self.fault(
                name, say("`{name}` has a value that is no text; it is left out", name=name), say("write a text")
            )
        else:
            self.put(ours, " ".join(said.split()), name)

    def persons(self, ours: str, name: str, value: object) -> None:
        found, whole = people.read(value)
        if not whole:
            self.fault(name, say("`{name}` holds what is no name", name=name), say('write names as "Holsti, K. J."'))
        if (found.names or found.others) and ours not in self.made.names:
            self.made.names[ours] = found
            self.made.places[ours] = self.prefix or name

    def date(self, ours: str, name: str, value: object) -> None:
        said = " ".join((text_of(value) or "").split())
        when = read_date(said)
        if not said or when.year is None:
            self.fault(name, say("`{name}` is no date", name=name), say("write it as 1997, 1997-05 or 1997-05-01"))
        self.put(ours, said if when.literal else str(when), name)

    # ------------------------------------------------------------------------------------- by property

    def url(self, name: str, value: object) -> None:
        if isinstance(value, dict):
            if value.get("date") is not None:
                self.date("urldate", name, value["date"])
            value = value.get("value")
        self.plain("url", name, value)

    def publisher(self, name: str, value: object) -> None:
        if isinstance(value, dict):
            self.string("location", name, value.get("location") or "")
        self.string("publisher", name, value)

    def organization(self, name: str, value: object) -> None:
        self.string("institution" if self.made.type in tables.INSTITUTIONS else "organization", name, value)

    def issue(self, name: str, value: object) -> None:
        self.plain("number" if self.made.type in tables.ARTICLES else "issue", name, value)

    def pages(self, name: str, value: object) -> None:
        said = text_of(value)
        self.plain("pages", name, value if said is None else read_range(said))

    def language(self, name: str, value: object) -> None:
        said = (text_of(value) or "").strip()
        langid = dialects.langid(said)
        exact = bool(langid) and dialects.language_tag(langid) == said
        self.plain("langid" if exact else "language", name, langid if exact else value)

    def serial(self, name: str, value: object) -> None:
        if not isinstance(value, dict):
            self.plain(tables.serial_field(self.made.type), name, value)
            return
        for scheme, number in value.items():
            if scheme in tables.SERIALS:
                self.plain(tables.SERIALS[scheme], name, number)
            elif scheme in ("arxiv", "pmid") and "eprint" not in self.made.texts:
                self.plain("eprint", name, number)
                self.put("eprinttype", "pubmed" if scheme == "pmid" else "arxiv", name)
            elif scheme == "serial":
                self.plain(tables.serial_field(self.made.type), name, number)
            else:
                self.made.unread.append(f"{name}.{scheme}")

    def scheme(self, name: str, value: object) -> None:
        """A number that older versions have outside of `serial-number`."""
        self.plain(tables.SERIALS[name], name, value)

    def genre(self, name: str, value: object) -> None:
        key = _GENRE_KEYS.get((text_of(value) or "").strip().lower())
        self.string("type", name, key or value)

    def affiliated(self, name: str, value: object) -> None:
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, dict):
                self.fault(
                    name, say("`{name}` holds what is no role with names", name=name), say("write role: and names:")
                )
                continue
            role = "-".join((text_of(one.get("role")) or "").strip().lower().split())
            self.role({"castmember": "cast-member", "executiveproducer": "executive-producer"}.get(role, role), one)

    def role(self, role: str, one: Item) -> None:
        if role in tables.ROLES:
            self.persons(tables.ROLES[role], "affiliated", one.get("names"))
            return
        slot = next((slot for slot in ("editora", "editorb", "editorc") if slot not in self.made.names), None)
        if role in tables.EDITOR_KINDS and slot:
            self.persons(slot, "affiliated", one.get("names"))
            self.put(f"{slot}type", role, "affiliated")
        else:
            self.made.unread.append(f"affiliated.{role or 'role'}")


_GENRE_KEYS = {words.lower(): key for key, words in tables.GENRES.items()}
_Reader = Callable[[_Reading, str, object], None]


def _string(ours: str, short: str = "") -> _Reader:
    return lambda reading, name, value: reading.string(ours, name, value, short)


def _persons(ours: str) -> _Reader:
    return lambda reading, name, value: reading.persons(ours, name, value)


def _date(ours: str) -> _Reader:
    return lambda reading, name, value: reading.date(ours, name, value)


def _contained(reading: _Reading, name: str, value: object) -> None:
    """The title of what a work is part of."""
    if reading.made.type in tables.ARTICLES:
        reading.string("journaltitle", name, value, "shortjournal")
    else:
        reading.string("booktitle", name, value)


_EVERYWHERE: Mapping[str, _Reader] = MappingProxyType(
    {
        **{name: _string(ours) for name, ours in tables.SHARED.items()},
        **dict.fromkeys(tables.SERIALS, _Reading.scheme),
        "publisher": _Reading.publisher,
        "organization": _Reading.organization,
        "location": _string("location"),
        "issue": _Reading.issue,
        "serial-number": _Reading.serial,
        "url": _Reading.url,
        "affiliated": _Reading.affiliated,
        "date": _date("date"),
        "editor": _persons("editor"),
        "language": _Reading.language,
        "archive": _string("archive"),
        "archive-location": _string("archive-location"),
        "call-number": _string("library"),
        "note": _string("note"),
        "page-total": _string("pagetotal"),
    }
)
_WORK: Mapping[str, _Reader] = MappingProxyType(
    {
        **_EVERYWHERE,
        **{name: _string(ours) for name, ours in tables.OWN.items()},
        "genre": _Reading.genre,
        "title": _string("title", "shorttitle"),
        "author": _persons("author"),
        "page-range": _Reading.pages,
    }
)
_CONTAINER: Mapping[str, _Reader] = MappingProxyType(
    {**_EVERYWHERE, "title": _contained, "author": _persons("bookauthor")}
)
_CONFERENCE: Mapping[str, _Reader] = MappingProxyType(
    {
        "title": _string("eventtitle"),
        "location": _string("venue"),
        "date": _date("eventdate"),
        "organization": _string("organization"),
    }
)
_SERIES: Mapping[str, _Reader] = MappingProxyType(
    {"title": _string("series"), "issue": _string("number"), "volume": _string("number")}
)


def to_entry(item: Map, draft: Draft, key: str, key_span: Span) -> Entry:
    """The entry of an item."""
    places = {ours: item.place(name) for ours, name in draft.places.items() if name in item.places}
    made = make_entry(item.span, key, draft.type, draft.texts, draft.names, places={**places, "key": key_span})
    fields = dict(made.fields)
    for name, tex in draft.tex.items():
        if name in fields:
            fields[name] = replace(fields[name], value=tex, tex=True)
    return replace(made, fields=MappingProxyType(_names_first(fields, made)))


def _names_first(fields: Mapping[str, Field], made: Entry) -> dict[str, Field]:
    names = {name: found for name, found in fields.items() if name in made.names}
    return {**names, **{name: found for name, found in fields.items() if name not in names}}


def unread(draft: Draft) -> Iterator[str]:
    """The properties that have no place in an entry, each once."""
    yield from dict.fromkeys(draft.unread)
