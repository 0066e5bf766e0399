"""Changing several files together or not at all, and taking it back."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir
from difflib import unified_diff
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.diagnostic import ReadError, UsageError, WriteError
from citekit.edits import atomic, journal
from citekit.edits.changes import Change, Changed, carry_out, diff, find, last, records, reverse, undo, undone
from citekit.edits.difference import hunks, unified

OLD = {"a.bib": b"@a{k, x = 1}\n", "b.toml": b"key = 'k'\r\n", "c.md": None}
NEW = {"a.bib": b"@a{l, x = 1}\n", "b.toml": b"key = 'l'\r\n", "c.md": b"new\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with the old files, in which we are."""
    for name, data in OLD.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
    with chdir(tmp_path):
        yield tmp_path


def held(folder: Path) -> dict[str, bytes | None]:
    return {name: (folder / name).read_bytes() if (folder / name).exists() else None for name in OLD}


def wanted(folder: Path) -> list[Change]:
    return [Change(folder / name, OLD[name], NEW[name]) for name in OLD]


def test_several_files_change_and_change_back(folder: Path) -> None:
    """A changed, a Windows and a new file; `undo` gives all of them the very bytes they had, and no more files."""
    number = carry_out(wanted(folder), "citekit test")
    assert held(folder) == NEW
    record = last(folder)
    assert record is not None
    assert (record.number, record.command, record.interrupted) == (number, "citekit test", False)

    assert [step.path.name for step in undo(record)] == list(OLD)
    assert held(folder) == OLD
    assert sorted(path.name for path in folder.iterdir()) == ["a.bib", "b.toml"]
    assert last(folder) is None


def test_an_undo_can_be_undone(folder: Path) -> None:
    """By its own number; the change then counts as done again, and the plain `undo` means it once more."""
    first = carry_out(wanted(folder), "citekit test")
    assert first is not None
    undo(find(first))
    with pytest.raises(UsageError, match="change 1 is undone already"):
        find(first)
    undo(find(2))
    assert held(folder) == NEW
    assert undone(records()) == {2}
    again = last(folder)
    assert again is not None
    assert again.number == first
    undo(again)
    assert held(folder) == OLD


def test_undo_goes_back_step_by_step(folder: Path) -> None:
    """Given again and again, it takes back the change before."""
    path = folder / "a.bib"
    texts = [path.read_bytes(), b"1\n", b"2\n", b"3\n"]
    for old, new in pairwise(texts):
        carry_out([Change(path, old, new)], f"to {new!r}")
    for text in reversed(texts[:-1]):
        record = last(folder)
        assert record is not None
        undo(record)
        assert path.read_bytes() == text
    assert last(folder) is None


def test_undo_means_the_changes_of_this_folder(folder: Path) -> None:
    """One made elsewhere, to files elsewhere, is not touched, but can be named by its number."""
    for name in ("one", "two"):
        (folder / name).mkdir()
        with chdir(folder / name):
            carry_out([Change(folder / name / "a.bib", None, b"x")], name)
    found = last(folder / "one")
    assert found is not None
    assert found.command == "one"
    assert find(2).command == "two"


def test_nothing_to_change_is_not_written_down(folder: Path) -> None:
    """A change from some bytes to the same bytes leaves no trace."""
    assert carry_out([Change(folder / "a.bib", OLD["a.bib"], OLD["a.bib"])], "nothing") is None
    assert records() == []


def test_a_file_that_changed_underneath_is_left_alone(folder: Path) -> None:
    """Nothing at all is written, and what the file has become is shown."""
    (folder / "b.toml").write_bytes(b"key = 'mine'\r\n")
    with pytest.raises(Changed, match=r"b\.toml changed while citekit was at work") as caught:
        carry_out(wanted(folder), "citekit test")
    assert "-key = 'k'\r\n+key = 'mine'\r\n" in caught.value.difference
    assert (folder / "a.bib").read_bytes() == OLD["a.bib"]
    assert records() == []


def test_a_file_that_changed_since_is_not_undone(folder: Path) -> None:
    """`undo` gives back all files or none, shows what the file has become, and works once it is as it was."""
    number = carry_out(wanted(folder), "citekit test")
    assert number is not None
    (folder / "a.bib").write_bytes(b"@a{mine, x = 1}\n")
    with pytest.raises(Changed, match=r"a\.bib was changed since") as caught:
        undo(find(number))
    assert "-@a{l, x = 1}\n+@a{mine, x = 1}\n" in caught.value.difference
    assert (folder / "b.toml").read_bytes() == NEW["b.toml"]
    (folder / "a.bib").write_bytes(NEW["a.bib"] or b"")
    undo(find(number))
    assert held(folder) == OLD


def test_what_fails_half_way_is_put_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full at the third of three files: the first two get their old bytes again, the journal is empty."""
    written = atomic.write

    def full(path: Path, data: bytes) -> bool:
        if path.name == "c.md":
            raise WriteError("cannot write c.md: No space left on device")
        return written(path, data)

    monkeypatch.setattr(atomic, "write", full)
    with pytest.raises(WriteError, match="No space left"):
        carry_out(wanted(folder), "citekit test")
    assert held(folder) == OLD
    assert records() == []


def test_what_cannot_be_put_back_stays_in_the_journal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full for good: `undo` gives back the old bytes later, and until then these files are not written."""
    written = atomic.write
    count = 0

    def full(path: Path, data: bytes) -> bool:
        nonlocal count
        count += 1
        if count > 1:
            raise WriteError("cannot write: No space left on device")
        return written(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "write", full)
        with pytest.raises(WriteError):
            carry_out(wanted(folder), "citekit test")
    assert held(folder) == {**OLD, "a.bib": NEW["a.bib"]}
    record = last(folder)
    assert record is not None
    assert record.interrupted
    undo(record)
    assert held(folder) == OLD


def test_a_change_that_was_stopped_half_way(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other changes to its files are refused until it is undone; changes to other files are not."""
    with journal.locked():
        begun = journal.begin(wanted(folder), "citekit test")
    (folder / "a.bib").write_bytes(NEW["a.bib"] or b"")
    with pytest.raises(WriteError, match="an earlier change was stopped half-way: citekit test") as caught:
        carry_out([Change(folder / "a.bib", NEW["a.bib"], b"more")], "another")
    assert caught.value.hint == f"citekit undo {begun.number} takes it back; then try again"
    carry_out([Change(folder / "d.md", None, b"d")], "elsewhere")
    assert [step.path.name for step in undo(find(begun.number))] == ["a.bib"]
    assert held(folder) == OLD
    carry_out(wanted(folder), "again")
    assert held(folder) == NEW


@pytest.mark.parametrize("done", [0, 3])
def test_a_change_that_was_stopped_at_its_ends(folder: Path, done: int) -> None:
    """Before the first file it is forgotten, after the last it is done, whichever comes next."""
    with journal.locked():
        journal.begin(wanted(folder), "citekit test")
    for name in list(OLD)[:done]:
        (folder / name).write_bytes(NEW[name] or b"")
    carry_out([Change(folder / "a.bib", (NEW if done else OLD)["a.bib"], b"more")], "next")
    assert [(record.command, record.interrupted) for record in records()] == [("citekit test", False)] * bool(done) + [
        ("next", False)
    ]


def test_an_undo_that_was_stopped_half_way(folder: Path) -> None:
    """The next `undo` ends it."""
    number = carry_out(wanted(folder), "citekit test")
    assert number is not None
    with journal.locked():
        journal.begin(reverse(find(number)), "citekit undo 1", number)
    (folder / "a.bib").write_bytes(OLD["a.bib"] or b"")
    record = last(folder)
    assert record is not None
    assert record.number == number
    undo(record)
    assert held(folder) == OLD
    assert last(folder) is None
    assert not any(record.interrupted for record in records())


def test_the_journal_has_bounds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest changes go when there are too many or they are too large; the newest stays whatever its size."""
    monkeypatch.setattr(journal, "MOST_RECORDS", 3)
    path = folder / "a.bib"
    for number in range(6):
        carry_out([Change(path, path.read_bytes(), b"%d" % number)], str(number))
    assert [record.command for record in records()] == ["3", "4", "5"]
    monkeypatch.setattr(journal, "MOST_BYTES", 10)
    carry_out([Change(path, path.read_bytes(), b"x" * 1000)], "large")
    assert [record.command for record in records()] == ["large"]


def test_the_journal_is_private_and_outside_the_project(folder: Path) -> None:
    """Nobody else may read the old bytes, and nothing is left in the person's folder."""
    carry_out(wanted(folder), "citekit test")
    record = records()[0]
    assert journal.folder().is_relative_to(os.environ["CITEKIT_STATE"])
    assert record.place.stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in record.place.iterdir())
    assert (record.place / "0.before").read_bytes() == OLD["a.bib"]


def test_a_damaged_journal_gives_back_nothing_wrong(folder: Path) -> None:
    """Bytes that are not those that were written down are never put into a file."""
    number = carry_out(wanted(folder), "citekit test")
    assert number is not None
    record = find(number)
    (record.place / "0.before").write_bytes(b"damaged")
    with pytest.raises(ReadError, match=r"the journal of change 1 in .* is damaged"):
        undo(record)
    assert held(folder) == NEW
    (record.place / "change.json").write_bytes(b"{")
    assert records() == []
    assert carry_out([Change(folder / "a.bib", NEW["a.bib"], b"y")], "next") == 2


def test_without_a_journal_nothing_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When its folder cannot be made, the command ends with what to do about it."""
    monkeypatch.setenv("CITEKIT_STATE", "/dev/null/x")
    with pytest.raises(WriteError, match=r"cannot keep the journal of changes in /dev/null/x/journal: Not a directory"):
        carry_out(wanted(folder), "citekit test")
    assert held(folder) == OLD


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"XDG_STATE_HOME": "/s"}, "/s/citekit/journal"),
        ("linux", {"XDG_STATE_HOME": "relative", "HOME": "/h"}, "/h/.local/state/citekit/journal"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/citekit/journal"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/citekit/journal"),
    ],
)
def test_where_the_journal_is(
    platform: str, variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where each system keeps such things (XDG base directories, Apple's and Microsoft's guidelines)."""
    for name in ("CITEKIT_STATE", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert journal.folder().as_posix() == expected


def test_one_citekit_waits_for_another(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process holds the journal nothing is written; when it takes too long that is said."""
    with journal.locked():
        program = (
            "import sys; from pathlib import Path; from citekit.edits import atomic\n"
            "try:\n"
            "    with atomic.locked(Path(sys.argv[1]), 0.2): pass\n"
            "except TimeoutError: sys.exit(7)\n"
        )
        done = subprocess.run([sys.executable, "-c", program, str(journal.folder() / "lock")], check=False)
        assert done.returncode == 7
    done = subprocess.run([sys.executable, "-c", program, str(journal.folder() / "lock")], check=False)
    assert done.returncode == 0


def test_the_same_file_twice_is_a_fault_of_ours(folder: Path) -> None:
    """Also by way of a link; nothing is written."""
    (folder / "link.bib").symlink_to("a.bib")
    twice = [Change(folder / name, OLD["a.bib"], name.encode()) for name in ("a.bib", "link.bib")]
    with pytest.raises(ValueError, match="twice"):
        carry_out(twice, "twice")
    assert held(folder) == OLD


# --------------------------------------------------------------------------------------------- differences

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n"]), max_size=12)


@given(LINES, LINES)
def test_a_difference_makes_one_text_of_the_other(old: list[str], new: list[str]) -> None:
    """Putting the new lines of each hunk in place of its old ones gives the new text; hunks are in order and apart."""
    made: list[str] = []
    done = 0
    for hunk in hunks(old, new):
        assert done <= hunk.old_start <= hunk.old_end
        assert hunk.old_start < hunk.old_end or hunk.new_start < hunk.new_end
        made += old[done : hunk.old_start]
        made += new[hunk.new_start : hunk.new_end]
        done = hunk.old_end
    assert made + old[done:] == new


@given(LINES, LINES, st.booleans())
def test_patch_understands_a_difference(old: list[str], new: list[str], cut: bool) -> None:
    """Lines removed, added and kept are as many as the headers say, and the texts come out whole."""
    before, after = "".join(old), "".join(new)
    before = before.rstrip("\n") if cut else before
    shown = diff([Change(Path("a"), before.encode(), after.encode())])
    if before == after:
        assert shown == ""
        return
    head, *parts = re.split(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n", shown, flags=re.M)
    assert head == "--- a\n+++ a\n"
    for index in range(0, len(parts), 5):
        removed, added = (int(parts[index + at] or 1) for at in (1, 3))
        lines = [line for line in parts[index + 4].splitlines() if not line.startswith("\\")]
        assert sum(line[0] in " -" for line in lines) == removed
        assert sum(line[0] in " +" for line in lines) == added


def test_a_difference_is_that_of_python_on_a_plain_case() -> None:
    """One line changed among many: the same text as difflib gives, headers apart."""
    old = [f"line {number}\n" for number in range(30)]
    new = [*old[:12], "changed\n", *old[13:25], *old[26:]]
    expected = "".join(unified_diff(old, new, "a", "a"))
    assert diff([Change(Path("a"), "".join(old).encode(), "".join(new).encode())]) == expected


def test_a_difference_of_large_texts_takes_linear_time() -> None:
    """Every second line of 200,000 changed, and 50,000 like lines turned round: seconds, not hours."""
    old = [f"line {number}\n" if number % 2 else "same\n" for number in range(200_000)]
    new = [f"line {number}\n" if number % 2 else f"other {number}\n" for number in range(200_000)]
    start = time.process_time()
    assert sum(1 for _ in hunks(old, new)) == 100_000
    assert list(hunks(["a\n", "b\n"] * 25_000, ["b\n", "a\n"] * 25_000))
    assert time.process_time() - start < 20


def test_other_bytes_of_the_same_text_are_shown() -> None:
    """A byte order mark that goes changes no line, but is not passed over."""
    shown = diff([Change(Path("a"), b"\xef\xbb\xbfx\n", b"x\n")])
    assert shown == "--- a\n+++ a\n@@ the same text, in other bytes @@\n"


# ------------------------------------------------------------------------------------- killed at any moment

BIB = "@book{holsti1995,\n  title = {International Politics},\n  year = 1995\n}\n@inbook{a, crossref = {holsti1995}}\n"
CLAIMS = 'document = "article.md"\n[[claim]]\nid = "a"\nexact = "x"\n[[claim.source]]\nkey = "holsti1995"\n'
CONFIG = 'library = ["references.bib"]\ndocuments = ["article.md"]\nclaims = ["claims.toml"]\n'
FILES = {"references.bib": BIB, "claims.toml": CLAIMS, "citekit.toml": CONFIG, "article.md": "x\n"}
CALLS = "write,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat,rmdir,chmod,fchmod,chown,fchown"
EDIT = ("edit", "holsti1995", "--key", "holsti1996", "note=second printing")


@pytest.fixture(scope="module")
def strace(need: Callable[[str], str]) -> str:
    """The program that kills another at a system call; on systems that allow it."""
    program = need("strace")
    done = subprocess.run([program, "-o", "/dev/null", "true"], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this system lets no process be traced")
    return program


def citekit(
    folder: Path, state: Path, words: Sequence[str], before: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-B", "-m", "citekit", *words],
        cwd=folder,
        env={**os.environ, "CITEKIT_STATE": str(state), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def project(folder: Path) -> None:
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text)


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def traced(folder: Path, state: Path, strace: str, *options: str) -> subprocess.CompletedProcess[str]:
    """The edit, with its writing system calls traced."""
    project(folder)
    return citekit(folder, state, EDIT, (strace, "-f", *options))


def test_killed_at_any_system_call(tmp_path: Path, strace: str) -> None:
    """The real process is killed by the kernel at each of its writing system calls in turn: each file holds all of
    its old bytes or all of its new ones, `undo` gives back the old ones of all, and the edit can be made again."""
    whole, log = tmp_path / "whole", tmp_path / "log"
    done = traced(whole, tmp_path / "state", strace, "-o", str(log), "-e", f"trace={CALLS}")
    assert done.returncode == 0, done.stderr
    old, new = {name: text.encode() for name, text in FILES.items()}, contents(whole)
    assert [name for name in FILES if new[name] != old[name]] == ["references.bib", "claims.toml"]
    calls = re.findall(r"^\d+ +(\w+)\(", log.read_text(), flags=re.M)
    assert len(calls) > 20

    def kill(number: int) -> bool:
        """Kills the process at a call, and tells whether that left some files old and some new."""
        folder, state, name = tmp_path / f"f{number}", tmp_path / f"s{number}", calls[number]
        which = calls[: number + 1].count(name)
        done = traced(folder, state, strace, "-o", "/dev/null", "-e", f"inject={name}:signal=KILL:when={which}")
        assert done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL), done.stderr
        now = contents(folder)
        assert all(now[name] in (old[name], new[name]) for name in FILES), name
        back = citekit(folder, state, ["undo"])
        assert back.returncode == 0, back.stderr
        assert contents(folder) == old, back.stderr
        assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
        if number % 4 == 0:
            again = citekit(folder, state, EDIT)
            assert again.returncode == 0, again.stderr
            assert contents(folder) == new
        return now not in (old, new)

    with ThreadPoolExecutor(4) as pool:
        assert any(pool.map(kill, range(len(calls))))


def test_of_a_line_without_end_what_changed_is_shown() -> None:
    """A change within a line of half a million characters is shown with what stands about it, as is one at its ends."""
    line = b"word " * 100_000
    for at in (0, 250_000, len(line)):
        old, new = line[:at] + b"old" + line[at:] + b"\n", line[:at] + b"newer" + line[at:] + b"\n"
        shown = unified("a.bib", b"@comment\n" + old, b"@comment\n" + new)

        removed, added = shown.splitlines()[4:6]
        assert (removed[0], added[0]) == ("-", "+")
        assert "old" in removed
        assert "newer" in added
        assert len(shown) < 2000
