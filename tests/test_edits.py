"""Writing a person's files: whole or not at all, and no byte but those that were asked for."""

from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.diagnostic import WriteError
from citekit.edits import atomic
from citekit.edits.quoting import comment, quoted
from citekit.splices import Splice, apply


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written(tmp_path: Path) -> None:
    """It holds the bytes, has the permissions that a new file gets, and nothing else is left in the folder."""
    plain = tmp_path / "plain"
    plain.write_bytes(b"x")
    assert atomic.write(tmp_path / "new.md", b"text\r\n") is True
    assert (tmp_path / "new.md").read_bytes() == b"text\r\n"
    assert (tmp_path / "new.md").stat().st_mode == plain.stat().st_mode
    assert names(tmp_path) == ["new.md", "plain"]


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    """The file is left alone, its time of change included."""
    path = tmp_path / "a.md"
    path.write_bytes(b"text")
    os.utime(path, (1, 1))
    assert atomic.write(path, b"text") is False
    assert path.stat().st_mtime == 1


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_permissions_stay(tmp_path: Path, mode: int) -> None:
    """A private file stays private, one that can be run stays so."""
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(mode)
    atomic.write(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file that the link leads to is written, also when it lies in another folder or is not there yet."""
    (tmp_path / "real").mkdir()
    for name in ("old.md", "new.md"):
        (tmp_path / name).symlink_to(Path("real", name))
    (tmp_path / "real" / "old.md").write_bytes(b"old")
    for name in ("old.md", "new.md"):
        assert atomic.write(tmp_path / name, b"text")
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / "real" / name).read_bytes() == b"text"
    assert names(tmp_path / "real") == ["new.md", "old.md"]


def test_folders_are_made_when_asked(tmp_path: Path) -> None:
    """With `parents` the folders of an output are made; without, their lack is an error."""
    with pytest.raises(WriteError, match="No such file or directory"):
        atomic.write(tmp_path / "build" / "a.md", b"x")
    assert atomic.write(tmp_path / "build" / "deep" / "a.md", b"x", parents=True)


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Whichever step the disk is full at: a clear error with what to do, the old bytes, and no half-written file."""
    path = tmp_path / "claims.toml"
    path.write_bytes(b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if step == "replace":
        monkeypatch.setattr(Path, "replace", full)
    elif step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        opened = os.open

        class Full:
            """A file on a full disk."""

            def __init__(self, path: Path, mode: str, opener: object) -> None:
                os.close(opened(path, os.O_CREAT | os.O_WRONLY))

            def __enter__(self) -> Full:
                return self

            def __exit__(self, *_: object) -> None:
                return None

            write = full

        monkeypatch.setattr("builtins.open", Full)
    with pytest.raises(WriteError) as caught:
        atomic.write(path, b"new bytes")
    monkeypatch.undo()
    assert caught.value.message == f"cannot write {path}: No space left on device"
    assert caught.value.hint == "make room on the disk, then try again; the old file is as it was"
    assert caught.value.status == 3
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["claims.toml"]


def test_a_limit_of_the_system_leaves_the_old_file(tmp_path: Path) -> None:
    """In a real process that may write 4 KiB, a longer file fails whole: the old one is intact and nothing is left."""
    path = tmp_path / "a.bib"
    path.write_bytes(b"old")
    program = (
        "import resource, signal, sys; from pathlib import Path; from citekit.edits import atomic\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "atomic.write(Path(sys.argv[1]), b'x' * 100_000)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False)
    assert "WriteError" in done.stderr
    assert "File too large" in done.stderr
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.bib"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 4096


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of writing goes through, with the old bytes in place."""
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        atomic.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.md"]


def test_what_cannot_be_written_is_said_with_its_reason(tmp_path: Path) -> None:
    """A file as a folder, a folder as a file, a pipe, a name that is too long, a loop of links: one line each."""
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    for name, reason in (
        ("file/a.md", "Not a directory"),
        ("folder", "Is a directory"),
        ("pipe", "Invalid argument"),
        ("n" * 300, "File name too long"),
        ("loop", "[Ss]ym"),
        ("nul\0", "null"),
    ):
        with pytest.raises(WriteError, match=reason) as caught:
            atomic.write(tmp_path / name, b"x", parents=True)
        assert caught.value.message.startswith(f"cannot write {tmp_path / name}: ")
        assert caught.value.hint
    assert names(tmp_path) == ["file", "folder", "loop", "pipe"]


def test_a_file_that_is_not_to_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read-only file in a folder that can be written stays; the system's answer is put in place of root's rights."""
    path = tmp_path / "a.bib"
    path.write_bytes(b"old")
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(WriteError, match="Permission denied"):
        atomic.write(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_folder_that_cannot_be_written_is_an_error() -> None:
    """The kernel's own folder refuses new files even to root."""
    folder = Path("/proc")
    if not folder.is_dir():
        pytest.skip("no /proc on this system")
    with pytest.raises(WriteError, match=r"cannot write /proc/citekit\.md: "):
        atomic.write(folder / "citekit.md", b"x")


# ------------------------------------------------------------------------------------------------- splices


def pieces(data: bytes, cuts: list[int]) -> Iterator[tuple[int, int]]:
    edges = sorted(min(cut, len(data)) for cut in cuts)
    yield from zip(edges[::2], edges[1::2], strict=False)


@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=8), st.binary(max_size=4))
def test_all_other_bytes_stay(data: bytes, cuts: list[int], new: bytes) -> None:
    """Made from the last splice to the first by plain slicing, the result is the same."""
    splices = [Splice(start, end, new) for start, end in pieces(data, cuts)]
    expected = data
    for splice in sorted(splices, key=lambda one: (one.start, one.end), reverse=True):
        expected = expected[: splice.start] + splice.new + expected[splice.end :]
    assert apply(data, splices) == expected


@pytest.mark.parametrize("splices", [[(0, 3), (2, 4)], [(0, 9)], [(3, 2)], [(-1, 2)]])
def test_impossible_splices_are_refused(splices: list[tuple[int, int]]) -> None:
    """Two that overlap, or one that lies outside, is a fault of ours and never applied."""
    with pytest.raises(ValueError, match="overlaps another or lies outside"):
        apply(b"12345", [Splice(start, end, b"") for start, end in splices])


# ------------------------------------------------------------------------------------------------- quoting


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_quoted_text_is_read_back(text: str) -> None:
    """`tomllib` reads every text as it was, on one line."""
    written = quoted(text)
    assert tomllib.loads(f"x = {written}") == {"x": text}
    assert len(written.splitlines()) == 1 or any(mark in text for mark in "\x85\u2028\u2029\x1c\x1d\x1e\x0b\x0c")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_comment_is_no_value(text: str) -> None:
    """`tomllib` reads a file of one comment as empty, whatever the comment says."""
    assert tomllib.loads(comment(text)) == {}
