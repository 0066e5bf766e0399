"""Citations of Org-cite, and of org-ref's links."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from citekit.documents.sheet import Sheet
from citekit.model import Citation, CitationItem, Mode
from citekit.prose import read_locator
from citekit.source import TextSource

_KEY = re.compile(r"@(?P<key>[\w][\w:.#$%&+?<>~/!-]*)")
_OLD_KEY = re.compile(r"[^\s,;&]+")
_NEW_KEY = re.compile(r"&(?P<key>[^\s,;&\]]+)")
_END = ".,;:!?"
_SUPPRESSED = ("na", "noauthor", "y", "year")
_NARRATIVE = ("t", "text", "a", "author")


@cache
def commands() -> Mapping[str, Mode | None]:
    """The links that cite, each with its mode; None for those that leave no mark."""
    read = tomllib.loads((files("citekit.documents.org") / "commands.toml").read_text("utf-8"))
    return {name: None if mode == "uncited" else Mode(mode) for mode, names in read.items() for name in names}


def plain(name: str) -> str:
    return name.rstrip("*").lower()


def cite(sheet: Sheet, found: re.Match[str]) -> None:
    """`[cite/style:common prefix; see @a p. 3; @b; common suffix]`."""
    style = (found["style"] or "")[1:].split("/")
    mode = _mode(style[0])
    source, at = sheet.source, found.start("cite")
    items: list[CitationItem] = []
    before = after = ""
    for piece in found["cite"].split(";"):
        key = _KEY.search(piece)
        if key:
            items.append(_item(source, piece, key, at, mode))
        elif items:
            after = " ".join(piece.split())
        else:
            before = " ".join(piece.split())
        at += len(piece) + 1
    if style[0] in ("n", "nocite"):
        sheet.cites_all = sheet.cites_all or "@*" in found["cite"]
        sheet.hide(*found.span())
        sheet.citations += [Citation(item.span, (item,)) for item in items]
    elif items:
        sheet.cite(Citation(source.span(*found.span()), tuple(_surrounded(items, before, after))))
    else:
        sheet.hide(*found.span())


def _mode(style: str) -> Mode:
    if style in _SUPPRESSED:
        return Mode.SUPPRESSED
    return Mode.NARRATIVE if style in _NARRATIVE else Mode.PARENTHETICAL


def _item(source: TextSource, piece: str, key: re.Match[str], at: int, mode: Mode) -> CitationItem:
    name = key["key"].rstrip(_END)
    start = at + key.start("key")
    locator, suffix = read_locator(piece[key.start("key") + len(name) :].rstrip())
    prefix = " ".join(piece[: key.start()].split())
    span = source.span(start, start + len(name))
    return CitationItem(span, name, locator=locator, prefix=prefix, suffix=suffix, mode=mode)


def _surrounded(items: list[CitationItem], before: str, after: str) -> Iterator[CitationItem]:
    for at, item in enumerate(items):
        prefix = " ".join(filter(None, (before if at == 0 else "", item.prefix)))
        suffix = " ".join(filter(None, (item.suffix, after if at == len(items) - 1 else "")))
        yield replace(item, prefix=prefix, suffix=suffix)


def org_ref(sheet: Sheet, name: str, keys: str, at: int, whole: tuple[int, int], note: str) -> None:
    """A link of org-ref: `cite:a,b`, `citep:see &a p. 3;&b`, `[[citet:a][p. 3]]`."""
    source, name = sheet.source, plain(name)
    mode = commands()[name] or Mode.PARENTHETICAL
    if "&" in keys:
        items = list(_new_items(source, keys, at, mode))
    else:
        spans = [source.span(at + key.start(), at + key.end()) for key in _OLD_KEY.finditer(keys)]
        items = [CitationItem(span, span.text, mode=mode) for span in spans]
        if items and note:
            _, _, after = note.rpartition("::")
            locator, suffix = read_locator(after)
            prefix = note.rpartition("::")[0].strip()
            items[-1] = replace(items[-1], locator=locator, prefix=prefix, suffix=suffix)
    if name == "nocite":
        sheet.cites_all = sheet.cites_all or keys == "*"
        sheet.hide(*whole)
        sheet.citations += [Citation(item.span, (item,)) for item in items if item.key != "*"]
    elif items:
        sheet.cite(Citation(source.span(*whole), tuple(items)))


def _new_items(source: TextSource, keys: str, at: int, mode: Mode) -> Iterator[CitationItem]:
    for piece in keys.split(";"):
        if key := _NEW_KEY.search(piece):
            start = at + key.start("key")
            locator, suffix = read_locator(piece[key.end() :])
            span = source.span(start, start + len(key["key"]))
            prefix = " ".join(piece[: key.start()].split())
            yield CitationItem(span, key["key"], locator=locator, prefix=prefix, suffix=suffix, mode=mode)
        at += len(piece) + 1
