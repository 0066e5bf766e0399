"""Disambiguation of names and of cites (specification, "Disambiguation").

Cites are indexed by how they look. Only the members of a set that looks the same are rendered again: first with given
names, then with more names, then with the `disambiguate` condition true; what still looks the same takes year-suffixes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from citekit.csl.context import SUBSEQUENT, Naming, ShownNames
from citekit.csl.entries import Entry
from citekit.csl.memory import Memory
from citekit.csl.namedisambiguation import disambiguate_names
from citekit.csl.output import plain
from citekit.csl.program import Program

Change = Callable[[Naming], None]
_CONDITIONS = 10


@dataclass(frozen=True, slots=True)
class Methods:
    """Which methods a style asks for."""

    given: bool
    rule: str
    names: bool
    condition: bool
    year_suffix: bool

    @property
    def any(self) -> bool:
        return self.given or self.names or self.condition or self.year_suffix

    @property
    def top_level(self) -> int:
        """How far names may be expanded: to initials, or to the full given name."""
        return 1 if self.rule.endswith("with-initials") else 2


def read_methods(program: Program) -> Methods:
    """Read the disambiguation options of a style."""
    area = program.citation
    return Methods(
        area.flag("disambiguate-add-givenname"),
        area.option("givenname-disambiguation-rule", "by-cite"),
        area.flag("disambiguate-add-names"),
        program.tests_disambiguate,
        area.flag("disambiguate-add-year-suffix"),
    )


@dataclass(slots=True)
class _Cite:
    """An entry with how its cite looks now."""

    entry: Entry
    look: str = ""
    conditions: int = 0
    lists: list[ShownNames] = field(default_factory=list)


def disambiguate(program: Program, entries: Sequence[Entry], memory: Memory) -> None:
    """Decide for every entry which names are shown and expanded, the condition, and the year-suffix.

    Entries are given in the order of the bibliography, which year-suffixes follow.
    """
    methods = read_methods(program)
    if methods.any:
        _Disambiguator(program, methods, memory).run(entries)


class _Disambiguator:
    """One disambiguation of all entries of a document."""

    def __init__(self, program: Program, methods: Methods, memory: Memory) -> None:
        self.program = program
        self.memory = memory
        self.methods = methods

    def run(self, entries: Sequence[Entry]) -> None:
        cites = [_Cite(entry) for entry in entries]
        self._render(cites)
        self._names_globally(cites)
        for clash in _clashes(cites):
            rest = self._by_naming(clash) if self.methods.given or self.methods.names else [clash]
            if self.methods.condition:
                for members in rest:
                    self._by_condition(members)
        if self.methods.year_suffix:
            for clash in _clashes(cites):
                if not self._gives_note(clash[0].entry):
                    add_year_suffixes([cite.entry for cite in clash])

    def _render(self, cites: Iterable[_Cite]) -> None:
        """Render cites as they look when they are cited again, without locators."""
        for cite in cites:
            key = (cite.entry.number, cite.entry.state())
            found = self.memory.looks.find(key)
            if found is None:
                found = self._look(cite.entry)
                self.memory.looks.keep(key, found)
            cite.look, cite.lists, cite.conditions = found

    def _look(self, entry: Entry) -> tuple[str, list[ShownNames], int]:
        context = entry.context(position=SUBSEQUENT)
        look = plain(self.program.citation.render(context))
        return look, context.shown_names, context.conditions

    def _gives_note(self, entry: Entry) -> bool:
        """Say whether a cite gives the note of the first reference ("Doe, see note 4"), which tells it apart."""
        looks = [
            plain(self.program.citation.render(entry.context(position=replace(SUBSEQUENT, first_note=note))))
            for note in (0, 1)
        ]
        return looks[0] != looks[1]

    def _names_globally(self, cites: Sequence[_Cite]) -> None:
        """Expand ambiguous names everywhere, unless the rule is limited to ambiguous cites."""
        if not self.methods.given or self.methods.rule == "by-cite":
            return
        changed = disambiguate_names(
            [(cite.entry.naming, cite.lists) for cite in cites],
            self.methods.rule.startswith("primary-name"),
            self.methods.top_level,
            self.memory.name_levels,
        )
        self._render(cites[place] for place in changed)

    def _by_naming(self, clash: list[_Cite]) -> list[list[_Cite]]:
        """Methods 1 and 2; give the sets that still look the same."""
        left: list[list[_Cite]] = []
        work = [(clash, self._changes(clash))]
        while work:
            members, changes = work.pop()
            parts = self._split(members, changes)
            if parts is None:
                left.append(members)
                continue
            rest = list(changes)
            work.extend((part, iter(rest)) for part in parts if len(part) > 1)
        return left

    def _split(self, members: list[_Cite], changes: Iterator[tuple[bool, Change]]) -> list[list[_Cite]] | None:
        """Make changes to all members until they do not all look the same; None, and no change, where none helps.

        A change that shows one more name stays while later ones are tried; one that expands a name does not.
        """
        before = [member.entry.naming for member in members]
        kept = before
        for lasting, change in changes:
            tried = [naming.copy() for naming in kept]
            for member, naming in zip(members, tried, strict=True):
                change(naming)
                member.entry.naming = naming
            self._render(members)
            parts = _by_look(members)
            if len(parts) > 1:
                return parts
            if lasting:
                kept = tried
        for member, naming in zip(members, before, strict=True):
            member.entry.naming = naming
        self._render(members)
        return None

    def _changes(self, members: list[_Cite]) -> Iterator[tuple[bool, Change]]:
        """The changes to try in order: expand names that are shown, then show one more at a time and expand it."""
        lists = members[0].lists
        by_cite = self.methods.given and self.methods.rule == "by-cite"
        if by_cite:
            for index, shown in enumerate(lists):
                for place in range(shown.shown):
                    yield from self._expansions(index, place, shown)
        if not self.methods.names:
            return
        for index, shown in enumerate(lists):
            most = max((len(cite.lists[index].names) for cite in members if index < len(cite.lists)), default=0)
            for count in range(shown.shown + 1, most + 1):
                yield True, _show(index, count)
                if self.methods.given and (by_cite or not self.methods.rule.startswith("primary-name")):
                    yield from self._expansions(index, count - 1, shown)

    def _expansions(self, index: int, place: int, shown: ShownNames) -> Iterator[tuple[bool, Change]]:
        for level in shown.levels:
            if level <= self.methods.top_level:
                yield False, _expand(index, place, level)

    def _by_condition(self, members: list[_Cite]) -> None:
        """Method 3: `disambiguate` conditions, one after the other, kept where they tell at least some apart."""
        start = members[0].entry.disambiguate
        most = max(member.conditions for member in members)
        # Behind the first few all the rest turn true at once: a style has one or two.
        for count in sorted({*range(start + 1, min(start + _CONDITIONS, most) + 1), most} - {start}):
            self._set_conditions(members, count)
            parts = _by_look(members)
            if len(parts) > 1:
                for part in parts:
                    if len(part) > 1:
                        self._by_condition(part)
                return
        self._set_conditions(members, start)

    def _set_conditions(self, members: list[_Cite], count: int) -> None:
        for member in members:
            member.entry.disambiguate = count
        self._render(members)


def _show(index: int, count: int) -> Change:
    def change(naming: Naming) -> None:
        naming.counts[index] = count

    return change


def _expand(index: int, place: int, level: int) -> Change:
    def change(naming: Naming) -> None:
        naming.levels[index, place] = level

    return change


def _by_look(cites: Iterable[_Cite]) -> list[list[_Cite]]:
    looks: dict[str, list[_Cite]] = {}
    for cite in cites:
        looks.setdefault(cite.look, []).append(cite)
    return list(looks.values())


def _clashes(cites: Iterable[_Cite]) -> list[list[_Cite]]:
    return [members for members in _by_look(cites) if len(members) > 1]


def add_year_suffixes(entries: Sequence[Entry]) -> None:
    """Give entries the suffixes a, b, … z, aa, ab in order (method 4)."""
    for number, entry in enumerate(entries, 1):
        entry.year_suffix = year_suffix(number)


def year_suffix(number: int) -> str:
    """Give the n-th year-suffix, counted from 1."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters
