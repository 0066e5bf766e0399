"""Several entries of one work made one: which value of each field stays, and where the other goes.

Nothing is lost. A field that only one entry has is taken over; of two values that say the same the fuller stays
(`choosing`); lists are united; and where two values contradict each other, one stays and the other is put beside it, in
a field called `title-other`, which no style prints. `docs/duplicates.md` states the rules for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from citekit.duplicates import is_published
from citekit.duplicates.vocabulary import KINDS
from citekit.edits.choosing import NAMES, WRITTEN, Choice, choose, choose_names, holds, letters
from citekit.formats.bibtex.editor import POINTERS
from citekit.model import Entry, Field, NameList

_OTHER = re.compile(r"-other\d*$")

_ALIASES = {
    "journaltitle": "journal", "location": "address", "school": "institution", "annotation": "annote",
    "eprinttype": "archiveprefix", "eprintclass": "primaryclass", "pdf": "file",
}  # fmt: skip
"""Two names for one field (biblatex manual, section 2.2.5)."""
LISTS = {"keywords": ",", "groups": ",", "mendeley-tags": ",", "mendeley-groups": ",", "file": ";", "ids": ","}
"""Fields that hold lists, and what parts their items when nothing shows it."""


@dataclass(frozen=True, slots=True)
class Value:
    """The value that a field gets, and the entry it is from."""

    field: Field
    entry: Entry
    tex: str = ""
    """What was made of several values; empty when the field's own stays."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values that contradict each other."""

    field: str
    stays: str
    other: str
    entry: Entry
    """The entry that the other value is from."""
    place: str
    """The field that the other value was put into; empty when it is only told."""


@dataclass(slots=True)
class United:
    """What becomes of the entry that stays."""

    entry: Entry
    type: str
    values: dict[str, Value] = field(default_factory=dict)
    """Its fields that change or are added."""
    conflicts: list[Conflict] = field(default_factory=list)


def unite(kept: Entry, others: Sequence[Entry], keys: Mapping[str, str]) -> United:
    """The entries made one. `keys` gives the new key for each that goes, for the fields that point to entries."""
    united = United(kept, kept.type)
    now = {name: Value(found, kept) for name, found in own_fields(kept).items()}
    for other in others:
        _unite_types(united, other)
        for name, found in own_fields(other).items():
            _unite_field(united, now, name, Value(found, other), keys)
    return united


def own_fields(entry: Entry) -> Mapping[str, Field]:
    """The fields of an entry that stand in it, without those that it takes over from others."""
    return {name: field for name, field in entry.fields.items() if name not in entry.inherited}


def _unite_types(united: United, other: Entry) -> None:
    if other.type == united.type:
        return
    is_vague = united.type not in KINDS and other.type in KINDS
    if is_vague or (is_published(other) and not is_published(united.entry)):
        united.conflicts.append(Conflict("type", other.type, united.type, united.entry, ""))
        united.type = other.type
    else:
        united.conflicts.append(Conflict("type", united.type, other.type, other, ""))


def _slot(name: str) -> str:
    return _ALIASES.get(name, name)


def _present(now: Mapping[str, Value], name: str) -> str:
    """The name under which the entry that stays has a field, or says the same in another; empty when it does not."""
    if name in now:
        return name
    slot = _slot(name)
    return next((known for known in now if _slot(known) == slot), "")


def _unite_field(united: United, now: dict[str, Value], name: str, yours: Value, keys: Mapping[str, str]) -> None:
    if _OTHER.search(name):
        _put_aside(united, now, _OTHER.sub("", name), yours)
        return
    present = _present(now, name)
    if not present:
        if not _is_said(now, name, yours):
            _set(united, now, name, _repointed(united, name, yours, keys))
        return
    mine = now[present]
    if joined := _joined(united, _slot(name), mine, yours, keys):
        if joined.tex != (mine.tex or mine.field.value):
            _set(united, now, present, joined)
        return
    choice = _choice(_slot(name), mine, yours) if name not in POINTERS else _same_pointer(united, mine, yours, keys)
    if choice is Choice.YOURS:
        _set(united, now, present, yours)
    elif choice is Choice.BOTH:
        _contradict(united, now, present, yours)


def _set(united: United, now: dict[str, Value], name: str, value: Value | None) -> None:
    if value is not None:
        now[name] = united.values[name] = value


def _contradict(united: United, now: dict[str, Value], name: str, yours: Value) -> None:
    """One stays: that of a publication before that of a preprint, else that of the entry that stays."""
    mine = now[name]
    if is_published(yours.entry) and not is_published(mine.entry):
        _set(united, now, name, yours)
        mine, yours = yours, mine
    place = _put_aside(united, now, name, yours)
    if place:
        united.conflicts.append(Conflict(name, mine.field.text, yours.field.text, yours.entry, place))


def _put_aside(united: United, now: dict[str, Value], name: str, value: Value) -> str:
    """Puts a value into a field beside its own; the name of that, empty when the value is there already."""
    texts = {letters(one.field.text) for known, one in now.items() if known == name or _OTHER.sub("", known) == name}
    if letters(value.field.text) in texts - {letters(now[name].field.text) if name in now else ""}:
        return ""
    place, number = f"{name}-other", 2
    while place in now:
        place, number = f"{name}-other{number}", number + 1
    _set(united, now, place, value)
    return place


def _is_said(now: Mapping[str, Value], name: str, yours: Value) -> bool:
    """Does the entry that stays say the same in another way?"""
    if name == "year" and "date" in now:
        return now["date"].field.text[:4] == yours.field.text
    if name == "subtitle" and "title" in now:
        return letters(now["title"].field.text).endswith(letters(yours.field.text))
    return False


# ----------------------------------------------------------------------------------------------- values joined


def _joined(united: United, slot: str, mine: Value, yours: Value, keys: Mapping[str, str]) -> Value | None:
    """Lists, and what people wrote, joined; None for other fields."""
    one, other = mine.tex or mine.field.value, yours.field.value
    if slot in LISTS:
        mark = ";" if ";" in one + other else LISTS[slot]
        items = [*_items(one, mark), *_items(other, mark)]
        return Value(mine.field, mine.entry, f"{mark}{' ' if mark == ',' else ''}".join(_once(items)) or one)
    if slot in POINTERS and slot != "crossref" and slot != "xref":
        pointed = [keys.get(item, item) for item in (*_items(one, ","), *_items(other, ","))]
        wanted = [item for item in _once(pointed) if item != united.entry.key]
        return Value(mine.field, mine.entry, ",".join(wanted) or one)
    if slot in WRITTEN and not holds(one, other):
        return Value(mine.field, mine.entry, f"{one}\n\n{other}")
    if slot in WRITTEN:
        longer = len(letters(other)) > len(letters(one))
        return Value(yours.field, yours.entry, other) if longer else Value(mine.field, mine.entry, one)
    return None


def _items(value: str, mark: str) -> list[str]:
    """The items of a list; a mark after a backslash, as JabRef writes one in a path, parts nothing."""
    return [item.strip() for item in re.split(rf"(?<!\\){mark}", value) if item.strip()]


def _once(items: Sequence[str]) -> Iterator[str]:
    known: set[str] = set()
    for item in items:
        if item.casefold() not in known:
            known.add(item.casefold())
            yield item


def _repointed(united: United, name: str, value: Value, keys: Mapping[str, str]) -> Value | None:
    """A value that points to entries, to those that stay; None when it would point to its own entry."""
    if name not in POINTERS:
        return value
    wanted = [keys.get(one, one) for one in _items(value.field.value, ",")]
    wanted = [one for one in wanted if one != united.entry.key]
    return Value(value.field, value.entry, ",".join(wanted)) if wanted else None


def _same_pointer(united: United, mine: Value, yours: Value, keys: Mapping[str, str]) -> Choice:
    """Of two crossrefs; one that would point to the work itself counts for nothing."""
    one, other = (keys.get(value.field.text, value.field.text) for value in (mine, yours))
    if other in (one, united.entry.key):
        return Choice.MINE
    return Choice.BOTH


def _choice(slot: str, mine: Value, yours: Value) -> Choice:
    if slot in NAMES:
        lists = [value.entry.names.get(value.field.name, NameList()) for value in (mine, yours)]
        return choose_names(*lists) if mine.field.text != yours.field.text else Choice.MINE
    return choose(slot, mine.field.text, yours.field.text)
