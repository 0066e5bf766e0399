"""How a .bib file is laid out, seen from its entries, so that what is added looks like what is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, TypeVar

from citekit.formats.bibtex.anatomy import Anatomy
from citekit.formats.bibtex.blocks import RawField
from citekit.formats.bibtex.values import MONTHS

_SEPARATOR = re.compile(r"\s*,\s*")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LINE_BREAK = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class Layout:
    """How entries are written."""

    newline: str = "\n"
    separator: str = ",\n  "
    """Between two fields, and between the key and the first."""
    before_equals: str = " "
    after_equals: str = " "
    equals_at: int = 0
    """Characters from the start of a name to its `=`, where these stand in a column; else 0."""
    over_longest: int = 0
    """Characters between an entry's longest name and its `=`, where each entry has a column of its own; else 0."""
    values_at: int = 0
    """Characters from the start of a name to its value, where only these stand in a column; else 0."""
    right_at: int = 0
    """Characters from the line's start to the `=` of names that are set flush right; else 0."""
    quotes: bool = False
    bare_numbers: bool = False
    trailing_comma: bool = True
    name_case: str = "lower"
    type_case: str = "lower"
    """lower, upper or title"""
    closing: str = "\n"
    """Before the closing brace."""
    gap: str = "\n\n"
    """Between two entries."""

    def named(self, name: str) -> str:
        """A field's name in the file's case."""
        return _cased(name, self.name_case)

    def field(self, name: str, value: str) -> str:
        """A field with what separates it from the one before. `value` has its braces or quotes."""
        name = self.named(name)
        separator = self.separator
        before, after = self.before_equals, self.after_equals
        if self.right_at and _LINE_BREAK.search(separator):
            # As many blanks as bring `=` into its column; what stands before them, a comma often, stays.
            kept = separator.rstrip(" \t")
            taken = len(_LINE_BREAK.split(kept)[-1]) + len(name) + len(before)
            separator = kept + " " * max(1, self.right_at - taken)
        elif self.equals_at:
            before = " " * max(len(before), self.equals_at - len(name))
        elif self.values_at:
            after = " " * max(len(after), self.values_at - len(name) - len(before) - 1)
        return f"{separator}{name}{before}={after}{value}"

    def enclosed(self, name: str, tex: str) -> str:
        """A TeX value in braces or quotes, as the file has them; a number or the short name of a month may be bare."""
        if (name == "month" and tex in MONTHS) or (self.bare_numbers and tex.isascii() and tex.isdigit()):
            return tex
        return f'"{tex}"' if self.quotes and not has_quote(tex) else f"{{{tex}}}"

    def entry(self, type: str, key: str, fields: Sequence[tuple[str, str]]) -> str:
        """A whole entry. The values are TeX, without braces or quotes."""
        return self.whole(type, key, [(name, self.enclosed(name, tex)) for name, tex in fields])

    def whole(self, type: str, key: str, fields: Sequence[tuple[str, str]]) -> str:
        """A whole entry, whose values have their braces or quotes."""
        longest = max((len(name) for name, _ in fields), default=0)
        layout = self._with_column(longest + self.over_longest) if self.over_longest else self
        body = "".join(layout.field(name, value) for name, value in fields)
        comma = "," if self.trailing_comma else ""
        return f"@{_cased(type, self.type_case)}{{{key}{body}{comma}{self.closing}}}"

    def _with_column(self, column: int) -> Layout:
        return replace(self, equals_at=column, over_longest=0)


def has_quote(tex: str) -> bool:
    """Is there a quotation mark outside of braces? It would end a value in quotes."""
    depth = 0
    for character in tex:
        if character == '"' and not depth:
            return True
        depth += {"{": 1, "}": -1}.get(character, 0)
    return False


def _cased(word: str, case: str) -> str:
    return {"upper": word.upper(), "title": word.capitalize()}.get(case, word)


_ENOUGH = 20_000
"""Bytes of a file that show its line end: a library with edits of many entries asks for each."""


def line_end(data: bytes) -> str:
    """The line end that most lines have, of the first few hundred; a line feed where there is none."""
    counts = Counter(_LINE_END.findall(data, 0, _ENOUGH))
    return counts.most_common(1)[0][0].decode() if counts else "\n"


def layout_of(entries: Sequence[Anatomy]) -> Layout:
    """The layout that most of these entries share. Of those that have no fields nothing is learnt."""
    own = [one for one in map(_own, entries) if one]
    if not own:
        return Layout(newline=line_end(entries[0].source.data)) if entries else Layout()
    shared: dict[str, Any] = {
        name: _most(getattr(one, name) for one in own) for name in Layout.__slots__ if name not in _COLUMNS
    }
    gap = _most(_gaps(entries), default=2 * shared["newline"])
    columns = _columns(own, entries)
    if columns.get("equals_at"):
        # The longest name shows how near the column may come.
        shared["before_equals"] = min((one.before_equals for one in own if one.equals_at), key=len)
    return Layout(**{**shared, **columns, "gap": gap})


_T = TypeVar("_T")
_COLUMNS = ("equals_at", "over_longest", "values_at", "right_at", "gap")


def _most(values: Iterable[_T], default: _T | None = None) -> _T:
    counts = Counter(values)
    if not counts and default is not None:
        return default
    return counts.most_common(1)[0][0]


def _columns(own: Sequence[Layout], entries: Sequence[Anatomy]) -> dict[str, int]:
    """Which column all entries share, or by how much that of each goes beyond its longest name."""
    aligned = [
        (layout.equals_at, layout.equals_at - max(len(name) for name in anatomy.names))
        for layout, anatomy in zip(map(_own, entries), entries, strict=True)
        if layout and layout.equals_at
    ]
    over = {beyond for _, beyond in aligned}
    if len(aligned) > 1 and len({at for at, _ in aligned}) > 1 and len(over) == 1 and min(over) > 0:
        return {"over_longest": over.pop()}
    return {name: _most(getattr(one, name) for one in own) for name in ("equals_at", "values_at", "right_at")}


def _gaps(entries: Sequence[Anatomy]) -> Iterable[str]:
    for one, other in pairwise(entries):
        gap = one.source.data[one.end : other.start]
        if gap and not gap.strip() and one.source is other.source:
            yield gap.decode()


# ------------------------------------------------------------------------------------------------ one entry


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a field that begins a line stands."""

    indent: int
    name: int
    """Its length."""
    before: str
    after: str

    @property
    def equals(self) -> int:
        return self.name + len(self.before)

    @property
    def value(self) -> int:
        return self.equals + 1 + len(self.after)


def _own(entry: Anatomy) -> Layout | None:
    """The layout of one entry; None when it has no field that shows it."""
    found = [(_separator(entry, index), field, _around(entry, field)) for index, field in enumerate(entry.fields)]
    shown = [(separator, field, around) for separator, field, around in found if separator and around]
    if not shown:
        return None
    newline = line_end(entry.source.data[entry.start : entry.end]) if _on_lines(shown) else line_end(entry.source.data)
    lines = [_line(separator, entry.text(field.name), around) for separator, field, around in shown if around]
    first = entry.source.data[entry.fields[0].value.start]
    enclosed = [entry.source.data[field.value.start] for field in entry.fields]
    numbers = [byte for byte in enclosed if chr(byte).isdigit()]
    after = entry.source.slice(entry.last, entry.end - 1) if entry.is_closed else newline
    equals_at, values_at, right_at = _own_columns(lines)
    return Layout(
        newline=newline,
        separator=_most(separator for separator, _, _ in shown),
        before_equals=_gap_of([line.before for line in lines], equals_at),
        after_equals=_gap_of([line.after for line in lines], values_at),
        equals_at=equals_at,
        values_at=values_at,
        right_at=right_at,
        quotes=enclosed.count(ord('"')) > enclosed.count(ord("{")) or (first == ord('"') and len(enclosed) == 1),
        bare_numbers=bool(numbers),
        trailing_comma="," in after,
        name_case=_case(entry.text(field.name) for field in entry.fields),
        type_case=_case([entry.text(entry.type)]),
        closing=after.replace(",", "") if not after.replace(",", "").strip() else newline,
    )


def _on_lines(shown: Sequence[tuple[str, RawField, object]]) -> bool:
    return any("\n" in separator or "\r" in separator for separator, _, _ in shown)


def _separator(entry: Anatomy, index: int) -> str:
    """What stands before a field, when it is a comma and white space."""
    text = entry.source.slice(entry.before(index), entry.fields[index].name.start)
    return text if _SEPARATOR.fullmatch(text) else ""


def _around(entry: Anatomy, field: RawField) -> tuple[str, str] | None:
    """What stands before and after a field's `=`."""
    text = entry.source.slice(field.name.end, field.value.start)
    before, equals, after = text.partition("=")
    return (before, after) if equals and not text.strip("= \t") else None


def _line(separator: str, name: str, around: tuple[str, str]) -> _Line:
    indent = len(separator) - max(separator.rfind("\n"), separator.rfind("\r")) - 1
    return _Line(indent, len(name), *around)


def _gap_of(gaps: Sequence[str], column: int) -> str:
    """What stands at least on one side of `=`: in a column, the narrowest."""
    return min(gaps, key=len) if column else _most(gaps)


def _own_columns(lines: Sequence[_Line]) -> tuple[int, int, int]:
    """The column in which `=` or the values stand, when lines whose names differ in length share one."""
    indents = {line.indent for line in lines}
    if len(indents) == 1:
        if column := _column([(line.equals, line.name) for line in lines]):
            return column, 0, 0
        if column := _column([(line.value, line.equals + 1) for line in lines]):
            return 0, column, 0
    right = {line.indent + line.equals for line in lines}
    if len(right) == 1 and len(indents) > 1:
        return 0, 0, right.pop()
    return 0, 0, 0


def _column(lines: Sequence[tuple[int, int]]) -> int:
    """The column in which most stand, when all others are too long for it; 0 when there is none. (column, length)"""
    column = _most(at for at, _ in lines)
    lengths = {length for at, length in lines if at == column}
    if len(lengths) < 2 or any(at != column and length < column for at, length in lines):
        return 0
    return column


def _case(words: Iterable[str]) -> str:
    cases = ["upper" if word.isupper() else "lower" if word.islower() else "title" for word in words]
    return _most(cases, default="lower")
