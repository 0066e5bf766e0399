"""Groups, conditions, text, affixes, quotes, case, flip-flop (specification, "Rendering Elements", "Formatting")."""

from typing import Any

import pytest

QUOTED = '<text variable="title" quotes="true"/>'
INSIDE = '<locale><style-options punctuation-in-quote="true"/></locale>'
OUTSIDE = '<locale><style-options punctuation-in-quote="false"/></locale>'


def test_group_is_suppressed_when_its_variables_are_empty(csl: Any) -> None:
    """The example of "Group": "retrieved from" needs its URL."""
    group = '<group delimiter=" "><text term="retrieved"/><text term="from"/><text variable="URL"/></group>'
    assert csl.one({"URL": "https://a.org"}, f"{group}|") == "retrieved from https://a.org"
    assert csl.one({"title": "T"}, f'<text variable="title"/>{group}') == "T"


def test_inner_group_counts_as_a_variable(csl: Any) -> None:
    """A group with only terms is rendered, and keeps the group around it from being suppressed."""
    inner = '<group delimiter=" "><text variable="URL"/><group><text term="in"/></group></group>'
    assert csl.one({}, inner) == "in"


def test_delimiters_reach_into_choose_and_not_into_groups(csl: Any) -> None:
    """The example of "Delimiter", and `cs:choose` as in its chapter."""
    outer = (
        '<group delimiter=": "><text term="retrieved"/><group><text value="&lt;"/><text variable="URL"/>'
        '<text value="&gt;"/></group></group>'
    )
    assert csl.one({"URL": "http://example.com"}, outer) == "retrieved: &#60;http://example.com&#62;"
    choose = (
        '<group delimiter=", "><text value="a"/><choose><if type="book"><text value="b"/><text value="c"/></if>'
        "</choose></group>"
    )
    assert csl.one({}, choose) == "a, b, c"


def test_delimiters_do_not_reach_into_macros(csl: Any) -> None:
    """The pieces of a macro are not delimited by the group that calls it ("Macro")."""
    macro = '<macro name="m"><text value="b"/><text value="c"/></macro>'
    assert csl.one({}, '<group delimiter=", "><text value="a"/><text macro="m"/></group>', macros=macro) == "a, bc"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('variable="title"', True),
        ('variable="title URL"', False),
        ('variable="title URL" match="any"', True),
        ('variable="URL DOI" match="none"', True),
        ('type="book" variable="URL"', False),
        ('type="book" variable="URL" match="any"', True),
        ('is-numeric="volume"', True),
        ('is-numeric="title"', False),
        ('is-uncertain-date="issued"', False),
        ('locator="page"', False),
        ('position="first"', True),
        ('disambiguate="true"', False),
    ],
)
def test_conditions(csl: Any, condition: str, holds: bool) -> None:
    """Each condition of "Choose", and how `match` joins several."""
    element = f'<choose><if {condition}><text value="yes"/></if><else><text value="no"/></else></choose>'
    item = {"title": "T", "volume": "2", "issued": {"date-parts": [[2000]]}}
    assert csl.one(item, element) == ("yes" if holds else "no")


def test_short_form_falls_back_to_the_long(csl: Any) -> None:
    """`form="short"` renders the short form where there is one ("Text")."""
    element = '<text variable="title" form="short"/>'
    assert csl.one({"title": "Long: Rest", "title-short": "Long"}, element) == "Long"
    assert csl.one({"title": "Long"}, element) == "Long"


def test_affixes_are_outside_of_formatting(csl: Any) -> None:
    """Affixes of an element are not formatted with it, those of `cs:layout` are ("Affixes")."""
    element = '<text variable="title" font-style="italic" prefix="(" suffix=")"/>'
    assert csl.one({"title": "T"}, element) == "(<i>T</i>)"
    layout = 'font-style="italic" prefix="[" suffix="]"'
    assert csl.one({"title": "T"}, '<text variable="title"/>', layout=layout) == "<i>[T]</i>"


def test_formatting_flips_inside_the_same(csl: Any) -> None:
    """Italics inside italics are upright, and italic again inside those."""
    element = '<text variable="title" font-style="italic"/>'
    title = "One <i>Two <i>Three</i></i>"
    wanted = '<i>One <span style="font-style:normal;">Two <i>Three</i></span></i>'
    assert csl.one({"title": title}, element) == wanted


def test_quotes_alternate(csl: Any) -> None:
    """Quotation marks in a quoted text are the inner ones; an apostrophe is none."""
    assert csl.one({"title": "The \"new\" dog's 'day'"}, QUOTED) == "“The ‘new’ dog’s ‘day’”"
    assert csl.one({"title": 'The "new" day'}, '<text variable="title"/>') == "The “new” day"


@pytest.mark.parametrize(("mark", "inside"), [(",", "“T,” P"), (".", "“T.” P")])
def test_punctuation_in_quote(csl: Any, mark: str, inside: str) -> None:
    """A comma or period goes inside the closing mark or stays outside, as the locale says ("Locale Options")."""
    element = f'<group delimiter="{mark} ">{QUOTED}<text variable="publisher"/></group>'
    item = {"title": "T", "publisher": "P"}
    assert csl.one(item, element, locale=INSIDE) == inside
    assert csl.one(item, element, locale=OUTSIDE) == f"“T”{mark} P"


@pytest.mark.parametrize(
    ("title", "suffix", "text"),
    [("T.", ".", "T. P"), ("T?", ".", "T? P"), ("T", ", ", "T, P"), ("T,", ",", "T, P"), ("T:", ".", "T: P")],
)
def test_punctuation_is_not_doubled(csl: Any, title: str, suffix: str, text: str) -> None:
    """Where two pieces meet, punctuation and blanks are not doubled."""
    element = f'<text variable="title" suffix="{suffix}"/><text variable="publisher" prefix=" "/>'
    assert csl.one({"title": title, "publisher": "P"}, element) == text


@pytest.mark.parametrize(
    ("case", "text"),
    [
        ("lowercase", "the effect of dna on us"),
        ("uppercase", "THE EFFECT OF DNA ON US"),
        ("capitalize-first", "The effect Of DNA on us"),
        ("capitalize-all", "The Effect Of DNA On Us"),
        ("title", "The Effect Of DNA on Us"),
        ("sentence", "The effect of DNA on us"),
    ],
)
def test_text_case(csl: Any, case: str, text: str) -> None:
    """Each value of "Text-case"; in title case stop words stay as they are typed (as the reference has it)."""
    element = f'<text variable="title" text-case="{case}"/>'
    assert csl.one({"title": "the effect Of DNA on us"}, element) == text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("the end: of an era", "The End: Of an Era"),
        ("two-thirds of it", "Two-Thirds of It"),
        ("europe in crisis: a", "Europe in Crisis: A"),
        ("what is it for", "What Is It For"),
        ("the <span class='nocase'>iPod</span>".replace("'", '"'), "The iPod"),
        ("life of <i>e. coli</i>", "Life of <i>E. Coli</i>"),
    ],
)
def test_title_case(csl: Any, title: str, text: str) -> None:
    """First and last words and those after a colon are capitalized, hyphenated parts too, through markup."""
    assert csl.one({"title": title}, '<text variable="title" text-case="title"/>') == text


@pytest.mark.parametrize(
    ("default", "language", "titled"),
    [("", "", True), ("", "en-GB", True), ("", "de", False), ("de-DE", "", False), ("de-DE", "en", True)],
)
def test_title_case_is_for_english(csl: Any, default: str, language: str, titled: bool) -> None:
    """Which items are English ("Non-English Items")."""
    style = f'class="in-text" default-locale="{default}"' if default else 'class="in-text"'
    text = csl.one({"title": "a b", "language": language}, '<text variable="title" text-case="title"/>', style=style)
    assert text == ("A B" if titled else "a b")


def test_strip_periods(csl: Any) -> None:
    """Periods are removed from the text and not from its affixes."""
    element = '<text variable="title" strip-periods="true" suffix="."/>'
    assert csl.one({"title": "J. Appl. Phys."}, element) == "J Appl Phys."


def test_strip_periods_on_a_macro(csl: Any) -> None:
    """On the call of a macro, periods go from the text, not from affixes inside ("Strip-periods"; the reference)."""
    macros = '<macro name="m"><text variable="title"/><text variable="volume" prefix=". "/></macro>'
    element = '<text macro="m" strip-periods="true" suffix="."/>'
    assert csl.one({"title": "J. Phys.", "volume": "2"}, element, macros=macros) == "J Phys. 2."


@pytest.mark.parametrize(
    ("item", "element", "text"),
    [
        ({"DOI": "10.1000/x.1"}, '<text variable="DOI" strip-periods="true"/>', "10.1000/x.1"),
        ({"volume": "1.2"}, '<text variable="volume" strip-periods="true"/>', "1.2"),
        ({"issue": "Suppl. 1"}, '<text variable="issue" strip-periods="true"/>', "Suppl 1"),
    ],
)
def test_strip_periods_leaves_what_they_are_part_of(csl: Any, item: Any, element: str, text: str) -> None:
    """Identifiers and numbers would be others without their periods; the reference prints the same."""
    assert csl.one(item, element) == text


def test_unbalanced_markup_stays_text(csl: Any) -> None:
    """Markup that is not closed is printed as it was written."""
    assert csl.one({"title": "a <i>b & c"}, '<text variable="title"/>') == "a &#60;i&#62;b &#38; c"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("rome c. 1500", "Rome c. 1500"),
        ("rome ca. 1500", "Rome ca. 1500"),
        ("life of C. elegans", "Life of C. Elegans"),
    ],
)
def test_title_case_leaves_circa(csl: Any, title: str, wanted: str) -> None:
    """The words c. and ca. are stop words with their full stop too (stop-words.json has them without); C. is a name."""
    assert csl.one({"title": title}, '<text variable="title" text-case="title"/>') == wanted
