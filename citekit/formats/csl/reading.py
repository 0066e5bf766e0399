"""From an item of CSL to an entry."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import citekit.formats.csl.dates as dates
import citekit.formats.csl.names as names
import citekit.formats.csl.tables as tables
from citekit import dialects
from citekit.exchange import make_entry
from citekit.fieldmaps.pages import read_range
from citekit.formats.bibtex.latex import to_unicode
from citekit.formats.csl.markup import has_markup, to_tex_value
from citekit.formats.csl.together import parted
from citekit.messages import say
from citekit.model import Entry, Field, NameList
from citekit.source import Span
from citekit.trees import Map, text_of

Tell = Callable[[str, str, str], None]
"""Takes a property of an item, what is wrong with it, and what to do."""

OURS = "biblatex"
"""The name in CSL's `custom` under which stand the fields that CSL has no variable for."""
TYPE, OTHERS = "@type", "@others"
"""In there: the entry type, and the name fields that end in "and others"."""

_IDENTITY = frozenset({"id", "type", "citation-key", "custom"})
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_:.+-]{0,60}")
_GENRE_KEYS = {words.lower(): key for key, words in tables.GENRES.items()}
_STATUS_KEYS = {words.lower(): key for key, words in tables.STATUSES.items()}
_EVENT = ("event-title", "event", "event-place", "event-date")


@dataclass(slots=True)
class Draft:
    """An entry in the making: its fields in biblatex's vocabulary, their text with CSL's markup."""

    type: str = "misc"
    fields: dict[str, str] = field(default_factory=dict)
    names: dict[str, NameList] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    """The property that each field comes from."""
    unread: list[str] = field(default_factory=list)
    """Properties that have no place in an entry."""


def read(item: Mapping[str, object], tell: Tell) -> Draft:
    """What an item says; `tell` hears what does not fit."""
    return _Reading(item, tell).run()


class _Reading:
    def __init__(self, item: Mapping[str, object], tell: Tell) -> None:
        self.item = item
        self.tell = tell
        self.made = Draft()
        self.texts: dict[str, str] = {}
        """The text variables, under the names that CSL 1.0.2 has for them."""
        self.sources: dict[str, str] = {}
        custom = item.get("custom")
        ours = custom.get(OURS) if isinstance(custom, dict) else None
        self.ours: Mapping[str, object] = ours if isinstance(ours, dict) else {}
        """What citekit itself wrote into `custom`."""

    def run(self) -> Draft:
        self.set_type()
        people: dict[str, list[object]] = {}
        for name, value in self.item.items():
            variable = name if name in VARIABLES else _IN_CAPITALS.get(name, name)
            if name in _IDENTITY or value is None:
                continue
            if variable in tables.NAMES:
                people[self.names_field(variable)] = self.people(name, value)
            elif variable in tables.DATES:
                self.date(variable, value)
            else:
                self.text(name, tables.OLD.get(variable, variable), value)
        self.set_names(people)
        self.set_texts()
        self.set_custom()
        return self.made

    def put(self, ours: str, text: str, variable: str) -> None:
        if text:
            self.made.fields[ours] = text
            self.made.places[ours] = self.sources.get(variable, variable)

    # ------------------------------------------------------------------------------------------- by kind

    def set_type(self) -> None:
        if isinstance(noted := self.ours.get(TYPE), str) and _FIELD_NAME.fullmatch(noted):
            self.made.type = noted
            return
        said = (text_of(self.item.get("type")) or "").strip()
        found = tables.TYPES_READ.get(said) or tables.TYPES_READ.get(said.lower().replace(" ", "-"))
        if found is None and said:
            self.tell(
                "type",
                say("CSL has no type {said}; the work is read as one of no particular kind", said=said[:40]),
                _SPELT,
            )
            found = ["misc", said]
        self.made.type, subtype = found or ["misc", ""]
        if subtype and not (subtype == "speech" and any(self.item.get(name) for name in _EVENT)):
            self.put("entrysubtype", subtype, "type")

    def names_field(self, variable: str) -> str:
        """The field for names; an editor's of another kind when that is what was written."""
        if variable == self.ours.get("editortype") and "editor" not in self.item:
            return "editor"
        return tables.NAMES[variable]

    def people(self, name: str, value: object) -> list[object]:
        if isinstance(value, list):
            if not all(isinstance(one, dict) for one in value):
                self.tell(name, say("`{name}` holds what is no name", name=name), _NAMES_ARE)
            return [one for one in value if text_of(one) is not None or isinstance(one, dict)]
        self.tell(name, say("`{name}` is no list of names", name=name), _NAMES_ARE)
        return [value]

    def date(self, name: str, value: object) -> None:
        text = dates.read(value)
        if text is None:
            self.tell(name, say("`{name}` is no date", name=name), say('write it as {{"date-parts": [[1997, 5, 1]]}}'))
        else:
            self.put(tables.DATES[name], " ".join(text.split()), name)

    def text(self, name: str, variable: str, value: object) -> None:
        text = text_of(value)
        if text is None:
            self.unfit(name)
        elif variable not in self.texts or name == variable:
            self.texts[variable] = text.strip()
            self.sources[variable] = name

    def unfit(self, name: str) -> None:
        if name in _KNOWN:
            self.tell(
                name,
                say("`{name}` has a value that is no text; it is left out", name=name),
                say("write a text in quotation marks"),
            )
        else:
            self.made.unread.append(name)

    def set_names(self, given: Mapping[str, list[object]]) -> None:
        people = names.read(given)
        self.made.names.update(people.lists)
        self.made.unread += [f"{part} (of a name)" for part in people.unread]
        for csl in tables.NAMES:
            if csl in self.item and (ours := self.names_field(csl)) in people.lists:
                self.made.places[ours] = csl
        self.put("options", people.options, "author")

    # ---------------------------------------------------------------------------------------- by variable

    def set_texts(self) -> None:
        for variable, text in self.texts.items():
            if variable in tables.TEXTS:
                self.put(tables.TEXTS[variable], text, variable)
            elif variable in _SPECIAL:
                _SPECIAL[variable](self, text)
            else:
                self.set_other(variable, text)

    def set_other(self, variable: str, text: str) -> None:
        """A variable without a field of biblatex's, or no variable of CSL's: it keeps its name."""
        name = variable.lower()
        if not _FIELD_NAME.fullmatch(name) or name in self.made.fields or name in _TAKEN:
            self.made.unread.append(variable)
        else:
            self.put(name, text, variable)

    def set_title(self, text: str) -> None:
        in_volumes = self.texts.get("volume-title") and not self.is_part
        self.put("maintitle" if in_volumes else "title", text, "title")

    def set_volume_title(self, text: str) -> None:
        if self.is_part and self.texts.get("container-title"):
            self.put("booktitle", text, "volume-title")
        elif not self.is_part and self.texts.get("title"):
            self.put("title", text, "volume-title")
        else:
            self.put("volume-title", text, "volume-title")

    def set_container(self, text: str) -> None:
        if self.made.type in tables.ARTICLES:
            self.put("journaltitle", text, "container-title")
        elif self.is_part and self.texts.get("volume-title"):
            self.put("maintitle", text, "container-title")
        else:
            self.put("booktitle", text, "container-title")

    @property
    def is_part(self) -> bool:
        """Is the work a part of a book?"""
        return self.made.type in tables.PARTS

    def set_pages(self, text: str) -> None:
        # An article's number stands for its page where it has none.
        if self.made.type not in tables.ARTICLES or text != self.texts.get("number"):
            self.put("pages", read_range(text), "page")

    def set_issue(self, text: str) -> None:
        self.put("number" if self.made.type in tables.ARTICLES else "issue", text, "issue")

    def set_supplement(self, text: str) -> None:
        with_issue = self.made.type in tables.ARTICLES and self.texts.get("issue")
        self.put("issue" if with_issue else "supplement", text, "supplement")

    def set_collection_number(self, text: str) -> None:
        ours = "number" if self.made.type in tables.BOOKS else "collection-number"
        self.put(ours, text, "collection-number")

    def set_number(self, text: str) -> None:
        ours = "eid" if self.made.type in tables.ARTICLES | tables.BOOKS else "number"
        self.put(ours, text, "number")

    def set_publisher(self, text: str) -> None:
        self.put(tables.publishers(self.made.type)[0], text, "publisher")

    def set_place(self, text: str) -> None:
        self.put("location", text, "publisher-place")

    def set_jurisdiction(self, text: str) -> None:
        self.put("location" if self.made.type == "patent" else "jurisdiction", text, "jurisdiction")

    def set_language(self, text: str) -> None:
        name = dialects.langid(text)
        exact = bool(name) and dialects.language_tag(name) == text
        self.put("langid" if exact else "language", name if exact else text, "language")

    def set_genre(self, text: str) -> None:
        self.put("type", _GENRE_KEYS.get(text.lower(), text), "genre")

    def set_status(self, text: str) -> None:
        self.put("pubstate", _STATUS_KEYS.get(text.lower(), text), "status")

    def set_pmid(self, text: str) -> None:
        self.put("eprint", text, "PMID")
        self.put("eprinttype", "pubmed", "PMID")

    # --------------------------------------------------------------------------------------------- custom

    def set_custom(self) -> None:
        custom = self.item.get("custom")
        if custom is None:
            return
        if not isinstance(custom, dict):
            self.unfit("custom")
            return
        others = {name: value for name, value in custom.items() if name != OURS or not isinstance(value, dict)}
        if others:
            self.put("custom", json.dumps(others, ensure_ascii=False), "custom")
        self.set_ours()

    def set_ours(self) -> None:
        """What citekit wrote there itself goes before what the variables say."""
        made = self.made
        parted(made.fields, {name: text_of(value) or "" for name, value in self.ours.items()})
        for name, value in self.ours.items():
            if name == TYPE:
                continue
            if name == OTHERS and isinstance(value, list):
                self.set_others(value)
            elif not _FIELD_NAME.fullmatch(name):
                made.unread.append(name)
            elif isinstance(value, list):
                self.set_our_names(name, value)
            elif (text := text_of(value)) is not None:
                made.fields.pop(name, None)
                self.put(name, text, "custom")

    def set_our_names(self, name: str, value: list[object]) -> None:
        people = names.read({name: value}).lists.get(name)
        self.made.names.pop(name, None)
        if people:
            self.made.names[name] = people
            self.made.places[name] = "custom"

    def set_others(self, fields: Iterable[object]) -> None:
        for name in fields:
            if isinstance(name, str) and _FIELD_NAME.fullmatch(name):
                self.made.names[name] = replace(self.made.names.get(name, NameList()), others=True)


_SPELT = say("look at how the type is spelt")
_NAMES_ARE = say('write names as [{{"family": "Holsti", "given": "K. J."}}]')

_SPECIAL: Mapping[str, Callable[[_Reading, str], None]] = MappingProxyType(
    {
        "title": _Reading.set_title,
        "volume-title": _Reading.set_volume_title,
        "container-title": _Reading.set_container,
        "page": _Reading.set_pages,
        "issue": _Reading.set_issue,
        "supplement": _Reading.set_supplement,
        "collection-number": _Reading.set_collection_number,
        "number": _Reading.set_number,
        "publisher": _Reading.set_publisher,
        "publisher-place": _Reading.set_place,
        "jurisdiction": _Reading.set_jurisdiction,
        "language": _Reading.set_language,
        "genre": _Reading.set_genre,
        "status": _Reading.set_status,
        "PMID": _Reading.set_pmid,
    }
)
VARIABLES = frozenset({*tables.TEXTS, *tables.OWN, *tables.NAMES, *tables.DATES, *tables.OLD, *_SPECIAL, "categories"})
"""All variables of CSL, old names among them."""
_IN_CAPITALS = {name.lower(): name for name in VARIABLES if name != name.lower()}
"""What is wrong in a file, but plain: `doi` for `DOI`."""
_KNOWN = VARIABLES | {"custom"}
_TAKEN = frozenset(
    {
        *tables.TEXTS.values(),
        *tables.NAMES.values(),
        *tables.DATES.values(),
        "options",
        "entrysubtype",
        "custom",
        "type",
    }
)
"""Fields that a variable without a field of its own must not fall upon."""


def keyed(item: Mapping[str, object]) -> str:
    """The key of an item: its citation key where it has one, else its id; empty when it has neither."""
    return next((key for name in ("citation-key", "id") if (key := (text_of(item.get(name)) or "").strip())), "")


def to_entry(item: Map, draft: Draft, key: str) -> Entry:
    """The entry of an item. Values with markup become TeX, which can say it."""
    places = dict(_places(item, draft))
    rich = {name: text for name, text in draft.fields.items() if name in tables.RICH and has_markup(text)}
    texts = {name: text for name, text in draft.fields.items() if name not in rich}
    made = make_entry(item.span, key, draft.type, texts, draft.names, places=places)
    fields = {name: _field(draft, made, name, places) for name in (*draft.names, *draft.fields)}
    return replace(made, fields=MappingProxyType({name: one for name, one in fields.items() if one}))


def _field(draft: Draft, made: Entry, name: str, places: Mapping[str, Span]) -> Field | None:
    found, text = made.fields.get(name), draft.fields.get(name, "")
    if found is None and text:
        value = to_tex_value(text)
        return Field(name, value, to_unicode(value), places.get(name, made.span), tex=True)
    if found and " ".join(text.split()) != text and name not in made.names:
        return replace(found, text=" ".join(text.split()))
    return found


def _places(item: Map, draft: Draft) -> Iterator[tuple[str, Span]]:
    for name, variable in draft.places.items():
        if variable in item.places:
            yield name, item.place(variable)
    for name in ("citation-key", "id"):
        if name in item.places and text_of(item.get(name)):
            yield "key", item.place(name)
            return
