"""Finding duplicates that were made on purpose: recall, precision, time, growth; beside bibtool and bib-dedupe.

    python benchmarks/bib_duplicates.py [--entries N] [--seed S] [--data DIR] [--per-mutation] [--wrong N]

A library of N entries is made of works and careless copies of some of them (`careless_copies.py`: initials, authors
missing, accents in LaTeX, typing errors, abbreviated journals, preprints …); one work of four has a neighbour that is
no duplicate (`made_library.py`: other editions, volumes and parts, reviews, errata, chapters, yearly reports, papers by
the same people). `--data DIR` takes the works from the .bib files of a folder instead of made-up ones; such files have
duplicates of their own, which count as errors here unless the DOI or all letters of the title are the same.

One figure a line, with its limit; exit status 1 where one falls short. A pair of entries is right when both are copies
of one work; `sure` are those that `citekit dedupe --apply` would merge. Growth is that from a tenth of the works, with
their copies and neighbours, to all of them. The other programs are given that tenth.
"""

from __future__ import annotations

import argparse
import math
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from made_library import Row, made_library

from citekit import duplicates
from citekit.encoding import prepare
from citekit.formats import bibtex
from citekit.model import Entry

LEAST_RECALL, LEAST_PRECISION = 0.95, 0.99
MOST_GROWTH = 1.2
"""Exponent of the time by the number of entries; 1 is linear."""

Pairs = set[tuple[str, str]]


def true_pairs(made: Sequence[Row]) -> Pairs:
    """The pairs of keys that are of one work."""
    by_work = defaultdict(list)
    for row in made:
        by_work[row.work].append(row.key)
    return {pair(*two) for keys in by_work.values() for two in combinations(keys, 2)}


def pair(one: str, other: str) -> tuple[str, str]:
    """Two keys, in one order."""
    return (one, other) if one < other else (other, one)


# ------------------------------------------------------------------------------------------------------- measuring


@dataclass(frozen=True)
class Result:
    """What a program found, what of it is sure, and the CPU seconds that it took."""

    found: Pairs
    sure: Pairs
    seconds: float


def library(made: Sequence[Row]) -> tuple[Entry, ...]:
    """The entries of a made library, read by citekit."""
    source, _ = prepare("\n".join(row.text for row in made).encode(), "made.bib")
    return bibtex.read(source).entries


def by_citekit(made: Sequence[Row]) -> Result:
    """What citekit finds; the time is that of finding, names and titles being read on the way."""
    entries = library(made)
    start = time.process_time()
    groups = duplicates.find(entries)
    seconds = time.process_time() - start
    found = {pair(one.key, other.key) for group in groups for one, other in combinations(group.entries, 2)}
    sure = {pair(a.key, b.key) for group in groups for part in group.sure for a, b in combinations(part, 2)}
    return Result(found, sure, seconds)


DOUBLE = re.compile(r"WARNING \(line (\d+) .*?double entry discovered to \(line (\d+) ")


def by_bibtool(made: Sequence[Row]) -> Result:
    """What bibtool finds when it takes the first author, the year and the title's words for what a work is known by."""
    program = shutil.which("bibtool")
    if program is None:
        raise FileNotFoundError("not installed: Debian's package bibtool")
    settings = "check.double=on", "sort=on", "sort.format={%n(author) %4d(year) %t(title)}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made.bib")
        path.write_text("\n".join(row.text for row in made), encoding="utf-8")
        words = [program, *(word for one in settings for word in ("--", one)), str(path), "-o", f"{folder}/out.bib"]
        before = child_seconds()
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        seconds = child_seconds() - before
    keys = {entry.span.line: entry.key for entry in library(made)}
    lines = (map(int, match.groups()) for match in DOUBLE.finditer(done.stderr))
    found = {pair(keys[one], keys[other]) for one, other in lines}
    return Result(found, found, seconds)


def by_bib_dedupe(made: Sequence[Row]) -> Result:
    """What bib-dedupe finds, on one processor."""
    try:
        import pandas
        from bib_dedupe.bib_dedupe import block, match, prep
    except ImportError as error:
        raise FileNotFoundError("not installed: pip install bib-dedupe") from error
    names = "title year journal booktitle volume number pages doi isbn".split()
    columns = [
        {
            "ID": entry.key,
            "ENTRYTYPE": entry.type,
            "author": " and ".join(name.inverted for name in entry.people),
            **{name: entry.text(name) for name in names},
            "abstract": "",
        }
        for entry in library(made)
    ]
    start = time.process_time()
    ready = prep(pandas.DataFrame(columns), verbosity_level=0, cpu=1)
    pairs = match(block(ready, verbosity_level=0, cpu=1), verbosity_level=0, cpu=1)
    seconds = time.process_time() - start
    labels = zip(pairs["ID_1"], pairs["ID_2"], pairs["duplicate_label"], strict=True)
    found = {pair(one, other) for one, other, label in labels if label == "duplicate"}
    return Result(found, found, seconds)


OTHERS = {"bibtool": by_bibtool, "bib-dedupe": by_bib_dedupe}


def child_seconds() -> float:
    """CPU seconds of the programs that were run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def precision(found: Pairs, true: Pairs) -> float:
    """Which share of the pairs that were found is right."""
    return len(found & true) / len(found) if found else 1.0


def recall(found: Pairs, true: Pairs) -> float:
    """Which share of the right pairs was found."""
    return len(found & true) / len(true) if true else 1.0


# ------------------------------------------------------------------------------------------------------- reporting


def figure(name: str, value: float, least: float = -math.inf, most: float = math.inf) -> bool:
    """Prints a figure with its limit, and gives back whether it is kept."""
    kept = least <= value <= most
    limit = f"   >= {least}" if least > -math.inf else f"   <= {most}" if most < math.inf else ""
    print(f"{name:<42} {value:>10.4f}{limit}{'' if kept else '   FALLS SHORT'}", flush=True)
    return kept


def report(made: Sequence[Row], result: Result, growth: float) -> bool:
    """The figures of citekit; whether all limits are kept."""
    true = true_pairs(made)
    print(f"{len(made)} entries, {len(true)} pairs of one work, {len(result.found)} found")
    return all(
        [
            figure("recall", recall(result.found, true), least=LEAST_RECALL),
            figure("precision", precision(result.found, true), least=LEAST_PRECISION),
            figure("recall, sure", recall(result.sure, true)),
            figure("precision, sure", precision(result.sure, true), least=LEAST_PRECISION),
            figure("CPU seconds", result.seconds),
            figure("growth exponent", growth, most=MOST_GROWTH),
        ]
    )


def report_mutations(made: Sequence[Row], found: Pairs) -> None:
    """The recall of each mutation, of copies against their originals."""
    mutations = {row.key: row.mutations for row in made}
    tried: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for two in true_pairs(made):
        done = {name for key in two for name in mutations[key]}
        tried.update(done)
        met.update(done if two in found else ())
    for name in sorted(tried, key=lambda name: met[name] / tried[name]):
        figure(f"  recall with {name}", met[name] / tried[name])


def report_wrong(made: Sequence[Row], result: Result, count: int) -> None:
    """Some pairs that were found and are wrong, and some that were not found."""
    by_key = {row.key: row for row in made}
    true = true_pairs(made)
    wrong = {
        "wrong, sure": result.sure - true,
        "wrong": result.found - result.sure - true,
        "not found": true - result.found,
    }
    for title, pairs in wrong.items():
        for two in sorted(pairs)[:count]:
            print(f"{title}:")
            for key in two:
                print(f"    {' + '.join(by_key[key].mutations)}\n{by_key[key].text}")


def report_others(made: Sequence[Row], own: Result) -> None:
    """The figures of other programs, where they are installed, beside those of citekit for the same entries."""
    true = true_pairs(made)
    print(f"{len(made)} entries, given to other programs too")
    for name, program in {"citekit": lambda _: own, **OTHERS}.items():
        try:
            result = program(made)
        except FileNotFoundError as error:
            print(f"{name}: {error}")
            continue
        figure(f"{name}: recall", recall(result.found, true))
        figure(f"{name}: precision", precision(result.found, true))
        figure(f"{name}: CPU seconds", result.seconds)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--entries", type=int, default=100_000, help="in the library, at most (default: 100000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, metavar="DIR", help="take the works from the .bib files of a folder")
    parser.add_argument("--per-mutation", action="store_true", help="print the recall of each mutation")
    parser.add_argument("--wrong", type=int, default=0, metavar="N", help="print N pairs of each kind of error")
    parser.add_argument("--no-others", action="store_true", help="do not run other programs")
    told = parser.parse_args(arguments)
    made = made_library(told.data, told.entries, told.seed)
    tenth = [row for row in made if row.work % 10 == 0] or made
    little, result = by_citekit(tenth), by_citekit(made)
    growth = math.log(result.seconds / little.seconds) / max(math.log(len(made) / len(tenth)), 1)
    kept = report(made, result, growth)
    if told.per_mutation:
        report_mutations(made, result.found)
    report_wrong(made, result, told.wrong)
    if not told.no_others:
        report_others(tenth, little)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
