"""Telling what a bibliography holds besides its works that the file made of it does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citekit import inheritance
from citekit.diagnostic import Diagnostic
from citekit.exchange import ASIDE_NOT_HELD
from citekit.model import Library
from citekit.source import Span

_HINT = "keep the file that was read, if it is needed"
_LEFT = ("it is not in the new file", "they are not in the new file")
_WHAT = {
    "string": ("@string", "@strings", "its text stands where it was used", "their texts stand where they were used"),
    "preamble": ("@preamble", "@preambles", *_LEFT),
    "comment": ("@comment", "@comments", *_LEFT),
    "metadata": ("comment of a program", "comments of a program", *_LEFT),
    "xdata": (
        "@xdata",
        "@xdatas",
        "its fields are in the works that name it",
        "their fields are in the works that name them",
    ),
}
"""What each kind is called, one and several, and what becomes of it."""


def left_behind(libraries: Sequence[Library], *, containers: bool) -> Iterator[Diagnostic]:
    """One finding for each kind of thing in each library, where it first stands, with the number of them.

    `containers`: entries that only hold fields for others were left out too.
    """
    for library in libraries:
        kinds: dict[tuple[str, str], list[Span]] = {}
        for aside in library.asides:
            kinds.setdefault((aside.kind, "" if aside.kind == "string" else aside.name), []).append(aside.span)
        if containers:
            for entry in inheritance.containers(library.entries):
                kinds.setdefault(("xdata", ""), []).append(entry.key_span)
        yield from (_told(kind, name, spans) for (kind, name), spans in kinds.items())


def _told(kind: str, name: str, spans: Sequence[Span]) -> Diagnostic:
    one, several, of_one, of_several = _WHAT[kind]
    what, becomes = (one, of_one) if len(spans) == 1 else (several, of_several)
    message = f"{len(spans)} {what}{f' ({name})' if name else ''}: {becomes}"
    return ASIDE_NOT_HELD.at(spans[0], message, hint="keep the file that was read, if it is needed")
