"""`citekit scan` by its parts: what its JSON says, and the .bib files that it writes, read back by pybtex and BibTeX.

The table itself is shown in tests/cases/scan.md.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from pybtex.database import parse_bytes
from referencing import Registry, Resource

from citekit.cli import main
from citekit.edits.used import extract
from citekit.formats import bibtex
from citekit.loader import load_documents, load_files
from citekit.model import Project
from citekit.source import ByteSource
from citekit.usage import State, printed, scan

SAMPLES = Path(__file__).parent / "documents" / "samples"
MIXED = ["pendahuluan.md", "tinjauan.tex", "metode.typ", "hasil.ipynb", "penutup.txt"]


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with a thesis in five formats and its bibliography."""
    shutil.copytree(SAMPLES / "campuran", tmp_path / "campuran")
    return tmp_path / "campuran"


def run(folder: Path, *words: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["-C", str(folder), "scan", *words], input=stdin)


def validated(printed: str) -> dict[str, Any]:
    shapes = {
        name: json.loads(files("citekit").joinpath("schemas", f"{name}.schema.json").read_text("utf-8"))
        for name in ("changes", "findings", "scan")
    }
    registry = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in shapes.values())
    found: dict[str, Any] = json.loads(printed)
    Draft202012Validator(shapes["scan"], registry=registry).validate(found)
    return found


def test_json_fits_its_schema_and_says_what_the_table_says(mixed: Path) -> None:
    """Each state has the rows that a reading by hand gives, with places as each format counts them."""
    found = validated(run(mixed, *MIXED, "--bib", "pustaka.bib", "--format", "json").stdout)
    states = {state: [row["cited"] for row in found["rows"] if row["state"] == state] for state in found["summary"]}
    assert states["unused"] == ["waltz1979"]
    assert states["near"] == ["hadiwinata2107", "Dougherty, Pflatzgraff, 1997"]
    assert states["ambiguous"] == ["Nasution, 1990"]
    assert states["missing"] == ["mearsheimer2001", "Morgenthau, 1948"]
    assert found["summary"] == {state: len(rows) for state, rows in states.items()}
    missing = next(row for row in found["rows"] if row["cited"] == "mearsheimer2001")
    assert [(one["path"], one["where"]) for one in missing["places"]] == [
        ("tinjauan.tex", "7:39"),
        ("hasil.ipynb", "cell 3:1:12"),
    ]


@pytest.mark.parametrize("more", [["--write-bib", "used.bib"], ["--write-bib", "used.bib", "--dry-run"]])
def test_json_of_a_write_fits_its_schema(mixed: Path, more: list[str]) -> None:
    """It tells the change besides, and whether it was made."""
    done = run(mixed, *MIXED, "--bib", "pustaka.bib", "--format", "json", *more)
    found = validated(done.stdout)
    assert found["written"] is ("--dry-run" not in more)
    assert (mixed / "used.bib").exists() is found["written"]
    assert [change["path"] for change in found["changes"]] == ["used.bib"]


def test_json_of_a_printed_list_fits_its_schema(tmp_path: Path) -> None:
    """The works, each with the fields that are not sure."""
    shutil.copytree(SAMPLES / "berdaftar", tmp_path, dirs_exist_ok=True)
    done = run(tmp_path, "makalah.txt", "--bib-from-list", "-o", "list.bib", "--format", "json")
    assert done.exit_code == 0, done.output
    works = validated(done.stdout)["works"]
    assert [work["key"] for work in works][:2] == ["Holsti1995", "KK2019"]
    assert {part["field"] for part in works[1]["unsure"]} == {"entrytype", "publisher"}


def test_used_works_stand_as_they_stood(mixed: Path) -> None:
    """Every entry, string and preamble of the new file is a piece of the old one, to the byte and in its order; what
    they need is there, and nothing else."""
    old = (mixed / "pustaka.bib").read_bytes()
    done = run(mixed, *MIXED, "--bib", "pustaka.bib", "--write-bib", "used.bib")
    assert done.exit_code == 1, done.output
    new = (mixed / "used.bib").read_bytes()
    pieces = [piece.strip() for piece in new.split(b"\n\n") if piece.strip()]
    assert all(piece in old for piece in pieces)
    assert [old.index(piece) for piece in pieces] == sorted(old.index(piece) for piece in pieces)
    library = bibtex.FORMAT.read(ByteSource("used.bib", new))
    assert {entry.key for entry in library.entries} == {
        *("jurnal-hi", "budiardjo2008", "sudarsono1996", "hadiwinata2017", "teori", "keohane1984", "axelrod1984"),
        *("nasution1990a", "nasution1990teologi", "pfaltzgraff1997", "bunga1996"),
    }
    assert set(library.strings) == {"catatan", "gramedia", "pgup", "taksir"}
    assert not library.diagnostics


def test_pybtex_reads_the_used_works_as_before(mixed: Path) -> None:
    """Strings and cross-references lead to the same values in the new file as in the old (pybtex as oracle)."""
    run(mixed, *MIXED, "--bib", "pustaka.bib", "--write-bib", "used.bib")
    old, new = (parse_bytes((mixed / name).read_bytes(), "bibtex") for name in ("pustaka.bib", "used.bib"))
    for key, entry in new.entries.items():
        assert dict(entry.fields) == dict(old.entries[key].fields)
        assert entry.persons == old.entries[key].persons
    assert new.preamble == old.preamble


def test_bibtex_runs_on_the_used_works(mixed: Path, need: Callable[[str], str]) -> None:
    """BibTeX finds every key, string and parent (bibtex as oracle)."""
    bibtex_program = need("bibtex")
    (mixed / "a.aux").write_text(
        "\\citation{sudarsono1996,budiardjo2008,nasution1990a}\n\\bibstyle{plain}\n\\bibdata{used}\n"
    )
    run(mixed, "pendahuluan.md", "penutup.txt", "--bib", "pustaka.bib", "--write-bib", "used.bib")
    done = subprocess.run([bibtex_program, "a"], cwd=mixed, capture_output=True, text=True, check=False)
    said = [line for line in done.stdout.splitlines() if line.startswith("Warning") and "sort" not in line]
    assert done.returncode == 0, done.stdout
    assert not [line for line in said if "entry for" in line or "string name" in line or "crossref" in line], said


def test_a_latin_1_file_stays_in_its_bytes(tmp_path: Path) -> None:
    """One library keeps its encoding and the line that declares it."""
    (tmp_path / "a.bib").write_bytes(
        "% Encoding: ISO8859_1\n\n@book{m, author = {Müller}}\n@book{n, x = {é}}\n".encode("latin-1")
    )
    (tmp_path / "a.md").write_text("See @m.\n")
    assert run(tmp_path, "a.md", "--bib", "a.bib", "--write-bib", "b.bib").exit_code == 0
    assert (tmp_path / "b.bib").read_bytes() == "% Encoding: ISO8859_1\n\n@book{m, author = {Müller}}\n".encode(
        "latin-1"
    )


def test_libraries_in_two_encodings_meet_in_utf_8(tmp_path: Path) -> None:
    """No letter is lost, and no line claims another encoding."""
    (tmp_path / "a.bib").write_bytes("% Encoding: ISO8859_1\n@book{m, author = {Müller}}\n".encode("latin-1"))
    (tmp_path / "b.bib").write_text("@book{n, author = {Ni\u00f1o}}\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("See @m, @n.\n")
    assert run(tmp_path, "a.md", "--bib", "a.bib", "--bib", "b.bib", "--write-bib", "c.bib").exit_code == 0
    assert (tmp_path / "c.bib").read_text("utf-8") == "@book{m, author = {Müller}}\n\n@book{n, author = {Ni\u00f1o}}\n"


def test_windows_line_ends_are_kept(tmp_path: Path) -> None:
    """What stands between the pieces ends its lines as the file does."""
    (tmp_path / "a.bib").write_bytes(b"@string{p = {P}}\r\n@book{m,\r\n  publisher = p}\r\n@book{n, year = 1}\r\n")
    (tmp_path / "a.md").write_text("See @m.\n")
    run(tmp_path, "a.md", "--bib", "a.bib", "--write-bib", "b.bib")
    assert (tmp_path / "b.bib").read_bytes() == b"@string{p = {P}}\r\n\r\n@book{m,\r\n  publisher = p}\r\n"


def test_strings_of_strings_are_found_however_they_are_written(tmp_path: Path) -> None:
    """A string used by a string, in another case, in round brackets, in a preamble; one that a value names in braces is
    no use of it."""
    text = (
        b"@string(a = {A})\n@STRING{B = A # {b}}\n@string{c = {C}}\n@string{d = {D}}\n@preamble(D # {x})\n"
        b"@book{m, title = b # {c}}\n"
    )
    library = bibtex.FORMAT.read(ByteSource("a.bib", text))
    (tmp_path / "a.bib").write_bytes(text)
    project = load_files([tmp_path / "a.bib"])
    assert {entry.key for entry in library.entries} == {"m"}
    data = extract(project, {"m"}).data
    assert [line for line in data.splitlines() if line] == [
        b"@string(a = {A})", b"@STRING{B = A # {b}}", b"@string{d = {D}}", b"@preamble(D # {x})",
        b"@book{m, title = b # {c}}",
    ]  # fmt: skip


def test_what_a_word_file_carries_is_written_too(tmp_path: Path) -> None:
    """Works from no .bib file are written anew: those that are cited, under the keys by which they are."""
    shutil.copy(SAMPLES / "skripsi.docx", tmp_path)
    run(tmp_path, "skripsi.docx", "--write-bib", "used.bib")
    assert set(parse_bytes((tmp_path / "used.bib").read_bytes(), "bibtex").entries) == {
        *("Kar97", "holsti1995", "plano1979", "wendt1992", "keohane1988"),
    }


def test_a_bib_file_made_of_a_list_serves_its_document(tmp_path: Path) -> None:
    """What the printed list tells of each citation, the .bib file made of it tells as well."""
    shutil.copytree(SAMPLES / "berdaftar", tmp_path, dirs_exist_ok=True)
    own = run(tmp_path, "makalah.txt", "--format", "json")
    run(tmp_path, "makalah.txt", "--bib-from-list", "-o", "list.bib")
    made = run(tmp_path, "makalah.txt", "--bib", "list.bib", "--format", "json")
    one, two = ([(row["state"], row["cited"]) for row in json.loads(done.stdout)["rows"]] for done in (own, made))
    assert one == two
    assert ("missing", "Krasner, 1983") in one


def test_a_work_in_two_lists_is_one(tmp_path: Path) -> None:
    """Two papers that print the same work have it under one key; numbers count in their own document only."""
    shutil.copytree(SAMPLES / "berdaftar", tmp_path, dirs_exist_ok=True)
    found = scan(load_documents([tmp_path / "makalah.txt", tmp_path / "paper.md"]))
    holsti = next(row for row in found.rows if row.cited == "Holsti1995")
    assert holsti.state is State.USED
    assert [Path(span.path).name for span in holsti.places] == ["makalah.txt", "paper.md"]
    assert len({one.entry.key for one in printed(found.project, found.project.documents)}) == 9


def test_chapters_without_a_list_use_that_of_the_others(tmp_path: Path) -> None:
    """A list in a file of its own serves the chapters that are scanned with it."""
    body, _, listed = (SAMPLES / "berdaftar" / "makalah.txt").read_text("utf-8").partition("Daftar Pustaka")
    (tmp_path / "bab.txt").write_text(body, encoding="utf-8")
    (tmp_path / "daftar.txt").write_text(f"Daftar Pustaka{listed}", encoding="utf-8")
    rows = scan(load_documents([tmp_path / "bab.txt", tmp_path / "daftar.txt"])).rows
    assert [row.cited for row in rows if row.state is not State.USED] == ["Koentjaraningrat1985", "Krasner, 1983"]


def test_the_keys_of_thebibliography_are_those_that_latex_cites(tmp_path: Path) -> None:
    r"""`\bibitem` makes the library of a paper without a .bib file: by key and by name and year."""
    (tmp_path / "a.tex").write_text(
        "Order grows \\cite{hol}, not \\cite{absent}; but see Waltz (1979).\n\n\\begin{thebibliography}{9}\n"
        "\\bibitem{hol} Holsti, K. J. (1995). \\emph{Politics}. Prentice Hall.\n\n"
        "\\bibitem{wal} Waltz, K. N. (1979). \\emph{Theory}. Addison-Wesley.\n\n"
        "\\bibitem{keo} Keohane, R. O. (1986). \\emph{Hegemony}. Princeton.\n\\end{thebibliography}\n"
    )
    rows = scan(load_documents([tmp_path / "a.tex"])).rows
    assert [(row.state, row.cited) for row in rows] == [
        (State.USED, "hol"),
        (State.USED, "wal"),
        (State.UNUSED, "keo"),
        (State.MISSING, "absent"),
    ]


def test_a_document_with_a_library_and_one_with_a_list_each_use_their_own(tmp_path: Path) -> None:
    """Where nobody names a library, what one document names is not put upon another that prints its list."""
    (tmp_path / "a.bib").write_text("@book{holsti1995, author = {Holsti}, title = {Politics}, year = 1995}\n")
    (tmp_path / "a.md").write_text("---\nbibliography: a.bib\n---\n\nSee @holsti1995.\n")
    shutil.copy(SAMPLES / "berdaftar" / "makalah.txt", tmp_path)
    rows = scan(load_documents([tmp_path / "a.md", tmp_path / "makalah.txt"])).rows
    assert [row.cited for row in rows if row.state is State.MISSING] == ["Krasner, 1983"]
    assert "Plano1979" in [row.cited for row in rows if row.state is State.USED]


def test_everything_is_used_where_all_is_asked_for(tmp_path: Path) -> None:
    r"""`\nocite{*}` uses every work."""
    (tmp_path / "a.bib").write_text("@book{m, year = 1}\n@book{n, year = 2}\n")
    (tmp_path / "a.tex").write_text("\\nocite{*} \\cite{m}\n")
    done = run(tmp_path, "a.tex", "--bib", "a.bib", "--format", "csv")
    assert [line.split(",")[:2] for line in done.stdout.splitlines()[1:]] == [["used", "m"], ["used", "n"]]


def test_standard_input_is_a_document_or_a_library(mixed: Path) -> None:
    """`-` among the documents is plain text, as a library it is one; both at once are refused."""
    text, bib = (mixed / "penutup.txt").read_bytes(), (mixed / "pustaka.bib").read_bytes()
    assert "standard input:4:8" in run(mixed, "-", "--bib", "pustaka.bib", stdin=text).output
    assert "perhaps pfaltzgraff1997" in run(mixed, "penutup.txt", "--bib", "-", stdin=bib).output
    assert run(mixed, "-", "--bib", "-", stdin=text).exit_code == 2


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ([], 1),
        (["--fail-on", "error"], 0),
        (["--fail-on", "never"], 0),
        (["--fail-on", "information"], 1),
    ],
)
def test_the_status_follows_fail_on(tmp_path: Path, words: list[str], status: int) -> None:
    """Ambiguous is a warning and unused for information; the table is the same whatever the status."""
    (tmp_path / "a.bib").write_text(
        "@book{m, author = {A. Nasution}, title = {X}, year = 1990}\n"
        "@book{n, author = {A. Nasution}, title = {Y}, year = 1990}\n"
        "@book{o, author = {B. Holsti}, title = {Z}, year = 1995}\n"
    )
    (tmp_path / "a.txt").write_text("Demikian (Nasution, 1990).\n")
    done = run(tmp_path, "a.txt", "--bib", "a.bib", *words)
    assert done.exit_code == status, done.output
    assert "ambiguous  Nasution, 1990" in done.output


@pytest.mark.parametrize(
    "words",
    [
        ["--only", "absent"],
        ["--bib-from-list", "--write-bib", "x.bib"],
        ["--bib-from-list", "--format", "json"],
        ["--write-bib", "x.bib", "-o", "y.json", "--format", "json"],
        ["-o", "penutup.txt"],
        ["--write-bib", "pustaka.bib", "--overwrite"],
    ],
)
def test_contradictions_are_refused_before_anything_is_written(mixed: Path, words: list[str]) -> None:
    """Wrong usage ends with 2, and every file is as it was."""
    before = {path.name: path.read_bytes() for path in mixed.iterdir()}
    assert run(mixed, "penutup.txt", "--bib", "pustaka.bib", *words).exit_code == 2
    assert {path.name: path.read_bytes() for path in mixed.iterdir()} == before


def test_the_project_gives_its_library_and_its_documents(mixed: Path) -> None:
    """Without DOCUMENTS those of citekit.toml are scanned; with some, these alone with its library."""
    (mixed / "citekit.toml").write_text('library = "pustaka.bib"\ndocuments = ["*.md", "*.txt"]\n')
    everything, one = run(mixed, "--format", "json"), run(mixed, "metode.typ", "--format", "json")
    assert [one["path"] for one in json.loads(everything.stdout)["documents"]] == ["pendahuluan.md", "penutup.txt"]
    assert [one["path"] for one in json.loads(one.stdout)["documents"]] == ["metode.typ"]
    assert json.loads(one.stdout)["summary"]["used"] == 2


def test_time_grows_with_the_works_that_are_written(grows_linearly: Callable[..., bool]) -> None:
    """Eight times the works take about eight times as long to pick out."""

    def pick(count: int) -> int:
        text = b"".join(b"@string{s%d = {x}}\n@book{k%d, title = s%d # {t}}\n" % (n, n, n) for n in range(count))
        library = bibtex.FORMAT.read(ByteSource("a.bib", text))
        return len(extract(Project(Path(), libraries=(library,)), {f"k{n}" for n in range(0, count, 2)}).data)

    assert grows_linearly(pick, 1_000, 8_000)
