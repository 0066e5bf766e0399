"""An entry as pybtex's styles expect one: their types and field names, and nothing that would be seen left out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.I)


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(files("citekit.styles").joinpath("types.toml").read_text("utf-8"))


def adapted(type: str, fields: Mapping[str, str], year: str) -> tuple[str, dict[str, str]]:
    """The type and fields to give to a style; `year` is what the entry's date comes to.

    >>> adapted("report", {"title": "A", "location": "Bandung"}, "1997")
    ('techreport', {'title': 'A', 'location': 'Bandung', 'address': 'Bandung', 'year': '1997'})
    """
    made = {name: value for name, value in fields.items() if value}
    kind = _kind(type, made)
    _rename(kind, made)
    _with_subtitles(made)
    if year:
        made.setdefault("year", year)
    _thesis_type(type, made)
    _identifiers(made)
    if kind in _tables()["shown"]["types"]:
        _show(made)
    return kind, made


def _kind(type: str, fields: Mapping[str, str]) -> str:
    if type == "inbook" and "booktitle" in fields:
        # biblatex's: a part with a title of its own. BibTeX's has only the book's.
        return "incollection"
    if type == "mastersthesis" and "type" in fields:
        return "phdthesis"
    kind: str = _tables()["types"].get(type, type)
    return kind


def _rename(kind: str, fields: dict[str, str]) -> None:
    tables = _tables()
    for ours, theirs in (*tables["fields"].items(), *tables["fields-of"].get(kind, {}).items()):
        if ours in fields:
            fields.setdefault(theirs, fields[ours])


_SUBTITLES = (("title", "subtitle"), ("booktitle", "booksubtitle"), ("journal", "journalsubtitle"))


def _with_subtitles(fields: dict[str, str]) -> None:
    for name, sub in _SUBTITLES:
        if name in fields and sub in fields:
            fields[name] = f"{fields[name]}: {fields.pop(sub)}"


def _thesis_type(type: str, fields: dict[str, str]) -> None:
    if "type" in fields:
        fields["type"] = _tables()["type-words"].get(fields["type"].lower(), fields["type"])
    elif type == "thesis":
        # The style would call it a PhD thesis, which nobody said.
        fields["type"] = "Thesis"


def _identifiers(fields: dict[str, str]) -> None:
    if "doi" in fields:
        fields["doi"] = _DOI.sub("", fields["doi"], count=1)
    archive = fields.get("eprinttype", fields.get("archiveprefix", "arxiv"))
    if "eprint" in fields and archive.lower() != "arxiv":
        # The styles would take it for arXiv's and link it there.
        _add(fields, "note", f"{archive}:{fields.pop('eprint')}")


def _show(fields: dict[str, str]) -> None:
    seen: list[str] = []
    for name in _tables()["shown"]["fields"]:
        value = fields.get(name, "")
        if name == "version" and value:
            value = f"version {value}"
        if value and value not in seen:
            seen.append(value)
    if seen:
        _add(fields, "howpublished", ", ".join(seen))


def _add(fields: dict[str, str], name: str, value: str) -> None:
    fields[name] = f"{fields[name]}, {value}" if fields.get(name) else value
