"""The field map of a format: which of its tags hold which of our fields, for which types. Data, read from TOML.

A map has

- `name`, `source`: what the format is called and where it is documented;
- `[types]`: the format's types and ours; `{type, and = {field = value}, without = [tags], then = type}` where one word
  is not enough;
- `[written]`: our types and the format's, with `default` for all others;
- `[[field]]`: one row for each field, in the order of writing. `tags` are read in that order, and the first is written;
  `types` (or `not-types`) are those of our types that the row is for, with `@group` for a group of them; `kind` is how
  the value stands there (`kinds`); `joined` names fields that follow in the same value, behind a colon; `bodies` is the
  tag of names that are bodies; `where` gives fields that the place implies; `read-only` rows are not written;
- `left-out`: tags that say nothing about the work: who made the file and when.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as given
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One field of ours and where the format has it."""

    field: str
    tags: tuple[str, ...]
    kind: str = "text"
    types: frozenset[str] | None = None
    """None for all of them."""
    excluded: frozenset[str] = frozenset()
    joined: tuple[str, ...] = ()
    bodies: str = ""
    read_only: bool = False
    where: Mapping[str, str] = given(default_factory=dict)
    """Other fields of ours that this place implies: an `eprint` in PMID has `eprinttype = pubmed`."""
    source: str = ""
    """Where the documentation says so, when that is not where the format's tags are listed."""

    def fits(self, type: str) -> bool:
        """Is it for entries of this type?"""
        return (self.types is None or type in self.types) and type not in self.excluded


@dataclass(frozen=True, slots=True)
class Type:
    """What a type of the format is with us."""

    type: str
    fields: Mapping[str, str] = given(default_factory=dict)
    """What it says beside the type: a magazine's article has `entrysubtype = magazine`."""
    without: tuple[str, ...] = ()
    then: str = ""
    """The type when the entry has none of the tags in `without`."""


@dataclass(frozen=True, slots=True)
class Table:
    """A whole field map."""

    name: str
    source: str
    types: Mapping[str, Type]
    """By the format's word for it in lower case."""
    written: Mapping[str, str]
    """The format's word by our type, or by `type/entrysubtype`."""
    rows: tuple[Row, ...]
    left_out: frozenset[str]
    default: str
    body_comma: bool = False
    """Bodies end in a comma, as EndNote writes them."""
    given_first: bool = False
    """A name without a comma is a person's, in the order of speech."""
    suffix_last: bool = False
    """"Jr" stands behind the given names."""
    grouped: bool = False
    """The values of a tag stand together."""

    def written_type(self, type: str, subtype: str) -> str:
        """The format's word for an entry type."""
        return self.written.get(f"{type}/{subtype}") or self.written.get(type) or self.default

    def tags(self) -> frozenset[str]:
        """Every tag that the map knows."""
        return frozenset(tag for row in self.rows for tag in (*row.tags, row.bodies)) | self.left_out


@cache
def _groups() -> Mapping[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("groups.toml").read_text("utf-8"))


@cache
def load(package: str, file: str) -> Table:
    """The field map in a TOML file of a package."""
    data = tomllib.loads(files(package).joinpath(file).read_text("utf-8"))
    return Table(
        name=data["name"],
        source=data["source"],
        types={word.lower(): _type(value) for word, value in data.get("types", {}).items()},
        written=data.get("written", {}),
        rows=tuple(_row(row) for row in data["field"]),
        left_out=frozenset(data.get("left-out", ())),
        default=data.get("written", {}).get("default", ""),
        body_comma=data.get("body-comma", False),
        given_first=data.get("given-first", False),
        suffix_last=data.get("suffix-last", False),
        grouped=data.get("grouped", False),
    )


def _type(value: Any) -> Type:
    if isinstance(value, str):
        return Type(value)
    return Type(value["type"], value.get("and", {}), tuple(value.get("without", ())), value.get("then", ""))


def _row(row: Mapping[str, Any]) -> Row:
    return Row(
        field=row["field"],
        tags=tuple(row["tags"]),
        kind=row.get("kind", "text"),
        types=_expanded(row["types"]) if "types" in row else None,
        excluded=_expanded(row.get("not-types", ())),
        joined=tuple(row.get("joined", ())),
        bodies=row.get("bodies", ""),
        read_only=row.get("read-only", False),
        where=row.get("where", {}),
        source=row.get("source", ""),
    )


def _expanded(types: Sequence[str]) -> frozenset[str]:
    """Types with those of the groups among them put in."""
    groups = _groups()
    return frozenset(name for type in types for name in (groups[type[1:]] if type[0] == "@" else (type,)))
