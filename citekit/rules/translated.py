"""Quotations that are in another language than the work they are taken from."""

from __future__ import annotations

import re
from functools import cache

from citekit.model import Entry, Project
from citekit.prose.terms import language_of, languages
from citekit.rules.quoted import Quoted, works

_SAMPLE = 20_000
"""Characters of a kept text by which its language is told."""
_REACH = 300
_BEFORE = 150
"""Characters around the quotation in which the words that declare a translation may stand."""
_ALIKE = {"id", "ms"}
"""Malay and Indonesian, which a short text hardly tells apart."""
_NAMES = {
    "english": "en", "american": "en", "british": "en", "usenglish": "en", "ukenglish": "en", "inggris": "en",
    "indonesian": "id", "bahasa": "id", "bahasai": "id", "indonesia": "id", "malay": "ms", "bahasam": "ms",
    "german": "de", "ngerman": "de", "deutsch": "de", "austrian": "de", "naustrian": "de",
    "french": "fr", "francais": "fr", "français": "fr", "spanish": "es", "español": "es",
    "italian": "it", "italiano": "it", "portuguese": "pt", "brazilian": "pt", "dutch": "nl",
}  # fmt: skip
"""babel's and polyglossia's names of the shipped languages, and some by which people write them in `language`."""


def translated_from(found: Quoted, project: Project) -> Entry | None:
    """The work of a quotation, where both languages are known and differ; None where they do not, or are not known."""
    if not found.quotation.opened:
        return None
    mine = language_of(found.text)
    cited = works(found, project) if mine else ()
    theirs = [(_language(entry, project), entry) for entry in cited]
    if not theirs or any(not code or code == mine or {code, mine} == _ALIKE for code, _ in theirs):
        return None
    return theirs[0][1]


def is_declared(found: Quoted) -> bool:
    """Words such as *my translation* stand near the quotation."""
    text, start, end = found.document.text, found.quotation.start, found.quotation.end
    around = text[max(0, start - _BEFORE) : start] + " " + text[end : end + _REACH]
    return bool(_declaring().search(around))


def _language(entry: Entry, project: Project) -> str:
    text = project.texts.get(entry.key)
    if text and (code := language_of(text.text[:_SAMPLE])):
        return code
    said = (entry.text("langid") or entry.text("language")).strip().casefold()
    codes = {one.code for one in languages()}
    return _NAMES.get(said, said[:2] if said[:2] in codes and not said[2:3].isalpha() else "")


@cache
def _declaring() -> re.Pattern[str]:
    texts = {text for one in languages() for text in one.phrases.get("translation", ())}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(texts, key=len, reverse=True)))})", re.I)
