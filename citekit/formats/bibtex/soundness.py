"""Being sure that an edit leaves an entry that says what it should, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from citekit.diagnostic import UsageError
from citekit.formats.bibtex.anatomy import Anatomy, Shape, dissect
from citekit.source import ByteSource
from citekit.splices import Splice, apply

_NAME = re.compile(r"[^\s\"#%'(),={}@\\0-9~][^\s\"#%'(),={}@\\~]*")
_KEY = re.compile(r"[^\s\"#%'(),={}@\\~]+")

ShapeChange = Callable[[Shape], Shape]


def check_name(name: str) -> None:
    """Raises UsageError when a word cannot be the name of a field."""
    if not _NAME.fullmatch(name):
        hint = "a name is one word without braces, quotes, commas, and begins with a letter"
        raise UsageError(f"`{name}` cannot be the name of a field", hint=hint)


def check_key(key: str) -> None:
    """Raises UsageError when a word cannot be a key."""
    if not _KEY.fullmatch(key):
        hint = "a key is one word without braces, quotes, commas and the characters # % = ( ) @ \\ ~"
        raise UsageError(f"`{key}` cannot be a key", hint=hint)


def check_value(name: str, tex: str) -> None:
    r"""Raises UsageError when the braces of a value do not balance. BibTeX counts `\{` and `\}` too."""
    depth = 0
    for character in tex:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth < 0:
            break
    if "\0" in tex:
        raise UsageError(f"the value of {name} has a NUL character in it", hint="take it out")
    if depth:
        which = "a `}` that nothing opens" if depth < 0 else "a `{` that is never closed"
        also = r"; BibTeX counts \{ and \} too: write \lbrace and \rbrace" if "\\{" in tex or "\\}" in tex else ""
        raise UsageError(f"the value of {name} has {which}", hint=f"balance its braces{also}")


def sure(body: Anatomy, splices: Sequence[Splice], change: ShapeChange, what: str) -> list[Splice]:
    """The splices, when the entry then says what it should and nothing else; else raises UsageError."""
    moved = [splice.moved(-body.start) for splice in splices]
    new = apply(body.source.data[body.start : body.end], moved)
    read = dissect(ByteSource(body.source.path, new, body.source.encoding))
    if read is None or not _agrees(body, read, change(body.shape)):
        place = body.source.span(body.start, body.type.end)
        hint = "citekit check says what is wrong with the entry; put that right first"
        raise UsageError(f"{what} would break the entry", hint=hint, span=place)
    return list(splices)


def _agrees(body: Anatomy, new: Anatomy, wanted: Shape) -> bool:
    """Does an entry say what it should? One that was broken before may say something else beside what was changed:
    where a value of it ends depends on what comes after."""
    read = new.shape
    if body.is_sound:
        return new.is_sound and read == wanted
    if read == wanted:
        return True
    names = [name for name, _ in read.fields] == [name for name, _ in wanted.fields]
    changed = set(wanted.fields) - set(body.shape.fields)
    return (read.type, read.key, names) == (wanted.type, wanted.key, True) and changed <= set(read.fields)


def read_otherwise(body: Anatomy, splices: Sequence[Splice], touched: Collection[str]) -> list[str]:
    """The fields beside those touched (lower case) of which an edit changes what is read: only in a broken entry, where
    the end of a value is told by what comes after it."""
    if body.is_sound:
        return []
    new = apply(body.source.data[body.start : body.end], [splice.moved(-body.start) for splice in splices])
    read = dissect(ByteSource(body.source.path, new, body.source.encoding))
    old, now = (
        [field for field in shape.fields if field[0] not in touched]
        for shape in (body.shape, read.shape if read else body.shape)
    )
    return [name for (name, value), other in zip(old, now, strict=False) if (name, value) != other]
