"""A .bib file of just the works that documents use: each piece as it stands in its library, to the byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from citekit import formats, inheritance
from citekit.diagnostic import Diagnostic, UsageError
from citekit.edits.changes import Change
from citekit.encoding import declared_single_byte
from citekit.formats.bibtex.anatomy import anatomy
from citekit.formats.bibtex.blocks import Place, RawField
from citekit.formats.bibtex.cuts import raw_fields
from citekit.formats.bibtex.layout import line_end
from citekit.formats.bibtex.scanner import scan
from citekit.formats.bibtex.values import pieces
from citekit.library import Aside, Entry, Library
from citekit.loader.files import real
from citekit.model import Project
from citekit.source import ByteSource

STRING, PREAMBLE = "string", "preamble"


@dataclass(frozen=True, slots=True)
class Extract:
    """Some works, to be written."""

    data: bytes
    entries: tuple[Entry, ...]
    """Those that are used, and those without which they would lack something, in the order of the libraries."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What works that come from no .bib file lose in one."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something of a .bib file that is written as it stands."""

    source: ByteSource
    start: int
    end: int

    @property
    def data(self) -> bytes:
        return self.source.data[self.start : self.end]


def extract(project: Project, keys: Iterable[str]) -> Extract:
    """The works with these keys, all that they take fields from or name, the strings that they need, and preambles.

    Of works with one key the first is taken. What comes from no .bib file is written anew.
    """
    find = inheritance.finder(project.entries)
    wanted = inheritance.with_needed(keys, find)
    chosen = {id(entry) for entry in map(find, wanted) if entry}
    entries = [entry for entry in project.entries if id(entry) in chosen]
    ours = [(library, source) for library in project.libraries if (source := _bib(library)) is not None]
    foreign = _foreign(project, chosen, {library.path for library, _ in ours})
    pieces_of = list(_pieces(ours, chosen))
    written = formats.FORMATS[0].write(foreign) if foreign and formats.FORMATS[0].write else None
    data = _together(pieces_of, written.data if written else b"")
    return Extract(data, tuple(entries), written.diagnostics if written else ())


def _bib(library: Library) -> ByteSource | None:
    """The bytes of a .bib file; None for a library of another format."""
    source = library.source
    starts = (entry.span.start for entry in library.entries)
    if isinstance(source, ByteSource) and all(source.data[start : start + 1] == b"@" for start in starts):
        return source
    return None


def _foreign(project: Project, chosen: set[int], ours: set[str]) -> list[Entry]:
    entries = (entry for library in project.libraries if library.path not in ours for entry in library.entries)
    return inheritance.exported([entry for entry in entries if id(entry) in chosen], frozenset({"crossref"}))


# ------------------------------------------------------------------------------------------------- strings and order


def _pieces(libraries: Sequence[tuple[Library, ByteSource]], chosen: set[int]) -> Iterator[_Piece]:
    """What is written of some libraries, in order."""
    kept = [(library, [entry for entry in library.entries if id(entry) in chosen]) for library, _ in libraries]
    needed = _needed_strings(libraries, kept)
    for (library, source), (_, entries) in zip(libraries, kept, strict=True):
        asides = [one for one in library.asides if one.kind == PREAMBLE or _defines(one, needed)]
        if not entries and not any(one.kind == STRING for one in asides):
            continue
        whole = [*(entry.span for entry in entries), *(aside.span for aside in asides)]
        spans = {(span.start, span.end) for span in whole}
        yield from _declaration(source)
        yield from (_Piece(source, start, end) for start, end in sorted(spans))


def _defines(aside: Aside, needed: set[str]) -> bool:
    return aside.kind == STRING and aside.name.lower() in needed


def _declaration(source: ByteSource) -> Iterator[_Piece]:
    """The line that says which encoding the bytes are in, where there is one and they are in that."""
    if source.encoding == "utf-8" or not declared_single_byte(source.data):
        return
    for block in scan(source.data):
        at = source.data.find(b"% Encoding", block.start, block.end)
        if at >= 0:
            yield _Piece(source, at, at + len(source.data[at : block.end].splitlines()[0]))
            return


def _needed_strings(
    libraries: Sequence[tuple[Library, ByteSource]], kept: Iterable[tuple[Library, Iterable[Entry]]]
) -> set[str]:
    """The strings that the entries, the preambles and these strings themselves use, by lower-case name."""
    needed = {word for library, entries in kept for entry in entries for word in _words_of(library, entry)}
    uses: dict[str, set[str]] = {}
    for library, source in libraries:
        for aside in library.asides:
            words = set(_words_in(source, aside))
            if aside.kind == PREAMBLE:
                needed |= words
            elif aside.kind == STRING:
                uses.setdefault(aside.name.lower(), set()).update(words)
    unfollowed = list(needed)
    while unfollowed:
        more = uses.get(unfollowed.pop(), set()) - needed
        needed |= more
        unfollowed += more
    return needed


def _words_of(library: Library, entry: Entry) -> Iterator[str]:
    body = anatomy(library, entry)
    return _words(body.source, (field.value for field in body.fields))


def _words_in(source: ByteSource, aside: Aside) -> Iterator[str]:
    """The strings that a string or a preamble uses."""
    if aside.kind not in (STRING, PREAMBLE):
        return
    piece = source.data[aside.span.start : aside.span.end]
    if aside.kind == PREAMBLE:
        opening = min((at for at in (piece.find(b"{"), piece.find(b"(")) if at >= 0), default=len(piece))
        inside = Place(aside.span.start + opening + 1, max(aside.span.end - 1, aside.span.start + opening + 1))
        yield from _words(source, [_stripped(source, inside)])
        return
    for block in scan(piece):
        fields: Iterable[RawField] = raw_fields(piece, block) if block.fields else ()
        shift = aside.span.start
        yield from _words(source, (Place(one.value.start + shift, one.value.end + shift) for one in fields))


def _stripped(source: ByteSource, place: Place) -> Place:
    inside = source.data[place.start : place.end]
    return Place(place.start + len(inside) - len(inside.lstrip()), place.start + len(inside.rstrip()))


def _words(source: ByteSource, values: Iterable[Place]) -> Iterator[str]:
    for value in values:
        for piece in pieces(source.data, value):
            if source.data[piece.start] not in b'{"0123456789':
                yield source.slice(*piece).lower()


# ---------------------------------------------------------------------------------------------------------- written


def _together(found: Sequence[_Piece], more: bytes) -> bytes:
    """The pieces one after the other: in the encoding that they share, else in UTF-8."""
    sources = {id(piece.source): piece.source for piece in found}
    shared = len({source.encoding for source in sources.values()}) <= 1 and not (more and not more.isascii())
    ends = {line_end(source.data) for source in sources.values()}
    newline = ends.pop().encode() if len(ends) == 1 else b"\n"
    texts = [piece.data if shared else _as_utf8(piece) for piece in found]
    return b"".join(text + 2 * newline for text in filter(None, texts)).removesuffix(newline) + more


def _as_utf8(piece: _Piece) -> bytes:
    """A piece in UTF-8; a line that declares another encoding is left out."""
    return b"" if piece.data.startswith(b"% Encoding") else piece.source.slice(piece.start, piece.end).encode("utf-8")


def written(path: Path, data: bytes, read: Iterable[str], *, overwrite: bool) -> Change:
    """The change that writes a new .bib file.

    Raises UsageError when that is a file that was read, or holds something else already and may not be written over.
    """
    if any(real(Path(name)) == real(path) for name in read):
        raise UsageError(f"{path} is read and would be written over", hint="name another file to write")
    before = path.read_bytes() if path.is_file() else None
    if before is not None and before != data and not overwrite:
        hint = "name another file, or write over it with --overwrite"
        raise UsageError(f"{path} is there and holds something else", hint=hint)
    return Change(path, before, data)
