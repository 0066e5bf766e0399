"""What a rendering knows: the item, the cite, its position, and what disambiguation has decided."""

from collections.abc import Callable
from dataclasses import dataclass, field

from citekit.csl.items import CiteItem, Item
from citekit.csl.output import Node, Span
from citekit.csl.people import Name, Person, person


@dataclass(frozen=True, slots=True)
class Position:
    """Where a cite stands: what `position` tests true for, and the number of the note first citing the item."""

    names: frozenset[str] = frozenset({"first"})
    first_note: int = 0


FIRST = Position()
SUBSEQUENT = Position(frozenset({"subsequent"}))


@dataclass(slots=True)
class Naming:
    """What disambiguation has decided on the names of an item ("Disambiguation", methods 1 and 2).

    `counts` gives for the n-th list of names how many are shown when that is more than et-al says; `levels` gives
    for (list, place of the name) how far it is expanded: 1 is initials, 2 the full given name.
    """

    counts: dict[int, int] = field(default_factory=dict)
    levels: dict[tuple[int, int], int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.counts or self.levels)

    def copy(self) -> "Naming":
        return Naming(dict(self.counts), dict(self.levels))


class ShownNames:
    """A list of names as it was rendered: which names, how many of them shown, and how they can be expanded."""

    __slots__ = ("_people", "levels", "names", "render", "shown")

    def __init__(
        self, names: tuple[Name, ...], shown: int, levels: tuple[int, ...], render: Callable[[Name, int, int], str]
    ) -> None:
        self.names = names
        self.shown = shown
        self.levels = levels
        """The levels of expansion that can change how a name looks, lowest first: (), (1,), (2,) or (1, 2)."""
        self.render = render
        """Gives a name (with its place and a level of expansion) as text."""
        self._people: list[tuple[str, Person, Where]] | None = None

    @property
    def people(self) -> "list[tuple[str, Person, Where]]":
        """How each name looks unexpanded, whose it is, and where: in this list, at its place."""
        if self._people is None:
            self._people = [
                (self.render(name, place, 0), person(name), (self, place)) for place, name in enumerate(self.names)
            ]
        return self._people


Where = tuple[ShownNames, int]
"""A list of names, and a place in it."""


@dataclass(slots=True)
class SortNames:
    """How `cs:key` overrides et-al abbreviation (names-min, names-use-first, names-use-last); 0 and None do not."""

    minimum: int = 0
    use_first: int = 0
    use_last: bool | None = None


@dataclass(slots=True)
class Context:
    """One rendering of one item, in a citation, in the bibliography or for a sort key."""

    item: Item
    cite: CiteItem | None = None
    in_bibliography: bool = False
    position: Position = FIRST
    citation_number: int = 0
    year_suffix: str = ""
    disambiguate: int = 0
    """How many `disambiguate` conditions, in the order in which they are tested, are true."""
    conditions: int = 0
    """How many have been tested."""
    naming: Naming | None = None
    english: bool = True
    language: str = ""
    """The language of the item, else of the style."""
    sort_names: SortNames | None = None
    """Set while a sort key is rendered."""
    hide_names: bool = False
    """Leave out the first `cs:names` (collapsing, suppress-author)."""

    called: int = 0
    """How many variables have been called, for suppressing groups."""
    filled: int = 0
    """How many of them were not empty."""
    empty_terms: int = 0
    """How many terms that are defined as empty have been called."""
    names_count: int = 0
    names_lists: int = 0
    shown_names: list[ShownNames] = field(default_factory=list)
    first_names: Span | None = None
    suppressed: set[str] = field(default_factory=set)
    """Variables rendered through `cs:substitute`, empty from then on."""
    rendered: list[str] | None = None
    """The variables rendered since a substitution began; None outside of one."""
    suffixed: bool = False
    """Whether the year-suffix has been rendered."""
    in_names: bool = False
    """Whether a `cs:names` is being rendered, so that those in its `cs:substitute` are part of it."""

    def use(self, variable: str) -> None:
        """Note that a variable was called and is not empty."""
        self.called += 1
        self.filled += 1
        if self.rendered is not None:
            self.rendered.append(variable)


Emit = Callable[[Context, list[Node]], None]
"""A compiled element: puts its output, if any, at the end of a list."""
