"""`citekit show` and `citekit search` in a large library: CPU time of whole processes, without an index and with it.

    python benchmarks/bib_index.py [--data DIR] [--seed N] [--runs N] [--entries N]

The library has 100,000 entries: made up, or, with `--data DIR`, those of the .bib files of a folder in random order,
keys made unique. The first run of each command makes its part of the index, the others use it; of those the quickest
counts, since whatever else the machine does only adds to the others. Python keeps compiled modules, as for a package
that is installed. What it takes to import the reader is told too, beyond what a bare Python takes. Exit status 1 when
a figure is above its limit; the limits hold on the machine that CI has, for 100,000 entries.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from citekit.encoding import prepare
from citekit.formats.bibtex.blocks import Kind
from citekit.formats.bibtex.scanner import scan

IMPORT_LIMIT = 0.03
SHOW_LIMIT = 0.3
FIRST_SHOW_LIMIT = 2.0
SEARCH_LIMIT = SHOW_LIMIT + 0.1

SYLLABLES = "ka ri san to ber lin mo ver da hol sti pla no dou gher ty wi ra su har mul ler pe tro vi go mez".split()

QUERIES = (
    "author:holsti year:1990-1999 type:book",
    '"international politics" -has:doi',
    "people:muller title:power*",
    "year:1990-1999 type:book --count",
)


def made_up(count: int, random_: random.Random) -> list[bytes]:
    """Entries of about 560 bytes, as real ones have: an abstract for most, a DOI for half, an accent now and then."""
    words = ["".join(random_.choices(SYLLABLES, k=random_.randrange(1, 5))) for _ in range(20_000)]
    words += ["international", "politics", "power"] * 100
    families = [word.capitalize() for word in words[:8_000]] + ["Holsti", 'M{\\"u}ller', "Łukasz"] * 20
    return [_entry(number, families, words, random_) for number in range(count)]


def _entry(number: int, families: Sequence[str], words: Sequence[str], random_: random.Random) -> bytes:
    first, second = random_.choices(families, k=2)
    title, abstract = (" ".join(random_.choices(words, k=k)) for k in (8, 34))
    fields = [
        f"author    = {{{first}, Ana and {second}, Robert O.}}",
        f"title     = {{{title.capitalize()}}}",
        f"year      = {{{random_.randrange(1950, 2026)}}}",
        f"abstract  = {{{abstract.capitalize()}.}}",
        f"volume    = {random_.randrange(1, 90)}",
        f"pages     = {{{number % 900}--{number % 900 + 12}}}",
    ]
    if number % 2:
        fields.append(f"doi       = {{10.1000/{number}}}")
    kind = random_.choice(("book", "article", "incollection"))
    return f"@{kind}{{key{number},\n  {f',{chr(10)}  '.join(fields)}\n}}\n\n".encode()


def of_folder(folder: Path, count: int, random_: random.Random) -> list[bytes]:
    """The entries of a folder's files as often as needed, each time with another key."""
    found = [piece for path in sorted(folder.rglob("*.bib")) for piece in _pieces(path)]
    if not found:
        raise SystemExit(f"no entries in {folder}")
    random_.shuffle(found)
    made = (found[number % len(found)] for number in range(count))
    return [b"%bn%d%b\n\n" % (before, number, after) for number, (before, after) in enumerate(made)]


def _pieces(path: Path) -> list[tuple[bytes, bytes]]:
    """The well-formed entries of a file in UTF-8, each cut behind its key."""
    data = path.read_bytes()
    if prepare(data, path.name)[0].encoding != "utf-8":
        return []
    whole = (block for block in scan(data) if block.kind is Kind.ENTRY and block.fields is None)
    return [(data[block.start : block.key.end], data[block.key.end : block.end]) for block in whole]


def cpu(arguments: Sequence[str], folder: Path) -> float:
    """CPU seconds of one run of Python with these arguments, which must not fail."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ours = {"CITEKIT_CACHE": str(folder / "cache"), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment = {**os.environ, **ours}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr.decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def report(what: str, seconds: float, limit: float | None) -> bool:
    """Prints a figure; True when it is above its limit."""
    print(f"{what}: {seconds:.3f} s CPU{f' (limit {limit})' if limit else ''}")
    return limit is not None and seconds > limit


def least(arguments: Sequence[str], folder: Path, runs: int) -> float:
    """CPU seconds of the quickest of some runs."""
    return min(cpu(arguments, folder) for _ in range(runs))


def measure_import(folder: Path, runs: int) -> bool:
    """Prints what it takes to import the reader; True when that is above its limit."""
    reader = ["-c", "import citekit.formats.bibtex.reader"]
    cpu(reader, folder)  # which compiles it
    bare = least(["-c", "pass"], folder, 4 * runs)
    return report("importing the reader", least(reader, folder, 4 * runs) - bare, IMPORT_LIMIT)


def measure(folder: Path, key: str, runs: int, limited: bool) -> bool:
    """Prints the figures; True when one is above its limit."""
    citekit = ["-m", "citekit"]
    show = [*citekit, "show", key, "library.bib"]
    cpu([*citekit, "show", "--help"], folder)  # which compiles most of it
    over = [report("show, first run", cpu(show, folder), FIRST_SHOW_LIMIT if limited else None)]
    over.append(report("show, with its index", least(show, folder, runs), SHOW_LIMIT if limited else None))
    for number, query in enumerate(QUERIES):
        words = query.removesuffix(" --count")
        search = [*citekit, "search", words, "library.bib", *(["--count"] if words != query else [])]
        if not number:
            report("search, first run", cpu(search, folder), None)
        seconds = least(search, folder, runs)
        over.append(report(f"search {query}, with its index", seconds, SEARCH_LIMIT if limited else None))
    return any(over)


def main() -> int:
    """Prints one figure a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, help="a folder with .bib files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--entries", type=int, default=100_000)
    given = parser.parse_args()
    random_ = random.Random(given.seed)
    made = of_folder(given.data, given.entries, random_) if given.data else made_up(given.entries, random_)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "library.bib").write_bytes(b"".join(made))
        print(f"library: {given.entries} entries, {sum(map(len, made)) / 1e6:.1f} MB")
        chosen = made[random_.randrange(len(made))]
        block = next(block for block in scan(chosen) if block.kind is Kind.ENTRY)
        key = chosen[block.key.start : block.key.end].decode()
        slow = measure_import(folder, given.runs)
        return int(measure(folder, key, given.runs, limited=given.entries <= 100_000) or slow)


if __name__ == "__main__":
    sys.exit(main())
