"""Locales: fallback, forms of terms, ordinals (specification, "Locale Fallback", "Terms")."""

from typing import Any

import pytest

from citekit.csl import Locale, build_locale, locale_reader
from citekit.csl.locale import fallback_languages, full_code
from citekit.csl.number import long_ordinal, ordinal
from citekit.csl.xmltree import read_tree


def locale(*overrides: str, language: str = "en-US") -> Locale:
    """The locale of a style with the in-style `cs:locale` elements given."""
    return build_locale(language, [read_tree(override) for override in overrides], locale_reader())


def test_fallback_goes_through_the_primary_dialect() -> None:
    """Austrian German falls back to Germany's and then to American English; a language means its primary dialect."""
    assert fallback_languages("de-AT") == ["en-US", "de-DE", "de-AT"]
    assert fallback_languages("de") == ["en-US", "de-DE"]
    assert full_code("pt_br") == "pt-BR"


def test_in_style_terms_win_by_how_near_their_language_is() -> None:
    """Dialect before language before no language, all before the locale files."""
    no_language = (
        '<locale><terms><term name="and">1</term><term name="in">1</term><term name="by">1</term></terms></locale>'
    )
    language = '<locale xml:lang="de"><terms><term name="and">2</term><term name="in">2</term></terms></locale>'
    dialect = '<locale xml:lang="de-AT"><terms><term name="and">3</term></terms></locale>'
    found = locale(dialect, language, no_language, language="de-AT")
    assert [found.term("and"), found.term("in"), found.term("by")] == ["3", "2", "1"]
    assert found.term("month-01") == "Jänner"
    assert found.term("month-02") == "Februar"


def test_forms_fall_back_after_locales() -> None:
    """verb-short falls back to verb, symbol to short, those to long; an empty term is a term."""
    found = locale(
        '<locale><terms><term name="editor">long</term><term name="editor" form="short">short</term>'
        '<term name="editor" form="verb">verb</term><term name="chapter"></term></terms></locale>'
    )
    found.terms.pop(("editor", "verb-short", ""), None)
    assert found.term("editor", "verb-short") == "verb"
    assert found.term("editor", "symbol") == "short"
    assert found.term("chapter") == ""
    assert found.term("no such term") is None


def test_redefining_an_ordinal_replaces_them_all() -> None:
    """One ordinal term in a style drops those of the locale file ("Ordinal Suffixes")."""
    found = locale('<locale><terms><term name="ordinal">.</term></terms></locale>')
    assert ordinal(1, found) == "1."


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (21, "21st"), (111, "111th")],
)
def test_english_ordinals(number: int, text: str) -> None:
    """The last two digits come before the last ("ordinal-10" to "ordinal-99")."""
    assert ordinal(number, locale()) == text


def test_ordinals_match_as_their_terms_say() -> None:
    """`match` limits a term to the whole number or widens it to the last digit."""
    found = locale(
        '<locale><terms><term name="ordinal">e</term><term name="ordinal-01" match="whole-number">er</term>'
        '<term name="ordinal-02" match="last-two-digits">b</term></terms></locale>'
    )
    assert [ordinal(number, found) for number in (1, 21, 2, 12, 102)] == ["1er", "21e", "2b", "12e", "102b"]


def test_gender_of_ordinals_follows_the_noun(csl: Any) -> None:
    """The example of "Gender-specific Ordinals": 1re éd., 1er janvier, 3e édition."""
    terms = (
        '<locale xml:lang="fr"><terms><term name="edition" gender="feminine"><single>édition</single>'
        '<multiple>éditions</multiple></term><term name="month-01" gender="masculine">janvier</term>'
        '<term name="ordinal">e</term><term name="ordinal-01" gender-form="feminine" match="whole-number">re</term>'
        '<term name="ordinal-01" gender-form="masculine" match="whole-number">er</term></terms></locale>'
    )
    french = {"style": 'class="in-text" default-locale="fr-FR"', "locale": terms}
    number = '<number variable="edition" form="ordinal"/>'
    day = '<date variable="issued"><date-part name="day" form="ordinal"/></date>'
    assert csl.one({"edition": "1"}, number, **french) == "1re"
    assert csl.one({"edition": "3"}, number, **french) == "3e"
    assert csl.one({"issued": {"date-parts": [[2000, 1, 1]]}}, day, **french) == "1er"


def test_long_ordinals_end_at_ten() -> None:
    """Numbers above ten have the short form ("Long Ordinals")."""
    assert [long_ordinal(number, locale()) for number in (2, 10, 11)] == ["second", "tenth", "11th"]


def test_first_ordinal_scheme_still_works() -> None:
    """Without "ordinal" the four terms of CSL 1.0 are used."""
    found = locale(
        '<locale><terms><term name="ordinal-01">a</term><term name="ordinal-02">b</term>'
        '<term name="ordinal-03">c</term><term name="ordinal-04">d</term></terms></locale>'
    )
    assert [ordinal(number, found) for number in (1, 11, 22, 13, 9)] == ["1a", "11d", "22b", "13d", "9d"]
