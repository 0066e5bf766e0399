"""JSON object by object: each with its place and those of its names, so that a broken one costs no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from json import JSONDecodeError
from types import MappingProxyType

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import Message, say
from citekit.source import TextSource
from citekit.trees.problems import MALFORMED_JSON
from citekit.trees.values import Map, Number, Place, well_formed

DEEPEST = 64
"""Objects and lists within each other: a bibliography has about five."""
MOST_VALUES = 1_500_000
"""Works of one file."""
MOST_FAULTS = 1000
"""Faults told of one file; after that many, more say nothing new."""

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"([ \t\r\n]*+:)?|[\[\]{}]|"', re.S)
_BETWEEN = re.compile(r"(?:[ \t\r\n,\ufeff\[\]]|\{[ \t\r\n]*+\})*+")
"""What may stand between works. Lists, and lists in lists, are looked through for objects; empty ones say nothing."""
_SPACE = re.compile(r"[ \t\r\n]*+")
_SCALAR = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[^\[\]{},\s]++', re.S)

_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "Expecting ',' delimiter": say("a comma or a closing bracket is missing"),
        "Expecting ':' delimiter": say("the colon after a name is missing"),
        "Expecting property name enclosed in double quotes": say("a name in double quotation marks is missing"),
        "Illegal trailing comma before end of object": say("there is a comma after the last value"),
        "Illegal trailing comma before end of array": say("there is a comma after the last value"),
        "Expecting value": say("a value is missing, or is none that JSON knows"),
        "Invalid \\escape": say("a backslash in a text that stands before no letter it may stand before"),
        "Invalid \\uXXXX escape": say("a \\u in a text without its four digits"),
        "Unterminated string starting at": say("the closing quotation mark of a text is missing"),
    }
)


@dataclass(slots=True)
class Objects:
    """The objects of a file."""

    maps: list[Map] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True)
class _Outline:
    """What an object looks like from outside."""

    end: int
    closed: bool = False
    deep: int = -1
    """Where it is nested too deep; -1 when it is not."""
    names: list[tuple[str, int]] = field(default_factory=list)
    """Its own names with their places, in order."""


def read(source: TextSource, wrappers: Sequence[str] = ()) -> Objects:
    """The objects of a list, of several lists or lines, or the one object that there is.

    `wrappers` are names under which an object holds the list that is meant: `items` in `{"items": […]}`.
    """
    reading = _Reading(TextSource(source.path, source.text), frozenset(wrappers))
    reading.run()
    return reading.made


class _Reading:
    def __init__(self, source: TextSource, wrappers: frozenset[str]) -> None:
        self.source = source
        self.text = source.text
        self.wrappers = wrappers
        self.made = Objects()
        self.wrapping: list[Place] = []
        """Where what is wrapped ends, and where that which wraps it does."""
        self.decoder = json.JSONDecoder(
            strict=False, parse_float=Number, parse_int=Number, parse_constant=Number, object_pairs_hook=_plain
        )

    def run(self) -> None:
        at = 0
        for _ in range(MOST_VALUES):
            after = self.value(_after(_BETWEEN, self.text, at))
            if after is None:
                return
            at = after
        self.fault(
            at or 0,
            (at or 0) + 1,
            say("there are more than {most_values:,} works; reading stops here", most_values=MOST_VALUES),
            say("divide it"),
        )

    def value(self, at: int) -> int | None:
        """Reads what begins there; where the next begins, None when there is nothing more to read."""
        if self.wrapping and at >= self.wrapping[-1][0]:
            # What else stands in an object that wraps the works is none.
            return self.wrapping.pop()[1]
        character = self.text[at : at + 1]
        if character == "{":
            return self.object(at)
        return self.stray(at) if character else None

    def stray(self, at: int) -> int:
        match = _SCALAR.match(self.text, at)
        end = match.end() if match else at + 1
        self.fault(at, end, say("this is no work: a work is an object in braces"), say("put it in braces or delete it"))
        return end

    def object(self, at: int) -> int | None:
        outline = _outline(self.text, at)
        if outline.deep >= 0:
            message = say(
                "objects and lists are nested more than {deepest} deep, as in no bibliography; reading stops",
                deepest=DEEPEST,
            )
            self.fault(outline.deep, outline.deep + 1, message, say("look whether this is the file"))
            return None
        if (inside := self.wrapped(outline)) is not None:
            self.wrapping.append((_outline(self.text, inside).end, outline.end))
            return inside
        if self.decode(at, outline) or outline.closed:
            return outline.end
        return None

    def wrapped(self, outline: _Outline) -> int | None:
        """Where the list or object begins that an object only wraps."""
        for name, start in outline.names:
            if name in self.wrappers:
                at = _value_start(self.text, start)
                if self.text[at : at + 1] in ("[", "{"):
                    return at
        return None

    def decode(self, at: int, outline: _Outline) -> bool:
        try:
            # Only its own text: an error counts the lines of all that it is given.
            found, _ = self.decoder.raw_decode(self.text[at : outline.end])
        except JSONDecodeError as error:
            self.malformed(at, error, outline.closed)
            return False
        except RecursionError:  # only where Python's own limit was set very low
            self.fault(
                at, at + 1, say("the object is nested too deep and is left out"), say("look whether this is the file")
            )
            return False
        made = Map(self.source, (at, outline.end))
        made.update(found)
        self.note_places(made, outline)
        self.made.maps.append(made)
        return True

    def note_places(self, made: Map, outline: _Outline) -> None:
        ends = [*(start for _, start in outline.names[1:]), outline.end - 1]
        for (name, start), end in zip(outline.names, ends, strict=False):
            if name in made.places:
                message = say("`{name}` stands here twice; the last one counts", name=name)
                self.fault(start, start + 1, message, say("delete the one that is wrong"), Severity.WARNING)
            made.places[name] = (start, _trimmed(self.text, start, end))

    def malformed(self, at: int, error: JSONDecodeError, closed: bool) -> None:
        words = _WORDS.get(error.msg, error.msg.lower())
        end = say("the work is left out") if closed else say("this work and what follows it are left out")
        place = min(at + error.pos, max(len(self.text) - 1, 0))
        self.fault(
            place,
            place + 1,
            say("the JSON is not well-formed: {words}; {end}", words=words, end=end),
            say("put it right in an editor"),
        )

    def fault(self, start: int, end: int, message: str, hint: str, severity: Severity | None = None) -> None:
        if len(self.made.diagnostics) < MOST_FAULTS:
            span = self.source.span(start, end)
            self.made.diagnostics.append(MALFORMED_JSON.at(span, message, hint=hint, severity=severity))


def _plain(pairs: list[tuple[str, object]]) -> dict[str, object]:
    return {well_formed(name): value for name, value in pairs}


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _value_start(text: str, name_start: int) -> int:
    """Where the value of a name begins."""
    match = _TOKEN.match(text, name_start)
    return _after(_SPACE, text, match.end()) if match else name_start


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of a value, without the comma and the space behind it."""
    while end > start and text[end - 1] in " \t\r\n,":
        end -= 1
    return end


def _outline(text: str, at: int) -> _Outline:
    """Where an object ends and where its names stand. It is gone over once, however it is nested."""
    outline = _Outline(len(text))
    depth = 0
    for token in _tokens(text, at):
        character = token[0][0]
        if character in "{[":
            depth += 1
            if depth > DEEPEST:
                outline.deep = token.start()
                return outline
        elif character in "}]":
            depth -= 1
            if depth <= 0:
                outline.end, outline.closed = token.end(), True
                return outline
        elif depth == 1 and token[1]:
            outline.names.append((_name(token[0]), token.start()))
    return outline


def _tokens(text: str, at: int) -> Iterator[re.Match[str]]:
    """Brackets and texts; ends at a quotation mark that is never closed."""
    for token in _TOKEN.finditer(text, at):
        if token[0] == '"':
            return
        yield token


def _name(token: str) -> str:
    """The name that a text with its colon is."""
    raw = token[: token.rindex('"') + 1]
    if "\\" not in raw:
        return raw[1:-1]
    try:
        return well_formed(str(json.loads(raw, strict=False)))
    except JSONDecodeError:
        return raw[1:-1]
