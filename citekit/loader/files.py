"""Reading the bytes of a file that somebody named, without ever hanging or failing on it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from citekit.diagnostic import Diagnostic, Problem, Severity, problem
from citekit.messages import say
from citekit.source import STANDARD, Span, nowhere

LARGEST = 256 * 1024 * 1024
"""Bytes. A text of this size holds some forty million words: a larger file is something else."""

_LOOKED_THROUGH = 2000
"""Names in a folder among which a misspelt one is looked for."""
_GUESSED = 20
"""Missing files for which that is done: guessing takes time, and whoever lacks more needs another remedy."""

MISSING = problem(
    "FIL001",
    "missing-file",
    Severity.ERROR,
    """
    There is no file of this name.

    ## Why it matters
    What depends on it cannot be checked or printed.

    ## What to do
    Look at the spelling, and at the folder that the name counts from: the folder of citekit.toml for what is named
    there, the folder of the claims file for its documents, else the folder you are in.
    """,
)
UNREADABLE = problem(
    "FIL002",
    "unreadable-file",
    Severity.ERROR,
    """
    The file is there but cannot be read as text: it is a folder or a device, you may not read it, or it is too large.

    ## Why it matters
    What depends on it cannot be checked or printed.

    ## What to do
    Name a file of text, or a document whose ending says what it is: .docx, .odt, .pdf.
    """,
)
UNKNOWN_KIND = problem(
    "FIL006",
    "unknown-kind",
    Severity.INFORMATION,
    """
    The name of the file does not tell what it is, so it was read as plain text.

    ## Why it matters
    Citations by key, as in Markdown and LaTeX, are not looked for in plain text.

    ## What to do
    Give it the ending that its content calls for: `.md`, `.tex`, `.txt`, `.bib`, `.toml`.
    """,
)
OUTSIDE = problem(
    "FIL008",
    "include-outside",
    Severity.ERROR,
    """
    A document takes in a file that lies outside the project and outside its own folder.

    ## Why it matters
    A document that somebody else sent must not lead citekit through your files. What the file cites was not checked. If
    it is meant, name it on the command line or among the documents of citekit.toml.

    ## Example
    ~~~skripsi.tex
    \\input{../../catatan/pendahuluan}
    ~~~

    ## Use instead
    ~~~skripsi.tex
    \\input{bab/pendahuluan}
    ~~~
    ~~~bab/pendahuluan.tex
    Negara bekerja sama karena berkepentingan.
    ~~~
    """,
)

PROBLEMS: tuple[Problem, ...] = (MISSING, UNREADABLE, UNKNOWN_KIND, OUTSIDE)

_LOOK = say("look at its spelling and its folder")
_SAVE = say("this command reads no standard input: save that to a file, and name the file")

# How files begin that are no text, whatever their name says.
_NO_TEXT = (
    (b"%PDF-", say("a PDF")),
    (b"PK\x03\x04", say("a Word, OpenDocument or other packed file")),
    (b"\xd0\xcf\x11\xe0", say("an old Word or other Office file")),
    (b"\x1f\x8b", say("a compressed file")),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A file that somebody named."""

    shown: str
    """Its path as it is shown."""
    asked: Span | None = None
    """Where it is named, when that is in a file."""

    @property
    def place(self) -> Span:
        """Where to say that it cannot be read."""
        return self.asked or nowhere(self.shown)

    def fails(self, kind: Problem, message: str, hint: str) -> Diagnostic:
        """A finding that it cannot be read."""
        return kind.at(self.place, message, hint=hint, unreadable=True)


Identity = tuple[int, int]


@dataclass(slots=True)
class Shelf:
    """The files read so far: each once, however often and by whatever path it is named."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    shown: dict[Identity, str] = field(default_factory=dict)
    """The path under which each file was first named."""
    unread: set[str] = field(default_factory=set)

    def take(self, named: Named, packed: bool = False) -> bytes | None:
        """The bytes of a file; None when it was taken before or cannot be read, which is then noted.

        One that is `packed` need be no text.
        """
        identity = self.identity(named.shown)
        if identity in self.shown or named.shown in self.unread:
            return None
        data = read(named, guess=len(self.unread) < _GUESSED, packed=packed)
        if isinstance(data, Diagnostic):
            self.diagnostics.append(data)
            self.unread.add(named.shown)
            return None
        if identity:
            self.shown[identity] = named.shown
        return data

    def first_name(self, shown: str) -> str:
        """The path under which the same file was first named."""
        identity = self.identity(shown)
        return self.shown.get(identity, shown) if identity else shown

    @staticmethod
    def identity(shown: str) -> Identity | None:
        """What two names of one file have in common; None when there is no such file."""
        try:
            status = Path(shown).stat()
        except (OSError, ValueError):
            return None
        return status.st_dev, status.st_ino


def read(named: Named, *, guess: bool = True, packed: bool = False) -> bytes | Diagnostic:
    """The bytes of a file, or why it cannot be read; with `guess`, what a missing one may be called.

    One that is `packed` need be no text.
    """
    path = Path(named.shown)
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            return _no_file(named, kind)
        return _contents(named, path, packed)
    except FileNotFoundError:
        hint = _SAVE if named.shown == STANDARD else _instead(path) if guess else _LOOK
        return named.fails(MISSING, say("there is no file {shown}", shown=named.shown), hint)
    except NotADirectoryError:
        return named.fails(
            MISSING,
            say("there is no file {shown}", shown=named.shown),
            say("a part of its path is a file, not a folder"),
        )
    except PermissionError:
        return named.fails(
            UNREADABLE, say("{shown} may not be read by you", shown=named.shown), say("ask its owner, or copy it")
        )
    except (OSError, ValueError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        return named.fails(
            UNREADABLE,
            say("{shown} cannot be read: {reason}", shown=named.shown, reason=reason),
            say("look at its name and its disk"),
        )


def _no_file(named: Named, kind: int) -> Diagnostic:
    # Opening a pipe or a device may wait for ever, so they are refused by their kind, unopened.
    if stat.S_ISDIR(kind):
        return named.fails(UNREADABLE, say("{shown} is a folder", shown=named.shown), say("name a file in it"))
    return named.fails(
        UNREADABLE,
        say("{shown} is a device or a pipe", shown=named.shown),
        say("save what it gives to a file and name that"),
    )


def _contents(named: Named, path: Path, packed: bool) -> bytes | Diagnostic:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        message = say("{shown} is larger than {size} MiB", shown=named.shown, size=LARGEST // 1024**2)
        return named.fails(UNREADABLE, message, say("divide it into smaller files"))
    for beginning, what in () if packed else _NO_TEXT:
        if data.startswith(beginning):
            message = say("{shown} is {what}, not a text", shown=named.shown, what=what)
            return named.fails(UNREADABLE, message, say("give it the ending of what it is, or save it as plain text"))
    return data


def _instead(path: Path) -> str:
    """What to do about a missing file: the name most like it, if its folder has one."""
    try:
        with os.scandir(path.parent) as listing:
            names = [entry.name for entry in islice(listing, _LOOKED_THROUGH)]
    except (OSError, ValueError):
        return say("there is no folder {path} either", path=path.parent.as_posix())
    near = get_close_matches(path.name[:255], names, n=1, cutoff=0.7)
    return say("did you mean {path}?", path=(path.parent / near[0]).as_posix()) if near else _LOOK


def show(root: Path, name: str | os.PathLike[str]) -> str:
    """How a path that counts from a folder is shown: joined to it, with forward slashes."""
    return (root / name).as_posix()


def real(path: Path) -> Path:
    """A path with its links followed, as far as they lead anywhere."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path.absolute()
