"""`cs:date` and `cs:date-part` (specification, "Date", "Date Ranges", "Localized Date Formats")."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from citekit.csl.context import Context, Emit
from citekit.csl.dateparts import PartWriter, part_writer
from citekit.csl.dates import Date, Point
from citekit.csl.look import compile_look
from citekit.csl.output import Node, Text
from citekit.csl.scope import Scope
from citekit.csl.xmltree import Element

_DATE_PARTS = {
    "year-month-day": ("year", "month", "day"),
    "year-month": ("year", "month"),
    "year": ("year",),
}
_EN_DASH = "\u2013"


@dataclass(frozen=True, slots=True)
class _Part:
    """A compiled `cs:date-part`."""

    name: str
    write: PartWriter
    range_delimiter: str


def compile_date(element: Element, scope: Scope) -> Emit:
    """Compile `cs:date`, localized (with `form`) or not."""
    variable = element.get("variable")
    parts, delimiter = _compile_parts(element, scope)
    names = tuple(part.name for part in parts)
    dress = compile_look(element)
    suffix_here = scope.implicit_year_suffix

    def emit(context: Context, out: list[Node]) -> None:
        date = None if variable in context.suppressed else context.item.date(variable)
        if date is None:
            context.called += 1
            return
        if context.sort_names is not None:
            nodes: list[Node] = [Text(sort_date(date, names))]
        else:
            nodes = _render(date, parts, delimiter, variable, context, suffix_here)
        if not nodes:
            context.called += 1
            return
        context.use(variable)
        out.extend(dress(nodes, context) if dress else nodes)

    return emit


def _compile_parts(element: Element, scope: Scope) -> tuple[list[_Part], str]:
    form = element.get("form")
    if not form:
        parts = [(child, child) for child in element.all("date-part")]
        return [_compile_part(base, base.attributes, scope) for base, _ in parts], element.get("delimiter")
    localized = scope.locale.dates.get(form)
    if localized is None:
        return [], ""
    wanted = _DATE_PARTS.get(element.get("date-parts", "year-month-day"), _DATE_PARTS["year-month-day"])
    own = {child.get("name"): child for child in element.all("date-part")}
    compiled = []
    for base in localized.all("date-part"):
        if base.get("name") in wanted:
            override = own.get(base.get("name"))
            compiled.append(_compile_part(base, _overridden(base, override), scope))
    return compiled, localized.get("delimiter")


def _overridden(base: Element, override: Element | None) -> dict[str, str]:
    """Attributes of the style win over those of the locale, affixes excepted."""
    changed = override.attributes if override is not None else {}
    return base.attributes | {key: value for key, value in changed.items() if key not in ("prefix", "suffix")}


def _compile_part(base: Element, attributes: dict[str, str], scope: Scope) -> _Part:
    element = Element("date-part", attributes, base.line)
    return _Part(base.get("name"), part_writer(element, scope), attributes.get("range-delimiter") or _EN_DASH)


def _render(
    date: Date, parts: Sequence[_Part], delimiter: str, variable: str, context: Context, suffix_here: bool
) -> list[Node]:
    if date.start is None:
        # "In press" stands where the year would, not where month and day would as well.
        if parts and all(part.name != "year" for part in parts):
            return []
        return _with_year_suffix([Text(date.literal, variable)], context, suffix_here)
    if date.end is not None:
        pieces = _range(date.start, date.end, parts, variable, context)
    else:
        pieces = _point(date.start, parts, variable, context)
        if date.open_end and pieces:
            pieces.append(("range", [Text(_EN_DASH, variable)]))
    return _joined(pieces, delimiter, context, suffix_here)


_Piece = tuple[str, list[Node]]


def _point(point: Point, parts: Sequence[_Part], variable: str, context: Context) -> list[_Piece]:
    pieces = [(part.name, part.write(point, variable, context, True, True)) for part in parts]
    return [piece for piece in pieces if piece[1]]


def _range(start: Point, end: Point, parts: Sequence[_Part], variable: str, context: Context) -> list[_Piece]:
    """A range: parts that do not differ once, those that do for both ends, with the delimiter of the largest."""
    largest = _largest_difference(start, end, {part.name for part in parts})
    if largest is None:
        return _point(start, parts, variable, context)
    differing = _DATE_PARTS["year-month-day"]
    differing = differing[differing.index(largest) :]
    places = [
        i for i, part in enumerate(parts) if part.name in differing and (_has(start, part.name) or _has(end, part.name))
    ]
    first, last = places[0], places[-1]
    range_delimiter = next(part.range_delimiter for part in parts if part.name == largest)
    before = _point(start, parts[:first], variable, context)
    after = _point(start, parts[last + 1 :], variable, context)
    block = parts[first : last + 1]
    if start.year * end.year > 0 and largest == "year":
        start = replace(start, era=False)
    left = _block(start, block, variable, context, keep_suffix=False)
    right = _block(end, block, variable, context, keep_prefix=False)
    return [*before, *left, ("range", [Text(range_delimiter, variable)]), *right, *after]


def _block(
    point: Point,
    parts: Sequence[_Part],
    variable: str,
    context: Context,
    keep_prefix: bool = True,
    keep_suffix: bool = True,
) -> list[_Piece]:
    """The parts of one end of a range, without the affix that would stand beside the range delimiter."""
    present = [part for part in parts if _has(point, part.name)]
    pieces = []
    for place, part in enumerate(present):
        prefix = keep_prefix or place > 0
        suffix = keep_suffix or place < len(present) - 1
        pieces.append((part.name, part.write(point, variable, context, prefix, suffix)))
    return pieces


def _has(point: Point, name: str) -> bool:
    return name == "year" or bool(getattr(point, name))


def _largest_difference(start: Point, end: Point, names: set[str]) -> str | None:
    for name in ("year", "month", "day"):
        if name in names and getattr(start, name) != getattr(end, name):
            return name
    return None


def _joined(pieces: list[_Piece], delimiter: str, context: Context, suffix_here: bool) -> list[Node]:
    out: list[Node] = []
    previous = ""
    last_year = max((place for place, (name, _) in enumerate(pieces) if name == "year"), default=-1)
    for place, (name, nodes) in enumerate(pieces):
        if out and delimiter and "range" not in (name, previous):
            out.append(Text(delimiter, kind="affix"))
        if place == last_year:
            nodes = _with_year_suffix(nodes, context, suffix_here)
        out.extend(nodes)
        previous = name
    return out


def _with_year_suffix(nodes: list[Node], context: Context, suffix_here: bool) -> list[Node]:
    """Append the year-suffix to the first year rendered, inside its affixes, unless the style renders it itself."""
    if not suffix_here or not context.year_suffix or context.suffixed:
        return nodes
    context.suffixed = True
    end = len(nodes)
    while end and isinstance(nodes[end - 1], Text) and nodes[end - 1].kind == "affix":
        end -= 1
    return [*nodes[:end], Text(context.year_suffix, "year-suffix", "nocase"), *nodes[end:]]


def sort_date(date: Date, names: Sequence[str] = ("year", "month", "day")) -> str:
    """Give a date as a sort key: YYYYMMDD of the start, then of the end; years before Christ in reverse."""
    if date.start is None:
        return date.literal
    start = _sort_point(date.start, names)
    if date.end is None:
        return start
    return f"{start}-{_sort_point(date.end, names)}"


def _sort_point(point: Point, names: Sequence[str]) -> str:
    month = 0 if point.season else point.month
    year = point.year if "year" in names else 0
    rest = f"{month if 'month' in names else 0:02d}{point.day if 'day' in names else 0:02d}"
    return f"0{99999 + year:05d}{rest}" if year < 0 else f"1{year:05d}{rest}"
