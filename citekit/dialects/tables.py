"""How BibTeX and biblatex say the same thing: `dialects.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_TABLE = tomllib.loads(files(__package__).joinpath("dialects.toml").read_text("utf-8"))
ALIASES: dict[str, str] = _TABLE["aliases"]
IMPLIED: dict[str, str] = _TABLE["implied"]
BIBTEX_TYPES: dict[str, str] = _TABLE["bibtex"]
ONLY_BIBLATEX = frozenset(BIBTEX_TYPES) - frozenset(BIBTEX_TYPES.values())
_FIELDS: dict[str, str] = _TABLE["fields"]
TO_BIBLATEX: dict[str, str] = {**_FIELDS, **_TABLE["fields-only-read"]}
TO_BIBTEX: dict[str, str] = {new: old for old, new in _FIELDS.items()}
TO_BIBTEX_BUT_SCHOOL = {new: old for new, old in TO_BIBTEX.items() if old != "school"}
SUBTITLES: dict[str, str] = _TABLE["subtitles"]
LISTS: frozenset[str] = frozenset(_TABLE["lists"]["names"])
"""Fields that biblatex takes for lists."""
TYPE_WORDS: dict[str, str] = _TABLE["type-words"]
TYPE_KEYS = {words: key for key, words in TYPE_WORDS.items()}
DOCTORAL: list[str] = _TABLE["doctoral"]["words"]
EDITIONS: list[str] = _TABLE["editions"]["words"]
LANGUAGES: dict[str, str] = _TABLE["languages"]
