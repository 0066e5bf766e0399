"""Reads reading-list.toml: works in sections, chosen for a reader."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.messages import say
from citekit.model import ReadingItem, ReadingList, Section
from citekit.projectfiles import toml
from citekit.projectfiles.fields import Fields
from citekit.projectfiles.problems import MALFORMED_LIST, UNKNOWN_LIST_FIELD, WRONG_LIST_VALUE
from citekit.projectfiles.vocabulary import IMPORTANCES, LOCATORS
from citekit.source import TextSource

FILE_FIELDS = ("title", "note", "section")
SECTION_FIELDS = ("title", "note", "item")
ITEM_FIELDS = ("key", "importance", "note", *LOCATORS)


def read(source: TextSource) -> ReadingList:
    """Reads a reading list; what is wrong with it is in its diagnostics."""
    read_toml = toml.read(source, MALFORMED_LIST)
    found = list(read_toml.diagnostics)
    file = Fields(read_toml, (), read_toml.values, "a reading list", WRONG_LIST_VALUE, UNKNOWN_LIST_FIELD, found)
    sections = tuple(map(_section, file.tables("section", say("a section"))))
    title, note = file.text("title"), file.text("note")
    file.finish(FILE_FIELDS)
    return ReadingList(source.path, title, sections, note, tuple(found))


def _section(fields: Fields) -> Section:
    section = Section(fields.text("title"), tuple(_items(fields)), fields.text("note"), fields.span)
    fields.finish(SECTION_FIELDS)
    return section


def _items(fields: Fields) -> Iterator[ReadingItem]:
    """The items of a section; one without a key is left out."""
    for item in fields.tables("item", say("an item")):
        key = item.needed("key", '"…", the key of a work in the library')
        made = ReadingItem(
            key=key,
            span=item.place("key"),
            importance=item.word("importance", IMPORTANCES),
            locator=item.locator(),
            note=item.text("note"),
        )
        item.finish(ITEM_FIELDS)
        if key:
            yield made
