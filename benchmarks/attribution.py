"""Citations in running prose and what is wrong with them: predictions over a folder of documents that are known.

    python benchmarks/attribution.py --data DIR --split open --set clean|noisy|faulty --task TASK --out PRED.jsonl

Of `DIR/SPLIT/SET` just the `DOC.txt` and `DOC.bib` are read: language, style and list of references are found from the
text. With the task `detect` each line of the output is a citation: its document, its place in code points, and the
keys of its works. With `faults` it is a finding whose code `KINDS` has: its document, kind, severity, place, and entry.
`--without-library` leaves the `.bib` files out, and `--limit N` takes N documents, evenly spread. With `--timing` it
prints the CPU seconds for each megabyte of text.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from citekit.checker import check
from citekit.loader import load_files
from citekit.model import Citation, Doubt, Match, Project, WorkText
from citekit.quoting import State
from citekit.rules.held import Held
from citekit.rules.quoted import quoted
from citekit.source import TextSource


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


KINDS = {
    "BIB107": "duplicate_entry",
    "CIT102": "uncited_entry",
    "CIT103": "author_misspelt",
    "CIT104": "missing_entry",
    "CIT105": "ambiguous_citation",
    "CIT106": "authors_reversed",
    "CIT108": "missing_from_list",
    "CIT109": "year_mismatch",
    "CIT110": "coauthor_wrong",
    "CIT111": "etal_missing",
    "CIT112": "etal_spurious",
    "CIT113": "number_out_of_range",
    "CIT114": "list_year_wrong",
    "CIT115": "list_author_misspelt",
    "CIT116": "uncited_entry",
    "CIT117": "duplicate_entry",
    "CIT201": "bracket_unbalanced",
    "CIT202": "etal_term_mixed",
    "CIT203": "and_term_mixed",
    "QUO101": "quote_page_missing",
    "QUO102": "quote_mark_missing",
    "QUO103": "quote_altered",
}
"""The benchmark's kind of fault for each code that has one."""


def faults(text: Path, *, library: bool) -> Iterator[dict[str, object]]:
    """The findings in one document and its library whose kinds the benchmark has."""
    project = audited(text, library=library)
    name = text.name.removesuffix(".txt")
    for found in check(project):
        kind = KINDS.get(found.code)
        if kind:
            line: dict[str, object] = {"doc": name, "kind": kind, "code": found.code, "key": found.subject}
            line["severity"] = found.severity.label
            if found.span.path == text.as_posix():
                line |= {"start": found.span.start, "end": found.span.end}
            yield line


def quotes(text: Path, *, library: bool) -> Iterator[dict[str, object]]:
    """The quotations of one document that can be held against their sources: whether each is faithful."""
    project = audited(text, library=library)
    held, name = Held(project), text.name.removesuffix(".txt")
    for document in project.documents:
        for found in quoted(document):
            states = {result.state for _, result in held.compare(found)} & {State.FAITHFUL, State.ALTERED}
            if states:
                start, end = found.quotation.start, found.quotation.end
                yield {"doc": name, "start": start, "end": end, "ok": State.FAITHFUL in states}


def audited(text: Path, *, library: bool) -> Project:
    """A document with its library, and with the texts of works in `sources/` beside the folder of the documents.

    There the files bear the names of documents, and the keys of the works end in these: `src_s019` is `s019.txt`.
    """
    bib, folder = text.with_suffix(".bib"), text.parent.parent / "sources"
    project = load_files([text], libraries=[bib] if library and bib.exists() else [])
    texts = {}
    for entry in project.entries:
        path = folder / f"{entry.key.rpartition('_')[2]}.txt"
        if path.exists():
            source = TextSource(path.as_posix(), path.read_text("utf-8"))
            texts[entry.key] = WorkText(entry.key, source.path, source.text, source)
    return replace(project, texts=texts)


TASKS = {"detect": predictions, "faults": faults, "quotes": quotes}


def main() -> int:
    """Writes the predictions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the split")
    parser.add_argument("--split", default="open")
    parser.add_argument("--set", default="clean", choices=["clean", "noisy", "faulty"])
    parser.add_argument("--task", default="detect", choices=list(TASKS))
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
            for prediction in TASKS[given.task](text, library=not given.without_library):
                out.write(json.dumps(prediction, ensure_ascii=False) + "\n")
    if given.timing:
        size = sum(text.stat().st_size for text in texts) / 1e6
        seconds = time.process_time() - before
        print(f"{len(texts)} documents, {size:.1f} MB: {seconds:.1f} s CPU, {seconds / size:.2f} s/MB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
