"""Names: lists, et-al, order of parts, particles, substitution (specification, "Names" to "Substitute")."""

from collections.abc import Callable
from typing import Any

import pytest

from citekit.csl.initials import initialize_given
from citekit.csl.people import Name, read_name

People = Callable[..., list[dict[str, str]]]
GOGH = {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van", "suffix": "III"}
HUMBOLDT = {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von", "suffix": "Jr."}


def author(name: str, **names: str) -> str:
    """`cs:names` with a `cs:name` of the attributes given."""
    return f'<names variable="author"><name {name}/></names>'


@pytest.mark.parametrize(
    ("rule", "one", "two"),
    [
        ("contextual", "Doe et al.", "Doe, Smith, et al."),
        ("always", "Doe, et al.", "Doe, Smith, et al."),
        ("never", "Doe et al.", "Doe, Smith et al."),
    ],
)
def test_delimiter_precedes_et_al(csl: Any, people: People, rule: str, one: str, two: str) -> None:
    """The examples of `delimiter-precedes-et-al`."""
    item = {"author": people("Doe", "Smith", "Poe", "Roe")}
    for first, text in ((1, one), (2, two)):
        name = f'delimiter-precedes-et-al="{rule}" et-al-min="3" et-al-use-first="{first}"'
        assert csl.one(item, author(name)) == text


def test_delimiter_after_inverted_name(csl: Any, people: People) -> None:
    """The examples of "after-inverted-name" for et-al and for the last name."""
    item = {"author": people("Doe, John", "Smith, Sam", "Williams, Tom")}
    first = 'name-as-sort-order="first" initialize-with="." '
    et_al = 'delimiter-precedes-et-al="after-inverted-name" et-al-min="3" et-al-use-first='
    assert csl.one(item, author(f'{first}{et_al}"1"')) == "Doe, J., et al."
    assert csl.one(item, author(f'{first}{et_al}"2"')) == "Doe, J., S. Smith et al."
    last = 'and="text" delimiter-precedes-last="after-inverted-name" '
    assert csl.one(item, author(first + last)) == "Doe, J., S. Smith and T. Williams"
    two = {"author": item["author"][:2]}
    assert csl.one(two, author(first + last)) == "Doe, J., and S. Smith"


@pytest.mark.parametrize(
    ("rule", "two", "three"),
    [
        ("contextual", "Doe and Williams", "Doe, Smith, and Williams"),
        ("always", "Doe, and Williams", "Doe, Smith, and Williams"),
        ("never", "Doe and Williams", "Doe, Smith and Williams"),
    ],
)
def test_delimiter_precedes_last(csl: Any, people: People, rule: str, two: str, three: str) -> None:
    """The examples of `delimiter-precedes-last`."""
    element = author(f'and="text" delimiter-precedes-last="{rule}"')
    assert csl.one({"author": people("Doe", "Williams")}, element) == two
    assert csl.one({"author": people("Doe", "Smith", "Williams")}, element) == three


def test_suffix_of_a_name_sets_off_et_al(csl: Any, people: People) -> None:
    """The suffix of `cs:name` stands behind "et al." as it does behind the last name, as in the reference."""
    element = f'{author("""suffix=";" et-al-min="3" et-al-use-first="1" """)}<text value=" x"/>'
    assert csl.one({"author": people("Doe", "Roe", "Poe")}, element) == "Doe; et al.; x"
    assert csl.one({"author": people("Doe")}, element) == "Doe; x"


def test_mark_in_place_of_and(csl: Any, people: People) -> None:
    """An "and" that is the mark between names is printed once ("Name": delimiter, and)."""
    locale = '<locale><terms><term name="and">–</term></terms></locale>'
    element = author('and="text" delimiter="–"')
    assert csl.one({"author": people("Doe", "Roe", "Poe")}, element, locale=locale) == "Doe–Roe–Poe"
    assert csl.one({"author": people("Doe", "Roe")}, element, locale=locale) == "Doe–Roe"


OPEN: dict[str, Any] = {"others": True}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("", "Doe, Roe, et al."),
        ('and="text" delimiter-precedes-last="never"', "Doe, Roe, et al."),
        ('delimiter-precedes-et-al="never"', "Doe, Roe et al."),
        ('et-al-min="3" et-al-use-first="1"', "Doe et al."),
        ('et-al-min="3" et-al-use-first="1" et-al-use-last="true"', "Doe et al."),
        ('form="count"', "2"),
    ],
)
def test_others_who_are_not_named(csl: Any, people: People, name: str, text: str) -> None:
    """`{"others": true}` at the end of a list is "et al." as "Et-al" has it, whatever et-al-min says; by hand."""
    assert csl.one({"author": [*people("Doe", "Roe"), OPEN]}, author(name)) == text


def test_others_count_for_the_label(csl: Any, people: People) -> None:
    """One editor and others are several editors ("Label": contextual)."""
    element = '<names variable="editor"><name/><label prefix=", "/></names>'
    assert csl.one({"editor": [*people("Doe"), OPEN]}, element) == "Doe et al., editors"


@pytest.mark.parametrize("others", [[{"others": True}], [{"others": False}, {"family": "Doe"}], [{"others": 1}, {}]])
def test_the_mark_of_others_alone_is_nobody(csl: Any, others: list[dict[str, Any]]) -> None:
    """Without a name before it, not at the end, or not true, the mark changes nothing."""
    found = csl.one({"author": others, "title": "T"}, author("") + '<text variable="title"/>')
    assert found in ("T", "DoeT")


def test_others_sort_and_are_told_apart(csl: Any, people: People) -> None:
    """A list with others comes behind the names alone; cites that look the same get more names ("Disambiguation")."""
    items = [
        {"title": "A", "author": [*people("Doe"), OPEN]},
        {"title": "B", "author": people("Doe")},
        {"title": "C", "author": people("Doe", "Roe", "Poe")},
    ]
    element = author('et-al-min="3" et-al-use-first="1"')
    cites = csl.cites(items, citation=element, options='disambiguate-add-names="true"')
    assert cites == ["Doe et al.", "Doe", "Doe, Roe, et al."]
    keys = '<sort><key variable="author"/></sort>'
    titles = csl.entries(items, bibliography='<text variable="title"/>', listing_sort=keys)
    assert titles.index("B") < titles.index("A")


def test_et_al_use_last(csl: Any, people: People) -> None:
    """A list cut short ends with an ellipsis and the last name, where at least two names are left out."""
    item = {"author": people(*"ABCDEFGH")}
    element = author('et-al-min="8" et-al-use-first="6" et-al-use-last="true"')
    assert csl.one(item, element) == "A, B, C, D, E, F, … H"


def test_subsequent_cites_have_their_own_et_al(csl: Any, people: People) -> None:
    """et-al-subsequent-min and -use-first replace the others for items cited before."""
    element = author('et-al-min="4" et-al-use-first="1" et-al-subsequent-min="2" et-al-subsequent-use-first="1"')
    item = {"author": people("Doe", "Roe")}
    assert csl.cites([item], [[{"id": "i0"}], [{"id": "i0"}]], citation=element) == ["Doe, Roe", "Doe et al."]


@pytest.mark.parametrize(
    ("form", "demote", "gogh", "humboldt"),
    [
        ("", "never", "Vincent van Gogh III", "Alexander von Humboldt Jr."),
        ('name-as-sort-order="all"', "never", "van Gogh, Vincent, III", "Humboldt, Alexander von, Jr."),
        ('name-as-sort-order="all"', "sort-only", "van Gogh, Vincent, III", "Humboldt, Alexander von, Jr."),
        ('name-as-sort-order="all"', "display-and-sort", "Gogh, Vincent van, III", "Humboldt, Alexander von, Jr."),
        ('form="short"', "display-and-sort", "van Gogh", "Humboldt"),
    ],
)
def test_order_of_name_parts(csl: Any, form: str, demote: str, gogh: str, humboldt: str) -> None:
    """Every row of "Name-part Order"."""
    style = f'class="in-text" demote-non-dropping-particle="{demote}"'
    assert csl.one({"author": [GOGH]}, author(form), style=style) == gogh
    assert csl.one({"author": [HUMBOLDT]}, author(form), style=style) == humboldt


def test_family_name_first_scripts(csl: Any) -> None:
    """Chinese names are family and given name without a space, short ones the family name."""
    mao = {"author": [{"family": "毛", "given": "泽东"}]}
    assert csl.one(mao, author('name-as-sort-order="all"')) == "毛泽东"
    assert csl.one(mao, author('form="short"')) == "毛"


def test_name_part_formatting(csl: Any) -> None:
    """Formatting of "family" covers its particle, not the suffix; affixes enclose what the chapter says."""
    parts = '<name-part name="family" text-case="uppercase" prefix="(" suffix=")"/><name-part name="given" prefix="["'
    element = f'<names variable="author"><name>{parts} suffix="]"/></name></names>'
    assert csl.one({"author": [GOGH]}, element) == "[Vincent] (VAN GOGH III)"


@pytest.mark.parametrize(
    ("given", "after", "whole", "hyphen", "initials"),
    [
        ("John Edward", ".", True, True, "J.E."),
        ("John Edward", ". ", True, True, "J. E."),
        ("Jean-Luc", ".", True, True, "J.-L."),
        ("Jean-Luc", ". ", True, False, "J. L."),
        ("James T Kirk", ".", False, True, "James T. Kirk"),
        ("Guo-ping", "", True, True, "G"),
        ("", ".", True, True, ""),
    ],
)
def test_initials(given: str, after: str, whole: bool, hyphen: bool, initials: str) -> None:
    """initialize-with, initialize="false" and initialize-with-hyphen by their examples."""
    assert initialize_given(given, after, whole, hyphen) == initials


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ({"family": "van Gogh", "given": "Vincent"}, Name("Gogh", "Vincent", non_dropping="van")),
        ({"family": "Humboldt", "given": "Alexander von"}, Name("Humboldt", "Alexander", dropping="von")),
        ({"family": "al-Hakim", "given": "Tawfiq"}, Name("al-Hakim", "Tawfiq")),
        ({"family": "La Fontaine", "given": "Jean de"}, Name("La Fontaine", "Jean", dropping="de")),
        ({"family": '"van Dyke"', "given": "Dick"}, Name("van Dyke", "Dick")),
        ({"family": "Doe", "given": "John, III"}, Name("Doe", "John", suffix="III")),
        ({"literal": "World Bank"}, Name(literal="World Bank")),
    ],
)
def test_names_in_data(data: dict[str, str], name: Name) -> None:
    """Particles are taken out of family and given names by how they are written ("Name Particles")."""
    found = read_name(data)
    if data.get("family") == "al-Hakim":
        assert found == Name("Hakim", "Tawfiq", non_dropping="al-")
    else:
        assert found == name


def test_editor_and_translator_are_one(csl: Any, people: People) -> None:
    """Identical editors and translators are rendered once with the term for both ("Names")."""
    terms = (
        '<locale><terms><term name="editortranslator"><single>editor &amp; translator</single>'
        "<multiple>editors &amp; translators</multiple></term></terms></locale>"
    )
    element = '<names variable="editor translator" delimiter="; "><name/><label prefix=" (" suffix=")"/></names>'
    doe, roe = people("Doe"), people("Roe")
    assert csl.one({"editor": doe, "translator": doe}, element, locale=terms) == "Doe (editor &#38; translator)"
    both = csl.one({"editor": doe + roe, "translator": doe}, element, locale=terms)
    assert both == "Doe, Roe (editors); Doe (translator)"


def test_label_stands_where_it_is_written(csl: Any, people: People) -> None:
    """A label before the name is rendered before it; without a name it follows (the AMA and NLM case)."""
    item = {"editor": people("Sharma, R", "Lee, T")}
    before = '<names variable="editor"><label form="verb" suffix=" "/><name form="short"/></names>'
    without = '<names variable="editor"><label prefix=", "/></names>'
    assert csl.one(item, before) == "edited by Sharma, Lee"
    assert csl.one(item, without) == "R Sharma, T Lee, editors"


def test_substitute(csl: Any, people: People) -> None:
    """The first substitute that is not empty is used, and what it rendered is suppressed later on."""
    element = (
        '<names variable="author"><name form="short"/><substitute><names variable="editor"/><text variable="title"/>'
        '</substitute></names><text variable="title" prefix=", "/>'
    )
    assert csl.one({"editor": people("Roe, J"), "title": "T"}, element) == "Roe, T"
    assert csl.one({"title": "T"}, element) == "T"


def test_options_are_inherited(csl: Any, people: People) -> None:
    """An option of `cs:citation` wins over that of `cs:style`, and `cs:name` over both."""
    item = {"author": people("Doe, John", "Roe, Jane")}
    style = 'class="in-text" name-form="short" and="symbol" name-delimiter=" / "'
    plain = '<names variable="author"/>'
    assert csl.one(item, plain, style=style) == "Doe &#38; Roe"
    assert csl.one(item, plain, style=style, options='and="text"') == "Doe and Roe"
    assert (
        csl.one(item, author('and="symbol" form="long"'), style=style, options='and="text"')
        == "John Doe &#38; Jane Roe"
    )


def test_count(csl: Any, people: People) -> None:
    """The form "count" gives how many names would be rendered after et-al abbreviation."""
    item = {"author": people("A", "B", "C", "D")}
    assert csl.one(item, author('form="count" et-al-min="4" et-al-use-first="3"')) == "3"
