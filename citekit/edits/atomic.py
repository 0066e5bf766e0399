"""Writing a file whole or not at all: the one place that talks to the operating system about writing.

The bytes go to a new file in the same folder, are flushed to the disk, and take the old file's name in one step.
Whatever happens on the way, a full disk or a power cut, the file holds all of the old bytes or all of the new.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from citekit.diagnostic import WriteError

_HINTS = {
    errno.ENOSPC: "make room on the disk, then try again; the old file is as it was",
    errno.EDQUOT: "your share of the disk is used up: make room, then try again; the old file is as it was",
    errno.EACCES: "you may not write there: name another folder, or ask its owner",
    errno.EPERM: "you may not write there: name another folder, or ask its owner",
    errno.EROFS: "that disk can only be read: name another folder",
    errno.EFBIG: "the file would be larger than is allowed there; the old file is as it was",
    errno.ENOENT: "make the folder first, or name another",
    errno.ENOTDIR: "a part of the path is a file, not a folder: name another path",
    errno.EISDIR: "name a file, not a folder",
    errno.EINVAL: "it is a device or a pipe: name a file",
    errno.ENAMETOOLONG: "choose a shorter name",
}
_NEW_MODE = 0o666
"""What a new file may be, before the person's umask."""
_PRIVATE = 0o600
_PIECE = 1 << 20
"""Bytes of a file that are read at once to be compared."""
_WAIT = 0.05
"""Seconds between two looks whether a lock is free."""


def write(path: Path, data: bytes, *, parents: bool = False) -> bool:
    """Puts `data` into a file; False when it holds just these bytes already, and is then not touched.

    A link is followed and stays a link. The file keeps its permissions. With `parents`, missing folders are made.
    Raises WriteError with the operating system's reason; the old file is then as it was, and no half-written one
    is left.
    """
    try:
        target = path.resolve()
        if _holds(target, data):
            return False
        if parents:
            _make(target.parent)
        _replace(target, data)
    except (OSError, RuntimeError, ValueError) as error:
        raise _failure(path, error) from error
    return True


def make_folder(path: Path) -> None:
    """Makes the folder that a file is to lie in, where it is not there yet. Raises WriteError as `write` does."""
    try:
        _make(path.resolve().parent)
    except (OSError, RuntimeError, ValueError) as error:
        raise _failure(path, error) from error


def remove(path: Path) -> None:
    """Deletes a file; a link's file, not the link. Raises WriteError with the operating system's reason."""
    try:
        target = path.resolve()
        target.unlink(missing_ok=True)
        sync_folder(target.parent)
    except (OSError, RuntimeError, ValueError) as error:
        raise _failure(path, error) from error


def clear_parts(path: Path) -> None:
    """Deletes what was left half written beside a file when citekit was stopped. To be called when nobody writes it."""
    for part in path.parent.glob("*.part"):
        if part.name.startswith(_part_start(path)):
            with contextlib.suppress(OSError):
                part.unlink()


def _part_start(path: Path) -> str:
    return f".{path.name[:100]}."


def write_new(path: Path, data: bytes | memoryview) -> None:
    """Makes a file that is not there yet, for its owner's eyes, and flushes it to the disk. Raises OSError."""
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, _PRIVATE)) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _make(folder: Path) -> None:
    """Makes a folder and those it lies in, where they are not there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        # Something of that name is there and is no folder: said as when a path goes through a file.
        raise _error(errno.ENOTDIR) from None


def _failure(path: Path, error: Exception) -> WriteError:
    number = error.errno if isinstance(error, OSError) else None
    reason = os.strerror(number) if number else str(error)
    return WriteError(f"cannot write {path}: {reason}", hint=_HINTS.get(number or 0, "name another file"))


def _holds(target: Path, data: bytes) -> bool:
    """Whether a file has just these bytes. What cannot be read or is no file is not compared."""
    try:
        return target.is_file() and holds(target, data)
    except PermissionError:
        return False


def holds(path: Path, data: bytes) -> bool:
    """Whether a file has just these bytes, read in pieces, so that a large one is not held twice. Raises OSError."""
    if path.stat().st_size != len(data):
        return False
    with path.open("rb") as file:
        pieces = iter(lambda: file.read(_PIECE), b"")
        done = 0
        for piece in pieces:
            if not data.startswith(piece, done):
                return False
            done += len(piece)
    return done == len(data)


def _replace(target: Path, data: bytes) -> None:
    old = _status(target)
    part = target.with_name(f"{_part_start(target)}{secrets.token_hex(6)}.part")
    try:
        with open(part, "xb", opener=_opener(old)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if old:
            _like(part, old)
        part.replace(target)
    except BaseException:
        # Ctrl-C as well: what is half written goes, and the old file stays.
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    sync_folder(target.parent)


def _status(target: Path) -> os.stat_result | None:
    """What is known of the file to be replaced, None for a new one; OSError when it may not be replaced."""
    try:
        old = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(old.st_mode):
        raise _error(errno.EISDIR)
    if not stat.S_ISREG(old.st_mode):
        raise _error(errno.EINVAL)
    if not os.access(target, os.W_OK):
        # Renaming would go round the person's own wish that this file is not written.
        raise _error(errno.EACCES)
    return old


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def _opener(old: os.stat_result | None) -> Callable[[str, int], int]:
    """Opens the new file no wider than the old one: what is private is so from the first byte."""
    mode = stat.S_IMODE(old.st_mode) & _NEW_MODE if old else _NEW_MODE
    return lambda name, flags: os.open(name, flags, mode)


def _like(part: Path, old: os.stat_result) -> None:
    """Gives the new file the owner, where we may, and the permissions of the old one."""
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(part, old.st_uid, old.st_gid)
    part.chmod(stat.S_IMODE(old.st_mode))


def sync_folder(folder: Path) -> None:
    """Flushes the new name to the disk. Windows cannot open a folder, and some network disks cannot flush one."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def locked(path: Path, patience: float = 10.0) -> Iterator[None]:
    """Holds a lock on a file, made where it is not there, that all citekits share; the system frees it if we die.

    Raises TimeoutError when another process has held it for `patience` seconds, OSError when it cannot be had at all.
    """
    with open(path, "ab", opener=lambda name, flags: os.open(name, flags, _PRIVATE)) as file:
        until = time.monotonic() + patience
        while not _lock(file):
            if time.monotonic() > until:
                raise TimeoutError(errno.ETIMEDOUT, "another citekit is writing")
            time.sleep(_WAIT)
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
