r"""Edits of a .bib file, each worked out as splices: the bytes that change, and no others.

Splices for one library are made together by `edited`. What is added looks like what is there: indented, aligned,
enclosed, with the commas and in the case of its neighbours. Values are TeX, without their outer braces or quotes. One
that would break its entry is refused with a UsageError; that it does not is seen by reading the entry anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from citekit.diagnostic import UsageError
from citekit.formats.bibtex import recoding
from citekit.formats.bibtex.anatomy import Anatomy, Shape, anatomy, dissect
from citekit.formats.bibtex.blocks import Place, RawField
from citekit.formats.bibtex.layout import Layout, has_quote, layout_of, line_end
from citekit.formats.bibtex.values import MONTHS, pieces
from citekit.model import Entry, Library
from citekit.source import ByteSource
from citekit.splices import Splice, apply

_NAME = re.compile(r"[^\s\"#%'(),={}@\\0-9~][^\s\"#%'(),={}@\\~]*")
_KEY = re.compile(r"[^\s\"#%'(),={}@\\~]+")
_COMMA_AND_SPACE = re.compile(rb"\s*,\s*|\s+")
_COMMA_AHEAD = re.compile(rb"\s*,[ \t]*(?:\r\n|\r|\n)?")
_BLANK_AHEAD = re.compile(rb"\s*")
_SPACE_AHEAD = re.compile(rb"[ \t]*")
_LINE_REST = re.compile(rb"[^\r\n]*")
_ANY_LINE_END = re.compile(r"\r\n|\r|\n")
_POINTED = re.compile(rb"[^\s,{}\"]+")
_SAMPLE = 30
"""Entries round a place from which its layout is learnt."""
_SORTED_FROM = 3
"""Entries from which on an alphabetical order is no accident."""

ShapeChange = Callable[[Shape], Shape]


def edited(library: Library, splices: Iterable[Splice]) -> bytes:
    """The bytes of a library's file with splices made: in its own encoding, everything else as it was."""
    return recoding.edited(source_of(library), splices)


def source_of(library: Library) -> ByteSource:
    """The bytes of a library's file. Raises UsageError when it is of another format."""
    if not isinstance(library.source, ByteSource):
        raise UsageError(f"{library.path} is no .bib file", hint="convert it first: citekit convert")
    return library.source


def _anatomy(library: Library, entry: Entry) -> Anatomy:
    source_of(library)
    return anatomy(library, entry)


# -------------------------------------------------------------------------------------------------- fields


def set_field(library: Library, entry: Entry, name: str, tex: str) -> list[Splice]:
    """Gives a field another value, in the braces or quotes it has, or adds it after the last."""
    check_name(name)
    check_value(name, tex)
    body = _anatomy(library, entry)
    tex = _ANY_LINE_END.sub(lambda _: line_end(body.source.data), tex)
    field = body.find(name.lower())
    if field is None:
        return _add(library, body, name, tex)
    place, new = _replaced(body, field, name.lower(), tex)
    splice = Splice(*place, _bytes(body, new))
    value = apply(body.source.data[field.value.start : field.value.end], [_shifted(splice, -field.value.start)])
    index = body.fields.index(field)
    return _sure(body, [splice], lambda shape: _with(shape, index, (name.lower(), value)), f"the value of {name}")


def _shifted(splice: Splice, by: int) -> Splice:
    return Splice(splice.start + by, splice.end + by, splice.new)


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
    return _sure(body, [splice], lambda shape: _with(shape, len(shape.fields), added), f"the value of {name}")


def _layout_for(library: Library, body: Anatomy) -> Layout:
    """The layout of an entry; where it has too little to go by, that of the entries round it."""
    if len(body.fields) > 1:
        return layout_of([body])
    near = _near(library, body.start)
    return layout_of([body, *near] if body.fields else near)


def remove_field(library: Library, entry: Entry, name: str) -> list[Splice]:
    """Removes a field with what separates it from the one before, and again where it comes several times."""
    body = _anatomy(library, entry)
    _present(body, entry, name)
    wanted = [index for index, found in enumerate(body.names) if found == name.lower()]
    splices = [_removal(body, index) for index in wanted]
    return _sure(body, splices, lambda shape: _without(shape, name.lower()), f"the entry without {name}")


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
    body = _anatomy(library, entry)
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
    return _sure(body, [splice], lambda shape: _with(shape, index, (new.lower(), shape.fields[index][1])), new)


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
    body = _anatomy(library, entry)
    missing = body.key.start == body.key.end
    ahead = body.source.data[body.key.end : body.end].lstrip()[:1]
    text = f"{new}, " if missing and ahead not in (b",", b"}", b")") else new
    splice = Splice(*body.key, _bytes(body, text))
    return _sure(body, [splice], lambda shape: Shape(shape.type, new, shape.fields), f"the key {new}")


def _refuse_taken(library: Library, entry: Entry, new: str) -> None:
    # To BibTeX two keys that differ in case alone are one.
    other = next((one for one in library.entries if one is not entry and one.key.lower() == new.lower()), None)
    if other:
        raise UsageError(f"the key {new} is taken: {other.span}", hint="choose another")


def references(library: Library, keys: Mapping[str, str]) -> list[Splice]:
    """Writes the new key for each old one wherever entries of a library point to others: crossref, xdata, related …

    A value joined by `#` is left alone.
    """
    splices: list[Splice] = []
    folded = {old.lower(): new for old, new in keys.items()}
    for entry in library.entries:
        if any(name in entry.fields for name in POINTERS):
            splices += _pointers(_anatomy(library, entry), keys, folded)
    return splices


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
    body = _anatomy(library, entry)
    written = body.text(body.type)
    word = new.upper() if written.isupper() else new.capitalize() if written.istitle() else new
    splice = Splice(*body.type, _bytes(body, word))
    return _sure(body, [splice], lambda shape: Shape(new.lower(), shape.key, shape.fields), f"the type {new}")


# ------------------------------------------------------------------------------------------------- entries


def remove_entry(library: Library, entry: Entry) -> list[Splice]:
    """Removes an entry and the blank lines after it, or before it when it is the last. Remarks stay."""
    data = source_of(library).data
    start, end = entry.span.start, entry.span.end
    before = data[:start].rstrip(b" \t")
    begins_line = not before or before.endswith((b"\n", b"\r"))
    after = _match_end(_BLANK_AHEAD if begins_line else _SPACE_AHEAD, data, end)
    if after < len(data):
        # Within a line, the space that parts it from its neighbour before goes with it when it is the last there.
        ends_line = not begins_line and data[after : after + 1] in (b"\n", b"\r")
        return [Splice(len(before) if ends_line else start, after, b"")]
    # The last: the white space before it goes, and what ended the file still does.
    kept = len(data[:start].rstrip())
    return [Splice(kept, end if kept else after, b"")]


def _match_end(pattern: re.Pattern[bytes], data: bytes, start: int) -> int:
    found = pattern.match(data, start)
    return found.end() if found else start


def insert_entry(library: Library, text: str, *, after: Entry | None = None) -> list[Splice]:
    """Adds an entry, given as BibTeX: after another one, else where the order of the keys or a crossref asks for it,
    else after the last. The text is put in as it is, but for its line ends; see `layout_at` to lay it out."""
    source = source_of(library)
    text = _ANY_LINE_END.sub(lambda _: line_end(source.data), text.strip())
    new = recoding.encode(text, recoding.written_in(source), source.path)
    shape = dissect(ByteSource(source.path, new, source.encoding))
    if shape is None:
        raise UsageError(
            "what is to be added is not one entry", hint="it begins with @type{key, and its braces balance"
        )
    index = library.entries.index(after) + 1 if after else _index(library, shape.shape)
    gap = layout_at(library, index).gap.encode()
    if not library.entries:
        return [_at_end(source, new)]
    if index == 0:
        start = library.entries[0].span.start
        return [Splice(start, start, new + gap)]
    rest = _LINE_REST.match(source.data, library.entries[index - 1].span.end)
    place = library.entries[index - 1].span.end
    if rest and rest[0].strip() and not rest[0].strip().startswith(b"@"):
        place = rest.end()
    return [Splice(place, place, gap + new)]


def _at_end(source: ByteSource, new: bytes) -> Splice:
    """The first entry of a file: a blank line away from what it has besides."""
    data, newline = source.data, line_end(source.data).encode()
    kept = len(data.rstrip())
    return Splice(kept, len(data), (2 * newline if kept else b"") + new + newline)


def _index(library: Library, new: Shape) -> int:
    """The number of the place of a new entry: by the alphabet in a sorted library, and before what it refers to."""
    keys = [entry.key for entry in library.entries]
    index = len(keys)
    for order in (str, str.lower):
        if len(keys) >= _SORTED_FROM and all(order(one) <= order(other) for one, other in pairwise(keys)):
            index = next((at for at, key in enumerate(keys) if order(key) > order(new.key)), len(keys))
            break
    # BibTeX finds an entry that is referred to only below the one that does.
    parents = {value.strip(b'{"}').lower() for name, value in new.fields if name == "crossref"}
    places = (at for at, key in enumerate(keys) if key.lower().encode() in parents)
    return min(index, next(places, index))


def layout_at(library: Library, index: int) -> Layout:
    """How the entries round a place are laid out; `index` is the number of the entry that would come there."""
    if not library.entries:
        return Layout(newline=line_end(source_of(library).data))
    return layout_of(_around(library, index))


def _near(library: Library, offset: int) -> list[Anatomy]:
    return _around(library, bisect_left(library.entries, offset, key=lambda entry: entry.span.start))


def _around(library: Library, index: int) -> list[Anatomy]:
    first = max(0, index - _SAMPLE)
    return [_anatomy(library, entry) for entry in library.entries[first : first + _SAMPLE]]


# --------------------------------------------------------------------------------------------- being sure


def check_name(name: str) -> None:
    """Raises UsageError when a word cannot be the name of a field."""
    if not _NAME.fullmatch(name):
        hint = "a name is one word without braces, quotes, commas, and begins with a letter"
        raise UsageError(f"`{name}` cannot be the name of a field", hint=hint)


def check_key(key: str) -> None:
    """Raises UsageError when a word cannot be a key."""
    if not _KEY.fullmatch(key):
        hint = "a key is one word without braces, quotes, commas and the characters # % = ( ) @ \\ ~"
        raise UsageError(f"`{key}` cannot be a key", hint=hint)


def check_value(name: str, tex: str) -> None:
    r"""Raises UsageError when the braces of a value do not balance. BibTeX counts `\{` and `\}` too."""
    depth = 0
    for character in tex:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            break
    if "\0" in tex:
        raise UsageError(f"the value of {name} has a NUL character in it", hint="take it out")
    if depth:
        which = "a `}` that nothing opens" if depth < 0 else "a `{` that is never closed"
        also = r"; BibTeX counts \{ and \} too: write \lbrace and \rbrace" if "\\{" in tex or "\\}" in tex else ""
        raise UsageError(f"the value of {name} has {which}", hint=f"balance its braces{also}")


def _bytes(body: Anatomy, text: str) -> bytes:
    # Most of what is written is ASCII, which is the same in all of them.
    encoding = body.source.encoding if text.isascii() else recoding.written_in(body.source)
    return recoding.encode(text, encoding, body.source.path)


def _sure(body: Anatomy, splices: Sequence[Splice], change: ShapeChange, what: str) -> list[Splice]:
    """The splices, when the entry then says what it should and nothing else; else raises UsageError."""
    moved = [_shifted(splice, -body.start) for splice in splices]
    new = apply(body.source.data[body.start : body.end], moved)
    read = dissect(ByteSource(body.source.path, new, body.source.encoding))
    if read is None or not _agrees(body, read.shape, change(body.shape)):
        place = body.source.span(body.start, body.type.end)
        hint = "citekit check says what is wrong with the entry; put that right first"
        raise UsageError(f"{what} would break the entry", hint=hint, span=place)
    return list(splices)


def _agrees(body: Anatomy, read: Shape, wanted: Shape) -> bool:
    """Does an entry say what it should? One that was broken before may say something else beside what was changed:
    where a value of it ends depends on what comes after."""
    if read == wanted or body.is_sound:
        return read == wanted
    names = [name for name, _ in read.fields] == [name for name, _ in wanted.fields]
    changed = set(wanted.fields) - set(body.shape.fields)
    return (read.type, read.key, names) == (wanted.type, wanted.key, True) and changed <= set(read.fields)
