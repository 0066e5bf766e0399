"""read → each format → read: what comes back, on real works.

    python benchmarks/bib_formats.py --corpus DIR [--works N] [--seed N]

Every .bib file under the folder is read, N works of each are taken, put into biblatex's vocabulary, written in each
format, and read again. A field counts as kept when its text is what it was; as told when a finding names it as not held
(docs/formats.md has the table of what each format holds); else it is lost, and an example is shown. Exit status 1 when
more than one field in a thousand is lost, or a file that was written cannot be read.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from citekit import dialects
from citekit.encoding import prepare
from citekit.fieldmaps.losses import same
from citekit.formats import FORMATS, bibtex
from citekit.model import Entry, NameList
from citekit.plugin import Format
from citekit.source import ByteSource

MOST_LOST = 0.001
"""The share of fields that may be neither kept nor told."""
MARGIN = {"year": "date", "language": "langid", "location": "venue", "url": "doi", "journaltitle": "booktitle"}
"""Where else a field may stand after reading, since a format has one place for both."""


def works(folder: Path, each: int, seed: int) -> list[Entry]:
    """Some works of each file, with keys that no two share."""
    chosen = random.Random(seed)
    found: list[Entry] = []
    for path in sorted(folder.rglob("*.bib")):
        entries = bibtex.read(prepare(path.read_bytes(), path.name)[0]).entries
        found += chosen.sample(entries, min(each, len(entries)))
    keyed = (
        Entry(f"no-{n}-of-all", one.type, one.fields, one.names, one.span, one.span) for n, one in enumerate(found)
    )
    return [dialects.to_biblatex(one) for one in keyed]


def compare(format: Format, given: list[Entry]) -> tuple[Counter[str], list[str]]:
    """How many fields were kept, told and lost, and examples of those lost."""
    assert format.write is not None
    made = format.write(given)
    told = {(one.subject, word) for one in made.diagnostics for word in one.message.split("`")[1::2]}
    gone = {one.subject for one in made.diagnostics if "can hold nothing" in one.message}
    back = [dialects.to_biblatex(one) for one in format.read(ByteSource(f"works.{format.name}", made.data)).entries]
    by_key, in_order = {one.key: one for one in back}, iter(back)
    count: Counter[str] = Counter(works=len(given), unread=0)
    examples: list[str] = []
    for work in given:
        if work.key in gone:
            count["told"] += len(work.fields)
            continue
        # A format without keys has the works in order.
        read = by_key.get(work.key) or next(in_order, None)
        if read is None:
            count["unread"] += 1
            continue
        for name in work.fields:
            what = "told" if (work.key, name) in told else "kept" if kept(work, read, name) else "lost"
            count[what] += 1
            if what == "lost" and len(examples) < 5:
                examples.append(f"{name}: {work.text(name)[:60]!r} came back as {read.text(name)[:60]!r}")
    return count, examples


def kept(work: Entry, read: Entry, name: str) -> bool:
    """Is the text of a field there again, by itself or within another one?"""
    if name in work.names:
        ours, theirs = work.names[name], read.names.get(name, NameList())
        return [one.inverted for one in ours] == [one.inverted for one in theirs] and ours.others == theirs.others
    text = work.text(name)
    if any(same(name, text.casefold(), read.text(where).casefold()) for where in (name, MARGIN.get(name, name))):
        return True
    plain = " ".join(text.split())
    return bool(plain) and any(plain in " ".join(read.text(other).split()) for other in read.fields)


def lines(given: list[Entry]) -> Iterator[tuple[bool, str, list[str]]]:
    """A line for each format."""
    for format in (one for one in FORMATS if one.write):
        count, examples = compare(format, given)
        fields = count["kept"] + count["told"] + count["lost"]
        good = not count["unread"] and count["lost"] <= MOST_LOST * fields
        line = f"{format.name:12} {count['works']} works, {fields} fields: kept {count['kept'] / fields:.2%}, "
        line += (
            f"told {count['told'] / fields:.2%}, lost {count['lost'] / fields:.3%}, works not read {count['unread']}"
        )
        yield good, line, examples


def main() -> int:
    """Prints a line for each format; 1 when one falls short."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR", help="a folder of .bib files")
    parser.add_argument("--works", type=int, default=10, metavar="N", help="works taken of each file")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    options = parser.parse_args()
    short = False
    for good, line, examples in lines(works(options.corpus, options.works, options.seed)):
        print(line if good else f"{line}  FALLS SHORT")
        for example in examples:
            print(f"    {example}")
        short = short or not good
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
