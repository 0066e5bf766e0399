"""YAML into trees. Scalars stay texts as they are written: a page `12:30` is no number of seconds, `no` no answer.

PyYAML gives the events, C code where it is installed; the tree is put together here, without recursion, with aliases
shared and counted. Nothing in a file is ever made into anything but texts, lists and mappings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml  # type: ignore[import-untyped]

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.source import TextSource
from citekit.trees.problems import MALFORMED_YAML
from citekit.trees.values import Map, Number, Place, well_formed

DEEPEST = 64
"""Mappings and lists within each other: a bibliography has about six."""
LARGEST = 32 * 1024 * 1024
"""Characters of a file. YAML is slow to read; a bibliography of this size is better kept in another format."""
MOST_VALUES = 3_000_000
"""Values of a file: some fifty thousand works."""
MOST_SHARED = 100_000
"""Values that the aliases of a file may stand for in all. Ten aliases of ten of ten … would stand for millions."""
MOST_FAULTS = 1000
"""Faults told of one file."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOO_DEEP = say(
    "mappings and lists are nested more than {deepest} deep, which no bibliography needs; reading stops here",
    deepest=DEEPEST,
)
_OTHER_FILE = say("look whether this is the file you meant")
_NULL = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Tree:
    """What a file holds: of several documents, all that are not empty."""

    roots: list[object] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A collection that is not closed yet."""

    value: Map | list[object]
    start: int
    anchor: str | None
    name: str | None = None
    """In a mapping: the name whose value comes next."""
    name_start: int = 0
    size: int = 1
    """How many values it holds, those behind aliases counted each time."""


class _Stop(Exception):
    """The file is not read on."""

    def __init__(self, at: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.hint = hint


def read(source: TextSource) -> Tree:
    """The tree of a file. What stands before a fault is kept."""
    source = TextSource(source.path, source.text.removeprefix("\ufeff"))
    tree = Tree()
    if len(source.text) > LARGEST:
        message = say(
            "the file is larger than {size} million characters and is not read as YAML", size=LARGEST // 1024**2
        )
        span = source.span(0, 0)
        tree.diagnostics.append(MALFORMED_YAML.at(span, message, hint=say("divide it, or convert it to JSON")))
        return tree
    _Composing(source, tree).run()
    return tree


class _Composing:
    def __init__(self, source: TextSource, tree: Tree) -> None:
        self.source = source
        self.tree = tree
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[object, int]] = {}
        self.shared = 0

    def run(self) -> None:
        try:
            for event in _events(self.source.text):
                self.take(event)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = mark.index if mark else 0
            # libyaml has a limit of its own from 0.2.6 on, and may reach it before the first event.
            if "nesting depth" in (error.problem or ""):
                self.fault(at, _TOO_DEEP, _OTHER_FILE)
            else:
                self.fault(at, _words(error), say("put it right in an editor"))
        except yaml.reader.ReaderError as error:
            message = say("the YAML has a character that YAML does not allow (U+{code:04X})", code=_code(error))
            self.fault(self.source.text.find(chr(_code(error))), message, say("delete it"))
        except _Stop as stop:
            self.fault(stop.at, stop.message, stop.hint)
        self.close_all()

    def fault(self, at: int, message: str, hint: str, severity: Severity | None = None) -> None:
        if len(self.tree.diagnostics) < MOST_FAULTS:
            at = min(max(at, 0), max(len(self.source.text) - 1, 0))
            span = self.source.span(at, at + 1)
            self.tree.diagnostics.append(MALFORMED_YAML.at(span, message, hint=hint, severity=severity))

    def close_all(self) -> None:
        """After a fault: lists keep what is complete in them, of mappings only the outermost stays."""
        while self.open:
            inner = self.open.pop()
            if not self.open:
                self.tree.roots.append(inner.value)
            elif isinstance(inner.value, list):
                self.put(inner.value, inner.start, len(self.source.text), inner.size)

    def take(self, event: object) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.end(event)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.anchors.clear()

    def scalar(self, event: yaml.ScalarEvent) -> None:
        value = _scalar(event)
        if event.anchor:
            self.anchors[event.anchor] = value, 1
        self.put(value, event.start_mark.index, event.end_mark.index, 1)

    def begin(self, event: yaml.CollectionStartEvent) -> None:
        start = event.start_mark.index
        if len(self.open) >= DEEPEST:
            raise _Stop(start, _TOO_DEEP, _OTHER_FILE)
        if self.wants_name():
            raise _Stop(
                start, say("a name here is no text but a list or a mapping; reading stops here"), say("write a text")
            )
        is_map = isinstance(event, yaml.MappingStartEvent)
        value: Map | list[object] = Map(self.source) if is_map else []
        self.open.append(_Open(value, start, event.anchor))
        if event.anchor:
            self.anchors.pop(event.anchor, None)

    def wants_name(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].value, Map) and self.open[-1].name is None

    def end(self, event: yaml.CollectionEndEvent) -> None:
        closed = self.open.pop()
        end = _trimmed(self.source.text, closed.start, event.end_mark.index)
        if isinstance(closed.value, Map):
            closed.value.stands = (closed.start, end)
        if closed.anchor:
            self.anchors[closed.anchor] = closed.value, closed.size
        self.put(closed.value, closed.start, end, closed.size)

    def alias(self, event: yaml.AliasEvent) -> None:
        at = event.start_mark.index
        if event.anchor not in self.anchors:
            raise _Stop(
                at,
                say("`*{anchor}` stands for nothing that is complete before it", anchor=event.anchor),
                say("write the value itself"),
            )
        value, size = self.anchors[event.anchor]
        self.shared += size
        if self.shared > MOST_SHARED:
            message = say("the aliases of the file stand for more values than any bibliography has; reading stops here")
            raise _Stop(at, message, say("write the values themselves"))
        self.put(value, at, event.end_mark.index, size)

    def put(self, value: object, start: int, end: int, size: int) -> None:
        """Puts a complete value into the collection it stands in."""
        if not self.open:
            self.tree.roots.append(value)
            return
        into = self.open[-1]
        into.size += size
        if isinstance(into.value, list):
            into.value.append(value)
        elif into.name is None:
            into.name, into.name_start = "" if value is None else str(value), start
            if not isinstance(value, str | None):
                raise _Stop(
                    start,
                    say("a name here is no text but a list or a mapping; reading stops here"),
                    say("write a text"),
                )
        else:
            self.put_named(into, into.value, value, (into.name_start, end))

    def put_named(self, into: _Open, made: Map, value: object, place: Place) -> None:
        name, into.name = into.name or "", None
        if name == "<<" and (merged := _merged(value)):
            for other, inner in merged:
                made.setdefault(other, inner)
        elif name in made.places:
            made.repeated.append((name, value, place))
        else:
            made[name] = value
            made.places[name] = place


def _events(text: str) -> Iterator[object]:
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        if count > MOST_VALUES:
            message = say(
                "there are more than {most_values:,} values in the file; reading stops here", most_values=MOST_VALUES
            )
            raise _Stop(event.start_mark.index, message, say("divide it, or convert it to JSON"))
        yield event


def _scalar(event: yaml.ScalarEvent) -> object:
    """A text; None for an empty or null one without quotation marks; a number as it is written."""
    text = well_formed(str(event.value))
    if event.style or (event.tag or "!") != "!":
        return text
    if text in _NULL:
        return None
    return Number(text) if text.lstrip("+-").replace(".", "", 1).isdecimal() else text


def _merged(value: object) -> list[tuple[str, object]]:
    """What `<<:` brings into a mapping."""
    maps = value if isinstance(value, list) else [value]
    return [pair for one in maps if isinstance(one, Map) for pair in one.items()]


def _trimmed(text: str, start: int, end: int) -> int:
    """A collection in lines ends for YAML where the next thing begins; for people, with its last character."""
    while end > start and text[end - 1] in " \t\r\n":
        end -= 1
    return end


def _code(error: yaml.reader.ReaderError) -> int:
    return error.character if isinstance(error.character, int) else ord(error.character[:1] or "\0")


def _words(error: yaml.MarkedYAMLError) -> str:
    """PyYAML's words, on one line."""
    said = " ".join(filter(None, (error.context, error.problem)))
    return say("the YAML is not well-formed ({words}); what follows is left out", words=" ".join(said.split()))
