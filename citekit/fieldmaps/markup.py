"""Bibliographies in XML: entry by entry, with places, and without what makes XML dangerous.

A file with a document type is refused as a whole, and so is one whose elements are nested too deep: no exporter writes
such, and they are how XML is made to fetch files or to fill a memory. An entry that is not well-formed is left out;
reading goes on at the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from citekit.diagnostic import Diagnostic, Severity
from citekit.fieldmaps.elements import declarations
from citekit.fieldmaps.problems import MALFORMED_XML
from citekit.fieldmaps.raw import RawEntry, Value
from citekit.messages import say
from citekit.source import ByteSource

DEEPEST = 64
"""Elements within each other."""
LARGEST = 8 * 1024 * 1024
"""Bytes of one entry: a long abstract has a thousandth of that."""
MOST_FAULTS = 1000
"""Faults told of one file."""
MOST_NAMESPACES = 100
MOST_RESTARTS = 20_000
"""Entries that are not well-formed, after which the rest of a file is not read."""
_CHUNK = 64 * 1024
_FIRST_CHUNK = 2 * 1024
"""Less is read at first, so that many faults one after another cost little."""


@dataclass(slots=True)
class Element:
    """An element of an entry."""

    name: str
    """Without its prefix."""
    namespace: str
    attributes: Mapping[str, str]
    """By name without prefix."""
    start: int
    end: int = 0
    text: str = ""
    """All text in it, that of its elements too."""
    children: list[Element] = field(default_factory=list)

    @property
    def value(self) -> Value:
        """Its text, white space single, and its place."""
        return Value(" ".join(self.text.split()), self.start, self.end)

    def get(self, *names: str) -> Iterator[Element]:
        """The elements at the end of a path of names."""
        found: list[Element] = [self]
        for name in names:
            found = [child for one in found for child in one.children if child.name == name]
        return iter(found)


class _Refused(Exception):
    """The file is not to be read."""


class _TooLarge(Exception):
    """One entry is not to be read."""


@dataclass(slots=True)
class Parsed:
    """The entries of an XML file as elements, in the source that their offsets count in."""

    source: ByteSource
    elements: list[Element] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    namespaces: dict[str, str] = field(default_factory=dict)
    """By prefix; "" for the one without."""


# What XML does not allow in a text: put to spaces, so that offsets stay.
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
BLANKED: bytes = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
_CONTROL = re.compile(b"[" + re.escape(_CONTROLS) + b"]")


TOP: frozenset[str] = frozenset()
"""In place of names: every element right within the outermost one."""


def parse(source: ByteSource, names: frozenset[str]) -> Parsed:
    """The elements with these names, those within another of them left to it."""
    source = _in_utf8(source)
    parsed = Parsed(source)
    data = source.data
    if control := _CONTROL.search(data):
        span = source.span(control.start(), control.end())
        message = say("a control character, which XML does not allow; such are read as spaces")
        parsed.diagnostics.append(MALFORMED_XML.at(span, message, hint=say("delete it"), severity=Severity.WARNING))
        data = data.translate(BLANKED)
    _Parsing(parsed, data, names).run()
    return parsed


def _in_utf8(source: ByteSource) -> ByteSource:
    if source.encoding in ("utf-8", "ascii"):
        return source
    return ByteSource(source.path, source.text.encode(), "utf-8")


class _Parsing:
    """One pass over the data, with a new parser after each fault."""

    def __init__(self, parsed: Parsed, data: bytes, names: frozenset[str]) -> None:
        self.parsed = parsed
        self.data = data
        self.names = names
        self.open: list[Element] = []
        """The elements of the entry that is being read, the entry itself first."""
        self.pieces: list[list[str]] = []
        self.depth = 0
        self.size = 0
        """Characters of text in the entry that is being read."""
        self.shift = 0
        """What to add to the parser's offsets."""
        any_name = b"|".join(re.escape(name.encode()) for name in sorted(names))
        named = rb"(?:[\w.-]+:)?(?:" + any_name + rb")(?=[\s/>])"
        # Without names, what has a name of its own in the graph begins something.
        self.next_entry = re.compile(rb"<" + (named if names else rb"[\w.-]+:[\w.-]+\s+rdf:(?:about|nodeID|ID)="))

    def run(self) -> None:
        at: int | None = 0
        for _ in range(MOST_RESTARTS):
            if at is None:
                return
            at = self.from_offset(at)
        if at is not None:
            self.parsed.diagnostics.pop()
            self.fault(
                say("more than {most_restarts} faults: the rest of the file is not read", most_restarts=MOST_RESTARTS),
                at,
            )

    def from_offset(self, at: int) -> int | None:
        """Reads on from there; where to begin again after a fault, None at the end."""
        self.open, self.pieces, self.depth = [], [], 0
        parser = self.parser()
        opening = self.opening() if at else b""
        self.shift = at - len(opening)
        try:
            parser.Parse(opening)
            for start, end in self.chunks(at):
                parser.Parse(self.data[start:end])
            parser.Parse(b"", True)
        except _Refused as refusal:
            self.refuse(str(refusal), parser.CurrentByteIndex + self.shift)
        except _TooLarge:
            limit = LARGEST // 1024**2
            self.fault(say("the entry is larger than {limit} MiB and is left out", limit=limit), self.open[0].start)
            return self.after(parser.CurrentByteIndex + self.shift)
        except expat.ExpatError as error:
            return self.after_error(error, parser.ErrorByteIndex + self.shift)
        return None

    def chunks(self, start: int) -> Iterator[tuple[int, int]]:
        size = _FIRST_CHUNK
        while start < len(self.data):
            yield start, start + size
            start += size
            size = min(size * 2, _CHUNK)

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.doctype
        parser.StartNamespaceDeclHandler = self.namespace
        parser.StartElementHandler = lambda name, attributes: self.start(name, attributes, parser.CurrentByteIndex)
        parser.EndElementHandler = lambda name: self.end(parser.CurrentByteIndex)
        parser.CharacterDataHandler = self.characters
        return parser

    def opening(self) -> bytes:
        """A start tag that stands for those that were open: with all namespaces seen."""
        return f"<r{''.join(declarations(self.parsed.namespaces))}>".encode()

    # --------------------------------------------------------------------------------------- the parser's calls

    def doctype(self, *_: object) -> None:
        raise _Refused("it has a document type (<!DOCTYPE …>)")

    def namespace(self, prefix: str | None, uri: str | None) -> None:
        if len(self.parsed.namespaces) < MOST_NAMESPACES:
            self.parsed.namespaces.setdefault(prefix or "", uri or "")

    def start(self, name: str, attributes: dict[str, str], offset: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _Refused(f"its elements are nested more than {DEEPEST} deep")
        namespace, _, local = name.rpartition(" ")
        if not self.open and not (local in self.names or (self.names is TOP and self.depth == 2)):
            return
        offset += self.shift
        if not self.open:
            self.size = 0
        elif offset - self.open[0].start > LARGEST:
            raise _TooLarge
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self.open.append(Element(local, namespace, plain, offset))
        self.pieces.append([])

    def end(self, offset: int) -> None:
        self.depth -= 1
        if not self.open:
            return
        element = self.open.pop()
        element.text = "".join(self.pieces.pop())
        # The parser stands at the end tag, or for an empty element at its only one.
        close = self.data.find(b">", offset + self.shift) + 1
        element.end = close or len(self.data)
        if self.open:
            self.open[-1].children.append(element)
            self.pieces[-1].append(element.text)
        else:
            self.parsed.elements.append(element)

    def characters(self, text: str) -> None:
        if self.pieces:
            self.pieces[-1].append(text)
            self.size += len(text)
            if self.size > LARGEST:
                raise _TooLarge

    # ------------------------------------------------------------------------------------------------- the faults

    def after_error(self, error: expat.ExpatError, offset: int) -> int | None:
        """Where to go on after what is not well-formed."""
        if offset >= len(self.data) and not self.open:
            # Only the end of the whole is missing, or, after a fault, it closes what a fault has swallowed.
            self.fault(say("the file ends before all of its elements are closed"), len(self.data))
            return None
        if not self.open and self.depth <= 1 and error.code in _AFTER_ROOT and self.parsed.diagnostics:
            return self.after(offset)
        inside = say("; the entry is left out") if self.open else ""
        self.fault(say("the XML is not well-formed: {words}{inside}", words=_words(error), inside=inside), offset)
        return self.after(max(offset, self.open[0].start + 1 if self.open else offset))

    def after(self, offset: int) -> int | None:
        found = self.next_entry.search(self.data, max(offset, 0))
        return found.start() if found else None

    def fault(self, message: str, offset: int) -> None:
        if len(self.parsed.diagnostics) < MOST_FAULTS:
            span = self.parsed.source.span(offset, offset + 1)
            hint = say("open the file in an editor at this place, or export it again")
            self.parsed.diagnostics.append(MALFORMED_XML.at(span, message, hint=hint))

    def refuse(self, why: str, offset: int) -> None:
        self.parsed.elements.clear()
        span = self.parsed.source.span(offset, offset + 1)
        message = say("the file is not read: {why}, which no bibliography needs", why=why)
        hint = say("if you trust it, delete that and try again")
        self.parsed.diagnostics[:] = [MALFORMED_XML.at(span, message, hint=hint, unreadable=True)]


_AFTER_ROOT = frozenset(
    {
        expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH],
        expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT],
    }
)
_WORDS = {
    expat.errors.XML_ERROR_INVALID_TOKEN: say("a character that must be written otherwise, such as & as &amp;"),
    expat.errors.XML_ERROR_TAG_MISMATCH: say("an end tag that does not fit the start tag"),
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: say("an entity that XML does not know"),
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: say("an attribute that is given twice"),
    expat.errors.XML_ERROR_UNBOUND_PREFIX: say("a prefix that is not declared"),
    expat.errors.XML_ERROR_NO_ELEMENTS: say("there is no element in it"),
}


def _words(error: expat.ExpatError) -> str:
    message = expat.errors.messages[error.code]
    return _WORDS.get(message, message)


# ------------------------------------------------------------------------------------------------- to raw entries


def flatten(element: Element, *, through: frozenset[str] = frozenset(), marked: Mapping[str, str]) -> RawEntry:
    """The values of an entry by their paths: `titles/title`, `identifier[type=doi]`.

    `through` names elements that only say how a text looks; `marked` says which attribute tells elements of a name
    apart.
    """
    raw = RawEntry(element.start, element.end)
    waiting = [("", child) for child in reversed(element.children)]
    while waiting:
        path, one = waiting.pop()
        path = f"{path}/{_segment(one, marked)}" if path else _segment(one, marked)
        inner = [child for child in one.children if child.name not in through]
        if inner:
            waiting.extend((path, child) for child in reversed(inner))
        else:
            raw.add(path, one.value)
    return raw


def _segment(element: Element, marked: Mapping[str, str]) -> str:
    attribute = marked.get(element.name, "")
    value = element.attributes.get(attribute, "").lower()
    return f"{element.name}[{attribute}={value}]" if value else element.name
