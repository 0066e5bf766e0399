"""Where what entries take over is used: findings, citations in words, look-ups, styles, conversion, shared strings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import citekit
from citekit import checker, formats, inheritance
from citekit.cli import main
from citekit.edits.convert import Input, convert, take_all
from citekit.exchange import PROBLEMS
from citekit.formats.bibtex import read
from citekit.formats.bibtex.latex_encoding import to_tex
from citekit.formats.bibtex.writer import is_balanced
from citekit.index import large, tables
from citekit.index.lending import resolved
from citekit.model import Project
from citekit.query import find, parse
from citekit.source import ByteSource
from citekit.styles import find as style

Read = Callable[[Mapping[str, str | bytes]], Project]

PARENT = """
@proceedings{solo1999,
  editor = {Cahya, Dewi},
  title = {Rice in Java},
  booktitle = {Rice in Java},
  publisher = {Solo Press},
  year = {1999},
}
"""
CHILD = "@inproceedings{adi1999, author = {Adi, Budi}, title = {Rites}, crossref = {solo1999}}\n"


def codes(project: Project) -> set[str]:
    return {found.code for found in citekit.check(project)}


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, arguments)


# ------------------------------------------------------------------------------------------------------- findings


def test_what_is_taken_over_is_not_missing(project: Read) -> None:
    """An entry whose fields stand in its parent, its container or its set lacks none, in whatever file those are."""
    container = "@xdata{x, publisher = {P}, year = 1990}\n@book{b, author = {A}, title = {B}, xdata = {x}}\n"
    found = project({"a.bib": CHILD, "b.bib": PARENT, "c.bib": container + "@set{s, entryset = {b, adi1999}}\n"})

    assert "BIB102" not in codes(project({"a.bib": PARENT + CHILD}))
    assert codes(found) == set()


def test_targets_that_are_not_there(project: Read) -> None:
    """Each key that is named and not there is told once, at the field that names it; not where a file was unread."""
    text = (
        "@book{a, title = {A}, xdata = {x, y}, crossref = {z}, related = {r,r}, xref = {a}}\n"
        "@set{s, entryset = {a, t}}\n@xdata{y}\n@book{b, author = {xdata=q-author-1}, xdata = {a}}\n"
    )
    said = [one for one in citekit.check(project({"a.bib": text})) if one.code == "BIB104"]

    assert [(one.subject, one.message) for one in said] == [
        ("a", "a takes fields from x (`xdata`), but no library has that entry"),
        ("a", "a takes fields from z (`crossref`), but no library has that entry"),
        ("a", "a names r (`related`), but no library has that entry"),
        ("s", "s names t (`entryset`), but no library has that entry"),
        ("b", "b takes fields from q (`author`), but no library has that entry"),
        ("b", "b takes nothing from a (`xdata`), which is a @book and no @xdata"),
    ]
    assert said[1].span.text == "crossref = {z}"
    assert "BIB104" not in codes(project({"a.bib": text, "b.bib": "no bibliography"}))


def test_one_finding_a_circle(project: Read) -> None:
    """A circle is told once, at the entry that comes first, however many take part and name it."""
    text = "".join(f"@book{{k{n}, crossref = {{k{(n + 1) % 9}}}}}\n" for n in range(9)) + "@book{z, crossref = {z}}\n"
    said = [one for one in citekit.check(project({"a.bib": text})) if one.code == "BIB105"]

    assert [one.message for one in said] == [
        "k0 and k1, k2, k3, k4, k5 and 3 others take fields from each other",
        "z takes fields from itself",
    ]


def test_a_chain_without_end(project: Read) -> None:
    """A chain longer than fields are handed down is told once."""
    text = "".join(f"@book{{k{n}, crossref = {{k{n + 1}}}}}\n" for n in range(200)) + "@book{k200, title = {T}}\n"

    assert [one.subject for one in citekit.check(project({"a.bib": text})) if one.code == "BIB106"] == ["k183"]


def test_lenders_of_what_is_cited_are_used(project: Read) -> None:
    """Nothing that a cited entry takes from, over any steps or for one field, is called unused; another entry is."""
    text = (
        CHILD
        + PARENT.replace("year", "xdata = {x}, year")
        + "@xdata{x, note = {xdata=y-note}}\n@xdata{y, note = {N}}\n"
    )
    said = citekit.check(project({"a.bib": text + "@book{other, title = {O}}\n", "a.md": "So [@adi1999].\n"}))

    assert [one.subject for one in said if one.code == "CIT102"] == ["other"]


# ------------------------------------------------------------------------------------------- citations, look-ups


def test_found_by_what_it_takes_over(project: Read) -> None:
    """A citation in words finds a work by the year that its parent has; a container is never a work."""
    text = PARENT + CHILD + "@xdata{people, author = {Eka, Fitri}, year = 1999}\n"
    found = project({"a.bib": text, "a.md": "Adi (1999) has it, as Cahya (1999) says.\n"})

    assert [one.entry and one.entry.key for one in found.attributions] == ["adi1999", "solo1999"]
    assert not any("Eka" in name.family for one in found.attributions for entry in one.entries for name in entry.people)


def test_commented_entries_are_not_there(project: Read) -> None:
    """Entries behind a % or inside @comment are told and neither cited, listed nor exported."""
    text = CHILD + PARENT + "%@book{behind2001, author = {Eka}, year = 2001}\n@comment{@book{inside, year = 2001}}\n"
    found = project({"a.bib": text, "a.md": "So [@behind2001] and [@inside].\n"})
    written = convert([Input(found.entries, "bibtex", (), found.libraries[0])], formats.named("biblatex")).data

    assert [one.subject for one in found.diagnostics if one.code == "BIB012"] == ["behind2001", "inside"]
    assert [one.entry for one in found.attributions] == [None, None]
    assert [entry.key for entry in found.entries] == ["adi1999", "solo1999"]
    assert (b"behind" in written, b"inside" in written, b"adi1999" in written) == (False, False, True)


def test_aliases_find_their_entry(project: Read) -> None:
    """A key among an entry's `ids` finds it, in citations and in `Project.entry`; a real key comes first."""
    text = "@book{a, ids = {old, b}, title = {A}}\n@book{b, title = {B}}\n"
    found = project({"a.bib": text, "a.md": "So [@old; @b].\n"})

    assert [one.entry and one.entry.key for one in found.attributions] == ["a", "b"]
    assert [entry and entry.key for entry in map(found.entry, ("old", "b", "none"))] == ["a", "b", None]


def test_styles_print_it_once(project: Read) -> None:
    """pybtex's styles are given what is taken over, once: `crossref` itself prints nothing."""
    found = project({"a.bib": PARENT + CHILD})
    (reference,) = style("pybtex:plain").format([entry for entry in found.entries if entry.key == "adi1999"])

    assert "".join(run.text for run in reference.runs) == (
        "Budi Adi. Rites. In Dewi Cahya, editor, Rice in Java. Solo Press, 1999."
    )


def test_show_marks_what_is_taken_over(tmp_path: Path) -> None:
    """`citekit show --format json` names the entry that each field is from."""
    (tmp_path / "a.bib").write_text(PARENT + CHILD)
    entry = json.loads(run("show", "adi1999", "-l", str(tmp_path / "a.bib"), "--format", "json").stdout)["entry"]

    assert entry["inherited"] == dict.fromkeys(("editor", "booktitle", "publisher", "year"), "solo1999")
    assert entry["fields"]["publisher"] == "Solo Press"


# ------------------------------------------------------------------------------------------------ large libraries


@pytest.fixture
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every .bib file counts as large."""
    monkeypatch.setattr("citekit.index.opening.WORTH", 1)


def test_large_libraries_lend_too(small_is_large: None, tmp_path: Path) -> None:
    """Works of an indexed file are found and shown by what they take over, from other files, aliases and containers."""
    (tmp_path / "a.bib").write_text(CHILD.replace("solo1999", "alias") + "@book{x1, author = {xdata=x-author}}\n")
    (tmp_path / "b.bib").write_text(PARENT.replace("year", "ids = {alias}, year") + "@xdata{x, author = {Eka, F.}}\n")
    (tmp_path / "one.bib").write_text(CHILD + PARENT)
    files = [large(path, path.name) for path in (tmp_path / "a.bib", tmp_path / "b.bib")]
    first, second = (one for one in files if one)
    one = large(tmp_path / "one.bib", "one.bib")
    assert one

    (mine, container), (parent,) = resolved([first, second], [{0, 1}, {0}])
    assert (mine.text("publisher"), container.text("author"), parent.inherited) == ("Solo Press", "Eka, F.", {})
    assert find(parse("author:adi year:1999 publisher:solo"), tables.table(one)) == [0]
    for key in ("adi1999", "alias"):
        shown = run("show", key, "-l", str(tmp_path / "a.bib"), "-l", str(tmp_path / "b.bib"))
        assert "Solo Press" in shown.stdout


def test_large_libraries_have_the_strings_before_them(small_is_large: None, tmp_path: Path) -> None:
    """A string of an earlier file is found and shown in a large one, and not after the file changed."""
    strings, works = tmp_path / "strings.bib", tmp_path / "works.bib"
    works.write_text("@article{h, author = {Holsti}, journal = isq}\n")
    for journal in ("International Studies", "Indonesia"):
        strings.write_text(f"@string{{isq = {{{journal}}}}}\n")
        files = (str(strings), str(works))
        assert run("search", f'journal:"{journal}"', *files, "--columns", "key,journal").stdout == f"h  {journal}\n"
        assert f"journal  {journal}" in run("show", "h", *files).stdout


# -------------------------------------------------------------------------------------------- strings, conversion


def test_strings_serve_the_files_after_theirs(project: Read) -> None:
    r"""As in \bibliography{strings,refs}: the last definition counts, an own one first, and none serves backwards."""
    files = {
        "a.bib": '@string{x = "One"}\n@string{X = x # " and two"}\n@book{a, title = x}\n',
        "b.bib": '@book{b, title = x, note = y}\n@string{x = "Own"}\n@book{c, title = x}\n',
        "c.bib": '@string{y = "Late"}\n@book{d, title = x, month = jan}\n',
    }
    found = project(files)

    assert [entry.text("title") for entry in found.entries] == ["One and two", "One and two", "Own", "Own"]
    assert [entry.text("month") for entry in found.entries][-1] == "January"
    assert [one.span.text for one in found.diagnostics] == ["y"]


def test_documents_name_strings_and_works(project: Read) -> None:
    r"""The files of \bibliography are read in its order."""
    found = project(
        {
            "a.tex": "\\documentclass{article}\\begin{document}\\cite{h}\\bibliography{strings,refs}\\end{document}\n",
            "strings.bib": '@string{isq = "International Studies"}\n',
            "refs.bib": "@article{h, author = {Holsti}, title = {R}, journal = isq, year = 1970}\n",
        }
    )

    assert [entry.text("journal") for entry in found.entries] == ["International Studies"]
    assert found.diagnostics == ()


def test_conversion_says_what_stays_behind(tmp_path: Path) -> None:
    """Each kind of thing that is no work is told once a file, with how many there are; strings serve across files."""
    (tmp_path / "s.bib").write_text('@string{a = "A"}\n@string{b = "B"}\n')
    (tmp_path / "r.bib").write_text(
        '@preamble{"x"}\n@comment{one}\n@comment{two}\n@comment{BibDesk Static Groups{}}\n'
        "@Comment{jabref-meta: databaseType:bibtex;}\n@book{w, title = a # b, xdata = {x}}\n@xdata{x, year = 1990}\n"
    )
    inputs = take_all([str(tmp_path / name) for name in ("s.bib", "r.bib")], None)
    to_ris, to_biblatex = (convert(inputs, formats.named(name)) for name in ("ris", "biblatex"))

    said = [one.message for one in to_ris.writing if one.code == "BIB203"]
    assert said == [
        "2 @strings: their texts stand where they were used",
        "1 @preamble: it is not in the new file",
        "2 @comments: they are not in the new file",
        "1 comment of a program (BibDesk Static Groups): it is not in the new file",
        "1 comment of a program (jabref-meta: databaseType): it is not in the new file",
        "1 @xdata: its fields are in the works that name it",
    ]
    assert [one.message for one in to_biblatex.writing if one.code == "BIB203"] == said[:-1]
    assert (to_ris.entries, b"TI  - AB" in to_ris.data, b"PY  - 1990" in to_ris.data) == (1, True, True)
    assert b"@xdata{x" in to_biblatex.data


def test_every_loss_is_explained() -> None:
    """`citekit explain` knows each kind of loss, and what to do."""
    known = {problem.code: problem for problem in checker.problems()}

    assert {problem.code for problem in PROBLEMS} == {"BIB201", "BIB202", "BIB203"} <= known.keys()
    assert all("## What to do" in known[problem.code].documentation for problem in PROBLEMS)


def test_tables_hold_no_formulas(tmp_path: Path) -> None:
    """A cell that a spreadsheet would work out begins with an apostrophe, and comes back without it."""
    (tmp_path / "a.bib").write_text('@book{a, title = {=HYPERLINK("x")}, note = {@cmd}, year = {-1}}\n')
    listed = run("list", str(tmp_path / "a.bib"), "--format", "csv", "--columns", "key,title,note").stdout
    (tmp_path / "b.csv").write_text(listed)
    back = run("list", str(tmp_path / "b.csv"), "--format", "json", "--columns", "title,note").stdout

    assert listed.splitlines()[1] == """a,"'=HYPERLINK(""x"")",'@cmd"""
    assert json.loads(back)["entries"] == [{"title": '=HYPERLINK("x")', "note": "@cmd"}]


@pytest.mark.parametrize(
    "text", ["a\ufdd0b", "\ufdd1", "\ufdd1 & \ufdd0", "\ufdd0\ufdd0x\ufdd1\ufdd1", "\ufdd0NATO\ufdd1"]
)
def test_marks_of_others_open_no_brace(text: str) -> None:
    """Unicode's noncharacters in a text, which mark protected words within citekit, never unbalance the braces."""
    assert is_balanced(to_tex(text))


def test_keys_are_no_tex() -> None:
    """What TeX would change stays as it is in the keys by which entries name each other."""
    text = b"@book{a--b_c, title = {P}}\n@inbook{x, crossref = {a--b_c}, title = {X}}\n"
    (library,) = inheritance.resolve([read(ByteSource("a.bib", text))])

    assert library.entries[1].text("booktitle") == "P"
