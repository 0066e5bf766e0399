"""Files that can be made again at any time, kept for each person where the system keeps such things.

A file is named by the hash of the bytes that it was made of, so a stale one is never found. What is damaged, foreign
or of another version of citekit counts as not there. Nothing in it is ever executed: a line of JSON, then sections of
bytes.
"""

from __future__ import annotations

import json
import os
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from unicodedata import unidata_version
from zlib import crc32

from citekit.version import VERSION

MOST_BYTES = 1024 * 1024 * 1024
"""Bytes that all files may take up together; those unused longest go first. The newest is kept whatever its size."""

_FORM = 2
"""The number of the form of these files. To be raised whenever they, or what they are made of, change their meaning."""
_LONGEST_HEAD = 16 * 1024 * 1024
_PRIVATE = 0o700


class Damaged(Exception):
    """A file of the cache is not what was written."""


def folder() -> Path | None:
    """Where the files are kept: `CITEKIT_CACHE`, else where the system keeps such things; None when nowhere."""
    if named := os.environ.get("CITEKIT_CACHE"):
        return Path(named).absolute() / "index"
    with suppress(RuntimeError):
        return _system() / "citekit" / "index"
    return None


def _system() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    named = os.environ.get("XDG_CACHE_HOME", "")
    return Path(named) if named.startswith("/") else Path.home() / ".cache"


def _stamp() -> str:
    """What a file must have been written by to be understood here."""
    sizes = f"{array('i').itemsize}{array('q').itemsize}"
    return f"{_FORM} {VERSION} {sys.byteorder}{sizes} {unidata_version}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the cache, opened. Its sections are read and checked when they are asked for."""

    path: Path
    facts: Mapping[str, object]
    """Small things beside the sections."""
    places: Mapping[str, tuple[int, int, int]]
    """Of each section: offset, length and checksum."""

    def section(self, name: str) -> bytes:
        """The bytes of a section. Raises Damaged when they are not those that were written."""
        offset, length, checksum = self.places[name]
        try:
            with self.path.open("rb") as file:
                file.seek(offset)
                data = file.read(length)
        except OSError as error:
            raise Damaged(self.path) from error
        if len(data) != length or crc32(data) != checksum:
            raise Damaged(self.path)
        return data

    def numbers(self, name: str, kind: Literal["i", "q"]) -> Sequence[int]:
        """A section as numbers: `i` of 32 bits, `q` of 64."""
        return memoryview(self.section(name)).cast(kind)


def load(digest: str, kind: str) -> Kept | None:
    """The file of this kind that was made of the bytes with this hash; None when there is none that can be used."""
    place = folder()
    if place is None:
        return None
    path = place / f"{digest}.{kind}"
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError), path.open("rb") as file:
        head = file.readline(_LONGEST_HEAD)
        checksum, _, text = head.partition(b" ")
        if int(checksum, 16) != crc32(text):
            return None
        found = json.loads(text)
        if found["stamp"] != _stamp() or found["of"] != digest or found["kind"] != kind:
            return None
        start = len(head)
        places = {name: (start + at, length, crc) for name, (at, length, crc) in found["sections"].items()}
        return Kept(path, found["facts"], places)
    return None


def save(digest: str, kind: str, facts: Mapping[str, object], sections: Mapping[str, bytes]) -> str:
    """Keeps a file; empty when that went well, else why not. The least used ones go when there are too many."""
    place = folder()
    if place is None:
        return "there is no home folder"
    places, at = {}, 0
    for name, data in sections.items():
        places[name] = (at, len(data), crc32(data))
        at += len(data)
    head = {"stamp": _stamp(), "of": digest, "kind": kind, "facts": dict(facts), "sections": places}
    text = json.dumps(head).encode() + b"\n"
    # Imported here: who finds what was kept writes nothing.
    from citekit.diagnostic import WriteError
    from citekit.edits import atomic

    try:
        place.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        atomic.write(place / f"{digest}.{kind}", b"".join([b"%08x " % crc32(text), text, *sections.values()]))
        _tidy(place)
    except (OSError, WriteError) as error:
        return (isinstance(error, OSError) and error.strerror) or str(error)
    return ""


def _tidy(place: Path) -> None:
    files = sorted(_files(place), key=lambda pair: pair[1].st_mtime_ns, reverse=True)
    total = 0
    for number, (path, status) in enumerate(files):
        total += status.st_size
        if number and total > MOST_BYTES:
            path.unlink(missing_ok=True)


def _files(place: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in place.iterdir():
        with suppress(FileNotFoundError):
            yield path, path.stat()
