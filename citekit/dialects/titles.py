"""Titles with subtitles, and editions."""

from __future__ import annotations

import re
from dataclasses import replace

from citekit.dialects.fields import Fields, worded
from citekit.dialects.languages import language_of
from citekit.dialects.tables import EDITIONS

_ENDS_TITLE = ("?", "!", ".")


def join_title(fields: Fields, title: str, subtitle: str) -> None:
    """`Title` with `Subtitle` becomes `Title: Subtitle`; the subtitle also stays."""
    whole, part = fields.get(title), fields.get(subtitle)
    if whole and part and whole.text and part.text and whole.tex == part.tex:
        mark = " " if whole.text.endswith(_ENDS_TITLE) else ": "
        value, text = whole.value.rstrip() + mark + part.value, whole.text + mark + part.text
        fields[title] = replace(whole, value=value, text=text)


def part_title(fields: Fields, title: str, subtitle: str) -> None:
    """A title that ends in the subtitle that stands beside it loses it."""
    whole, part = fields.get(title), fields.get(subtitle)
    if whole and part and part.text and whole.tex == part.tex:
        value, text = _before(whole.value, part.value), _before(whole.text, part.text)
        if value and text:
            fields[title] = replace(whole, value=value, text=text)


def _before(whole: str, part: str) -> str:
    """What stands before a subtitle; empty when the title does not end in it. Braces only protect capitals."""
    at = len(whole)
    for character in reversed(part.translate(_NO_BRACES)):
        at -= 1
        while at >= 0 and whole[at] in "{}":
            at -= 1
        if at < 0 or whole[at] != character:
            return ""
    before = whole[:at].rstrip("{")
    if before.endswith(": "):
        return before.removesuffix(": ")
    title = before.removesuffix(" ")
    return title if title != before and title.rstrip("}").endswith(_ENDS_TITLE) else ""


_NO_BRACES = {ord("{"): None, ord("}"): None}
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)", re.I)
_EDITION_OF = {word.lower(): str(number) for number, word in enumerate(EDITIONS, 1)}


def edition_to_biblatex(fields: Fields) -> None:
    """A number for an ordinal: `Second`, `2nd`."""
    found = fields.get("edition")
    if found:
        text = found.text.lower()
        ordinal = _ORDINAL.fullmatch(text)
        number = ordinal[1] if ordinal else _EDITION_OF.get(text)
        if number:
            fields["edition"] = worded(found, number)


def edition_to_bibtex(fields: Fields) -> None:
    """English words for a number, unless the work is to be printed in another language."""
    found = fields.get("edition")
    if found and found.text.isdecimal() and language_of(fields).split("-")[0] in ("", "en"):
        number = int(found.text[:4])
        if 1 <= number <= len(EDITIONS):
            fields["edition"] = worded(found, EDITIONS[number - 1])
