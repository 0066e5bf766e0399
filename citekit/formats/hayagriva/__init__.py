"""Hayagriva's YAML, the bibliographies of Typst: works by key, each within the works that it is part of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citekit.diagnostic import Diagnostic
from citekit.fieldmaps.problems import FIELD_NOT_READ
from citekit.formats.hayagriva import reading
from citekit.formats.hayagriva.writing import to_item
from citekit.messages import say
from citekit.model import Entry, Library
from citekit.plugin import Format, Written
from citekit.source import ByteSource, TextSource
from citekit.trees import PROBLEMS, UNFIT_VALUE, Map, yamltext
from citekit.trees.problems import MALFORMED_YAML
from citekit.trees.yamlwriter import dump

__all__ = ["FORMAT", "read", "write"]

_MOST_FAULTS = 1000
_ITEM = re.compile(
    rb"^(?!references:|metadata:)[^\s#:{\[-][^\r\n]*:[ \t]*\r?\n(?:[ \t]*#[^\r\n]*\r?\n|[ \t]*\r?\n)*"
    rb"[ \t]+(?:type|title|author|parent|date|editor|publisher|url|serial-number)[ \t]*:",
    re.M,
)
_OTHER = re.compile(rb"^(?:cff-version|references):", re.M)


def looks_like(data: bytes) -> bool:
    """Whether it is surely Hayagriva: a key, and below it, indented, one of the format's names."""
    start = data[:65536]
    return not _OTHER.search(start) and _ITEM.search(start) is not None


def read(source: ByteSource) -> Library:
    """The library of a file."""
    tree = yamltext.read(source)
    text = next((root.source for root in tree.roots if isinstance(root, Map)), TextSource(source.path, source.text))
    making = _Making(tree.diagnostics)
    entries = tuple(making.entries(tree.roots))
    making.tell_unread()
    found = tree.diagnostics
    if not entries and text.text.strip():
        message = say("there is no work in this file, which was read as Hayagriva's YAML")
        hint = say("look whether this is the file you meant")
        found.insert(0, MALFORMED_YAML.at(text.span(0, 0), message, hint=hint, unreadable=True))
    return Library(source.path, text, entries, tuple(sorted(found, key=lambda one: one.order)))


class _Making:
    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self.diagnostics = diagnostics
        self.unread: dict[str, list[Map]] = {}

    def entries(self, roots: Sequence[object]) -> Iterator[Entry]:
        for root in roots:
            if not isinstance(root, Map):
                continue
            pairs = [(key, value, root.places.get(key, root.stands)) for key, value in root.items()]
            for key, value, (start, end) in sorted([*pairs, *root.repeated], key=lambda pair: pair[2]):
                span = root.source.span(start, end)
                if isinstance(value, Map):
                    yield self.entry(key, value, start)
                elif len(self.diagnostics) < _MOST_FAULTS:
                    message = say("`{key}` is no work: a work has its fields below it", key=key[:40])
                    self.diagnostics.append(MALFORMED_YAML.at(span, message, hint=say("indent its fields below it")))

    def entry(self, key: str, item: Map, start: int) -> Entry:
        def tell(name: str, message: str, hint: str) -> None:
            if len(self.diagnostics) < _MOST_FAULTS:
                self.diagnostics.append(UNFIT_VALUE.at(item.place(name), message, hint=hint, subject=key))

        draft = reading.read(item, tell)
        for name in reading.unread(draft):
            self.unread.setdefault(name, []).append(item)
        return reading.to_entry(item, draft, key, item.source.span(start, start + len(key)))

    def tell_unread(self) -> None:
        for name, items in self.unread.items():
            more = say(", nor have {number} more like it", number=len(items) - 1) if len(items) > 1 else ""
            span = items[0].place(name.split(".")[0])
            message = say("`{name}` has no place in an entry{more}", name=name, more=more)
            hint = say("keep the file if it matters: that has it")
            self.diagnostics.append(FIELD_NOT_READ.at(span, message, hint=hint))


def write(entries: Sequence[Entry]) -> Written:
    """A file of Hayagriva's YAML, its works in the order given."""
    texts: list[str] = []
    lost: list[Diagnostic] = []
    for entry in entries:
        item, diagnostics = to_item(entry)
        texts.append(dump({entry.key: item}))
        lost += diagnostics
    return Written("\n".join(texts).encode("utf-8", "backslashreplace"), tuple(lost))


FORMAT = Format("hayagriva", (".yaml", ".yml"), read, looks_like, (*PROBLEMS, FIELD_NOT_READ), write)
