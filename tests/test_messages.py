"""Messages in other languages: the catalogues, how a language is chosen, and what it changes and does not change.

What the Indonesian says is written by hand; that each message has it, and with the right values, is checked here.
"""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Callable, Mapping
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from citekit.checker import check, problems
from citekit.cli import main
from citekit.diagnostic import Problem
from citekit.messages import english, said, say, together
from citekit.messages.catalogues import catalogue, fitting, languages, preferred
from citekit.messages.pages import in_language, texts
from citekit.model import Project
from tools import catalogues

Build = Callable[[Mapping[str, str | bytes]], Project]

FENCE = re.compile(r"^~~~(\S+)\n(.*?)^~~~$", re.MULTILINE | re.DOTALL)
VALUE = re.compile(r"\{[a-z_]+(?::,)?\}")
BIB = "@book{holsti1995, author = {Holsti, K. J.}, title = {T}, publisher = {P}, year = {1995}}\n"
ARTICLE = "Negara bekerja sama (Holsty, 1995). “Satu (Contoh, 2001, hlm. 3).\n"


# -------------------------------------------------------------------------------------------------- the catalogues


@pytest.mark.parametrize("language", catalogues.languages())
def test_catalogue_is_sound(language: str) -> None:
    """It has every message of the code and no other, none is fuzzy, values agree, and the .mo is of this .po."""
    assert list(catalogues.faults(language)) == []


def test_indonesian_is_whole() -> None:
    """Every message and every page of citekit explain can be said in Indonesian."""
    assert catalogues.untranslated("id") == []


def broken(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (broken('msgid "no year"\nmsgstr "tanpa tahun"', ""), "is not in the catalogue: no year"),
        (broken('msgid "no year"', 'msgid "no such year"'), "is in the code no more: no such year"),
        (broken('msgid "no year"', '#, fuzzy\nmsgid "no year"'), "is marked fuzzy: no year"),
        (broken('msgstr "{key} tidak disitasi', 'msgstr "{kunci} tidak disitasi'), "has other values than the code"),
        (broken('msgstr "{key} tidak disitasi', 'msgstr "tidak disitasi'), "has other values than the code"),
        (broken('msgstr "{key} tidak disitasi', 'msgstr "{key tidak disitasi'), "cannot be filled in"),
        (broken('msgstr "tanpa tahun"', 'msgstr "tanpa angka tahun"'), "the .mo is older than the .po"),
    ],
)
def test_faults_of_a_catalogue_are_found(
    change: Callable[[str], str], fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may go wrong when a catalogue is edited by hand is told, each with the message that it is about."""
    text, compiled = catalogues.source("id").read_text("utf-8"), catalogues.source("id").with_suffix(".mo").read_bytes()
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues.source("id").parent.mkdir(parents=True)
    catalogues.source("id").write_text(change(text), "utf-8")
    catalogues.source("id").with_suffix(".mo").write_bytes(compiled)

    assert any(fault in one for one in catalogues.faults("id"))


def test_new_language_begins_with_every_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue that was just begun lacks translations and nothing else; until they come it says English."""
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues.update("de")

    assert list(catalogues.faults("de")) == []
    assert len(catalogues.untranslated("de")) == len(catalogues.messages())
    with catalogues.source("de").with_suffix(".mo").open("rb") as file:
        begun = gettext.GNUTranslations(file)
    assert said(say("{count} error", "{count} errors", count=2), begun) == "2 errors"


def test_updating_keeps_translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing a catalogue again changes nothing in one that is as it should be, its glossary included."""
    text = catalogues.source("id").read_bytes()
    compiled = catalogues.source("id").with_suffix(".mo").read_bytes()
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues.source("id").parent.mkdir(parents=True)
    catalogues.source("id").write_bytes(text)
    catalogues.update("id")

    assert catalogues.source("id").read_bytes() == text
    assert catalogues.source("id").with_suffix(".mo").read_bytes() == compiled


def with_example() -> list[Problem]:
    return [one for one in problems() if "## Example\n" in one.documentation]


@pytest.mark.parametrize("problem", with_example(), ids=lambda one: one.code)
def test_every_finding_is_said_in_indonesian(problem: Problem, project: Build) -> None:
    """What the example of a kind of finding gives has an Indonesian message and hint, all values in their places."""
    page = problem.documentation.partition("## Example\n")[2].partition("## Use instead")[0]
    indonesian = catalogue("id")
    assert indonesian is not None
    # To look for less is quicker; an ignore that is not used shows only where the ignored is looked for.
    select = [] if problem.code == "PRJ006" else [problem.code]
    found = [one for one in check(project(dict(FENCE.findall(page))), select=select) if one.code == problem.code]

    assert found
    for one in found:
        told = one.said(indonesian)
        for was, now in ((one.message, told.message), (one.hint, told.hint)):
            assert not was or now != was
            assert len(VALUE.findall(now)) <= len(VALUE.findall(was))


# --------------------------------------------------------------------------------------------------- the language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "tlh"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "id"}, "id"),
        ({"LC_MESSAGES": "id", "LC_ALL": "en_GB"}, "en"),
        ({"LC_ALL": "en_GB", "LANGUAGE": "jv:id:en"}, "id"),
        ({"LANG": "id_ID", "LANGUAGE": "en:id"}, "en"),
        ({"LANG": "id_ID", "LANGUAGE": ""}, "id"),
    ],
)
def test_language_of_the_environment(environment: Mapping[str, str], language: str) -> None:
    """LANGUAGE, LC_ALL, LC_MESSAGES, LANG, the first that is set (gettext's manual, 2.3); LANGUAGE may name several."""
    assert preferred(environment) == language


def test_languages_and_their_names() -> None:
    """English needs no catalogue; a region or a case that nobody has a catalogue of is no hindrance."""
    assert languages()[0] == "en"
    assert "id" in languages()
    assert catalogue("en") is None
    assert [fitting(one) for one in ("id", "ID", "id-ID", "id_ID.UTF-8@latin", "xx", "")] == ["id"] * 4 + [None] * 2


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    """`run("check", …)`: a command in a folder with an article and its library."""
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "refs.bib").write_text(BIB, "utf-8")

    def command(*words: str) -> Result:
        with chdir(tmp_path):
            return CliRunner().invoke(main, list(words))

    return command


CHECK = ("check", "article.txt", "-l", "refs.bib")


def test_unknown_language_is_refused(run: Callable[..., Result]) -> None:
    """One line names the languages that there are, and the status is that of wrong usage."""
    result = run(*CHECK, "--lang", "xx")

    assert result.exit_code == 2
    assert result.stderr == f"citekit: there are no messages in 'xx'; the languages are {', '.join(languages())}\n"


def test_places_codes_and_status_stay(run: Callable[..., Result]) -> None:
    """Another language changes words alone: each line keeps its path, line, column and code, and the status stays."""
    before, after = run(*CHECK), run(*CHECK, "--lang", "id")
    place = re.compile(r"^\S+:\d+:\d+: [A-Z]{3}\d{3} (.*)$", re.M)

    assert before.exit_code == after.exit_code == 1
    assert [one[0][: one.start(1) - one.start()] for one in place.finditer(before.stdout)] == [
        one[0][: one.start(1) - one.start()] for one in place.finditer(after.stdout)
    ]
    assert place.findall(before.stdout)
    assert not set(place.findall(before.stdout)) & set(place.findall(after.stdout))


def test_json_is_the_same_but_for_words(run: Callable[..., Result]) -> None:
    """In JSON the message and the hint are in the language; codes, severities and all names of fields are not."""

    def bare(result: Result) -> object:
        told = json.loads(result.stdout)
        for one in told["findings"]:
            for part in (one, *one["related"]):
                part["message"] = part["hint"] = ""
        return told

    before, after = run(*CHECK, "--format", "json"), run(*CHECK, "--format", "json", "--lang", "id")
    assert bare(before) == bare(after)
    assert '"Holsty\\" dieja \\"Holsti\\" di holsti1995' in after.stdout


def test_fingerprints_stay(run: Callable[..., Result]) -> None:
    """A finding that a code host knows is not new because somebody else, with another language, ran the check."""

    def prints(result: Result) -> list[str]:
        results = json.loads(result.stdout)["runs"][0]["results"]
        return [one["partialFingerprints"]["citekit/v1"] for one in results]

    assert prints(run(*CHECK, "--format", "sarif")) == prints(run(*CHECK, "--format", "sarif", "--lang", "id"))


def test_report_is_in_the_language(run: Callable[..., Result]) -> None:
    """The page says its language and has its labels and messages in it."""
    page = run(*CHECK, "--format", "html", "--lang", "id").stdout

    assert '<html lang="id"' in page
    assert "Hanya yang bermasalah" in page
    assert "Only problems" not in page
    assert "dieja" in page


def test_sheet_is_in_the_language(run: Callable[..., Result], tmp_path: Path) -> None:
    """A sheet is for people: its head and the severities are in the language too (openpyxl reads it)."""
    assert run(*CHECK, "--select", "CIT103", "--format", "xlsx", "--lang", "id", "-o", "found.xlsx").exit_code == 1
    sheet = load_workbook(tmp_path / "found.xlsx").active
    head, first = ([cell.value for cell in row[:3]] for row in sheet.iter_rows(max_row=2))

    assert head == ["tingkat", "kode", "nama"]
    assert first == ["kesalahan", "CIT103", "misspelt-author"]


def test_environment_is_heeded(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --lang the environment decides; --lang goes before it."""
    monkeypatch.delenv("LANGUAGE")
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")

    assert "dieja" in run(*CHECK).stdout
    assert "is spelt" in run(*CHECK, "--lang", "en").stdout


def test_english_reads_no_catalogue(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads English does not wait for a catalogue of another language."""

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(gettext, "GNUTranslations", refuse)
    catalogue.cache_clear()
    assert run("show", "holsti1995", "refs.bib").exit_code == 0
    assert run(*CHECK).exit_code == 1


# --------------------------------------------------------------------------------------------- messages and pages


class Shouting(gettext.NullTranslations):
    """A language in which everything is said in capitals and values stay."""

    def gettext(self, message: str) -> str:
        return re.sub(r"\{\w+\}|\w+", lambda found: found[0] if found[0][0] == "{" else found[0].upper(), message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)


def test_messages_within_messages() -> None:
    """Values that are messages are translated too; texts of a person stay as they are."""
    inner = say("no date for {key}", key="holsti1995")
    message = say("see {what}", what=together([inner, "Plano"], "; "))

    assert message == "see no date for holsti1995; Plano"
    assert said(message, Shouting()) == "SEE NO DATE FOR holsti1995; Plano"
    assert english(said(message, Shouting())) == message
    assert said("Plano", Shouting()) == english("Plano") == "Plano"


@given(st.text())
def test_no_text_of_a_person_is_taken_for_a_template(text: str) -> None:
    """Braces, percent signs and whatever else stands in a file come out as they went in."""
    assert (
        said(say("see {what}", what=together([text, say("{key}", key=text)], " ")), Shouting()) == f"SEE {text} {text}"
    )


@pytest.mark.parametrize(("count", "words"), [(0, "0 ERRORS"), (1, "1 ERROR"), (2, "2 ERRORS")])
def test_numbers_choose_their_form(count: int, words: str) -> None:
    """The catalogue chooses the form, by the number, as its language has it."""
    assert said(say("{count} error", "{count} errors", count=count), Shouting()) == words


def test_examples_of_pages_stay() -> None:
    """Of a page headings and paragraphs are said, each as one text; what stands between fences is nobody's language."""
    page = "A fault\nof names.\n\n## Example\n~~~a.md\n## Holsti\n\nSays so.\n~~~\n\n## Use instead\nNothing."

    assert list(texts(page)) == ["A fault of names.", "Example", "Use instead", "Nothing."]
    assert in_language(page, gettext.NullTranslations()) == page
    assert in_language(page, Shouting()) == (
        "A FAULT OF NAMES.\n\n## EXAMPLE\n~~~a.md\n## Holsti\n\nSays so.\n~~~\n\n## USE INSTEAD\nNOTHING."
    )
