"""Finding and linking citations in prose: CPU time by the size of the text, of the library, and on hostile texts.

    python benchmarks/citations_speed.py --data DIR [--split open] [--touchneedle PYTHON] [--part NAME]

NAME is text, library, hostile, fuzz or files. The texts are the `DOC.txt` of `DIR/SPLIT/clean` one after the other,
without their lists of references, up to 10 MB; the library is their `DOC.bib`, filled up with made-up works. PYTHON is
an interpreter that has touchneedle, which finds citations in the same text and links them to a printed list of the
same works under an English heading. Each figure is the least CPU time of some runs in one process.

Exit status 1 when ten times the text takes more than 15 times as long; a hundred times the library more than twice as
long for the same text; a hostile text more than 10 times as long as an honest line, or list, of its size (the worst are
those that cite a hundred times as often); or eight times a text put together by chance more than 20 times as long.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from citekit import linker, prose
from citekit.documents import by_path, plain
from citekit.formats import bibtex
from citekit.model import Document, Entry, Field, Library, Name, NameList
from citekit.prose.lists import reference_lists
from citekit.source import ByteSource, TextSource

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
ENTRIES = (1_000, 10_000, 100_000)
FILES, PDFS = (100_000, 1_000_000, 10_000_000), (30_000, 100_000, 300_000)
TEXT_GROWTH, LIBRARY_GROWTH, HOSTILE = 15.0, 2.0, 10.0
SYLLABLES = "ka ri san to ber lin mo ver da hol sti pla no dou gher ty wi ra su har mul ler pe tro vi go mez".split()
WARM = "(Holsti, 1995)\n\nReferences\n\nHolsti, K. (1995). Title.\n\nA. B. Plano, 'Title', Journal 3 (1979), 1-9.\n"
"""Patterns are made when they are first needed, which is no affair of the text."""
NOWHERE = TextSource("references.bib", "").span(0, 0)

HOSTILE_UNITS = {
    "capitals": "HOLSTI PLANO OLTON ",
    "capitalised": "Holsti Plano ",
    "initials": "A. B. ",
    "openings": "(A, 1990; ",
    "brackets": "((((",
    "square": "[[[1",
    "closed": "(A) ",
    "digits": "19951996",
    "years": "(1995) 1996 ",
    "et al.": "et al. ",
    "et al. in brackets": "(et al., ",
    "particles": "van der ",
    "particles, capitals": "Van der De la ",
    "quotes": '“‘"«',
    "quoted": '"A", "b ',
    "apostrophes": "l'd'O'",
    "ibid.": "ibid., op. cit. ",
    "dalam": "(A, dalam B, dalam ",
    "and": "Holsti and ",
    "hyphens": "A-B-",
    "stops": ". . ",
    "semicolons": "; , : ",
    "superscripts": "x¹,²–³",
    "spaces": " ",
    "letters": "a",
    "letter": "A",
    "lines": "Holsti, K. (1995). Title.\n",
    "notes": "¹ Holsti, Politics, 4\n",
    "combining": "e\u0301",
}


# ---------------------------------------------------------------------------------------------------------- inputs


def prose_of(folder: Path, size: int) -> str:
    """The running text of the documents of a folder, repeated up to a size."""
    bodies: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        document = plain.read(TextSource(path.name, path.read_text("utf-8")))
        lists = reference_lists(document)
        # The heading of the list goes too, or what follows would be a list.
        bodies.append(document.text[: lists[0][0]].rstrip().rpartition("\n")[0] if lists else document.text)
    random.Random(1).shuffle(bodies)  # so that the first thousands are like the others
    text = "\n\n".join(bodies)
    return (text * (size // len(text) + 1))[:size]


def works_of(folder: Path) -> list[Entry]:
    """The works of all documents, each key once."""
    found: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.bib")):
        library = bibtex.FORMAT.read(ByteSource(path.name, path.read_bytes()))
        found.update((entry.key, entry) for entry in library.entries)
    return list(found.values())


def filled(works: Sequence[Entry], count: int, seed: int = 1) -> tuple[Entry, ...]:
    """As many works: those that are given, then made-up ones."""
    return (*works[:count], *islice(made_up(random.Random(seed)), max(0, count - len(works))))


def listing(size: int) -> str:
    """A printed list of made-up works."""
    works = islice(made_up(random.Random(2)), size // 60)
    return "\n\n".join(
        f"{entry.people.names[0].family}, A. ({entry.year}). {entry.title}: politik luar negeri. Penerbit."
        for entry in works
    )[:size]


def made_up(chance: random.Random) -> Iterator[Entry]:
    """Works of people with names as there are, a few of them each of many works."""
    number = 0
    while True:
        number += 1
        family = "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize()
        people = NameList(
            tuple(Name(name, "Ana") for name in (family, *chance.choices(("Wira", "Smith"), k=number % 3)))
        )
        year = str(chance.randrange(1950, 2026))
        fields = {"title": f"{family} dan {number}", "year": year}
        shown = {name: Field(name, value, value, NOWHERE) for name, value in fields.items()}
        yield Entry(f"{family.lower()}{year}n{number}", "book", shown, {"author": people}, NOWHERE, NOWHERE)


# --------------------------------------------------------------------------------------------------------- measured


def cpu(work: Callable[[], object], runs: int) -> float:
    """The least CPU seconds of some runs."""
    least = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(runs):
            before = time.process_time()
            work()
            least = min(least, time.process_time() - before)
    finally:
        gc.enable()
    return least


def cite(text: str, works: tuple[Entry, ...], lexicon: prose.Lexicon | None = None) -> Document:
    """A text with its citations, linked to works."""
    known = lexicon or prose.lexicon(works)
    document = prose.read(plain.read(TextSource("article.txt", text)), known)
    linker.link([Library("references.bib", NOWHERE.source, works)], [document], [], [])
    return document


def by_text(text: str, works: tuple[Entry, ...], peer: str) -> bool:
    """Time by the size of the text, with the library read and indexed anew each time."""
    cite(WARM, works)
    print(f"text: {len(works)} works\n{'size':>10}  {'citations':>9}  {'s':>8}  {'s/MB':>6}  {'touchneedle s/MB':>16}")
    times: dict[int, float] = {}
    base = cpu(lambda: cite("", works), 2)
    for size in SIZES:
        part = text[:size]
        seconds = cpu(lambda part=part: cite(part, works), 3 if size < 10**6 else 1)
        times[size] = max(seconds - base, 1e-4)
        other = f"{touchneedle(peer, part, works) * 1e6 / size:16.2f}" if peer else ""
        found = len(cite(part, works).citations) if size <= 10**6 else 0
        print(f"{size:>10}  {found or '':>9}  {times[size]:8.3f}  {times[size] * 1e6 / size:6.2f}  {other}", flush=True)
    growth = times[SIZES[-1]] / times[SIZES[-2]]
    print(f"names of the library: {base:.3f} s; from 1 MB to 10 MB: {growth:.1f} times\n")
    return growth < TEXT_GROWTH


def by_library(text: str, works: Sequence[Entry]) -> bool:
    """Time by the size of the library: its index, and the same text found and linked with it."""
    print(f"library: {len(text)} characters\n{'entries':>10}  {'index s':>8}  {'find s':>8}  {'link s':>8}")
    finding: list[float] = []
    for count in ENTRIES:
        entries = filled(works, count)
        [entry.people for entry in entries]
        index = cpu(lambda entries=entries: prose.lexicon(entries), 1)
        lexicon = prose.lexicon(entries)
        document = plain.read(TextSource("article.txt", text))
        find = cpu(lambda document=document, lexicon=lexicon: prose.read(document, lexicon), 2)
        done = prose.read(document, lexicon)
        library = Library("references.bib", NOWHERE.source, entries)
        # Twice the citations in the same library: the difference is what they take, without the index.
        once, twice = (
            cpu(lambda docs=docs, library=library: linker.link([library], docs, [], []), 2)
            for docs in ([done], [done] * 3)
        )
        link = max((twice - once) / 2, 1e-4)
        finding.append(find + link)
        print(f"{count:>10}  {index + once - link:8.3f}  {find:8.3f}  {link:8.4f}", flush=True)
    growth = finding[-1] / finding[0]
    print(f"from {ENTRIES[0]} to {ENTRIES[-1]} entries: {growth:.2f} times\n")
    return growth < LIBRARY_GROWTH


def by_hostility(text: str, works: tuple[Entry, ...], size: int) -> bool:
    """Time of lines that are made to hurt, beside an honest one of the same size."""
    cite(WARM, works)
    honest = {"": " ".join(text[:size].split()), "References\n\n": "References\n\n" + listing(size)}
    least = {heading: cpu(lambda line=line: cite(line, works), 1) for heading, line in honest.items()}
    said = ", ".join(f"{seconds:.2f} s" for seconds in least.values())
    print(f"hostile texts of {size} characters; an honest line and an honest list: {said}")
    worst = 0.0
    for name, unit in HOSTILE_UNITS.items():
        for heading, honestly in least.items():
            hostile = heading + (unit * (size // len(unit) + 1))[:size]
            seconds = cpu(lambda hostile=hostile: cite(hostile, works), 1)
            worst = max(worst, seconds / honestly)
            where = "as a list" if heading else ""
            print(f"{name:>22} {where:>10}  {seconds:8.2f} s  {seconds / honestly:6.1f} times", flush=True)
    print(f"the worst: {worst:.1f} times\n")
    return worst < HOSTILE


PIECES: list[str] = json.loads((Path(__file__).parent.parent / "tests" / "prose" / "pieces.json").read_text("utf-8"))
SUFFIXES = (".txt", ".md", ".tex", ".typ", ".org", ".rst", ".adoc")


def by_chance(works: tuple[Entry, ...], seed: int, count: int) -> bool:
    """Time of pieces of citations put together by chance and repeated, at one size and at eight times that."""
    lexicon, library = prose.lexicon(works), Library("references.bib", NOWHERE.source, works)
    cite(WARM, works)

    def seconds(suffix: str, text: str) -> float:
        read = by_path(f"a{suffix}").read
        assert read is not None
        before = time.process_time()
        linker.link([library], [prose.read(read(TextSource(f"a{suffix}", text)), lexicon)], [], [])
        return time.process_time() - before

    chance, base, worst = random.Random(seed), seconds(".txt", ""), []
    for _ in range(count):
        pieces = chance.choices(PIECES, k=chance.choice((1, 1, 2, 2, 3, 4, 6)))
        before, unit = (
            "".join(chance.choices(PIECES, k=chance.choice((0, 0, 1, 2)))),
            chance.choice(("", " ")).join(pieces),
        )
        if not unit:
            continue
        suffix = chance.choice(SUFFIXES)
        small, large = (
            seconds(suffix, before + (unit * (size // len(unit) + 1))[:size]) - base for size in (20_000, 160_000)
        )
        worst.append((large / max(small, 0.02), large, suffix, before, unit))
    worst.sort(reverse=True)
    print(f"{len(worst)} texts put together by chance (seed {seed}), eight times the size; the worst:")
    for growth, large, suffix, before, unit in worst[:8]:
        print(f"{growth:6.1f} times  {large:6.2f} s  {suffix}  {before!r} + {unit!r} …")
    slowest = max(worst, key=lambda one: one[1])
    print(f"the slowest of 160,000 characters: {slowest[1]:.2f} s  {slowest[2]}  {slowest[4]!r}\n")
    return worst[0][0] < 20


def by_file(text: str) -> bool:
    """Time of reading the packed formats by the size of the text in them."""
    print(f"{'format':>10}  {'size':>10}  {'s':>8}  {'s/MB':>6}")
    good = True
    for suffix, made, sizes in (
        (".docx", docx, FILES),
        (".fodt", fodt, FILES),
        (".odt", odt, FILES),
        (".pdf", pdf, PDFS),
    ):
        format = by_path(f"a{suffix}")
        assert format.read_bytes is not None
        times: list[float] = []
        for size in sizes:
            source = ByteSource(f"a{suffix}", made(text[:size]), "latin-1")
            times.append(cpu(lambda source=source, read=format.read_bytes: read(source), 1))
            print(f"{suffix:>10}  {size:>10}  {times[-1]:8.3f}  {times[-1] * 1e6 / size:6.2f}", flush=True)
        good = good and times[-1] / times[-2] < TEXT_GROWTH
    print()
    return good


# ------------------------------------------------------------------------------------------------------------ files


def escaped(text: str) -> Iterator[str]:
    """The paragraphs of a text for XML."""
    for paragraph in text.split("\n"):
        if paragraph.strip():
            kept = "".join(c for c in paragraph if c.isprintable())
            yield kept.replace("&", "&amp;").replace("<", "&lt;")


def packed(files: dict[str, str]) -> bytes:
    """A zip of some texts."""
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        file.seek(0)
        return file.read()


def docx(text: str) -> bytes:
    """A Word file."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{one}</w:t></w:r></w:p>" for one in escaped(text))
    main = f"<w:document xmlns:w='{name}'><w:body>{body}</w:body></w:document>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    part = f"<Override PartName='/word/document.xml' ContentType='{kind}'/>"
    return packed({"[Content_Types].xml": f"<Types xmlns='{types}'>{part}</Types>", "word/document.xml": main})


ODF = " ".join(
    f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in ("office", "text", "style", "meta")
)


def paragraphs(text: str) -> str:
    """The body of an OpenDocument text."""
    body = "".join(f"<text:p>{one}</text:p>" for one in escaped(text))
    return f"<office:body><office:text>{body}</office:text></office:body>"


def fodt(text: str) -> bytes:
    """An OpenDocument text in one XML file."""
    kind = "application/vnd.oasis.opendocument.text"
    return f"<office:document {ODF} office:mimetype='{kind}'>{paragraphs(text)}</office:document>".encode()


def pdf(text: str) -> bytes:
    """A PDF, set by Typst."""
    import typst

    plain_words = (" ".join(re.findall(r"[\w.,:;()]+", one)) for one in escaped(text))
    body = "\n\n".join(words.replace("_", " ").replace("//", " ") for words in plain_words)
    body = re.sub(r"(?m)^[^A-Za-z]+", "", body)
    return bytes(typst.compile(body.encode()))


def odt(text: str) -> bytes:
    """An OpenDocument text."""
    content = f"<office:document-content {ODF}>{paragraphs(text)}</office:document-content>"
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


# ------------------------------------------------------------------------------------------------------------- peer

PEER = """
import json, sys, time, touchneedle
given = sys.argv[1]
start = time.process_time()
refs, cites, style = touchneedle.collect(given)
print(json.dumps([time.process_time() - start, len(cites), len(refs)]))
"""


def touchneedle(python: str, text: str, works: Sequence[Entry]) -> float:
    """The CPU seconds that touchneedle takes for a text and a list of the works."""
    names = [
        (entry.people.names[0].family or entry.people.names[0].full, entry) for entry in works if entry.people.names
    ]
    listed = "\n\n".join(f"{name}, A. ({entry.year}). {entry.title}. Publisher." for name, entry in names)
    with tempfile.NamedTemporaryFile("w", suffix=".md", encoding="utf-8") as file:
        file.write(f"{text}\n\n# References\n\n{listed}\n")
        file.flush()
        done = subprocess.run([python, "-c", PEER, file.name], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"touchneedle: {(done.stderr or done.stdout).strip().splitlines()[-1]}", file=sys.stderr)
        return float("nan")
    return float(json.loads(done.stdout)[0])


def main() -> int:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the split")
    parser.add_argument("--split", default="open")
    parser.add_argument("--touchneedle", default="", metavar="PYTHON")
    parser.add_argument("--part", action="append", choices=["text", "library", "hostile", "fuzz", "files"])
    parser.add_argument("--hostile-size", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200, help="how many texts are put together by chance")
    given = parser.parse_args()
    folder = given.data / given.split / "clean"
    text, works = prose_of(folder, SIZES[-1]), works_of(folder)
    if not works:
        raise SystemExit(f"{folder} has no .bib files")
    some = filled(works, ENTRIES[0])
    parts = {
        "text": lambda: by_text(text, some, given.touchneedle),
        "library": lambda: by_library(text[:300_000], works),
        "hostile": lambda: by_hostility(text, some, given.hostile_size),
        "fuzz": lambda: by_chance(some, given.seed, given.count),
        "files": lambda: by_file(text),
    }
    held = [parts[name]() for name in given.part or parts]
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
