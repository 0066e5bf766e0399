"""Names, taken apart as BibTeX does. pybtex is the oracle for their parts; the others are read off the manuals."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import Person
from pybtex.database.input.bibtex import Parser

from citekit.formats.bibtex.name_fields import is_doubtful, is_plain
from citekit.formats.bibtex.names import name_list, person, split
from citekit.model import Name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Holsti, K. J.", Name(family="Holsti", given="K. J.")),
        ("Kalevi J. Holsti", Name(family="Holsti", given="Kalevi J.")),
        ("Pfaltzgraff, Jr., Robert L.", Name(family="Pfaltzgraff", given="Robert L.", suffix="Jr.")),
        ("Ludwig van Beethoven", Name(family="Beethoven", given="Ludwig", particle="van")),
        ("de la Vall{\\'e}e Poussin, Charles", Name(family="Vallée Poussin", given="Charles", particle="de la")),
        ("Sukarno", Name(family="Sukarno")),
        ("{Badan Pusat Statistik}", Name(literal="Badan Pusat Statistik")),
        ("{{UN} and {UNESCO}}", Name(literal="UN and UNESCO")),
        ("{\\'E}mile Zola", Name(family="Zola", given="Émile")),
        ("Clarke,Jr., Edmund M.", Name(family="Clarke", given="Edmund M.", suffix="Jr.")),
        ("Werneck,, Renato", Name(family="Werneck", given="Renato")),
        ("{\\oe}uvre {\\v S}imi\\'c", Name(family="Šimić", particle="œuvre")),
        ("{Garc{\\'\\i}a de~Luna}, J.~P.", Name(family="García de Luna", given="J. P.")),
        ("Van Leeuwen, Thomas", Name(family="Van Leeuwen", given="Thomas")),
        ("{van der} Waals, J.~D.", Name(family="van der Waals", given="J. D.")),
        ("family=Rabble, given=Richard, prefix=von", Name(family="Rabble", given="Richard", particle="von")),
        ("given={Hans, Georg}, given-i=HG, family=Gadamer", Name(family="Gadamer", given="Hans, Georg")),
        ("Smith, A, Jones, B", Name(family="Smith", given="A, Jones, B")),
    ],
)
def test_a_name(written: str, name: Name) -> None:
    """Parts without LaTeX; a whole name in braces is a body's; biblatex's labels; too many commas lose no word."""
    assert name_list(written).names == (name,)


@pytest.mark.parametrize(
    ("value", "names", "others"),
    [
        ("A, B and C, D", ["A, B", "C, D"], False),
        ("A, B\n     AND\tC, D", ["A, B", "C, D"], False),
        ("A, B and others", ["A, B"], True),
        ("A, B and et al.", ["A, B"], True),
        ("{Barnes and Noble} and Armand", ["Barnes and Noble", "Armand"], False),
        ("A and and B", ["A", "B"], False),
        ("Sandy Andover", ["Andover, Sandy"], False),
        ("and A", ["A"], False),
        ("A and", ["A"], False),
        ("others", [], True),
        ("  ", [], False),
    ],
)
def test_a_list(value: str, names: list[str], others: bool) -> None:
    """Names are parted by the word `and` outside braces, over line ends too; "and others" is nobody's name."""
    found = name_list(value)

    assert ([name.inverted for name in found], found.others) == (names, others)


WORD = st.sampled_from(
    [
        "Holsti",
        "Kalevi",
        "van",
        "der",
        "de",
        "J.",
        "Jr.",
        "{von Neumann}",
        "{\\'E}mile",
        "Müller",
        "d'Arc",
        "Ō",
        "{UN}",
        "al-Ghazali",
    ]
)
WORDS = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
NAME = st.lists(WORDS, min_size=1, max_size=3).map(", ".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(NAME, min_size=1, max_size=4))
def test_pybtex_agrees(names: list[str]) -> None:
    """Well-formed lists are split, and their names taken apart, as pybtex's reader does from a file."""
    value = "\n  and ".join(names)
    theirs = Parser().parse_string(f"@book{{k, author = {{{value}}}}}").entries["k"].persons["author"]

    assert [person(name) for name in split(value)] == [parts(one) for one in theirs]


def parts(one: Person) -> tuple[tuple[str, ...], ...]:
    """pybtex's parts of a name, as ours stand."""
    return (
        tuple(one.first_names), tuple(one.middle_names), tuple(one.prelast_names), tuple(one.last_names),
        tuple(one.lineage_names),
    )  # fmt: skip


AWKWARD = st.lists(
    st.sampled_from(
        [
            "{",
            "}",
            ",",
            " and ",
            "and",
            " ",
            "\n",
            "7",
            "van",
            "\\'",
            "\\",
            "~",
            "=",
            "family=",
            "others",
            "é",
            "-",
            ".",
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(AWKWARD)
def test_any_text_is_some_list_of_names(value: str) -> None:
    """Nothing raises, and no character of a name is lost."""
    found = name_list(value)
    shown = "".join(f"{name.full}" for name in found)

    assert shown.count("7") == value.count("7") or "=" in value


@pytest.mark.parametrize("piece", ["{", "A and ", "A, ", "a ", "{A} ", "\\'{", "and ", "A"])
def test_hostile_lists_take_linear_time(piece: str, grows_linearly: Callable[..., bool]) -> None:
    """Eight times the list takes about eight times as long."""
    assert grows_linearly(lambda count: name_list(piece * count), 5_000, 40_000)


_WORDS = ("Ana", "B.", "van", "{Van}", "{", "}", "{x", "y}", "{a {b}}", "and", "AND", "and ", ",", "", "É", "others")


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join))
def test_a_plain_list_reads_as_the_careful_way_reads_it(value: str) -> None:
    """What the quick look calls plain is parted at each ` and ` just as `split` parts it, and is never doubtful."""
    if is_plain(value):
        assert value.split(" and ") == split(value)
        assert name_list(value, {}, plain=True) == name_list(value)
        assert not is_doubtful(value)
