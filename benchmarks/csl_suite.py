"""Run fixtures of the CSL test suite and compare with what the ledger lists.

A fixture passes when the HTML equals its RESULT section exactly after line ends are made one and the ends of the whole
text are trimmed. Prints a line for each category and last `N of TOTAL passed`; the exit status is 0 only when every
failure is in the ledger with its reason and nothing in the ledger passes.

    python benchmarks/csl_suite.py --fixtures DIR [--out RESULTS.jsonl] [--names]
"""

import argparse
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from citekit.csl.incremental import Session
from citekit.csl.items import Citation, Item, read_citation, read_cite, read_items
from citekit.csl.memory import Memory
from citekit.csl.output import Span
from citekit.csl.process import prepare, process
from citekit.csl.program import Program, compile_style
from citekit.csl.sources import ReadLocale, locale_of, locale_reader
from citekit.csl.style import Style, read_style
from citekit.csl.writers.html import write_html, write_html_bibliography

LEDGER = Path(__file__).with_name("csl_ledger.toml")
_SECTION = re.compile(r">>=+ *([A-Z-]+) *=+(?:>>)?\s*?\n(.*?)<<=+ *\1 *=+<<", re.DOTALL)


def read_fixture(path: Path) -> dict[str, str]:
    """Give the sections of a fixture by name."""
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    return {match[1]: match[2] for match in _SECTION.finditer(text)}


def run_fixture(sections: Mapping[str, str], locales: ReadLocale) -> str:
    """Give the output of a fixture."""
    style = read_style(sections["CSL"].strip())
    if not isinstance(style, Style):
        raise ValueError("a dependent style")
    program = compile_style(style, locale_of(style, locales))
    items = [_abbreviated(entry, _section(sections, "ABBREVIATIONS", {})) for entry in json.loads(sections["INPUT"])]
    bibliography = sections["MODE"].strip() == "bibliography"
    if "CITATIONS" in sections:
        return _run_session(program, items, sections, bibliography)
    return _run_document(program, items, sections, bibliography)


def _section(sections: Mapping[str, str], name: str, default: Any) -> Any:
    return json.loads(sections[name]) if name in sections else default


_ABBREVIATED = {
    "container-title": ("container-title",),
    "collection-title": ("collection-title",),
    "title": ("title",),
    "place": ("publisher-place", "event-place", "archive-place"),
    "institution-entire": ("publisher", "authority"),
    "institution-part": ("publisher", "authority"),
    "number": ("number",),
}
"""The variables that each list of abbreviations is of."""


def _abbreviated(entry: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Give an item with the short forms that ABBREVIATIONS has of its values."""
    lists = given.get("default", {})
    short = {
        f"{name}-short": lists[kind][entry[name]]
        for kind, names in _ABBREVIATED.items()
        for name in names
        if isinstance(entry.get(name), str) and entry[name] in lists.get(kind, {})
    }
    return short | entry


def _links(sections: Mapping[str, str]) -> bool:
    return bool(_section(sections, "OPTIONS", {}).get("wrap_url_and_doi"))


def _listed(entries: Sequence[Span], items: Mapping[str, Item], sections: Mapping[str, str]) -> str:
    """Write the entries of the bibliography that BIBSECTION asks for, all where there is none."""
    wanted = _section(sections, "BIBSECTION", {})
    chosen = [entry for entry in entries if _is_wanted(items[entry.item].data, wanted)]
    return write_html_bibliography(chosen, _links(sections))


def _is_wanted(data: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """All of `select`, any of `include`, none of `exclude`, not all of `quash`."""

    def matches(name: str) -> list[bool]:
        return [_has(data.get(test["field"]), test["value"]) for test in wanted.get(name) or ()]

    chosen = all(matches("select")) and ("include" not in wanted or any(matches("include")))
    quashed = matches("quash")
    return chosen and not any(matches("exclude")) and not (quashed and all(quashed))


def _has(found: Any, value: Any) -> bool:
    if isinstance(found, list) and isinstance(value, str):
        return value in found if value else not found
    return found == value or (not found and not value)


def _run_document(program: Program, data: list[Any], sections: Mapping[str, str], bibliography: bool) -> str:
    for number, entry in enumerate(data):
        entry.setdefault("id", f"item-{number}")
    items = read_items(data)
    listed = [str(key) for key in _section(sections, "BIBENTRIES", [list(items)])[-1]]
    if "CITATION-ITEMS" in sections:
        groups = json.loads(sections["CITATION-ITEMS"])
    else:  # one citation of everything, in the order of the bibliography
        entries = sorted(prepare(program, items, (), listed, Memory()).values(), key=lambda entry: entry.place)
        groups = [[{"id": entry.item.id} for entry in entries]]
    citations = [Citation(tuple(_positioned(cite) for cite in group)) for group in groups]
    done = process(program, items, citations, listed)
    if bibliography:
        return _listed(done.bibliography, items, sections)
    return "\n".join(write_html(nodes, _links(sections)) for nodes in done.citations)


def _positioned(cite: Mapping[str, Any]) -> Any:
    """Cites outside of a document are first references, unless they say otherwise."""
    read = read_cite(cite)
    return read if read.position else replace(read, position="first")


def _run_session(program: Program, data: list[Any], sections: Mapping[str, str], bibliography: bool) -> str:
    session = Session(program, read_items(data))
    changed: set[str] = set()
    for citation, before, after in json.loads(sections["CITATIONS"]):
        changed = session.place(
            read_citation(citation),
            [str(key) for key, _ in before],
            [str(key) for key, _ in after],
            {str(key): int(note) for key, note in [*before, *after]},
        )
    if bibliography:
        return _listed(session.bibliography, session.items, sections)
    marks = zip(session.citations, session.texts, strict=True)
    return "\n".join(
        f"{'>>' if citation.id in changed else '..'}[{number}] {write_html(nodes, _links(sections))}"
        for number, (citation, nodes) in enumerate(marks)
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fixtures", type=Path, required=True, help="folder of fixtures")
    parser.add_argument("--out", type=Path, help="file for {name, out} lines, also of fixtures without a RESULT")
    parser.add_argument("--names", action="store_true", help="print the name of every failure")
    options = parser.parse_args()
    return run(options.fixtures, options.out, options.names)


def run(folder: Path, out: Path | None, names: bool) -> int:
    ledger = tomllib.loads(LEDGER.read_text(encoding="utf-8")) if LEDGER.is_file() else {}
    locales = locale_reader()
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: list[str] = []
    lines = []
    for path in sorted(folder.glob("*.txt")):
        sections = read_fixture(path)
        text = _outcome(sections, locales)
        lines.append(json.dumps({"name": path.stem, "out": text}, ensure_ascii=False))
        if "RESULT" not in sections:
            continue
        category = path.stem.partition("_")[0]
        total[category] += 1
        good = text.strip() == sections["RESULT"].strip()
        passed[category] += good
        if good == (path.stem in ledger):
            wrong.append(
                f"{path.stem}: {'passes, but is in the ledger' if good else 'fails, and is not in the ledger'}"
            )
        if names and not good:
            print(f"FAIL {path.stem}\n  want {sections['RESULT'].strip()!r}\n  got  {text.strip()!r}")
    if out is not None:
        out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    for category in sorted(total, key=lambda name: (-total[name], name)):
        print(f"{category} {passed[category]} of {total[category]}")
    for line in wrong:
        print(line)
    print(f"{sum(passed.values())} of {sum(total.values())} passed")
    return 1 if wrong else 0


def _outcome(sections: Mapping[str, str], locales: ReadLocale) -> str:
    try:
        return run_fixture(sections, locales)
    except Exception as error:  # a crash is a failure of the one fixture, and is shown as its output
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    sys.exit(main())
