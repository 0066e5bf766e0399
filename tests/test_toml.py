"""Positions and recovery in TOML files. `tomllib` is the oracle for values, hand-counted places for the rest."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citekit.diagnostic import Severity, problem
from citekit.edits.quoting import quoted
from citekit.projectfiles import toml
from citekit.projectfiles.toml import Toml
from citekit.source import TextSource

BROKEN = problem("CLM001", "malformed-claims", Severity.ERROR, "It is broken.")


def read(text: str) -> Toml:
    return toml.read(TextSource("claims.toml", text), BROKEN)


def faults(text: str) -> list[tuple[int, int, str]]:
    return [(one.span.line, one.span.column, one.message) for one in read(text).diagnostics]


CLAIMS = """\
document = "a.md"  # the article

[[claim]]
id = 'first'
"exact" = \"\"\"Two
lines\"\"\"
source = [ {key = "k", page = 3}, # one
  {key = "l"} ]
verdict.status = "supported"

[[claim]]
id = "second"
[[claim.source]]
key = "m"
[[claim.source]]
key = "n"
[claim.verdict]
on = 2026-11-24

# The end.
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("document",), "document", '"a.md"'),
        (("claim", 0, "id"), "id", "'first'"),
        (("claim", 0, "exact"), '"exact"', '"""Two\nlines"""'),
        (("claim", 0, "source"), "source", '[ {key = "k", page = 3}, # one\n  {key = "l"} ]'),
        (("claim", 0, "source", 0, "page"), "page", "3"),
        (("claim", 0, "source", 1), '{key = "l"}', '{key = "l"}'),
        (("claim", 0, "verdict", "status"), "verdict.status", '"supported"'),
        (("claim", 1, "source", 1), "[[claim.source]]", '[[claim.source]]\nkey = "n"'),
        (("claim", 1, "source", 1, "key"), "key", '"n"'),
        (("claim", 1, "verdict", "on"), "on", "2026-11-24"),
    ],
)
def test_every_key_and_value_has_its_place(path: tuple[str | int, ...], key: str, value: str) -> None:
    """Strings of all kinds, inline tables, arrays, dotted keys and nested arrays of tables have spans."""
    found = read(CLAIMS)
    assert found.key(*path).text == key
    assert found.value(*path).text == value


def test_a_table_reaches_from_its_header_to_its_last_line() -> None:
    """A claim's span holds its sources and verdict, and neither the blank line nor the comment after them."""
    found = read(CLAIMS)
    assert found.value("claim", 1).text.startswith('[[claim]]\nid = "second"')
    assert found.value("claim", 1).text.endswith("on = 2026-11-24")
    assert found.value("claim", 0).text.endswith('verdict.status = "supported"')


def test_line_ends_of_windows_change_no_place() -> None:
    """With CRLF every value has the same line and column as with LF."""
    unix, windows = read(CLAIMS), read(CLAIMS.replace("\n", "\r\n"))
    assert unix.values == windows.values
    for path in unix.places:
        left, right = unix.value(*path), windows.value(*path)
        assert (left.line, left.column) == (right.line, right.column)


def test_quoted_keys_are_read_as_tomllib_reads_them() -> None:
    """Escapes, spaces and dots within quotation marks belong to the name."""
    text = '"a\\u0062" = 1\n\'x y\'."z.z" = 2\n["long name"]\nk = 3\n'
    found = read(text)
    assert found.values == {"ab": 1, "x y": {"z.z": 2}, "long name": {"k": 3}}
    for path, value in ((("ab",), "1"), (("x y", "z.z"), "2"), (("long name", "k"), "3")):
        assert found.value(*path).text == value


def test_a_broken_inline_table_ends() -> None:
    """Keys without values inside braces are stepped over, and the line is the finding's place."""
    assert [line for line, _, _ in faults('a = { b, c = 1 }\n["d"\n"\\q" = 1\n')] == [1]


def test_what_is_not_there_has_the_place_of_its_table() -> None:
    """Asking for a missing field gives the claim it is missing from."""
    found = read(CLAIMS)
    assert found.value("claim", 1, "kind") == found.value("claim", 1)


scalars = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12).map(
        lambda text: (quoted(text), text)
    ),
    st.integers(-(10**12), 10**12).map(lambda number: (str(number), number)),
    st.booleans().map(lambda truth: (str(truth).lower(), truth)),
    st.dates(date(1000, 1, 1)).map(lambda day: (day.isoformat(), day)),
)
names = st.text("abcdefgh-_09", min_size=1, max_size=5)


def _array(items: list[tuple[str, Any]]) -> tuple[str, Any]:
    return "[" + ", # a ] remark\n ".join(text for text, _ in items) + "]", [value for _, value in items]


def _inline(items: dict[str, tuple[str, Any]]) -> tuple[str, Any]:
    pairs = ", ".join(f"{name} = {text}" for name, (text, _) in items.items())
    return f"{{ {pairs} }}", {name: value for name, (_, value) in items.items()}


values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(_array),
        st.dictionaries(names, inner.filter(lambda pair: "\n" not in pair[0]), max_size=3).map(_inline),
    ),
    max_leaves=6,
)
tables = st.dictionaries(names, values, max_size=3)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tables, st.lists(tables, max_size=3), st.sampled_from(["\n", "\r\n"]))
def test_places_and_values_agree(
    top: dict[str, tuple[str, Any]], claims: list[dict[str, tuple[str, Any]]], ends: str
) -> None:
    """The text at every place, read by `tomllib` alone, gives the value that `tomllib` reads there in the file."""
    lines = [f"{name} = {text} # remark" for name, (text, _) in top.items() if name != "claim"]
    for claim in claims:
        lines += ["", "[[claim]]", *(f"  {name}={text}" for name, (text, _) in claim.items())]
    text = "\n".join([*lines, ""]).replace("\n", ends)
    found = read(text)
    assert found.diagnostics == ()
    assert found.values == tomllib.loads(text)
    for path in found.places:
        value: Any = found.values
        for part in path:
            value = value[part]
        span = found.value(*path).text
        if not span.startswith("[[claim"):
            assert tomllib.loads(f"x = {span}") == {"x": value}


@given(st.text(st.sampled_from("[]{}=\"',.#ab1 \n\\"), max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    """Whatever the text, reading ends, and finds something wrong just when `tomllib` does."""
    found = read(text)
    try:
        expected: object = tomllib.loads(text)
    except ValueError:
        assert found.diagnostics
    else:
        assert found.values == expected
        assert found.diagnostics == ()


def test_one_bad_claim_costs_that_claim() -> None:
    """The claims before and after one with an unclosed string are read, and the finding is at the string."""
    text = '[[claim]]\nid = "a"\n[[claim]]\nid = "b\n[[claim]]\nid = "c"\n[claim.verdict]\nstatus = "partly"\n'
    found = read(text)
    assert found.values == {"claim": [{"id": "a"}, {"id": "c", "verdict": {"status": "partly"}}]}
    assert found.value("claim", 1, "verdict", "status").line == 8
    assert faults(text) == [(4, 6, "the text between quotation marks is not closed")]
    assert not found.diagnostics[0].unreadable


def test_an_unclosed_long_string_does_not_swallow_the_next_claim() -> None:
    '''A `"""` that is never closed is noticed at its place, though the next claim has the same mark.'''
    text = '[[claim]]\nexact = """one\n[[claim]]\nexact = """two"""\n'
    assert read(text).values == {"claim": [{"exact": "two"}]}
    assert faults(text) == [(2, 9, "the text between quotation marks is not closed")]


def test_two_bad_claims_are_two_findings() -> None:
    """Each piece that cannot be read is reported."""
    assert [line for line, _, _ in faults('[[claim]]\na = \n[[claim]]\nb = 1\n[[claim]]\nc = "\n')] == [2, 6]


def test_nothing_readable_is_said_to_be_unreadable() -> None:
    """A file of prose yields nothing and says so."""
    found = read("This is an article, not a list of claims.\n")
    assert found.values == {}
    assert found.diagnostics[0].unreadable


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('a = "he said "x" y"', 1, 15, "something follows the value on the same line"),
        ("a = “x”", 1, 5, "a typographic quotation mark cannot enclose a value"),
        ("b = 1\na = # nothing\n", 2, 1, "there is no value after the ="),
        ("a = [1\nb = 2", 1, 5, "the list or inline table is not closed, or a comma is missing in it"),
        ("a = 1\nb = 2\na = 3\n", 3, 1, "the same key is set twice"),
        ("a 1", 1, 3, "the = after the key is missing"),
        ("[[claim]\n", 1, 8, "the name of the table is not closed"),
        (r'a = "C:\q"', 1, 8, "the backslash is followed by something that TOML does not know"),
        ("a = yes", 1, 5, "this is no value that TOML knows"),
        ("[a]\nx = 1\n[a]\ny = 2\n", 3, 1, "a table of this name is there already"),
    ],
)
def test_faults_are_put_in_plain_words_at_their_place(text: str, line: int, column: int, message: str) -> None:
    """The finding stands where the person must mend the file; places counted by hand."""
    assert faults(text) == [(line, column, message)]


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 200_000,
        "a" + ".a" * 100_000 + " = [1, 1, 1]",
        "[" + "a." * 100_000 + "a]",
        "a = " + "{a=" * 60_000,
        "a = " + "9" * 100_000,
        '[[claim]]\nexact = """' * 20_000,
        '[[claim]]\nexact = "' * 20_000,
        "a = '''" + "''" * 100_000,
        '"' * 200_000,
    ],
    ids=["lists", "key", "header", "tables", "digits", "long-strings", "strings", "quotes", "marks"],
)
def test_hostile_text_ends_soon(text: str) -> None:
    """Deep nesting and endless repetition cost no more than their length: seconds, not hours, and no crash."""
    start = time.process_time()
    assert read(text).diagnostics
    assert time.process_time() - start < 20
