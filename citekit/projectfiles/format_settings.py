"""The house style of a project's bibliographies: the tables `[format]` and `[keys]` of citekit.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from citekit.messages import say
from citekit.projectfiles.fields import Fields

Setting = str | int | bool | tuple[str, ...]

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "standard": "true or false",
        "space": "number",
        "tab": "true or false",
        "align": "word",
        "blank-lines": "true or false",
        "trailing-commas": "true or false",
        "case": "lower, upper, title",
        "sort": "names",
        "sort-fields": "names",
        "enclose": "braces, quotes",
        "wrap": "number",
        "numeric": "true or false",
        "months": "true or false",
        "strip-enclosing-braces": "true or false",
        "enclosing-braces": "names",
        "escape": "true or false",
        "escape-ampersands": "true or false",
        "page-dashes": "true or false",
        "doi": "true or false",
        "encode-urls": "true or false",
        "drop-all-caps": "true or false",
        "remove-braces": "names",
        "max-authors": "number",
        "omit": "names",
        "remove-empty-fields": "true or false",
        "remove-dupe-fields": "true or false",
    }
)
"""The settings of `citekit format`, and what each can be."""

_EXAMPLES: Mapping[str, str] = MappingProxyType({"space": "2", "wrap": "80", "max-authors": "10"})


def format_settings(file: Fields) -> Mapping[str, Setting]:
    """What `[format]` says; what cannot be is noted and left out."""
    table = file.table("format", say("[format]"))
    if table is None:
        return MappingProxyType({})
    found = dict(_settings(table))
    table.finish(tuple(KINDS))
    return MappingProxyType(found)


def _settings(table: Fields) -> Iterator[tuple[str, Setting]]:
    for name, kind in KINDS.items():
        if name in table.values and (value := _setting(table, name, kind)) not in (None, "", ()):
            yield name, value


def _setting(table: Fields, name: str, kind: str) -> Setting | None:
    value = table.values[name]
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if kind == "names":
        return table.texts(name)
    if kind == "word":
        return str(value) if is_number else table.text(name)
    if kind == "number" and is_number:
        return int(str(value))
    if kind == "true or false" and isinstance(value, bool):
        return value
    if kind in ("number", "true or false"):
        example, expected = (_EXAMPLES[name], say("a number")) if kind == "number" else ("true", say("true or false"))
        table.expect(name, expected, say("write {name} = {example}", name=name, example=example))
        return None
    return table.word(name, kind.split(", "))


def key_pattern(file: Fields) -> str:
    """The pattern that `[keys]` names; whether it can be read, `citekit keys` says."""
    table = file.table("keys", say("[keys]"))
    if table is None:
        return ""
    pattern = table.text("pattern")
    table.finish(("pattern",))
    return pattern
