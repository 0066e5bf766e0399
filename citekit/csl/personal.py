"""One name: the order and the formatting of its parts (specification, "Name-part Order", "Name-part Formatting")."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from citekit.csl.collation import PART_END
from citekit.csl.initials import initialize_given
from citekit.csl.look import read_format
from citekit.csl.markup import parse_markup
from citekit.csl.nameoptions import NameOptions
from citekit.csl.output import Format, Node, Span, Text, copy
from citekit.csl.people import APOSTROPHES, Name
from citekit.csl.textcase import apply_case
from citekit.csl.xmltree import Element

RenderName = Callable[[Name, bool, int], list[Node]]
"""Renders a name: inverted or not, at a level (0 is as the options say, 1 the long form, 2 the full given name)."""

FULL = 2
_TAG = re.compile(r"(</?[a-z]+[^<>]*>)")


@dataclass(frozen=True, slots=True)
class Part:
    """The formatting of a name-part: `cs:name-part` for "given" or "family"."""

    format: Format = ()
    case: str = ""
    prefix: str = ""
    suffix: str = ""
    language: str = ""
    """The language whose letters upper case follows."""

    def text(self, text: str) -> list[Node]:
        """Format a piece of this name-part, without its affixes."""
        nodes = parse_markup(text)
        if self.case:
            apply_case(nodes, self.case, True, self.language)
        return [Span(nodes, self.format)] if self.format else nodes

    def affixed(self, nodes: list[Node]) -> list[Node]:
        """Put the affixes around what they enclose."""
        before: list[Node] = [Text(self.prefix, kind="affix")] if self.prefix else []
        after: list[Node] = [Text(self.suffix, kind="affix")] if self.suffix else []
        return [*before, *nodes, *after]


def read_part(element: Element | None, name: str, language: str) -> Part:
    """Read the `cs:name-part` for "given" or "family" of a `cs:name`; a plain part where there is none."""
    for child in element.all("name-part") if element is not None else ():
        if child.get("name") == name:
            return Part(read_format(child), child.get("text-case"), child.get("prefix"), child.get("suffix"), language)
    return Part()


def name_renderer(options: NameOptions, given: Part, family: Part) -> RenderName:
    """Give the function that renders one name; names already rendered are kept and copied."""
    writer = _NameWriter(options, given, family)
    known: dict[tuple[Name, bool, int], list[Node]] = {}

    def render(name: Name, inverted: bool, level: int) -> list[Node]:
        key = (name, inverted, level)
        nodes = known.get(key)
        if nodes is None:
            nodes = known[key] = writer.write(name, inverted, level)
        return [Text(node.text) if type(node) is Text else copy(node) for node in nodes]

    return render


class _NameWriter:
    """Puts the parts of a name in order."""

    def __init__(self, options: NameOptions, given: Part, family: Part) -> None:
        self.options = options
        self.given = given
        self.family = family

    def write(self, name: Name, inverted: bool, level: int) -> list[Node]:
        if not name.is_personal:
            return self.family.text(name.literal)
        if self.options.form == "short" and not level:
            return self._short(name, inverted)
        if name.is_asian or name.static_ordering:
            return self._family_first(name, level)
        given = self._given(name, level) if name.family else name.given
        return merged(self._inverted(name, given) if inverted else self._display(name, given))

    def _given(self, name: Name, level: int) -> str:
        options = self.options
        expanded = level == 1 and options.form == "short"
        if expanded and options.initialize_with is None and options.initials_only and options.initialize:
            return self._initials(name.given, "", True)
        if not name.given or options.initialize_with is None:
            return name.given
        whole = options.initialize and level != FULL
        if level == FULL and options.initialize:
            return name.given
        return self._initials(name.given, options.initialize_with, whole)

    def _initials(self, given: str, after: str, whole: bool) -> str:
        """Turn a given name into initials; markup in it stays around what it was around."""
        if "<" not in given:
            return initialize_given(given, after, whole, self.options.hyphen)
        parts = _TAG.split(given)
        space = after[len(after.rstrip()) :]
        for place in range(0, len(parts), 2):
            initials = initialize_given(parts[place], after, whole, self.options.hyphen)
            parts[place] = (space if initials and any(parts[:place:2]) else "") + initials
        return "".join(parts)

    def _short(self, name: Name, inverted: bool) -> list[Node]:
        """The family name with its non-dropping particle, behind it where inverted names demote it.

        A name with only a given name shows that.
        """
        if not name.family:
            return self.given.affixed(self.given.text(name.given))
        if inverted and name.non_dropping and self.options.demote == "display-and-sort":
            particle = [Text(self.options.sort_separator), *self.family.text(name.non_dropping.rstrip())]
            return merged([*self.family.affixed(self.family.text(name.family)), *particle])
        nodes = self.family.text(name.family) if name.is_asian else self._family_with_particle(name)
        return merged(self.family.affixed(nodes))

    def _family_first(self, name: Name, level: int) -> list[Node]:
        """Scripts and names with the family name first."""
        separator = "" if name.is_asian else " "
        family = self.family.affixed(self._family_with_particle(name)) if name.family else []
        text = name.given if name.is_asian else self._given(name, level)
        given = self.given.affixed(self.given.text(text)) if text else []
        between: list[Node] = [Text(separator)] if separator and family and given else []
        return merged([*family, *between, *given])

    def _family_with_particle(self, name: Name) -> list[Node]:
        if not name.non_dropping:
            return self.family.text(name.family)
        particle = name.non_dropping.rstrip()
        space: list[Node] = [] if spaced(name.non_dropping, "") == particle else [Text(" ")]
        return [*self.family.text(particle), *space, *self.family.text(name.family)]

    def _display(self, name: Name, given: str) -> list[Node]:
        """Given name, dropping particle, non-dropping particle, family name, suffix."""
        first = self.given.affixed(self.given.text(given)) if given else []
        if not name.family:
            return first
        last: list[Node] = []
        if name.dropping and not name.comma_dropping:
            last += [*self.given.text(name.dropping), *_space_after(name.dropping)]
        last += self._family_with_particle(name)
        if name.dropping and name.comma_dropping:
            last += [Text(" "), *self.given.text(name.dropping)]
        if name.suffix:
            last += [Text(", " if name.comma_suffix else " "), *self._suffix(name)]
        return [*first, *([Text(" ")] if first else []), *self.family.affixed(last)]

    def _suffix(self, name: Name) -> list[Node]:
        return parse_markup(name.suffix if self.options.stops else name.suffix.replace(".", ""))

    def _inverted(self, name: Name, given: str) -> list[Node]:
        """Family name, given name, particles, suffix; where the non-dropping particle goes is an option."""
        separator = self.options.sort_separator
        demoted = self.options.demote == "display-and-sort"
        if not name.family:
            return self.given.affixed(self.given.text(given))
        family = self.family.text(name.family) if demoted else self._family_with_particle(name)
        second: list[Node] = self.given.text(given) if given else []
        if name.dropping:
            second += [
                *([Text(", " if name.comma_dropping else " ")] if second else []),
                *self.given.text(name.dropping),
            ]
        if demoted and name.non_dropping:
            second += [*([Text(" ")] if second else []), *self.family.text(name.non_dropping.rstrip())]
        nodes = self.family.affixed(family)
        if second:
            nodes += [Text(separator), *self.given.affixed(second)]
        if name.suffix:
            nodes += [Text(separator), *self._suffix(name)]
        return nodes


def _space_after(particle: str) -> list[Node]:
    return [] if particle[-1] in f"{APOSTROPHES}-\u2010" else [Text(" ")]


def spaced(particle: str, family: str) -> str:
    """Put a particle before a family name: with a space, unless it ends with an apostrophe or a hyphen."""
    if not particle:
        return family
    return particle + ("" if particle[-1] in f"{APOSTROPHES}-\u2010 " else " ") + family


def merged(nodes: list[Node]) -> list[Node]:
    """Make one piece of neighbouring plain texts."""
    out: list[Node] = []
    for node in nodes:
        last = out[-1] if out else None
        if isinstance(node, Text) and isinstance(last, Text) and node.kind == last.kind:
            out[-1] = Text(last.text + node.text, last.variable, last.kind)
        else:
            out.append(node)
    return out


def sort_text(name: Name, options: NameOptions, english: bool = True) -> str:
    """Give a name as a sort key: its parts in the order of "Sorting order of names", apart from each other.

    Non-personal names lose an English article at their start.
    """
    if not name.is_personal:
        for article in ("the ", "a ", "an ") if english else ():
            if name.literal.lower().startswith(article):
                return name.literal[len(article) :]
        return name.literal
    whole = f"{name.non_dropping} {name.family or name.given}".strip()
    if options.form == "short":
        return whole if options.demote == "never" else name.family or name.given
    given = name.given
    if options.initials and options.initialize_with is not None:
        given = initialize_given(given, options.initialize_with, True, options.hyphen)
    if options.demote == "never":
        parts = (whole, name.dropping, given if name.family else "", name.suffix)
    else:
        particles = f"{name.dropping} {name.non_dropping}".strip()
        parts = (name.family or given, particles, given if name.family else "", name.suffix)
    return PART_END.join(parts).rstrip(PART_END)
