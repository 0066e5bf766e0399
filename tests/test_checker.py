"""check(): what is selected, what is ignored, and what becomes of rules and plugins that fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from citekit import checker
from citekit.checker import check, problems
from citekit.diagnostic import Diagnostic, Severity, UsageError, problem
from citekit.model import Config, Document, Project
from citekit.plugin import Broken, Report, rule
from citekit.source import TextSource

Build = Callable[[Mapping[str, str | bytes]], Project]

UNREAD = problem("FIL001", "missing-file", Severity.ERROR, "No file.").at
SLIP = problem("BIB003", "missing-comma", Severity.WARNING, "No comma.").at


def text_project(text: str, *, config: Config | None = None, diagnostics: tuple[Diagnostic, ...] = ()) -> Project:
    """A project of one document without citations."""
    document = Document("essay.txt", TextSource("essay.txt", text), text)
    return Project(Path(), config or Config(), documents=(document,), diagnostics=diagnostics)


LONE = text_project("A mark” without its partner, and “another.")


def codes(found: list[Diagnostic]) -> list[str]:
    return [one.code for one in found]


def use(monkeypatch: pytest.MonkeyPatch, *plugins: object) -> None:
    """As if a package had brought these rules."""
    monkeypatch.setattr(checker, "discover", lambda group: plugins if group == "rules" else ())


# ------------------------------------------------------------------------------------------------ select, ignore


@pytest.mark.parametrize("word", ["QUO102", "QUO", "quo102", "unbalanced-quotation-mark", "Q"])
def test_select_names_a_code_its_beginning_or_its_name(word: str) -> None:
    """A finding can be asked for by its code, what that begins with, or its name, in either case."""
    assert codes(check(LONE, select=[word])) == ["QUO102", "QUO102"]


def test_select_leaves_out_the_rest() -> None:
    """What is not selected is not looked for."""
    assert check(LONE, select=["CIT"]) == []


@pytest.mark.parametrize("word", ["QUO102", "QUO", "unbalanced-quotation-mark"])
def test_ignore(word: str) -> None:
    """What is ignored is not reported, even when it is selected too."""
    assert check(LONE, ignore=[word]) == []
    assert check(LONE, select=["QUO"], ignore=[word]) == []


def test_configuration_is_added_to() -> None:
    """What the configuration selects and ignores counts together with what is given."""
    selecting = text_project(LONE.documents[0].text, config=Config(select=("CIT",)))
    ignoring = text_project(LONE.documents[0].text, config=Config(ignore=("QUO",)))

    assert check(selecting) == []
    assert codes(check(selecting, select=["QUO"])) == ["QUO102", "QUO102"]
    assert check(ignoring, ignore=["CIT"]) == []


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("CTI103", "did you mean CIT103?"),
        ("mispelt-author", "did you mean misspelt-author?"),
        ("zzz", "citekit explain lists the codes and names of all findings"),
        ("", "citekit explain lists the codes and names of all findings"),
    ],
)
@pytest.mark.parametrize("option", ["select", "ignore"])
def test_unknown_word(word: str, hint: str, option: str) -> None:
    """A word that fits nothing is refused, with the nearest that there is."""
    with pytest.raises(UsageError) as caught:
        check(LONE, **{option: [word]})

    assert caught.value.message == f'there is no finding "{word}"'
    assert caught.value.hint == hint


def test_unknown_word_in_the_configuration_is_a_finding() -> None:
    """A slip in citekit.toml does not stop the run, and does not go unseen whatever is selected."""
    config = Config(path="citekit.toml", select=("QUO", "CTI103"))
    found = check(text_project("Fine.", config=config))

    assert [(str(one.span), one.code, one.message, one.hint) for one in found] == [
        (
            "citekit.toml:1:1",
            "PRJ003",
            'select names "CTI103", but there is no such finding',
            "did you mean CIT103?",
        )
    ]


def test_an_unknown_word_of_a_file_is_told_where_it_stands(project: Build) -> None:
    """In a citekit.toml the second word of `ignore` has a line and a column."""
    read = project({"citekit.toml": 'title = "T"\n[check]\nignore = ["CIT101", "CIT999"]\n'})

    assert [(one.span.line, one.span.column) for one in check(read) if one.code == "PRJ003"] == [(3, 21)]


def test_findings_of_reading_obey_select_and_ignore() -> None:
    """What reading found is chosen like all else."""
    read = text_project("x", diagnostics=(SLIP(TextSource("a.bib", "@").span(0, 1), "a comma is missing"),))

    assert codes(check(read)) == ["BIB003"]
    assert check(read, ignore=["BIB"]) == []
    assert check(read, select=["CIT"]) == []


def test_unreadable_file_is_always_told() -> None:
    """That a file could not be read at all cannot be hidden."""
    missing = UNREAD(TextSource("b.md", "").span(0, 0), "there is no file b.md", unreadable=True)
    read = text_project("x", diagnostics=(missing,))

    assert codes(check(read, ignore=["FIL"])) == ["FIL001"]
    assert codes(check(read, select=["CIT"])) == ["FIL001"]


def test_order() -> None:
    """Findings come by file, then by place, those of reading among those of the rules."""
    essay = LONE.documents[0].source
    late = SLIP(essay.span(10, 11), "between the marks")
    first = SLIP(TextSource("a.bib", "@").span(0, 1), "another file")
    found = check(text_project(essay.text, diagnostics=(late, first)))

    assert [(one.span.path, one.span.column, one.code) for one in found] == [
        ("a.bib", 1, "BIB003"),
        ("essay.txt", 7, "QUO102"),
        ("essay.txt", 11, "BIB003"),
        ("essay.txt", 34, "QUO102"),
    ]


# ------------------------------------------------------------------------------------------------------- plugins


@rule("HSE001", Severity.WARNING)
def no_shouting(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A document shouts."""
    for document in project.documents:
        yield report(document.source.span(0, 1), "it begins too loud")


@rule("HSE002", Severity.WARNING)
def breaks_down(project: Project, report: Report) -> Iterator[Diagnostic]:
    """It finds one thing, then fails."""
    yield report(project.documents[0].source.span(0, 1), "the first finding")
    raise LookupError("of its own")


@rule("HSE003", Severity.WARNING)
def gives_rubbish(project: Project, report: Report) -> Iterator[Diagnostic]:
    """It does not keep to the contract."""
    report(project.documents[0].source.span(0, 1), "never given")
    yield "rubbish"  # type: ignore[misc]


def test_rule_of_a_plugin_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that a package brings runs beside ours, can be selected, and can be explained."""
    use(monkeypatch, no_shouting)

    assert codes(check(LONE)) == ["HSE001", "QUO102", "QUO102"]
    assert codes(check(LONE, select=["no-shouting"])) == ["HSE001"]
    assert "HSE001" in {found.code for found in problems()}


def test_rule_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule's own fault costs the rest of its findings; the report names rule and fault, and the run goes on."""
    use(monkeypatch, breaks_down, gives_rubbish)
    found = check(LONE)

    assert codes(found) == ["PLG002", "PLG002", "HSE002", "QUO102", "QUO102"]
    assert [one.message for one in found[:2]] == [
        "the rule breaks-down (HSE002) stopped at a fault of its own: LookupError: of its own",
        "the rule gives-rubbish (HSE003) stopped at a fault of its own: TypeError: it gave str for a finding",
    ]
    assert found[0].hint == "tell its author which file made it stop; --ignore HSE002 leaves it out"
    assert codes(check(LONE, ignore=["HSE", "QUO"])) == []
    assert codes(check(LONE, select=["HSE002"])) == ["PLG002", "HSE002"]


def test_rule_of_ours_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own rules get no other treatment."""
    monkeypatch.setattr(checker, "RULES", (breaks_down, *checker.RULES))

    assert codes(check(LONE)) == ["PLG002", "HSE002", "QUO102", "QUO102"]


def test_plugin_that_does_not_load_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that is broken, or brings something else than a rule, is named; all else runs."""
    use(monkeypatch, Broken("house-style", "ImportError: no module named x"), 7)
    found = check(LONE, select=["QUO"])

    assert codes(found) == ["PLG001", "PLG001", "QUO102", "QUO102"]
    assert found[0].message == (
        "the plugin house-style of citekit.rules could not be loaded: ImportError: no module named x"
    )
    assert found[1].message == "the plugin 7 of citekit.rules could not be loaded: it is no Rule"
    assert codes(check(LONE, ignore=["PLG"])) == ["QUO102", "QUO102"]


def test_check_is_pure() -> None:
    """The same project gives the same findings."""
    assert check(LONE) == check(LONE)
