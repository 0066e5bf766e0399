"""Which works a query finds: against examples worked out by hand, and against a slow search that shares no code."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.diagnostic import UsageError
from citekit.formats.bibtex import read
from citekit.model import Entry, fold
from citekit.query import find, parse, table, unknown
from citekit.source import ByteSource

LIBRARY = r"""
@book{holsti1995, author = {Holsti, K. J.}, title = {{I}nternational Politics: A Framework for Analysis},
  year = 1995, publisher = {Prentice Hall}, address = {London}}
@article{waltz, author = {Waltz, Kenneth N. and M{\"u}ller, Ana}, title = {The balance of power}, date = {1979-05/1980},
  doi = {10.1016/S0143-2087(98)00005-1}, pages = {10--20}, volume = 12, keywords = {realism, power}}
@misc{x, title = {Nothing}, year = {in press}, type = {Report}}
@collection{editors, editor = {Łukasz, Ona}, title = {O'Brien}, date = {19XX}, location = {New York}}
"""


def entries(text: str = LIBRARY) -> tuple[Entry, ...]:
    return read(ByteSource("references.bib", text.encode())).entries


def keys(query: str, works: Sequence[Entry]) -> list[str]:
    return [works[number].key for number in find(parse(query), table(works))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("framework", "holsti1995"),
        ("framew", ""),
        ("framew*", "holsti1995"),
        ("INTERNATIONAL", "holsti1995"),
        ("muller", "waltz"),
        ("Müller", "waltz"),
        ("lukasz", "editors"),
        ('"balance of power"', "waltz"),
        ('"power of balance"', ""),
        ('"politics a framework"', "holsti1995"),
        ('"K. J. Holsti"', "holsti1995"),
        ('author:"ana müller"', "waltz"),
        ('author:"kenneth müller"', ""),
        ("people:ona", "editors"),
        ("author:ona", ""),
        ("holsti1995", "holsti1995"),
        ("key:holsti*", "holsti1995"),
        ("type:book", "holsti1995"),
        ("book", ""),
        ("type-field:report", "x"),
        ("report", "x"),
        ("year:1990-1999", "holsti1995 editors"),
        ("year:1979", "waltz editors"),
        ("date:1979-04", "editors"),
        ("date:1979-05", "waltz editors"),
        ("year:1980..1980", "waltz editors"),
        ("year:<1979 -year:>=1979", ""),
        ("year:press", "x"),
        ("-year:*", ""),
        ("-has:date", ""),
        ("-has:volume", "holsti1995 x editors"),
        ("address:york", "editors"),
        ("location:london", "holsti1995"),
        ("volume:10..12", "waltz"),
        ("volume:>12", ""),
        ("pages:10-20", "waltz"),
        ("pages:>=10", "waltz"),
        ("keyword:power", "waltz"),
        ("doi:10.1016/S0143-2087(98)00005-1", "waltz"),
        ("o'brien OR “O’Brien”", "editors"),
        ("int*nal", "holsti1995"),
        ("*tics", "holsti1995"),
        ('"int* pol*"', "holsti1995"),
        ('"int* of*"', ""),
        ("*", "holsti1995 waltz x editors"),
        ("title:(balance OR nothing) -waltz", "x"),
        ("NOT (framework OR has:doi)", "x editors"),
        ("author:holsti year:1990-1999 type:book framework", "holsti1995"),
    ],
)
def test_examples(query: str, expected: str) -> None:
    """Worked out by hand from the page on searching."""
    assert keys(query, entries()) == expected.split()


def test_unknown_field() -> None:
    """A field that no standard knows and no work has is told, with the nearest name and its place."""
    with pytest.raises(UsageError) as caught:
        unknown(parse("a autor:holsti"), table(entries()))

    assert caught.value.message == "no work has a field `autor`"
    assert caught.value.hint == "did you mean author?"
    assert caught.value.span is not None
    assert caught.value.span.text == "autor"


def test_fields_of_a_library_are_known() -> None:
    """A field of one's own making may be searched; a standard one that no work has finds nothing."""
    works = entries("@book{a, shelf = {3B}}")
    unknown(parse("shelf:3b has:isbn"), table(works))

    assert keys("shelf:3b", works) == ["a"]
    assert keys("has:isbn", works) == []


def test_no_works() -> None:
    """An empty library is searched in vain."""
    assert keys("-a OR year:1990.. OR has:doi", ()) == []


WORDS = st.sampled_from(["ab", "Ab", "äb", "b", "abc", "ca", "cab", "1", "12"])
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
FIELDS = st.dictionaries(st.sampled_from(["title", "note", "author", "keywords"]), TEXTS, max_size=3)
LIBRARIES = st.lists(FIELDS, min_size=1, max_size=6)
PATTERNS = st.one_of(WORDS, st.sampled_from(["a*", "*b", "a*c", "*a*", "c*b", "**b"]))

Fits = Callable[[Entry], bool]


@st.composite
def terms(draw: st.DrawFn) -> tuple[str, Fits]:
    """A term, and what it means by a search through the fields of one work."""
    field = draw(st.sampled_from(["", "title:", "note:", "author:", "has:"]))
    if field == "has:":
        name = draw(st.sampled_from(["title", "note", "doi"]))
        return f"has:{name}", lambda entry: name in entry.fields
    words = draw(st.lists(PATTERNS, min_size=1, max_size=2))
    text = words[0] if len(words) == 1 else f'"{" ".join(words)}"'
    return field + text, lambda entry: any(
        stands(words, found.text, any_order=name == "author")
        for name, found in entry.fields.items()
        if not field or name == field[:-1]
    )


def stands(patterns: Sequence[str], text: str, *, any_order: bool) -> bool:
    """Whether words stand in a text, by regular expressions on its list of words."""
    row = re.findall(r"[^\W_]+", fold(text))
    like = [re.compile(re.escape(fold(pattern)).replace(r"\*", r"\w*")) for pattern in patterns]
    if any_order and all(any(one.fullmatch(word) for word in row) for one in like):
        return True
    places = range(len(row) - len(like) + 1)
    return any(all(one.fullmatch(row[at + n]) for n, one in enumerate(like)) for at in places)


def joined(parts: st.SearchStrategy[tuple[str, Fits]]) -> st.SearchStrategy[tuple[str, Fits]]:
    """Queries of queries."""
    return st.one_of(
        parts.map(lambda part: (f"-({part[0]})", lambda entry: not part[1](entry))),
        st.tuples(parts, parts).map(
            lambda two: (f"({two[0][0]}) ({two[1][0]})", lambda entry: two[0][1](entry) and two[1][1](entry))
        ),
        st.tuples(parts, parts).map(
            lambda two: (f"({two[0][0]}) OR ({two[1][0]})", lambda entry: two[0][1](entry) or two[1][1](entry))
        ),
    )


@given(LIBRARIES, st.recursive(terms(), joined, max_leaves=6))
def test_like_a_slow_search(library: list[dict[str, str]], query: tuple[str, Fits]) -> None:
    """Columns and bytes find just what looking at each word of each work finds."""
    text = "".join(
        f"@book{{key{n}, {', '.join(f'{name} = {{{value}}}' for name, value in fields.items())}}}\n"
        for n, fields in enumerate(library)
    )
    works = entries(text)

    assert keys(query[0], works) == [work.key for work in works if query[1](work)]


def test_hostile_wildcards() -> None:
    """Many stars against a very long word take no time to speak of."""
    works = entries("@book{a, title = {" + "a" * 200_000 + "}}")

    assert keys("*a" * 400 + "*b", works) == []
    assert keys("*a" * 400 + "*", works) == ["a"]
