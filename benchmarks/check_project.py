"""`citekit check` on a generated project: CPU time, memory, growth to ten times the size, and the ratio to pandoc.

    python benchmarks/check_project.py [--data DIR] [--seed N] [--runs N] [--entries N]

The project has 1,000 entries, 100 pages of text (300 words each) with 1,000 citations by key and 500 in words, and
500 claims; then ten times all of that. `--data DIR` takes the works from the .bib files of a folder instead of making
them up. Exit status 1 when the growth is above 11 times the CPU time.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

WORDS = """kerja sama antara negara tumbuh ketika biaya bersama turun dan tujuan yang sama dapat dicapai melalui aturan
lembaga perundingan serta pertukaran informasi sehingga setiap pihak saling menyesuaikan perilaku dalam sistem
yang tidak memiliki pemerintah pusat namun tetap mengenal norma kebiasaan dan harapan timbal balik yang membentuk
pilihan para pelaku""".split()
SYLLABLES = "ka ri san to ber lin mo ver da hol sti pla no dou gher ty wi ra su har mul ler pe tro vi go mez".split()
GROWTH_LIMIT = 11.0


@dataclass(frozen=True)
class Work:
    """A generated work."""

    key: str
    family: str
    year: int
    text: str


def works(count: int, random_: random.Random) -> list[Work]:
    """Made-up books and articles with distinct authors."""
    made = []
    for number in range(count):
        family = "".join(random_.choices(SYLLABLES, k=3)).capitalize() + random_.choice("aeiou")
        year = random_.randrange(1950, 2026)
        title = " ".join(random_.choices(WORDS, k=7)).capitalize()
        key = f"{family.lower()}{year}n{number}"
        kind = random_.choice(("book", "article"))
        where = "publisher = {Penerbit}" if kind == "book" else "journal = {Jurnal}, volume = {3}, pages = {11--29}"
        fields = f"author = {{{family}, Ana}},\n  title = {{{title}}},\n  year = {{{year}}},\n  {where}"
        text = f"@{kind}{{{key},\n  {fields}\n}}\n"
        made.append(Work(key, family, year, text))
    return made


def works_of(folder: Path, count: int) -> list[Work]:
    """The works of the .bib files of a folder, keys made unique."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from citekit.loader import load_files

    found = []
    for path in sorted(folder.rglob("*.bib")):
        for entry in load_files([path]).entries:
            people = [name.short for name in entry.people]
            if not people or not entry.year.isdigit():
                continue
            key = f"{entry.key}n{len(found)}"
            found.append(Work(key, people[0], int(entry.year), entry.span.text.replace(entry.key, key, 1) + "\n"))
            if len(found) == count:
                return found
    raise SystemExit(f"{folder} has only {len(found)} works with a person and a year; {count} are needed")


def sentence(random_: random.Random, citation: str) -> str:
    """Twenty words and, where given, a citation."""
    words = " ".join(random_.choices(WORDS, k=20)).capitalize()
    return f"{words} {citation}." if citation else f"{words}."


def write_project(folder: Path, made: Sequence[Work], pages: int, claims: int, random_: random.Random) -> None:
    """References, article and claims, all tied together, and a citekit.toml."""
    keys, words = pages * 10, pages * 5
    marks = [f"[@{random_.choice(made).key}]" for _ in range(keys)]
    marks += [f"({work.family}, {work.year})" for work in random_.choices(made, k=words)]
    marks += [""] * max(0, pages * 15 - len(marks))
    random_.shuffle(marks)
    sentences = [sentence(random_, mark) for mark in marks]
    paragraphs = [" ".join(sentences[i : i + 6]) for i in range(0, len(sentences), 6)]
    (folder / "references.bib").write_text("\n".join(work.text for work in made), encoding="utf-8")
    (folder / "article.md").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    chosen = random_.sample(sentences, claims)
    (folder / "claims.toml").write_text(claims_file(chosen, made, random_), encoding="utf-8")
    (folder / "citekit.toml").write_text(
        'library = ["references.bib"]\ndocuments = ["article.md"]\nclaims = ["claims.toml"]\n',
        encoding="utf-8",
    )


def claims_file(chosen: Iterable[str], made: Sequence[Work], random_: random.Random) -> str:
    """A claim for each chosen sentence."""
    lines = ['document = "article.md"\n']
    for number, exact in enumerate(chosen):
        key = random_.choice(made).key
        lines.append(
            f'[[claim]]\nid = "c{number}"\nexact = "{exact}"\nkind = "finding"\n'
            f'[[claim.source]]\nkey = "{key}"\npage = "{number}"\n[claim.verdict]\nstatus = "unchecked"\n'
        )
    return "\n".join(lines)


def measure(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """CPU seconds and peak memory (MB) of a command, which must not fail for a reason of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Modules are compiled once, as an installer does; a setting of the shell must not make each run do it again.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{errors.decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, usage.ru_maxrss / 1024


def repeat(command: Sequence[str], folder: Path, runs: int) -> tuple[float, float]:
    """The median CPU seconds and the largest memory of several runs, after one that does not count."""
    measure(command, folder)
    measured = [measure(command, folder) for _ in range(runs)]
    return statistics.median(seconds for seconds, _ in measured), max(memory for _, memory in measured)


def main() -> int:
    """Prints one figure a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, help="a folder with .bib files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--entries", type=int, default=1000)
    given = parser.parse_args()
    check = [sys.executable, "-m", "citekit", "check", "--format", "json"]
    results = []
    with tempfile.TemporaryDirectory() as name:
        for factor in (1, 10):
            folder = Path(name) / str(factor)
            folder.mkdir()
            random_ = random.Random(given.seed)
            count = given.entries * factor
            made = works_of(given.data, count) if given.data else works(count, random_)
            write_project(folder, made, 100 * factor, 500 * factor, random_)
            seconds, memory = repeat(check, folder, given.runs)
            results.append(seconds)
            size = f"{count} entries, {100 * factor} pages, {500 * factor} claims"
            print(f"citekit check, {size}: {seconds:.2f} s CPU, {memory:.0f} MB")
        print_pandoc(Path(name) / "1", results[0], given.runs)
    growth = results[1] / results[0]
    print(f"growth to ten times the size: {growth:.1f} times the CPU (limit {GROWTH_LIMIT:.0f})")
    return int(growth > GROWTH_LIMIT)


def print_pandoc(folder: Path, ours: float, runs: int) -> None:
    """The same article through pandoc with its citation processor."""
    if shutil.which("pandoc") is None:
        print("pandoc is not installed: no ratio")
        return
    command = ["pandoc", "--citeproc", "--bibliography", "references.bib", "article.md", "-o", "article.html"]
    seconds, memory = repeat(command, folder, runs)
    print(f"pandoc --citeproc on the same article and library: {seconds:.2f} s CPU, {memory:.0f} MB")
    print(f"ratio citekit / pandoc: {ours / seconds:.3f}")


if __name__ == "__main__":
    sys.exit(main())
