"""pybtex's own styles, as runs: pybtex:plain, pybtex:unsrt, pybtex:alpha, pybtex:unsrtalpha.

They print in English. BibTeX leaves out a piece whose field is missing and goes on; pybtex raises, so the missing field
is set empty and the entry formatted again.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.resources import files

from pybtex.database import Entry as PybtexEntry
from pybtex.exceptions import PybtexError
from pybtex.plugin import find_plugin
from pybtex.richtext import BaseText, HRef, String, Symbol, Tag
from pybtex.style.formatting import BaseStyle
from pybtex.style.template import FieldIsMissing, join

from citekit.formats.bibtex.pybtex_door import to_pybtex
from citekit.model import Entry
from citekit.plugin import Reference, Style
from citekit.runs import Run

_SYMBOLS = {"nbsp": "\u00a0", "ndash": "–", "newblock": " ", "bullet": "•"}
_TAGS: Mapping[str, Mapping[str, bool]] = {
    "em": {"italic": True},
    "emph": {"italic": True},
    "i": {"italic": True},
    "strong": {"bold": True},
    "b": {"bold": True},
    "tt": {"code": True},
    "sup": {"superscript": True},
    "sub": {"subscript": True},
}
_HTTP = re.compile(r"https?://[^\s]+$", re.I)


_MOST_MISSING = 12
"""More fields than any template of pybtex's asks for."""

Look = Mapping[str, bool | str]


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("citekit.styles").joinpath("types.toml").read_text("utf-8"))


@cache
def _style(name: str) -> BaseStyle:
    """pybtex's style, which raises for a book that has neither author nor editor: ours then prints nobody."""
    theirs = find_plugin("pybtex.style.formatting", name)

    class Style(theirs):  # type: ignore[misc,valid-type]
        def format_editor(self, entry: PybtexEntry, as_sentence: bool = True) -> object:
            if not entry.persons.get("editor"):
                return join
            return super().format_editor(entry, as_sentence=as_sentence)

    return Style()


def format(name: str, entries: Sequence[Entry]) -> list[Reference]:
    """References for the entries, in the order of pybtex's style `name`. What it cannot print is printed plainly."""
    style = _style(name)
    made = [_prepared(style, entry, number) for number, entry in enumerate(entries)]
    ordered = list(style.sort(made))
    labels = list(style.format_labels(ordered))
    return [
        Reference(entries[one.position], str(label), tuple(_merged(_reference(style, one, entries[one.position]))))
        for label, one in zip(labels, ordered, strict=True)
    ]


class _Numbered(PybtexEntry):  # type: ignore[misc]
    """pybtex's entry, which knows which of ours it is: keys may come twice."""

    position: int


def _prepared(style: BaseStyle, entry: Entry, number: int) -> _Numbered:
    """An entry of a type and with fields that pybtex's styles know."""
    known = to_pybtex(entry)
    kinds, fields = _tables()["types"], _tables()["fields"]
    special = f"{entry.type}:{entry.text('type').lower()}"
    kind = kinds.get(special) or kinds.get(entry.type, entry.type)
    made = _Numbered(kind if hasattr(style, f"get_{kind}_template") else "misc", known.fields, known.persons)
    made.key, made.position = entry.key, number
    if special in kinds:
        del made.fields["type"]
    for theirs, ours in fields.items():
        if theirs in made.fields and ours not in made.fields:
            made.fields[ours] = made.fields[theirs]
    if "year" not in made.fields and entry.year:
        made.fields["year"] = entry.year
    return made


def _reference(style: BaseStyle, made: _Numbered, entry: Entry) -> Iterator[Run]:
    # Its TeX is a person's, and may be beyond pybtex: an unpaired brace, ten thousand nested ones.
    try:
        return _runs(_formatted(style, made), {})
    except (PybtexError, RecursionError, ValueError, TypeError, AttributeError, LookupError):
        return _plainly(entry)


def _formatted(style: BaseStyle, made: _Numbered) -> BaseText:
    for _ in range(_MOST_MISSING):
        try:
            return style.format_entry("", made).text
        except FieldIsMissing as missing:
            if missing.field_name in ("author", "editor"):
                made.persons[missing.field_name] = []
            else:
                made.fields[missing.field_name] = ""
    raise PybtexError(f"{made.key} cannot be printed")


def _plainly(entry: Entry) -> Iterator[Run]:
    people = ", ".join(name.full for name in entry.people)
    yield Run(". ".join(filter(None, (people, entry.title, entry.year))) + ".", href=entry.link)


def _runs(text: BaseText, look: Look) -> Iterator[Run]:
    if isinstance(text, String):
        yield Run(str(text), **look)  # type: ignore[arg-type]
    elif isinstance(text, Symbol):
        yield Run(_SYMBOLS.get(text.name, " "), **look)  # type: ignore[arg-type]
    else:
        inner: Look = look
        if isinstance(text, Tag):
            inner = {**look, **_TAGS.get(text.name, {})}
        elif isinstance(text, HRef) and _HTTP.match(str(text.url)):
            inner = {**look, "href": str(text.url)}
        for part in text.parts:
            yield from _runs(part, inner)


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours of one look put together."""
    last: Run | None = None
    for run in runs:
        if last and replace(last, text="") == replace(run, text=""):
            last = replace(last, text=last.text + run.text)
            continue
        if last and last.text:
            yield last
        last = run
    if last and last.text:
        yield last


STYLES: tuple[Style, ...] = tuple(
    Style(f"pybtex:{name}", partial(format, name)) for name in ("plain", "unsrt", "alpha", "unsrtalpha")
)
