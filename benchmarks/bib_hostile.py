"""Hostile .bib files: what each command takes of time and memory for each, in a process of its own.

    python benchmarks/bib_hostile.py [--size MB] [--cases NAMES] [--commands NAMES] [--patience SECONDS] [--quiet]

The cases are made into a temporary folder, each about as large as `--size`. One line a case: for each command its CPU
seconds, and its peak memory above what it takes for a small file, in times the size of the file. Marked with `!` is
what takes more than 10 s; more than three times the file; what prints a traceback, ends with a status that the manual
does not name for it, or is stopped since it took too long. Then the exit status is 1.

The floor: below 60 MB, three times 20 MB, the memory above that of a small file is not judged. That much the code and
tables take that only some files call for, and the thousands of findings that are told of each; a limit of three times
a small file would measure these and not the file. So memory is judged strictly with `--size 50`, the size that is
promised. Cases of nothing but tiny entries, which are well formed, are marked with `*` behind their size: what is kept
of an entry is larger than such an entry, so that they are over the limit of memory is counted apart, and shown with
`?`; it does not fail the run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

MB = 1_000_000
MOST_SECONDS = 10.0
MOST_TIMES = 3
LEAST = 20
"""MB that a file counts for at least: so much a third of what thousands of findings take."""
STATUSES = (0, 1, 2, 3)
"""Done, findings, wrong usage (no such key), no entry in the file. 5 is a fault of the program."""

FIRST = b"@article{k, author = {Holsti, Kalevi}, title = {A Framework}, year = 1995}\n"
LAST = b"\n@book{z, author = {Plano, Jack}, title = {A Dictionary}, year = 1979}\n"
PIECE = 1 << 16

Pieces = Iterator[bytes]


def repeated(unit: bytes, size: int) -> Pieces:
    """The unit again and again, `size` bytes of it, in pieces: what a parent holds counts as its child's memory."""
    block = unit * max(1, PIECE // len(unit))
    for _ in range(size // len(block)):
        yield block
    yield unit * (size % len(block) // len(unit))


def within(before: bytes, unit: bytes, size: int, after: bytes) -> Pieces:
    yield before
    yield from repeated(unit, size)
    yield after


def junk(unit: bytes) -> Callable[[int], Pieces]:
    """Between two good entries."""
    return lambda size: within(FIRST, unit, size, LAST)


def field(name: bytes, unit: bytes) -> Callable[[int], Pieces]:
    """In the value of a field."""
    return lambda size: within(b"@article{k, " + name + b" = {", unit, size, b"}}\n" + LAST)


def numbered(form: str) -> Callable[[int], Pieces]:
    """One line a number, 40,000 for each MB; `%d` is the number, `%(next)d` the one after it, the last's the first."""

    def made(size: int) -> Pieces:
        count = size // 25
        for start in range(0, count, 1000):
            yield "".join(
                form.format(n=n, next=(n + 1) % count, last=count - 1) for n in range(start, min(start + 1000, count))
            ).encode()

    return made


def framed(before: bytes, inner: Callable[[int], Pieces], after: bytes) -> Callable[[int], Pieces]:
    def made(size: int) -> Pieces:
        yield before
        yield from inner(size)
        yield after

    return made


def nested(before: bytes, after: bytes) -> Callable[[int], Pieces]:
    """Braces within braces, 20,000 levels for each MB."""

    def made(size: int) -> Pieces:
        levels = size // 50
        yield before
        yield b"{" * levels + b"x" + b"}" * levels
        yield after

    return made


def mixed(size: int) -> Pieces:
    """In each entry another encoding."""
    entry = "@book{{k{n}, author = {{Müller, Jörg}}, title = {{Größe}}, year = 1990}}\n"
    for n in range(size // 70):
        yield entry.format(n=n or "").encode(("utf-8", "latin-1", "cp1252")[n % 3])


def wide(size: int) -> Pieces:
    """UTF-16 without a mark."""
    entry = "@book{{k{n}, author = {{Müller, Jörg}}, title = {{Größe}}, year = 1990}}\n"
    for n in range(size // 140):
        yield entry.format(n=n or "").encode("utf-16-le")


class Case(NamedTuple):
    make: Callable[[int], Pieces]
    tiny: bool = False
    """Nothing but tiny entries: its memory has no limit."""


CASES: dict[str, Case] = {
    "at": Case(junk(b"@")),
    "open": Case(junk(b"{")),
    "close": Case(junk(b"}")),
    "quote": Case(junk(b'"')),
    "hash": Case(junk(b"#")),
    "nul": Case(junk(b"\0")),
    "percent": Case(junk(b"%")),
    "newline": Case(junk(b"\n")),
    "comma": Case(junk(b",")),
    "bytes-ff": Case(junk(b"\xff")),
    "at-word": Case(junk(b"@a ")),
    "hollow": Case(junk(b"@a{\n")),
    "hollow-line": Case(junk(b"@a{")),
    "hollow-closed": Case(junk(b"@a{}\n")),
    "hollow-key": Case(junk(b"@a{k,}\n")),
    "hollow-paren": Case(junk(b"@a(\n")),
    "broken": Case(junk(b"@a{k,t={\n")),
    "broken-quote": Case(junk(b'@a{k,t="\n')),
    "no-comma": Case(junk(b"@a{k t=1 u=2}\n")),
    "comment": Case(junk(b"@comment{")),
    "comment-lines": Case(junk(b"@comment{\n")),
    "comments-closed": Case(junk(b"@comment{}\n")),
    "comment-of-entries": Case(lambda size: within(FIRST + b"@comment{", b"@a{k,}\n", size, b"}" + LAST)),
    "commented": Case(junk(b"%@a{k,}\n")),
    "commented-open": Case(junk(b"%@a{k,\n")),
    "preamble": Case(junk(b"@preamble{\n")),
    "string-double": Case(junk(b"@string{a=a#a}\n")),
    "string-open": Case(junk(b"@string{a=\n")),
    "strings": Case(numbered("@string{{s{n} = {{x}}}}\n")),
    "undefined": Case(lambda size: within(b"@article{k, title = a", b" # a", size, b"}" + LAST)),
    "title": Case(field(b"title", b"word ")),
    "title-one-word": Case(field(b"title", b"x")),
    "title-tex": Case(field(b"title", b"\\'{")),
    "title-accents": Case(field(b"title", b"{\\'e}t{\\'e} ")),
    "title-backslash": Case(field(b"title", b"\\")),
    "title-dollar": Case(field(b"title", b"$")),
    "title-tilde": Case(field(b"title", b"~")),
    "title-groups": Case(field(b"title", b"{x}")),
    "title-marks": Case(field(b"title", "e\u0301".encode())),
    "title-only-marks": Case(field(b"title", "\u0301".encode())),
    "title-lines": Case(field(b"title", b"\n")),
    "authors": Case(field(b"author", b"A and B and ")),
    "authors-and": Case(field(b"author", b"and ")),
    "authors-commas": Case(field(b"author", b"a,")),
    "author-one": Case(field(b"author", b"a ")),
    "author-words": Case(field(b"author", b"{x} y ")),
    "keywords": Case(field(b"keywords", b"a, b, ")),
    "url": Case(field(b"url", b"http://x.org/")),
    "doi": Case(field(b"doi", b"10.1000/")),
    "date": Case(field(b"date", b"1990/")),
    "year": Case(field(b"year", b"9")),
    "pages": Case(field(b"pages", b"1--2, ")),
    "isbn": Case(field(b"isbn", b"978-0")),
    "crossref": Case(field(b"crossref", b"a,")),
    "month": Case(field(b"month", b"jan ")),
    "unclosed": Case(lambda size: within(b"@article{k, title = {", b"word ", size, LAST)),
    "unclosed-quote": Case(lambda size: within(b'@article{k, title = "', b"word ", size, LAST)),
    "key": Case(lambda size: within(FIRST + b"@article{", b"k", size, b", title = {x}}" + LAST)),
    "key-spaces": Case(lambda size: within(FIRST + b"@article{", b"k ", size, b", title = {x}}" + LAST)),
    "type": Case(lambda size: within(FIRST + b"@", b"a", size, b"{x, title = {x}}" + LAST)),
    "field-name": Case(lambda size: within(b"@article{k, ", b"t", size, b" = {x}}" + LAST)),
    "fields": Case(framed(b"@article{k,\n", numbered("field{n} = {{value of it}},\n"), b"}" + LAST)),
    "field-again": Case(framed(b"@article{k,\n", numbered("title = {{value}},\n"), b"}" + LAST)),
    "field-none": Case(lambda size: within(b"@article{k,", b"t=,", size, b"}" + LAST)),
    "field-junk": Case(lambda size: within(b"@article{k,", b"t,", size, b"}" + LAST)),
    "commas": Case(lambda size: within(b"@article{k,", b",", size, b"}" + LAST)),
    "closers": Case(lambda size: within(b"@article{k,", b"}t={x}", size, b"}" + LAST)),
    "deep-title": Case(nested(b"@article{k, title = {", b"}}" + LAST)),
    "deep-name": Case(nested(b"@article{k, author = {", b" B}}" + LAST)),
    "deep-key": Case(nested(FIRST + b"@article{", b", title = {x}}" + LAST)),
    "deep-junk": Case(nested(FIRST, LAST)),
    "deep-comment": Case(nested(FIRST + b"@comment", LAST)),
    "deep-value": Case(nested(b"@article{k, title = ", b"}" + LAST)),
    "bom-lines": Case(junk(b"\xef\xbb\xbf@book{k,\xef\xbb\xbf title = {A Framework of It},\n")),
    "mixed": Case(mixed, tiny=True),
    "utf-16": Case(wide, tiny=True),
    "same-key": Case(junk(b"@a{k,t={x}}\n"), tiny=True),
    "circle": Case(framed(FIRST, numbered("@a{{k{n},crossref={{k{next}}}}}\n"), b""), tiny=True),
    "chain": Case(
        framed(FIRST, numbered("@a{{k{n},crossref=k{next}x}}@b{{k{next}x,crossref=k{n}y}}\n"), b""), tiny=True
    ),
    "descent": Case(lambda size: descent(size), tiny=True),
    "star": Case(framed(FIRST, numbered("@inbook{{k{n},crossref={{k}}}}\n"), b""), tiny=True),
    "xdata": Case(framed(FIRST, numbered("@a{{k{n},xdata={{k{next}}}}}\n"), b""), tiny=True),
    "lost": Case(framed(FIRST, numbered("@a{{k{n},crossref={{nobody{n}}}}}\n"), b""), tiny=True),
    "xdata-list": Case(framed(b"@article{k, xdata = {", numbered("a long key of k{n},"), b"}}" + LAST)),
    "set": Case(framed(b"@set{k, entryset = {", numbered("a long key of k{n},"), b"}}" + LAST)),
    "related": Case(framed(b"@article{k, related = {", numbered("a long key of k{n},"), b"}}" + LAST)),
    "ids": Case(framed(b"@article{k, ids = {", numbered("a long key of k{n},"), b"}}" + LAST)),
}


def descent(size: int) -> Pieces:
    """Each takes its fields from the next, and the last from nobody."""
    count = size // 30
    yield FIRST
    for n in range(count):
        yield b"@a{k%d,crossref={k%d}}\n" % (n, n + 1)
    yield b"@book{k%d,title={The Whole},year=1990}\n" % count


COMMANDS: dict[str, tuple[str, ...]] = {
    "list": ("list", "FILE"),
    "check": ("check", "FILE"),
    "check-json": ("check", "--format", "json", "FILE"),
    "show": ("show", "k", "FILE"),
    "edit": ("edit", "k", "note=It is new", "-l", "FILE"),
    "format": ("format", "--standard", "FILE"),
    "convert": ("convert", "FILE", "OUT.json"),
    "convert-bib": ("convert", "FILE", "OUT.biblatex"),
    "dedupe": ("dedupe", "FILE"),
    "keys": ("keys", "--pattern", "[auth][year]", "FILE"),
    "search": ("search", "author:holsti framework", "FILE"),
    "add": ("add", "@book{new, title = {A New One}}", "-l", "FILE"),
    "take": ("add", "FILE", "-l", "OUT.bib"),
    "diff": ("diff", "FILE", "FILE"),
    "cite": ("cite", "k", "-l", "FILE"),
}


class Run(NamedTuple):
    seconds: float
    memory: float
    """MB at most."""
    status: int
    """Negative: it was stopped."""
    crashed: bool


def run(words: tuple[str, ...], file: Path, folder: Path, patience: float) -> Run:
    """One command on a copy of the file, in a process of its own."""
    work = Path(tempfile.mkdtemp(dir=folder))
    copy = work / "hostile.bib"
    shutil.copyfile(file, copy)
    names = {"FILE": copy.name, "OUT.json": "out.json", "OUT.bib": "out.bib", "OUT.biblatex": "out.biblatex"}
    command = [sys.executable, "-m", "citekit", *(names.get(word, word) for word in words)]
    state = {"CITEKIT_STATE": str(work / "state"), "CITEKIT_CACHE": str(work / "cache")}
    paths = {"PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    with (work / "told").open("wb") as told, (work / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=told, stderr=said, cwd=work, env={**os.environ, **state, **paths})
        status, seconds, memory = waited(process.pid, patience)
        process.returncode = status
    crashed = b"Traceback" in (work / "said").read_bytes()[-100_000:]
    shutil.rmtree(work)
    return Run(seconds, memory, status, crashed or status not in STATUSES)


def waited(process: int, patience: float) -> tuple[int, float, float]:
    """Status, CPU seconds and MB of a process of ours; it is stopped when it takes more than that many seconds."""
    until = time.monotonic() + patience
    while True:
        done, status, used = os.wait4(process, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        if time.monotonic() > until:
            os.kill(process, 9)
            until += 60
        time.sleep(0.02)


def make(case: Case, size: int, path: Path) -> int:
    with path.open("wb") as file:
        for piece in case.make(size):
            file.write(piece)
    return path.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=float, default=5, metavar="MB")
    parser.add_argument("--cases", default=",".join(CASES), metavar="NAMES")
    parser.add_argument("--commands", default=",".join(COMMANDS), metavar="NAMES")
    parser.add_argument("--patience", type=float, default=60, metavar="SECONDS", help="after which a run is stopped")
    parser.add_argument("--quiet", action="store_true", help="only what is over its limit")
    given = parser.parse_args()
    cases, commands = given.cases.split(","), given.commands.split(",")
    failed = large = 0
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        folder = Path(name)
        small = folder / "small.bib"
        small.write_bytes(FIRST + LAST)
        base = {one: run(COMMANDS[one], small, folder, given.patience).memory for one in commands}
        print("small".ljust(20), "      ", *(f"{one} {memory:.0f}M" for one, memory in base.items()), flush=True)
        for one in cases:
            path = folder / f"{one}.bib"
            size = make(CASES[one], int(given.size * MB), path)
            cells = []
            for command in commands:
                found = run(COMMANDS[command], path, folder, given.patience)
                over = found.memory - base[command] > MOST_TIMES * max(size / MB, LEAST)
                bad = (over and not CASES[one].tiny) or found.seconds > MOST_SECONDS or found.crashed
                failed += bad
                large += over and CASES[one].tiny
                times = (found.memory - base[command]) * MB / size
                if bad or over or not given.quiet:
                    ending = f" status {found.status}" if found.crashed else ""
                    cells.append(
                        f"{'!' if bad else '?' if over else ''}{command} {found.seconds:.1f}s {times:.1f}x{ending}"
                    )
            if cells:
                print(one.ljust(20), f"{size / MB:.0f}M{'*' if CASES[one].tiny else ''}".rjust(6), *cells, flush=True)
            path.unlink()
    print(f"{failed} over their limits; {large} of tiny entries over three times the file's memory")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
