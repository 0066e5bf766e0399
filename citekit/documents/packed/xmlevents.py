"""XML told piece by piece to a listener, without what makes XML dangerous: no document type, no great depth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol
from xml.parsers import expat

from citekit.documents.packed.problems import Unread
from citekit.messages import say

DEEPEST = 1000
"""Elements within each other: tables in tables in Word have some dozens."""
_CHUNK = 64 * 1024


class Listener(Protocol):
    """What hears of a file's elements and texts, in order. Names are like `w:p`; of unknown namespaces `:p`."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text in the innermost open element; a stretch may come in several pieces."""


class _Refused(Exception):
    pass


def tell(data: bytes, listener: Listener, prefixes: Mapping[str, str], at: Callable[[int], None] | None = None) -> None:
    """Tells a file's XML; `prefixes` gives the short name of each namespace. Raises Unread at the first fault.

    `at` is told before each event at which byte it begins; then pieces of text are as long as one stretch of bytes
    that stands for itself, or one reference (`&amp;`).
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = at is None
    parser.ordered_attributes = False
    names: dict[str, str] = {}
    depth = 0

    def short(name: str) -> str:
        if name not in names:
            namespace, _, local = name.rpartition(" ")
            names[name] = f"{prefixes.get(namespace, '')}:{local}" if namespace else local
        return names[name]

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if at:
            at(parser.CurrentByteIndex)
        depth += 1
        if depth > DEEPEST:
            raise _Refused(f"its elements are nested more than {DEEPEST} deep")
        listener.start(short(name), {short(key): value for key, value in attributes.items()})

    def ended(name: str) -> None:
        nonlocal depth
        if at:
            at(parser.CurrentByteIndex)
        depth -= 1
        listener.end(short(name))

    def text(text: str) -> None:
        if at:
            at(parser.CurrentByteIndex)
        listener.text(text)

    def refuse(*_: object) -> None:
        raise _Refused("it declares entities or a document type, which no word processor writes")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text if at else listener.text
    try:
        for start in range(0, len(data), _CHUNK):
            parser.Parse(data[start : start + _CHUNK])
        parser.Parse(b"", True)
    except _Refused as refusal:
        raise Unread(str(refusal)) from None
    except (ValueError, LookupError):
        raise Unread(say("it is damaged: its XML declares an encoding that there is not")) from None
    except expat.ExpatError as error:
        raise Unread(
            say("it is damaged: its XML is not well-formed ({words})", words=expat.ErrorString(error.code))
        ) from None
