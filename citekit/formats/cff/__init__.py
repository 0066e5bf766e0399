"""CITATION.cff: how a software or a dataset wants to be cited, and what it refers to.

Such a file is about one work. Of several entries, the first software or dataset is that work; where there is none, the
first entry is its `preferred-citation`. All others are its `references`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from citekit import dialects
from citekit.diagnostic import Diagnostic
from citekit.exchange import make_entry, unique_key
from citekit.fieldmaps.problems import FIELD_NOT_READ
from citekit.formats.cff.reading import Draft
from citekit.formats.cff.reading import read as read_item
from citekit.formats.cff.tables import MAIN
from citekit.formats.cff.writing import Item, losses, to_item
from citekit.messages import say
from citekit.model import Entry, Library, NameList, read_date
from citekit.plugin import Format, Written
from citekit.source import ByteSource, TextSource
from citekit.trees import PROBLEMS, UNFIT_VALUE, Map, yamltext
from citekit.trees.problems import MALFORMED_YAML
from citekit.trees.yamlwriter import dump

__all__ = ["FORMAT", "read", "write"]

_MOST_FAULTS = 1000
_VERSION = "1.2.0"
_MESSAGE = "Please cite this work with what this file says of it."
_LOOKS = re.compile(rb"^cff-version[ \t]*:", re.M)


def looks_like(data: bytes) -> bool:
    """Whether it surely is one: it says its version."""
    return _LOOKS.search(data[:65536]) is not None


# ---------------------------------------------------------------------------------------------------- reading


def read(source: ByteSource) -> Library:
    """The works of a file: what it is about, what is to be cited for it, and what it refers to."""
    tree = yamltext.read(source)
    roots = [root for root in tree.roots if isinstance(root, Map)]
    text = roots[0].source if roots else TextSource(source.path, source.text)
    making = _Making(tree.diagnostics)
    entries = making.entries([item for root in roots[:1] for item in _works(root, making)])
    making.tell_unread()
    found = tree.diagnostics
    if not entries and text.text.strip():
        message = say("there is no work in this file, which was read as CITATION.cff")
        hint = say("look whether this is the file you meant")
        found.insert(0, MALFORMED_YAML.at(text.span(0, 0), message, hint=hint, unreadable=True))
    return Library(source.path, text, entries, tuple(sorted(found, key=lambda one: one.order)))


def _works(root: Map, making: _Making) -> Iterator[tuple[Map, str]]:
    """The works of a file, each with the type it has when it names none."""
    preferred = root.get("preferred-citation")
    if not _stands_for(root, preferred) and any(name in root for name in ("title", "authors", "doi")):
        yield root, "software"
    if isinstance(preferred, Map):
        yield preferred, "generic"
    references = root.get("references")
    for one in references if isinstance(references, list) else []:
        if isinstance(one, Map):
            yield one, "generic"
    if (preferred and not isinstance(preferred, Map)) or (references and not isinstance(references, list)):
        name = "references" if references and not isinstance(references, list) else "preferred-citation"
        making.tell(
            root, name, say("`{name}` is not of the shape it should have", name=name), say("look at how it is indented")
        )


def _stands_for(root: Map, preferred: object) -> bool:
    """Does the file only have a title because it must? Then it says nothing beside what is to be cited."""
    if not isinstance(preferred, Map) or preferred.get("title") != root.get("title"):
        return False
    return not any(name in root for name in MAIN - {"title", "authors", "type"})


class _Making:
    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self.diagnostics = diagnostics
        self.unread: dict[str, list[Map]] = {}

    def tell(self, item: Map, name: str, message: str, hint: str, key: str = "") -> None:
        if len(self.diagnostics) < _MOST_FAULTS:
            self.diagnostics.append(UNFIT_VALUE.at(item.place(name), message, hint=hint, subject=key))

    def entries(self, works: Sequence[tuple[Map, str]]) -> tuple[Entry, ...]:
        drafts = [(item, self.draft(item, default)) for item, default in works]
        taken = {draft.key for _, draft in drafts if draft.key}
        return tuple(_entry(item, draft, taken) for item, draft in drafts)

    def draft(self, item: Map, default: str) -> Draft:
        draft = read_item(item, lambda name, message, hint: self.tell(item, name, message, hint), default=default)
        for name in dict.fromkeys(draft.unread):
            self.unread.setdefault(name, []).append(item)
        return draft

    def tell_unread(self) -> None:
        for name, items in self.unread.items():
            more = say(", nor have {number} more like it", number=len(items) - 1) if len(items) > 1 else ""
            message = say("`{name}` has no place in an entry{more}", name=name, more=more)
            hint = say("keep the file if it matters: that has it")
            span = items[0].place(name.split(".")[0])
            self.diagnostics.append(FIELD_NOT_READ.at(span, message, hint=hint))


def _entry(item: Map, draft: Draft, taken: set[str]) -> Entry:
    people = draft.names.get("author") or draft.names.get("editor") or NameList()
    year = read_date(draft.texts.get("date", "")).year_text
    key = draft.key or unique_key(people, year, draft.texts.get("title", ""), taken)
    places = {ours: item.place(name) for ours, name in draft.places.items() if name in item.places}
    made = make_entry(item.span, key, draft.type, draft.texts, draft.names, places=places)
    names = {name: made.fields[name] for name in made.names if name in made.fields}
    fields = MappingProxyType({**names, **{name: made.fields[name] for name in made.fields if name not in names}})
    return Entry(key, made.type, fields, made.names, made.span, made.key_span)


# ---------------------------------------------------------------------------------------------------- writing


def write(entries: Sequence[Entry]) -> Written:
    """One file for all entries, by the schema."""
    works = [dialects.to_biblatex(entry) for entry in entries]
    if not works:
        return Written(b"")
    at = next((index for index, work in enumerate(works) if work.type in ("software", "dataset")), None)
    main = works[at or 0]
    others = [work for work in works if work is not main]
    items = [to_item(work) for work in others]
    top, preferred = _main(main, stands_for=at is None)
    found = _losses(main, preferred or top, "generic" if preferred else "software")
    found += [one for work, item in zip(others, items, strict=True) for one in _losses(work, item)]
    made = {**top, "preferred-citation": preferred, "references": items}
    made = {name: value for name, value in made.items() if value}
    return Written(dump(made).encode("utf-8", "backslashreplace"), tuple(found))


def _losses(entry: Entry, item: Item, default: str = "generic") -> list[Diagnostic]:
    return list(losses(entry, read_item(item, lambda *_: None, default=default)))


def _main(entry: Entry, *, stands_for: bool) -> tuple[Item, Item]:
    """What the file is about, and what is to be cited for it where that is no software and no dataset."""
    item = to_item(entry)
    head: Item = {"cff-version": _VERSION, "message": _MESSAGE}
    if stands_for:
        return {**head, "title": item["title"], "authors": item["authors"]}, item
    released = {"date-released": item["date-published"]} if "date-published" in item else {}
    kept = {name: value for name, value in item.items() if name in MAIN and name != "type"}
    return {**head, "type": entry.type, **kept, **released}, {}


FORMAT = Format("cff", (".cff",), read, looks_like, (*PROBLEMS, FIELD_NOT_READ), write)
