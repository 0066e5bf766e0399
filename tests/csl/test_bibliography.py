"""Bibliographies: order, grouping of authors, blocks (specification, "Sorting", "Bibliography-specific Options")."""

from collections.abc import Callable
from typing import Any

import pytest

from citekit.csl import write_html_bibliography
from citekit.csl.collation import collation_key

People = Callable[..., list[dict[str, str]]]
DOES = [
    (1999, "Doe"),
    (2000, "Doe"),
    (2001, "Doe; Johnson; Williams"),
    (2002, "Doe; Smith"),
    (2003, "Doe; Stevens; Miller"),
    (2004, "Doe; Stevens; Miller"),
    (2005, "Doe; Williams; Jones; Poe"),
    (2006, "Doe; Williams; Jones; Poe"),
]
WHOLE = [
    "Doe",
    "---",
    "Doe, Johnson & Williams",
    "Doe & Smith",
    "Doe, Stevens & Miller",
    "---",
    "Doe, Williams et al.",
    "---",
]
RULES = {
    "complete-all": WHOLE,
    "complete-each": [*WHOLE[:5], "---, --- & ---", WHOLE[6], "---, --- et al."],
    "partial-each": [
        "Doe", "---", "---, Johnson & Williams", "--- & Smith", "---, Stevens & Miller", "---, --- & ---",
        "---, Williams et al.", "---, --- et al.",
    ],
    "partial-first": [
        "Doe", "---", "---, Johnson & Williams", "--- & Smith", "---, Stevens & Miller", "---, Stevens & Miller",
        "---, Williams et al.", "---, Williams et al.",
    ],
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_subsequent_author_substitute(csl: Any, people: People, rule: str) -> None:
    """The table of "Reference Grouping", by its rules in words ("Matching starts with the first name")."""
    items = [{"author": people(*names.split("; ")), "issued": {"date-parts": [[year]]}} for year, names in DOES]
    name = '<name and="symbol" delimiter-precedes-last="never" delimiter-precedes-et-al="never"'
    entries = csl.entries(
        items,
        bibliography=f'<names variable="author">{name} et-al-min="4" et-al-use-first="2"/></names>',
        listing=f'subsequent-author-substitute="---" subsequent-author-substitute-rule="{rule}"',
    )
    assert [entry.replace("&#38;", "&") for entry in entries] == RULES[rule]


def titles(csl: Any, items: list[dict[str, Any]], sort: str, **parts: str) -> str:
    """The titles in the order of the bibliography."""
    return " ".join(csl.entries(items, bibliography='<text variable="title"/>', listing_sort=sort, **parts))


def test_dates_sort_by_their_parts(csl: Any) -> None:
    """Less specific dates first, years before Christ in reverse, ranges behind single dates ("Sorting Variables")."""
    dates = {
        "A": [[2000]], "B": [[2000, 5]], "C": [[2000, 5, 1]], "D": [[-100]], "E": [[-50]], "F": [[50]],
        "G": [[2000], [2002]],
    }  # fmt: skip
    items = [{"title": title, "issued": {"date-parts": parts}} for title, parts in reversed(dates.items())]
    assert titles(csl, items, '<sort><key variable="issued"/></sort>') == "D E F A G B C"


def test_empty_keys_go_last_in_both_directions(csl: Any) -> None:
    """Items without a value are at the end of rising and of falling sorts."""
    items = [{"title": "A"}, {"title": "B", "volume": "2"}, {"title": "C", "volume": "10"}]
    assert titles(csl, items, '<sort><key variable="volume"/></sort>') == "B C A"
    assert titles(csl, items, '<sort><key variable="volume" sort="descending"/></sort>') == "C B A"


def test_keys_are_taken_in_turn(csl: Any, people: People) -> None:
    """The second key orders what the first leaves equal; case does not count."""
    items = [
        {"title": title, "author": people(name), "issued": {"date-parts": [[year]]}}
        for title, name, year in (("A", "roe", 2001), ("B", "Doe", 2001), ("C", "Roe", 2000), ("D", "doe", 2002))
    ]
    sort = '<sort><key variable="author"/><key variable="issued" sort="descending"/></sort>'
    assert titles(csl, items, sort) == "D B A C"


@pytest.mark.parametrize(("demote", "order"), [("never", "B A"), ("sort-only", "A B"), ("display-and-sort", "A B")])
def test_particles_in_sorting(csl: Any, demote: str, order: str) -> None:
    """Demoted particles do not count first: "Gogh" before "Tal", "van Gogh" behind it."""
    items = [
        {"title": "A", "author": [{"family": "Gogh", "non-dropping-particle": "van", "given": "Vincent"}]},
        {"title": "B", "author": [{"family": "Tal", "given": "Ann"}]},
    ]
    style = f'class="in-text" demote-non-dropping-particle="{demote}"'
    assert titles(csl, items, '<sort><key variable="author"/></sort>', style=style) == order


def test_articles_of_institutions_do_not_sort(csl: Any) -> None:
    """ "The New York Times" sorts as "New York Times" ("Name-part Order")."""
    items = [
        {"title": "A", "author": [{"literal": "The New York Times"}]},
        {"title": "B", "author": [{"literal": "Oxford"}]},
    ]
    assert titles(csl, items, '<sort><key variable="author"/></sort>') == "A B"


def test_names_in_sort_macros(csl: Any, people: People) -> None:
    """names-min and names-use-first of the key override; et-al and labels are not part of the key."""
    macro = '<macro name="a"><names variable="author"><name/><label prefix=" "/></names></macro>'
    items = [{"title": "A", "author": people("Doe, Z", "Poe, A")}, {"title": "B", "author": people("Doe, Z", "Moe, B")}]
    assert titles(csl, items, '<sort><key macro="a"/></sort>', macros=macro) == "B A"
    sort = '<sort><key macro="a" names-min="2" names-use-first="1"/></sort>'
    assert titles(csl, items, sort, macros=macro) == "A B"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-US", "ångström Bohr östberg zeta"),
        ("sv-SE", "Bohr zeta ångström östberg"),
        ("de-DE", "Mueller Müller Muster"),
        ("es-ES", "nube ñandú obra"),
        ("da-DK", "zebra ærø østre århus"),
        ("da-DK", "zar ærø Aalborg åre"),
        ("sr-Latn-RS", "cuk čas ćud dom đak sok šal"),
        ("lv-LV", "ils yls jods"),
        ("vi-VN", "ay ắc ấm bao da đá"),
        ("et-EE", "sina šokk zen žanr tuba võti"),
        ("en-US", "1 9 10"),
    ],
)
def test_collation(language: str, words: str) -> None:
    """Letters sort as each language has them; numbers by their value."""
    order = words.split()
    assert sorted(set(order), key=lambda word: collation_key(word, language)) == order


def test_second_field_align(csl: Any) -> None:
    """The first field goes into the margin, the suffix of the layout behind the rest ("Whitespace")."""
    done = csl.document(
        [{"title": "T"}],
        bibliography='<text variable="citation-number" suffix=". "/><text variable="title"/>',
        listing='second-field-align="flush" hanging-indent="true" entry-spacing="0"',
        listing_layout='suffix="."',
    )
    assert write_html_bibliography(done.bibliography) == (
        '<div class="csl-bib-body">\n  <div class="csl-entry">\n    <div class="csl-left-margin">1. </div>'
        '<div class="csl-right-inline">T.</div>\n  </div>\n</div>'
    )
    assert (done.layout.second_field_align, done.layout.hanging_indent, done.layout.entry_spacing) == ("flush", True, 0)


def test_affixes_of_the_layout_belong_to_its_blocks(csl: Any) -> None:
    """The prefix of the layout is in the margin with the first field, the suffix in the last block ("Layout")."""
    parts = (
        '<text variable="citation-number" suffix="] "/><text variable="title"/><text variable="DOI" display="block"/>'
    )
    done = csl.entries(
        [{"title": "T", "DOI": "10.1/x"}],
        bibliography=parts,
        listing='second-field-align="flush"',
        listing_layout='prefix="[" suffix="."',
    )
    assert '<div class="csl-left-margin">[1] </div>' in done[0]
    assert "10.1/x.</div>" in done[0]


def test_entries_have_the_names_that_told_cites_apart(csl: Any, people: People) -> None:
    """Given names that distinguish cites are shown in their entries ("Disambiguation", the last paragraph of methods 1
    and 2): the full name where cites show it, initials where a rule for all names needs no more.
    """
    items = [
        {"author": people(name), "issued": {"date-parts": [[2020]]}}
        for name in ("Sharma, Hiroshi", "Sharma, Li", "Gupta, Ana")
    ]
    parts = {
        "citation": '<names variable="author"><name form="short"/></names> <date variable="issued" form="numeric"/>',
        "bibliography": '<names variable="author"><name initialize-with="."/></names>',
    }
    given = 'disambiguate-add-givenname="true"'
    assert csl.entries(items, options=given, **parts) == ["Hiroshi Sharma", "Li Sharma", "A. Gupta"]
    names = f'{given} givenname-disambiguation-rule="all-names"'
    assert csl.entries(items, options=names, **parts) == ["H. Sharma", "L. Sharma", "A. Gupta"]
    items[1]["author"] = people("Sharma, Hanna")
    assert csl.entries(items, options=names, **parts) == ["Hiroshi Sharma", "Hanna Sharma", "A. Gupta"]


def test_year_suffix_keeps_its_case(csl: Any, people: People) -> None:
    """An entry has the letter that its cites have, whatever text-case the date has ("Disambiguation", method 4)."""
    items = [{"title": t, "author": people("Doe, A"), "issued": {"date-parts": [[2020]]}} for t in ("A", "B")]
    date = '<date variable="issued" {}><date-part name="year"/></date>'
    cite = '<names variable="author"/>' + date.format("")
    options = 'disambiguate-add-year-suffix="true"'
    listed = csl.entries(items, citation=cite, bibliography=date.format('text-case="uppercase"'), options=options)
    assert listed == ["2020a", "2020b"]


def test_entries_without_output_are_left_out(csl: Any) -> None:
    """An entry that prints nothing is left out, unless the bibliography is numbered."""
    items = [{"title": "A"}, {}, {"title": "C"}]
    assert csl.entries(items, bibliography='<text variable="title"/>') == ["A", "C"]
    numbered = '<group delimiter=" "><text variable="title"/><choose><if variable="title">'
    numbered += '<text variable="citation-number"/></if></choose></group>'
    assert csl.entries(items, bibliography=numbered)[1] == "2. [CSL STYLE ERROR: reference with no printed form.]"


def test_numbers_with_spaces_round_them_count(csl: Any, people: People) -> None:
    """XML Schema leaves out the spaces round an integer; an official style writes `et-al-use-first="3 "`."""
    items = [{"author": people("Doe", "Roe", "Poe", "Moe")}]
    name = '<names variable="author"><name et-al-min=" 4" et-al-use-first="3 "/></names>'

    assert csl.entries(items, bibliography=name) == ["Doe, Roe, Poe, et al."]
