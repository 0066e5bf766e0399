"""A .bib file put in a house style, each setting off until somebody asks for it.

`style` says what can be asked for. An entry is taken apart into pieces (`sheet`), which `rewriting`, `cleaning`,
`values`, `fields`, `layout` and `wrapping` change one after the other; what differs in the end are the splices.
`spacing` and `sorting` work on what stands between entries. Nothing is formatted that the reader had to guess at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from citekit.edits.formatting import cleaning, fields, layout, rewriting, sorting, values
from citekit.edits.formatting.sheet import Part, Sheet, plain_sheet, sheet, splices
from citekit.edits.formatting.spacing import blank_lines
from citekit.edits.formatting.style import SETTINGS, HouseStyle, house_style
from citekit.encoding import prepare
from citekit.formats.bibtex import editor, recoding
from citekit.formats.bibtex.anatomy import dissected, source_of
from citekit.formats.bibtex.blocks import Kind
from citekit.formats.bibtex.layout import line_end
from citekit.formats.bibtex.reader import read, without_collector
from citekit.formats.bibtex.scanner import scan
from citekit.model import Entry, Library
from citekit.splices import Splice, composed

__all__ = ["SETTINGS", "Formatted", "HouseStyle", "Left", "formatted", "house_style"]

_LONGEST = 4_000_000
"""Bytes of an entry that is formatted: a person's has some thousand, and of a longer one too many copies are made."""


@dataclass(frozen=True, slots=True)
class Left:
    """An entry that was left as it is, and why."""

    entry: Entry
    why: str


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file in a house style."""

    data: bytes
    left: tuple[Left, ...] = ()
    remark: str = ""
    """What could not be done to the file as a whole; empty when all was."""


def formatted(library: Library, style: HouseStyle) -> Formatted:
    """The bytes of a library's file in a style. Raises UsageError when it is no .bib file.

    What is broken stays as it is and is told. Formatting the result once more changes nothing.
    """
    left: list[Left] = []
    source = source_of(library)
    with without_collector():
        found = [] if style.leaves_entries else list(_in_entries(library, style, left))
    if style.blank_lines and not style.sort and source.file is source.data:
        # Of a large file one copy less is made when all is done at once.
        both = composed(found, _blank_lines(editor.edited(library, found), library.path))
        if both is not None:
            return Formatted(editor.edited(library, both), tuple(left))
    data = editor.edited(library, found) if found else source.file
    remark = ""
    # By what values say in the end; and blank lines between the neighbours that entries have in the end.
    if style.sort:
        data, remark = _sorted(_read(data, library.path), data, style)
    if style.blank_lines:
        data = recoding.edited(prepare(data, library.path)[0], _blank_lines(data, library.path))
    return Formatted(data, tuple(left), remark)


def _blank_lines(data: bytes, path: str) -> list[Splice]:
    """The splices of a file, as it is read, that put blank lines between its entries."""
    again = prepare(data, path)[0]
    return list(blank_lines(again.data, scan(again.data)))


def _sorted(library: Library, data: bytes, style: HouseStyle) -> tuple[bytes, str]:
    """The bytes of a file with its entries sorted, and what hindered that."""
    found = sorting.by(library, list(scan(source_of(library).data)), style.sort)
    if not found.splices:
        return data, found.remark
    result = editor.edited(library, found.splices)
    if _said(_read(result, library.path)) != _said(library):
        return data, "it is not sorted: its entries would say something else in another order"
    return result, found.remark


def _read(data: bytes, path: str) -> Library:
    return read(prepare(data, path)[0])


def _said(library: Library) -> Counter[object]:
    """What the entries of a file say, whatever their order; those without a key are numbered by it."""
    return Counter(
        (entry.key_span.text, entry.span.text, tuple((name, field.value) for name, field in entry.fields.items()))
        for entry in library.entries
    )


# ------------------------------------------------------------------------------------------------------ entries


def _in_entries(library: Library, style: HouseStyle, left: list[Left]) -> Iterator[Splice]:
    newline = line_end(source_of(library).data)
    source = source_of(library)
    taken = [(entry, old, _content(old, style)) for entry, old in _taken(library, newline, left)]
    longest = max((layout.longest_name(new) for _, _, new in taken), default=0)
    for entry, old, content in taken:
        new = layout.laid_out(content, style, longest)
        if new == old:
            continue
        try:
            yield from splices(source, entry.span.start, old, new)
        except ValueError as error:
            left.append(Left(entry, str(error)))


def _taken(library: Library, newline: str, left: list[Left]) -> Sequence[tuple[Entry, Sheet]]:
    """The entries that can be formatted."""
    found = []
    source = source_of(library)
    blocks = (block for block in scan(source.data) if block.kind is Kind.ENTRY)
    for entry, block in zip(library.entries, blocks, strict=True):
        if block.end - block.start > _LONGEST:
            left.append(Left(entry, f"it is longer than {_LONGEST // 1_000_000} million bytes"))
        elif one := plain_sheet(source, block, newline) or sheet(dissected(source, block), newline):
            found.append((entry, one))
        else:
            left.append(Left(entry, "it is not written as BibTeX asks for"))
    return found


def _content(entry: Sheet, style: HouseStyle) -> Sheet:
    """The entry with its values in the style, and the fields that it is to have."""
    parts: Iterable[Part] = entry.fields
    if style.strip_enclosing_braces:
        parts = [values.stripped(field, style) for field in parts]
    parts = [rewriting.rewritten(field, style) for field in parts] if style.rewrites else parts
    changed = tuple([values.enclosed(cleaning.cleaned(field, style), style) for field in parts])
    return fields.chosen(entry.with_fields(changed), style)
