"""How values are written: in braces, in quotes, bare; with braces round all of them or without."""

from __future__ import annotations

import re

from citekit.edits.formatting.sheet import Part
from citekit.edits.formatting.style import HouseStyle
from citekit.formats.bibtex.blocks import Place
from citekit.formats.bibtex.layout import has_quote
from citekit.formats.bibtex.name_fields import NAME_FIELDS
from citekit.formats.bibtex.values import VERBATIM, pieces

_NUMBER = re.compile(r"0|[1-9][0-9]*")


def stripped(field: Part, style: HouseStyle) -> Part:
    """The field without braces round all of its value, when the style says so; a name in them is that of a body."""
    name = field.name.lower()
    if not style.strip_enclosing_braces or name in style.enclosing_braces or name in NAME_FIELDS:
        return field
    return field._replace(value=_stripped(field.value))


def enclosed(field: Part, style: HouseStyle) -> Part:
    """The field with its value enclosed as the style says."""
    name = field.name.lower()
    value = field.value
    if style.numeric and name not in VERBATIM:
        value = _bare(value)
    # Before, since what is in two pairs of braces can be in quotation marks; and after, for what was bare until then.
    value = _doubled(value) if name in style.enclosing_braces else value
    value = _pieces_enclosed(value, style) if style.enclose else value
    value = _doubled(value) if name in style.enclosing_braces else value
    return field if value == field.value else field._replace(value=value)


def split(value: str) -> list[str]:
    """The pieces of a value and what stands between them, in turn."""
    if "#" not in value:
        return ["", value, ""]
    data = value.encode("utf-8", "surrogateescape")
    found, done = [], 0
    for place in pieces(data, Place(0, len(data))):
        found += [data[done : place.start], data[place.start : place.end]]
        done = place.end
    return [piece.decode("utf-8", "surrogateescape") for piece in (*found, data[done:])]


def inside(value: str) -> str | None:
    """What a value that is one piece in braces or quotes has inside; None for another."""
    if value[:1] not in ("{", '"') or len(value) < 2 or len(split(value)) != 3:
        return None
    return value[1:-1]


def _pieces_enclosed(value: str, style: HouseStyle) -> str:
    if value[:1] == "{" and "#" not in value and style.enclose == "braces":
        return value
    parts = split(value)
    parts[1::2] = [_enclosed(piece, style) for piece in parts[1::2]]
    return "".join(parts)


def _enclosed(piece: str, style: HouseStyle) -> str:
    """One piece in the braces or quotes asked for; the name of a string stays, and so does what quotes would end."""
    is_number = piece.isascii() and piece.isdigit()
    tex = piece if is_number else piece[1:-1]
    if (style.numeric and _NUMBER.fullmatch(piece)) or (not is_number and piece[:1] not in ("{", '"')):
        return piece
    if style.enclose == "braces":
        return f"{{{tex}}}"
    return piece if has_quote(tex) else f'"{tex}"'


def _bare(value: str) -> str:
    """A number without braces or quotes; one that begins with a zero is a name of something, and keeps them."""
    tex = inside(value)
    return tex if tex is not None and _NUMBER.fullmatch(tex) else value


def _stripped(value: str) -> str:
    """A value without braces round all of it, besides those that every value may have."""
    tex = inside(value)
    while tex is not None and _is_group(tex):
        tex = tex[1:-1]
    return value if tex is None or (value[0] == '"' and has_quote(tex)) else f"{value[0]}{tex}{value[-1]}"


def _doubled(value: str) -> str:
    """A value with braces round all of it besides, which keep its capitals."""
    tex = inside(value)
    return value if not tex or _is_group(tex) else f"{value[0]}{{{tex}}}{value[-1]}"


def _is_group(tex: str) -> bool:
    """Is it one group, from its first brace to its last?"""
    if not tex.startswith("{") or not tex.endswith("}"):
        return False
    depth = 0
    for at, character in enumerate(tex):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if not depth:
            return at == len(tex) - 1
    return False
