"""From a reference of CITATION.cff, or the work that the file is about, to our fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import citekit.formats.cff.people as people
import citekit.formats.cff.tables as tables
from citekit import dialects
from citekit.fieldmaps.pages import read_range
from citekit.messages import say
from citekit.model import NameList, read_date
from citekit.trees import text_of

Tell = Callable[[str, str, str], None]
"""Takes a property, what is wrong with it, and what to do."""
Item = Mapping[str, object]

KEY = "citation key"
"""How an identifier is described that is the key of an entry."""


@dataclass(slots=True)
class Draft:
    """An entry in the making."""

    type: str = "misc"
    key: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    names: dict[str, NameList] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    """The property that each field comes from."""
    unread: list[str] = field(default_factory=list)


def read(item: Item, tell: Tell, *, default: str = "generic") -> Draft:
    """What a reference says; `tell` hears what does not fit, `default` is the type of one that has none."""
    return _Reading(item, tell, default).run()


class _Reading:
    def __init__(self, item: Item, tell: Tell, default: str) -> None:
        self.item = item
        self.tell = tell
        self.made = Draft()
        self.default = default

    def run(self) -> Draft:
        self.set_type()
        for name, value in self.item.items():
            if value is None or name in _ABOUT_THE_FILE | _ELSEWHERE:
                continue
            if name in _SPECIAL:
                _SPECIAL[name](self, name, value)
            elif name in tables.NAMES:
                self.people(name, value)
            elif name in tables.ENTITIES:
                self.entity(name, value)
            elif ours := _PLAIN.get(name):
                self.text(ours, name, value)
            else:
                self.made.unread.append(name)
        self.set_date()
        self.set_pages()
        return self.made

    def put(self, ours: str, value: str, name: str) -> None:
        text = " ".join(value.split())
        if text and ours not in self.made.texts:
            self.made.texts[ours] = text
            self.made.places[ours] = name

    def set_type(self) -> None:
        said = (text_of(self.item.get("type")) or "").strip().lower() or self.default
        if said not in tables.READ:
            self.tell(
                "type",
                say("{format} has no type {said}; it is read as generic", format=tables.NAME, said=said[:40]),
                say("look at its spelling"),
            )
        self.made.type, subtype = tables.READ.get(said, ["misc", said])
        part = _COLLECTIONS.get(text_of(self.item.get("collection-type")) or "", "")
        if part and self.made.type == "book":
            self.made.type = part
        self.put("entrysubtype", subtype, "type")

    # ------------------------------------------------------------------------------------- by kind of value

    def text(self, ours: str, name: str, value: object) -> None:
        said = text_of(value)
        if said is None:
            self.tell(name, say("`{name}` has a value that is no text; it is left out", name=name), say("write a text"))
        else:
            self.put(ours, said, name)

    def people(self, name: str, value: object) -> None:
        if not isinstance(value, list):
            self.tell(name, say("`{name}` is no list", name=name), say("write each person behind a hyphen"))
        unread: list[str] = []
        found = people.read(value if isinstance(value, list) else [value], unread)
        self.made.unread += [f"{name}.{part}" for part in unread]
        if found.names or found.others:
            self.made.names[tables.NAMES[name]] = found
            self.made.places[tables.NAMES[name]] = name

    def body(self, name: str, value: object, parts: Mapping[str, str]) -> None:
        """A body with what is known of it: `parts` are its properties and our fields."""
        if not isinstance(value, dict):
            self.tell(name, say("`{name}` has no name below it", name=name), say("write name: and the name below it"))
            value = {"name": value}
        for part, inner in value.items():
            if ours := parts.get(part):
                self.text(ours, name, inner)
            else:
                self.made.unread.append(f"{name}.{part}")

    def entity(self, name: str, value: object) -> None:
        self.body(name, value, {"name": tables.ENTITIES[name], "city": "location", "location": "location"})

    # ------------------------------------------------------------------------------------- by property

    def conference(self, name: str, value: object) -> None:
        self.body(name, value, {"name": "eventtitle", "location": "venue", "city": "venue", "date-start": "eventdate"})
        end = text_of(value.get("date-end")) if isinstance(value, dict) else None
        if end and "eventdate" in self.made.texts:
            self.made.texts["eventdate"] += f"/{end.strip()}"
            self.made.unread.remove(f"{name}.date-end")

    def location(self, name: str, value: object) -> None:
        self.body(name, value, {"name": "location"})

    def collection(self, name: str, value: object) -> None:
        self.text("booktitle" if self.made.type in tables.PARTS else "series", name, value)

    def number(self, name: str, value: object) -> None:
        self.text("eid" if self.made.type in tables.ARTICLES else "number", name, value)

    def issue(self, name: str, value: object) -> None:
        self.text("number" if self.made.type in tables.ARTICLES else "issue", name, value)

    def words(self, name: str, value: object) -> None:
        texts = [text_of(one) or "" for one in value] if isinstance(value, list) else [text_of(value) or ""]
        if not isinstance(value, list):
            self.tell(name, say("`{name}` is no list", name=name), say("write each behind a hyphen"))
        mark = "; " if any("," in text for text in texts) else ", "
        self.put(_LISTS[name], mark.join(filter(None, texts)), name)

    def languages(self, name: str, value: object) -> None:
        tags = value if isinstance(value, list) else [value]
        first = (text_of(tags[0]) or "").strip() if tags else ""
        if len(tags) == 1 and (langid := dialects.langid(first)) and dialects.language_tag(langid) == first:
            self.put("langid", langid, name)
        else:
            self.text("language", name, tags)

    def status(self, name: str, value: object) -> None:
        said = text_of(value) or ""
        self.text("pubstate", name, tables.STATUSES.get(said, value))

    def genre(self, name: str, value: object) -> None:
        self.text("type", name, _GENRE_KEYS.get((text_of(value) or "").lower(), value))

    def identifiers(self, name: str, value: object) -> None:
        for one in value if isinstance(value, list) else [value]:
            parts = {part: text_of(inner) or "" for part, inner in one.items()} if isinstance(one, dict) else {}
            kind, said, about = (parts.get(part, "") for part in ("type", "value", "description"))
            if kind == "other" and about == KEY:
                self.made.key = said
            elif kind in ("doi", "url") and not self.item.get(kind):
                self.put(kind, said, name)
            elif said:
                self.made.unread.append(name)
            else:
                self.tell(name, say("an identifier has no value"), say("write type: and value:"))

    # ------------------------------------------------------------------------------- from several properties

    def set_date(self) -> None:
        whole = (text_of(self.item.get(name)) or "" for name in ("date-published", "date-released"))
        year, month = (text_of(self.item.get(name)) or "" for name in ("year", "month"))
        year = f"{int(year):04d}" if year.isascii() and year.isdigit() and len(year) < 4 else year
        partial = f"{year}-{month:>02}" if month.isascii() and month.isdigit() and year else year
        said = " ".join((next(filter(None, whole), "") or partial).split())
        place = next((name for name in _DATED if self.item.get(name) is not None), "year")
        if said and read_date(said).year is None:
            self.tell(place, say("`{place}` is no date", place=place), say("write it as 1997-05-01"))
        self.put("date", said, place)

    def set_pages(self) -> None:
        start, end = (text_of(self.item.get(name)) or "" for name in ("start", "end"))
        self.put("pages", read_range(f"{start}--{end}" if start and end and start != end else start or end), "start")


_DATED = ("date-published", "date-released", "year", "month")
_ABOUT_THE_FILE = frozenset({"cff-version", "message", "references", "preferred-citation"})
_ELSEWHERE = frozenset({"type", "start", "end", "collection-type", *_DATED})
_PLAIN = {**tables.TEXTS, **tables.NUMBERS, **tables.DATES}
_COLLECTIONS = {kind: type for type, kind in tables.COLLECTIONS.items()}
_LISTS = {"keywords": "keywords", "license": "license", "patent-states": "patent-states"}
_GENRE_KEYS = {words.lower(): key for key, words in tables.GENRES.items()}

_Special = Callable[[_Reading, str, object], None]
_SPECIAL: Mapping[str, _Special] = MappingProxyType(
    {
        "conference": _Reading.conference,
        "location": _Reading.location,
        "collection-title": _Reading.collection,
        "number": _Reading.number,
        "issue": _Reading.issue,
        "keywords": _Reading.words,
        "patent-states": _Reading.words,
        "license": lambda reading, name, value: reading.text("license", name, value),
        "languages": _Reading.languages,
        "status": _Reading.status,
        "thesis-type": _Reading.genre,
        "identifiers": _Reading.identifiers,
    }
)
