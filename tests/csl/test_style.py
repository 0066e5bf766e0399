"""Styles: their kinds, what is wrong in them, and what is odd (specification, "Styles - Structure")."""

from typing import Any

import pytest

from citekit.csl import DependentStyle, Style, StyleError, find_remarks, find_style, read_style

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
CITATION = '<citation><layout><text variable="title"/></layout></citation>'


def read(inside: str) -> Style:
    style = read_style(f"{HEAD}{inside}</style>")
    assert isinstance(style, Style)
    return style


def test_dependent_style_names_its_parent() -> None:
    """A style with only info and an independent parent is an alias with its own locale ("Dependent Styles")."""
    style = read_style(
        HEAD.replace(">", ' default-locale="fr-FR">')
        + '<info><title>A</title><id>a</id><link rel="independent-parent" href="http://x.org/styles/b"/></info></style>'
    )
    assert style == DependentStyle("a", "A", "http://x.org/styles/b", "fr-FR")


def test_named_style_follows_its_parent() -> None:
    """A dependent style of the package gives the formatting of its parent under its own title."""
    nature = find_style("nature")
    dependent = find_style("nature-biotechnology")
    assert dependent.title == "Nature Biotechnology"
    assert dependent.citation == nature.citation


@pytest.mark.parametrize(
    ("inside", "message", "line"),
    [
        ("<info/>", "no 'citation'", 1),
        ("\n<citation/>", "no 'layout'", 2),
        (f"\n<macro/>{CITATION}", "a macro has no name", 2),
        ('\n<citation><layout>\n<text macro="x"/></layout></citation>', "there is no macro 'x'", 3),
        (f'<macro name="a">\n<text macro="a"/></macro>{CITATION}', "the macro 'a' calls itself", 2),
        (
            f'<macro name="a"><text macro="b"/></macro><macro name="b">\n<text macro="a"/></macro>{CITATION}',
            "calls itself",
            2,
        ),
    ],
)
def test_faults_have_a_line(inside: str, message: str, line: int) -> None:
    """What makes a style unusable is told in one sentence with its line."""
    with pytest.raises(StyleError, match=message) as caught:
        read(inside)
    assert caught.value.line == line


def test_other_root_is_refused() -> None:
    """A file that is no style is refused."""
    with pytest.raises(StyleError, match="root element"):
        read_style("<html/>")


def test_macros_that_multiply_are_refused() -> None:
    """Macros that would render millions of elements are refused when the style is read."""
    macros = "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(40))
    with pytest.raises(StyleError, match="elements"):
        read(
            f'{macros}<macro name="m40"><text value="x"/></macro>'
            '<citation><layout><text macro="m0"/></layout></citation>'
        )


def test_affixes_that_multiply_are_refused() -> None:
    """A delimiter of a megabyte between a thousand elements would print a gigabyte."""
    texts = "<text value='a'/>" * 1000
    group = f'<group delimiter="{"x" * 1_000_000}">{texts}</group>'
    with pytest.raises(StyleError, match="elements"):
        read(f"<citation><layout>{group}</layout></citation>")


def test_branches_count_once(csl: Any) -> None:
    """Of a `cs:choose` one branch is taken, so macros called in each of its branches are no danger."""
    macros = "".join(
        f'<macro name="m{n}"><choose><if variable="DOI"><text macro="m{n + 1}"/></if>'
        f'<else><text macro="m{n + 1}"/></else></choose></macro>'
        for n in range(30)
    )
    last = '<macro name="m30"><text variable="title"/></macro>'
    assert csl.one({"title": "Deep"}, '<text macro="m0"/>', macros=macros + last) == "Deep"


def test_macros_nest_as_deep_as_is_allowed(csl: Any) -> None:
    """The deepest nesting that is allowed renders; one deeper is refused."""
    macros = "".join(f'<macro name="m{n}"><group><text macro="m{n + 1}"/></group></macro>' for n in range(48))
    last = '<macro name="m48"><text variable="title"/></macro>'
    assert csl.one({"title": "Deep"}, '<text macro="m0"/>', macros=macros + last) == "Deep"
    with pytest.raises(StyleError, match="deeper"):
        read(
            macros.replace("<group>", "<group>" * 4).replace("</group>", "</group>" * 4)
            + last
            + '<citation><layout><text macro="m0"/></layout></citation>'
        )


def test_odd_parts_are_remarked() -> None:
    """Unknown elements, attributes and variables are remarked with their line, and the style still works."""
    style = read('<citation><layout>\n<text variable="tittle" colour="red"/>\n<blink/></layout></citation>')
    assert [(remark.line, remark.message) for remark in find_remarks(style)] == [
        (2, "the attribute 'colour' of 'text' is not known and does nothing"),
        (2, "the variable 'tittle' is not known and is looked up as it is"),
        (3, "the element 'blink' is not known and is left out"),
    ]


def test_official_style_has_no_remarks() -> None:
    """A style that follows the schema is not remarked on."""
    assert find_remarks(find_style("apa")) == []
