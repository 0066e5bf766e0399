"""Speed of reading .bib files, in CPU seconds, beside other readers in the same run.

    python benchmarks/bib_speed.py [--data DIR] [--entries N] [--largest N] [--seed N]

Entries come from the .bib files of DIR, shuffled and with unique keys, else they are made up. Prints entries a second
for four steps, each with all of the one before:

- scan: blocks with type, key and place; fields when asked for;
- read: every entry cut into fields, with all findings;
- names: every field's value, strings put in and pieces joined, and every name taken apart. This is what pybtex does;
- values: every value's text, LaTeX turned into Unicode, which is more than pybtex does.

Then the ratio of each to pybtex, bibtexparser 2, citerra and bibtex-tidy where they are installed; the growth from N to
ten times N and on to `--largest`; the memory of a scan beside the size of the file; the time of the import. Each step
runs in a process of its own; standard error says which. Exit status 1 where a ratio or the growth falls short.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from citekit.formats.bibtex.blocks import Block, Kind
from citekit.formats.bibtex.patterns import field
from citekit.formats.bibtex.scanner import scan
from citekit.formats.bibtex.values import MONTHS

WORDS = (
    "theory politics framework analysis cooperation under anarchy international states order change power law".split()
)
FAMILIES = "Holsti Plano Olton Dougherty Pfaltzgraff Waltz Keohane Nye Bull Wendt Gilpin Jervis Müller".split()
STEPS = ("scan", "read", "names", "values")
MILLION = ("scan", "read", "names")
"""The steps that are measured on files of more than 100,000 entries."""
LIMIT_GROWTH = 11.5
LIMIT_MEMORY = 2.0
LIMIT_IMPORT = 30
# How many times faster than pybtex each step must be: from 100,000 and 25,000 entries a second, and pybtex's 4,400.
LIMIT_SPEED = {"scan": 100_000, "names": 25_000}
COMPARED = 100_000
"""The size of the file for which those 4,400 are known, and at which the ratio counts."""
LIMIT_RATIO = {"scan": 22.7, "names": 5.7}


def made_up(count: int, random_: random.Random) -> Iterator[bytes]:
    """Articles with three authors and an abstract, about 550 bytes each."""
    for number in range(count):
        people = " and ".join(
            f"{random_.choice(FAMILIES)}, {random_.choice('ABCDEK')}. {random_.choice('JLM')}." for _ in range(3)
        )
        title = " ".join(random_.choices(WORDS, k=8)).capitalize()
        abstract = " ".join(random_.choices(WORDS, k=40))
        fields = {
            "author": people,
            "title": f"{{{title}}}",
            "journal": "World Politics",
            "volume": random_.randrange(60),
            "pages": "11--29",
            "year": random_.randrange(1950, 2026),
            "doi": f"10.1000/{number}",
            "abstract": abstract,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        yield f"@article{{key{number},\n{lines}\n}}\n".encode()


def taken_from(folder: Path, count: int, random_: random.Random) -> Iterator[bytes]:
    """Well-formed entries of the .bib files of a folder, again and again until there are enough.

    Left out are those whose key is not ASCII, those that use strings (their definitions are not there) and those that
    are not UTF-8: what is measured is reading, not complaining. The others come with all their faults.
    """
    found = []
    for path in sorted(folder.rglob("*.bib")):
        data = path.read_bytes()
        for block in scan(data):
            if block.kind is Kind.ENTRY and block.fields is None and is_fit(data, block):
                found.append((data[block.start : block.key.start], data[block.key.end : block.end]))
    if not found:
        raise SystemExit(f"there are no entries in {folder}")
    chosen = random_.choices(found, k=count)
    return (b"%skey%d%s\n" % (before, number, after) for number, (before, after) in enumerate(chosen))


def is_fit(data: bytes, block: Block) -> bool:
    """Whether an entry can stand in any file."""
    try:
        data[block.start : block.end].decode()
    except UnicodeDecodeError:
        return False
    words = (word for *_, word, _ in field().findall(data, *block.body) if word)
    return data[slice(*block.key)].isascii() and all(
        word.isdigit() or word.decode().lower() in MONTHS for word in words
    )


ONE_ENTRY = (
    b"@book{zola, author = {{\\'E}mile Zola and Holsti, K. J. and others}, title = {A {Title} \\emph{\\copyright}}}\n"
)
STEP_CODE = {
    "scan": "from citekit.formats.bibtex.scanner import scan; n = len(scan(data))",
    "read": (
        "from citekit.encoding import prepare; from citekit.formats import bibtex; "
        "n = len(bibtex.read(prepare(data, 'f')[0]).entries)"
    ),
    "names": (
        "from citekit.encoding import prepare; from citekit.formats import bibtex; "
        "library = bibtex.read(prepare(data, 'f')[0]); n = len(library.entries)\n"
        "for e in library.entries: [f.value for f in e.fields.values()], list(e.names.values())"
    ),
    "values": (
        "from citekit.encoding import prepare; from citekit.formats import bibtex; "
        "library = bibtex.read(prepare(data, 'f')[0]); n = len(library.entries)\n"
        "for e in library.entries: [f.text for f in e.fields.values()], list(e.names.values())"
    ),
    "pybtex": "import pybtex.database; n = len(pybtex.database.parse_bytes(data, 'bibtex').entries)",
    "bibtexparser": "import bibtexparser; n = len(bibtexparser.parse_string(data.decode('utf-8', 'replace')).entries)",
    "citerra": "import citerra; n = len(citerra.parse(data.decode('utf-8', 'replace')).entries)",
}


def run(step: str, path: Path) -> tuple[float, float]:
    """CPU seconds of a step, imports and reading of the file left out, and peak memory in MB."""
    print(f"{step}, {path.name} …", file=sys.stderr, flush=True)
    code = (
        "import resource, sys\n"
        f"{IMPORTS.get(step, '')}\n"
        # Once for a single entry: modules that are imported and patterns that are compiled when first needed.
        f"data = {ONE_ENTRY!r}\n{STEP_CODE[step]}\n"
        f"data = open({str(path)!r}, 'rb').read()\n"
        "def cpu():\n    u = resource.getrusage(resource.RUSAGE_SELF)\n    return u.ru_utime + u.ru_stime\n"
        "before = cpu()\n"
        f"{STEP_CODE[step]}\n"
        "spent = cpu() - before\n"
        # The peak of this program alone: what `ru_maxrss` says counts that of the one which started it.
        "peak = [line for line in open('/proc/self/status') if line.startswith('VmHWM')]\n"
        "print(spent, int(peak[0].split()[1]) / 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "failed")
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory


IMPORTS = {
    "scan": "import citekit.formats.bibtex.scanner",
    "read": "import citekit.formats.bibtex, citekit.encoding",
    "names": "import citekit.formats.bibtex, citekit.encoding",
    "values": "import citekit.formats.bibtex, citekit.encoding",
    "pybtex": "import pybtex.database.input.bibtex, pybtex.errors; pybtex.errors.set_strict_mode(False)",
    "bibtexparser": "import bibtexparser",
    "citerra": "import citerra",
}


def tidy(path: Path) -> float | None:
    """CPU seconds of bibtex-tidy on a file; None where it is not installed or refuses it."""
    if shutil.which("bibtex-tidy") is None:
        return None
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["bibtex-tidy", "--quiet", "--no-modify", str(path)]
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return None if done.returncode else after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def peers(path: Path, count: int, ours: dict[str, float]) -> None:
    """Prints the other readers."""
    for name in ("pybtex", "bibtexparser", "citerra"):
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed: no ratio")
            continue
        try:
            seconds, memory = run(name, path)
        except RuntimeError as error:
            print(f"{name} gave up: {error}")
            continue
        ratios = ", ".join(f"{step} {seconds / ours[step]:.1f}" for step in STEPS)
        print(f"{name}: {count / seconds:,.0f} entries/s, {memory:.0f} MB; times slower than our {ratios}")
    seconds_ = tidy(path)
    if seconds_ is None:
        print("bibtex-tidy is not installed, or refuses the file: no ratio")
    else:
        ratios = ", ".join(f"{step} {seconds_ / ours[step]:.1f}" for step in STEPS)
        print(f"bibtex-tidy: {count / seconds_:,.0f} entries/s; times slower than our {ratios}")


def beside_pybtex(path: Path, ours: dict[str, float]) -> list[str]:
    """Prints the ratios of a large file, to which the limits belong; gives what falls short."""
    if importlib.util.find_spec("pybtex") is None:
        return []
    seconds, _ = run("pybtex", path)
    ratios = {step: seconds / ours[step] for step in STEPS}
    print(
        f"pybtex, the same file: {seconds:.1f} s; times slower: {', '.join(f'{s} {r:.1f}' for s, r in ratios.items())}"
    )
    return [f"{step} beside pybtex" for step, limit in LIMIT_RATIO.items() if ratios[step] < limit]


def growth(write: Callable[[int], Path], sizes: list[int]) -> list[str]:
    """Prints each size and what it costs beside the one before; gives what falls short."""
    short: list[str] = []
    before: dict[str, tuple[int, float]] = {}
    for size in sizes:
        path = write(size)
        megabytes = path.stat().st_size / 2**20
        for step in STEPS if size <= 100_000 else MILLION:
            seconds, memory = run(step, path)
            line = f"{step}, {size:,} entries, {megabytes:.1f} MB: {seconds:.2f} s, {size / seconds:,.0f}/s"
            line += f", {memory:.0f} MB"
            if step in before and seconds > 0.2:
                times = seconds / before[step][1] * 10 * before[step][0] / size
                line += f", {times:.1f} times for ten times the size"
                if before[step][1] > 0.05 and times > LIMIT_GROWTH:
                    short.append(f"growth of {step} to {size:,}")
            print(line)
            before[step] = (size, seconds)
            if step == "scan" and megabytes > 20:
                ratio = memory / megabytes
                print(f"memory of the scan beside the file: {ratio:.2f} times (limit {LIMIT_MEMORY})")
                short += ["memory of the scan"] if ratio > LIMIT_MEMORY else []
            if step in LIMIT_SPEED and size >= 10_000:
                slow = size / seconds < LIMIT_SPEED[step]
                print(f"{step}: {size / seconds:,.0f} entries/s (limit {LIMIT_SPEED[step]:,} on the CI machine)")
                short += [f"{step} of {size:,}, unless this machine is a slow one"] if slow else []
        if size == COMPARED:
            short += beside_pybtex(path, {step: before[step][1] for step in STEPS})
        path.unlink()
    return short


def import_time(module: str) -> float:
    """CPU milliseconds of importing a module from its compiled file, a bare Python taken off."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**kept, "PYTHONPYCACHEPREFIX": folder}

        def cpu(code: str) -> float:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", code], check=True, env=environment)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

        # The first of them compiles, so the least of several is taken.
        best = [min(cpu(code) for _ in range(8)) for code in ("pass", f"import {module}")]
    return 1000 * (best[1] - best[0])


def main() -> int:
    """Prints the figures, one a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--largest", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    sizes = [given.entries * 10**power for power in range(8) if given.entries * 10**power <= given.largest]
    with tempfile.TemporaryDirectory() as name:

        def write(count: int) -> Path:
            random_ = random.Random(given.seed)
            entries = taken_from(given.data, count, random_) if given.data else made_up(count, random_)
            path = Path(name) / f"{count}.bib"
            with path.open("wb") as file:
                file.writelines(b"%b\n" % entry for entry in entries)
            return path

        middle = min(10 * given.entries, given.largest)
        path = write(middle)
        ours = {step: run(step, path)[0] for step in STEPS}
        peers(path, middle, ours)
        short = growth(write, sizes)
    for module in ("citekit.formats.bibtex.scanner", "citekit.formats.bibtex.reader"):
        milliseconds = import_time(module)
        print(f"import of {module}: {milliseconds:.0f} ms (limit {LIMIT_IMPORT})")
        short += [f"import of {module}"] if milliseconds > LIMIT_IMPORT else []
    for one in short:
        print(f"FALLS SHORT: {one}")
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())
