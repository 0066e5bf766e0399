"""pybtex's own styles, as runs: pybtex:plain, pybtex:unsrt, pybtex:alpha, pybtex:unsrtalpha.

They print in English. BibTeX leaves out a piece whose field is missing and goes on; pybtex raises, so the missing field
is set empty and the entry formatted again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from pybtex.database import Entry as PybtexEntry
from pybtex.database import Person
from pybtex.exceptions import PybtexError
from pybtex.plugin import find_plugin
from pybtex.richtext import BaseText, HRef, Protected, String, Symbol, Tag, Text
from pybtex.style.formatting import BaseStyle
from pybtex.style.template import FieldIsMissing, Node, join

from citekit.formats.bibtex.latex import stretches
from citekit.formats.bibtex.pybtex_door import for_styles
from citekit.model import Entry, fold
from citekit.plugin import Reference
from citekit.runs import Run
from citekit.styles.fields import adapted
from citekit.styles.sets import Find, members

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
_MARKUP = re.compile(r"[{}\\]")

_MOST_MISSING = 12
"""More fields than any template of pybtex's asks for."""

Look = Mapping[str, bool | str]


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


def format(name: str, entries: Sequence[Entry], work: Find = lambda key: None) -> list[Reference]:
    """References for the entries, in the order of pybtex's style `name`. What it cannot print is printed plainly.

    A set is one reference with all its works, which `work` finds: ordered and labelled by the first of them.
    """
    style = _style(name)
    printed = [members(entry, work) or [entry] for entry in entries]
    ordered = _sorted(style, [_prepared(style, works[0], number) for number, works in enumerate(printed)])
    labels = style.format_labels(ordered)
    return [
        Reference(entry, str(label) or entry.key, tuple(_together(style, one, printed[one.position])))
        for label, one, entry in (
            (label, one, entries[one.position]) for label, one in zip(labels, ordered, strict=True)
        )
    ]


def _together(style: BaseStyle, first: _Numbered, works: Sequence[Entry]) -> Iterator[Run]:
    """A work, or those of a set, parted as biblatex parts them."""
    runs = list(_reference(style, first, works[0]))
    for entry in works[1:]:
        *before, end = runs
        runs = [*before, replace(end, text=end.text.removesuffix(".")), Run("; ")]
        runs += _reference(style, _prepared(style, entry, first.position), entry)
    yield from runs


def _sorted(style: BaseStyle, made: list[_Numbered]) -> list[_Numbered]:
    """In the style's order, but letters with accents by their letter and not behind z."""
    if style.default_sorting_style != "author_year_title":
        return list(style.sort(made))
    key = style.sorting_style.sorting_key
    return sorted(made, key=lambda one: tuple(fold(_MARKUP.sub("", part)) for part in key(one)))


class _Numbered(PybtexEntry):  # type: ignore[misc]
    """pybtex's entry, which knows which of ours it is: keys may come twice."""

    position: int


class _Person(Person):  # type: ignore[misc]
    """pybtex's person, whose parts become rich text by our own decoder."""

    def __init__(self, person: Person) -> None:
        # Not pybtex's own, which would take five empty names apart.
        for part in ("first_names", "middle_names", "prelast_names", "last_names", "lineage_names"):
            setattr(self, part, getattr(person, part))
        self.rich = {part: [_rich(name) for name in getattr(person, part)] for part in vars(self)}

    rich_first_names = property(lambda self: self.rich["first_names"])
    rich_middle_names = property(lambda self: self.rich["middle_names"])
    rich_prelast_names = property(lambda self: self.rich["prelast_names"])
    rich_last_names = property(lambda self: self.rich["last_names"])
    rich_lineage_names = property(lambda self: self.rich["lineage_names"])


def _prepared(style: BaseStyle, entry: Entry, number: int) -> _Numbered:
    """An entry of a type and with fields and people that pybtex's styles know."""
    known = for_styles(entry)
    kind, fields = adapted(entry.type, known.fields, entry.year)
    if not hasattr(style, f"get_{kind}_template"):
        kind, fields = adapted("misc", known.fields, entry.year)
    persons = {role: [_Person(one) for one in people] for role, people in known.persons.items() if people}
    if "author" not in persons and kind in ("misc", "online", "dataset", "software", "patent") and "editor" in persons:
        persons["author"] = persons["editor"]
    made = _Numbered(kind, fields, persons)
    made.key, made.position = entry.key, number
    return made


def _reference(style: BaseStyle, made: _Numbered, entry: Entry) -> Iterator[Run]:
    # pybtex takes most that people write, but what is left must not stop the others from being printed.
    try:
        runs = list(_runs(_formatted(style, made)))
    except (PybtexError, RecursionError, ValueError, TypeError, AttributeError, LookupError):
        runs = []
    yield from runs or _plainly(entry)


def _formatted(style: BaseStyle, made: _Numbered) -> BaseText:
    for _ in range(_MOST_MISSING):
        try:
            template = getattr(style, f"get_{made.type}_template")(made)
            return _quick(template).format_data({"entry": made, "style": style, "bib_data": None})
        except FieldIsMissing as missing:
            if missing.field_name in ("author", "editor"):
                made.persons[missing.field_name] = []
            else:
                made.fields[missing.field_name] = ""
    raise PybtexError(f"{made.key} cannot be printed")


def _quick(node: Node) -> Node:
    """The same template, whose fields become rich text by our decoder: pybtex's takes most of the time it needs."""
    made = Node(node.name, _OURS.get(node.name, node.f))
    made.args, made.kwargs = node.args, node.kwargs
    made.children = [_quick_child(child) for child in node.children]
    return made


def _quick_child(child: object) -> object:
    if isinstance(child, Node):
        return _quick(child)
    return [_quick_child(one) for one in child] if isinstance(child, list) else child


def _field(
    children: object,
    context: Mapping[str, Any],
    name: str,
    apply_func: Callable[[Any], Any] | None = None,
    raw: bool = False,
) -> Any:
    """What the node `field` of pybtex's templates does."""
    try:
        value = context["entry"].fields[name]
    except KeyError:
        raise FieldIsMissing(name, context["entry"]) from None
    found = value if raw else _rich(value)
    return apply_func(found) if apply_func else found


def _optional_field(children: object, context: Mapping[str, Any], *args: Any, **options: Any) -> Text:
    """What the node `optional_field` does."""
    try:
        return Text(_field(children, context, *args, **options))
    except FieldIsMissing:
        return Text()


_OURS = {"field": _field, "optional_field": _optional_field}


def _rich(value: str) -> Text:
    """Rich text of TeX as `for_styles` writes it."""
    return Text(*(Protected(text) if protected else String(text) for text, protected in stretches(value)))


def _plainly(entry: Entry) -> Iterator[Run]:
    people = ", ".join(name.full for name in entry.people)
    text = ". ".join(filter(None, (people, entry.title, entry.year)))
    yield Run(f"{text or entry.key}.", href=entry.link)


def _runs(text: BaseText) -> Iterator[Run]:
    """Runs of a rich text; neighbours of one look are one run."""
    pieces: list[str] = []
    look: Look = {}
    for piece, its in _walk(text, {}):
        if its != look and any(pieces):
            yield Run("".join(pieces), **look)  # type: ignore[arg-type]
            pieces = []
        pieces.append(piece)
        look = its
    if any(pieces):
        yield Run("".join(pieces), **look)  # type: ignore[arg-type]


def _walk(text: BaseText, look: Look) -> Iterator[tuple[str, Look]]:
    if isinstance(text, String):
        yield str(text), look
    elif isinstance(text, Symbol):
        yield _SYMBOLS.get(text.name, " "), look
    else:
        if isinstance(text, Tag):
            look = {**look, **_TAGS.get(text.name, {})}
        elif isinstance(text, HRef) and _HTTP.match(str(text.url)):
            look = {**look, "href": str(text.url)}
        for part in text.parts:
            yield from _walk(part, look)
