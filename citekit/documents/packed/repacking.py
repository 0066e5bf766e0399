"""A packed file with other bytes in some of its parts, all else in it copied as it is packed, byte for byte."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from zipfile import ZIP_DEFLATED, ZipInfo

from citekit.documents.packed.archive import Archive
from citekit.documents.packed.problems import Unread
from citekit.messages import say

# APPNOTE.TXT of PKWARE, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_SIZES_FOLLOW = 0x08
_LARGEST = 0xFFFFFFFF
_UTF8 = 0x800
_VERSION = 20
_WHEN = (1980, 1, 1, 0, 0, 0)


def repacked(archive: Archive, data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The file `data`, which was opened as `archive`, with these parts: new ones come last. Others are not unpacked."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for info, packed in _members(archive, data, parts):
        name = info.filename.encode("utf-8")
        info.flag_bits = info.flag_bits & ~_SIZES_FOLLOW | (0 if name.isascii() else _UTF8)
        header = _LOCAL.pack(b"PK\x03\x04", _VERSION, *_facts(info), len(name), 0) + name
        directory.append(_entry(info, name, at))
        pieces += [header, packed]
        at += len(header) + len(packed)
    whole = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), len(whole), at, 0)
    return b"".join([*pieces, whole, end])


def _facts(info: ZipInfo) -> tuple[int, ...]:
    year, month, day, hour, minute, second = info.date_time
    time, date = hour << 11 | minute << 5 | second // 2, max(0, year - 1980) << 9 | month << 5 | day
    return info.flag_bits, info.compress_type, time, date, info.CRC, info.compress_size, info.file_size


def _entry(info: ZipInfo, name: bytes, at: int) -> bytes:
    by = info.create_system << 8 | _VERSION
    sizes = (len(name), 0, 0, 0, info.internal_attr, info.external_attr, at)
    return _CENTRAL.pack(b"PK\x01\x02", by, _VERSION, *_facts(info), *sizes) + name


def _members(archive: Archive, data: bytes, parts: Mapping[str, bytes]) -> Iterator[tuple[ZipInfo, bytes]]:
    for name in dict.fromkeys(info.filename for info in archive.file.infolist()):
        info = archive.file.getinfo(name)
        yield (_made(name, parts[name]) if name in parts else (_copied(info), _packed(info, data)))
    for name, part in parts.items():
        if name not in archive.names:
            yield _made(name, part)


def _copied(info: ZipInfo) -> ZipInfo:
    copy = ZipInfo(info.filename, info.date_time)
    for fact in ("compress_type", "CRC", "compress_size", "file_size", "flag_bits", "create_system"):
        setattr(copy, fact, getattr(info, fact))
    copy.internal_attr, copy.external_attr = info.internal_attr, info.external_attr
    return copy


def _packed(info: ZipInfo, data: bytes) -> bytes:
    """The bytes of a part as they are packed, which stand behind its local header."""
    try:
        *_, name, extra = _LOCAL.unpack_from(data, info.header_offset)
    except struct.error:
        raise Unread(say("it is damaged")) from None
    start = info.header_offset + _LOCAL.size + name + extra
    packed = data[start : start + info.compress_size]
    if len(packed) != info.compress_size or info.file_size > _LARGEST:
        raise Unread(say("it is damaged"))
    return packed


def _made(name: str, part: bytes) -> tuple[ZipInfo, bytes]:
    info = ZipInfo(name, _WHEN)
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = packer.compress(part) + packer.flush()
    info.compress_type, info.CRC = ZIP_DEFLATED, zlib.crc32(part)
    info.compress_size, info.file_size = len(packed), len(part)
    return info, packed
