"""Numbers: what is numeric, how they are formatted, pages and labels (specification, "Number", "Label")."""

from typing import Any

import pytest

from citekit.csl.label import is_plural
from citekit.csl.locale import Locale
from citekit.csl.number import extract_numbers, is_numeric, roman
from citekit.csl.pages import range_formatter

DASH = "\u2013"


@pytest.mark.parametrize("text", ["2", "D2", "2b", "L2d", "2, 3", "2-4", "2 & 4", "2nd"])
def test_numeric(text: str) -> None:
    """Numbers with prefixes and suffixes, joined by comma, hyphen or ampersand ("Choose", is-numeric)."""
    assert is_numeric(text)


@pytest.mark.parametrize("text", ["second", "2nd edition", "Special edition", "", "2 4"])
def test_not_numeric(text: str) -> None:
    """Content with anything but numbers is not numeric."""
    assert not is_numeric(text)


@pytest.mark.parametrize(
    ("text", "extracted"), [("2 - 4", f"2{DASH}4"), ("2,3", "2, 3"), ("2 , 3", "2, 3"), ("2&3", "2 & 3"), ("2E", "2E")]
)
def test_spaces_around_separators(text: str, extracted: str) -> None:
    """Hyphens lose their spaces, commas take one behind, ampersands one on either side."""
    assert extract_numbers(text) == extracted


@pytest.mark.parametrize(("number", "text"), [(1, "i"), (4, "iv"), (42, "xlii"), (1999, "mcmxcix"), (0, "0")])
def test_roman(number: int, text: str) -> None:
    """Roman numerals are in lower case; there is none for nought."""
    assert roman(number) == text


def test_numbers_are_formatted_one_by_one(csl: Any) -> None:
    """The examples of the chapter: "2nd, 3rd", "second, third", "ii, iii"; numbers with affixes stay."""
    item = {"volume": "2, 3", "issue": "2E"}
    for form, text in (("ordinal", "2nd, 3rd"), ("long-ordinal", "second, third"), ("roman", "ii, iii")):
        assert csl.one(item, f'<number variable="volume" form="{form}"/>') == text
    assert csl.one(item, '<number variable="issue" form="ordinal"/>') == "2E"


PAGES = {
    "chicago-15": (
        "3-10 71-72 100-104 600-613 1100-1123 107-108 505-517 1002-1006 321-325 415-532 11564-11568 13792-13803 "
        "1496-1504 2787-2816",
        "3–10 71–72 100–104 600–613 1100–1123 107–8 505–17 1002–6 321–25 415–532 11564–68 13792–803 "
        "1496–1504 2787–2816",
    ),
    "chicago-16": (
        "3-10 71-72 92-113 100-104 600-613 1100-1123 107-108 505-517 1002-1006 321-325 415-532 1087-1089 1496-1500 "
        "11564-11568 13792-13803 12991-13001",
        "3–10 71–72 92–113 100–104 600–613 1100–1123 107–8 505–17 1002–6 321–25 415–532 1087–89 1496–500 11564–68 "
        "13792–803 12991–3001",
    ),
    "expanded": ("42-5 321-8 2787-816", "42–45 321–328 2787–2816"),
    "minimal": ("42-45 321-328 2787-2816", "42–5 321–8 2787–816"),
    "minimal-two": ("42-45 321-328 2787-2816", "42–45 321–28 2787–816"),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_range_formats(name: str) -> None:
    """Every example of Appendix V."""
    form = range_formatter(name, Locale("en-US"))
    given, wanted = PAGES[name]
    assert [form(pages) for pages in given.split()] == wanted.split()


def test_pages_as_a_number_have_ranges(csl: Any) -> None:
    """`cs:number` prints pages as `cs:text` does: with the delimiter and the format for them ("Page Ranges")."""
    locale = '<locale><terms><term name="page-range-delimiter">~</term></terms></locale>'
    number = '<number variable="page"/>'
    style = 'class="in-text" page-range-format="minimal"'
    assert csl.one({"page": "321-328"}, number, locale=locale) == "321~328"
    assert csl.one({"page": "321-328"}, number, style=style) == "321–8"


def test_ordinals_of_nouns_without_gender(csl: Any) -> None:
    """Portuguese ordinals are masculine or feminine; "edition", which has no gender in the locale, is feminine."""
    style = 'class="in-text" default-locale="pt-PT"'
    assert csl.one({"edition": "5"}, '<number variable="edition" form="ordinal"/>', style=style) == "5.<sup>a</sup>"


@pytest.mark.parametrize(
    ("text", "variable", "plural"),
    [
        ("1", "page", False),
        ("1-3", "page", True),
        ("2", "volume", False),
        ("2 & 4", "volume", True),
        ("1", "number-of-volumes", False),
        ("3", "number-of-volumes", True),
        ("i-ix", "page", True),
    ],
)
def test_contextual_plural(text: str, variable: str, plural: bool) -> None:
    """Several numbers are plural; counts are from 2 on ("Label", plural)."""
    assert is_plural(text, variable) is plural


def test_locator_labels(csl: Any) -> None:
    """The label of a locator is the term of its kind, a page where none is said ("Locators")."""
    element = '<label variable="locator" form="short" suffix=" "/><text variable="locator"/>'
    cites = [[{"id": "i0", "locator": "3"}], [{"id": "i0", "locator": "3-4", "label": "chapter"}]]
    assert csl.cites([{}], cites, citation=element) == ["p. 3", "chaps. 3–4"]


def test_locator_with_its_label_written_in(csl: Any) -> None:
    """A locator that begins with an abbreviation takes its label from it."""
    element = '<label variable="locator"/><text variable="locator" prefix=" "/>'
    assert csl.cites([{}], [[{"id": "i0", "locator": "vol. 2, p. 5"}]], citation=element) == ["volume 2, p. 5"]
