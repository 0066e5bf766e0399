"""Disambiguation of names in the whole document (specification, "Given Name Disambiguation Rules")."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from citekit.csl.context import Naming, ShownNames
from citekit.csl.initials import initialize_given
from citekit.csl.memory import Kept
from citekit.csl.people import Person

Cites = Sequence[tuple[Naming, Sequence[ShownNames]]]
_Alike = dict[Person, tuple[ShownNames, int]]
"""People whose names look the same, each with a list of names that has one of theirs, and its place there."""
Levels = dict[Person, int]
"""How far the names of people are expanded."""


def disambiguate_names(cites: Cites, only_first: bool, top_level: int, kept: Kept[Levels]) -> list[int]:
    """Expand names that look like those of other people, each as little as tells it apart.

    Changes the naming of the cites, also for names that et-al hides and that may be shown later, and gives the places
    of the cites that look different then. A name that cannot be told apart from any other stays as it is. What was
    found for the same people before is kept.
    """
    levels: dict[str, Levels] = {}
    for look, people in _people_by_look(cites, only_first).items():
        if len(people) > 1:
            key = (look, tuple(people), tuple([shown.render for shown, _ in people.values()]))
            found = kept.find(key)
            if found is None:
                found = _levels(people, top_level)
                kept.keep(key, found)
            levels[look] = found
    return [place for place, cite in enumerate(cites) if levels and _expand(cite, levels, only_first)]


def _people_by_look(cites: Cites, only_first: bool) -> dict[str, _Alike]:
    alike: dict[str, _Alike] = {}
    for _, lists in cites:
        for shown in lists[:1] if only_first else lists:
            for look, person, where in shown.people[:1] if only_first else shown.people:
                people = alike.get(look)
                if people is None:
                    people = alike[look] = {}
                people[person] = where
    return alike


def _expand(cite: tuple[Naming, Sequence[ShownNames]], levels: dict[str, Levels], only_first: bool) -> bool:
    """Expand the names of a cite to their levels; says whether that shows."""
    naming, lists = cite
    changed = False
    for index, shown in enumerate(lists[:1] if only_first else lists):
        for place, (look, person, _) in enumerate(shown.people[:1] if only_first else shown.people):
            found = levels.get(look)
            if found and (level := found.get(person)):
                naming.levels[index, place] = level
                changed = changed or place < shown.shown
    return changed


def _levels(people: _Alike, top_level: int) -> Levels:
    """Give for the people whose names look the same how far they are expanded, 0 left out."""
    shown, _ = next(iter(people.values()))
    lowest = _lowest_levels(people, [0, *(level for level in shown.levels if level <= top_level)])
    return {person: level for person, level in lowest.items() if level}


def _lowest_levels(alike: _Alike, levels: Sequence[int]) -> Levels:
    """Give for each person the lowest level at which the name looks like the fewest other people's."""
    lowest = dict.fromkeys(alike, 0)
    fewest = dict.fromkeys(alike, len(alike) + 1)
    for level in levels:
        looks: dict[str, list[Person]] = defaultdict(list)
        for person, (shown, place) in alike.items():
            name = shown.names[place]
            # Initials are alike whatever suffix stands behind them, as the reference has it: A. Dupont, A. Dupont Jr.
            bare = replace(name, suffix="") if level == 1 and name.suffix else name
            looks[shown.render(bare, 0, level)].append(person)
        for people in looks.values():
            for person in people:
                if len(people) < fewest[person]:
                    fewest[person], lowest[person] = len(people), level
    return lowest | _told_by_initials(alike, lowest) if 1 not in levels else lowest


def _told_by_initials(alike: _Alike, lowest: Levels) -> Levels:
    """Give level 1 to those whose initials are enough, in a style whose cites have full given names only.

    It looks the same there, and lets entries with initials have them.
    """
    initials: dict[str, list[Person]] = defaultdict(list)
    for person, (shown, place) in alike.items():
        initials[initialize_given(shown.names[place].given, "", True, True)].append(person)
    return {people[0]: 1 for people in initials.values() if len(people) == 1 and lowest[people[0]] == 2}
