"""OpenDocument texts: their words with places, the reference marks of Zotero, Mendeley and JabRef, and the word
processor's own citations with the works that they carry.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from citekit.documents.odt.body import CONTENTS, LIST, OWN_MARK, PREFIXES, Body
from citekit.documents.odt.properties import language, marks
from citekit.documents.packed import cslcodes
from citekit.documents.packed.archive import open_archive
from citekit.documents.packed.making import Codes, make, unread
from citekit.documents.packed.problems import PROBLEMS, Unread
from citekit.documents.packed.works import Cited, Works
from citekit.documents.packed.xmlevents import tell
from citekit.messages import say
from citekit.model import Document
from citekit.plugin import DocumentFormat
from citekit.source import ByteSource

_TEXT = "content.xml"
_BEGINNING = 4096
"""Bytes in which a flat file shows what it is."""
_CSL = re.compile(r"(?:ZOTERO_ITEM|(?:ZOTERO_ITEM\s+)?CSL_CITATION)\b")
# JabRef's marks: JABREF_key1,key2 CID_1 and a random word; before version 5 JR_cite_1_key1,key2.
_JABREF = re.compile(r"JABREF_(?P<keys>\S+(?:,\s?\S+)*?)\s+CID_\d+|JR_cite\d?_\d+_(?P<old>\S+)")
_LIST = re.compile(rf"{LIST}\Z|ZOTERO_BIBL|.*CSL_BIBLIOGRAPHY|JR_bib|JABREF_bib|Mendeley Bibliography")
_YEAR = re.compile(r"\d{4}")


def read(source: ByteSource) -> Document:
    """The document of an OpenDocument text. Never raises: one that cannot be read has no text and one finding."""
    try:
        return _read(source)
    except Unread as why:
        return unread(source.path, "odt", why)


def _read(source: ByteSource) -> Document:
    text, meta, styles = _parts(source.data)
    body = Body(marks(meta))
    tell(text, body, PREFIXES)
    works = Works()
    own = [_csl(mark) for mark in body.own]
    codes = Codes(lambda code, data, works: _cited(code, works, own), _is_list, _is_no_prose)
    return make(source.path, "odt", body.flow, works, codes, language(styles))


def _parts(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Text, properties and styles: parts of a packed file, or all in one flat file of XML."""
    if b"<office:document " in data[:_BEGINNING]:
        return data, data, data
    archive = open_archive(data)
    if _TEXT not in archive.names:
        raise Unread(say("it is no OpenDocument text: it has no text"))
    if b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise Unread(say("it is protected by a password"), say("save it without a password"))
    return archive.part(_TEXT), archive.part("meta.xml"), archive.part("styles.xml")


def _is_list(code: str) -> bool:
    return _LIST.match(code) is not None


def _is_no_prose(code: str) -> bool:
    return code == CONTENTS


def _cited(code: str, works: Works, own: list[dict[str, Any]]) -> list[Cited]:
    """The works of a mark; `own` are those of the word processor's own marks. Raises ValueError when damaged."""
    if _CSL.match(code):
        return cslcodes.read(code, works)
    if code.startswith(OWN_MARK):
        work = own[int(code.removeprefix(OWN_MARK))]
        return [_own(work, works)] if work.get("id") else []
    found = _JABREF.match(code)
    return list(_jabref(found)) if found else []


def _own(work: dict[str, Any], works: Works) -> Cited:
    names, year = cslcodes.names_of(work), cslcodes.year_of(work)
    key = works.key(f"mark {work['id']}", names, year, cslcodes.text(work.get("title")), work["id"])
    works.csl.setdefault(key, work)
    return Cited(key, names, year)


def _jabref(found: re.Match[str]) -> Iterator[Cited]:
    for key in (found["keys"] or found["old"] or "").split(","):
        if key.strip():
            yield Cited(key.strip())


@cache
def _map() -> Mapping[str, Any]:
    return tomllib.loads((files("citekit.documents.odt") / "marks.toml").read_text("utf-8"))


def _csl(mark: Mapping[str, str]) -> dict[str, Any]:
    """What a mark of the word processor's own says of its work, as a CSL item."""
    table = _map()
    told = {name.removeprefix("text:"): value.strip() for name, value in mark.items() if value.strip()}
    item: dict[str, Any] = {"type": table["types"].get(told.get("bibliography-type", ""), "document")}
    for name, field in table["fields"].items():
        if name in told:
            item.setdefault(field, told[name])
    for name, role in table["people"].items():
        if name in told:
            item[role] = [_person(one) for one in re.split(r"\s*;\s*|\s+and\s+", told[name]) if one]
    if year := _YEAR.search(told.get("year", "")):
        item["issued"] = {"date-parts": [[int(year[0])]]}
    return item


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    if comma:
        return {"family": family.strip(), "given": given.strip()}
    given, _, family = name.rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": name}


FORMAT = DocumentFormat("odt", (".odt", ".ott", ".fodt"), read_bytes=read, problems=PROBLEMS)
