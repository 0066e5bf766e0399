"""Three versions of a .bib file made one: nothing is lost, nothing is settled that is for the person to settle."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.cli import main
from citekit.diagnostic import UsageError
from citekit.edits.comparison import compare
from citekit.edits.merge import Merged, merge
from citekit.encoding import prepare
from citekit.formats import bibtex
from citekit.model import Library

TITLES = (
    "The Anarchical Society", "Theory of International Politics", "Cooperation under the Security Dilemma",
    "After Hegemony", "Man, the State and War", "The Twenty Years' Crisis", "Politics among Nations",
)  # fmt: skip
"""One for each key, so that no work is taken for another."""
Work = dict[str, str]
Works = dict[str, Work]


def library(data: bytes | str, name: str = "a.bib") -> Library:
    source, _ = prepare(data.encode() if isinstance(data, str) else data, name)
    return bibtex.read(source)


def merged(base: bytes | str, ours: bytes | str, theirs: bytes | str) -> Merged:
    return merge(library(base, "base.bib"), library(ours, "ours.bib"), library(theirs, "theirs.bib"))


def text(works: Works, order: int = 0) -> str:
    """Works as a file, in one order or the other."""
    keys = list(works) if not order else list(works)[::-1]
    return "\n\n".join(entry(key, works[key]) for key in keys) + "\n"


def entry(key: str, work: Work) -> str:
    return f"@misc{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in work.items()) + "}"


VALUES = st.sampled_from(["a", "b", "1999", "{B}races", "x_1 \\& y", "äö"])
FIELDS = st.dictionaries(st.sampled_from(["note", "year", "pages", "publisher"]), VALUES, max_size=3)


@st.composite
def works(draw: st.DrawFn, keys: range = range(4)) -> Works:
    """Works with keys of some numbers."""
    chosen = draw(st.lists(st.sampled_from(keys), unique=True, max_size=4))
    return {f"key{number}": {"title": TITLES[number], **draw(FIELDS)} for number in chosen}


@st.composite
def changed(draw: st.DrawFn, base: Works) -> Works:
    """What somebody made of some works: fields set and removed, works removed and added."""
    kept = {key: work for key, work in base.items() if draw(st.integers(0, 4))}
    new = {key: _changed(draw, work) for key, work in kept.items()}
    return new | draw(works(range(4, 7)))


def _changed(draw: st.DrawFn, work: Work) -> Work:
    kept = {name: value for name, value in work.items() if name == "title" or draw(st.integers(0, 4))}
    return kept | draw(st.one_of(st.just({}), FIELDS))


@st.composite
def three(draw: st.DrawFn) -> tuple[Works, Works, Works]:
    base = draw(works())
    return base, draw(changed(base)), draw(changed(base))


@settings(max_examples=40)
@given(three(), st.booleans())
def test_one_side_unchanged_gives_the_bytes_of_the_other(versions: tuple[Works, Works, Works], crlf: bool) -> None:
    """Whichever side did nothing, and when both did the same."""
    base, one, other = (text(found).replace("\n", "\r\n" if crlf else "\n").encode() for found in versions)
    assert merged(base, base, other) == Merged(other)
    assert merged(base, one, base) == Merged(one)
    assert merged(base, one, one) == Merged(one)


def pieces(found: Works) -> set[tuple[str, str, str]]:
    return {(key, name, value) for key, work in found.items() for name, value in work.items()}


@settings(max_examples=80)
@given(three())
def test_what_either_side_wrote_stands_in_the_result(versions: tuple[Works, Works, Works]) -> None:
    """Each value that a side has and the base has not is there, and each that both kept; only what one removed and the
    other left alone is gone. Values are looked for in the text, entry by entry."""
    base, mine, yours = versions
    result = merged(text(base), text(mine), text(yours))
    there = {
        (one.key, name, field.value)
        for one in library(result.data, "result.bib").entries
        for name, field in one.fields.items()
    }
    before, ours, theirs = map(pieces, versions)
    assert (ours - before) | (theirs - before) | (ours & theirs) <= there
    assert there <= ours | theirs
    if not result.conflicts:
        assert not there & ((before - ours) | (before - theirs))


@settings(max_examples=60)
@given(three(), st.integers(0, 1), st.integers(0, 1))
def test_it_does_not_matter_which_side_is_ours(versions: tuple[Works, Works, Works], first: int, second: int) -> None:
    """The same works come out, or as many conflicts, whatever the order of the entries."""
    base, mine, yours = versions
    one = merged(text(base), text(mine, first), text(yours, second))
    other = merged(text(base), text(yours, second), text(mine, first))
    assert len(one.conflicts) == len(other.conflicts)
    if not one.conflicts:
        assert compare(library(one.data), library(other.data)).is_same


@settings(max_examples=60)
@given(three())
def test_the_result_is_a_bib_file(versions: tuple[Works, Works, Works]) -> None:
    """With conflicts in it or not: no entry is broken, and each mark has its line to itself."""
    result = merged(*map(text, versions))
    assert [one for one in library(result.data).diagnostics if one.code not in ("BIB101", "BIB003")] == []
    lines = result.data.decode().split("\n")
    marks = [lines.count(mark) for mark in ("<<<<<<< ours", "=======", ">>>>>>> theirs")]
    assert marks == [len(result.conflicts)] * 3


# ---------------------------------------------------------------------------------------------------- by hand


def test_pointers_follow_keys_that_either_side_changed() -> None:
    """Ours renamed one parent, theirs the other; each added a child under the old keys. By hand."""
    one, two = "@book{p, title = {The Anarchical Society}}\n", "@book{q, title = {After Hegemony}}\n"
    ours = one.replace("{p", "{bull") + two + "@inbook{c, crossref = {q}, title = {Mine}}\n"
    theirs = one + two.replace("{q", "{keohane") + "@inbook{d, title = {Yours}, crossref = {p}, related = {q}}\n"

    result = merged(one + two, ours, theirs.replace("related = {q}", "related = {keohane}"))

    assert result.conflicts == ()
    found = {one.key: one for one in library(result.data).entries}
    assert list(found) == ["bull", "keohane", "d", "c"]
    assert found["c"].text("crossref") == "keohane"
    assert (found["d"].text("crossref"), found["d"].text("related")) == ("bull", "keohane")


STRINGS = '@string{wp = "World Politics"}\n@string{io = "Int. Organ."}\n\n'
ARTICLE = "@article{a, title = {After Hegemony}, journal = wp}\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "result"),
    [
        # One that we removed does not come back because they still have it …
        ('@string{wp = "World Politics"}\n\n' + ARTICLE, STRINGS + ARTICLE + "% new\n", "@string{io"),
        # … and none is removed that we have.
        (STRINGS + ARTICLE + "% new\n", '@string{wp = "World Politics"}\n\n' + ARTICLE, ""),
    ],
)
def test_strings_that_one_side_removed(ours: str, theirs: str, result: str) -> None:
    """Ours decides. By hand."""
    found = merged(STRINGS + ARTICLE, ours, theirs)
    assert found.conflicts == ()
    assert ("io" in library(found.data).strings) is (result == "")
    assert b"% new" in found.data


def test_a_string_comes_back_with_what_uses_it() -> None:
    """We removed it, they added an entry that needs it: its text is there. By hand."""
    theirs = STRINGS + ARTICLE + "@article{b, title = {Rethinking Regimes}, journal = IO}\n"
    found = merged(STRINGS + ARTICLE, '@string{wp = "World Politics"}\n\n' + ARTICLE, theirs)
    assert library(found.data).entries[1].text("journal") == "Int. Organ."


def test_two_strings_of_one_block_in_conflict() -> None:
    """The block stands there twice, whole: what only they changed is in both. By hand."""
    base = '@string{a = "1", b = "2", c = "3"}\n@misc{x, title = {After Hegemony}}\n'
    ours = base.replace("1", "ours").replace("2", "mine")
    theirs = base.replace("1", "theirs").replace("2", "yours").replace("3", "new")

    result = merged(base, ours, theirs)

    assert [one.message for one in result.conflicts] == ["both changed the string a", "both changed the string b"]
    assert result.data.decode().split("@misc")[0] == (
        '<<<<<<< ours\n@string{a = "ours", b = "mine", c = "new"}\n=======\n'
        '@string{a = "theirs", b = "yours", c = "new"}\n>>>>>>> theirs\n'
    )


def test_remarks_that_come_twice() -> None:
    """Two rules of dashes that they changed to two headings; ours added an entry. By hand."""
    first, second = "@misc{a, title = {After Hegemony}}\n", "@misc{b, title = {Politics among Nations}}\n"
    base = f"% ---\n{first}\n% ---\n{second}"
    theirs = f"% one\n{first}\n% two\n{second}"
    ours = base + "\n@misc{c, title = {The Anarchical Society}}\n"
    assert merged(base, ours, theirs).data.decode() == theirs + "\n@misc{c, title = {The Anarchical Society}}\n"


def test_a_broken_entry_of_theirs_comes_as_it_is() -> None:
    """What cannot be read is not lost. By hand."""
    base = "@misc{a, title = {After Hegemony}}\n"
    broken = "@misc{b, title = {Politics among Nations}, note = {never closed, year = 1948\n"
    result = merged(base, base.replace("}}", "}, year = 1984}"), base + "\n" + broken)
    assert broken.strip().encode() in result.data
    assert b"year = 1984" in result.data


def test_two_works_under_one_key() -> None:
    """Neither takes anything from the other: both stand there as they were written. By hand."""
    mine = "@misc{new, title = {After Hegemony}, year = 1984}"
    yours = "@misc{new, title = {Politics among Nations}, publisher = {Knopf}}"
    result = merged("% works\n", f"% works\n{mine}\n", f"% works\n{yours}\n")
    assert [one.message for one in result.conflicts] == ["both added another work under the key new"]
    assert result.data.decode() == f"% works\n<<<<<<< ours\n{mine}\n=======\n{yours}\n>>>>>>> theirs\n"


def test_a_key_that_two_works_get() -> None:
    """We renamed a work to a key under which they added another: told, since BibTeX would drop one. By hand."""
    base = "@misc{a, title = {After Hegemony}}\n"
    ours, theirs = base.replace("{a", "{b"), base + "@misc{B, title = {Politics among Nations}}\n"
    assert [one.message for one in merged(base, ours, theirs).conflicts] == ["another entry has the key B now"]


def test_line_ends_and_encoding_are_those_of_ours() -> None:
    """Ours has CRLF and Latin-1, theirs LF and UTF-8; a letter that ours lacks becomes TeX. By hand."""
    base = "% é\r\n@misc{a,\r\n  title = {After Hegemony},\r\n}\r\n".encode("latin-1")
    ours = base.replace(b"Hegemony", b"H\xe9g\xe9monie")
    theirs = "% é\n@misc{a,\n  title = {After Hegemony},\n  note = {é and ő},\n}\n\n@misc{b,\n title = {ő}\n}\n"
    assert merged(base, ours, theirs).data == (
        "% é\r\n@misc{a,\r\n  title = {After Hégémonie},\r\n  note = {{\\'e} and {\\H{o}}},\r\n}\r\n\r\n"
        "@misc{b,\r\n title = {{\\H{o}}}\r\n}\r\n"
    ).encode("latin-1")


def test_a_script_that_ours_cannot_hold_is_refused() -> None:
    """Chinese into Latin-1: said with what to do, and nothing comes out. By hand."""
    base = "% é\n@misc{a, title = {After Hegemony}}\n".encode("latin-1")
    ours = base + b"@misc{c, title = {Politics among Nations}}\n"
    theirs = "% é\n@misc{a, title = {After Hegemony}}\n% 国际\n@misc{b, title = {国际}}\n"
    with pytest.raises(UsageError, match="which has no `国`"):
        merged(base, ours, theirs)


def test_the_time_grows_with_the_file(grows_linearly: Callable[[Callable[[int], object], int, int], bool]) -> None:
    """Both began with nothing: one added half of the works, the other the rest."""

    def work(count: int) -> None:
        half = ["\n".join(f"@misc{{k{n}, title = {{Work number {n}}}}}" for n in range(at, count, 2)) for at in (0, 1)]
        assert len(library(merged("", *half).data).entries) == count

    assert grows_linearly(work, 200, 800)


# ------------------------------------------------------------------------------------- with the real programs


def test_bibtex_reads_a_file_with_conflicts(tmp_path: Path, need: Callable[[str], str]) -> None:
    """The real BibTeX takes our version of a work that is there twice, and reads all the others."""
    works: Works = {f"key{n}": {"title": TITLES[n], "author": "A. Uthor", "year": "1990"} for n in range(3)}
    mine, yours = ({**works, "key1": {**works["key1"], "year": year}} for year in ("1991", "1992"))
    (tmp_path / "a.bib").write_bytes(merged(text(works), text(mine), text(yours)).data)
    (tmp_path / "a.aux").write_text("\\citation{*}\n\\bibstyle{plain}\n\\bibdata{a}\n")

    done = subprocess.run([need("bibtex"), "a"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "Repeated entry" in done.stdout
    printed = (tmp_path / "a.bbl").read_text()
    assert printed.count("\\bibitem") == 3
    assert "1991" in printed
    assert "1992" not in printed


@pytest.fixture
def git(tmp_path: Path, need: Callable[[str], str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`git("merge", "theirs")` in a repository that merges .bib files by citekit, as docs/merging.md says."""
    program = need("git")
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "CITEKIT_STATE": str(tmp_path / "state")}
    names = {
        f"GIT_{who}_{what}": "citekit@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    folder = tmp_path / "repository"
    folder.mkdir()

    def run(*words: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        # Whoever runs the tests from within git (a hook) has its GIT_DIR: this repository is another one.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment = {**inherited, **settings, **names}
        done = subprocess.run(
            [program, *words], cwd=folder, capture_output=True, text=True, check=False, env=environment
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done

    run("init", "-q", "-b", "main")
    citekit = Path(sys.executable).with_name("citekit")
    run("config", "merge.citekit.name", "bibliographies, by work")
    run("config", "merge.citekit.driver", f"'{citekit}' merge %O %A %B -o %A --name %P")
    (folder / ".gitattributes").write_text("*.bib merge=citekit\n")
    return run


def commit(git: Callable[..., subprocess.CompletedProcess[str]], folder: Path, works: Works, message: str) -> None:
    (folder / "bib").mkdir(exist_ok=True)
    (folder / "bib" / "works.bib").write_text(text(works))
    git("add", ".")
    git("commit", "-q", "-m", message)


BASE: Works = {f"key{n}": {"title": TITLES[n], "year": "1990"} for n in range(3)}


def test_git_merges_by_work(tmp_path: Path, git: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """Neighbouring lines of one entry changed on two branches: git alone would stop, and does not."""
    folder = tmp_path / "repository"
    commit(git, folder, BASE, "base")
    git("checkout", "-q", "-b", "theirs")
    commit(git, folder, {**BASE, "key1": {**BASE["key1"], "note": "read"}, "new": {"title": TITLES[5]}}, "theirs")
    git("checkout", "-q", "main")
    commit(git, folder, {**BASE, "key1": {**BASE["key1"], "year": "1991"}, "own": {"title": TITLES[6]}}, "ours")

    done = git("merge", "-q", "-m", "merged", "theirs")

    assert "CONFLICT" not in done.stdout
    found = library((folder / "bib" / "works.bib").read_bytes()).entries
    assert [one.key for one in found] == ["key0", "key1", "key2", "new", "own"]
    assert (found[1].text("year"), found[1].text("note")) == ("1991", "read")
    assert git("status", "--porcelain").stdout == ""
    assert not (tmp_path / "state").exists()


def test_git_stops_where_both_changed_the_same(
    tmp_path: Path, git: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """The merge ends with status 1 and the file's own name; the work stands there twice, all else is merged."""
    folder = tmp_path / "repository"
    commit(git, folder, BASE, "base")
    git("checkout", "-q", "-b", "theirs")
    commit(git, folder, {**BASE, "key1": {**BASE["key1"], "year": "1992"}, "key2": {"title": TITLES[2]}}, "theirs")
    git("checkout", "-q", "main")
    commit(git, folder, {**BASE, "key1": {**BASE["key1"], "year": "1991"}}, "ours")

    done = git("merge", "-q", "-m", "merged", "theirs", status=1)

    assert "CONFLICT (content): Merge conflict in bib/works.bib" in done.stdout
    assert "bib/works.bib:6:1: BIB103 both changed year of key1: we to `1991`, they to `1992`" in done.stderr
    assert git("status", "--porcelain").stdout == "UU bib/works.bib\n"
    assert (folder / "bib" / "works.bib").read_text() == text(
        {"key0": BASE["key0"], "key2": {"title": TITLES[2]}}
    ).replace(
        "\n\n@misc{key2",
        f"\n\n<<<<<<< ours\n{entry('key1', {**BASE['key1'], 'year': '1991'})}\n=======\n"
        f"{entry('key1', {**BASE['key1'], 'year': '1992'})}\n>>>>>>> theirs\n\n@misc{{key2",
    )


# -------------------------------------------------------------------------------------------- the command


def test_json_of_a_merge_fits_its_schema(tmp_path: Path, fits: Callable[[str, object], None]) -> None:
    """With conflicts, tried and made, and undone to the very bytes."""
    for name, year in (("base", 1990), ("ours", 1991), ("theirs", 1992)):
        (tmp_path / f"{name}.bib").write_text(f"@misc{{a, title = {{After Hegemony}}, year = {year}}}\n")
    before = (tmp_path / "ours.bib").read_bytes()
    words = ["-C", str(tmp_path), "merge", "base.bib", "ours.bib", "theirs.bib", "-o", "ours.bib", "--format", "json"]
    for extra, written in ((["--dry-run"], False), ([], True)):
        done = CliRunner().invoke(main, [*words, *extra])
        assert done.exit_code == 1, done.output
        told = json.loads(done.stdout)
        fits("merge", told)
        assert told["written"] is written
        assert ((tmp_path / "ours.bib").read_bytes() != before) is written
        assert [one["code"] for one in told["findings"]] == ["BIB103"]
    assert CliRunner().invoke(main, ["-C", str(tmp_path), "undo"]).exit_code == 0
    assert (tmp_path / "ours.bib").read_bytes() == before
