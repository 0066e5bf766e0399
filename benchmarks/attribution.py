"""Citations in running prose, found and linked: predictions over a folder of documents whose citations are known.

    python benchmarks/attribution.py --data DIR --split open --set clean|noisy|faulty --task detect --out PRED.jsonl

Of `DIR/SPLIT/SET` just the `DOC.txt` and `DOC.bib` are read: language, style and list of references are found from the
text. Each line of the output is a citation: its document, its place in code points, and the keys of its works.
`--without-library` leaves the `.bib` files out, and `--limit N` takes N documents, evenly spread. With `--timing` it
prints the CPU seconds for each megabyte of text.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from citekit.loader import load_files
from citekit.model import Citation, Doubt, Match, Project


def predictions(text: Path, *, library: bool) -> Iterator[dict[str, object]]:
    """The citations of one document, in order."""
    bib = text.with_suffix(".bib")
    project = load_files([text], libraries=[bib] if library and bib.exists() else [])
    name = text.name.removesuffix(".txt")
    for document in project.documents:
        for citation in document.citations:
            span = citation.span
            yield {"doc": name, "start": span.start, "end": span.end, "keys": keys(project, citation)}


SLIPS = frozenset({Doubt.YEAR_NEXT, Doubt.YEAR_DIGITS, Doubt.COAUTHOR, Doubt.TOO_MANY})
"""What is wrong with a citation that still says which work it means, when just one is near."""


def keys(project: Project, citation: Citation) -> list[str]:
    """The keys of the works that a citation's items mean, as far as each means just one."""
    mine = {id(item) for item in citation.items}
    found: dict[str, None] = {}
    for attribution in project.attributions_of(citation):
        if id(attribution.item) not in mine:
            continue
        if attribution.entry and attribution.match is not Match.UNKNOWN:
            found[attribution.entry.key] = None
        elif attribution.match is Match.UNKNOWN and attribution.doubt in SLIPS and len(attribution.nearest) == 1:
            found[attribution.nearest[0].key] = None
    return list(found)


def main() -> int:
    """Writes the predictions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the split")
    parser.add_argument("--split", default="open")
    parser.add_argument("--set", default="clean", choices=["clean", "noisy", "faulty"])
    parser.add_argument("--task", default="detect", choices=["detect"])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without-library", action="store_true")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--timing", action="store_true")
    given = parser.parse_args()
    texts = sorted((given.data / given.split / given.set).glob("*.txt"))
    if not texts:
        raise SystemExit(f"{given.data / given.split / given.set} has no .txt files")
    if given.limit:
        texts = texts[:: max(1, len(texts) // given.limit)]
    before = time.process_time()
    with given.out.open("w", encoding="utf-8") as out:
        for text in texts:
            for prediction in predictions(text, library=not given.without_library):
                out.write(json.dumps(prediction, ensure_ascii=False) + "\n")
    if given.timing:
        size = sum(text.stat().st_size for text in texts) / 1e6
        seconds = time.process_time() - before
        print(f"{len(texts)} documents, {size:.1f} MB: {seconds:.1f} s CPU, {seconds / size:.2f} s/MB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
