"""Words by which rules on bibliographies know what they read: `vocabulary.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from citekit.entrytypes import known_types

_TABLE = tomllib.loads(files(__package__).joinpath("vocabulary.toml").read_text("utf-8"))


def _words(table: str, name: str) -> frozenset[str]:
    return frozenset(_TABLE[table][name].split())


STANDARD_FIELDS = _words("fields", "bibtex") | _words("fields", "biblatex")
"""Fields that BibTeX's or biblatex's own styles know."""
PROGRAMS_FIELDS = _words("fields", "programs")
"""Fields that programs and publishers write, which styles pass over."""
PASSED_OVER = tuple(_TABLE["fields"]["passed-over"])
"""How names of fields begin that people and programs keep out of the way of styles."""
TYPES = known_types() | _words("types", "programs")
"""Types of entries that BibTeX, biblatex or a program knows."""
STANDARD_TYPES = known_types()
"""Types of entries that BibTeX or biblatex knows."""
TITLES = _words("names", "titles")
"""Titles before a person's name, in small letters, without full stops."""
DEGREES = _words("names", "degrees")
"""Degrees behind a person's name, in small letters, without full stops."""
BODIES = _words("names", "bodies")
"""Words that only names of bodies have, in small letters."""
OTHERS = frozenset(_TABLE["names"]["others"])
"""What stands for people who are not named, in small letters, without full stops."""
OTHER_AND = _words("names", "other-and")
"""Words for "and" in other languages, which BibTeX takes for a part of a name."""
NO_YEAR = frozenset(_TABLE["years"]["words"])
"""What may stand in place of a year, in small letters, without full stops."""
NUMERALS = _words("titles", "numerals")
"""Roman numerals, which are no acronyms."""
PAGES = _words("pages", "words")
"""Words for pages before their numbers, in small letters."""
HIDDEN = tuple(_TABLE["fields"]["hidden"])
"""What is put before the name of a field to hide it from styles."""
POPULAR_SITES = _words("popular", "sites")
"""Hosts of pages by anybody, without what stands before them."""
OPEN_ENCYCLOPAEDIAS = frozenset(_TABLE["popular"]["encyclopaedias"])
FORTHCOMING = frozenset(_TABLE["forthcoming"]["words"])
"""What says that a work is still to come, in small letters."""
