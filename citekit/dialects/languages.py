"""babel's names of languages and BCP 47's tags."""

from __future__ import annotations

import re
from collections.abc import Mapping

from citekit.dialects.tables import LANGUAGES
from citekit.model import Entry, Field

_TAG_OF = {name.lower(): tag for name, tag in LANGUAGES.items()}
_NAME_OF = {tag.lower(): name for name, tag in reversed(LANGUAGES.items())}
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def language(entry: Entry) -> str:
    """The language of a work as a BCP 47 tag, from `langid` or `language`; empty when it is not known."""
    return language_of(dict(entry.fields))


def language_of(fields: Mapping[str, Field]) -> str:
    """The same, from the fields."""
    said = [fields[name].text.strip() for name in ("langid", "hyphenation", "language") if name in fields]
    return next(filter(None, map(language_tag, said)), "")


def language_tag(name: str) -> str:
    """The BCP 47 tag for a name of babel's or a tag; empty for another word.

    >>> language_tag("ngerman"), language_tag("en_US"), language_tag("klingon")
    ('de', 'en-US', '')
    """
    known = _TAG_OF.get(name.lower().removeprefix("lang"), "")
    return known or (name.replace("_", "-") if _TAG.fullmatch(name) else "")


def langid(tag: str) -> str:
    """babel's name for a BCP 47 tag, or for the language alone where it has none for the region; else empty.

    >>> langid("en-GB"), langid("es-PE"), langid("tlh")
    ('british', 'spanish', '')
    """
    return _NAME_OF.get(tag.lower()) or _NAME_OF.get(tag.lower().split("-")[0], "")
