"""Verdicts in claims files: the new one is written, the one before it is kept, and a change since is told.

Expected files are written by hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from citekit.checker import check
from citekit.cli import main
from citekit.diagnostic import UsageError
from citekit.edits.ledger import judged
from citekit.model import Project, Verdict
from citekit.rules.verdicts import about

Build = Callable[[Mapping[str, str | bytes]], Project]

BIB = "@book{holsti1995,\n  author = {K. J. Holsti},\n  title = {Politics},\n  publisher = {PH},\n  year = {1995},\n}\n"
CLAIM = (
    'document = "esai.md"\n\n[[claim]]  # satu\nid = "a"\nexact = "Negara bekerja sama."\n'
    '[[claim.source]]\nkey = "holsti1995"\n'
)
FILES = {"references.bib": BIB, "esai.md": "Negara bekerja sama.\n", "claims.toml": CLAIM}


def after(project: Project, status: str = "supported", by: str = "Ani") -> str:
    """The claims file with a verdict on its first claim."""
    claim = project.claims[0]
    verdict = Verdict(status, by, date(2026, 11, 24), about=about(claim, project))
    (change,) = judged({claim: verdict})
    assert change.after is not None
    return change.after.decode()


def stale(project: Project) -> list[str]:
    return [one.message for one in check(project) if one.code == "CLM107"]


def test_first_verdict_is_added_at_the_end_of_its_claim(project: Build) -> None:
    """Every byte that was there stays, and the verdict reads back."""
    new = after(project(FILES))

    assert new.startswith(CLAIM.rstrip("\n") + '\n[claim.verdict]\nstatus = "supported"\nby = "Ani"\non = 2026-11-24\n')
    assert project({**FILES, "claims.toml": new}).claims[0].verdict.by == "Ani"


def test_verdict_before_it_is_kept(project: Build) -> None:
    """The ledger has both, the oldest first, and lines of the writer's own stay."""
    old = CLAIM + '[claim.verdict]\nstatus = "partly"  # hlm. 4\nby = "Budi"\n\n[[claim]]\nid = "b"\nexact = "sama"\n'
    new = after(project({**FILES, "claims.toml": old}))
    claim, other = project({**FILES, "claims.toml": new}).claims

    assert '[[claim.earlier]]\nstatus = "partly"  # hlm. 4\nby = "Budi"\n[claim.verdict]\n' in new
    assert [each.by for each in claim.earlier] == ["Budi"]
    assert (claim.verdict.status, other.verdict) == ("supported", Verdict())


def test_line_ends_stay(project: Build) -> None:
    """A file with CRLF gets no bare line feed."""
    new = after(project({**FILES, "claims.toml": CLAIM.replace("\n", "\r\n").encode()}))

    assert new.count("\n") == new.count("\r\n") > CLAIM.count("\n")


@pytest.mark.parametrize("verdict", ['verdict = { status = "partly" }\n'])
def test_a_claim_that_cannot_be_written_is_refused(verdict: str, project: Build) -> None:
    """Nothing is guessed about a verdict on one line."""
    text = CLAIM.replace("[[claim.source]]", f"{verdict}[[claim.source]]")

    with pytest.raises(UsageError, match="cannot be given a verdict"):
        after(project({**FILES, "claims.toml": text}))


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("references.bib", "Politics", "Politik", ["the entries of its sources"]),
        ("references.bib", "title = {Politics}", "title   =   {Politics}", []),
        ("claims.toml", 'exact = "Negara bekerja sama."', 'exact = "bekerja sama."', ["the words of its passage"]),
        ("esai.md", "sama.", "sama. Lain.", []),
    ],
)
def test_a_verdict_goes_stale_with_what_it_was_about(
    name: str, old: str, new: str, told: list[str], project: Build
) -> None:
    """What the person looked at is another now; what only looks otherwise is not."""
    files = {**FILES, "claims.toml": after(project(FILES))}
    files[name] = files[name].replace(old, new)

    assert stale(project(files)) == [f"the verdict on a is older than {what}" for what in told]


def test_a_kept_text_that_changed_makes_it_stale(project: Build) -> None:
    """The text of the work in sources/ counts as well."""
    kept = {**FILES, "sources/holsti1995.txt": "Negara bekerja sama karena perlu."}
    judgement = {**kept, "claims.toml": after(project(kept))}

    assert stale(project(judgement)) == []
    assert stale(project({**judgement, "sources/holsti1995.txt": "Negara berperang karena perlu."})) == [
        "the verdict on a is older than the kept texts of its sources"
    ]


def test_json_of_the_command_is_as_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `citekit claims verdict --format json` prints is what its schema says."""
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    config = 'library = ["references.bib"]\ndocuments = ["esai.md"]\nclaims = ["claims.toml"]\n'
    (tmp_path / "citekit.toml").write_text(config, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    command = ["claims", "verdict", "a", "supported", "--by", "Ani", "--on", "2026-11-24", "--format", "json"]
    told = CliRunner().invoke(main, command)
    folder = files("citekit").joinpath("schemas")
    schema, changes = (
        json.loads(folder.joinpath(f"{name}.schema.json").read_text("utf-8")) for name in ("claims-verdict", "changes")
    )
    known: Registry[object] = Registry().with_resource(changes["$id"], Resource.from_contents(changes))
    assert told.exit_code == 0
    assert list(Draft202012Validator(schema, registry=known).iter_errors(json.loads(told.stdout))) == []
    assert 'by = "Ani"' in (tmp_path / "claims.toml").read_text("utf-8")
