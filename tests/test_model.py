"""The nouns: names, dates, links."""

from __future__ import annotations

import pytest

from citekit.diagnostic import Problem, Severity, problem
from citekit.model import Name, PartialDate, fold, read_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1997", PartialDate(1997)),
        ("1997-05", PartialDate(1997, 5)),
        ("1997-05-31", PartialDate(1997, 5, 31)),
        ("1997/1998", PartialDate(1997, end=PartialDate(1998))),
        ("1997~", PartialDate(1997, circa=True)),
        ("c. 1999", PartialDate(1999, circa=True)),
        ("circa 1999", PartialDate(1999, circa=True)),
        ("1997/..", PartialDate(1997, end=PartialDate(open=True))),
        ("in press", PartialDate(literal="in press")),
        ("", PartialDate()),
        ("97", PartialDate(literal="97")),
    ],
)
def test_read_date(text: str, date: PartialDate) -> None:
    """A date is read as far as it is known; what is no date is kept as it stands (EDTF level 1, by hand)."""
    assert read_date(text) == date


def test_name_forms() -> None:
    """A name is cited by its family name and particle, and printed either way round; a body has one form."""
    name = Name("Beethoven", "Ludwig", "van", "Jr.")

    assert (name.short, name.full, name.inverted) == (
        "van Beethoven",
        "Ludwig van Beethoven, Jr.",
        "van Beethoven, Ludwig, Jr.",
    )
    body = Name(literal="World Health Organization")
    assert {body.short, body.full, body.inverted} == {"World Health Organization"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "MULLER"),
        ("O’Neil", "O'Neil"),
        ("Łukasz", "Lukasz"),
        ("Ørsted", "orsted"),
        ("Jean‑Paul", "Jean-Paul"),
    ],
)
def test_fold_makes_equal(one: str, other: str) -> None:
    """Case, diacritics and typographic marks do not tell names apart."""
    assert fold(one) == fold(other)


def test_fold_of_plain_letters() -> None:
    """A text of ASCII letters alone, which is folded in a quicker way, comes out like one with a letter beside them."""
    plain = "  THE `Tale' \t of\x1f1-2  "
    assert fold(plain) == "the 'tale' of 1-2"
    assert fold(f"{plain}\u00e9") == "the 'tale' of 1-2 e"


def test_problem_summary_is_its_first_paragraph() -> None:
    """What `explain` lists is the first sentence, on one line."""
    found = problem(
        "BIB999",
        "odd-thing",
        Severity.WARNING,
        """Something
        is odd.

        ## Why it matters
        It is.
        """,
    )

    assert isinstance(found, Problem)
    assert found.summary == "Something is odd."


def test_severities_compare() -> None:
    """An error is more than a warning, a warning more than information; labels lead back."""
    assert Severity.ERROR > Severity.WARNING > Severity.INFORMATION
    assert [Severity.named(severity.label) for severity in Severity] == list(Severity)
