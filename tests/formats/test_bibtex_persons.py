"""Names taken apart: BibTeX itself and pybtex are the oracles; where we follow neither is a table by hand."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import Person

from citekit.formats.bibtex.names import person

# Prints the four parts of each name of `author`, one line for a name.
STYLE = r"""
ENTRY { author } {} {}
INTEGERS { number count }
FUNCTION {book}
{ author num.names$ 'count :=
  #1 'number :=
  { number count #1 + < }
    { author number "{ff}|{vv}|{ll}|{jj}" format.name$ write$ newline$ number #1 + 'number := }
  while$
}
READ
ITERATE {call.type$}
"""

# BibTeX's manual, section 4, and "Tame the BeaST", section 11, have most of them.
NAMES = [
    "Donald E. Knuth",
    "Ludwig van Beethoven",
    "van Beethoven, Ludwig",
    "Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin",
    "de la Vall{\\'e}e Poussin, Charles Louis Xavier Joseph",
    "{Barnes and Noble, Inc.}",
    "{Barnes} {and} {Noble}",
    "Ford, Jr., Henry",
    "{Steele Jr.}, Guy L.",
    "Maria {\\uppercase{d}e La} Cruz",
    "jean de la fontaine",
    "Jean de la fontaine",
    "Jean De La Fontaine",
    "Jean {de} la fontaine",
    "Jean {De} La Fontaine",
    "{de la} Fontaine, Jean",
    "de la fontaine, Jean",
    "De La Fontaine, Jean",
    "fontaine, Jean",
    "AA BB",
    "AA bb",
    "bb AA",
    "aa bb CC dd EE",
    "aa Bb cc Dd, ee",
    "AA {bb} CC",
    "AA {\\bb cc} DD",
    "AA {\\oe}uvre DD",
    "AA {\\OE}uvre DD",
    "AA {\\l}odz DD",
    "AA {\\aa}b DD",
    "AA {\\AA}b DD",
    "AA {\\ss} DD",
    "AA {\\i}x DD",
    "AA {\\'e}x DD",
    "AA {\\'E}x DD",
    "AA {\\'{E}}x DD",
    "AA {x}y DD",
    "AA {x}Y DD",
    "AA {x\\'y} Bb cc DD",
    "AA 7 DD",
    "AA 'tx DD",
    "J.~D. van~der Waals",
    "Smith,",
    "A, B,",
    "Sukarno",
    "{\\'E}mile",
]


@pytest.fixture(scope="module")
def from_bibtex(need: Callable[..., object], tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, ...]]:
    """What BibTeX makes of each name: First, von, Last, Jr."""
    need("bibtex")
    folder: Path = tmp_path_factory.mktemp("names")
    (folder / "parts.bst").write_text(STYLE)
    entries = (f"@book{{k{number:03}, author = {{{name}}}}}\n" for number, name in enumerate(NAMES))
    (folder / "x.bib").write_text("".join(entries))
    (folder / "x.aux").write_text("\\citation{*}\n\\bibdata{x}\n\\bibstyle{parts}\n")
    subprocess.run(["bibtex", "x"], cwd=folder, capture_output=True, check=False)
    lines = (folder / "x.bbl").read_text().splitlines()
    return dict(zip(NAMES, (tuple(line.split("|")) for line in lines), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_bibtex_agrees(name: str, from_bibtex: dict[str, tuple[str, ...]]) -> None:
    """BibTeX prints the same four parts, ties aside."""
    found = person(name)
    ours = (found.first_names + found.middle_names, found.prelast_names, found.last_names, found.lineage_names)

    assert tuple(" ".join(part) for part in ours) == tuple(part.replace("~", " ") for part in from_bibtex[name])


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Éric Dupont", (("Éric",), (), (), ("Dupont",), ())),
        ("Ahmad al-Ghazali", (("Ahmad",), (), (), ("al-Ghazali",), ())),
        ("al-Ghazali, Ahmad", (("Ahmad",), (), (), ("al-Ghazali",), ())),
        ("Qui\\~{n}onero, J.\\ C.", (("J.",), ("C.",), (), ("Qui\\~{n}onero",), ())),
        ("王 小波", (("王",), (), (), ("小波",), ())),
    ],
)
def test_where_bibtex_is_not_followed(name: str, parts: tuple[tuple[str, ...], ...]) -> None:
    """Letters are Unicode's, a hyphen parts no words, and a backslash belongs to what follows."""
    assert person(name) == parts


WORD = st.sampled_from(
    [
        "Holsti", "van", "der", "de", "J.", "Jr.", "{von Neumann}", "{\\'E}mile", "{\\'e}x", "Müller", "d'Arc", "Ō",
        "{UN}", "al-Ghazali", "{{A} b}c", "x{Y}", "{x}Y", "'t", "7", "A~b", "{\\c c}", "\\'e", "O'Neil", "{A, B}",
    ]
)  # fmt: skip
NAME = st.lists(st.lists(WORD, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=3).map(", ".join)


@settings(max_examples=500, deadline=None)
@given(NAME)
def test_pybtex_agrees(name: str) -> None:
    """pybtex finds the same five parts in names that are made of all kinds of words."""
    theirs = Person(name)
    parts = (theirs.first_names, theirs.middle_names, theirs.prelast_names, theirs.last_names, theirs.lineage_names)

    assert person(name) == tuple(map(tuple, parts))
