"""`citekit check` with every rule on a thesis, beside pandoc, which prints the same thesis with its citations.

    python benchmarks/audit_speed.py [--data DIR] [--pages N] [--works N] [--citations N] [--seed N] [--runs N]

The thesis has 300 pages of 300 words in thirty chapters, 1,000 citations by key, and a library of 500 works. Its prose
is made up; with `--data DIR` it is that of the `.txt` files of a folder (their own citations and all), and the works
are those of its `.bib` files. Both programs start cold, and what counts is the median CPU time of whole processes.
Rules that are off unless asked are on (`--select` names every family), and a second run writes the HTML report.

Where Chromium and Playwright are installed the report is opened too: the time until it is shown, and from one finding
to the next.

Exit status 1 when the check takes longer than `pandoc --citeproc`, or the report more than a second or a tenth of one.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from check_project import Work, repeat, sentence, works, works_of

WORDS_A_PAGE, CHAPTERS = 300, 30
STEPS = 20
"""Findings that are gone through in the report."""
FAMILIES = "BIB,CIT,CLM,QUO,STD"
PANDOC = ["pandoc", "--citeproc", "--bibliography", "references.bib", "thesis.md", "-o", "thesis.html"]


def prose_of(folder: Path | None, words: int, chance: random.Random) -> list[str]:
    """Paragraphs of about so many words: of the texts of a folder without their lists, or made up."""
    found: list[str] = []
    count = 0
    for paragraph in _paragraphs(folder, chance):
        found.append(paragraph)
        count += len(paragraph.split())
        if count >= words:
            break
    return found


def _paragraphs(folder: Path | None, chance: random.Random) -> Iterator[str]:
    if folder is None:
        while True:
            yield " ".join(sentence(chance, "") for _ in range(6))
    bodies = [_body(path.read_text("utf-8")) for path in sorted(folder.rglob("*.txt"))]
    chance.shuffle(bodies)
    # A paragraph begins with a letter, so that nothing in it is taken for Markdown's own marks.
    yield from cycle([one for body in bodies for one in body if one[:1].isalpha() and len(one.split()) > 20])


def _body(text: str) -> list[str]:
    """The paragraphs of a text that end as sentences do; those of a printed list rarely are as long."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.rstrip().endswith((".", "?", "!"))]


def thesis(paragraphs: Sequence[str], keys: Sequence[str], citations: int, chance: random.Random) -> str:
    """The paragraphs in chapters, the citations behind sentences here and there, a page with every other one."""
    marks = [f"[@{key}, p. {n}]" if n % 2 else f"[@{key}]" for n, key in enumerate(chance.choices(keys, k=citations))]
    places = sorted(chance.choices(range(len(paragraphs)), k=citations))
    behind: dict[int, list[str]] = {}
    for place, mark in zip(places, marks, strict=True):
        behind.setdefault(place, []).append(mark)
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        if number % max(1, len(paragraphs) // CHAPTERS) == 0:
            lines.append(f"# Bab {number}")
        lines.append(_cited(paragraph, behind.get(number, [])))
    return "\n\n".join(lines) + "\n"


def _cited(paragraph: str, marks: Sequence[str]) -> str:
    for mark in marks:
        paragraph = f"{paragraph[:-1]} {mark}{paragraph[-1]}"
    return paragraph


def opened(report: Path) -> bool:
    """Opens a report in Chromium and prints how long that takes; False where it lags, True where none can be seen."""
    path = shutil.which("chromium")
    if path is None or importlib.util.find_spec("playwright") is None:
        print("Chromium or Playwright is not installed: the report was not opened")
        return True
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(report.as_uri())
        shown = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000
        begin = time.perf_counter()
        for _ in range(STEPS):
            page.keyboard.press("n")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        step = (time.perf_counter() - begin) / STEPS
        browser.close()
    print(f"the report in Chromium: shown in {shown:.2f} s (limit 1), the next finding in {step:.3f} s (limit 0.1)")
    return shown <= 1 and step <= 0.1


def main() -> int:
    """Prints one figure a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, help="a folder with .txt and .bib files")
    for name, value in (("pages", 300), ("works", 500), ("citations", 1000), ("seed", 1), ("runs", 3)):
        parser.add_argument(f"--{name}", type=int, default=value)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    made: Sequence[Work] = works_of(given.data, given.works) if given.data else works(given.works, chance)
    paragraphs = prose_of(given.data, given.pages * WORDS_A_PAGE, chance)
    text = thesis(paragraphs, [work.key for work in made], given.citations, chance)
    check = [sys.executable, "-m", "citekit", "check", "thesis.md", "-l", "references.bib", "--select", FAMILIES]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "thesis.md").write_text(text, encoding="utf-8")
        (folder / "references.bib").write_text("\n".join(work.text for work in made), encoding="utf-8")
        words = len(text.split())
        print(f"{given.pages} pages, {words} words, {given.citations} citations, {len(made)} works")
        ours, memory = repeat([*check, "--format", "json"], folder, given.runs)
        print(f"citekit check, every rule: {ours:.2f} s CPU, {memory:.0f} MB")
        report, memory = repeat([*check, "--format", "html", "-o", "report.html"], folder, given.runs)
        size = (folder / "report.html").stat().st_size
        print(f"the same with the HTML report: {report:.2f} s CPU, {memory:.0f} MB, {size / 1e6:.1f} MB written")
        without_lag = opened(folder / "report.html")
        if shutil.which("pandoc") is None:
            print("pandoc is not installed: no ratio")
            return int(not without_lag)
        theirs, memory = repeat(PANDOC, folder, given.runs)
        print(f"pandoc --citeproc: {theirs:.2f} s CPU, {memory:.0f} MB")
    print(f"ratio citekit / pandoc: {ours / theirs:.2f} (limit 1)")
    return int(ours > theirs or not without_lag)


if __name__ == "__main__":
    sys.exit(main())
