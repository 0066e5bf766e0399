"""The codes by which reference managers mark a citation or the list of references in Word."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable

from citekit.documents.docx import citavi, endnote, word
from citekit.documents.packed import cslcodes
from citekit.documents.packed.works import Cited, Works

_CONTROL = "MENDELEY_CITATION_v3_"


def _csl(code: str, data: str, works: Works) -> list[Cited]:
    return cslcodes.read(code, works)


def _mendeley_cite(code: str, data: str, works: Works) -> list[Cited]:
    """The tag of a content control of Mendeley Cite: the JSON in base64."""
    try:
        return cslcodes.read(base64.b64decode(code.removeprefix(_CONTROL)).decode("utf-8", "replace"), works)
    except binascii.Error:
        raise ValueError("its base64 is damaged") from None


_PROGRAMS: tuple[tuple[re.Pattern[str], Callable[[str, str, Works], list[Cited]]], ...] = (
    # Zotero, documentation/word_field_codes; in bookmarks the same without ADDIN.
    (re.compile(r"(?:ADDIN\s+)?ZOTERO_ITEM\b"), _csl),
    # Mendeley Desktop, and before 2011 with a number of the citation's own.
    (re.compile(r"(?:ADDIN\s+)?(?:Mendeley\s+Citation\S*\s+)?CSL_CITATION\b"), _csl),
    (re.compile(_CONTROL), _mendeley_cite),
    (re.compile(r"ADDIN\s+EN\.CITE(?![.\w])"), endnote.read),
    (re.compile(r"ADDIN\s+CitaviPlaceholder"), citavi.read),
    (re.compile(r"CITATION\s"), word.read),
)
_LIST = re.compile(
    r"(?:ADDIN\s+)?(?:ZOTERO_BIBL|Mendeley\s+Bibliography|EN\.REFLIST|CITAVI[ .]?BIBLIOGRAPHY)|BIBLIOGRAPHY\b"
    r"|MENDELEY_BIBLIOGRAPHY|CSL_BIBLIOGRAPHY",
    re.I,
)
_NO_PROSE = re.compile(r"(?:TOC|INDEX|TOA)\b")


def is_list(code: str) -> bool:
    """Is this the code of a list of references that a program has made?"""
    return _LIST.match(code) is not None


def is_no_prose(code: str) -> bool:
    """Is this the code of a table of contents, or of another list that repeats what stands elsewhere?"""
    return _NO_PROSE.match(code) is not None


def cited(code: str, data: str, works: Works) -> list[Cited]:
    """The works that a code cites; none when it is no citation's. Raises ValueError when it is damaged."""
    for pattern, read in _PROGRAMS:
        if pattern.match(code):
            return read(code, data, works)
    return []
