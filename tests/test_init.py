"""A new project, in an empty folder or beside what is there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from citekit.checker import check
from citekit.diagnostic import UsageError
from citekit.edits.init import create, plan
from citekit.loader import load

BIB = "@book{holsti1995,\n  author = {Holsti, K. J.},\n  title = {T},\n  publisher = {P},\n  year = {1995}\n}\n"


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def config(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / "citekit.toml").read_text("utf-8"))


def test_an_empty_folder_becomes_a_project_that_works(tmp_path: Path) -> None:
    """Four files, and nothing at all to complain of: two works, two claims, each with its passage and its source."""
    folder = tmp_path / "new"
    made = create(plan(folder))
    assert [path.name for path in made] == ["references.bib", "article.md", "claims.toml", "citekit.toml"]
    project = load(folder)
    assert check(project) == []
    assert [claim.id for claim in project.claims] == ["science", "nations"]
    assert all(project.passage(claim) for claim in project.claims)
    assert all(one.entry for one in project.attributions)
    assert {one.template for one in project.config.outputs} == {"reading-list.html", "claim-table.html"}


def test_planning_writes_nothing(tmp_path: Path) -> None:
    """The plan can be shown before anything is done."""
    assert plan(tmp_path / "new").contents
    assert list(tmp_path.iterdir()) == []


def test_beside_files_only_citekit_toml_is_made(tmp_path: Path) -> None:
    """It names the library, the documents and the claims that are there, and every one of them stays as it is."""
    write(
        tmp_path,
        refs_bib=BIB,
        thesis_tex="\\documentclass{article}\nSo \\cite{holsti1995}.\n",
        chapters__one_md="So it is [@holsti1995].\n",
        claims_toml='document = "thesis.tex"\n[[claim]]\nexact = "So"\n',
        week_toml='[[section]]\ntitle = "Week"\n',
        README_md="# Read me\n",
        LICENSE_txt="Free.\n",
        pyproject_toml="[project]\n",
        build__old_md="x\n",
    )
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    (made,) = create(plan(tmp_path))
    assert made == tmp_path / "citekit.toml"
    found = config(tmp_path)
    assert found["library"] == ["refs.bib"]
    assert found["documents"] == ["thesis.tex", "chapters/one.md"]
    assert found["claims"] == ["claims.toml"]
    assert found["reading-lists"] == ["week.toml"]
    assert {path: path.read_bytes() for path in before} == before
    assert load(tmp_path).diagnostics == ()


def test_a_readme_that_cites_is_an_article(tmp_path: Path) -> None:
    """What it does counts, not what it is called."""
    write(tmp_path, refs_bib=BIB, README_md="As Holsti (1995) says, it is so.\n")
    create(plan(tmp_path))
    assert config(tmp_path)["documents"] == ["README.md"]


def test_a_folder_with_an_article_alone(tmp_path: Path) -> None:
    """Its project has no library yet, and reads without complaint."""
    write(tmp_path, article_md="So it is.\n")
    create(plan(tmp_path))
    assert config(tmp_path) == {"library": [], "documents": ["article.md"], **config(tmp_path)}
    assert load(tmp_path).diagnostics == ()


def test_pages_that_programs_made_are_left_alone(tmp_path: Path) -> None:
    """Taken are the documents that cite, name a library or have claims; a rendered bibliography is no article."""
    write(
        tmp_path,
        refs_bib=BIB,
        thesis_tex="\\documentclass{article}\n\\input{one}\n\\bibliography{refs}\n",
        one_tex="So \\cite{holsti1995}.\n",
        notes_md="So it is.\n",
        claims_toml='document = "notes.md"\n[[claim]]\nexact = "So it is"\n',
        out_md="- K. J. Holsti. *International Politics*. Prentice Hall, 1995.\n",
        out_txt="[1] K. J. Holsti. International Politics. Prentice Hall, 1995.\n",
    )
    (tmp_path / "bib-frag.tex").write_text("\\bibitem{holsti1995}\nK. J. Holsti. Prentice Hall, 1995.\n")
    create(plan(tmp_path))
    assert config(tmp_path)["documents"] == ["notes.md", "one.tex", "thesis.tex"]


def test_texts_that_cite_nothing_are_no_empty_folder(tmp_path: Path) -> None:
    """Nobody knows which of them is the article: none is taken, and no starter is put among them."""
    write(tmp_path, one_md="So it is.\n", two_md="And so.\n")
    (made,) = create(plan(tmp_path))
    assert made.name == "citekit.toml"
    assert config(tmp_path)["documents"] == []


def test_the_bibliography_is_that_of_the_documents(tmp_path: Path) -> None:
    """With documents there it shows what they cite; with none, the whole library."""
    write(tmp_path / "with", refs_bib=BIB, one_md="So it is [@holsti1995].\n", two_md="So is [@holsti1995].\n")
    write(tmp_path / "without", refs_bib=BIB)
    outputs = []
    for name in ("with", "without"):
        create(plan(tmp_path / name))
        outputs.append(config(tmp_path / name)["output"])
    assert outputs == [
        [
            {
                "template": "reading-list.html",
                "file": "build/bibliography.html",
                "cited-in": ["one.md", "two.md"],
            }
        ],
        [{"template": "reading-list.html", "file": "build/bibliography.html"}],
    ]
    assert load(tmp_path / "with").diagnostics == ()


def test_a_new_repository_gets_the_starter(tmp_path: Path) -> None:
    """A README, a licence and git's folder do not make a folder full."""
    write(tmp_path, README_md="# Mine\n", LICENSE="Free.\n")
    (tmp_path / ".git").mkdir()
    assert len(plan(tmp_path).contents) == 4


def test_a_project_is_not_made_twice(tmp_path: Path) -> None:
    """A folder with citekit.toml is left alone."""
    (tmp_path / "citekit.toml").write_text("# mine\n")
    with pytest.raises(UsageError, match=r"citekit\.toml is there already"):
        plan(tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """Said before anything is tried."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is a file"):
        plan(tmp_path / "file")


def test_a_file_made_in_between_is_not_overwritten(tmp_path: Path) -> None:
    """What appears after planning is kept."""
    made = plan(tmp_path)
    (tmp_path / "article.md").write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        create(made)
    assert (tmp_path / "article.md").read_text() == "mine"


def test_the_language_is_told_where_it_can_be(tmp_path: Path) -> None:
    """The one that a document names."""
    write(tmp_path, article_md="---\nlang: id\n---\n\nMenurut Holsti (1995) demikian.\n", refs_bib=BIB)
    create(plan(tmp_path))
    assert config(tmp_path)["language"] == "id"
