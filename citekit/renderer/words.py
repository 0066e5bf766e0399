"""The words that pages print, by language: read from `templates/words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import cast

from citekit.model import CitationItem, Entry, Locator, Mode

_RANGE = re.compile(r"(?<=\d)\s*-{1,2}\s*(?=\d)")
_SEVERAL = re.compile(r"\d\s*[–,;&]|\d\s+\w+\s+\d")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Words:
    """The words of one language. What it lacks is given in English."""

    plain: Mapping[str, str]
    """Headings and labels: `words.sources` in a template."""
    tables: Mapping[str, Mapping[str, object]]
    """Words for terms: verdicts, severities, importance, intents, kinds, locators."""

    def term(self, table: str, term: str) -> str:
        """The words for a term of a table; a term that it does not know, spelt apart.

        >>> words("en").term("intents", "citesAsEvidence")
        'cited as evidence'
        >>> words("en").term("intents", "isMyFavourite")
        'is my favourite'
        """
        known = self.tables[table].get(term)
        return str(known) if known else _CAPITAL.sub(" ", term).lower()

    def locator(self, locator: Locator | None) -> str:
        """Where in a work, with its label short, in the plural where the value names several.

        >>> words("en").locator(Locator("page", "418-420"))
        'pp. 418–420'
        """
        if locator is None or not locator.value:
            return ""
        value = _RANGE.sub("–", locator.value)
        labels = cast(Sequence[str], self.tables["locators"].get(locator.label, (locator.label, locator.label)))
        return f"{labels[bool(_SEVERAL.search(value))]} {value}"

    def short(self, entry: Entry) -> str:
        """A work as running text cites it: family names and the year in brackets."""
        return f"{self.who(entry)} ({entry.year or self.plain['no_date']})"

    def who(self, entry: Entry) -> str:
        """Those under whom running text cites a work: two at most, else the first and "et al."."""
        names = [name.short for name in entry.people]
        if not names:
            return entry.title or entry.key
        if len(names) > 2 or entry.people.others:
            return f"{names[0]} {self.plain['and_others']}"
        return f" {self.plain['and']} ".join(names)

    def cited(self, works: Sequence[tuple[CitationItem, Entry | None]]) -> str:
        """The mark of a citation as running text has it: "(Holsti 1995, p. 4; Plano and Olton 1979)".

        Of a work that is not there the key stands for it.
        """
        narrative = works[0][0].mode is Mode.NARRATIVE
        told = "; ".join(self._cited_work(item, entry, narrative) for item, entry in works)
        return told if narrative else f"({told})"

    def _cited_work(self, item: CitationItem, entry: Entry | None, narrative: bool) -> str:
        who = self.who(entry) if entry else item.key
        year = entry.year or self.plain["no_date"] if entry else ""
        where = ", ".join(filter(None, (year, self.locator(item.locator), item.suffix)))
        if narrative:
            return f"{who} ({where})" if where else who
        named = "" if item.mode is Mode.SUPPRESSED and entry else who
        told = f"{named} {where}" if entry else ", ".join(filter(None, (named, where)))
        return f"{item.prefix} {told}".strip()

    def place(self, path: str, line: int | None) -> str:
        """A line of a document: "article.md, line 34"."""
        return f"{path}, {self.plain['line']} {line}" if line else path

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the headings and labels."""
        return frozenset(self.plain)


def words(language: str) -> Words:
    """The words of a language (BCP 47; its first part decides)."""
    data = _data()
    chosen = data.get(language.replace("_", "-").split("-")[0].lower(), {})
    return Words(
        plain={name: text for name, text in {**data["en"], **chosen}.items() if isinstance(text, str)},
        tables={
            name: {**table, **cast(Mapping[str, object], chosen.get(name, {}))}
            for name, table in data["en"].items()
            if isinstance(table, dict)
        },
    )


def _data() -> Mapping[str, Mapping[str, object]]:
    return tomllib.loads(files("citekit").joinpath("templates/words.toml").read_text("utf-8"))
