"""`cs:sort` and its keys (specification, "Sorting")."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from citekit.csl.collator import sort_key
from citekit.csl.context import Context, Emit, SortNames
from citekit.csl.date import sort_date
from citekit.csl.markup import parse_markup
from citekit.csl.nameoptions import NameOptions, read_name_options
from citekit.csl.number import sort_number
from citekit.csl.output import Node, plain
from citekit.csl.people import named
from citekit.csl.personal import sort_text
from citekit.csl.scope import Scope
from citekit.csl.values import variable_text
from citekit.csl.vocabulary import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES
from citekit.csl.xmltree import Element

T = TypeVar("T")

KeyText = Callable[[Context], str]


@dataclass(frozen=True, slots=True)
class SortKey:
    """A compiled `cs:key`: gives the text to sort by, and says in which direction."""

    text: KeyText
    descending: bool
    names: SortNames
    by_number: bool = False
    """Whether the key is the citation-number itself."""


def compile_sort(area: Element, scope: Scope) -> list[SortKey]:
    """Compile the `cs:sort` of an area; no keys where there is none."""
    sort = area.child("sort")
    return [_compile_key(key, scope) for key in sort.all("key")] if sort is not None else []


def _compile_key(element: Element, scope: Scope) -> SortKey:
    names = SortNames(_count(element, "names-min"), _count(element, "names-use-first"), _flag(element))
    macro = element.get("macro")
    text = _macro_key(scope.macro(macro)) if macro else _variable_key(element.get("variable"), scope)
    by_number = element.get("variable") == "citation-number"
    return SortKey(text, element.get("sort") == "descending", names, by_number)


def _count(element: Element, name: str) -> int:
    value = element.get(name)
    return int(value) if value.isdecimal() and len(value) < 6 else 0


def _flag(element: Element) -> bool | None:
    value = element.get("names-use-last")
    return value == "true" if value else None


def _macro_key(call: Emit) -> KeyText:
    """A macro gives the text it would render, without markup ("Sorting Macros")."""

    def text(context: Context) -> str:
        nodes: list[Node] = []
        call(context, nodes)
        # A macro is an implicit group here as well: without a variable in it nothing is rendered.
        return "" if context.called and not context.filled else plain(nodes)

    return text


def _variable_key(variable: str, scope: Scope) -> KeyText:
    """A variable gives its text; names, dates and numbers have keys of their own ("Sorting Variables")."""
    if variable in NAME_VARIABLES:
        options, others = read_name_options(None, scope), scope.locale.term("et-al") or ""
        return lambda context: _names_key(context, variable, options, others)
    if variable in DATE_VARIABLES:
        return lambda context: sort_date(date) if (date := context.item.date(variable)) else ""
    if variable in NUMBER_VARIABLES:
        return lambda context: sort_number(variable_text(context, variable))
    return lambda context: plain(parse_markup(variable_text(context, variable)))


def _names_key(context: Context, variable: str, options: NameOptions, others: str) -> str:
    names = context.item.names(variable)
    texts = [sort_text(name, _long(options), context.english) for name in named(names)]
    return " ".join([*texts, others] if names and names[-1].others else texts)


def _long(options: NameOptions) -> NameOptions:
    return options if options.form == "long" else NameOptions(**{**_fields(options), "form": "long"})


def _fields(options: NameOptions) -> dict[str, Any]:
    return {name: getattr(options, name) for name in NameOptions.__slots__}


SortTexts = tuple[list[str], list[str]]
"""What each key of an entry is sorted by, and the texts of the keys in lower case."""

_EMPTY = "\U0010ffff"
"""What an empty key is sorted by: behind everything else."""


def sort_texts(keys: Sequence[SortKey], context_of: Callable[[], Context], language: str) -> SortTexts:
    """Give what an entry is sorted by; each key is rendered in a context of its own."""
    texts = [key_text(key, context_of()) for key in keys]
    # What differs in accents only is not left to the order of the input: the texts themselves come last.
    collated = sort_key(language)
    return [collated(text) if text else _EMPTY for text in texts], [text.lower() for text in texts]


def sort_items(entries: Sequence[T], keys: Sequence[SortKey], texts_of: Callable[[T], SortTexts]) -> list[T]:
    """Sort entries by keys; empty keys go to the end, in descending order too."""
    if not keys or len(entries) < 2:
        return list(entries)
    if not any(key.descending for key in keys):
        return sorted(entries, key=texts_of)
    pairs = sorted(((entry, texts_of(entry)) for entry in entries), key=lambda pair: pair[1][1])
    for place in range(len(keys) - 1, -1, -1):  # the last key first, as each sort is stable
        pairs.sort(key=lambda pair: pair[1][0][place], reverse=keys[place].descending)
        pairs.sort(key=lambda pair: pair[1][0][place] == _EMPTY)
    return [entry for entry, _ in pairs]


def key_text(key: SortKey, context: Context) -> str:
    """Give the text of a key for an item."""
    context.sort_names = key.names
    return key.text(context).lstrip(" \"'\u2018\u201c[(")
