"""BibTeX and biblatex: types, fields, dates, lists and languages, from one to the other and back.

biblatex's vocabulary is the one that every other format is read to and written from. The tables are `dialects.toml`.
Converting there and back gives the same entry: what BibTeX has no way to say keeps biblatex's name, which BibTeX
passes over, and a type that BibTeX lacks is noted in `entrysubtype`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from citekit.diagnostic import Diagnostic
from citekit.dialects.dating import join_date, part_date
from citekit.dialects.fields import Fields, add, rename
from citekit.dialects.languages import langid, language, language_tag
from citekit.dialects.lists import items, lists_to_biblatex, lists_to_bibtex
from citekit.dialects.origin import is_biblatex, is_bibtex
from citekit.dialects.tables import LISTS, SUBTITLES, TO_BIBLATEX, TO_BIBTEX, TO_BIBTEX_BUT_SCHOOL
from citekit.dialects.titles import edition_to_biblatex, edition_to_bibtex, join_title, part_title
from citekit.dialects.types import type_to_biblatex, type_to_bibtex
from citekit.exchange import FIELD_NOT_HELD, not_held
from citekit.model import Entry, Field

__all__ = ["LISTS", "items", "langid", "language", "language_tag", "to_biblatex", "to_bibtex"]


def to_biblatex(entry: Entry) -> Entry:
    """The entry in biblatex's vocabulary; one that is in it already is given back as it is."""
    fields = dict(entry.fields)
    of_bibtex = is_bibtex(entry.type, fields) and not is_biblatex(entry.type, fields)
    rename(fields, TO_BIBLATEX)
    join_date(fields)
    for title, subtitle in SUBTITLES.items():
        part_title(fields, title, subtitle)
    if of_bibtex:
        lists_to_biblatex(fields)
    edition_to_biblatex(fields)
    return _made(entry, type_to_biblatex(entry, fields), fields)


def to_bibtex(entry: Entry) -> tuple[Entry, tuple[Diagnostic, ...]]:
    """The entry in BibTeX's vocabulary, and a finding for what cannot be said in it."""
    entry = to_biblatex(entry)
    fields = dict(entry.fields)
    edition_to_bibtex(fields)
    if is_biblatex(entry.type, fields):
        lists_to_bibtex(fields)
    for title, subtitle in SUBTITLES.items():
        join_title(fields, title, subtitle)
    part_date(fields)
    type = type_to_bibtex(entry, fields)
    rename(fields, TO_BIBTEX if type.endswith("thesis") else TO_BIBTEX_BUT_SCHOOL)
    labelled = [name for name in entry.names if name in fields and _LABELLED.search(fields[name].value)]
    for name in labelled:
        fields[name] = _plain_names(entry, name)
    made = _noted(entry, _made(entry, type, fields))
    return made, tuple(_not_held(entry, made, labelled))


def _made(entry: Entry, type: str, fields: Fields) -> Entry:
    if type == entry.type and fields == dict(entry.fields):
        return entry
    return replace(entry, type=type, fields=MappingProxyType(fields))


def _noted(entry: Entry, made: Entry) -> Entry:
    """With biblatex's type noted where it would not come back by itself, and there is room to do so."""
    if "entrysubtype" in made.fields or _comes_back(entry, made):
        return made
    fields = dict(made.fields)
    add(entry, fields, "entrysubtype", entry.type)
    return replace(made, fields=MappingProxyType(fields))


def _comes_back(entry: Entry, made: Entry) -> bool:
    if entry.type == made.type and "entrysubtype" not in made.fields:
        return True
    back = to_biblatex(made)
    return (back.type, back.text("type")) == (entry.type, entry.text("type"))


def _not_held(entry: Entry, made: Entry, labelled: Iterable[str]) -> Iterator[Diagnostic]:
    if not _comes_back(entry, made):
        message = f"BibTeX has no type @{entry.type}: {entry.key} becomes @{made.type}"
        yield FIELD_NOT_HELD.at(entry.span, message, hint="write biblatex to keep the type", subject=entry.key)
    lost = [name for name in labelled if set(_LABELLED.findall(entry.fields[name].value)) - set(_PARTS)]
    yield from not_held(entry, lost, "BibTeX")


_PARTS = ("family", "given", "prefix", "suffix")
_LABELLED = re.compile(r"""(?:^|[,"{]|\sand\s)\s*"?\s*([a-z]+(?:-i)?)\s*=""")


def _plain_names(entry: Entry, name: str) -> Field:
    """The names without biblatex's labels."""
    names = entry.names[name]
    text = " and ".join([*(one.inverted for one in names), *(["others"] if names.others else [])])
    return replace(entry.fields[name], value=text, text=text, tex=False)
