"""Roles that cite, as Sphinx and MyST have them: ``{cite:p}`{see}a{p. 3},b` ``, ``:cite:t:`a` ``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from citekit.model import Citation, CitationItem, Mode
from citekit.prose import read_locator
from citekit.source import TextSource

# Words in braces may stand before and after a key: {see}key{p. 3}.
_ITEM = re.compile(r"(?:\{(?P<before>[^{}]*)\}\s{0,8})?(?P<key>[^\s,{}]+)(?:\s{0,8}\{(?P<after>[^{}]*)\})?")


@dataclass(frozen=True, slots=True)
class Tables:
    """The roles that cite by name, and the directives of which something is known."""

    roles: Mapping[str, Mode]
    prose: frozenset[str]
    include: frozenset[str]
    bibliography: frozenset[str]


@cache
def tables() -> Tables:
    """The tables that come with the package."""
    read = tomllib.loads((files("citekit.documents") / "roles.toml").read_text("utf-8"))
    directives = {name: frozenset(read["directives"][name]) for name in ("prose", "include", "bibliography")}
    return Tables({name: Mode(mode) for mode, names in read["roles"].items() for name in names}, **directives)


def role_citation(source: TextSource, name: str, whole: tuple[int, int], content: tuple[int, int]) -> Citation | None:
    """The citation of a role; None when it is none that cites, or has no key. The stretches are those of the source."""
    mode = tables().roles.get(name)
    if mode is None:
        return None
    items = tuple(_items(source, mode, *content))
    return Citation(source.span(*whole), items) if items else None


def _items(source: TextSource, mode: Mode, start: int, end: int) -> Iterator[CitationItem]:
    for found in _ITEM.finditer(source.text, start, end):
        locator, suffix = read_locator(found["after"] or "")
        yield CitationItem(
            source.span(*found.span("key")),
            found["key"],
            locator=locator,
            prefix=" ".join((found["before"] or "").split()),
            suffix=suffix,
            mode=mode,
        )
