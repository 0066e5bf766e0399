"""The order of a list."""

from __future__ import annotations

from citekit.query import ordered
from citekit.query.sorting import natural


def sort(texts: list[str], *, down: bool = False) -> list[str]:
    return ordered(texts, [(str, down)])


def test_natural() -> None:
    """Numbers go by their size and before letters; case and accents do not count."""
    assert sort(["v10", "V9", "öl", "Pa", "zu", "007", "8"]) == ["007", "8", "öl", "Pa", "V9", "v10", "zu"]


def test_nothing_comes_last() -> None:
    """What a column lacks comes last, whichever way it goes."""
    assert sort(["b", "", "a"]) == ["a", "b", ""]
    assert sort(["b", "", "a"], down=True) == ["b", "a", ""]


def test_several_columns() -> None:
    """The first column decides first; equals stay in the order given."""
    works = [("1999", "b"), ("1995", "z"), ("1999", "a"), ("1995", "z ")]
    by = [(lambda work: work[0], True), (lambda work: work[1], False)]

    assert ordered(works, by) == [("1999", "a"), ("1999", "b"), ("1995", "z"), ("1995", "z ")]


def test_very_long_numbers() -> None:
    """A number of a hundred thousand digits is compared, not computed."""
    assert natural("9" * 100_000) < natural("1" + "0" * 100_000)
