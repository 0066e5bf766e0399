"""The profiles: what they set, and that check() goes by them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from citekit.checker import check
from citekit.cli import main
from citekit.diagnostic import Severity
from citekit.model import Project
from citekit.profiles import NAMES
from citekit.profiles.reading import KINDS, built_in, profile

Build = Callable[[Mapping[str, str | bytes]], Project]


@pytest.mark.parametrize("name", NAMES)
def test_every_profile_can_be_read(name: str) -> None:
    """It has a title, and settings of the types that rules expect."""
    made = built_in(name)
    assert made.name == name
    assert made.title
    for setting, kind in KINDS.items():
        assert type(getattr(made.settings, setting)) is kind


def test_what_a_profile_leaves_out_is_that_of_its_base() -> None:
    """A house that only changes one severity keeps the settings of the style it goes by."""
    base = built_in("harvard")
    mine = profile("ours", {"severity": {"CIT102": "error"}}, base)
    assert mine.settings == base.settings
    assert mine.severities["CIT102"] is Severity.ERROR


def test_the_profile_of_a_project_is_read(project: Build) -> None:
    """`profile` in [check] names one."""
    made = project({"citekit.toml": '[check]\nprofile = "mla"\n'})
    assert made.config.profile.name == "mla"


def test_a_misspelt_profile_is_told(project: Build) -> None:
    """With the one that was meant."""
    found = check(project({"citekit.toml": '[check]\nprofile = "chicgo"\n'}))
    assert [(one.message, one.hint) for one in found] == [('profile cannot be "chicgo"', 'did you mean "chicago"?')]


HOUSE = 'title = "Ours"\nextends = "apa"\n[severity]\nquotation-without-locator = "error"\n[settings]\net-al-from = 4\n'
BIB = "@book{abel2001, author = {Abel, A. and Berg, B. and Carl, C.}, title = {T}, publisher = {P}, year = {2001}}\n"
TEXT = "He calls it “a need that nobody has ever denied” (Abel et al., 2001).\n"
ASKED = ["QUO101", "CIT205"]


def severities(made: Project) -> list[tuple[str, str]]:
    """What is told, and how bad it is."""
    return [(one.code, one.severity.word) for one in check(made, select=ASKED)]


def test_a_profile_of_the_house(project: Build) -> None:
    """Its severities and settings count, and what it leaves out is that of the one it extends."""
    files = {"house.toml": HOUSE, "r.bib": BIB, "a.md": TEXT}
    config = '[check]\nprofile = "house.toml"\n'
    made = project({**files, "citekit.toml": f'library = ["r.bib"]\ndocuments = ["a.md"]\n{config}'})
    assert made.config.profile.settings.bracket_by_author
    assert sorted(severities(made)) == [("CIT205", "information"), ("QUO101", "error")]


def test_profile_as_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--profile takes a name or a file; the exit status goes by the severities that it sets."""
    for name, content in (("house.toml", HOUSE), ("r.bib", BIB), ("a.md", TEXT)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command = ["check", "a.md", "-l", "r.bib", "--select", ",".join(ASKED), "--format", "json", "--profile"]
    strict, plain = (CliRunner().invoke(main, [*command, name]) for name in ("house.toml", "apa"))
    assert [strict.exit_code, plain.exit_code] == [1, 0]
    assert CliRunner().invoke(main, [*command, "nix.toml"]).exit_code == 2


def test_a_profile_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """citekit explain says what one of ours or of the house sets, and where that comes from; not a damaged file."""
    (tmp_path / "house.toml").write_text(f'{HOUSE}[sources]\net-al-from = "our guide"\n', encoding="utf-8")
    (tmp_path / "bad.toml").write_text("title =\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ["explain", "house.toml", "--format", "json"])
    sets = {row["name"]: (row["value"], row["source"]) for row in json.loads(told.stdout)["profile"]["sets"]}
    assert sets["settings.et-al-from"] == ("4", "our guide")
    assert "settings.et-al-from = 3" in CliRunner().invoke(main, ["explain", "apa"]).stdout
    assert CliRunner().invoke(main, ["explain", "bad.toml"]).exit_code == 2


def test_settings_for_some_files(project: Build) -> None:
    """[[check.files]] leaves kinds out, or looks for some alone, in the files that its patterns name."""
    lone = 'He called it a "second home.\n'
    config = """documents = ["drafts/a.md", "b.md", "c.md"]
[[check.files]]
files = ["drafts/*.md"]
ignore = ["QUO"]
[[check.files]]
files = ["c.md"]
select = ["CIT"]
"""
    made = project({"citekit.toml": config, "drafts/a.md": lone, "b.md": lone, "c.md": lone})
    assert [Path(one.span.path).name for one in check(made) if one.code == "QUO102"] == ["b.md"]
