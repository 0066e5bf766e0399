"""JSON and YAML with places, and what they do with files that are broken or made to hurt.

Values are checked against Python's own json and PyYAML's own loader; places by hand.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.source import TextSource
from citekit.trees import Map, Number, jsontext, text_of, yamltext
from citekit.trees.yamlwriter import dump

WRAPPERS = ("items", "references", "message")


def from_json(text: str) -> jsontext.Objects:
    return jsontext.read(TextSource("a.json", text), WRAPPERS)


def from_yaml(text: str) -> yamltext.Tree:
    return yamltext.read(TextSource("a.yaml", text))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def written(value: object) -> object:
    """A value with its numbers as the file has them."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        if isinstance(value, dict):
            return {name: written(inner) for name, inner in value.items()}
        return [written(inner) for inner in value] if isinstance(value, list) else value
    return json.dumps(value)


@settings(deadline=None)
@given(st.lists(st.dictionaries(TEXTS.filter(lambda name: name not in WRAPPERS), VALUES, min_size=1), max_size=4))
def test_json_has_the_values_that_python_reads(objects: list[dict[str, object]]) -> None:
    """Object by object, Python's own module gives the same; numbers stay as they are written."""
    found = from_json(json.dumps(objects))

    assert found.maps == [written(one) for one in objects]
    assert found.diagnostics == []


@settings(deadline=None)
@given(st.lists(st.dictionaries(TEXTS.filter(lambda name: name not in WRAPPERS), VALUES, min_size=1), max_size=4))
def test_json_places_are_those_of_names_and_values(objects: list[dict[str, object]]) -> None:
    """What stands at the place of a name is that name, a colon and its value."""
    for found in from_json(json.dumps(objects)).maps:
        for name, value in found.items():
            piece = json.loads("{" + found.place(name).text + "}")
            assert {key: written(inner) for key, inner in piece.items()} == {name: value}


@pytest.mark.parametrize(
    ("text", "place", "words", "left"),
    [
        ('[{"a": 1 "b": 2}, {"c": 3}]', "1:10", "a comma or a closing bracket is missing", 1),
        ('[{"a": }, {"c": 3}]', "1:8", "a value is missing", 1),
        ('[{"a" 1}, {"c": 3}]', "1:7", "the colon after a name is missing", 1),
        ('[{"a": 1,}, {"c": 3}]', "1:10", "a name in double quotation marks is missing", 1),
        ('[{"c": 3},\n {"a": "x', "2:8", "the closing quotation mark of a text is missing", 1),
        ('[{"c": 3}, 7]', "1:12", "this is no work", 1),
        ('[{"c": 3, "c": 4}]', "1:11", "stands here twice", 1),
        ('[{"c": "\\q"}]', "1:9", "a backslash in a text", 0),
    ],
)
def test_a_fault_in_json_costs_one_object(text: str, place: str, words: str, left: int) -> None:
    """It is told with its place, and the objects that are whole are read."""
    found = from_json(text)

    assert [str(one.span) for one in found.diagnostics] == [f"a.json:{place}"]
    assert words in found.diagnostics[0].message
    assert len(found.maps) == left


@pytest.mark.parametrize(
    "text",
    [
        '{"items": [{"id": "a"}, {"id": "b"}], "total": 2}',
        '{"status": "ok", "message": {"items": [{"id": "a"}, {"id": "b"}]}}',
        '{"id": "a"}\n{"id": "b"}\n',
        '[[{"id": "a"}], [{"id": "b"}]]',
        '\ufeff[{"id": "a"}, {"id": "b"}]',
    ],
)
def test_json_lists_are_found_where_programs_put_them(text: str) -> None:
    """Zotero's and Crossref's APIs wrap the list; some write an object a line."""
    found = from_json(text)

    assert [one["id"] for one in found.maps] == ["a", "b"]
    assert found.diagnostics == []


def test_halves_of_characters_are_spelt_out() -> None:
    r"""`\ud800` alone is no character and could not be written again."""
    found = from_json('[{"a\\ud800": "\\ud800 x"}]').maps[0]

    assert list(found) == ["a\\ud800"]
    assert text_of(found["a\\ud800"]) == "\\ud800 x"


SHARED_NAMES = TEXTS.filter(lambda name: name != "<<")
TREES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SHARED_NAMES, inner, max_size=4), max_leaves=20
)


def printable(value: object) -> bool:
    text = json.dumps(value, ensure_ascii=False)
    return all(c.isprintable() for c in text)


@settings(deadline=None)
@given(TREES.filter(printable))
def test_yaml_that_is_written_is_read_as_it_was(value: object) -> None:
    """By us and by PyYAML's own safe loader: every text comes back as that text."""
    text = dump({"a": value})

    assert yaml.safe_load(text) == {"a": value}
    assert from_yaml(text).roots == [{"a": value}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", "no"),
        ("a: 012", "012"),
        ("a: 12:30", "12:30"),
        ("a: 1977-05-01", "1977-05-01"),
        ("a: 1.10", "1.10"),
        ("a: ~", None),
        ("a:", None),
        ('a: "~"', "~"),
        ("a: 'null'", "null"),
        ("a: !!str 12", "12"),
        ("a: |\n  one\n  two\n", "one\ntwo\n"),
    ],
)
def test_yaml_scalars_stay_as_they_are_written(text: str, value: str | None) -> None:
    """Nothing is taken for a truth value, a number of another base, a time or a date."""
    assert from_yaml(text).roots == [{"a": value}]


@pytest.mark.parametrize(
    "text", ["1e3", "0x1F", "0o17", "1_000", "12", "-3.5", "yes", "No", "~", "null", "1977-05-01", ""]
)
def test_texts_that_look_like_something_else_are_quoted(text: str) -> None:
    """YAML 1.1 and 1.2 disagree on some of them, so none is left bare."""
    assert dump({"a": text}).strip().endswith(("'", '"'))


def test_yaml_places() -> None:
    """Each name with its value has its place; the place ends with the last character of the value."""
    found = from_yaml("é: 1\nb:\n  - x\n  - y\n\nc: z\n").roots[0]

    assert isinstance(found, Map)
    assert [found.place(name).text for name in found] == ["é: 1", "b:\n  - x\n  - y", "c: z"]


def test_aliases_and_merges() -> None:
    """An alias stands for its value, and `<<` brings in what a mapping lacks."""
    found = from_yaml("a: &x {p: 1, q: 2}\nb: *x\nc:\n  <<: *x\n  q: 3\n").roots[0]

    assert found == {"a": {"p": "1", "q": "2"}, "b": {"p": "1", "q": "2"}, "c": {"p": "1", "q": "3"}}


def test_names_that_come_twice_are_kept() -> None:
    """The first counts, the second is kept beside it: keys of works may come twice."""
    found = from_yaml("a: 1\na: 2\n").roots[0]

    assert isinstance(found, Map)
    assert dict(found) == {"a": "1"}
    assert found.repeated == [("a", "2", (5, 9))]


@pytest.mark.parametrize(
    ("text", "place", "words", "left"),
    [
        ("a: 1\nb: {x: 1\n", "2:9", "the YAML is not well-formed", [{"a": "1"}]),
        ("a: 1\nb: [x\n", "2:6", "the YAML is not well-formed", [{"a": "1", "b": ["x"]}]),
        ("a: 1\nb: *x\n", "2:4", "stands for nothing", [{"a": "1"}]),
        ("a: &x [*x]\n", "1:8", "stands for nothing", [{"a": []}]),
        ("a: 1\n? [x]\n: 2\n", "2:3", "a name here is no text", [{"a": "1"}]),
        ("a: 1\nb: \x07\n", "2:4", "a character that YAML does not allow", []),
        ("- a: 1\n- a: 2\n- a: 'x\n", "3:8", "the YAML is not well-formed", [[{"a": "1"}, {"a": "2"}]]),
    ],
)
def test_what_stands_before_a_fault_in_yaml_is_kept(text: str, place: str, words: str, left: list[object]) -> None:
    """The fault is told with its place; half a work is none."""
    found = from_yaml(text)

    assert [one.message for one in found.diagnostics if words in one.message]
    assert len(found.diagnostics) == 1
    assert found.roots == left
    assert str(found.diagnostics[0].span) == f"a.yaml:{place}"


BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(9)
)
SIZE = 2_000_000


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (from_json, "[" * SIZE),
        (from_json, "{" * SIZE),
        (from_json, '{"a":' * (SIZE // 5)),
        (from_json, "{}" * (SIZE // 2)),
        (from_json, "{]" * (SIZE // 10)),
        (from_json, '{"items":[' * (SIZE // 10)),
        (from_json, "1," * (SIZE // 2)),
        (from_json, '"' * SIZE),
        (from_json, '[{"a":"' + '\\"' * (SIZE // 2)),
        (from_json, '[{"a":' + "1" * SIZE),
        (from_json, '[{"a":NaN}, {"b":-Infinity}]'),
        (from_yaml, BOMB),
        (from_yaml, "[" * SIZE),
        (from_yaml, "- " * (SIZE // 2)),
        (from_yaml, "{a: " * (SIZE // 4)),
        (from_yaml, "? " * (SIZE // 2)),
        (from_yaml, "&a " * (SIZE // 3)),
        (from_yaml, '"' + "x\n" * (SIZE // 2)),
        (from_yaml, "a: b\n" * (SIZE // 10)),
        (from_yaml, "x" * (yamltext.LARGEST + 1)),
    ],
    ids=range(20),
)
def test_hostile_files_are_read_at_once(read: Callable[[str], object], text: str) -> None:
    """Nothing is raised, and two million characters take no more than ten seconds, whatever they are."""
    start = time.process_time()
    read(text)

    assert time.process_time() - start < 10


@pytest.mark.parametrize("depth", [200, 5000])
def test_deep_nesting_is_refused_where_it_goes_too_deep(depth: int) -> None:
    """Whatever Python's own limit is: the place is that of the bracket that is one too many."""
    nested = "[" * depth + "]" * depth
    for found in (from_json(f'{{"a": {nested}}}').diagnostics, from_yaml(f"a: {nested}").diagnostics):
        assert len(found) == 1
        assert "nested more than 64 deep" in found[0].message


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("[]{}\",:\\ \nab1-&*?|<>!%#'\t\0é\ud800~"), max_size=60))
def test_nothing_is_raised(text: str) -> None:
    """Any heap of brackets and marks is read, and every finding has a place inside the text."""
    text = text.replace("\ud800", "\\ud800")
    for found in (from_json(text).diagnostics, from_yaml(text).diagnostics):
        for one in found:
            assert 0 <= one.span.start <= one.span.end <= len(one.span.source)


def test_numbers_are_texts() -> None:
    """A number keeps every digit it is written with, and says that it is one."""
    value = from_json('[{"a": 1.10, "b": 12345678901234567890123}]').maps[0]

    assert (value["a"], value["b"]) == ("1.10", "12345678901234567890123")
    assert isinstance(value["a"], Number)
