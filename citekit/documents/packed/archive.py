"""The parts of a packed file, each unpacked only as far as is reasonable."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile, ZipInfo

from citekit.documents.packed.problems import Unread
from citekit.messages import say

LARGEST = 64 * 1024 * 1024
"""Bytes of one part, unpacked: the text of a thesis has one or two million."""
MOST_PARTS = 20_000
_RATIO = 200
"""How many times smaller a large part may have become by packing; text becomes some ten times smaller."""
_SMALL = 1024 * 1024
"""Bytes up to which a part may be packed as tightly as it likes."""
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 1
_BOMB = say("it would unpack to far more than it holds, as files do that are made to fill a memory")


@dataclass(frozen=True, slots=True)
class Archive:
    """A packed file that was opened."""

    file: ZipFile
    names: frozenset[str]

    def part(self, name: str) -> bytes:
        """The bytes of a part; empty when there is none of that name. Raises Unread when it cannot be unpacked."""
        if name not in self.names:
            return b""
        info = self.file.getinfo(name)
        _examine(info)
        try:
            with self.file.open(info) as part:
                data = part.read(LARGEST + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise Unread(say("it is damaged")) from None
        if len(data) > LARGEST:
            raise Unread(_BOMB, say("if you trust it, save it again without its pictures"))
        return data


def open_archive(data: bytes) -> Archive:
    """The archive in these bytes. Raises Unread when they are none, or one that must not be unpacked."""
    if data.startswith(_OLE):
        raise Unread(
            say("it is protected by a password, or written by a program of before 2007"),
            say("open it in Word and save it as .docx, without a password"),
        )
    try:
        file = ZipFile(io.BytesIO(data))
    except (BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise Unread(say("it is damaged, or not what its name says")) from None
    infos = file.infolist()
    if len(infos) > MOST_PARTS:
        raise Unread(say("it has more than {most_parts:,} parts, as no document has", most_parts=MOST_PARTS))
    return Archive(file, frozenset(info.filename for info in infos))


def _examine(info: ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise Unread(say("it is protected by a password"), say("save it without a password"))
    is_tight = info.file_size > _SMALL and info.file_size > _RATIO * max(info.compress_size, 1)
    if info.file_size > LARGEST or is_tight:
        raise Unread(_BOMB, say("if you trust it, save it again without its pictures"))
