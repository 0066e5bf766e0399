"""Files of CSL: a list in JSON, a list under `references` in YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from citekit.diagnostic import Diagnostic, Problem
from citekit.exchange import unique_key
from citekit.fieldmaps.problems import FIELD_NOT_READ
from citekit.formats.csl.crossref import as_item, is_crossref
from citekit.formats.csl.reading import VARIABLES, Draft, keyed, read, to_entry
from citekit.formats.csl.writing import to_item
from citekit.messages import say
from citekit.model import Entry, Library, read_date
from citekit.plugin import Written
from citekit.source import ByteSource, TextSource
from citekit.trees import UNFIT_VALUE, Map, jsontext, yamltext
from citekit.trees.problems import MALFORMED_JSON, MALFORMED_YAML
from citekit.trees.yamlwriter import dump

_WRAPPERS = ("items", "references", "message")
"""Zotero's API, pandoc's metadata, Crossref's API."""
_MOST_FAULTS = 1000

_JSON = re.compile(rb'\s*[\[{].*?"(?:type|title|issued|author|container-title|DOI)"\s*:', re.S)
_YAML = re.compile(rb"^references:[ \t]*(?:#.*)?(?:\r?\n|\[|$)", re.M)
_YAML_LIST = re.compile(rb"^- (?:id|type|title|citation-key):[ \t]", re.M)
_NOT_CSL = re.compile(rb"^cff-version:", re.M)


def looks_like_json(data: bytes) -> bool:
    """Whether it is surely CSL-JSON: a list or an object with a variable that nearly every item has."""
    return _JSON.match(data[:65536]) is not None


def looks_like_yaml(data: bytes) -> bool:
    """Whether it is surely CSL-YAML: a list under `references`, as pandoc has it, or a list of items."""
    start = data[:65536]
    return not _NOT_CSL.search(start) and bool(_YAML.search(start) or _YAML_LIST.search(start))


# ---------------------------------------------------------------------------------------------------- reading


def read_json(source: ByteSource) -> Library:
    """A library of CSL-JSON, of what Zotero's or Crossref's API gives, or of one item a line."""
    found = jsontext.read(source, _WRAPPERS)
    items = [as_item(item) if is_crossref(item) else item for item in found.maps]
    return _library(source, items, found.diagnostics, MALFORMED_JSON)


def read_yaml(source: ByteSource) -> Library:
    """A library of CSL-YAML: a list of items, or one under `references` as in pandoc's metadata."""
    tree = yamltext.read(source)
    return _library(source, list(_items(tree.roots)), tree.diagnostics, MALFORMED_YAML)


def _items(roots: Iterable[object]) -> Iterator[Map]:
    for root in roots:
        if isinstance(root, list):
            yield from (one for one in root if isinstance(one, Map))
        elif isinstance(root, Map):
            listed = root.get("references")
            yield from _items([listed]) if isinstance(listed, list | Map) else [root]


@dataclass(slots=True)
class _Making:
    """What is read of a file, and what is wrong with it."""

    diagnostics: list[Diagnostic]
    unread: dict[str, list[Map]] = field(default_factory=dict)
    """Properties that have no place in an entry, with the items that have them."""


def _library(source: TextSource, items: Sequence[Map], found: list[Diagnostic], problem: Problem) -> Library:
    making = _Making(found)
    works = [item for item in items if _is_work(item, making, problem)]
    taken = {key for item in works if (key := keyed(item))}
    entries = tuple(_entry(item, making, taken) for item in works)
    found += _unread(making)
    text = items[0].source if items else TextSource(source.path, source.text)
    if not entries and text.text.strip():
        message = say("there is no work in this file, which was read as CSL")
        span = text.span(0, 0)
        found.insert(0, problem.at(span, message, hint=say("look whether this is the file you meant"), unreadable=True))
    return Library(source.path, text, entries, tuple(sorted(found, key=lambda one: one.order)))


def _is_work(item: Map, making: _Making, problem: Problem) -> bool:
    if any(name in VARIABLES or name in ("id", "type", "citation-key", "doi") for name in item):
        return True
    message = say("this is no work: it has nothing that CSL knows")
    if len(making.diagnostics) < _MOST_FAULTS:
        making.diagnostics.append(problem.at(item.span, message, hint=say("a work has a type, a title, an author …")))
    return False


def _entry(item: Map, making: _Making, taken: set[str]) -> Entry:
    faults: list[tuple[str, str, str]] = []
    draft = read(item, lambda *fault: faults.append(fault))
    key = keyed(item) or _new_key(item, draft, making, taken)
    for name, message, hint in faults:
        _tell(making, item, name, message, hint, key)
    for name in dict.fromkeys(draft.unread):
        making.unread.setdefault(name, []).append(item)
    return to_entry(item, draft, key)


def _new_key(item: Map, draft: Draft, making: _Making, taken: set[str]) -> str:
    people = draft.names.get("author") or draft.names.get("editor") or next(iter(draft.names.values()), ())
    year = read_date(draft.fields.get("date", "")).year_text
    key = unique_key(people, year, draft.fields.get("title", ""), taken)  # type: ignore[arg-type]
    message = say("the work has no id; it is called {key} here", key=key)
    _tell(making, item, "id", message, say('give it one: "id": "{key}"', key=key), key)
    return key


def _tell(making: _Making, item: Map, name: str, message: str, hint: str, key: str) -> None:
    if len(making.diagnostics) < _MOST_FAULTS:
        making.diagnostics.append(UNFIT_VALUE.at(item.place(name), message, hint=hint, subject=key))


def _unread(making: _Making) -> Iterator[Diagnostic]:
    for name, items in making.unread.items():
        more = say(", nor have {number} more like it", number=len(items) - 1) if len(items) > 1 else ""
        message = say("`{name}` has no place in an entry{more}", name=name, more=more)
        span = items[0].place(name)
        yield FIELD_NOT_READ.at(
            span, message, hint=say("keep the file if it matters: that has it"), subject=keyed(items[0])
        )


# ---------------------------------------------------------------------------------------------------- writing


def write_json(entries: Sequence[Entry]) -> Written:
    """CSL-JSON by its schema."""
    text = json.dumps([to_item(entry) for entry in entries], ensure_ascii=False, indent=2)
    return Written((text + "\n").encode("utf-8", "backslashreplace"))


def write_yaml(entries: Sequence[Entry]) -> Written:
    """CSL-YAML as pandoc reads it in `--bibliography` and in the metadata of a document."""
    text = dump({"references": [to_item(entry) for entry in entries]})
    return Written(f"---\n{text}...\n".encode("utf-8", "backslashreplace"))
