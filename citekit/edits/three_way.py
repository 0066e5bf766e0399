"""Three versions of an entry made one: what either side changed is taken; where both did, they clash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citekit.diagnostic import UsageError
from citekit.edits.uniting import LISTS
from citekit.formats.bibtex import editor, transplant
from citekit.formats.bibtex.anatomy import Anatomy, anatomy, dissect
from citekit.model import Entry, Library
from citekit.source import ByteSource
from citekit.splices import Splice, apply

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both sides changed, and not in the same way; empty where a side has it no more."""

    name: str
    """A field, `type` or `key`; `entry` where it cannot be changed, `work` where they are two works."""
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Version:
    """An entry on one side."""

    library: Library
    entry: Entry

    @property
    def text(self) -> str:
        """All of it, as its file writes it."""
        return self.entry.span.text

    @property
    def said(self) -> dict[str, str]:
        """What it says: key, type, and each field as written, white space single, without braces or quotes."""
        body = anatomy(self.library, self.entry)
        fields: dict[str, str] = {}
        for name in body.names:
            fields.setdefault(name, _plain(body, name))
        return {"key": self.entry.key, "type": self.entry.type, **{f"={name}": text for name, text in fields.items()}}


def _plain(body: Anatomy, name: str) -> str:
    field = body.find(name)
    raw = _SPACE.sub(" ", body.text(field.value)).strip() if field else ""
    return raw[1:-1].strip() if transplant.is_enclosed(raw) else raw


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of an entry of ours."""

    splices: tuple[Splice, ...] = ()
    """What they changed and we did not."""
    clashes: tuple[Clash, ...] = ()
    disputed: tuple[Splice, ...] = ()
    """What makes their version of ours, where both changed it."""
    is_whole: bool = False
    """The two cannot be made one at all: the entries stand against each other as they are."""

    def versions(self, ours: Version) -> tuple[bytes, bytes]:
        """The entry as ours, and as theirs, with all that is not disputed in both."""
        start, end = ours.entry.span.start, ours.entry.span.end
        data = editor.source_of(ours.library).data[start:end]
        clean = [splice.moved(-start) for splice in self.splices]
        return apply(data, clean), apply(data, [*clean, *(splice.moved(-start) for splice in self.disputed)])


def settle(base: Version | None, ours: Version, theirs: Version) -> Settled:
    """Makes one of three versions of an entry; without a base, what both have and is not the same clashes.

    Raises UsageError when ours cannot be changed so, since something is wrong with its syntax.
    """
    before, mine, yours = (version.said if version else {} for version in (base, ours, theirs))
    splices: list[Splice] = []
    disputed: list[Splice] = []
    clashes: list[Clash] = []
    for name in dict.fromkeys((*mine, *yours)):
        was, one, other = before.get(name), mine.get(name), yours.get(name)
        if other in (was, one):
            continue
        changed = _changed(ours, theirs, name, other)
        if one == was:
            splices += changed
        elif joined := _joined_list(name, was, one, other):
            splices += editor.set_field(ours.library, ours.entry, name[1:], joined)
        else:
            disputed += changed
            clashes.append(Clash(name.lstrip("="), one or "", other or ""))
    for some in (splices, [*splices, *disputed]):
        if some:
            _check(ours, some)
    return Settled(tuple(splices), tuple(clashes), tuple(disputed))


def _check(ours: Version, splices: Sequence[Splice]) -> None:
    """Splices that were each worked out alone: do they leave an entry together?"""
    start, end = ours.entry.span.start, ours.entry.span.end
    source = editor.source_of(ours.library)
    try:
        new = apply(source.data[start:end], [splice.moved(-start) for splice in splices])
    except ValueError:
        new = b""
    read = dissect(ByteSource(source.path, new, source.encoding))
    if read is None or not read.is_sound:
        raise UsageError(f"{ours.entry.key} cannot be changed", hint="citekit check says what is wrong with it")


def _changed(ours: Version, theirs: Version, name: str, value: str | None) -> Sequence[Splice]:
    """What gives our entry their value."""
    library, entry = ours.library, ours.entry
    if name == "key":
        return editor.set_key(library, entry, value or "", is_free=True)
    if name == "type":
        return editor.set_type(library, entry, value or "")
    field = name[1:]
    if value is None:
        return editor.remove_field(library, entry, field)
    return transplant.set_from(library, entry, field, theirs.library, theirs.entry)


def _joined_list(name: str, was: str | None, one: str | None, other: str | None) -> str:
    """A list with what either side added, and without what either removed; empty for other fields."""
    mark = LISTS.get(name[1:]) if name.startswith("=") else None
    if mark is None or one is None or other is None:
        return ""
    mark = ";" if ";" in f"{was}{one}{other}" else mark
    before, mine, yours = (_items(text or "", mark) for text in (was, one, other))
    kept = [item for item in mine if item in yours or item not in before]
    added = [item for item in yours if item not in before and item not in mine]
    return f"{mark}{' ' if mark == ',' else ''}".join([*kept, *added])


def _items(text: str, mark: str) -> list[str]:
    return [item.strip() for item in re.split(rf"(?<!\\){mark}", text) if item.strip()]
