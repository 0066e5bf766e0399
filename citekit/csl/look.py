"""Affixes, formatting, quotes, strip-periods, text-case and display of an element (specification, "Formatting" on).

Affixes are outside the scope of the other attributes of the same element, except on `cs:layout`.
"""

import re
from collections.abc import Callable

from citekit.csl.context import Context
from citekit.csl.output import PLAIN, Format, Node, Span, Text, leaves
from citekit.csl.textcase import apply_case
from citekit.csl.vocabulary import LINKS, NUMBER_VARIABLES
from citekit.csl.xmltree import Element

Dress = Callable[[list[Node], Context], list[Node]]
"""Gives the output of an element its look."""

_TEXTUAL = ("text", "number", "date", "date-part", "label")
"""The elements whose own text strip-periods and text-case change."""

_PERIOD = re.compile(r"\.")
_PERIOD_OF_WORD = re.compile(r"(?<!\d)\.")

DISPLAYS = ("block", "left-margin", "right-inline", "indent")


def read_format(element: Element) -> Format:
    """Give the formatting attributes that are set on an element."""
    return tuple((name, element.attributes[name]) for name in PLAIN if name in element.attributes)


def compile_look(element: Element, affixes_inside: bool = False) -> Dress | None:
    """Give the function that dresses an element's output, or None where nothing is set.

    `affixes_inside` puts the affixes inside the formatting, as on `cs:layout`.
    """
    inner = _inner(element)
    format = read_format(element)
    quoted = element.get("quotes") == "true"
    prefix, suffix = element.get("prefix"), element.get("suffix")
    display = element.get("display") if element.get("display") in DISPLAYS else ""
    if not (inner or format or quoted or prefix or suffix or display):
        return None

    def dress(nodes: list[Node], context: Context) -> list[Node]:
        if inner:
            inner(nodes, context)
        if affixes_inside:
            nodes = _affixed(nodes, prefix, suffix)
        if format or quoted:
            nodes = [Span(nodes, format, quoted=quoted)]
        if not affixes_inside:
            nodes = _affixed(nodes, prefix, suffix)
        if display and context.in_bibliography:
            block = Span(nodes)
            block.display = display
            nodes = [block]
        return nodes

    return dress


def _affixed(nodes: list[Node], prefix: str, suffix: str) -> list[Node]:
    if prefix:
        nodes = [Text(prefix, kind="affix"), *nodes]
    if suffix:
        nodes.append(Text(suffix, kind="affix"))
    return nodes


def _inner(element: Element) -> Callable[[list[Node], Context], None] | None:
    """Give what changes the text itself: strip-periods and text-case.

    Official styles set text-case on calls of macros too and are written for processors that let the elements inside
    the macro decide; a name would lose its case there.
    """
    if element.tag not in _TEXTUAL:
        return None
    case = element.get("text-case") if "macro" not in element.attributes else ""
    strip = element.get("strip-periods") == "true"
    # Terms and dates are in the language of the style, whatever that of the item ("Non-English Items").
    localized = element.tag in ("label", "date", "date-part") or "term" in element.attributes
    if not (case and case != "none") and not strip:
        return None

    def change(nodes: list[Node], context: Context) -> None:
        if strip:
            _strip_periods(nodes)
        if case:
            apply_case(nodes, case, localized or context.english, context.language)

    return change


def _strip_periods(nodes: list[Node]) -> None:
    """Remove periods from the text itself ("Strip-periods"); affixes and delimiters inside a macro keep theirs.

    So do identifiers ("10.1000/x.1") and the numbers in number variables ("1.2", and "2." as an ordinal), which would
    be others without.
    """
    for leaf in leaves(nodes):
        if leaf.kind != "affix" and leaf.variable not in LINKS:
            periods = _PERIOD_OF_WORD if leaf.variable in NUMBER_VARIABLES else _PERIOD
            leaf.text = periods.sub("", leaf.text)


def emit_dressed(nodes: list[Node], dress: Dress | None, context: Context, out: list[Node]) -> None:
    """Put dressed nodes at the end of the output."""
    out.extend(dress(nodes, context) if dress else nodes)
