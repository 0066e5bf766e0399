"""Taking the fields of a TOML table one by one, and saying what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from citekit.diagnostic import Diagnostic, Problem
from citekit.messages import say
from citekit.model import Locator
from citekit.projectfiles.scanner import Path
from citekit.projectfiles.toml import Toml
from citekit.projectfiles.vocabulary import LOCATORS
from citekit.source import Span

_LONGEST = 40
"""A longer name is no misspelling of ours; comparing it would cost time."""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant; empty when none is near.

    >>> nearest("pgae", ["page", "part", "key"])
    'page'
    """
    if len(word) > _LONGEST:
        return ""
    return next(iter(get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)), "")


def _kind(value: object) -> str:
    """What a value is, in words."""
    if isinstance(value, bool):
        return say("true or false")
    kinds: tuple[tuple[type, str], ...] = (
        (str, say("text")),
        (int, say("a number")),
        (float, say("a number")),
        (date, say("a date")),
        (list, say("a list")),
        (dict, say("a table")),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), say("a time"))


_GUESSED = 100
"""Findings in a file up to which it is guessed what was meant: a file with more is not misspelt but something else."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one table, and where to put what is wrong with them."""

    toml: Toml
    path: Path
    values: Mapping[str, object]
    what: str
    """What the table is, in words: "a claim", "the verdict"."""
    wrong: Problem
    unknown: Problem
    found: list[Diagnostic]
    subject: str = ""

    @property
    def span(self) -> Span:
        """The whole table."""
        return self.toml.value(*self.path)

    @property
    def head(self) -> Span:
        """Its header: the place of what is wrong with the table as a whole."""
        return self.toml.key(*self.path)

    def place(self, *name: str | int) -> Span:
        """The span of a field's value; that of the table when the field is missing."""
        return self.toml.value(*self.path, *name)

    def report(self, span: Span, message: str, hint: str = "") -> None:
        """Notes that something in the table cannot be."""
        self.found.append(self.wrong.at(span, message, hint=hint, subject=self.subject))

    def expect(self, name: str, expected: str, hint: str = "") -> None:
        """Notes that a field's value is of the wrong kind."""
        value = self.values.get(name)
        self.report(
            self.place(name),
            say("{name} must be {expected}, not {kind}", name=name, expected=expected, kind=_kind(value)),
            hint,
        )

    def text(self, name: str) -> str:
        """A text; empty when the field is missing."""
        value = self.values.get(name, "")
        if isinstance(value, str):
            return value.strip()
        self.expect(name, say("text"), say('write {name} = "…"', name=name))
        return ""

    def needed(self, name: str, example: str) -> str:
        """A text that must be there; empty, and noted, when it is not."""
        value = self.text(name)
        if not value and isinstance(self.values.get(name, ""), str):
            here = self.place(name) if name in self.values else self.head
            self.report(
                here,
                say("{what} lacks the field {name}", what=self.what, name=name),
                say("add {name} = {example}", name=name, example=example),
            )
        return value

    def word(self, name: str, known: Sequence[str], default: str = "") -> str:
        """One of the known words."""
        value = self.text(name)
        if value in known:
            return value
        if value:
            meant = self._meant(value, known)
            hint = say('did you mean "{meant}"?', meant=meant) if meant else ""
            hint = hint or say("it can be {words}", words=", ".join(known))
            self.report(self.place(name), say('{name} cannot be "{value}"', name=name, value=value), hint)
        return default

    def _meant(self, word: str, known: Sequence[str]) -> str:
        return nearest(word, known) if len(self.found) < _GUESSED else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        value = self.values.get(name, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            self.expect(name, say("a list of texts"), say('write {name} = ["…", "…"]', name=name))
            return ()
        for index, item in enumerate(value):
            if not isinstance(item, str) or not item.strip():
                self.report(
                    self.place(name, index), say("{name} lists texts, and this is none", name=name), say('write "…"')
                )
        return tuple(item.strip() for item in value if isinstance(item, str) and item.strip())

    def day(self, name: str) -> date | None:
        """A date."""
        value = self.values.get(name)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is not None:
            self.expect(name, say("a date"), say("write {name} = 2026-11-24, without quotation marks", name=name))
        return None

    def locator(self) -> Locator | None:
        """Where in the work: the one field that bears a locator's name."""
        given = [name for name in self.values if name in LOCATORS]
        for name in given[1:]:
            message = say("{what} has {given} already, and can have one locator", what=self.what, given=given[0])
            self.report(
                self.toml.key(*self.path, name),
                message,
                say('join them: {given} = "…, {name} …"', given=given[0], name=name),
            )
        return self._locator(given[0]) if given else None

    def _locator(self, name: str) -> Locator | None:
        value = self.values[name]
        if isinstance(value, int) and not isinstance(value, bool):
            return Locator(LOCATORS[name], str(value))
        if not isinstance(value, str):
            self.expect(name, say("text or a whole number"), say('write {name} = "12–15"', name=name))
            return None
        return Locator(LOCATORS[name], value.strip()) if value.strip() else None

    def table(self, name: str, what: str) -> Fields | None:
        """The table in a field; None when there is none."""
        value = self.values.get(name)
        if isinstance(value, dict):
            return self._inner((name,), value, what)
        if value is not None:
            self.expect(name, say("a table"), say("write it as [{header}]", header=self._header(name)))
        return None

    def tables(self, name: str, what: str) -> Iterator[Fields]:
        """The tables in a field, in order. A single one is read too, though it is wrong."""
        value = self.values.get(name, [])
        header = self._header(name)
        if isinstance(value, dict):
            message = say("there may be several of {name}, and this is written as if there were one", name=name)
            self.report(
                self.toml.key(*self.path, name), message, say("write [[{header}]] with two brackets", header=header)
            )
            yield self._inner((name,), value, what)
        elif isinstance(value, list):
            yield from self._items(name, value, what)
        else:
            self.expect(name, say("a list of tables"), say("write each as [[{header}]]", header=header))

    def _items(self, name: str, items: list[object], what: str) -> Iterator[Fields]:
        for index, item in enumerate(items):
            if isinstance(item, dict):
                yield self._inner((name, index), item, what)
            else:
                hint = say("write each as [[{header}]]", header=self._header(name))
                self.report(
                    self.place(name, index),
                    say("{name} lists tables, and this is {kind}", name=name, kind=_kind(item)),
                    hint,
                )

    def _header(self, name: str) -> str:
        return ".".join([*(part for part in self.path if isinstance(part, str)), name])

    def _inner(self, path: Path, values: dict[str, object], what: str) -> Fields:
        inside = (*self.path, *path)
        return Fields(self.toml, inside, values, what, self.wrong, self.unknown, self.found, self.subject)

    def finish(self, known: Sequence[str]) -> None:
        """Notes every field that is not among the known names."""
        for name in self.values:
            if name not in known:
                meant = self._meant(name, known)
                hint = (
                    say("did you mean {meant}?", meant=meant)
                    if meant
                    else say("it can have: {known}", known=", ".join(known[:12]))
                )
                span = self.toml.key(*self.path, name)
                message = say("{what} has no field {name}", what=self.what, name=name)
                self.found.append(self.unknown.at(span, message, hint=hint, subject=self.subject))
