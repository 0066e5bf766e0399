"""Styles and locale files as trees of elements with line numbers, read so that no file can do harm.

Entity declarations are refused (no expansion, nothing is fetched), and size, depth and the number of elements are
limited. Attribute values are kept as they are: CSL forbids trimming them (specification, "Whitespace Handling").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

from citekit.csl.errors import StyleError

_REFERENCE = re.compile(r"&#\d{1,7};")
NAMESPACE = "http://purl.org/net/xbiblio/csl"
MAXIMUM_BYTES = 4_000_000
MAXIMUM_DEPTH = 100
MAXIMUM_ELEMENTS = 100_000


@dataclass(slots=True)
class Element:
    """One CSL element: its name without namespace, its attributes, its children in order, its text and line."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def get(self, name: str, default: str = "") -> str:
        """Give an attribute's value, or the default where it is not set."""
        return self.attributes.get(name, default)

    def child(self, tag: str) -> "Element | None":
        """Give the first child of this name, or None."""
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, tag: str) -> Iterator["Element"]:
        """Give the children of this name in order."""
        return (child for child in self.children if child.tag == tag)


def read_tree(source: str | bytes) -> Element:
    """Read XML into its root element.

    Raises StyleError with the line for anything that is not well-formed, too large, too deep, or declares entities.
    """
    data = source.lstrip("\ufeff \t\r\n").encode() if isinstance(source, str) else source
    if len(data) > MAXIMUM_BYTES:
        raise StyleError(f"the file is larger than {MAXIMUM_BYTES} bytes")
    return _Reader().read(data)


class _Reader:
    """The state of one reading: the open elements and how many there have been."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity
        self.open: list[Element] = []
        self.count = 0
        self.root: Element | None = None

    def read(self, data: bytes) -> Element:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            raise StyleError(f"not well-formed XML ({expat.ErrorString(error.code)})", error.lineno) from None
        if self.root is None:
            raise StyleError("there is no element in the file")
        return self.root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        line = self.parser.CurrentLineNumber
        if len(self.open) >= MAXIMUM_DEPTH:
            raise StyleError(f"elements are nested deeper than {MAXIMUM_DEPTH}", line)
        if self.count > MAXIMUM_ELEMENTS:
            raise StyleError(f"there are more than {MAXIMUM_ELEMENTS} elements", line)
        element = Element(_local(name), {_local(key): _decoded(value) for key, value in attributes.items()}, line)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _name: str) -> None:
        self.open.pop()

    def _characters(self, text: str) -> None:
        if self.open:
            self.open[-1].text += text

    def _entity(self, name: str, *_rest: object) -> None:
        raise StyleError(f"the entity '{name}' is declared; entities are not read", self.parser.CurrentLineNumber)


def _decoded(value: str) -> str:
    """Read a character reference that was escaped twice (`&amp;#160;`), as some styles have it."""
    return _REFERENCE.sub(lambda match: unescape(match[0]), value) if "&#" in value else value


def _local(name: str) -> str:
    """Drop the namespace; `xml:lang` becomes `lang`. Elements of other namespaces are named so that none match."""
    space, _, local = name.rpartition(" ")
    return local if space in ("", NAMESPACE, "http://www.w3.org/XML/1998/namespace") else f"{space} {local}"
