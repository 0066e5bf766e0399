"""EndNote's XML: `<record>`s with elements for authors, titles, dates, in which `<style>` says how a text looks.

The map is `endnotexml.toml`. A type counts by its name, else by its number.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from citekit.fieldmaps import archives, elements, library, losses, markup, table, writing
from citekit.fieldmaps.problems import FIELD_NOT_READ, MALFORMED_XML
from citekit.fieldmaps.raw import RawEntry
from citekit.model import Entry, Library
from citekit.plugin import Format, Written
from citekit.source import ByteSource

_BEGINS = re.compile(rb"<records?[\s>]")
_LOOKED_AT = 64 * 1024


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("endnotexml.toml").read_text("utf-8"))


def _numbers() -> Mapping[str, int]:
    """The number of each reference type by its name."""
    numbers: dict[str, int] = _data()["numbers"]
    return numbers


def _order() -> list[str]:
    """The elements of an entry in the order of the document type."""
    order: list[str] = _data()["order"]["elements"]
    return order


def _table() -> table.Table:
    return table.load(__package__, "endnotexml.toml")


def _looks_like(data: bytes) -> bool:
    start = data[:_LOOKED_AT]
    return _BEGINS.search(start) is not None and b"<ref-type" in start


def read(source: ByteSource) -> Library:
    """The entries of an EndNote XML file and what is wrong with it."""
    parsed = markup.parse(source, frozenset({"record"}))
    raws = [_raw(element) for element in parsed.elements]
    return library.make_library(parsed.source, raws, _table(), MALFORMED_XML, found=parsed.diagnostics)


def _raw(element: markup.Element) -> RawEntry:
    raw = markup.flatten(element, through=frozenset({"style"}), marked={})
    kind = next(element.get("ref-type"), None)
    if kind is not None:
        named = kind.attributes.get("name", "").lower()
        by_number = {str(number): name for name, number in _numbers().items()}
        raw.type = named if named in _table().types else by_number.get(kind.text.strip(), named or kind.text.strip())
    archives.mark(raw, "accession-num", "remote-database-name")
    return raw


def write(entries: Sequence[Entry]) -> Written:
    """Entries as EndNote exports them, without styles of text."""
    made = [writing.to_tags(entry, _table()) for entry in entries]
    data = elements.document("<xml>\n<records>", [_branch(one) for one in made], "</records>\n</xml>")
    return Written(data, losses.found(made, data, read, _table()))


def _branch(tags: writing.Tags) -> elements.Branch:
    branch = elements.Branch("record")
    branch.add("ref-type", str(_numbers()[tags.type])).attributes["name"] = tags.type
    for path, value in archives.parted(tags.values, "accession-num", "remote-database-name"):
        branch.add(path, value)
        if path == "titles/secondary-title" and tags.type in _IN_PERIODICALS:
            branch.add("periodical/full-title", value)
    order = _order()
    branch.branches.sort(key=lambda one: order.index(one.segment))
    return branch


_IN_PERIODICALS = frozenset({"Journal Article", "Magazine Article", "Newspaper Article"})

FORMAT = Format("endnotexml", (".enx",), read, _looks_like, (MALFORMED_XML, FIELD_NOT_READ), write)
