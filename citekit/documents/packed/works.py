"""The works that a document carries with it, and what its citations say of each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from citekit.model import Carried, CitationItem, Locator, Mode, Surface, fold
from citekit.source import Span

_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says of one work."""

    key: str
    names: tuple[str, ...] = ()
    year: str = ""
    locator: Locator | None = None
    prefix: str = ""
    suffix: str = ""
    mode: Mode = Mode.PARENTHETICAL

    def item(self, span: Span) -> CitationItem:
        """The citation item; names and year stand for the work where no library knows its key."""
        return CitationItem(
            span,
            self.key,
            names=tuple(Surface(name, span) for name in self.names[:3]),
            others=len(self.names) > 3,
            year=Surface(self.year, span) if self.year else None,
            locator=self.locator,
            prefix=self.prefix,
            suffix=self.suffix,
            mode=self.mode,
        )


@dataclass(slots=True)
class Works:
    """The works cited so far, each with one key, however often it is cited."""

    csl: dict[str, Mapping[str, object]] = field(default_factory=dict)
    """CSL-JSON items by key."""
    endnote: dict[str, str] = field(default_factory=dict)
    """Records of EndNote's XML by key."""
    _keys: dict[object, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _numbers: dict[str, int] = field(default_factory=dict)
    """How many works have the same name and year so far: all of them need a letter."""

    def key(self, identity: str, names: Sequence[str], year: str, title: str, own: str = "") -> str:
        """The key of a work: the one it has of its `own`, else one made of the first name and the year.

        `identity` is what the program knows it by, the same for each citation of it. Two programs that have a work
        with one title, year and first name mean the same.
        """
        if identity not in self._keys:
            content = (_plain(title), year, _plain(names[0]) if names else "")
            known = self._keys.get(content) if title else None
            key = known or own or self._free(_plain(names[0] if names else "work") + year[:_DIGITS])
            self._keys[identity] = key
            self._keys.setdefault(content, key)
            self._taken.add(key)
        return self._keys[identity]

    def _free(self, base: str) -> str:
        if base not in self._taken:
            return base
        number = self._numbers.get(base, 1)
        while f"{base}{_letters(number)}" in self._taken:
            number += 1
        self._numbers[base] = number
        return f"{base}{_letters(number)}"

    def carried(self) -> tuple[Carried, ...]:
        """The works as bibliographies."""
        found = []
        if self.csl:
            items = [{**item, "id": key} for key, item in self.csl.items()]
            found.append(
                Carried("csl-json", json.dumps(items, ensure_ascii=False, indent=1).encode("utf-8", "replace"))
            )
        if self.endnote:
            records = "\n".join(self.endnote.values())
            found.append(
                Carried("endnotexml", f"<xml><records>\n{records}\n</records></xml>".encode("utf-8", "replace"))
            )
        return tuple(found)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _plain(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())


def _letters(number: int) -> str:
    """b, c, … z, ba, bb …: the first of several works has none."""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("a") + rest) + found
    return found
