r"""Word's own citations: ` CITATION Hol95 \p 4 \l 1033 \m Pla79 `, and the works in a part of their own.

Switches ([MS-OI29500] and ECMA-376 part 1, 17.16.5.9): `\f` prefix, `\s` suffix, `\p` pages, `\v` volume, `\n` no
author, `\m` one more work, `\l` language, `\t` no title, `\y` no year. The works are those of ECMA-376 part 1, 22.6.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from citekit.documents.packed.problems import Unread
from citekit.documents.packed.works import Cited, Works
from citekit.documents.packed.xmlevents import tell
from citekit.model import Locator, Mode
from citekit.prose import read_locator

BIBLIOGRAPHY = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
STRICT_BIBLIOGRAPHY = "http://purl.oclc.org/ooxml/officeDocument/bibliography"
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|(\\[a-z])(?![A-Za-z])|([^\s"]+)|"')
_YEAR = re.compile(r"\d{4}")


@cache
def _map() -> Mapping[str, Any]:
    return tomllib.loads((files("citekit.documents.docx") / "word.toml").read_text("utf-8"))


# ------------------------------------------------------------------------------------------------- the citations


def read(code: str, data: str, works: Works) -> list[Cited]:
    """The works of a CITATION field; what its sources say of them is taken from `works`. ValueError without a key."""
    found: list[dict[str, str]] = []
    switch = r"\m"
    for plain, quoted in _tokens(code):
        if quoted or not plain.startswith("\\"):
            if switch == r"\m":
                found.append({r"\m": plain})
            elif found and switch:
                found[-1][switch] = plain
            switch = ""
        elif plain in (r"\n", r"\y", r"\t"):
            if found:
                found[-1][plain] = plain
            switch = ""
        else:
            switch = plain
    if not found:
        raise ValueError("it names no work")
    return [_cited(one, works) for one in found]


def _tokens(code: str) -> Iterator[tuple[str, bool]]:
    """The words and switches after the field's name, and whether each stands in quotation marks."""
    for token in _TOKEN.finditer(code.strip().partition(" ")[2]):
        if token[1] is not None:
            yield token[1].replace('\\"', '"'), True
        elif token[2] or token[3]:
            yield token[2] or token[3], False


def _cited(told: Mapping[str, str], works: Works) -> Cited:
    tag = told[r"\m"]
    work = works.csl.get(tag, {})
    people: Any = work.get("author") or work.get("editor") or ()
    issued: Any = work.get("issued") or {}
    return Cited(
        tag,
        tuple(person.get("family") or person.get("literal", "") for person in people),
        str(issued["date-parts"][0][0]) if issued else "",
        _locator(told),
        told.get(r"\f", "").strip(),
        told.get(r"\s", "").strip(" ,"),
        Mode.SUPPRESSED if r"\n" in told else Mode.PARENTHETICAL,
    )


def _locator(told: Mapping[str, str]) -> Locator | None:
    if pages := told.get(r"\p", "").strip():
        locator, _ = read_locator(pages)
        return locator or Locator("page", pages)
    return Locator("volume", told[r"\v"]) if told.get(r"\v") else None


# --------------------------------------------------------------------------------------------------- the sources


def sources(data: bytes) -> dict[str, dict[str, Any]]:
    """The works of a part with `<b:Sources>`, as CSL items by their tags. Nothing when it is no such part."""
    told = _Sources()
    try:
        tell(data, told, {BIBLIOGRAPHY: "b", STRICT_BIBLIOGRAPHY: "b"})
    except Unread:
        return {}
    return {one["id"]: one for one in map(_csl, told.found) if one.get("id")}


class _Sources:
    """The texts of each source by element; its people by role."""

    def __init__(self) -> None:
        self.found: list[dict[str, Any]] = []
        self._path: list[str] = []
        self._text: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "b:Source":
            self.found.append({"people": {}})
        elif name == "b:Person" and self.found and len(self._path) > 4:
            self._people().append({})
        self._path.append(name)
        self._text.clear()

    def end(self, name: str) -> None:
        self._path.pop()
        written = " ".join("".join(self._text).split())
        self._text.clear()
        if not self.found or not written or len(self._path) < 2:
            return
        parent = self._path[-1]
        if parent == "b:Source":
            self.found[-1].setdefault(name, written)
        elif parent == "b:Person" and len(self._path) > 5 and self._people():
            self._people()[-1][name] = written
        elif name == "b:Corporate" and len(self._path) > 3:
            self._people().append({name: written})

    def text(self, text: str) -> None:
        self._text.append(text)

    def _people(self) -> list[dict[str, str]]:
        """Those of the role that is open: b:Sources, b:Source, b:Author, the role."""
        people: list[dict[str, str]] = self.found[-1]["people"].setdefault(self._path[3], [])
        return people


def _csl(source: Mapping[str, Any]) -> dict[str, Any]:
    """A source as a CSL item, by `word.toml`."""
    table = _map()
    item: dict[str, Any] = {"type": table["types"].get(source.get("b:SourceType", ""), "document")}
    for name, field in table["fields"].items():
        if value := source.get(f"b:{name}"):
            item.setdefault(field, value)
    for name, role in table["people"].items():
        if people := [_person(person) for person in source["people"].get(f"b:{name}", ()) if person]:
            item.setdefault(role, people)
    if year := _YEAR.search(source.get("b:Year", "")):
        item["issued"] = {"date-parts": [[int(year[0])]]}
    return item


def _person(person: Mapping[str, str]) -> dict[str, str]:
    if body := person.get("b:Corporate"):
        return {"literal": body}
    given = " ".join(filter(None, (person.get("b:First"), person.get("b:Middle"))))
    return {"family": person.get("b:Last", ""), "given": given} if given else {"family": person.get("b:Last", "")}
