"""What holds for every style and every item."""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from citekit.csl import (
    Program,
    Session,
    Style,
    compile_style,
    find_style,
    locale_of,
    locale_reader,
    plain,
    process,
    read_citation,
    read_items,
    read_style,
    write_html,
)
from citekit.csl.markup import parse_markup

OFFICIAL = (
    "apa",
    "ieee",
    "chicago-author-date",
    "chicago-notes-bibliography",
    "modern-language-association",
    "nlm-citation-sequence",
    "american-medical-association",
    "din-1505-2-alphanumeric",
)


@lru_cache(maxsize=16)
def official(name: str) -> Program:
    style = find_style(name)
    return compile_style(style, locale_of(style, locale_reader()))


WORDS = st.sampled_from(
    [
        "alpha",
        "Beta",
        "of",
        "the",
        "<i>in vivo</i>",
        '"quoted"',
        "don't",
        "a.b.",
        "what?",
        "$x^2$",
        "«x»",
        "<b>open",
        "&",
        "…",
    ]
)
TEXTS = st.lists(WORDS, max_size=5).map(" ".join) | st.text(max_size=12)
NUMBERS = st.sampled_from(["1", "12-15", "2 & 4", "iv", "S12", "2nd edition", "", "100–4", "\\-", "1,2"])
NAMES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "family": st.sampled_from(["Doe", "van Gogh", "O'Neil", "毛", "de la Cruz", "Smith-Jones", ""]),
            "given": st.sampled_from(["John", "Jean-Luc", "J. R.", "Ludwig van", "泽东", "Mary <i>Ann</i>", ""]),
            "suffix": st.just("Jr."),
            "literal": st.just("The Office"),
        },
    ),
    max_size=5,
)
PARTS = st.lists(st.sampled_from([2001, -44, 79, 0, "2003", "", 5, 12, 31]), max_size=3)
DATES = st.fixed_dictionaries(
    {}, optional={"date-parts": st.lists(PARTS, max_size=2), "raw": TEXTS, "circa": st.booleans()}
)
ITEMS = st.lists(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["book", "article-journal", "chapter", "webpage", "nonsense", ""])},
        optional={
            "title": TEXTS,
            "container-title": TEXTS,
            "publisher": TEXTS,
            "volume": NUMBERS,
            "page": NUMBERS,
            "edition": NUMBERS,
            "DOI": st.just("10.1/x"),
            "author": NAMES,
            "editor": NAMES,
            "issued": DATES,
            "language": st.sampled_from(["en", "de", "nonsense"]),
            "note": TEXTS,
        },
    ),
    min_size=1,
    max_size=5,
)
CITES = st.lists(
    st.lists(
        st.fixed_dictionaries(
            {"number": st.integers(0, 4)},
            optional={"locator": NUMBERS, "prefix": TEXTS, "suffix": TEXTS, "suppress-author": st.booleans()},
        ),
        min_size=1,
        max_size=3,
    ),
    min_size=1,
    max_size=5,
)


def documents(items: list[dict[str, Any]], citations: list[list[dict[str, Any]]]) -> tuple[Any, list[Any]]:
    """Items with ids, and citations of them in notes one after the other."""
    read = read_items({**item, "id": f"i{number}"} for number, item in enumerate(items))
    cites = [
        read_citation(
            {
                "citationID": f"c{note}",
                "citationItems": [{**cite, "id": f"i{cite['number'] % len(items)}"} for cite in group],
                "properties": {"noteIndex": note},
            }
        )
        for note, group in enumerate(citations, 1)
    ]
    return read, cites


@pytest.fixture(scope="module")
def benchmark(repository: Path) -> Iterator[Any]:
    """The properties, which the benchmark tries on more styles than a test run has time for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(repository / "benchmarks"), *sys.path])
        yield import_module("csl_properties")


STYLES_TRIED = 50


@seed(1)
@settings(max_examples=STYLES_TRIED, database=None)
@given(st.data())
def test_any_official_style_holds(benchmark: Any, data: st.DataObject) -> None:
    """In a style drawn from all that there are, whatever the items: nothing raises, tags are balanced, order does not
    depend on the input, step by step is the same as whole, and nothing is doubled."""
    name = data.draw(st.sampled_from(benchmark.all_styles()))
    assert benchmark.failures(name, 1, data.draw(st.integers(0, 1_000_000))) == []


@pytest.mark.parametrize(
    ("place", "fault", "said"),
    [
        ("citekit.csl.punctuation._Settling._join", lambda self, piece: None, "stand twice"),
        (
            "citekit.csl.entries.sort_items",
            lambda entries, keys, texts_of: list(entries),
            "depends on that of the input",
        ),
        ("citekit.csl.incremental._in_note", lambda citation, notes: replace(citation, items=()), "step by step"),
        ("citekit.csl.writers.html._mark", lambda *_: ("<i>", ""), "not balanced"),
        ("citekit.csl.number.sort_number", lambda text: str(1 // 0), "ZeroDivisionError"),
    ],
)
def test_a_fault_is_found(benchmark: Any, monkeypatch: pytest.MonkeyPatch, place: str, fault: Any, said: str) -> None:
    """Each property fails where the processor is made to break it."""
    names = ("modern-language-association", "nature")
    monkeypatch.setattr(place, fault)
    benchmark.program_of.cache_clear()
    found = [what for name in names for what in benchmark.failures(name, 4, 1)]
    benchmark.program_of.cache_clear()
    assert any(said in what for what in found)


@settings(max_examples=25)
@given(st.sampled_from(OFFICIAL), ITEMS, CITES)
def test_step_by_step_is_the_same_as_whole(name: str, items: list[Any], citations: list[Any]) -> None:
    """Citations placed one at a time, the last ones first, give the text of the finished document."""
    read, cites = documents(items, citations)
    session = Session(official(name), read)
    for number in range(len(cites) - 1, -1, -1):
        session.place(cites[number], [], [cite.id for cite in cites[number + 1 :]], {})
    whole = process(official(name), read, cites)
    assert [write_html(nodes) for nodes in session.texts] == [write_html(nodes) for nodes in whole.citations]
    entries = [write_html(entry.children) for entry in session.bibliography]
    assert entries == [write_html(entry.children) for entry in whole.bibliography]


@given(st.permutations(range(5)))
def test_order_of_input_does_not_matter_where_keys_differ(order: list[int]) -> None:
    """The bibliography of a sorting style is the same however the items are given."""
    titles = ["Zeta", "Ångström", "alpha", "Beta", "angstrom 2"]
    items = read_items({"id": title, "type": "book", "title": title} for title in titles)
    done = process(official("modern-language-association"), items, [], [titles[place] for place in order])
    assert [entry.item for entry in done.bibliography] == ["alpha", "Ångström", "angstrom 2", "Beta", "Zeta"]


ELEMENTS = st.sampled_from(
    [
        '<text variable="title" quotes="true"/>',
        '<text variable="publisher" font-style="italic" suffix="."/>',
        '<text term="in" prefix=" "/>',
        '<text value=", "/>',
        '<names variable="author"><name and="text"/><label prefix=", "/></names>',
        '<date variable="issued" form="text" prefix="(" suffix=")"/>',
        '<group delimiter=". "><text variable="title"/><text variable="publisher"/></group>',
        '<choose><if variable="title"><text value="x "/></if><else><number variable="volume"/></else></choose>',
    ]
)
CLEAN = st.lists(st.sampled_from(["alpha", "Beta", "gamma"]), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=60)
@given(st.lists(ELEMENTS, min_size=1, max_size=5), CLEAN, CLEAN)
def test_nothing_is_doubled(elements: list[str], title: str, publisher: str) -> None:
    """Where neither data nor style has two blanks or the same mark twice in a row, the output has neither."""
    style = read_style(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><citation>'
        f'<layout suffix=".">{"".join(elements)}</layout></citation></style>'
    )
    assert isinstance(style, Style)
    program = compile_style(style, locale_of(style, locale_reader()))
    item = {"id": "a", "type": "book", "title": title, "publisher": publisher, "author": [{"family": "Doe"}]}
    cite = read_citation({"citationItems": [{"id": "a"}]})
    text = plain(process(program, read_items([item]), [cite]).citations[0])
    assert not [pair for pair in pairwise(text) if pair[0] == pair[1] and pair[0] in " .,:;"]


@given(st.text(alphabet="ab<i>/\"' $\u2018\u2019\u201c\u201d", max_size=30))
def test_markup_keeps_the_text(text: str) -> None:
    """Reading markup never loses a letter, whatever is left open."""
    assert [letter for letter in plain(parse_markup(text)) if letter in "ab"] == [
        letter for letter in re.sub(r"</?i>", "", text) if letter in "ab"
    ] or "<" in text
