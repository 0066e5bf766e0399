"""Citations: disambiguation, grouping, collapsing, positions (specification, "Citation-specific Options", "Choose")."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from citekit.csl.disambiguation import year_suffix

People = Callable[..., list[dict[str, str]]]
DATE = '<date variable="issued" prefix=" "><date-part name="year"/></date>'
SHORT = '<names variable="author"><name form="short" {0}/></names>' + DATE
INITIALS = SHORT.format('initialize-with=". "')
FULL = SHORT.format("")
GIVEN = 'disambiguate-add-givenname="true" '


def cited(people: People, *works: tuple[int, str]) -> list[dict[str, Any]]:
    """Items with a year and names given as "Doe, John; Roe, Jane"."""
    return [{"author": people(*names.split("; ")), "issued": {"date-parts": [[year]]}} for year, names in works]


def together(count: int) -> list[list[dict[str, Any]]]:
    """One citation of the first items."""
    return [[{"id": f"i{number}"} for number in range(count)]]


def test_given_names_tell_cites_apart(csl: Any, people: People) -> None:
    """The examples of `disambiguate-add-givenname`: initials where they are enough, else the full name."""
    simpsons = cited(people, (2005, "Simpson, Homer"), (2005, "Simpson, Bart"))
    does = cited(people, (1950, "Doe, John"), (1950, "Doe, Jane"))
    assert csl.cites(simpsons, together(2), citation=INITIALS, options=GIVEN) == ["H. Simpson 2005; B. Simpson 2005"]
    assert csl.cites(does, together(2), citation=INITIALS, options=GIVEN) == ["John Doe 1950; Jane Doe 1950"]
    assert csl.cites(does, together(2), citation=FULL, options=GIVEN) == ["John Doe 1950; Jane Doe 1950"]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("by-cite", "Doe 1950; Doe 2000"),
        ("all-names", "John Doe 1950; Jane Doe 2000"),
        ("primary-name", "John Doe 1950; Jane Doe 2000"),
        ("all-names-with-initials", "Doe 1950; Doe 2000"),
        ("primary-name-with-initials", "Doe 1950; Doe 2000"),
    ],
)
def test_rules_for_names_in_unambiguous_cites(csl: Any, people: People, rule: str, text: str) -> None:
    """Only some rules expand ambiguous names in cites that are clear; initials that coincide help nobody."""
    items = cited(people, (1950, "Doe, John"), (2000, "Doe, Jane"))
    options = f'{GIVEN} givenname-disambiguation-rule="{rule}"'
    assert csl.cites(items, together(2), citation=INITIALS, options=options) == [text]


def test_primary_name_is_the_first_of_each_cite(csl: Any, people: People) -> None:
    """With "primary-name" names behind the first stay as they are."""
    items = cited(people, (2001, "Poe, A; Doe, John"), (2002, "Roe, B; Doe, Jane"))
    for rule, text in (
        ("primary-name", "Poe, Doe 2001; Roe, Doe 2002"),
        ("all-names", "Poe, John Doe 2001; Roe, Jane Doe 2002"),
    ):
        options = f'{GIVEN} givenname-disambiguation-rule="{rule}"'
        assert csl.cites(items, together(2), citation=FULL, options=options) == [text]


def test_names_are_added_until_cites_differ(csl: Any, people: People) -> None:
    """Hidden names are shown one by one, as few as tell the cites apart."""
    items = cited(
        people, (2000, "Doe, A; Poe, B; Roe, C"), (2000, "Doe, A; Poe, B; Moe, D"), (2000, "Doe, A; Low, E; Roe, C")
    )
    options = 'disambiguate-add-names="true" et-al-min="3" et-al-use-first="1"'
    cites = csl.cites(items, together(3), citation=FULL, options=options)
    assert cites == ["Doe, Poe, Roe 2000; Doe, Poe, Moe 2000; Doe, Low, et al. 2000"]


def test_added_names_that_do_not_help_are_hidden_again(csl: Any, people: People) -> None:
    """Cites that names cannot tell apart keep their short form and take year-suffixes."""
    items = cited(people, (2000, "Doe, A; Poe, B; Roe, C"), (2000, "Doe, A; Poe, B; Roe, C"))
    options = 'disambiguate-add-names="true" disambiguate-add-year-suffix="true" et-al-min="3" et-al-use-first="1"'
    assert csl.cites(items, together(2), citation=FULL, options=options) == ["Doe et al. 2000a; Doe et al. 2000b"]


def test_condition_is_the_third_method(csl: Any, people: People) -> None:
    """`disambiguate="true"` holds where nothing else helped, and only there."""
    items = [
        {**item, "title": title}
        for item, title in zip(cited(people, (2000, "Doe, A"), (2000, "Doe, A"), (2001, "Doe, A")), "XYZ", strict=True)
    ]
    element = FULL + '<choose><if disambiguate="true"><text variable="title" prefix=" "/></if></choose>'
    assert csl.cites(items, together(3), citation=element) == ["Doe 2000 X; Doe 2000 Y; Doe 2001"]


def test_hundreds_of_conditions_end(csl: Any) -> None:
    """Conditions that tell nothing apart are tried a few times, not each by each (method 3)."""
    cite = '<choose><if disambiguate="true"><text value="x"/></if></choose>' * 2000
    assert csl.cites([{}, {}], citation=f'<text value="a"/>{cite}') == ["a", "a"]


def test_year_suffixes_follow_the_bibliography(csl: Any, people: People) -> None:
    """Suffixes are given in the order of the bibliography, to cites and entries alike."""
    items = [
        {**item, "title": title}
        for item, title in zip(cited(people, (2007, "Doe, A"), (2007, "Doe, A")), ("Zoo", "Art"), strict=True)
    ]
    parts = {
        "citation": FULL,
        "options": 'disambiguate-add-year-suffix="true"',
        "bibliography": FULL + '<text variable="title" prefix=" "/>',
        "listing_sort": '<sort><key variable="title"/></sort>',
    }
    assert csl.cites(items, together(2), **parts) == ["Doe 2007b; Doe 2007a"]
    assert csl.entries(items, **parts) == ["Doe 2007a Art", "Doe 2007b Zoo"]


def test_year_suffixes_go_on_after_z() -> None:
    """z is followed by aa and ab, az by ba."""
    assert [year_suffix(number) for number in (1, 26, 27, 28, 52, 53)] == ["a", "z", "aa", "ab", "az", "ba"]


GROUPED = [(1999, "Doe, A"), (2002, "Smith, B"), (2006, "Doe, A"), (2007, "Doe, A; Roe, C")]
SORTED = '<sort><key variable="issued"/></sort>'


def test_cite_grouping(csl: Any, people: People) -> None:
    """The example of "Cite Grouping": the groups of a sorted citation stand where their first cite stood."""
    element = SHORT.format('et-al-min="2" et-al-use-first="1"')
    cites = csl.cites(
        cited(people, *GROUPED), together(4), citation=element, sort=SORTED, options='cite-group-delimiter="; "'
    )
    assert cites == ["Doe 1999; Doe 2006; Smith 2002; Doe et al. 2007"]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ('collapse="year"', "Doe 2000a, 2000b, 2000c, 2000e; Roe 2001"),
        ('collapse="year-suffix" year-suffix-delimiter=", "', "Doe 2000a, b, c, e; Roe 2001"),
        ('collapse="year-suffix-ranged" year-suffix-delimiter=","', "Doe 2000a–c,e; Roe 2001"),
        ('collapse="year" after-collapse-delimiter=" | "', "Doe 2000a, 2000b, 2000c, 2000e | Roe 2001"),
        ('collapse="year" cite-group-delimiter=","', "Doe 2000a,2000b,2000c,2000e; Roe 2001"),
    ],
)
def test_collapsing_years(csl: Any, people: People, options: str, text: str) -> None:
    """Each value of `collapse` for author-date styles, with its delimiters."""
    items = cited(people, *[(2000, "Doe, A")] * 5, (2001, "Roe, B"))
    citation = [[{"id": f"i{number}"} for number in (0, 1, 2, 4, 5)]]
    uncited = [[{"id": "i3"}]]
    options += ' disambiguate-add-year-suffix="true"'
    # Letters follow the order in which the items are first cited: the fourth is cited before the fifth.
    order = [[{"id": "i0"}, {"id": "i1"}, {"id": "i2"}], *uncited, *citation]
    element = f'<group delimiter=" ">{FULL}</group>'.replace('prefix=" "', "")
    assert csl.cites(items, order, citation=element, options=options)[-1] == text


def test_locators_stop_suffixes_from_collapsing(csl: Any, people: People) -> None:
    """A cite with a locator shows its year again ("Cite Collapsing")."""
    items = cited(people, *[(2000, "Doe, A")] * 2)
    element = FULL + '<text variable="locator" prefix=", p. "/>'
    options = 'collapse="year-suffix" disambiguate-add-year-suffix="true"'
    citation = [[{"id": "i0"}, {"id": "i1", "locator": "5"}]]
    assert csl.cites(items, citation, citation=element, options=options) == ["Doe 2000a, 2000b, p. 5"]


@pytest.mark.parametrize(("order", "text"), [((0, 1, 2, 4), "[1–3, 5]"), ((2, 1, 0), "[3, 2, 1]"), ((0, 1), "[1, 2]")])
def test_collapsing_numbers(csl: Any, order: tuple[int, ...], text: str) -> None:
    """Rising ranges of at least three numbers are collapsed: "[1–3, 5]", and not "[3, 2, 1]"."""
    items: list[dict[str, Any]] = [{} for _ in range(5)]
    first = [[{"id": f"i{number}"} for number in range(5)]]
    cites = csl.cites(
        items,
        [*first, [{"id": f"i{number}"} for number in order]],
        citation='<text variable="citation-number"/>',
        bibliography='<text variable="citation-number"/>',
        options='collapse="citation-number"',
        layout='prefix="[" suffix="]" delimiter=", "',
    )
    assert cites[-1] == text


POSITION = "".join(
    f'<choose><if position="{name}"><text value="{name} "/></if></choose>'
    for name in ("first", "ibid-with-locator", "ibid", "subsequent", "near-note")
)


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ("", "", "ibid subsequent"),
        ("", "2", "ibid-with-locator ibid subsequent"),
        ("2", "2", "ibid subsequent"),
        ("2", "3", "ibid-with-locator ibid subsequent"),
        ("2", "", "subsequent"),
    ],
)
def test_ibid_depends_on_locators(csl: Any, before: str, now: str, kind: str) -> None:
    """The presence of locators decides which position a repeated cite has ("Choose", position)."""
    citations = [[{"id": "i0", "locator": before}], [{"id": "i0", "locator": now}]]
    style = {"style": 'class="note"', "citation": POSITION}
    assert [text.strip() for text in csl.cites([{}], citations, notes=True, **style)] == ["first", f"{kind} near-note"]


def test_ibid_needs_a_single_cite_before(csl: Any) -> None:
    """A cite is not ibid when the citation before has several cites."""
    citations = [[{"id": "i0"}, {"id": "i1"}], [{"id": "i1"}]]
    cites = csl.cites([{}, {}], citations, notes=True, citation=POSITION, style='class="note"')
    assert cites[1].strip() == "subsequent near-note"


def test_near_note_distance(csl: Any) -> None:
    """A note is near up to the distance that is set."""
    citations = [[{"id": "i0"}], [{"id": "i1"}], [{"id": "i0"}], [{"id": "i1"}], [{"id": "i1"}], [{"id": "i0"}]]
    parts = {"citation": POSITION, "style": 'class="note"', "options": 'near-note-distance="2"'}
    cites = csl.cites([{}, {}], citations, notes=True, **parts)
    assert cites[2].strip() == "subsequent near-note"
    assert cites[5].strip() == "subsequent"


def test_first_reference_note_number(csl: Any) -> None:
    """The number of the note first citing an item, empty there."""
    element = '<text variable="title"/><text variable="first-reference-note-number" prefix=" n. "/>'
    citations = [[{"id": "i1"}], [{"id": "i0"}], [{"id": "i0"}]]
    cites = csl.cites([{"title": "A"}, {"title": "B"}], citations, notes=True, citation=element, style='class="note"')
    assert cites == ["B", "A", "A n. 2"]


def test_cites_have_prefixes_suffixes_and_forms(csl: Any, people: People) -> None:
    """What stands around a cite, cites without their author, and the author alone."""
    items = cited(people, (2000, "Doe, A"), (2001, "Roe, B"))
    citations = [
        [{"id": "i0", "prefix": "see ", "suffix": ", passim"}, {"id": "i1", "prefix": "<i>cf.</i> "}],
        [{"id": "i0", "suppress-author": True}],
        [{"id": "i0", "author-only": True}],
        [{"id": "i0", "suffix": ","}, {"id": "i1"}],
    ]
    cites = csl.cites(items, citations, citation=FULL, layout='prefix="(" suffix=")" delimiter="; "')
    assert cites == ["(see Doe 2000, passim; <i>cf.</i> Roe 2001)", "( 2000)", "Doe", "(Doe 2000, Roe 2001)"]


NARRATIVE = 'prefix="(" suffix=")" delimiter="; "'
APART = f'<group delimiter=" ">{FULL}</group>'.replace('prefix=" "', "")


@pytest.mark.parametrize(
    ("mode", "text"),
    [("composite", "Doe (2000; Roe 2001)"), ("author-only", "Doe"), ("suppress-author", "(2000; Roe 2001)")],
)
def test_forms_of_a_whole_citation(csl: Any, people: People, mode: str, text: str) -> None:
    """A narrative citation, one of names, and one without them: of the first cite, as the reference processor does."""
    items = cited(people, (2000, "Doe, A"), (2001, "Roe, B"))
    assert replace(csl, mode=mode).cites(items, together(2), citation=APART, layout=NARRATIVE) == [text]


def test_narrative_citation_names_people_once(csl: Any, people: People) -> None:
    """Cites with the names that stand in the sentence do not repeat them (checked by hand)."""
    items = cited(people, (2000, "Doe, A"), (2001, "Doe, A"))
    assert replace(csl, mode="composite").cites(items, together(2), citation=APART, layout=NARRATIVE) == [
        "Doe (2000; 2001)"
    ]


@pytest.mark.parametrize(
    ("infix", "text"),
    [("", "Doe (2000)"), ("in a book", "Doe in a book (2000)"), ("'s <i>book</i>", "Doe\u2019s <i>book</i> (2000)")],
)
def test_infix_of_a_narrative_citation(csl: Any, people: People, infix: str, text: str) -> None:
    """The infix stands between the names and the rest, as the reference processor has it."""
    narrative = replace(csl, mode="composite", infix=infix)
    assert narrative.cites(cited(people, (2000, "Doe, A")), citation=APART, layout=NARRATIVE) == [text]


@pytest.mark.parametrize(
    ("element", "text"),
    [('<text variable="citation-number"/>', "(1)"), ('<names variable="author"><name form="short"/></names>', "Doe")],
)
def test_narrative_citation_of_one_half(csl: Any, people: People, element: str, text: str) -> None:
    """Where a style names nobody there is the rest alone; where it has names alone, nothing is missing."""
    narrative = replace(csl, mode="composite")
    assert narrative.cites(cited(people, (2000, "Doe, A")), citation=element, layout=NARRATIVE) == [text]


def test_affixes_of_a_narrative_citation(csl: Any, people: People) -> None:
    """Prefix and suffix stand with the rest, also where the style has no more than names (as natbib's \\citet)."""
    narrative, items = replace(csl, mode="composite"), cited(people, (2000, "Doe, A"))
    cites = [[{"id": "i0", "prefix": "see ", "suffix": ", passim"}]]
    assert narrative.cites(items, cites, citation=APART, layout=NARRATIVE) == ["Doe (see 2000, passim)"]
    names, cites = '<names variable="author"><name form="short"/></names>', [[{"id": "i0", "suffix": "and others"}]]
    assert narrative.cites(items, cites, citation=names, layout=NARRATIVE) == ["Doe (and others)"]
