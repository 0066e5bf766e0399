"""Changing the fields of an entry that is being made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from citekit.model import Entry, Field

Fields = dict[str, Field]


def text_in(fields: Mapping[str, Field], name: str) -> str:
    """The text of a field; empty when there is none."""
    found = fields.get(name)
    return found.text if found else ""


def add(entry: Entry, fields: Fields, name: str, text: str) -> None:
    """A field that stands nowhere in the file."""
    fields[name] = Field(name, text, text, entry.span)


def worded(found: Field, text: str, name: str = "") -> Field:
    """A field with another text, in which nothing needs to be written as TeX."""
    return replace(found, name=name or found.name, value=text, text=text)


def rename(fields: Fields, names: Mapping[str, str]) -> None:
    """Fields keep their order. One whose new name is taken keeps its own, or goes when it says the same."""
    renamed: Fields = {}
    for name, found in fields.items():
        new = names.get(name, name)
        if new != name and new in fields:
            if fields[new].value == found.value:
                continue
            new = name
        renamed.setdefault(new, found if new == name else replace(found, name=new))
    fields.clear()
    fields.update(renamed)


def put_in_place(fields: Fields, name: str, *made: Field) -> None:
    """Puts these fields in the place of one."""
    items = list(fields.items())
    fields.clear()
    for old, found in items:
        fields.update({one.name: one for one in made} if old == name else {old: found})
