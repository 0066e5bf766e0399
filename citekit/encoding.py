"""Bytes to text: which encoding a file is in, and what to say when it is not the one we hope for.

In this order: a byte order mark; UTF-16 or UTF-32 betrayed by its zero bytes; UTF-8; the encoding that the first lines
declare (`% Encoding: Cp1252`, `-*- coding: latin-1 -*-`); else what the bytes look like, with a finding that says so.
No character is ever replaced by U+FFFD, and nothing here raises.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from citekit.messages import Message, say
from citekit.source import ByteSource, TextSource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from citekit.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was in, and what was wrong with its bytes."""

    text: str
    encoding: str
    """As Python names it: utf-8, utf-16-le, cp1252 …"""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """The text, its encoding, and where and why that encoding is a guess."""

    text: str
    encoding: str
    doubt_at: int = 0
    """Code points before the first byte that is not as hoped."""
    doubt: str = ""


def decode(data: bytes, path: str) -> Decoded:
    """The text of a document or of a TOML file. Line ends stay as they are; a byte order mark goes."""
    reading = _read(data)
    source = TextSource(path, reading.text)
    return Decoded(reading.text, reading.encoding, tuple(_findings(source, reading)))


def prepare(data: bytes, path: str) -> tuple[ByteSource, tuple[Diagnostic, ...]]:
    """The bytes of a bibliography, ready for the scanner, and what was wrong with them.

    They stay as they are when the bytes of ASCII characters mean just those; else they are put into UTF-8.
    """
    if _is_plain(data):
        # Nearly all files: their text is not made here, since it may need four times the memory of the bytes.
        source = ByteSource(path, data)
        empty = _empty(source, is_empty=not data or data.isspace())
        return source, (*empty, *_nul(source, data.find(b"\0"), data.count(b"\0")))
    reading = _read(data)
    if reading.encoding in _BYTE_BY_BYTE:
        source = ByteSource(path, data, reading.encoding)
    else:
        source = ByteSource(path, reading.text.encode(), "utf-8", file=(data, reading.encoding))
    return source, tuple(_findings(source, reading))


def _is_plain(data: bytes) -> bool:
    """Is it UTF-8 without a mark, and without the zero bytes that betray UTF-16?"""
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _wide_by_zeros(data[:_LOOKED_AT]):
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _PART):
            decoder.decode(data[start : start + _PART])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _findings(source: TextSource, reading: _Reading) -> Iterator[Diagnostic]:
    yield from _empty(source, is_empty=not reading.text.strip())
    if reading.doubt:
        from citekit.encoding_problems import UNKNOWN_ENCODING  # what most files do not need

        message = say("the file is not UTF-8; {doubt}", doubt=reading.doubt)
        hint = say("save it as UTF-8, or name its encoding on the first line: % Encoding: NAME")
        at = _offset(source, reading.text, reading.doubt_at)
        yield UNKNOWN_ENCODING.at(source.span(at, at + 1), message, hint=hint)
    if (nul := reading.text.find("\0")) >= 0:
        yield from _nul(source, _offset(source, reading.text, nul), reading.text.count("\0"))


def _empty(source: TextSource, *, is_empty: bool) -> Iterator[Diagnostic]:
    if is_empty:
        from citekit.encoding_problems import EMPTY_FILE  # what most files do not need

        hint = say("look whether this is the file you meant")
        yield EMPTY_FILE.at(source.span(0, 0), say("the file is empty"), hint=hint)


def _nul(source: TextSource, at: int, count: int) -> Iterator[Diagnostic]:
    """The NUL bytes of a file, the first at an offset."""
    if count:
        from citekit.encoding_problems import NUL_BYTE  # what most files do not need

        message = say("a NUL byte in a text", "the first of {count} NUL bytes in a text", count=count)
        hint = say("the file may be damaged: compare this place with a backup")
        yield NUL_BYTE.at(source.span(at, at + 1), message, hint=hint)


def _offset(source: TextSource, text: str, points: int) -> int:
    """An offset of the source for a number of code points."""
    if isinstance(source, ByteSource):
        return len(text[:points].encode(source.encoding))
    return points


# Single-byte encodings that leave ASCII alone: their files can be scanned as they stand.
_BYTE_BY_BYTE = frozenset(
    {
        "ascii", "utf-8", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
        "iso8859-1", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8",
        "iso8859-9", "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "koi8-r", "koi8-u",
        "mac-roman", "mac-latin2", "mac-turkish", "cp437", "cp850", "cp852", "cp866",
    }
)  # fmt: skip
# Encodings that a file may declare beside those. Python has more, but they are no encodings of text files.
_MANY_BYTES = frozenset({"gbk", "gb2312", "gb18030", "big5", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949"})

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_PART = 2**16
"""Bytes that are looked at together where the whole would take much memory."""
_LOOKED_AT = 4096
"""Bytes in which a file is expected to show what it is."""


@cache
def _declaration() -> re.Pattern[bytes]:
    return re.compile(rb"(?:Encoding|coding|inputenc)[ \t]*[:=][ \t]*[\x22\x27]?([A-Za-z][\w.-]*)", re.I)


def _read(data: bytes) -> _Reading:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            # The mark goes, so a file with one is always put into new bytes: offsets then fit its text.
            return _marked(rest) if encoding == "utf-8" else _wide(rest, encoding)
    if encoding := _wide_by_zeros(data[:_LOOKED_AT]):
        return _wide(data, encoding)
    try:
        return _Reading(data.decode(), "utf-8")
    except UnicodeDecodeError:
        return _declared(data) or _guess(data)


def _marked(data: bytes) -> _Reading:
    try:
        return _Reading(data.decode(), "utf-8-sig")
    except UnicodeDecodeError:
        return _mixed(data, say("it is marked as UTF-8 but has bytes of another encoding, the first here"))


def _wide(data: bytes, encoding: str) -> _Reading:
    """UTF-16 or UTF-32. A half character at the end is written out as `\\xNN`, not dropped."""
    try:
        return _Reading(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        before = len(data[: error.start].decode(encoding, "ignore"))
        doubt = say("it looks like {encoding} but has a broken character, the first here", encoding=encoding.upper())
        return _Reading(data.decode(encoding, "backslashreplace"), encoding, before, doubt)


def _wide_by_zeros(start: bytes) -> str:
    """UTF-16 without a mark: in mostly Western text every other byte is zero."""
    if b"\0" not in start:
        return ""
    half = len(start) // 2
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _declared(data: bytes) -> _Reading | None:
    """What the first lines declare, when Python knows it and the bytes agree."""
    for match in _declaration().finditer(data[:_LOOKED_AT]):
        try:
            encoding = codecs.lookup(match[1].decode()).name
            if encoding in _BYTE_BY_BYTE or encoding in _MANY_BYTES:
                return _Reading(data.decode(encoding), encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return None


def declared_single_byte(data: bytes) -> str:
    """The encoding with one byte for each character that the first lines declare; empty when they declare none."""
    found = _declared(data)
    return found.encoding if found and found.encoding in _BYTE_BY_BYTE else ""


_ENOUGH = 100_000
"""Stretches of high bytes that show what a file is in."""


def _guess(data: bytes) -> _Reading:
    runs = [_is_utf8(match[0]) for match in islice(_HIGH.finditer(data), _ENOUGH)]
    if sum(runs) * 2 > len(runs):
        return _mixed(data, say("some bytes in it are of another encoding, the first here"))
    first = _HIGH.search(data)
    at = first.start() if first else 0
    try:
        return _Reading(data.decode("cp1252"), "cp1252", at, _doubt("Windows-1252"))
    except UnicodeDecodeError:
        # Windows-1252 leaves five bytes without a meaning; Latin-1 has one for each.
        return _Reading(data.decode("latin-1"), "iso8859-1", at, _doubt("Latin-1"))


def _doubt(encoding: str) -> Message:
    return say("it was read as {encoding}, which may give wrong letters, the first here", encoding=encoding)


def _mixed(data: bytes, doubt: str) -> _Reading:
    """UTF-8 with bytes of another encoding between: each run of high bytes is read for itself."""
    pieces: list[str] = []
    done = points = 0
    doubt_at = -1
    for match in _HIGH.finditer(data):
        pieces.append(data[done : match.start()].decode("ascii"))
        points += len(pieces[-1])
        if doubt_at < 0 and not _is_utf8(match[0]):
            doubt_at = points
        pieces.append(_run(match[0]))
        points += len(pieces[-1])
        done = match.end()
    pieces.append(data[done:].decode("ascii"))
    return _Reading("".join(pieces), "mixed", max(doubt_at, 0), doubt)


def _run(run: bytes) -> str:
    if _is_utf8(run):
        return run.decode()
    try:
        return run.decode("cp1252")
    except UnicodeDecodeError:
        return run.decode("latin-1")


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode()
    except UnicodeDecodeError:
        return False
    return True
