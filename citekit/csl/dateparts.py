"""Years, months, seasons and days as text (specification, "Date-part", "AD and BC", "Seasons")."""

from collections.abc import Callable

from citekit.csl.context import Context
from citekit.csl.dates import Point
from citekit.csl.locale import Locale
from citekit.csl.look import compile_look
from citekit.csl.number import ordinal
from citekit.csl.output import Node, Text
from citekit.csl.scope import Scope
from citekit.csl.xmltree import Element

PartWriter = Callable[[Point, str, Context, bool, bool], list[Node]]
"""Gives a date-part of a date for a variable, with or without its prefix and suffix; nothing where it is missing."""


def part_writer(element: Element, scope: Scope) -> PartWriter:
    """Compile a `cs:date-part`."""
    text = _TEXTS[element.get("name")](element.get("form"), scope.locale) if element.get("name") in _TEXTS else _nothing
    looks = {
        (prefix, suffix): compile_look(_without(element, prefix, suffix))
        for prefix in (True, False)
        for suffix in (True, False)
    }

    def write(point: Point, variable: str, context: Context, prefix: bool, suffix: bool) -> list[Node]:
        found = text(point)
        if not found:
            return []
        nodes: list[Node] = [Text(found, variable)]
        look = looks[prefix, suffix]
        return look(nodes, context) if look else nodes

    return write


def _without(element: Element, prefix: bool, suffix: bool) -> Element:
    dropped = {name for name, keep in (("prefix", prefix), ("suffix", suffix)) if not keep}
    attributes = {key: value for key, value in element.attributes.items() if key not in dropped}
    return Element(element.tag, attributes, element.line)


def _nothing(_point: Point) -> str:
    return ""


def _year(form: str, locale: Locale) -> Callable[[Point], str]:
    """Positive years of less than four digits take the "ad" term, negative ones "bc"."""
    ad, bc = locale.term("ad") or "", locale.term("bc") or ""

    def text(point: Point) -> str:
        year = point.year
        if form == "short" and 1000 <= year <= 9999:
            return f"{year % 100:02d}"
        if year < 0:
            return f"{-year}{bc if point.era else ''}"
        return f"{year}{ad if point.era else ''}" if 0 < year < 1000 else str(year) if year else ""

    return text


def _month(form: str, locale: Locale) -> Callable[[Point], str]:
    def text(point: Point) -> str:
        if not point.month:
            return ""
        if point.season:
            return locale.term(f"season-{point.season:02d}") or ""
        if form == "numeric":
            return str(point.month)
        if form == "numeric-leading-zeros":
            return f"{point.month:02d}"
        return locale.term(f"month-{point.month:02d}", form or "long") or ""

    return text


def _day(form: str, locale: Locale) -> Callable[[Point], str]:
    """Days in ordinal form agree with the gender of the month; a locale may limit that form to the first day."""
    only_first = locale.option("limit-day-ordinals-to-day-1")

    def text(point: Point) -> str:
        if not point.day:
            return ""
        if form == "numeric-leading-zeros":
            return f"{point.day:02d}"
        if form == "ordinal" and (point.day == 1 or not only_first):
            return ordinal(point.day, locale, locale.gender(f"month-{point.month:02d}"))
        return str(point.day)

    return text


_TEXTS = {"year": _year, "month": _month, "day": _day}
