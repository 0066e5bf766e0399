"""Where the specification leaves a choice, the text is that of the reference processor (npm citeproc, run by hand)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from citekit.csl.label import is_plural
from citekit.csl.number import is_numeric

People = Callable[..., list[dict[str, str]]]
TITLE = '<text variable="title" text-case="title"/>'


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("the truth about dogs", "The Truth about Dogs"),
        ("Review of The Gutenberg Galaxy", "Review of The Gutenberg Galaxy"),
        ("rock 'n' roll music", "Rock “n” Roll Music"),
        ("uptake and 'invisible' forests", "Uptake and “invisible” Forests"),
        ('uptake and "invisible" forests', "Uptake and “Invisible” Forests"),
        ("uptake of «invisible» forests", "Uptake of «invisible» Forests"),
    ],
)
def test_title_case(csl: Any, title: str, text: str) -> None:
    """Stop words keep a typed capital, and nothing gets one behind a single straight mark or a guillemet."""
    assert csl.one({"title": title}, TITLE) == text


@pytest.mark.parametrize(
    ("title", "language", "bare", "quoted"),
    [
        ("The ‘outer “inner” x’ y", "en-US", "The ‘outer “inner” x’ y", "“The ‘outer “inner” x’ y”"),
        ("The ‘outer “inner” x’ y", "en-GB", "The ‘outer “inner” x’ y", "‘The “outer ‘inner’ x” y’"),
        ("A ‘curly’ one", "en-GB", "A ‘curly’ one", "‘A “curly” one’"),
        ("A ‘curly’ one", "de-DE", "A ‘curly’ one", "„A ‘curly’ one“"),
        ('A "straight" one', "de-DE", "A „straight“ one", "„A ‚straight‘ one“"),
        ("A «French» one", "en-US", "A «French» one", "“A «French» one”"),
    ],
)
def test_typed_quotation_marks(csl: Any, title: str, language: str, bare: str, quoted: str) -> None:
    """Marks that are typed curly stay, unless they are inside of others and are marks of the locale."""
    style = f'class="in-text" default-locale="{language}"'
    assert csl.one({"title": title}, '<text variable="title"/>', style=style) == bare
    assert csl.one({"title": title}, '<text variable="title" quotes="true"/>', style=style) == quoted


def test_double_numbers(csl: Any) -> None:
    """A number with a slash is numeric and stays as it is in any form."""
    assert is_numeric("3/4")
    for form in ("numeric", "ordinal", "roman"):
        assert csl.one({"issue": "22/23"}, f'<number variable="issue" form="{form}"/>') == "22/23"


@pytest.mark.parametrize(("text", "plural"), [("12-13 (2)", True), ("ISO 690-2", False), ("Pub. L. No. 88-352", False)])
def test_plural_numbers(text: str, plural: bool) -> None:
    """Several numbers make a label plural where the content begins with them."""
    assert is_plural(text, "number") is plural


@pytest.mark.parametrize("element", ["text", "number"])
def test_ranges_of_numbers(csl: Any, element: str) -> None:
    """A range in a number variable has the page-range-delimiter of the locale, as pages do."""
    locale = '<locale><terms><term name="page-range-delimiter">~</term></terms></locale>'
    assert csl.one({"volume": "12-13"}, f'<{element} variable="volume"/>', locale=locale) == "12~13"


def test_year_suffix_in_groups(csl: Any) -> None:
    """A group with a year-suffix is not left out for its empty variables, as a later work may give it one."""
    term, empty = '<text term="no date"/>', '<text variable="volume"/>'
    assert csl.one({"title": "T"}, f'<group>{term}<text variable="year-suffix"/>{empty}</group>') == "no date"
    assert csl.one({"title": "T"}, f'<text variable="title"/><group>{term}{empty}</group>') == "T"


def test_terms_are_no_authors(csl: Any, people: People) -> None:
    """What substitutes for the authors of the entry before is no term in their place; a variable is."""
    items = [{"title": "A"}, {"title": "B"}, {"container-title": "C"}, {"container-title": "C"}]
    names = (
        '<names variable="author"><substitute><text variable="container-title"/><text term="anonymous"/></substitute>'
        '</names><text variable="title" prefix=". "/>'
    )
    entries = csl.entries(items, bibliography=names, listing='subsequent-author-substitute="---"')
    assert entries == ["Anonymous. A", "Anonymous. B", "C", "---"]


def test_choose_in_substitute(csl: Any, people: People) -> None:
    """Of the elements in a condition inside `cs:substitute` the first that renders something is used."""
    choose = '<choose><if type="book"><names variable="editor"/><names variable="translator"/></if></choose>'
    element = f'<names variable="author"><name form="short"/><substitute>{choose}</substitute></names>'
    assert csl.one({"editor": people("Doe, A"), "translator": people("Roe, B")}, element) == "Doe"
    assert csl.one({"translator": people("Roe, B")}, element) == "Roe"


def test_substituted_names_once(csl: Any, people: People) -> None:
    """Names are suppressed as soon as they substitute, also for the rest of the macro they stand in."""
    macro = '<macro name="e"><names variable="editor"/><names variable="editor"><name form="short"/></names></macro>'
    element = '<names variable="author"><substitute><text macro="e"/></substitute></names>'
    assert csl.one({"editor": people("Doe, A")}, element, macros=macro) == "A Doe"


def test_substituted_variable_once(csl: Any) -> None:
    """So is a title that substitutes for names."""
    title = '<text variable="container-title"/>'
    macro = f'<macro name="c"><group delimiter=", ">{title}{title}<text variable="volume"/></group></macro>'
    element = '<names variable="author"><substitute><text macro="c"/></substitute></names>'
    assert csl.one({"container-title": "C", "volume": "2"}, element, macros=macro) == "C, 2"


def test_look_of_short_substitutes(csl: Any, people: People) -> None:
    """A `cs:names` without children in `cs:substitute` has the look of the outer one, and none of its own."""
    element = (
        '<names variable="author" suffix="."><name form="short"/><label form="short" prefix=" (" suffix=")"/>'
        '<substitute><names variable="editor" suffix=" ed." font-style="italic"/></substitute></names>'
    )
    assert csl.one({"editor": people("Doe, A", "Roe, B")}, element) == "Doe, Roe (eds.)."


def test_and_as_a_delimiter(csl: Any, people: People) -> None:
    """The word "and" is set off by blanks, also where a style has it as the delimiter of names as well."""
    element = '<names variable="author"><name form="short" and="text" delimiter="and "/></names>'
    assert csl.one({"author": people("Doe, A", "Roe, B")}, element) == "Doe and Roe"


def test_people_told_apart_in_an_entry(csl: Any, people: People) -> None:
    """Different people of one entry whose initials are the same are printed in full, by the rule "by-cite" only."""
    item = {"author": people("Smith, John", "Smith, Jane", "Roe, Jo")}
    names = '<names variable="author"><name name-as-sort-order="all" initialize-with="."/></names>'
    given = 'disambiguate-add-givenname="true"'
    primary = f'{given} givenname-disambiguation-rule="primary-name"'
    short = names.replace("<name ", '<name form="short" ')
    assert csl.entries([item], bibliography=names, options=given) == ["Smith, John, Smith, Jane, Roe, J."]
    assert csl.entries([item], bibliography=names, options=primary) == ["Smith, J., Smith, J., Roe, J."]
    assert csl.entries([item], bibliography=short, options=given) == ["Smith, Smith, Roe"]


def test_empty_range_delimiter(csl: Any) -> None:
    """An empty range-delimiter is none, so that the en-dash stands there."""
    element = (
        '<date variable="issued"><date-part name="day" suffix=" " range-delimiter=""/>'
        '<date-part name="month" suffix=" "/><date-part name="year"/></date>'
    )
    item = {"issued": {"date-parts": [[2015, 9, 14], [2015, 9, 17]]}}
    assert csl.one(item, element) == "14–17 September 2015"


def test_season_for_a_numeric_month(csl: Any) -> None:
    """A season takes the place of the month in any form ("Seasons")."""
    element = (
        '<date variable="issued"><date-part name="month" form="numeric" suffix="/"/><date-part name="year"/></date>'
    )
    assert csl.one({"issued": {"date-parts": [[2009]], "season": 4}}, element) == "Winter/2009"


def test_display_in_citations(csl: Any) -> None:
    """Blocks are for entries ("Display"): in a citation there are none."""
    element = '<text variable="title"/><text variable="volume" display="block"/>'
    assert csl.one({"title": "T", "volume": "2"}, element) == "T2"


def test_first_cites_show_no_fewer_names(csl: Any, people: People) -> None:
    """A first cite shows at least the names that a subsequent one shows."""
    options = 'et-al-min="2" et-al-use-first="1" et-al-subsequent-min="3" et-al-subsequent-use-first="1"'
    two, three = people("Doe", "Roe"), people("Doe", "Roe", "Poe")
    names = '<names variable="author"/>'
    assert csl.cites([{"author": two}, {"author": three}], citation=names, options=options) == [
        "Doe, Roe",
        "Doe et al.",
    ]


@pytest.mark.parametrize("rule", ["complete-all", "complete-each", "partial-each", "partial-first"])
def test_substituted_authors_are_the_same_people(csl: Any, people: People, rule: str) -> None:
    """Nothing stands for the names of other people, where initials make them look the same."""
    items = [{"author": people(name)} for name in ("Doe, Jane", "Doe, John", "Doe, John")]
    names = '<names variable="author"><name initialize-with="." name-as-sort-order="all"/></names>'
    listing = f'subsequent-author-substitute="---" subsequent-author-substitute-rule="{rule}"'
    assert csl.entries(items, bibliography=names, listing=listing) == ["Doe, J.", "Doe, J.", "---"]


def test_nothing_in_place_of_authors(csl: Any, people: People) -> None:
    """With nothing to put for authors, they go with the delimiter behind them; the prefix of what follows stays."""
    items = [{"title": title, "author": people("Doe")} for title in ("A", "B")]
    group = '<group delimiter=", "><names variable="author"/><text variable="title"/></group>'
    prefixed = '<names variable="author"/><text variable="title" prefix=", "/>'
    listing = 'subsequent-author-substitute=""'
    assert csl.entries(items, bibliography=group, listing=listing) == ["Doe, A", "B"]
    assert csl.entries(items, bibliography=prefixed, listing=listing) == ["Doe, A", ", B"]


def test_last_full_stop_in_quotes(csl: Any) -> None:
    """A full stop that ends a citation comes before the comma of a quotation, and behind it where more follows."""
    title, layout = '<text variable="title" quotes="true" suffix=","/>', 'suffix="."'
    assert csl.one({"title": "T"}, title, layout=layout) == "“T.,”"
    assert csl.one({"title": "T"}, title + '<text value="x" prefix=". "/>') == "“T,.” x"


def test_straight_quotation_marks_of_a_style(csl: Any) -> None:
    """Quotation marks that a style defines as straight ones stay straight."""
    terms = "".join(f"<term name='{end}-inner-quote'>'</term>" for end in ("open", "close"))
    locale = f"<locale><terms>{terms}</terms></locale>"
    assert csl.one({"title": "A 'b' c"}, '<text variable="title" quotes="true"/>', locale=locale) == "“A 'b' c”"


def test_capitals_of_names_in_the_language_of_the_item(csl: Any, people: People) -> None:
    """Capitals of names are those of the language of the item, else of the style (the text is the reference's)."""
    names = '<names variable="author"><name><name-part name="family" text-case="uppercase"/></name></names>'
    turkish = 'class="in-text" default-locale="tr-TR"'
    items = [{"author": people("Smith"), "language": "en"}, {"author": people("Smith")}]
    assert [csl.one(item, names, style=turkish) for item in items] == ["SMITH", "SMİTH"]


def test_title_case_behind_a_quotation_mark_without_its_pair(csl: Any) -> None:
    """A word in lower case has a capital, whatever mark stands before it ("Title Case Conversion")."""
    item = {"title": 'The “outer" ring', "language": "en"}
    assert csl.one(item, '<text variable="title" text-case="title"/>') == 'The “Outer" Ring'


def test_no_year_suffix_where_a_note_is_given(csl: Any, people: People) -> None:
    """Cites that give the note of the first reference are not ambiguous (as the reference has it)."""
    again = '<else><names variable="author"/><text variable="first-reference-note-number" prefix=", n. "/></else>'
    first = '<if position="first"><text variable="title"/><date variable="issued"><date-part name="year"/></date></if>'
    item = {"author": people("Doe"), "title": "T", "issued": {"date-parts": [[2001]]}}
    made = {"style": 'class="note"', "options": 'disambiguate-add-year-suffix="true"'}
    assert csl.cites([item, item], citation=f"<choose>{first}{again}</choose>", **made) == ["T2001", "T2001"]


def test_initials_are_alike_with_a_suffix(csl: Any, people: People) -> None:
    """A suffix does not tell people of the same initials apart (the text is the reference's, in sylwan)."""
    junior = {"author": [{**people("Dupont, Anna")[0], "suffix": "Jr."}], "id": "a"}
    other = {"author": people("Dupont, Aisha"), "id": "b"}
    names = '<names variable="author"><name form="short" initialize-with=". "/></names>'
    rule = 'disambiguate-add-givenname="true" givenname-disambiguation-rule="primary-name"'
    cites = csl.cites([junior, other], citation=names, options=rule)
    assert cites == ["Anna Dupont Jr.", "Aisha Dupont"]
