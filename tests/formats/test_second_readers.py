"""Other programs read what citekit writes, and find the same values: rispy, bibutils, pandoc, nbib and pybtex.

Where they do not, the place is listed in docs/formats-disagreements.md with our reason, and nowhere else: a new
disagreement fails, and so does a listed one that is gone.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from citekit import dialects
from citekit.encoding import prepare
from citekit.fieldmaps.losses import same
from citekit.formats import bibtex, bibtexml, endnotexml, enw, isi, mods, nbib, ris
from citekit.model import Entry, Name, fold
from citekit.plugin import Format
from citekit.source import ByteSource

Need = Callable[[str], str]
Values = Mapping[str, str]
Works = dict[str, Values]
"""The values that a reader finds, by key and field."""

SAMPLE = 1500
SEED = 3

# Fields that a reader has under another name, or has no name for: it says so by not being in its list below.
RISPY = {
    "title": "title", "journaltitle": "secondary_title", "booktitle": "secondary_title", "series": "tertiary_title",
    "volume": "volume", "number": "number", "edition": "edition", "publisher": "publisher",
    "institution": "publisher", "location": "place_published", "doi": "doi", "issn": "issn", "isbn": "issn",
    "language": "language", "abstract": "abstract", "volumes": "number_of_volumes", "shorttitle": "short_title",
    "shortjournal": "alternate_title1", "chapter": "section", "eid": "custom7", "library": "call_number",
    "url": "urls", "keywords": "keywords", "note": "notes", "author": "authors", "annotation": "research_notes",
}  # fmt: skip


@pytest.fixture(scope="module")
def works(shared: Path) -> list[Entry]:
    """A sample of real works, each with a title and a year."""
    found: list[Entry] = []
    with tarfile.open(shared / "bib" / "open.tar.xz") as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".bib"):
                file = archive.extractfile(member)
                assert file is not None
                source, _ = prepare(file.read(), member.name)
                entries = bibtex.read(source).entries
                found.extend(entries[:40])
    fit = [one for one in found if one.text("title") and one.year and one.people]
    chosen = random.Random(SEED).sample(fit, min(SAMPLE, len(fit)))
    return [_with_key(one, f"work{number}") for number, one in enumerate(chosen)]


def _with_key(entry: Entry, key: str) -> Entry:
    return Entry(key, entry.type, entry.fields, entry.names, entry.span, entry.key_span)


def ours(format: Format, works: list[Entry]) -> tuple[bytes, Works]:
    """What citekit writes, and what it finds in it itself."""
    assert format.write is not None
    data = format.write(works).data
    entries = format.read(ByteSource("works", data)).entries
    assert len(entries) == len(works)
    found = {given.key: values(entry) for given, entry in zip(works, entries, strict=True)}
    return data, found


def values(entry: Entry) -> Values:
    """The values of an entry; of names, the family names in order."""
    texts = {name: found.text for name, found in entry.fields.items() if name not in entry.names}
    people = {name: "; ".join(map(surname, found)) for name, found in entry.names.items()}
    return {**texts, **people, "year": entry.year}


def surname(name: Name) -> str:
    return name.short


# --------------------------------------------------------------------------------------------------- comparing


@pytest.fixture(scope="module")
def listed(repository: Path) -> set[tuple[str, str, str]]:
    """Reader, format and field of each row in docs/formats-disagreements.md."""
    text = (repository / "docs" / "formats-disagreements.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w+) \| (\w+) \| `(\w+)` \|", text, re.MULTILINE)
    assert rows
    return set(rows)


def compare(mine: Works, theirs: Works, fields: frozenset[str]) -> tuple[Counter[str], int]:
    """How often each field differs, and how many were compared."""
    differs: Counter[str] = Counter()
    count = 0
    for key, found in mine.items():
        other = theirs.get(key, {})
        for name in fields & found.keys():
            if not found[name]:
                continue
            count += 1
            if not alike(name, found[name], other.get(name, "")):
                differs[name] += 1
    return differs, count


def alike(name: str, one: str, other: str) -> bool:
    """Do they say the same? How bibutils writes titles, DOIs and lists is no matter of what they say."""
    if name in ("author", "editor"):
        found = [fold(part) for part in other.split("; ") if part not in ("al.", "et al.")]
        return [fold(part) for part in one.split("; ")] == found
    if name == "year":
        year = re.search(r"\d{4}", one)
        return not year or year[0] in other
    if name == "pages":
        return same(name, one.replace("–", "-"), other)
    if name in ("title", "booktitle", "journaltitle", "series"):
        return _marks(one).replace(" :", ":") == _marks(other).replace(" :", ":")
    if name == "keywords":
        return set(fold(one).replace("; ", ", ").split(", ")) == set(fold(other).replace("; ", ", ").split(", "))
    return same(name, _plain(name, _marks(one)), _plain(name, _marks(other)))


def _marks(text: str) -> str:
    """bibutils writes marks as TeX, whose curly ones these are; and the items of lists with "and"."""
    return text.translate(str.maketrans("‘’“”", "''\"\"")).replace(" and ", "; ")


def _plain(name: str, text: str) -> str:
    found = re.search(r"10\.\d{4,}/\S+", text) if name in ("doi", "url") else None
    return found[0] if found else text


def check(
    reader: str, format: str, mine: Works, theirs: Works, fields: frozenset[str], listed: set[tuple[str, str, str]]
) -> None:
    """At least 99 of 100 fields agree, those that are listed apart; and each that does not is listed."""
    differs, count = compare(mine, theirs, fields)
    known = {field for known_reader, known_format, field in listed if (known_reader, known_format) == (reader, format)}
    share = 1 - sum(number for field, number in differs.items() if field not in known) / count
    assert count > 500
    assert share >= 0.99, differs
    assert {field for field, number in differs.items() if number > count / 1000} <= known
    assert known <= set(differs), "listed, but no more so"


# ------------------------------------------------------------------------------------------------------- rispy


def test_rispy(works: list[Entry], listed: set[tuple[str, str, str]]) -> None:
    """rispy finds in the RIS that we write what is in it."""
    rispy = pytest.importorskip("rispy")
    data, mine = ours(ris.FORMAT, works)
    theirs: Works = {}
    for one in rispy.loads(data.decode()):
        found = {name: _text(one.get(key, "")) for name, key in RISPY.items()}
        first, last = one.get("start_page", ""), one.get("end_page", "")
        found["pages"] = f"{first}-{last}" if last else first
        found["pagetotal"] = first
        found["year"] = one.get("year", "")
        found["author"] = "; ".join(_family(name) for name in one.get("authors", ()) if name != "et al.")
        theirs[one["id"]] = found
    check("rispy", "ris", mine, theirs, frozenset({*RISPY, "pages", "pagetotal", "year"}), listed)


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return str(value)


def _family(name: str) -> str:
    """The family name of "family, given", or the whole."""
    if ",," in name:
        return name.replace(",,", ",")
    return name.partition(",")[0] if "," in name else name


# ---------------------------------------------------------------------------------------------------- bibutils

MODS = "{http://www.loc.gov/mods/v3}"
BIBUTILS = frozenset(
    "title author editor year volume number pages publisher location doi url abstract keywords language edition isbn"
    " issn journaltitle booktitle series note".split()
)


def bibutils(program: str, data: bytes, tmp_path: Path) -> Iterator[Values]:
    """What one of bibutils' readers makes of a file, in their order."""
    file = tmp_path / "works"
    file.write_bytes(data)
    run = subprocess.run([program, file], capture_output=True, check=True)
    for element in ElementTree.fromstring(run.stdout.decode("utf-8-sig")):
        yield from_mods(element)


def from_mods(element: ElementTree.Element) -> Values:
    hosts = element.findall(f"{MODS}relatedItem[@type='host']")
    host = hosts[0] if hosts else ElementTree.Element("none")
    whole = _title(host)
    inner = host.find(f"{MODS}relatedItem")
    start = [_first(element, f".//{MODS}extent/{MODS}{end}") for end in ("start", "end", "total")]
    pages = "-".join(filter(None, start[:2])) or _first(element, f".//{MODS}detail[@type='page']/{MODS}number")
    numbers = [_first(element, f".//{MODS}detail[@type='{kind}']/{MODS}number") for kind in ("issue", "number")]
    people: dict[str, list[str]] = {}
    for name in element.iter(f"{MODS}name"):
        role = _first(name, f"{MODS}role/{MODS}roleTerm")
        people.setdefault(role, []).append(_name(name))
    return {
        "title": _title(element),
        "journaltitle": whole,
        "booktitle": whole,
        "series": _title(inner) if inner is not None else whole,
        "year": _first(element, f".//{MODS}dateIssued"),
        "volume": _first(element, f".//{MODS}detail[@type='volume']/{MODS}number"),
        "number": numbers[0] or numbers[1],
        "pages": pages,
        "publisher": _first(element, f".//{MODS}publisher"),
        "location": _first(element, f".//{MODS}placeTerm"),
        "edition": _first(element, f".//{MODS}edition"),
        "doi": _first(element, f".//{MODS}identifier[@type='doi']"),
        "isbn": _first(element, f".//{MODS}identifier[@type='isbn']") or _serial(element),
        "issn": _first(element, f".//{MODS}identifier[@type='issn']") or _serial(element),
        "url": _first(element, f".//{MODS}url") or _first(element, f".//{MODS}identifier[@type='doi']"),
        "abstract": _first(element, f".//{MODS}abstract"),
        "note": "; ".join(_clean(one.text) for one in element.findall(f"{MODS}note")),
        "keywords": ", ".join(_clean(one.text) for one in element.findall(f".//{MODS}topic")),
        "language": _first(element, f".//{MODS}languageTerm[@type='text']"),
        "author": "; ".join(people.get("author", ())),
        "editor": "; ".join(people.get("editor", ())),
    }


def _serial(element: ElementTree.Element) -> str:
    return _first(element, f".//{MODS}identifier[@type='serial number']")


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())


def _first(element: ElementTree.Element, path: str) -> str:
    found = element.find(path)
    return _clean(found.text) if found is not None else ""


def _title(element: ElementTree.Element) -> str:
    for info in element.findall(f"{MODS}titleInfo"):
        parts = [_first(info, f"{MODS}{name}") for name in ("nonSort", "title", "subTitle")]
        title = " ".join(filter(None, parts[:2]))
        if title:
            mark = " " if title.endswith(("?", "!")) else ": "
            return f"{title}{mark}{parts[2]}" if parts[2] else title
    return ""


def _name(element: ElementTree.Element) -> str:
    parts = {part.get("type", ""): _clean(part.text) for part in element.findall(f"{MODS}namePart")}
    return parts.get("family") or parts.get("", "")


@pytest.mark.parametrize(
    ("format", "program"),
    [(ris, "ris2xml"), (enw, "end2xml"), (endnotexml, "endx2xml"), (isi, "isi2xml")],
    ids=["ris", "enw", "endnotexml", "isi"],
)
def test_bibutils(
    works: list[Entry], listed: set[tuple[str, str, str]], format: object, program: str, need: Need, tmp_path: Path
) -> None:
    """bibutils finds in what we write what is in it."""
    made: Format = format.FORMAT  # type: ignore[attr-defined]
    data, mine = ours(made, works)
    found = list(bibutils(need(program), data, tmp_path))
    assert len(found) == len(works)
    theirs = {work.key: one for work, one in zip(works, found, strict=True)}
    check("bibutils", made.name, mine, theirs, BIBUTILS, listed)


def test_bibutils_reads_mods(works: list[Entry], listed: set[tuple[str, str, str]], need: Need, tmp_path: Path) -> None:
    """MODS is bibutils' own hub: what it makes of ours comes out as .bib with the same values."""
    data, mine = ours(mods.FORMAT, works)
    file = tmp_path / "works.xml"
    file.write_bytes(data)
    run = subprocess.run([need("xml2bib"), "-nb", "-w", file], capture_output=True, check=True)
    source, _ = prepare(run.stdout, "works.bib")
    read = bibtex.read(source).entries
    theirs = {entry.key: {**values(dialects.to_biblatex(entry)), "title": entry.text("title")} for entry in read}
    whole = {key: {**found, "title": _whole(found, "title")} for key, found in mine.items()}
    check("bibutils", "mods", whole, theirs, BIBUTILS, listed)


def _whole(found: Values, name: str) -> str:
    title, subtitle = found.get(name, ""), found.get(f"sub{name}", "")
    mark = " " if title.endswith(("?", "!", ".")) else ": "
    return f"{title}{mark}{subtitle}" if subtitle else title


# ------------------------------------------------------------------------------------------------------ pandoc

PANDOC = {
    "title": "title", "journaltitle": "container-title", "booktitle": "container-title", "volume": "volume",
    "publisher": "publisher", "institution": "publisher", "year": "issued", "url": "URL", "abstract": "abstract",
}  # fmt: skip


@pytest.fixture(scope="module")
def pandoc(need: Need) -> str:
    """A pandoc that reads RIS and EndNote XML: version 3, installed or from the package pypandoc_binary."""
    try:
        import pypandoc
    except ImportError:
        program = need("pandoc")
    else:
        program = pypandoc.get_pandoc_path()
    known = subprocess.run([program, "--list-input-formats"], capture_output=True, check=True, text=True).stdout.split()
    if not {"ris", "endnotexml"} <= set(known):
        pytest.skip("this pandoc reads neither RIS nor EndNote XML; version 3 does")
    return program


@pytest.mark.parametrize("name", ["ris", "endnotexml"])
def test_pandoc(works: list[Entry], listed: set[tuple[str, str, str]], name: str, pandoc: str, tmp_path: Path) -> None:
    """pandoc finds in our RIS and EndNote XML what is in them."""
    format = {"ris": ris.FORMAT, "endnotexml": endnotexml.FORMAT}[name]
    data, mine = ours(format, works)
    file = tmp_path / "works"
    file.write_bytes(data)
    run = subprocess.run([pandoc, "-f", name, "-t", "csljson", file], capture_output=True, check=True)
    read = json.loads(run.stdout)
    keyed = {one["id"]: one for one in read} if name == "ris" else dict(zip(mine, read, strict=True))
    theirs = {key: _from_csl(one, name) for key, one in keyed.items()}
    fields = {*PANDOC, "pages", "author", "doi", "number"} - ({"url", "doi"} if name == "endnotexml" else set())
    check("pandoc", name, mine, theirs, frozenset(fields), listed)


def _from_csl(one: Mapping[str, object], name: str) -> Values:
    found = {ours: str(one.get(theirs, "")) for ours, theirs in PANDOC.items()}
    authors = one.get("author", [])
    assert isinstance(authors, list)
    names = [" ".join(filter(None, (part.get("dropping-particle", ""), part.get("family", "")))) for part in authors]
    found["author"] = "; ".join(part for part in names if part != "et al.")
    found["pages"] = str(one.get("page", one.get("pages", "")))
    found["number"] = str(one.get("issue", one.get("number", "")))
    found["doi"] = str(one.get("DOI", ""))
    return {key: re.sub(r"</?span[^>]*>|\*", "", text) for key, text in found.items()}


# ------------------------------------------------------------------------------------------- PubMed and BibTeXML


def test_nbib(works: list[Entry], listed: set[tuple[str, str, str]]) -> None:
    """The package nbib finds in our NBIB what is in it. It reads articles alone, so these are."""
    package = pytest.importorskip("nbib")
    articles = [one for one in works if one.type == "article"]
    data, mine = ours(nbib.FORMAT, articles)
    # It asks for a number, which only PubMed gives.
    # It also takes a further line for a tag when its fifth character is a hyphen, so each value is put on one line.
    numbered = re.sub(r"^PMID- ?\n", "PMID- 1\n", data.decode(), flags=re.MULTILINE).replace("\n      ", " ")
    theirs: Works = {}
    # And it refuses an ISSN that does not say of which edition it is.
    read = package.read(re.sub(r"^IS  - .*\n", "", numbered, flags=re.MULTILINE))
    assert len(read) == len(articles)
    for work, one in zip(articles, read, strict=True):
        theirs[work.key] = {
            "title": one.get("title", ""),
            "journaltitle": one.get("journal", ""),
            "volume": str(one.get("journal_volume", "")),
            "number": str(one.get("journal_issue", "")),
            "pages": one.get("pages", ""),
            "year": str(one.get("publication_date", "")),
            "abstract": one.get("abstract", ""),
            "doi": one.get("doi", ""),
            "language": one.get("language", ""),
            "author": "; ".join(_family(author["author"]) for author in one.get("authors", ())),
        }
    fields = frozenset("title journaltitle volume number pages year abstract doi author".split())
    check("nbib", "nbib", mine, theirs, fields, listed)


def test_pybtex_reads_bibtexml(works: list[Entry], listed: set[tuple[str, str, str]]) -> None:
    """pybtex finds in our BibTeXML what is in it; it takes a list of names for one name, so these have one."""
    bibtexml_reader = pytest.importorskip("pybtex.database.input.bibtexml")
    data, mine = ours(bibtexml.FORMAT, [one for one in works if _has_one_name(one)])
    read = bibtexml_reader.Parser().parse_bytes(data)
    theirs: Works = {}
    for key, entry in read.entries.items():
        found = dict(entry.fields.items())
        for old, new in {"journal": "journaltitle", "address": "location", "school": "institution"}.items():
            found.setdefault(new, found.get(old, ""))
        for role, persons in entry.persons.items():
            names = [" ".join([*person.prelast_names, *person.last_names]) for person in persons]
            found[role] = "; ".join(name.strip("{}") for name in names if name != "others")
        found["title"] = found.get("title", "")
        theirs[key] = found
    whole = {key: {**found, "title": _whole(found, "title")} for key, found in mine.items()}
    fields = frozenset("title author editor year volume number pages publisher location doi url abstract note".split())
    check("pybtex", "bibtexml", whole, theirs, fields, listed)


def _has_one_name(entry: Entry) -> bool:
    names = [name for people in entry.names.values() for name in people]
    return len(names) == 1 and not set(",;") & set(names[0].full) and not entry.people.others
