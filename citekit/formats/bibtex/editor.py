r"""Edits of a .bib file, each worked out as splices: the bytes that change, and no others.

Splices for one library are made together by `edited`. What is added looks like what is there: indented, aligned,
enclosed, with the commas and in the case of its neighbours. Values are TeX, without their outer braces or quotes. One
that would break its entry is refused with a UsageError; that it does not is seen by reading the entry anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from citekit.diagnostic import UsageError
from citekit.formats.bibtex import groups, recoding
from citekit.formats.bibtex.anatomy import Anatomy, Shape, anatomy
from citekit.formats.bibtex.anatomy import source_of as source_of
from citekit.formats.bibtex.blocks import Place, RawField
from citekit.formats.bibtex.layout import Layout, has_quote, layout_of, line_end
from citekit.formats.bibtex.patterns import plain_entry
from citekit.formats.bibtex.placing import insert_entry as insert_entry
from citekit.formats.bibtex.placing import layout_at as layout_at
from citekit.formats.bibtex.placing import near
from citekit.formats.bibtex.placing import remove_entry as remove_entry
from citekit.formats.bibtex.soundness import check_key, check_name, check_value, sure
from citekit.formats.bibtex.values import MONTHS, pieces
from citekit.model import Entry, Library
from citekit.source import ByteSource
from citekit.splices import Splice, apply

_COMMA_AND_SPACE = re.compile(rb"\s*,\s*|\s+")
_COMMA_AHEAD = re.compile(rb"\s*,[ \t]*(?:\r\n|\r|\n)?")
_ANY_LINE_END = re.compile(r"\r\n|\r|\n")
_POINTED = re.compile(rb"[^\s,{}\"]+")


def edited(library: Library, splices: Iterable[Splice]) -> bytes:
    """The bytes of a library's file with splices made: in its own encoding, everything else as it was."""
    return recoding.edited(source_of(library), splices)


# -------------------------------------------------------------------------------------------------- fields


def set_field(library: Library, entry: Entry, name: str, tex: str) -> list[Splice]:
    """Gives a field another value, in the braces or quotes it has, or adds it after the last."""
    check_name(name)
    check_value(name, tex)
    body = anatomy(library, entry)
    tex = _ANY_LINE_END.sub(lambda _: line_end(body.source.data), tex)
    field = body.find(name.lower())
    if field is None:
        return _add(library, body, name, tex)
    place, new = _replaced(body, field, name.lower(), tex)
    splice = Splice(*place, _bytes(body, new))
    value = apply(body.source.data[field.value.start : field.value.end], [splice.moved(-field.value.start)])
    index = body.fields.index(field)
    return sure(body, [splice], lambda shape: _with(shape, index, (name.lower(), value)), f"the value of {name}")


def _with(shape: Shape, index: int, *fields: tuple[str, bytes]) -> Shape:
    return Shape(shape.type, shape.key, (*shape.fields[:index], *fields, *shape.fields[index + 1 :]))


def _replaced(body: Anatomy, field: RawField, name: str, tex: str) -> tuple[Place, str]:
    """What to replace of a value, and by what: its inside where it is one piece in braces or quotes."""
    data, place = body.source.data, field.value
    opening = chr(data[place.start])
    inside = Place(place.start + 1, place.end - 1)
    if field.closed and _is_one_piece(body, field):
        if opening == "{" or (opening == '"' and not has_quote(tex)):
            return inside, tex
        if opening == '"':
            return place, f"{{{tex}}}"
        if (opening.isdigit() and tex.isascii() and tex.isdigit()) or (name == "month" and tex in MONTHS):
            return place, tex
    return place, layout_of([body]).enclosed("", tex)


def _is_one_piece(body: Anatomy, field: RawField) -> bool:
    """Is the value one group in braces, one in quotes, or one word, with nothing joined to it by `#`?"""
    return list(pieces(body.source.data, field.value)) == [field.value]


def _add(library: Library, body: Anatomy, name: str, tex: str) -> list[Splice]:
    layout = _layout_for(library, body)
    value = layout.enclosed(name.lower(), tex)
    text = layout.field(name, value)
    data, last = body.source.data, body.last
    comma = _COMMA_AHEAD.match(data, last, body.end)
    if comma and (body.fields or not comma[0].strip(b"\r\n\t ,")):
        # After the comma that is there: ours then ends in one too.
        last = data.index(b",", last) + 1
        text = f"{text.replace(',', '', 1) if text.lstrip()[:1] == ',' else text},"
    splice = Splice(last, last, _bytes(body, text))
    added = (name.lower(), _bytes(body, value))
    return sure(body, [splice], lambda shape: _with(shape, len(shape.fields), added), f"the value of {name}")


def _layout_for(library: Library, body: Anatomy) -> Layout:
    """The layout of an entry; where it has too little to go by, that of the entries round it."""
    if len(body.fields) > 1:
        return layout_of([body])
    others = near(library, body.start)
    return layout_of([body, *others] if body.fields else others)


def remove_field(library: Library, entry: Entry, name: str) -> list[Splice]:
    """Removes a field with what separates it from the one before, and again where it comes several times."""
    body = anatomy(library, entry)
    _present(body, entry, name)
    wanted = [index for index, found in enumerate(body.names) if found == name.lower()]
    splices: list[Splice] = []
    for index in wanted:
        removal = _removal(body, index)
        # Of two that follow each other, both may take the comma between them.
        start = max(removal.start, splices[-1].end if splices else 0)
        splices.append(Splice(start, removal.end, b""))
    return sure(body, splices, lambda shape: _without(shape, name.lower()), f"the entry without {name}")


def _without(shape: Shape, name: str) -> Shape:
    return Shape(shape.type, shape.key, tuple(field for field in shape.fields if field[0] != name))


def _removal(body: Anatomy, index: int) -> Splice:
    field, before = body.fields[index], body.before(index)
    data = body.source.data
    if _COMMA_AND_SPACE.fullmatch(data, before, field.name.start):
        return Splice(before, field.value.end, b"")
    # A remark or something odd stands before it, and stays; the comma after it goes.
    comma = _COMMA_AHEAD.match(data, field.value.end, body.end)
    return Splice(field.name.start, comma.end() if comma else field.value.end, b"")


def rename_field(library: Library, entry: Entry, old: str, new: str) -> list[Splice]:
    """Gives a field another name, in the case of the old one; where `=` stand in a column, this one stays in it."""
    check_name(new)
    body = anatomy(library, entry)
    field = _present(body, entry, old)
    if new.lower() != old.lower() and new.lower() in body.names:
        hint = f"remove one of them: --remove {new}"
        raise UsageError(f"{entry.key} has a field {new} already", hint=hint)
    written = body.text(field.name)
    name = new.upper() if written.isupper() else new.capitalize() if written.istitle() else new
    end, pad = field.name.end, ""
    layout = layout_of([body])
    if layout.equals_at:
        gap = len(body.source.data[end : body.source.data.index(b"=", end)])
        end, pad = end + gap, " " * max(len(layout.before_equals), gap + len(written) - len(name))
    splice = Splice(field.name.start, end, _bytes(body, name + pad))
    index = body.fields.index(field)
    return sure(body, [splice], lambda shape: _with(shape, index, (new.lower(), shape.fields[index][1])), new)


def _present(body: Anatomy, entry: Entry, name: str) -> RawField:
    found = body.find(name.lower())
    if found is None:
        hint = f"it has: {', '.join(dict.fromkeys(body.names))}" if body.names else "it has no fields"
        raise UsageError(f"{entry.key} has no field {name}", hint=hint)
    return found


# ----------------------------------------------------------------------------------------- keys and types


def set_key(library: Library, entry: Entry, new: str, *, is_free: bool = False) -> list[Splice]:
    """Gives an entry another key. What refers to it is for `references` to find.

    With `is_free` it is not looked whether another entry has that key: whoever gives many keys knows.
    """
    check_key(new)
    if not is_free:
        _refuse_taken(library, entry, new)
    if new.isascii() and _is_well_formed(source_of(library), entry):
        return [Splice(entry.key_span.start, entry.key_span.end, new.encode())]
    body = anatomy(library, entry)
    missing = body.key.start == body.key.end
    ahead = body.source.data[body.key.end : body.end].lstrip()[:1]
    text = f"{new}, " if missing and ahead not in (b",", b"}", b")") else new
    splice = Splice(*body.key, _bytes(body, text))
    return sure(body, [splice], lambda shape: Shape(shape.type, new, shape.fields), f"the key {new}")


def _is_well_formed(source: ByteSource, entry: Entry) -> bool:
    """Is the entry matched whole by the scanner's pattern? With any other key that `check_key` lets pass it then is
    too, its fields the same: to read it anew, as `sure` does, would show nothing else."""
    found = plain_entry().match(source.data, entry.span.start)
    places = (entry.span.start, entry.span.end), (entry.key_span.start, entry.key_span.end)
    return found is not None and (found.span(1), found.span(3)) == places


def _refuse_taken(library: Library, entry: Entry, new: str) -> None:
    # To BibTeX two keys that differ in case alone are one.
    other = next((one for one in library.entries if one is not entry and one.key.lower() == new.lower()), None)
    if other:
        raise UsageError(f"the key {new} is taken: {other.span}", hint="choose another")


def references(library: Library, keys: Mapping[str, str]) -> list[Splice]:
    """Writes the new key for each old one wherever entries of a library point to others: crossref, xdata, related …,
    and in the groups that JabRef and BibDesk keep in comments.

    A value joined by `#` is left alone.
    """
    splices: list[Splice] = []
    folded = {old.lower(): new for old, new in keys.items()}
    for entry in library.entries:
        if any(name in entry.fields for name in POINTERS):
            splices += _pointers(anatomy(library, entry), keys, folded)
    return [*splices, *groups.repointed(source_of(library), library, keys)]


POINTERS = ("crossref", "xref", "xdata", "related", "entryset")
"""Fields that hold keys of other entries, separated by commas (biblatex manual, sections 2.2.3 and 3.13)."""


def _pointers(body: Anatomy, keys: Mapping[str, str], folded: Mapping[str, str]) -> Iterator[Splice]:
    for name, field in zip(body.names, body.fields, strict=True):
        if name not in POINTERS or not _is_one_piece(body, field):
            continue
        for match in _POINTED.finditer(body.source.data, *field.value):
            key = body.source.slice(*match.span())
            # BibTeX minds no case in a crossref.
            new = keys.get(key) or (folded.get(key.lower()) if name == "crossref" else None)
            if new is not None:
                yield Splice(*match.span(), _bytes(body, new))


def set_type(library: Library, entry: Entry, new: str) -> list[Splice]:
    """Gives an entry another type, in the case of the old one."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z-]*", new) or new.lower() in ("string", "comment", "preamble"):
        raise UsageError(f"{new} cannot be the type of an entry", hint="write it in letters: book, article, thesis")
    body = anatomy(library, entry)
    written = body.text(body.type)
    word = new.upper() if written.isupper() else new.capitalize() if written.istitle() else new
    splice = Splice(*body.type, _bytes(body, word))
    return sure(body, [splice], lambda shape: Shape(new.lower(), shape.key, shape.fields), f"the type {new}")


def _bytes(body: Anatomy, text: str) -> bytes:
    # Most of what is written is ASCII, which is the same in all of them.
    encoding = body.source.encoding if text.isascii() else recoding.written_in(body.source)
    return recoding.encode(text, encoding, body.source.path)
