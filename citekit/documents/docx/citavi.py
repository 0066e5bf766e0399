"""Citavi's citations: `ADDIN CitaviPlaceholder{…}`, in which base64 holds JSON with an entry for each work.

Layout of Citavi 6: `Entries`, each with `ReferenceId`, `PageRange`, `Prefix`, `Suffix`, `YearOnly`, `PersonOnly` and
`Reference`, the work. An object that stood before is `{"$ref": number}`.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from citekit.documents.packed.cslcodes import names_of, text, year_of
from citekit.documents.packed.works import Cited, Works
from citekit.model import Locator, Mode
from citekit.prose import read_locator

_BASE64 = re.compile(r"CitaviPlaceholder\s*\{?([A-Za-z0-9+/=\s_-]+)")
_YEAR = re.compile(r"\d{4}")


@cache
def _map() -> Mapping[str, Any]:
    return tomllib.loads((files("citekit.documents.docx") / "citavi.toml").read_text("utf-8"))


def read(code: str, data: str, works: Works) -> list[Cited]:
    """The works of a Citavi field. Raises ValueError when it is damaged."""
    found = _BASE64.search(code)
    if not found:
        raise ValueError("there is no base64 in it")
    try:
        placeholder = json.loads(base64.b64decode(found[1]).decode("utf-8-sig"))
    except (binascii.Error, ValueError, RecursionError):
        raise ValueError("its base64 does not hold JSON") from None
    known = dict(_numbered(placeholder))
    entries = placeholder.get("Entries") if isinstance(placeholder, dict) else None
    if isinstance(entries, dict):
        entries = entries.get("$values")
    cited = [_cited(entry, known, works) for entry in entries or () if isinstance(entry, dict)]
    if not cited:
        raise ValueError("it names no work")
    return cited


def _numbered(value: object) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Each object by its `$id`."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "$id" in one:
                yield text(one["$id"]), one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _object(value: object, known: Mapping[str, Mapping[str, object]]) -> Mapping[str, object]:
    """An object, or the one that it refers to."""
    if not isinstance(value, dict):
        return {}
    return known.get(text(value["$ref"]), {}) if "$ref" in value else value


def _list(value: object) -> list[object]:
    """A list, which Citavi writes plainly or as `{"$values": […]}`."""
    if isinstance(value, dict):
        value = value.get("$values")
    return value if isinstance(value, list) else []


def _cited(entry: Mapping[str, object], known: Mapping[str, Mapping[str, object]], works: Works) -> Cited:
    work = _object(entry.get("Reference"), known)
    item = _csl(work, known)
    names, year = names_of(item), year_of(item)
    identity = text(entry.get("ReferenceId")) or text(work.get("Id")) or json.dumps(item, sort_keys=True)
    own = text(work.get("BibTeXKey")) or text(work.get("CitationKey"))
    title = text(item.get("title"))
    key = works.key(f"citavi {identity}", names, year, title, own if " " not in own else "")
    if title:
        works.csl.setdefault(key, item)
    return Cited(
        key,
        names,
        year,
        _locator(_object(entry.get("PageRange"), known)),
        text(entry.get("Prefix")).strip(),
        text(entry.get("Suffix")).strip(" ,"),
        Mode.SUPPRESSED if entry.get("YearOnly") else Mode.NARRATIVE if entry.get("PersonOnly") else Mode.PARENTHETICAL,
    )


def _locator(pages: Mapping[str, object]) -> Locator | None:
    written = text(pages.get("OriginalString")).strip()
    if not written:
        return None
    locator, _ = read_locator(written)
    return locator or Locator("page", written)


def _csl(work: Mapping[str, object], known: Mapping[str, Mapping[str, object]]) -> dict[str, Any]:
    """A reference as a CSL item, by `citavi.toml`."""
    table = _map()
    item: dict[str, Any] = {"type": table["types"].get(text(work.get("ReferenceType")), "document")}
    for field, name in table["fields"].items():
        if value := text(work.get(field)).strip():
            item.setdefault(name, value)
    for field, role in table["people"].items():
        people = [_person(_object(one, known)) for one in _list(work.get(field))]
        if people := [person for person in people if person.get("family")]:
            item[role] = people
    for field, (inner, name) in table["named"].items():
        ones = _list(work.get(field)) or [work.get(field)]
        told = (text(_object(one, known).get(inner)).strip() for one in ones)
        if found := next(filter(None, told), ""):
            item.setdefault(name, found)
    if year := _YEAR.search(text(work.get("Year")) or text(work.get("Date"))):
        item["issued"] = {"date-parts": [[int(year[0])]]}
    return item


def _person(person: Mapping[str, object]) -> dict[str, str]:
    given = " ".join(filter(None, (text(person.get("FirstName")), text(person.get("MiddleName")))))
    found = {"family": text(person.get("LastName")).strip(), "given": given.strip()}
    return {name: value for name, value in found.items() if value}
