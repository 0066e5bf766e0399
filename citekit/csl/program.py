"""A style compiled for a locale: what renders a cite, what renders an entry, and the options of both."""

from dataclasses import dataclass

from citekit.csl.choose import compile_choose
from citekit.csl.context import Context, Emit
from citekit.csl.date import compile_date
from citekit.csl.group import compile_group
from citekit.csl.label import compile_label
from citekit.csl.locale import Locale
from citekit.csl.look import Dress, compile_look, read_format
from citekit.csl.names import compile_names
from citekit.csl.number import compile_number
from citekit.csl.output import Format, Node
from citekit.csl.punctuation import Marks
from citekit.csl.scope import Compile, Scope
from citekit.csl.sorting import SortKey, compile_sort
from citekit.csl.style import Style
from citekit.csl.text import compile_text
from citekit.csl.xmltree import Element

COMPILERS: dict[str, Compile] = {
    "text": compile_text,
    "number": compile_number,
    "date": compile_date,
    "names": compile_names,
    "label": compile_label,
    "group": compile_group,
    "choose": compile_choose,
}
"""What compiles each rendering element."""


@dataclass(frozen=True, slots=True)
class Area:
    """A compiled `cs:citation` or `cs:bibliography`: the parts of its layout, its sort keys and its options."""

    children: tuple[Emit, ...]
    dress: Dress | None
    prefix: str
    suffix: str
    format: Format
    delimiter: str
    keys: tuple[SortKey, ...]
    options: dict[str, str]
    in_bibliography: bool
    sorted_by_number: bool
    """Whether a sort key depends on the citation-number."""

    def option(self, name: str, default: str = "") -> str:
        """Give an option set on the area."""
        return self.options.get(name, default)

    def flag(self, name: str) -> bool:
        """Say whether an option of the area is "true"."""
        return self.options.get(name) == "true"

    def render(self, context: Context) -> list[Node]:
        """Render the layout for one item, without the affixes and formatting of the layout."""
        nodes: list[Node] = []
        for child in self.children:
            child(context, nodes)
        return nodes

    def fields(self, context: Context) -> list[list[Node]]:
        """Render the layout for one item as a list with one place for each child."""
        fields: list[list[Node]] = []
        for child in self.children:
            nodes: list[Node] = []
            child(context, nodes)
            fields.append(nodes)
        return fields


@dataclass(frozen=True, slots=True)
class Program:
    """A style ready to run in one locale."""

    style: Style
    locale: Locale
    citation: Area
    bibliography: Area | None
    marks: Marks
    numbered: bool
    """Whether anything in the style depends on the citation-number."""
    prints_notes: bool
    """Whether a cite shows the number of the note that first cited its item."""
    tests_disambiguate: bool
    """Whether a cite tests the condition `disambiguate`."""

    def is_english(self, language: str) -> bool:
        """Say whether an item is taken to be English ("Non-English Items")."""
        default = self.style.default_locale
        if not default or default[:2].lower() == "en":
            return not language or language[:2].lower() == "en"
        return language[:2].lower() == "en"


def compile_style(style: Style, locale: Locale) -> Program:
    """Compile a style. Raises StyleError where it cannot be used."""
    areas = [area for area in (style.citation, style.bibliography) if area is not None]
    implicit = not any(style.uses_variable(area, "year-suffix") for area in areas)
    compiled = [_compile_area(area, style, locale, implicit) for area in areas]
    return Program(
        style,
        locale,
        compiled[0],
        compiled[1] if len(compiled) > 1 else None,
        Marks(locale),
        any(_uses_number(style, area) for area in areas),
        style.uses_variable(style.citation, "first-reference-note-number"),
        any("disambiguate" in element.attributes for element in style.reached(style.citation)),
    )


def _uses_number(style: Style, area: Element) -> bool:
    return any(element.get("variable") == "citation-number" for element in style.reached(area))


def _compile_area(element: Element, style: Style, locale: Locale, implicit_year_suffix: bool) -> Area:
    scope = Scope(style, locale, element, COMPILERS, implicit_year_suffix)
    layout, sort = element.child("layout"), element.child("sort")
    assert layout is not None
    return Area(
        tuple(scope.compile_delimited(layout, "")),
        compile_look(layout, affixes_inside=True),
        layout.get("prefix"),
        layout.get("suffix"),
        read_format(layout),
        layout.get("delimiter"),
        tuple(compile_sort(element, scope)),
        element.attributes,
        element.tag == "bibliography",
        sort is not None and _uses_number(style, sort),
    )
