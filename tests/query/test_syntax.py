"""What the query language means, and what is said of what it does not."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.diagnostic import UsageError
from citekit.query import parse
from citekit.query.terms import Between, Has, Join, Words, moment


def said(text: str) -> str:
    """A query in postfix form, to read."""
    return " ".join(map(_step, parse(text).steps))


def _step(step: object) -> str:
    if isinstance(step, Words):
        return f"{step.field}:{'+'.join(step.words)}"
    if isinstance(step, Has):
        return f"has:{step.field}"
    return str(step) if isinstance(step, Join) else "range"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("holsti framework", "any:holsti any:framework AND"),
        ('"Balance of Power"', "any:balance+of+power"),
        ("“balance of power”", "any:balance+of+power"),
        ("author:Müller", "author:muller"),
        ('title:"a b" c', "title:a+b any:c AND"),
        ("a OR b c", "any:a any:b any:c AND OR"),
        ("a b OR c", "any:a any:b AND any:c OR"),
        ("(a OR b) c", "any:a any:b OR any:c AND"),
        ("-type:article", "type:article NOT"),
        ("NOT a b", "any:a NOT any:b AND"),
        ("a -b", "any:a any:b NOT AND"),
        ("-(a OR b)", "any:a any:b OR NOT"),
        ("NOT -a", "any:a NOT NOT"),
        ("a AND b AND c", "any:a any:b AND any:c AND"),
        ("author:(holsti OR waltz) x", "author:holsti author:waltz OR any:x AND"),
        ("author:(holsti title:theory)", "author:holsti title:theory AND"),
        ("has:doi -has:url", "has:doi has:url NOT AND"),
        ("doi:* *", "has:doi has:any AND"),
        ("holst* int*al *ism", "any:holst* any:int*al AND any:*ism AND"),
        ("self-help", "any:self+help"),
        ("or and not", "any:or any:and AND any:not AND"),
        ("ORder ANDy", "any:order any:andy AND"),
        ("doi:10.1016/S0143-2087(98)00005-1", "doi:10+1016+s0143+2087+98+00005+1"),
        ("https://example.org/a", "any:https+example+org+a"),
        ("year:press", "year:press"),
        ("pages:10-20", "pages:10+20"),
        ("国际", "any:国+际"),
    ],
)
def test_meaning(text: str, meaning: str) -> None:
    """Worked out by hand from the page on searching."""
    assert said(text) == meaning


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("year:1990-1999", (1990, 0, 0), (1999, 99, 99)),
        ("year:1990..1999", (1990, 0, 0), (1999, 99, 99)),
        ("year:1995", (1995, 0, 0), (1995, 99, 99)),
        ("date:1990-05", (1990, 5, 0), (1990, 5, 99)),
        ("date:1990-05..1991", (1990, 5, 0), (1991, 99, 99)),
        ("volume:3..5", (3, 0, 0), (5, 99, 99)),
    ],
)
def test_range(text: str, low: tuple[int, int, int], high: tuple[int, int, int]) -> None:
    """Both ends count, and an end without month or day is as wide as it can be."""
    (term,) = parse(text).steps

    assert isinstance(term, Between)
    assert (term.low, term.high) == (moment(*low), moment(*high))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("year:>=1990", 1990, 1989),
        ("year:>1990", 1991, 1990),
        ("year:<=1990", 1990, 1991),
        ("year:<1990", 1989, 1990),
        ("year:1990..", 2100, 1989),
        ("year:..1990", -43, 1991),
        ("year:-50..-40", -43, 43),
    ],
)
def test_open_range(text: str, inside: int, outside: int) -> None:
    """A side that is not named has no end."""
    (term,) = parse(text).steps

    assert isinstance(term, Between)
    assert term.low <= moment(inside, 6, 15) <= term.high
    assert not term.low <= moment(outside, 6, 15) <= term.high


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ('holsti "balance', 8, "this quotation mark is never closed"),
        ('title:"balance', 7, "this quotation mark is never closed"),
        ("a (b", 3, "this parenthesis is never closed"),
        ("author:(b", 8, "this parenthesis is never closed"),
        ("a) b", 2, "this parenthesis closes none"),
        ("a ()", 3, "there is nothing between the parentheses"),
        ("a OR", 3, "nothing stands behind `OR`"),
        ("(a OR) b", 4, "nothing stands behind `OR`"),
        ("NOT", 1, "nothing stands behind `NOT`"),
        ("OR a", 1, "nothing stands before `OR`"),
        ("a (AND b)", 4, "nothing stands before `AND`"),
        ("a author:", 3, "nothing stands behind `author:`"),
        ("a has:", 3, "nothing stands behind `has:`"),
        ("year:>=soon", 1, "`soon` is neither a number nor a date"),
        ("year:soon..", 1, "`soon..` is no range of dates"),
        ("a date:..19XX", 3, "`..19XX` is no range of dates"),
        ("year:1999..1990", 1, "`1999..1990` ends before it begins"),
        ("year:1999-1990", 1, "`1999-1990` ends before it begins"),
        ("volume:9..3", 1, "`9..3` ends before it begins"),
        ("a & b", 3, "there is no letter and no digit here to look for"),
        ("-", 1, "there is no letter and no digit here to look for"),
    ],
)
def test_what_is_malformed(text: str, column: int, message: str) -> None:
    """The place is told, what is wrong with it, and what to do."""
    with pytest.raises(UsageError) as caught:
        parse(text)

    assert caught.value.message == message
    assert caught.value.hint
    assert caught.value.span is not None
    assert (caught.value.span.line, caught.value.span.column) == (1, column)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_empty_query(text: str) -> None:
    """A query that says nothing is no query for everything."""
    with pytest.raises(UsageError, match="the query is empty"):
        parse(text)


@given(st.lists(st.sampled_from(["(", ")", "a", "NOT ", "-", " OR ", " AND ", '"', "b:", "has:", "*", " ", ">=1"])))
def test_anything_is_parsed_or_refused(pieces: list[str]) -> None:
    """No text of a query does anything but mean something or be a UsageError."""
    with contextlib.suppress(UsageError):
        assert parse("".join(pieces)).steps


def test_deep_nesting() -> None:
    """A hundred thousand parentheses are no more than a long query."""
    depth = 100_000

    assert said("(" * depth + "a" + ")" * depth) == "any:a"
    assert said("-" * depth + "a") == " ".join(["any:a", *["NOT"] * depth])
