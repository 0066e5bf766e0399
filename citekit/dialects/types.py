"""Entry types, and what the `type` of theses and reports says."""

from __future__ import annotations

from citekit.dialects.fields import Fields, add, text_in, worded
from citekit.dialects.tables import ALIASES, BIBTEX_TYPES, DOCTORAL, IMPLIED, TYPE_KEYS, TYPE_WORDS
from citekit.model import Entry

_UNTYPED = "Thesis"
"""What BibTeX prints of a thesis of which nobody knows for which degree it was written."""


def type_to_biblatex(entry: Entry, fields: Fields) -> str:
    """biblatex's type for an entry; `type` and `entrysubtype` change with it."""
    noted = text_in(fields, "entrysubtype").lower()
    if noted in BIBTEX_TYPES and (ALIASES.get(entry.type) == noted or entry.type in (noted, *bibtex_types(noted))):
        del fields["entrysubtype"]
        return noted
    if entry.type in IMPLIED:
        _imply(entry, fields)
    type = ALIASES.get(entry.type, entry.type)
    if type == "thesis" and text_in(fields, "entrysubtype").lower() == _thesis(fields):
        del fields["entrysubtype"]
    return type


def bibtex_types(type: str) -> tuple[str, ...]:
    """The BibTeX types that a type of biblatex may become."""
    if type == "thesis":
        return "mastersthesis", "phdthesis"
    if type == "inbook":
        return "inbook", "incollection"
    return (BIBTEX_TYPES[type],) if type in BIBTEX_TYPES else ()


def _imply(entry: Entry, fields: Fields) -> None:
    """Says in `type` what the name of the type says in BibTeX."""
    kind = fields.get("type")
    if kind is None:
        add(entry, fields, "type", IMPLIED[entry.type])
    elif kind.text == _UNTYPED and entry.type.endswith("thesis"):
        del fields["type"]
    elif TYPE_KEYS.get(kind.text, IMPLIED[entry.type]) != IMPLIED[entry.type]:
        fields["type"] = worded(kind, TYPE_KEYS[kind.text])
    if entry.type.endswith("thesis") and _thesis(fields) != entry.type and "entrysubtype" not in fields:
        add(entry, fields, "entrysubtype", entry.type)


def _thesis(fields: Fields) -> str:
    kind = text_in(fields, "type").lower()
    return "phdthesis" if kind == "phdthesis" or any(word in kind for word in DOCTORAL) else "mastersthesis"


def type_to_bibtex(entry: Entry, fields: Fields) -> str:
    """BibTeX's type for an entry in biblatex's vocabulary; `type` and `entrysubtype` change with it."""
    if entry.type == "thesis":
        return _thesis_to_bibtex(entry, fields)
    if entry.type == "report":
        _unimply(fields, "techreport")
    if entry.type == "inbook" and "booktitle" in fields:
        return "incollection"
    return BIBTEX_TYPES.get(entry.type, entry.type)


def _thesis_to_bibtex(entry: Entry, fields: Fields) -> str:
    type = text_in(fields, "entrysubtype").lower()
    if type in ("mastersthesis", "phdthesis"):
        del fields["entrysubtype"]
    else:
        type = _thesis(fields)
    if "type" not in fields:
        add(entry, fields, "type", _UNTYPED)
    _unimply(fields, type)
    return type


def _unimply(fields: Fields, type: str) -> None:
    """Takes away what the name of the type says, and puts words for a key."""
    kind = fields.get("type")
    if kind and kind.text == IMPLIED[type]:
        del fields["type"]
    elif kind and kind.text in TYPE_WORDS:
        fields["type"] = worded(kind, TYPE_WORDS[kind.text])
