"""How the fields of an entry stand: lines, indents, the column of `=`, commas, the case of names."""

from __future__ import annotations

from citekit.edits.formatting.sheet import Part, Sheet
from citekit.edits.formatting.style import HouseStyle
from citekit.edits.formatting.wrapping import wrapped


def laid_out(entry: Sheet, style: HouseStyle, longest: int) -> Sheet:
    """The entry laid out; `longest` is the longest name of a field in its file."""
    entry = _cased(entry, style.case)
    entry = _on_lines(entry, style)
    entry = _aligned(entry, style.align, longest)
    entry = _comma(entry, style.trailing_commas)
    return entry if style.wrap is None else wrapped(entry, style.wrap)


def longest_name(entry: Sheet) -> int:
    """Characters of the longest name of a field; 0 without fields."""
    return max((len(one.name) for one in entry.fields), default=0)


def _cased(entry: Sheet, case: str) -> Sheet:
    change = {"lower": str.lower, "upper": str.upper, "title": str.capitalize}.get(case)
    if change is None:
        return entry
    # A letter that becomes two, or another one, would make another name of it.
    fields = tuple(_named(one, change(one.name)) if one.name.isascii() else one for one in entry.fields)
    return entry._replace(type=change(entry.type) if entry.type.isascii() else entry.type, fields=fields)


def _named(field: Part, name: str) -> Part:
    return field if field.name == name else field._replace(name=name)


def _on_lines(entry: Sheet, style: HouseStyle) -> Sheet:
    if (style.space is None and not style.tab) or not entry.fields:
        return entry
    separator = f",{entry.newline}" + ("\t" if style.tab else " " * (style.space or 0))
    comma = "," if "," in entry.closing else ""
    return entry._replace(
        head="@",
        opening=entry.opening.strip(),
        fields=tuple(Part(separator, one.name, one.around, one.value) for one in entry.fields),
        closing=f"{comma}{entry.newline}{entry.closing[-1]}",
    )


def _aligned(entry: Sheet, align: str, longest: int) -> Sheet:
    """`=` in one column. An entry whose fields do not begin lines has no columns, and is left."""
    if not align or (align != "none" and not all(map(_begins_line, entry.fields))):
        return entry
    columns = {"entry": longest_name(entry) + 1, "file": longest + 1, "none": 0}
    column = columns[align] if align in columns else int(align)
    return entry._replace(fields=tuple(_equals_at(one, column) for one in entry.fields))


def _equals_at(field: Part, column: int) -> Part:
    around = " " * max(1, column - len(field.name)) + "= "
    return Part(field.separator, field.name, around, field.value)


def _begins_line(field: Part) -> bool:
    return "\n" in field.separator or "\r" in field.separator


def _comma(entry: Sheet, wanted: bool | None) -> Sheet:
    """With a comma after the last field, or without."""
    if wanted is None or not entry.fields or wanted == ("," in entry.closing):
        return entry
    return entry._replace(closing=f",{entry.closing}" if wanted else entry.closing.replace(",", "", 1))
