"""The journal: what every file held before citekit changed it, on the disk before the first byte changes.

One folder for each person, not for each project: `CITEKIT_STATE`, else where the system keeps such things. Each change
is a folder in it, named by its number. The name's ending tells how far it came, and changes in one step:

    000012.part   being written down: no file has changed yet; of an undo, 000012.undo
    000012.open   written down whole: its files are being replaced
    000012        done
    000012.gone   being deleted

In it are `change.json`, and for each file `N.before` with its old bytes, all of them, so that they can be copied back
by hand, and `N.new` with the bytes that took the place of a stretch of those.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from citekit.diagnostic import ReadError, WriteError
from citekit.edits import atomic
from citekit.splices import Splice, apply

MOST_RECORDS = 200
"""Changes that are kept; the oldest go first."""
MOST_BYTES = 512 * 1024 * 1024
"""Bytes that they may take up together. The newest is kept whatever its size."""

_NAME = re.compile(r"(\d{6,})(\.part|\.undo|\.open|\.gone)?")
_HINT = "name a folder that you may write to in the environment variable CITEKIT_STATE"


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after."""

    path: Path
    before: bytes | None
    """None: there is no such file."""
    after: bytes | None
    """None: the file is deleted."""


@dataclass(frozen=True, slots=True)
class Record:
    """A change that was written down."""

    number: int
    command: str
    """What the person typed."""
    folder: Path
    """Where they typed it."""
    when: datetime
    files: tuple[Path, ...]
    undoes: int | None
    """The number of the change that it takes back, when it is an undo."""
    interrupted: bool
    """It was stopped when some of its files, or none, had been replaced."""
    place: Path
    """Its folder in the journal."""


def folder() -> Path:
    """Where the journal is kept. Raises WriteError when the system names no place for it."""
    if named := os.environ.get("CITEKIT_STATE"):
        return Path(named).absolute() / "journal"
    try:
        return _state() / "citekit" / "journal"
    except RuntimeError as error:
        raise WriteError("there is no place for the journal of changes: no home folder", hint=_HINT) from error


def _state() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    named = Path(os.environ.get("XDG_STATE_HOME") or "")
    return named if named.is_absolute() else Path.home() / ".local" / "state"


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """Makes the journal where there is none, and keeps every other citekit from writing until the end of the block."""
    here = folder()
    with _told(here):
        # What a person's files hold is nobody else's business.
        here.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        try:
            with _told(here):
                stack.enter_context(atomic.locked(here / "lock"))
        except TimeoutError as error:
            raise WriteError("another citekit is writing", hint="wait until it is done, then try again") from error
        yield


@contextlib.contextmanager
def _told(here: Path) -> Iterator[None]:
    """Says what cannot be done with the journal, and why."""
    try:
        yield
    except TimeoutError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(f"cannot keep the journal of changes in {here}: {reason}", hint=_HINT) from error


# --------------------------------------------------------------------------------------------------- reading


def records() -> list[Record]:
    """All changes that can be read, oldest first."""
    found = (_record(number, ending, place) for number, ending, place in _places())
    return [record for record in found if record]


def _places() -> list[tuple[int, str, Path]]:
    """Number, ending and folder of all that is in the journal, oldest first."""
    here = folder()
    with _told(here):
        places = list(here.iterdir()) if here.is_dir() else []
    matches = ((match, place) for place in places if (match := _NAME.fullmatch(place.name)))
    return sorted((int(match[1]), match[2] or "", place) for match, place in matches)


def _record(number: int, ending: str, place: Path) -> Record | None:
    if ending not in ("", ".open"):
        return None
    try:
        written = json.loads((place / "change.json").read_bytes())
        return Record(
            number=number,
            command=str(written["command"]),
            folder=Path(written["folder"]),
            when=datetime.fromisoformat(written["time"]),
            files=tuple(Path(file["path"]) for file in written["files"]),
            undoes=written["undoes"],
            interrupted=ending == ".open",
            place=place,
        )
    except (OSError, ValueError, KeyError, TypeError):
        # Damaged, or of a later citekit: it cannot be undone by this one, and harms nobody.
        return None


def changes_of(record: Record) -> tuple[Change, ...]:
    """What a change did. Raises ReadError when the journal is damaged."""
    try:
        written = json.loads((record.place / "change.json").read_bytes())
        return tuple(_change(record.place, index, file) for index, file in enumerate(written["files"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = "what the files held is there, as far as it can be read, in the files that end in .before"
        raise ReadError(f"the journal of change {record.number} in {record.place} is damaged", hint=hint) from error


def _change(place: Path, index: int, file: dict[str, object]) -> Change:
    before = (place / f"{index}.before").read_bytes() if file["before"] is not None else None
    after = None
    if file["after"] is not None:
        start, end = file["start"], file["end"]
        if not isinstance(start, int) or not isinstance(end, int):
            raise ValueError("no offsets")
        after = apply(before or b"", [Splice(start, end, (place / f"{index}.new").read_bytes())])
    if _sum(before) != file["before"] or _sum(after) != file["after"]:
        raise ValueError("the bytes are not those that were written down")
    return Change(Path(str(file["path"])), before, after)


def _sum(data: bytes | None) -> str | None:
    return None if data is None else sha256(data).hexdigest()


# --------------------------------------------------------------------------------------------------- writing


def begin(changes: Sequence[Change], command: str, undoes: int | None = None) -> Record:
    """Writes down what is about to change, and flushes it to the disk. Raises WriteError; then nothing is left of it.

    To be called, as all below, under the lock.
    """
    here = folder()
    number = max((number for number, _, _ in _places()), default=0) + 1
    part = here / f"{number:06}{'.part' if undoes is None else '.undo'}"
    with _told(here):
        try:
            part.mkdir(mode=0o700)
            _write_down(part, changes, command, undoes)
            place = _rename(part, ".open")
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    made = _record(number, ".open", place)
    if made is None:
        raise WriteError(f"cannot keep the journal of changes in {here}: it does not hold what was written", hint=_HINT)
    return made


def _write_down(part: Path, changes: Sequence[Change], command: str, undoes: int | None) -> None:
    files: list[dict[str, object]] = []
    for index, change in enumerate(changes):
        file: dict[str, object] = {
            "path": str(change.path),
            "before": _sum(change.before),
            "after": _sum(change.after),
        }
        if change.before is not None:
            atomic.write_new(part / f"{index}.before", change.before)
        if change.after is not None:
            start, end, new_end = _difference(change.before or b"", change.after)
            atomic.write_new(part / f"{index}.new", memoryview(change.after)[start:new_end])
            file |= {"start": start, "end": end}
        files.append(file)
    written = {
        "version": 1,
        "command": command,
        "folder": str(Path.cwd()),
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "undoes": undoes,
        "files": files,
    }
    atomic.write_new(part / "change.json", json.dumps(written, indent=1).encode())
    atomic.sync_folder(part)


def _difference(before: bytes, after: bytes) -> tuple[int, int, int]:
    """Where the one stretch in which two texts differ begins, and where it ends in each: all between what they begin
    and end with alike."""
    old, new = memoryview(before), memoryview(after)
    most = min(len(before), len(after))
    start = _alike(most, lambda low, high: old[low:high] == new[low:high])
    tail_before, tail_after = len(before), len(after)
    end = _alike(
        most - start,
        lambda low, high: old[tail_before - high : tail_before - low] == new[tail_after - high : tail_after - low],
    )
    return start, tail_before - end, tail_after - end


def _alike(most: int, same: Callable[[int, int], bool]) -> int:
    """How far two texts are the same, up to `most`; `same` compares a stretch. Looks at each byte about twice."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _rename(place: Path, ending: str) -> Path:
    """Says in one step how far a change came."""
    named = place.with_name(place.name.partition(".")[0] + ending)
    place.rename(named)
    atomic.sync_folder(place.parent)
    return named


def finish(record: Record) -> None:
    """Says that all files of a change are replaced."""
    if record.interrupted:
        with _told(record.place.parent):
            _rename(record.place, "")


def drop(record: Record) -> None:
    """Forgets a change that did not come about."""
    with _told(record.place.parent):
        _delete(record.place)


def _delete(place: Path) -> None:
    gone = _rename(place, ".gone")
    shutil.rmtree(gone, ignore_errors=True)


def sweep() -> bool:
    """Deletes what was being written down, or deleted, when citekit was stopped. Was there anything written down?"""
    stopped = False
    for _, ending, place in _places():
        if ending in (".part", ".undo", ".gone"):
            stopped = stopped or ending == ".part"
            shutil.rmtree(place, ignore_errors=True)
    return stopped


def prune() -> None:
    """Deletes the oldest changes until the journal is within its bounds."""
    size = 0
    for kept, (_, ending, place) in enumerate(reversed(_places()), start=1):
        with contextlib.suppress(OSError):
            size += sum(file.stat().st_size for file in place.iterdir())
        if kept > 1 and ending == "" and (kept > MOST_RECORDS or size > MOST_BYTES):
            with contextlib.suppress(OSError):
                _delete(place)
