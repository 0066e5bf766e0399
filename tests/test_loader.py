"""From files to a linked project: which files are read, once each, and what is said of those that cannot be."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from citekit.diagnostic import Diagnostic, ReadError, Severity
from citekit.loader import files as loader_files
from citekit.loader import find_root, load, load_files, load_libraries
from citekit.model import Match, Project

Build = Callable[[Mapping[str, str | bytes]], Project]

BOOK = "@book{holsti1995,\n  author = {Holsti, K. J.},\n  title = {International Politics},\n  year = {1995}\n}\n"
ARTICLE = "Menurut Holsti (1995), negara bekerja sama. Lihat juga [@holsti1995, p. 3].\n"
CLAIMS = 'document = "article.md"\n\n[[claim]]\nexact = "negara bekerja sama"\n[[claim.source]]\nkey = "holsti1995"\n'
LIST = '[[section]]\ntitle = "Week 1"\n[[section.item]]\nkey = "holsti1995"\n'
CONFIG = (
    'library = ["references.bib"]\ndocuments = ["article.md"]\n'
    'claims = ["claims.toml"]\nreading-lists = ["list.toml"]\n'
)
FILES = {"references.bib": BOOK, "article.md": ARTICLE, "claims.toml": CLAIMS, "list.toml": LIST}


def said(project: Project, root: Path) -> list[tuple[str, str, str]]:
    return [
        (one.code, str(one.span).removeprefix(f"{root.as_posix()}/"), one.message.replace(f"{root.as_posix()}/", ""))
        for one in sorted(project.diagnostics, key=lambda one: one.order)
    ]


def the_one(project: Project) -> Diagnostic:
    (found,) = project.diagnostics
    return found


@pytest.mark.parametrize("files", [FILES, {**FILES, "citekit.toml": CONFIG}], ids=["plain-files", "project"])
def test_files_become_a_linked_project(project: Build, files: dict[str, str], tmp_path: Path) -> None:
    """Named one by one or by citekit.toml: the same works, citations, claims and lists, all joined to their entry."""
    found = project(files)
    assert found.diagnostics == ()
    assert found.root == tmp_path
    assert [entry.key for entry in found.entries] == ["holsti1995"]
    assert [len(document.citations) for document in found.documents] == [2]
    assert [claim.id for claim in found.claims] == ["claim-1"]
    assert [one.title for one in found.reading_lists[0].sections] == ["Week 1"]
    assert [one.match for one in found.attributions] == [Match.EXACT] * 4
    assert [one.entry and one.entry.key for one in found.attributions] == ["holsti1995"] * 4
    passage = found.passage(found.claims[0])
    assert passage is not None
    assert (passage.text, passage.line) == ("negara bekerja sama", 1)


def test_citations_by_key_and_in_words_come_in_order(project: Build) -> None:
    """The document's citations are those of its syntax and those of its prose, as they stand in the text."""
    (document,) = project(FILES).documents
    assert [citation.span.text for citation in document.citations] == ["Holsti (1995)", "[@holsti1995, p. 3]"]


def test_paths_are_shown_as_they_were_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """From the folder itself the paths are bare; from one below, they lead up and then down."""
    for name, text in {**FILES, "citekit.toml": CONFIG}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert load().libraries[0].path == "references.bib"
    monkeypatch.chdir(tmp_path / "deep" / "er")
    root = find_root()
    assert root is not None
    assert load(root).documents[0].path == "../../article.md"
    assert load(root).claims[0].document == "../../article.md"


def test_there_is_no_root_without_a_citekit_toml(tmp_path: Path) -> None:
    """The search goes up and ends; the folder found is the nearest."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "citekit.toml").write_text("")
    assert find_root(tmp_path) is None
    found = find_root(tmp_path / "a" / "b")
    assert found is not None
    assert found.resolve() == (tmp_path / "a").resolve()


def test_the_libraries_of_a_project_alone(project: Build, tmp_path: Path) -> None:
    """For work on entries, the documents are not even looked for; a library that is missing is told at its place."""
    project({"citekit.toml": 'library = ["a.bib", "b.bib"]\ndocuments = ["a.md"]\n', "a.bib": "@book{k, year = 1}\n"})
    found = load_libraries(tmp_path)
    assert [library.path for library in found.libraries] == [f"{tmp_path.as_posix()}/a.bib"]
    assert [(one.code, one.span.line) for one in found.diagnostics] == [("FIL001", 1)]
    assert found.documents == ()


def test_a_project_without_its_file_is_an_error(tmp_path: Path) -> None:
    """`load` of a folder without citekit.toml is the one thing that is raised."""
    with pytest.raises(ReadError, match=r"there is no file .*citekit\.toml"):
        load(tmp_path)


def test_a_file_named_twice_is_read_once(project: Build, tmp_path: Path) -> None:
    """By another path, through a link, as a library and as a file: no entry and no finding comes twice."""
    project(FILES)
    (tmp_path / "same.bib").symlink_to("references.bib")
    found = load_files(
        ["references.bib", "./references.bib", "same.bib", "article.md", "article.md"],
        libraries=[tmp_path / "references.bib"],
        root=tmp_path,
    )
    assert len(found.entries) == 1
    assert len(found.documents) == 1


def test_claims_bring_their_document(project: Build, tmp_path: Path) -> None:
    """A document that only the claims file names is read, and the passage found in it."""
    project(FILES)
    found = load_files(["claims.toml"], root=tmp_path)
    assert [document.path for document in found.documents] == [(tmp_path / "article.md").as_posix()]
    assert found.passage(found.claims[0]) is not None


def test_a_claims_file_in_a_folder_names_the_same_document(project: Build) -> None:
    """`../article.md` from a folder is the article that was read, by the name under which it was read."""
    text = CLAIMS.replace("article.md", "../article.md")
    found = project({"references.bib": BOOK, "article.md": ARTICLE, "parts/claims.toml": text})
    assert len(found.documents) == 1
    assert found.claims[0].document == found.documents[0].path
    assert found.passage(found.claims[0]) is not None


def test_claims_without_a_document_are_about_the_one_there_is(project: Build, tmp_path: Path) -> None:
    """With one document there is no doubt; with two, CLM003 says what to add."""
    text = CLAIMS.split("\n", 2)[2]
    one = project({"article.md": ARTICLE, "references.bib": BOOK, "claims.toml": text})
    assert (one.diagnostics, one.claims[0].document) == ((), one.documents[0].path)
    two = project({"article.md": ARTICLE, "other.md": "x\n", "references.bib": BOOK, "claims.toml": text})
    assert said(two, tmp_path) == [("CLM003", "claims.toml:1:1", "the claim does not say which document it is about")]
    assert the_one(two).hint == 'add document = "article.md" at the top of the file'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("thesis.tex", "\\addbibresource{references.bib}\nA claim \\parencite{holsti1995}.\n"),
        ("thesis.tex", "\\bibliography{references}\nA claim \\cite{holsti1995}.\n"),
        ("thesis.md", "---\nbibliography: references.bib\n---\nA claim [@holsti1995].\n"),
    ],
    ids=["biblatex", "bibtex", "markdown"],
)
def test_a_document_brings_its_own_library(project: Build, tmp_path: Path, name: str, text: str) -> None:
    """Without a library, that which the document names is used; with one, only that."""
    project({"references.bib": BOOK, "other.bib": BOOK.replace("holsti1995", "other"), name: text})
    own = load_files([name], root=tmp_path)
    assert [entry.key for entry in own.entries] == ["holsti1995"]
    given = load_files([name], libraries=["other.bib"], root=tmp_path)
    assert [entry.key for entry in given.entries] == ["other"]


def test_a_library_that_a_document_names_may_be_missing(project: Build, tmp_path: Path) -> None:
    """The finding stands where the document names it."""
    found = project({"thesis.tex": "\\title{A}\n\\addbibresource{refs.bib}\n"})
    assert said(found, tmp_path) == [("FIL001", "thesis.tex:2:17", "there is no file refs.bib")]


# -------------------------------------------------------------------------------------------------- which kind


def test_files_are_sorted_by_their_kind(project: Build, tmp_path: Path) -> None:
    """By name where it tells, by content where it does not; what is left is a document, with a word about it."""
    found = project(
        {
            "a.bib": BOOK,
            "week.toml": LIST,
            "what-we-say.toml": "# none yet\n",
            "notes.txt": "@book is how an entry begins.\n",
            "chapter": "A chapter.\n",
        }
    )
    assert [Path(one.path).name for one in found.libraries] == ["a.bib"]
    assert [Path(one.path).name for one in found.reading_lists] == ["week.toml"]
    assert [Path(one.path).name for one in found.documents] == ["notes.txt", "chapter"]
    assert said(found, tmp_path) == [("FIL006", "chapter:1:1", "chapter was read as plain text")]
    assert the_one(found).severity is Severity.INFORMATION


def test_a_config_among_plain_files_is_only_looked_at(tmp_path: Path) -> None:
    """Its faults are told; what it names is not read."""
    (tmp_path / "citekit.toml").write_text('libary = ["references.bib"]\n')
    found = load_files(["citekit.toml"], root=tmp_path)
    assert [one.code for one in found.diagnostics] == ["PRJ002"]
    assert found.libraries == ()


def test_the_language_of_the_project_is_that_of_its_documents(project: Build) -> None:
    """A document that does not say its language has that of citekit.toml."""
    found = project({"citekit.toml": 'language = "id"\ndocuments = ["a.txt"]\n', "a.txt": "Teks.\n"})
    assert found.documents[0].language == "id"


# ------------------------------------------------------------------------------------------- what cannot be read


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    """FIL001 says so, names the nearest file, and the others are read."""
    (tmp_path / "references.bib").write_text(BOOK)
    found = load_files(["referances.bib", "references.bib"], root=tmp_path)
    one = the_one(found)
    assert (one.code, one.unreadable) == ("FIL001", True)
    assert one.message == f"there is no file {tmp_path.as_posix()}/referances.bib"
    assert one.hint == f"did you mean {tmp_path.as_posix()}/references.bib?"
    assert len(found.entries) == 1


def test_a_missing_file_of_a_project_is_told_where_it_is_named(project: Build, tmp_path: Path) -> None:
    """The place is the line of citekit.toml, or of the claims file, that names it."""
    found = project(
        {
            "citekit.toml": 'documents = [\n  "article.md",\n  "parts/*.md",\n]\nclaims = "claims.toml"\n',
            "claims.toml": '[[claim]]\nexact = "x"\ndocument = "lost.md"\n',
        }
    )
    assert said(found, tmp_path) == [
        ("FIL001", "citekit.toml:2:3", "there is no file article.md"),
        ("FIL001", "citekit.toml:3:3", "no file fits parts/*.md"),
        ("FIL001", "claims.toml:3:12", "there is no file lost.md"),
    ]
    assert all(one.unreadable for one in found.diagnostics)


def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    """A folder, a pipe and a device are FIL002 at once: opening the pipe would wait for ever."""
    (tmp_path / "folder.bib").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    found = load_files(["folder.bib", "pipe.md", "/dev/zero"], root=tmp_path)
    assert [(one.code, one.message.rpartition("/")[2]) for one in found.diagnostics] == [
        ("FIL002", "folder.bib is a folder"),
        ("FIL002", "pipe.md is a device or a pipe"),
        ("FIL002", "zero is a device or a pipe"),
    ]
    assert all(one.unreadable for one in found.diagnostics)


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"%PDF-1.7\n", "a PDF"), (b"PK\x03\x04\x14\0", "a Word, OpenDocument or other packed file")],
)
def test_what_is_no_text_is_said_to_be_none(tmp_path: Path, data: bytes, what: str) -> None:
    """A PDF or Word file is not read as letters, whatever it is called."""
    (tmp_path / "thesis.md").write_bytes(data)
    one = the_one(load_files(["thesis.md"], root=tmp_path))
    assert one.code == "FIL002"
    assert one.message.endswith(f"thesis.md is {what}, not a text")
    assert one.hint == "give it the ending of what it is, or save it as plain text"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal of the system is put in words; simulated, since root may read everything."""
    (tmp_path / "a.bib").write_text(BOOK)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    one = the_one(load_files(["a.bib"], root=tmp_path))
    assert (one.code, one.hint) == ("FIL002", "ask its owner, or copy it")


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the limit nothing is read; no more than the limit is ever held."""
    monkeypatch.setattr(loader_files, "LARGEST", 1024 * 1024)
    with (tmp_path / "a.md").open("wb") as file:
        file.truncate(1024 * 1024 + 1)
    one = the_one(load_files(["a.md"], root=tmp_path))
    assert one.message.endswith("a.md is larger than 1 MiB")


@pytest.mark.parametrize("name", ["a\0b.md", "n" * 300 + ".md", "article.md/x.md"])
def test_impossible_names_are_findings(project: Build, tmp_path: Path, name: str) -> None:
    """A name that the system refuses is a finding like any other."""
    project({"article.md": ARTICLE, "references.bib": BOOK})
    assert the_one(load_files([name], root=tmp_path)).code in ("FIL001", "FIL002")


def test_empty_files_are_named(project: Build, tmp_path: Path) -> None:
    """An empty document and an empty library are each FIL004."""
    found = project({"a.md": "", "b.bib": " \n"})
    assert [(code, place) for code, place, _ in said(found, tmp_path)] == [
        ("FIL004", "a.md:1:1"),
        ("FIL004", "b.bib:1:1"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_claims_may_be_in_other_encodings(project: Build, encoding: str) -> None:
    """A claims file saved by Notepad in any of its Unicode forms is read like one in UTF-8."""
    found = project({"references.bib": BOOK, "article.md": ARTICLE, "claims.toml": CLAIMS.encode(encoding)})
    assert found.diagnostics == ()
    assert found.passage(found.claims[0]) is not None


def test_claims_in_latin_1_are_read_with_a_warning(project: Build, tmp_path: Path) -> None:
    """FIL003 stands at the first letter in doubt, and the claims are read."""
    text = 'document = "article.md"\n[[claim]]\nexact = "negara bekerja sama"\nnote = "José"\n'
    found = project({"article.md": ARTICLE, "references.bib": BOOK, "claims.toml": text.encode("latin-1")})
    assert [(code, place) for code, place, _ in said(found, tmp_path)] == [("FIL003", "claims.toml:4:12")]
    assert found.claims[0].note == "José"


# ------------------------------------------------------------------------------------------------ citekit.toml

OUTPUT = '[[output]]\ntemplate = "reading-list.md"\nfile = "{}"\n'


def test_wildcards_find_documents(project: Build) -> None:
    """In order of name, hidden files and the project's own outputs left out."""
    files = {f"parts/{name}.md": "x\n" for name in ("b", "a", ".hidden", "deep/c", "out")}
    config = 'documents = ["parts/*.md", "parts/**/*.md"]\n' + OUTPUT.format("parts/out.md")
    found = project({"citekit.toml": config, **files})
    assert [Path(one.path).name for one in found.documents] == ["a.md", "b.md", "c.md"]
    assert found.diagnostics == ()


def test_links_that_go_round_do_not_hold_wildcards(project: Build, tmp_path: Path) -> None:
    """Two links to their own folder, which a naive search would follow for ever."""
    project({"parts/a.md": "x\n"})
    for name in ("one", "two"):
        (tmp_path / "parts" / name).symlink_to(".")
    found = project({"citekit.toml": 'documents = ["**/**/**/*.md"]\n'})
    assert len(found.documents) == 1


def test_a_name_with_brackets_is_a_name_first(project: Build) -> None:
    """A file that is called just so is taken, though [ begins a wildcard."""
    found = project({"citekit.toml": 'documents = ["a[1].md"]\n', "a[1].md": "x\n"})
    assert len(found.documents) == 1


def test_links_do_not_lead_outputs_out(project: Build, tmp_path: Path) -> None:
    """A folder of the project that is a link to another place is no way out, for outputs or templates."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "in").mkdir()
    for name in ("build", "templates"):
        (tmp_path / "in" / name).symlink_to(outside)
    (tmp_path / "in" / "citekit.toml").write_text(OUTPUT.format("build/a.md") + OUTPUT.format("b.md"))
    found = load(tmp_path / "in")
    assert [one.code for one in found.diagnostics] == ["PRJ004", "PRJ004"]
    assert [one.file for one in found.config.outputs] == ["b.md"]
    assert found.config.templates == ""


@pytest.mark.parametrize(
    "file", ["references.bib", "article.md", "claims.toml", "citekit.toml", "lost.md", "build", "templates/x.j2"]
)
def test_no_output_takes_the_place_of_a_persons_file(project: Build, tmp_path: Path, file: str) -> None:
    """What the project reads, would read, or has as a folder or template cannot be an output: PRJ003."""
    config = 'library = "references.bib"\ndocuments = ["lost.md"]\nclaims = "claims.toml"\n' + OUTPUT.format(
        f"./{file}"
    )
    found = project({**FILES, "build/x": "", "templates/x.j2": "", "citekit.toml": config})
    assert [one.code for one in found.diagnostics if one.code != "FIL001"] == ["PRJ003"]
    assert found.config.outputs == ()


def test_two_outputs_cannot_be_one_file(project: Build) -> None:
    """The first is made, the second reported."""
    found = project({"citekit.toml": OUTPUT.format("build/a.md") + OUTPUT.format("build/./a.md")})
    assert [one.code for one in found.diagnostics] == ["PRJ003"]
    assert len(found.config.outputs) == 1


def test_files_besides_those_of_the_project(project: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files named with a project count from the current folder, and one that belongs to it is not read again."""
    project({**FILES, "citekit.toml": CONFIG})
    (tmp_path / "new.md").write_text("Holsti (1995) says so.\n")
    monkeypatch.chdir(tmp_path)
    found = load(".", files=["new.md", "article.md"])
    assert [document.path for document in found.documents] == ["article.md", "new.md"]


def test_broken_settings_do_not_stop_the_rest(project: Build) -> None:
    """A citekit.toml with a fault still yields the project that the rest of it names."""
    found = project({"references.bib": BOOK, "citekit.toml": 'library = "references.bib"\n[check]\nselect = \n'})
    assert [one.code for one in found.diagnostics] == ["PRJ001"]
    assert len(found.entries) == 1
