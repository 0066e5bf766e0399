"""Splices on the bytes that citekit read, made on the bytes of the file itself.

The two differ where the file was put into UTF-8 to be read: it has a byte order mark, or is in UTF-16, or has bytes of
several encodings. What no splice touches stays as it is in the file, byte for byte.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence

from citekit.diagnostic import UsageError
from citekit.encoding import declared_single_byte, prepare
from citekit.source import ByteSource
from citekit.splices import Splice, apply

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HIGH = re.compile(rb"[\x80-\xff]+")
_SKELETON = ("mixed", "utf-8-sig")
"""Encodings in which every ASCII character is the byte that it is in UTF-8, and no other byte is one."""


def edited(source: ByteSource, splices: Iterable[Splice]) -> bytes:
    """The bytes of the file with splices made, whose offsets are those of `source.data` and whose bytes are in its
    encoding. Raises UsageError when the file's encoding lacks a character, or cannot be written back safely."""
    wanted = sorted(splices, key=lambda splice: (splice.start, splice.end))
    data = apply(source.data, wanted)
    if source.file is source.data or source.file == source.data:
        new = data
    else:
        places = dict(_places(source, sorted({edge for splice in wanted for edge in (splice.start, splice.end)})))
        recoded = (Splice(places[one.start], places[one.end], _encoded(source, one.new)) for one in wanted)
        new = apply(source.file, recoded)
    if wanted and not _is_read_back(source, new, data):
        hint = "save the file as UTF-8 first, then change it"
        raise UsageError(f"{source.path} would be taken for another encoding, and read otherwise", hint=hint)
    return new


def _is_read_back(source: ByteSource, new: bytes, data: bytes) -> bool:
    """Is the new file read as it is meant? Where an encoding is guessed, a few bytes may turn the guess."""
    if source.file_encoding == "utf-8" and b"\0" not in new:
        # In UTF-8, or in the encoding that a file of ASCII declares: neither is a guess.
        return True
    again, _ = prepare(new, source.path)
    return again.data == data and (data.isascii() or again.encoding == written_in(source))


def _encoded(source: ByteSource, new: bytes) -> bytes:
    text = new.decode(source.encoding)
    return encode(text, _file_encoding(source), source.path)


def written_in(source: ByteSource) -> str:
    """The encoding in which new text is put into `source.data`.

    A file that has only ASCII yet, but declares another encoding, is written in that: so other programs read it.
    """
    if source.encoding == "utf-8" and source.file_encoding == "utf-8" and source.data.isascii():
        return declared_single_byte(source.data) or "utf-8"
    return source.encoding


def lacks(source: ByteSource, text: str) -> str:
    """The first character of a text that the file's encoding does not have; empty when it has all."""
    for encoding in (written_in(source), _file_encoding(source)):
        try:
            text.encode(encoding)
        except UnicodeEncodeError as error:
            return text[error.start]
    return ""


def _file_encoding(source: ByteSource) -> str:
    return "utf-8" if source.file_encoding in _SKELETON else source.file_encoding


def encode(text: str, encoding: str, path: str) -> bytes:
    """A text in the encoding of a file. Raises UsageError that names the first character that it lacks."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        hint = "write it in TeX (with --tex), or save the file as UTF-8 first"
        raise UsageError(f"{path} is in {encoding}, which has no `{text[error.start]}`", hint=hint) from error


def _places(source: ByteSource, offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Offsets in the bytes that were read, rising, and where they are in the file."""
    start = next((len(mark) for mark in _MARKS if source.file.startswith(mark)), 0)
    if source.file_encoding in _SKELETON:
        return _by_skeleton(source, offsets, start)
    return _by_text(source, offsets, start)


def _by_skeleton(source: ByteSource, offsets: Sequence[int], start: int) -> Iterator[tuple[int, int]]:
    """The stretches between ASCII characters correspond one to one. No splice begins or ends inside of one."""
    runs = zip(_HIGH.finditer(source.data), _HIGH.finditer(source.file, start), strict=True)
    shift = start
    run = next(runs, None)
    for offset in offsets:
        while run and run[0].end() <= offset:
            shift = run[1].end() - run[0].end()
            run = next(runs, None)
        yield offset, offset + shift


def _by_text(source: ByteSource, offsets: Sequence[int], start: int) -> Iterator[tuple[int, int]]:
    """As many bytes as the text takes up to there, and only when these bytes are that text."""
    done, here = 0, start
    for offset in offsets:
        text = source.data[done:offset].decode(source.encoding)
        end = here + len(text.encode(source.file_encoding, "replace"))
        if not _says(source.file[here:end], source.file_encoding, text):
            hint = "save it as UTF-8, then edit it"
            raise UsageError(f"{source.path} is in {source.file_encoding}, and damaged: it is not edited", hint=hint)
        yield offset, end
        done, here = offset, end


def _says(data: bytes, encoding: str, text: str) -> bool:
    try:
        return data.decode(encoding) == text
    except UnicodeDecodeError:
        return False
