"""Citations: cites sorted, grouped, collapsed, joined (specification, "Cite Grouping", "Cite Collapsing")."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from citekit.csl.context import Position
from citekit.csl.entries import Entry
from citekit.csl.items import Citation, CiteItem
from citekit.csl.markup import parse_markup
from citekit.csl.output import NO_PRINTED_FORM, Node, Span, Text, leaves, plain
from citekit.csl.people import APOSTROPHES
from citekit.csl.program import Area, Program
from citekit.csl.sorting import sort_items, sort_texts
from citekit.csl.textcase import capitalize_opening_term

_EN_DASH = "\u2013"
_PUNCTUATION = tuple(",;:.!?")


@dataclass(slots=True)
class Cite:
    """A cite of a citation being rendered."""

    entry: Entry
    item: CiteItem
    position: Position
    nodes: list[Node]
    names: str = ""
    """The text of its first names, by which cites are grouped."""
    delimiter: str | None = None
    """What stands before it, where that is not the delimiter of the layout."""
    is_suffix: bool = False
    """Whether only the year-suffix is left of it."""

    @property
    def has_affix(self) -> bool:
        return bool(self.item.prefix or self.item.suffix)


def render_citation(
    program: Program, citation: Citation, positions: Sequence[Position], entries: dict[str, Entry]
) -> list[Node]:
    """Render a citation, up to the last pass over punctuation.

    The specification has no narrative citations; the forms are those of the input format ("mode"). Each is of the
    first cite, as cites are sorted, and of those with the same names; others are shown in full.
    """
    cites = [
        Cite(entries[item.id], item, position, []) for item, position in zip(citation.items, positions, strict=True)
    ]
    cites = _sorted(program, cites)
    if citation.mode == "composite" and cites:
        return _composite(program, cites, citation.infix)
    if citation.mode == "author-only" and cites:
        return _render_cites(program, [replace(cites[0], item=replace(cites[0].item, author_only=True))])
    return _render_cites(program, _unnamed(program, cites) if citation.mode == "suppress-author" else cites)


def _composite(program: Program, cites: list[Cite], infix: str) -> list[Node]:
    """Put names in the sentence and the rest behind them, "Doe (2000)"; the infix stands between the two.

    Where a style names nobody, as in "[1]", there is the rest alone; where it has nothing but names, the names alone.
    """
    bare = replace(cites[0].item, author_only=True, prefix="", suffix="")
    first = replace(cites[0], item=bare)
    names = _render_cites(program, [first])
    if not first.names:
        return _render_cites(program, cites)
    names += _infix(infix)
    rest = [cite for cite in _unnamed(program, cites) if _says_more(program, cite)]
    return [*names, Text(" ", kind="affix"), *_render_cites(program, rest, missing="")] if rest else names


def _infix(infix: str) -> list[Node]:
    text = infix.strip()
    apart = text[:1] not in (*_PUNCTUATION, *APOSTROPHES)
    return [Text(" " if apart else "", kind="affix"), *parse_markup(text)] if text else []


def _says_more(program: Program, cite: Cite) -> bool:
    _render_cite(program.citation, cite)
    return bool(cite.nodes) or cite.has_affix


def _unnamed(program: Program, cites: list[Cite]) -> list[Cite]:
    """Take the names out of the first cite and of those with the same names."""
    for cite in cites:
        _render_cite(program.citation, cite)
    named = cites[0].names if cites else ""
    return [
        replace(cite, item=replace(cite.item, suppress_author=True))
        if cite is cites[0] or cite.names == named
        else cite
        for cite in cites
    ]


def _sorted(program: Program, cites: list[Cite]) -> list[Cite]:
    keys, language = program.citation.keys, program.locale.language
    return sort_items(cites, keys, lambda cite: sort_texts(keys, lambda: cite.entry.context(cite.item), language))


def _render_cites(program: Program, cites: list[Cite], missing: str = NO_PRINTED_FORM) -> list[Node]:
    """Render cites that are sorted; `missing` stands for the first where it shows nothing."""
    area = program.citation
    for cite in cites:
        _render_cite(area, cite)
    if cites and not cites[0].nodes and not cites[0].has_affix:
        cites[0].nodes = [Text(missing)]
    cites = _group(area, cites)
    _collapse(program, area, cites)
    if program.style.is_note:
        _capitalize_terms(cites)
    nodes = _join(area, cites)
    if not cites or all(cite.item.author_only for cite in cites):
        return nodes
    return area.dress(nodes, cites[0].entry.context()) if area.dress and nodes else nodes


def _render_cite(area: Area, cite: Cite, hide_names: bool = False) -> None:
    context = cite.entry.context(cite.item, cite.position)
    context.hide_names = hide_names or cite.item.suppress_author
    cite.nodes = area.render(context)
    if cite.item.author_only and context.first_names is not None:
        cite.nodes = [context.first_names]
    if not hide_names:
        cite.names = plain(context.first_names.children) if context.first_names is not None else ""


def _group(area: Area, cites: list[Cite]) -> list[Cite]:
    """Bring cites with the same names together, at the place of the first ("Cite Grouping").

    Where a style does not sort cites, the order is the writer's and stays.
    """
    collapse = area.option("collapse")
    if not area.keys or ("cite-group-delimiter" not in area.options and not collapse.startswith("year")):
        return cites
    groups: dict[str, list[Cite]] = {}
    for number, cite in enumerate(cites):
        groups.setdefault(cite.names or f"\0{number}", []).append(cite)
    delimiter = area.options.get("cite-group-delimiter")
    for group in groups.values():
        for cite in group[1:]:
            cite.delimiter = delimiter
    return [cite for group in groups.values() for cite in group]


def _collapse(program: Program, area: Area, cites: list[Cite]) -> None:
    collapse = area.option("collapse")
    if collapse == "citation-number":
        _collapse_numbers(cites)
    elif collapse.startswith("year"):
        _collapse_years(program, cites, collapse)


def _collapse_numbers(cites: list[Cite]) -> None:
    """Make one range of three or more cites with rising numbers and nothing but the number."""
    place = 0
    while place < len(cites):
        end = place
        while end + 1 < len(cites) and _continues(cites[end], cites[end + 1]):
            end += 1
        if end - place >= 2:
            for cite in cites[place + 1 : end]:
                cite.nodes = []
            cites[end].delimiter = _EN_DASH
        place = end + 1


def _continues(first: Cite, second: Cite) -> bool:
    bare = not (first.item.locator or second.item.locator or first.item.suffix or second.has_affix)
    return bare and second.entry.number == first.entry.number + 1 and _shows_number(first) and _shows_number(second)


def _shows_number(cite: Cite) -> bool:
    return any(leaf.variable == "citation-number" for leaf in leaves(cite.nodes))


def _collapse_years(program: Program, cites: list[Cite], collapse: str) -> None:
    """Leave out names, and years, that the cite before has shown ("year", "year-suffix", "year-suffix-ranged")."""
    area = program.citation
    place = 0
    while place < len(cites):
        end = place
        while end + 1 < len(cites) and cites[end + 1].names == cites[place].names:
            end += 1
        if end > place:
            _collapse_group(program, cites[place : end + 1], collapse)
            if end + 1 < len(cites) and "after-collapse-delimiter" in area.options:
                cites[end + 1].delimiter = area.options["after-collapse-delimiter"]
        place = end + 1


def _collapse_group(program: Program, group: list[Cite], collapse: str) -> None:
    area = program.citation
    years = [_year_text(cite) for cite in group]
    by_suffix = collapse != "year" and area.flag("disambiguate-add-year-suffix")
    group_delimiter = area.options.get("cite-group-delimiter")
    for place, cite in enumerate(group[1:], 1):
        before = group[place - 1]
        if by_suffix and _same_year(cite, before, years[place], years[place - 1]):
            cite.nodes, cite.is_suffix = _suffix_only(cite.nodes), True
            cite.delimiter = area.options.get("year-suffix-delimiter", group_delimiter or area.delimiter)
        elif cite.names or by_suffix:
            if cite.names:
                _render_cite(area, cite, hide_names=True)
            cite.delimiter = _group_delimiter(program)
    if collapse == "year-suffix-ranged":
        _range_suffixes(group)


def _group_delimiter(program: Program) -> str:
    """Give what stands between the cites of a group: by default a comma, in notes the delimiter of the layout."""
    area = program.citation
    default = area.delimiter if program.style.is_note else ", "
    return area.options.get("cite-group-delimiter", default)


def _year_text(cite: Cite) -> str:
    return "".join(leaf.text for leaf in leaves(cite.nodes) if leaf.variable == "issued")


def _same_year(cite: Cite, before: Cite, year: str, year_before: str) -> bool:
    bare = not (cite.item.locator or before.item.locator or before.item.suffix or cite.has_affix)
    return bare and bool(cite.entry.year_suffix) and bool(before.entry.year_suffix) and year == year_before


def _suffix_only(nodes: Sequence[Node]) -> list[Node]:
    """Give the year-suffix of a cite alone: with affixes of its own, and all the formatting it stands in."""
    for node in nodes:
        if node.kind == "year-suffix" or node.variable == "year-suffix":
            return [node]
        found = _suffix_only(node.children) if isinstance(node, Span) else []
        if found:
            return [Span(found, node.format)] if isinstance(node, Span) and node.format else found
    return []


def _range_suffixes(group: list[Cite]) -> None:
    """Make ranges of three or more successive year-suffixes."""
    place = 0
    while place < len(group):
        end = place
        while end + 1 < len(group) and group[end + 1].is_suffix and _follows(group[end], group[end + 1]):
            end += 1
        if end - place >= 2:
            for cite in group[place + 1 : end]:
                cite.nodes = []
            group[end].delimiter = _EN_DASH
        place = end + 1


def _follows(first: Cite, second: Cite) -> bool:
    a, b = first.entry.year_suffix, second.entry.year_suffix
    return bool(a) and bool(b) and len(a) == len(b) and a[:-1] == b[:-1] and ord(b[-1]) == ord(a[-1]) + 1


def _join(area: Area, cites: Sequence[Cite]) -> list[Node]:
    """Put the cites one behind the other with their own affixes and the delimiters between them."""
    out: list[Node] = []
    before: Cite | None = None
    for cite in cites:
        if not cite.nodes and not cite.has_affix:
            continue
        if before is not None:
            out.append(Text(_delimiter(area, before, cite), kind="affix"))
        span = Span(_with_affixes(cite), kind="cite")
        span.item = cite.item.id
        out.append(span)
        before = cite
    return out


def _delimiter(area: Area, before: Cite, cite: Cite) -> str:
    """Give what stands between two cites; punctuation in their own affixes takes its place."""
    if cite.item.prefix.lstrip()[:1] in _PUNCTUATION:
        return ""
    if before.item.suffix.rstrip()[-1:] in _PUNCTUATION:
        return " "
    return area.delimiter if cite.delimiter is None else cite.delimiter


def _with_affixes(cite: Cite) -> list[Node]:
    prefix = parse_markup(cite.item.prefix) if cite.item.prefix else []
    suffix = parse_markup(cite.item.suffix) if cite.item.suffix else []
    return [*prefix, *cite.nodes, *suffix]


def _capitalize_terms(cites: Sequence[Cite]) -> None:
    """In notes, a term that begins a sentence begins with a capital ("Citation": a note to developers).

    That is at the start of the note, or behind a prefix of several words that ends a sentence.
    """
    for place, cite in enumerate(cites):
        prefix = cite.item.prefix.strip()
        begins = (
            place == 0 if not prefix else " " in prefix and prefix.rstrip("\"'\u201d\u2019")[-1:] in (".", "?", "!")
        )
        if begins:
            capitalize_opening_term(cite.nodes)
