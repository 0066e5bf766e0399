"""A large .bib file, of which only what is asked for is read."""

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from citekit.encoding import prepare
from citekit.formats.bibtex.blocks import Block
from citekit.formats.bibtex.reader import read_blocks
from citekit.formats.bibtex.scanner import block_at, scan
from citekit.index import cache
from citekit.index.cache import Damaged, Kept
from citekit.index.keys import UNNAMED, Keys, keys_of
from citekit.model import Library
from citekit.source import ByteSource

WORTH = 2_000_000
"""Bytes from which on an index pays: some 4,000 entries, which take a tenth of a second to read."""
_LARGEST = 256 * 1024 * 1024
"""Bytes beyond which no file is read at all, as in `loader`."""
_KIND = "keys"


@dataclass(frozen=True)
class Large:
    """The bytes of a file and where its entries stand in them."""

    source: ByteSource
    digest: str
    """The hash of the file's bytes: what is kept for them bears it as its name."""
    keys: Keys
    unkept: str = ""
    """Why the keys could not be kept for the next time; empty when they are."""
    scanned: Sequence[Block] = ()
    """The file's blocks, when it was scanned just now."""
    strings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The strings of the libraries before it, by lower-case name: they serve in this one."""

    @property
    def path(self) -> str:
        """As it is shown."""
        return self.source.path

    def __len__(self) -> int:
        return len(self.keys.starts)

    def read(self, numbers: Iterable[int]) -> Library:
        """The entries with these numbers, in the file's order, as if it had no others."""
        chosen = sorted(numbers)
        for number in chosen:
            self.source.tell(self.keys.starts[number], self.keys.lines[number])
        starts = sorted([*self.keys.strings, *(self.keys.starts[number] for number in chosen)])
        library = read_blocks(self.source, list(self._blocks(starts)), self.strings)
        if not any(entry.key.startswith(UNNAMED) for entry in library.entries):
            return library
        names = self.keys.all()
        named = (replace(entry, key=names[n]) for n, entry in zip(chosen, library.entries, strict=True))
        return replace(library, entries=tuple(named))

    def _blocks(self, starts: Iterable[int]) -> Iterator[Block]:
        for start in starts:
            block = block_at(self.source.data, start)
            assert block is not None, "the index is that of these bytes"
            yield block


def large(path: Path, shown: str) -> Large | None:
    """A file as a large library; None when it is none, or cannot be read: then it is to be read as files are."""
    data = _bytes(path)
    if data is None:
        return None
    digest = sha256(data).hexdigest()
    kept = cache.load(digest, _KIND)
    if kept is not None:
        try:
            return Large(_source(kept, data, shown), digest, _keys(kept))
        except Damaged:
            pass
    return _make(data, shown, digest)


def _bytes(path: Path) -> bytes | None:
    """The bytes of a large file; None for another, and for what is no file."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None
        with path.open("rb") as file:
            if not WORTH <= os.fstat(file.fileno()).st_size <= _LARGEST:
                return None
            return file.read()
    except (OSError, ValueError):
        return None


def _make(data: bytes, shown: str, digest: str) -> Large | None:
    source = prepare(data, shown)[0]
    blocks = scan(source.data)
    keys = keys_of(source, blocks)
    if not keys.starts:
        return None
    mark = len(data) - len(source.data)
    as_it_is = 0 <= mark <= 3 and data.endswith(source.data)
    # Of a file that was put into UTF-8 more than a mark at its beginning is changed: that is done again each time.
    facts = {
        "encoding": source.encoding,
        "file_encoding": source.file_encoding,
        "mark": mark if as_it_is else None,
    }
    sections = {
        "names": keys.names,
        "starts": array("q", keys.starts).tobytes(),
        "lines": array("i", keys.lines).tobytes(),
        "strings": array("q", keys.strings).tobytes(),
    }
    return Large(source, digest, keys, cache.save(digest, _KIND, facts, sections), blocks)


def _source(kept: Kept, data: bytes, shown: str) -> ByteSource:
    mark = kept.facts["mark"]
    if not isinstance(mark, int):
        return prepare(data, shown)[0]
    encoding, file_encoding = str(kept.facts["encoding"]), str(kept.facts["file_encoding"])
    return ByteSource(shown, data[mark:], encoding, file=(data, file_encoding))


def _keys(kept: Kept) -> Keys:
    starts, lines = kept.numbers("starts", "q"), kept.numbers("lines", "i")
    return Keys(kept.section("names"), starts, lines, kept.numbers("strings", "q"))
