"""Changing several files together, or none; and taking that back.

Whoever wants to change files works out a list of `Change`s and hands it to `carry_out`: it looks whether the files
still hold what was read, writes the old bytes into the journal, and only then replaces the files one by one. Wherever
it is stopped, by a full disk, Ctrl-C or a power cut, each file holds its old bytes or its new ones, and `undo` gives
back the old ones of all.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from citekit.diagnostic import CitekitError, UsageError, WriteError
from citekit.edits import atomic, journal
from citekit.edits.difference import unified
from citekit.edits.journal import Change, Record

__all__ = ["Change", "Changed", "Record", "carry_out", "diff", "find", "last", "records", "reverse", "undo", "undone"]


class Changed(WriteError):
    """A file does not hold what it should. `difference` shows what it has become since."""

    def __init__(self, message: str, difference: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)
        self.difference = difference


def diff(changes: Iterable[Change]) -> str:
    """What changes do, as `diff -u` prints it; empty when they do nothing."""
    return "".join(unified(change.path.as_posix(), change.before, change.after) for change in changes)


def carry_out(changes: Iterable[Change], command: str) -> int | None:
    """Makes all changes, or none; `command` is what the person typed. Gives the number to undo it by.

    None when there is nothing to change. Raises Changed when a file no longer holds `before`, WriteError when one
    cannot be written; all files are then as they were.
    """
    wanted = [change for change in changes if change.before != change.after]
    if not wanted:
        return None
    with journal.locked():
        journal.sweep()
        _settle_others(wanted)
        _compare(wanted)
        return _carry_out(wanted, command, None)


def _carry_out(changes: Sequence[Change], command: str, undoes: int | None) -> int:
    """Under the lock, with files that are as they should be."""
    real = [Change(_real(change.path), change.before, change.after) for change in changes]
    if len({change.path for change in real}) < len(real):
        raise ValueError("a file is changed twice at once")
    record = journal.begin(real, command, undoes)
    done: list[Change] = []
    try:
        for change in real:
            done.append(change)
            _replace(change)
    except BaseException:
        # Ctrl-C as well. When that fails too, the journal stays open and says what is to be done.
        if _roll_back(done):
            journal.drop(record)
        raise
    journal.finish(record)
    journal.prune()
    return record.number


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()


def _replace(change: Change) -> None:
    if not _is_held(change.path, change.before):
        raise WriteError(f"{change.path} was changed by another program just now", hint="try again")
    if change.after is None:
        atomic.remove(change.path)
    else:
        atomic.write(change.path, change.after)


def _roll_back(done: Sequence[Change]) -> bool:
    """Puts the old bytes back where the new ones stand. Has every file its old bytes?"""
    back = True
    for change in reversed(done):
        with contextlib.suppress(CitekitError):
            if _is_held(change.path, change.after):
                _replace(Change(change.path, change.after, change.before))
                continue
        back = back and _is_old(change)
    return back


def _is_old(change: Change) -> bool:
    with contextlib.suppress(CitekitError):
        return _is_held(change.path, change.before)
    return False


def _held(path: Path) -> bytes | None:
    """What a file holds now; None when it is not there."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _unread(path, error) from error


def _is_held(path: Path, data: bytes | None) -> bool:
    """Does a file hold just these bytes now; for None, is it not there?"""
    try:
        return atomic.holds(path, data) if data is not None else not path.exists()
    except FileNotFoundError:
        return data is None
    except (OSError, ValueError) as error:
        raise _unread(path, error) from error


def _unread(path: Path, error: Exception) -> WriteError:
    reason = getattr(error, "strerror", None) or str(error)
    return WriteError(f"cannot write {path}: {reason}", hint="name another file")


def _compare(changes: Sequence[Change]) -> None:
    """Raises Changed when a file does not hold what was read of it."""
    unlike = [change for change in changes if not _is_held(change.path, change.before)]
    if unlike:
        other = [Change(change.path, change.before, _held(change.path)) for change in unlike]
        hint = "nothing was written; look at the difference above, then run the command again"
        raise Changed(f"{_names(other)} changed while citekit was at work", diff(other), hint=hint)


def _names(changes: Sequence[Change]) -> str:
    return " and ".join(change.path.as_posix() for change in changes)


# ------------------------------------------------------------------------------------------ what was stopped


def _settle_others(changes: Sequence[Change]) -> None:
    """Looks after changes to the same files that were stopped. Raises WriteError when one was stopped half-way."""
    paths = {_real(change.path) for change in changes}
    for record in journal.records():
        if record.interrupted and paths.intersection(record.files):
            _settle(record)


def _settle(record: Record) -> None:
    _clear(record)
    steps = journal.changes_of(record)
    held = [_held(step.path) for step in steps]
    old = [now == step.before for now, step in zip(held, steps, strict=True)]
    if all(old):
        journal.drop(record)
    elif not any(old):
        journal.finish(record)
    else:
        hint = f"citekit undo {record.number} takes it back; then try again"
        raise WriteError(f"an earlier change was stopped half-way: {record.command}", hint=hint)


def _clear(record: Record) -> None:
    if record.interrupted:
        for path in record.files:
            atomic.clear_parts(path)


# ------------------------------------------------------------------------------------------------------ undo


def records() -> list[Record]:
    """The changes in the journal, oldest first."""
    return journal.records()


def undone(found: Sequence[Record]) -> frozenset[int]:
    """The numbers of the changes that were taken back, and not brought back since."""
    taken: set[int] = set()
    for record in sorted(found, key=lambda one: one.number, reverse=True):
        # An undo that was stopped half-way has yet to be done.
        if record.undoes is not None and not record.interrupted and record.number not in taken:
            taken.add(record.undoes)
    return frozenset(taken)


def last(here: Path) -> Record | None:
    """The last change that was made in a folder or to files in it, and not taken back; None when there is none."""
    found = records()
    taken = undone(found)
    open_ones = (one for one in reversed(found) if one.undoes is None and one.number not in taken)
    return next(iter(of_folder(open_ones, here)), None)


def of_folder(found: Iterable[Record], here: Path) -> Iterator[Record]:
    """Those of some changes that were made in a folder, or to files in it."""
    place = _real(here)
    return (one for one in found if any(path.is_relative_to(place) for path in (one.folder, *one.files)))


def find(number: int) -> Record:
    """The change with a number. Raises UsageError when there is none, or when it was taken back already."""
    found = records()
    for record in found:
        if record.number == number:
            if number in undone(found):
                hint = "citekit undo --list shows what was undone by what"
                raise UsageError(f"change {number} is undone already", hint=hint)
            return record
    raise UsageError(f"there is no change {number}", hint="citekit undo --list shows those that can be undone")


def reverse(record: Record) -> list[Change]:
    """The changes that give the files of a change their old bytes. Raises Changed when one has been changed since."""
    steps = journal.changes_of(record)
    now = [(step, _held(step.path)) for step in steps]
    other = [Change(near(step.path), step.after, held) for step, held in now if held not in (step.before, step.after)]
    if other:
        hint = f"nothing was undone; what the file held before is in {record.place}"
        raise Changed(f"{_names(other)} was changed since", diff(other), hint=hint)
    return [Change(near(step.path), held, step.before) for step, held in now if held != step.before]


def near(path: Path) -> Path:
    """A path as it counts from this folder when it lies in it, else as it is."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def undo(record: Record) -> list[Change]:
    """Gives all files of a change the very bytes they had before, and tells which ones were given back.

    It is a change itself: `undo` of its own record brings back what it took. Raises as `reverse` and `carry_out` do.
    """
    with journal.locked():
        _clear(record)
        steps = reverse(record)
        if not steps and record.interrupted:
            journal.drop(record)
        else:
            _carry_out(steps, f"citekit undo {record.number}", record.number)
            journal.finish(record)
        for other in journal.records():
            if other.interrupted and other.undoes == record.number:
                _clear(other)
                journal.drop(other)
    return steps


def stopped_early() -> bool:
    """Clears away a change that was stopped before it had changed anything. Was there one?"""
    with journal.locked():
        return journal.sweep()
