"""CSL-JSON that is not as the schema has it: what stops, and what is told with its place (csl-data.json)."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl import ItemError, ItemRemark, check_items, load_items, read_citation, read_items

BOOK = {"id": "a", "type": "book"}


def told(**values: Any) -> list[tuple[str, str]]:
    """The remarks on an item with these values beside its id and type."""
    return [(remark.path, remark.message) for remark in check_items([{**BOOK, **values}])]


def test_what_the_schema_has_is_not_remarked_on() -> None:
    """All kinds of values, as the schema has them, and an EDTF date, which its description prefers."""
    author = {"family": "Doe", "given": "J", "non-dropping-particle": "van", "comma-suffix": 1, "parse-names": False}
    item = {
        "id": 3, "type": "article-journal", "author": [author, {"literal": "WHO"}], "volume": 3, "page": "1-2",
        "issued": {"date-parts": [[2000, "1", 2], [2001]], "season": "1", "circa": True}, "accessed": "2020-01-01",
        "container-title-short": "J.", "journalAbbreviation": "J.", "categories": ["x"], "custom": {"any": [1]},
        "title": None,
    }  # fmt: skip
    assert check_items([item]) == []


@pytest.mark.parametrize(
    ("values", "path", "message"),
    [
        ({"type": "journal"}, "$[0].type", "the type 'journal' is not known"),
        ({"type": "Article_Journal"}, "$[0].type", "the type 'Article_Journal' is not known; 'article-journal' is"),
        ({"type": 3}, "$[0].type", "this is a number, not the name of a type"),
        ({"containerTitle": "x"}, "$[0].containerTitle",
         "the variable 'containerTitle' is not known; 'container-title' is"),
        ({"it's": "x"}, "$[0]['it\\'s']", "the variable 'it's' is not known"),
        ({"title": 1984}, "$[0].title", "this is a number, not text; it is read as text"),
        ({"container-title": ["x"]}, "$[0]['container-title']", "this is a list, not text; it is left out"),
        ({"volume": True}, "$[0].volume", "this is true or false, not text or a number"),
        ({"author": "Doe, J"}, "$[0].author", "this is text, not a list of names; it is left out"),
        ({"author": [{"literal": "A"}, "Doe"]}, "$[0].author[1]",
         "this is text, not a name with family and given; it is left out"),
        ({"author": [{"Family": "Doe"}]}, "$[0].author[0].Family", "names have no part 'Family'; 'family' is"),
        ({"author": [{"family": {}}]}, "$[0].author[0].family", "this is an object, not text; it is left out"),
        ({"editor": [{"family": "A", "comma-suffix": []}]}, "$[0].editor[0]['comma-suffix']",
         "this is a list, not true or false"),
        ({"issued": 2000}, "$[0].issued", "this is a number, not a date; it is left out"),
        ({"issued": {"year": 2000}}, "$[0].issued.year", "dates have no part 'year'"),
        ({"issued": {"date-parts": [2000]}}, "$[0].issued['date-parts'][0]",
         "this is not a list of a year, a month and a day"),
        ({"issued": {"date-parts": []}}, "$[0].issued['date-parts']", "this is not a list of one date or two"),
        ({"issued": {"date-parts": [[2000, {}]]}}, "$[0].issued['date-parts'][0][1]",
         "this is an object, not text or a number"),
        ({"categories": "x"}, "$[0].categories", "this is text, not a list of texts"),
        ({"custom": "x"}, "$[0].custom", "this is text, not an object"),
    ],
)  # fmt: skip
def test_values_of_the_wrong_kind(values: dict[str, Any], path: str, message: str) -> None:
    """Each is told once, with its JSONPath, what it is and what it should be; the schema says which are wrong."""
    assert told(**values) == [(path, message)]


def test_items_that_lack_something() -> None:
    """An id that comes twice, an item without a type, and what is no item."""
    assert check_items([BOOK, BOOK, {"id": "b"}, 3, {"type": "book"}, {"type": "book", "id": []}]) == [
        ItemRemark("$[1].id", "the id 'a' is given before; this item takes its place"),
        ItemRemark("$[2]", "the item has no type"),
        ItemRemark("$[3]", "this is a number, not an item"),
        ItemRemark("$[4]", "the item has no id"),
        ItemRemark("$[5].id", "this is a list, not text or a number"),
    ]
    assert check_items({}) == [ItemRemark("$", "this is an object, not a list of items")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"id": "a"}, "$: this is not a list of items"),
        (3, "$: this is not a list of items"),
        ([BOOK, "x"], "$[1]: this is not an object, as each item is"),
        ([{"type": "book"}], "$[0]: the item has no id"),
        ([{"id": ["a"]}], "$[0].id: an id is text or a number"),
    ],
)
def test_items_that_cannot_be_used(data: Any, message: str) -> None:
    """What has no id cannot be cited: one error, with the place."""
    with pytest.raises(ItemError) as error:
        read_items(data)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "$: this is not a citation"),
        ({"citationItems": {}}, "$.citationItems: this is not a list of cites"),
        ({"citationItems": [{"id": "a"}, {}]}, "$.citationItems[1]: the cite has no id"),
        ({"properties": [1]}, "$.properties: this is not an object"),
        ({"properties": {"noteIndex": "x"}}, "$.properties.noteIndex: the number of a note is a whole number"),
    ],
)
def test_citations_that_cannot_be_used(data: Any, message: str) -> None:
    """One error, with the place."""
    with pytest.raises(ItemError) as error:
        read_citation(data)
    assert str(error.value) == message


@pytest.mark.parametrize(("value", "on"), [(True, True), (1, True), ("true", True), ("false", False), (0, False)])
def test_switches_of_cites(value: object, on: bool) -> None:
    """The schema lets switches be text, numbers or true and false."""
    (cite,) = read_citation({"citationItems": [{"id": "a", "suppress-author": value}]}).items
    assert cite.suppress_author is on


def test_a_file_of_items() -> None:
    """The items and what is odd in them come together; what is no JSON is told with its line."""
    items, remarks = load_items('[{"id": "a", "type": "book", "doi": "10.1/x"}]')
    assert list(items) == ["a"]
    assert remarks == [ItemRemark("$[0].doi", "the variable 'doi' is not known; 'DOI' is")]
    wrong: list[tuple[str | bytes, str]] = [
        ("[\n{]", "this is not JSON: Expecting property name enclosed in double quotes: line 2 column 2 (char 3)"),
        ("[" * 200_000, "the values are nested too deeply"),
        (b'["\xff"]', "this is not JSON: 'utf-8' codec can't decode byte 0xff in position 2: invalid start byte"),
    ]
    for text, message in wrong:
        with pytest.raises(ItemError) as error:
            load_items(text)
        assert str(error.value) == message


KEYS = ["id", "type", "title", "author", "issued", "date-parts", "family", "custom", "citationItems", "properties"]
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(ANY)
def test_any_json(data: Any) -> None:
    """Whatever the data are, checking raises nothing, and reading nothing but its own error."""
    check_items(data)
    for read in (read_items, read_citation, lambda value: load_items(json.dumps(value))):
        with suppress(ItemError):
            read(data)
