r"""Citation commands: `\citep[see][p. 3]{a,b}`, `\textcites(pre)(post)[4]{a}[5]{b}`, `\volcite{2}[5]{a}`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from citekit.documents.latex.arguments import Argument, argument, arguments
from citekit.documents.latex.tables import tables
from citekit.model import Citation, CitationItem, Locator, Mode
from citekit.prose import read_locator
from citekit.source import TextSource

_Reader = Callable[[TextSource, int, Mode], tuple[tuple[CitationItem, ...], int]]
_USUAL = Mode.PARENTHETICAL
# Keys stand between commas; a comment may follow one of them on its line.
_KEY = re.compile(r"(?:%[^\n]*)|(?P<key>[^\s,%][^,%\n]*)")


def read_citation(source: TextSource, name: str, start: int, at: int) -> Citation | None:
    """The citation of a command that begins at `start` and whose name ends at `at`; None when it has no key."""
    known = tables()
    if name in known.several or name in known.volumes:
        one, modes = (_one, known.several) if name in known.several else (_volume, known.volumes)
        items, end = _several(source, at, modes[name], one)
    elif name in known.volume:
        items, end = _volume(source, at, known.volume[name])
    elif name in known.pairs:
        items, end = _pair(source, at, known.pairs[name])
    else:
        items, end = _one(source, _after(source, at, known.quoting.get(name, 0)), known.citations.get(name, _USUAL))
    return Citation(source.span(start, end), items) if items else None


def _after(source: TextSource, at: int, count: int) -> int:
    """The place behind so many arguments."""
    for _ in range(count):
        skipped = argument(source.text, at, "curly")
        at = skipped.end if skipped else at
    return at


def _one(source: TextSource, at: int, mode: Mode) -> tuple[tuple[CitationItem, ...], int]:
    notes = arguments(source.text, at, "square angled")
    keys = argument(source.text, notes[-1].end if notes else at, "curly")
    if keys is None:
        return (), at
    return tuple(_noted(list(_items(source, keys, mode)), notes)), keys.end


def _pair(source: TextSource, at: int, mode: Mode) -> tuple[tuple[CitationItem, ...], int]:
    """A work and the one that it was read in; the page is that of the latter."""
    notes = arguments(source.text, at, "square")
    first = argument(source.text, notes[-1].end if notes else at, "curly")
    second = argument(source.text, first.end, "curly") if first else None
    if first is None or second is None:
        return (), at
    return (*_items(source, first, mode), *_noted(list(_items(source, second, mode)), notes)), second.end


def _several(source: TextSource, at: int, mode: Mode, read: _Reader) -> tuple[tuple[CitationItem, ...], int]:
    """The notes in round brackets stand before and after the whole."""
    around = arguments(source.text, at, "round")
    end = around[-1].end if around else at
    items: list[CitationItem] = []
    while True:
        found, after = read(source, end, mode)
        if not found:
            break
        items += found
        end = after
    return tuple(_surrounded(items, around)), end


def _volume(source: TextSource, at: int, mode: Mode) -> tuple[tuple[CitationItem, ...], int]:
    notes = arguments(source.text, at, "square")
    volume = argument(source.text, notes[-1].end if notes else at, "curly")
    if volume is None:
        return (), at
    items, end = _one(source, volume.end, mode)
    prefix = notes[0].text.strip() if notes else ""
    kept = (
        replace(
            item,
            locator=item.locator or Locator("volume", volume.text.strip()),
            suffix=_joined(f"vol. {volume.text.strip()}" if item.locator else "", item.suffix),
            prefix=prefix or item.prefix,
        )
        for item in items
    )
    return tuple(kept), end


def _items(source: TextSource, keys: Argument, mode: Mode) -> Iterator[CitationItem]:
    for found in _KEY.finditer(source.text, keys.start, keys.end - 1):
        key = (found["key"] or "").rstrip()
        # `#1` stands in the definition of a command; `*` asks for all works.
        if key and key != "*" and "#" not in key and "\\" not in key:
            yield CitationItem(source.span(found.start(), found.start() + len(key)), key, mode=mode)


def _noted(items: list[CitationItem], notes: Sequence[Argument]) -> list[CitationItem]:
    """A single note stands after; of two the first stands before, and goes to the first key, the other to the last."""
    angled = [note.text for note in notes if note.kind == "angled"]
    square = [note.text for note in notes if note.kind == "square"][:2]
    before = angled[0] if angled else (square[0] if len(square) == 2 else "")
    after = square[-1] if square else ""
    if items and before.strip():
        items[0] = replace(items[0], prefix=_plain(before))
    if items and after.strip():
        locator, suffix = read_locator(_plain(after))
        items[-1] = replace(items[-1], locator=locator, suffix=suffix)
    return items


def _surrounded(items: list[CitationItem], around: Sequence[Argument]) -> list[CitationItem]:
    texts = [_plain(argument.text) for argument in around[:2]]
    before, after = (texts[0], texts[1]) if len(texts) == 2 else ("", texts[0] if texts else "")
    if items:
        items[0] = replace(items[0], prefix=_joined(before, items[0].prefix))
        items[-1] = replace(items[-1], suffix=_joined(items[-1].suffix, after))
    return items


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _plain(note: str) -> str:
    """A note as a reader sees it: without commands and braces, hard spaces as spaces."""
    return " ".join(re.sub(r"\\[A-Za-z]+\*?|[{}\\]", "", note.replace("~", " ").replace("\\,", " ")).split())
