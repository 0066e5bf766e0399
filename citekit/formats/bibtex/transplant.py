"""Values that move from one entry to another, as they are written: with their strings, `#` and TeX."""

from __future__ import annotations

from citekit.formats.bibtex import editor
from citekit.formats.bibtex.anatomy import anatomy, source_of
from citekit.formats.bibtex.blocks import Place
from citekit.formats.bibtex.latex_encoding import to_tex
from citekit.formats.bibtex.recoding import encode, lacks, written_in
from citekit.formats.bibtex.typed import as_tex
from citekit.formats.bibtex.values import VERBATIM, pieces
from citekit.model import Entry, Library
from citekit.splices import Splice

STAND_IN = "citekitstandin"
"""Laid out by the editor in place of a value that it has no way to write: strings joined by `#`."""


def set_from(
    library: Library, entry: Entry, name: str, other_library: Library, other: Entry, other_name: str = ""
) -> list[Splice]:
    """Gives a field the value that a field of another entry has, strings and all.

    The strings must be defined in this library as they are in the other.
    """
    raw = raw_value(other_library, other, other_name or name)
    if is_enclosed(raw):
        return set_tex(library, entry, name, raw[1:-1], tex=True)
    if raw.isdecimal():
        return editor.set_field(library, entry, name, raw)
    return _set_raw(library, entry, name, raw)


def _set_raw(library: Library, entry: Entry, name: str, raw: str) -> list[Splice]:
    body = anatomy(library, entry)
    new = encode(raw, written_in(body.source), body.source.path)
    if field := body.find(name.lower()):
        return [Splice(*field.value, new)]
    return stood_in(editor.set_field(library, entry, name, STAND_IN), new)


def stood_in(splices: list[Splice], new: bytes) -> list[Splice]:
    """Splices in which a value, braces or quotes included, takes the place of the stand-in."""
    marks = [f"{{{STAND_IN}}}".encode(), f'"{STAND_IN}"'.encode()]
    return [Splice(one.start, one.end, one.new.replace(marks[0], new).replace(marks[1], new)) for one in splices]


def set_tex(library: Library, entry: Entry, name: str, value: str, *, tex: bool) -> list[Splice]:
    """Gives a field a value from elsewhere; `tex`: it is TeX. What the file's encoding lacks is composed."""
    source = source_of(library)
    if not tex and name not in VERBATIM:
        value = as_tex(value, name, source)
    return editor.set_field(library, entry, name, fitting(library, value) if name not in VERBATIM else value)


def fitting(library: Library, text: str) -> str:
    """A TeX text in which letters that a library's encoding lacks are composed."""
    return to_tex(text, tex=True, ascii=True) if lacks(source_of(library), text) else text


def raw_value(library: Library, entry: Entry, name: str) -> str:
    """The value of a field as the file writes it, with braces or quotes, strings and `#`."""
    body = anatomy(library, entry)
    field = body.find(name)
    if field is None:
        raise ValueError(f"{entry.key} has no field {name}")
    return body.text(field.value) if field.closed else f"{{{entry.fields[name].value}}}"


def is_enclosed(raw: str) -> bool:
    """Is a value one piece in braces or quotes?"""
    data = raw.encode()
    whole = Place(0, len(data))
    return raw[:1] in ("{", '"') and len(raw) > 1 and list(pieces(data, whole)) == [whole]
