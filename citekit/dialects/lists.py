"""Lists: parted by "and" in biblatex, by "; " in BibTeX."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate

from citekit.dialects.fields import Fields
from citekit.dialects.tables import LISTS
from citekit.model import Field

_AND = re.compile(r"[{}]|(?<=\s)and(?=\s)")
_SEMICOLON = re.compile(r"[{}]|(?<!\s);(?=\s)")
_MARKS = {_AND: " and ", _SEMICOLON: "; "}
_BRACE = re.compile(r"[{}]")
_NO_BRACES = {ord("{"): None, ord("}"): None}
_ENTITY = re.compile(r"(?<!\\)&(?:amp|lt|gt|quot|apos|nbsp|#\w+)$")


def _outside_braces(value: str, separator: re.Pattern[str]) -> list[str]:
    """What a separator parts where it stands in no braces."""
    depth = start = 0
    parts: list[str] = []
    for match in separator.finditer(value):
        if match[0] in "{}":
            depth = max(depth + (1 if match[0] == "{" else -1), 0)
        elif not depth and not _ENTITY.search(value, max(0, match.start() - 12), match.start()):
            parts.append(value[start : match.start()].strip())
            start = match.end()
    return [*parts, value[start:].strip()]


def _is_group(value: str) -> bool:
    """Is it all in one pair of braces?"""
    if len(value) < 2 or value[0] != "{" or value[-1] != "}":
        return False
    depth = 0
    for match in _BRACE.finditer(value):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.end() == len(value)
    return False


def _unprotected(item: str, separator: re.Pattern[str]) -> str:
    """An item without the braces that keep a separator in it from parting it."""
    inside = item[1:-1] if _is_group(item) else item
    return inside if len(_outside_braces(inside, separator)) > 1 else item


def _protected(item: str, separator: re.Pattern[str]) -> str:
    return f"{{{item}}}" if len(_outside_braces(item, separator)) > 1 else item


def lists_to_biblatex(fields: Fields) -> None:
    """Semicolons become "and", and an item with that word gets braces."""
    for name in LISTS & fields.keys():
        _list(fields, name, _SEMICOLON, _AND)


def lists_to_bibtex(fields: Fields) -> None:
    """The way back."""
    for name in LISTS & fields.keys():
        _list(fields, name, _AND, _SEMICOLON)


def _list(fields: Fields, name: str, old: re.Pattern[str], new: re.Pattern[str]) -> None:
    """Parts a list otherwise. In plain text lists are always parted by "; "."""
    found = fields[name]
    if not found.tex:
        return
    values = _outside_braces(found.value, old)
    texts = _texts(found.text, values, old)
    written = (_protected(_unprotected(value, old), new) for value in values)
    fields[name] = replace(found, value=_MARKS[new].join(written), text=_MARKS[new].join(texts))


def _texts(text: str, values: list[str], separator: re.Pattern[str]) -> list[str]:
    """The text of each item; all in one where it cannot be told apart."""
    words = _outside_braces(text, separator)
    # An item in braces may hold the separator too, and the text does not show the braces.
    counts = [len(_outside_braces(value.translate(_NO_BRACES), separator)) for value in values]
    if sum(counts) != len(words):
        return [text]
    ends = accumulate(counts)
    return [_MARKS[separator].join(words[end - count : end]) for count, end in zip(counts, ends, strict=True)]


def values(value: str) -> list[str]:
    """The items of a list that is TeX, as TeX: what "and" parts outside braces."""
    return _outside_braces(value, _AND)


def items(field: Field) -> tuple[str, ...]:
    """The items of a list, in biblatex's vocabulary, as text.

    In TeX "and" parts them, outside braces; in plain text "; " does.
    """
    parts = _texts(field.text, _outside_braces(field.value, _AND), _AND) if field.tex else field.text.split("; ")
    return tuple(filter(None, (part.strip() for part in parts)))
