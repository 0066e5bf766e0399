"""XML that is written: elements by the paths that the field maps name, as text in UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

_IN_ATTRIBUTES = {**{ord(sign): escape(sign) for sign in '&<>"'}, **{ord(sign): f"&#{ord(sign)};" for sign in "\t\n\r"}}
"""White space is written out, since a reader of XML makes blanks of it (XML 1.0, section 3.3.3)."""
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Branch:
    """An element to be written: its name with attributes, its text or what is in it."""

    segment: str
    """Its name, and in brackets the attributes that tell it from others."""
    text: str = ""
    branches: list[Branch] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    """What else it has of attributes."""

    def at(self, path: str) -> Branch:
        """The branch at the end of a path, made where it is not there yet."""
        here = self
        for segment in _segments(path):
            found = next((one for one in here.branches if one.segment == segment and not one.text), None)
            if found is None:
                found = Branch(segment)
                here.branches.append(found)
            here = found
        return here

    def add(self, path: str, text: str = "") -> Branch:
        """A new element at the end of a path, even where one of that name is there."""
        *before, last = _segments(path)
        parent = self.at("/".join(before)) if before else self
        parent.branches.append(Branch(last, text))
        return parent.branches[-1]


def _segments(path: str) -> list[str]:
    return re.findall(r"[^/\[]+(?:\[[^\]]*\])?", path)


def lines(branch: Branch, indent: str = "  ") -> Iterator[str]:
    """The lines of an element; the depth is that of our own maps."""
    name, _, marks = branch.segment.rstrip("]").partition("[")
    attributes = {**dict(mark.split("=", 1) for mark in marks.split(",") if mark), **branch.attributes}
    start = "".join([name, *(f" {key}={_quoted(clean(text))}" for key, text in attributes.items())])
    if branch.branches:
        yield f"{indent}<{start}>"
        for one in branch.branches:
            yield from lines(one, f"{indent}  ")
        yield f"{indent}</{name}>"
    elif branch.text:
        yield f"{indent}<{start}>{escape(clean(branch.text), quote=False)}</{name}>"
    else:
        yield f"{indent}<{start}/>"


def _quoted(text: str) -> str:
    return f'"{text.translate(_IN_ATTRIBUTES)}"'


def clean(text: str) -> str:
    """A text without the characters that no XML may hold."""
    return _NOT_IN_XML.sub("", text)


def document(opening: str, branches: Iterable[Branch], closing: str) -> bytes:
    """A whole file in UTF-8."""
    body = (line for branch in branches for line in lines(branch))
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', opening, *body, closing, ""]).encode()


def declarations(namespaces: Mapping[str, str]) -> Iterator[str]:
    """The attributes that declare namespaces."""
    for prefix, uri in namespaces.items():
        yield f" xmlns{':' if prefix else ''}{prefix}={_quoted(uri)}"
