"""For which of the two an entry was written."""

from __future__ import annotations

from collections.abc import Mapping

from citekit.dates import read_date
from citekit.dialects.dating import PARTS_OF_DATE, shown, year_and_month
from citekit.dialects.fields import Fields, text_in
from citekit.dialects.tables import IMPLIED, ONLY_BIBLATEX, TO_BIBTEX
from citekit.dialects.types import bibtex_types
from citekit.model import Field

_SIGNS = {new: old for new, old in TO_BIBTEX.items() if new != "institution"}
"""Names of fields, biblatex's and BibTeX's, that show for which of them an entry was written."""


def is_biblatex(type: str, fields: Mapping[str, Field]) -> bool:
    """Does the entry say anything that only biblatex has a word for? The converted ones of BibTeX's do."""
    if type in ONLY_BIBLATEX or any(new in fields and old not in fields for new, old in _SIGNS.items()):
        return True
    return PARTS_OF_DATE.isdisjoint(fields) and read_date(text_in(fields, "date")).year is not None


def is_bibtex(type: str, fields: Fields) -> bool:
    """Does it say anything that only BibTeX says so, and that biblatex has another word for?"""
    if type in IMPLIED or any(old in fields and new not in fields for new, old in _SIGNS.items()):
        return True
    noted = text_in(fields, "entrysubtype").lower()
    if noted in ONLY_BIBLATEX and type in bibtex_types(noted):
        return True
    date = read_date(text_in(fields, "date"))
    if "date" in fields:
        return date.year is not None and (text_in(fields, "year"), text_in(fields, "month")) == shown(date)
    return "year" in fields and year_and_month(fields).year is not None
