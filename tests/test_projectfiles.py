"""claims.toml, reading-list.toml and citekit.toml: what is read of them, and what is said of what is wrong."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from citekit.diagnostic import Diagnostic, Severity
from citekit.model import Locator, ReadingList, Selector
from citekit.projectfiles import PROBLEMS, claims, config, reading_list
from citekit.projectfiles.claims import ClaimsFile
from citekit.projectfiles.config import ConfigFile
from citekit.projectfiles.vocabulary import INTENTS, LOCATORS
from citekit.source import TextSource


def read_claims(text: str, base: str = ".") -> ClaimsFile:
    return claims.read(TextSource("claims.toml", text), base)


def read_list(text: str) -> ReadingList:
    return reading_list.read(TextSource("reading-list.toml", text))


def read_config(text: str) -> ConfigFile:
    return config.examine(TextSource("citekit.toml", text))


def said(found: tuple[Diagnostic, ...]) -> list[tuple[str, int, str, str]]:
    return [(one.code, one.span.line, one.message, one.hint) for one in found]


CLAIM = """\
document = "article.md"

[[claim]]
id = "anarchy"
exact = "no one state can do it alone"
prefix = "because "
suffix = ","
kind = "reason"
note = "central"

[[claim.source]]
key = "dougherty1997"
page = "418"
intent = "obtainsSupportFrom"
via = "holsti1995"
note = "second half"

[[claim.source]]
key = "holsti1995"
chapter = 12

[claim.verdict]
status = "partly"
by = "A. Reader"
on = 2026-11-24
note = "only the first half"
"""


def test_a_claim_is_read_whole() -> None:
    """Every field of the documented form comes out where the model has a place for it."""
    file = read_claims(CLAIM)
    assert file.diagnostics == ()
    (claim,) = file.claims
    assert (claim.id, claim.document, claim.kind, claim.note) == ("anarchy", "article.md", "reason", "central")
    assert claim.selector == Selector("no one state can do it alone", "because ", ",")
    first, second = claim.sources
    assert (first.key, first.locator, first.intent) == ("dougherty1997", Locator("page", "418"), "obtainsSupportFrom")
    assert (first.via, first.note) == ("holsti1995", "second half")
    assert second.locator == Locator("chapter", "12")
    verdict = claim.verdict
    assert (verdict.status, verdict.by, verdict.on) == ("partly", "A. Reader", date(2026, 11, 24))
    assert verdict.note == "only the first half"


def test_a_claim_knows_its_place() -> None:
    """The spans are those of the table, of the passage and of each source's key."""
    (claim,) = read_claims(CLAIM).claims
    assert (claim.span.line, claim.span.end_line) == (3, 26)
    assert claim.exact_span.text == '"no one state can do it alone"'
    assert [source.span.text for source in claim.sources] == ['"dougherty1997"', '"holsti1995"']


def test_a_document_counts_from_the_claims_file() -> None:
    """A claims file in a folder names the documents beside it; a claim may name another than its file does."""
    file = read_claims('document = "a.md"\n[[claim]]\nexact = "x"\n[[claim]]\nexact = "y"\ndocument = "b.md"\n', "part")
    assert [claim.document for claim in file.claims] == ["part/a.md", "part/b.md"]


def test_a_claim_without_an_id_gets_its_number() -> None:
    """It is called by its place in the file, or in all files when that is told."""
    text = '[[claim]]\nexact = "x"\n[[claim]]\nid = "y"\nexact = "y"\n[[claim]]\nexact = "z"\n'
    assert [claim.id for claim in read_claims(text).claims] == ["claim-1", "y", "claim-3"]
    file = claims.read(TextSource("more.toml", text), ".", 7)
    assert [claim.id for claim in file.claims] == ["claim-7", "y", "claim-9"]


@pytest.mark.parametrize(
    ("field", "message", "hint"),
    [
        ("pages = 3", "a source has no field pages", "did you mean page?"),
        ('chapter = ["a"]', "chapter must be text or a whole number, not a list", 'write chapter = "12–15"'),
        ("page = true", "page must be text or a whole number, not true or false", 'write page = "12–15"'),
        ('intent = "supportedBy"', 'intent cannot be "supportedBy"', 'did you mean "supports"?'),
        ("via = 3", "via must be text, not a number", 'write via = "…"'),
        (
            'page = "3"\nchapter = "1"',
            "a source has page already, and can have one locator",
            'join them: page = "…, chapter …"',
        ),
    ],
)
def test_faults_of_a_source_are_said_in_one_sentence(field: str, message: str, hint: str) -> None:
    """Unknown fields name the nearest one, wrong values say what is expected; the source is read all the same."""
    file = read_claims(f'document = "a.md"\n[[claim]]\nexact = "x"\n[[claim.source]]\nkey = "k"\n{field}\n')
    line = 5 + len(field.split("\n"))
    code = "CLM002" if "pages" in field else "CLM003"
    assert said(file.diagnostics) == [(code, line, message, hint)]
    assert file.claims[0].sources[0].key == "k"


@pytest.mark.parametrize(
    ("text", "code", "line", "message"),
    [
        ('[[claim]]\nid = "a"\n', "CLM003", 1, "a claim lacks the field exact"),
        ('[[claim]]\nexact = "  "\n', "CLM003", 2, "a claim lacks the field exact"),
        ('[[claim]]\nexact = "x"\n[[claim.source]]\npage = 3\n', "CLM003", 3, "a source lacks the field key"),
        (
            '[claim]\nexact = "x"\n',
            "CLM003",
            1,
            "there may be several of claim, and this is written as if there were one",
        ),
        ('claim = "x"\n', "CLM003", 1, "claim must be a list of tables, not text"),
        ('[[claim]]\nexact = "x"\nsource = ["k"]\n', "CLM003", 3, "source lists tables, and this is text"),
        ('[[claim]]\nexact = "x"\nverdict = "supported"\n', "CLM003", 3, "verdict must be a table, not text"),
        (
            '[[claim]]\nexact = "x"\n[claim.verdict]\nstatus = "true"\n',
            "CLM003",
            4,
            'status cannot be "true"',
        ),
        (
            '[[claim]]\nexact = "x"\n[claim.verdict]\non = "2026-11-24"\n',
            "CLM003",
            4,
            "on must be a date, not text",
        ),
        ('[[claims]]\nexact = "x"\n', "CLM002", 1, "a claims file has no field claims"),
        ('[[claim]]\nexact = "x"\nexcat = "y"\n', "CLM002", 3, "a claim has no field excat"),
    ],
)
def test_faults_of_a_claim_stand_at_their_line(text: str, code: str, line: int, message: str) -> None:
    """Each is one finding at the field, or at the header when a field is missing."""
    assert [one[:3] for one in said(read_claims(text).diagnostics)] == [(code, line, message)]


def test_a_very_long_unknown_field_is_compared_with_nothing() -> None:
    """A name no person would write gets the list of fields instead of a guess."""
    file = read_claims(f'[[claim]]\nexact = "x"\n{"k" * 10_000} = 1\n')
    assert file.diagnostics[0].hint.startswith("it can have: id, exact, prefix")


def test_two_claims_with_one_id_are_both_shown() -> None:
    """CLM004 stands at the second id and points to the first, across files too."""
    one = claims.read(TextSource("one.toml", '[[claim]]\nid = "a"\nexact = "x"\n'), ".")
    two = claims.read(TextSource("two.toml", '[[claim]]\nexact = "y"\nid = "a"\n'), ".")
    (found,) = claims.repeated([one, two])
    assert str(found.span) == "two.toml:3:6"
    assert str(found.related[0].span) == "one.toml:2:6"
    assert (found.code, found.message) == ("CLM004", 'the id "a" is taken by another claim')


def test_findings_of_a_claim_name_it() -> None:
    """The subject of a finding is the claim's id, so that lists can be filtered by it."""
    file = read_claims('[[claim]]\nid = "a"\nexact = "x"\nkid = 1\n')
    assert [one.subject for one in file.diagnostics] == ["a"]


def test_locators_are_those_of_csl(shared: Path) -> None:
    """The labels are just those of the CSL schema's terms (1.0.2)."""
    terms = (shared / "csl/spec/schema/styles/csl-terms.rnc").read_text("utf-8")
    found = re.search(r"terms\.locator =(.*?)terms\.non-locator", terms, re.DOTALL)
    assert found is not None
    assert set(LOCATORS.values()) == set(re.findall(r'"([\w-]+)"', found[1]))


def test_a_field_names_each_locator_once() -> None:
    """No two fields give the same label, and each field's label begins with its name, but for the footnote."""
    assert len(set(LOCATORS.values())) == len(LOCATORS)
    odd = {field for field, label in LOCATORS.items() if not label.startswith(field)}
    assert odd == {"footnote"}


def test_intents_are_in_order_and_distinct() -> None:
    """CiTO's property `cites` and the forty-two kinds of it, counted by hand in the ontology."""
    assert list(INTENTS) == sorted(set(INTENTS))
    assert len(INTENTS) == 43


# -------------------------------------------------------------------------------------------- reading list

LIST = """\
title = "Course"
note = "Read ahead."

[[section]]
title = "Week 1"
note = "Basics"

[[section.item]]
key = "holsti1995"
importance = "essential"
chapter = "12"
note = "Slowly."

[[section.item]]
key = "plano1979"

[[section]]
title = "Week 2"
"""


def test_a_reading_list_is_read_whole() -> None:
    """Sections and items come in the file's order, with everything they say."""
    found = read_list(LIST)
    assert (found.title, found.note, found.diagnostics) == ("Course", "Read ahead.", ())
    assert [(one.title, one.note, len(one.items)) for one in found.sections] == [
        ("Week 1", "Basics", 2),
        ("Week 2", "", 0),
    ]
    item = found.sections[0].items[0]
    assert (item.key, item.importance, item.note) == ("holsti1995", "essential", "Slowly.")
    assert item.locator == Locator("chapter", "12")
    assert str(item.span) == "reading-list.toml:9:7"


def test_faults_of_a_reading_list() -> None:
    """LST001 costs its section; LST002 and LST003 stand at the field, and an item without a key is left out."""
    text = LIST + 'items = 1\n[[section]]\ntitle = Week 3\n[[section]]\n[[section.item]]\nimportance = "must"\n'
    found = read_list(text)
    assert [section.title for section in found.sections] == ["Week 1", "Week 2", ""]
    assert sorted(one[:3] for one in said(found.diagnostics)) == [
        ("LST001", 21, "this is no value that TOML knows"),
        ("LST002", 19, "a section has no field items"),
        ("LST003", 23, "an item lacks the field key"),
        ("LST003", 24, 'importance cannot be "must"'),
    ]
    assert found.sections[2].items == ()


# -------------------------------------------------------------------------------------------- citekit.toml

CONFIG = """\
title = "Why"
language = "id"
style = "pybtex:alpha"
library = "references.bib"
documents = ["article.md", "chapters/*.md"]
claims = ["claims.toml"]
reading-lists = ["lists/course.toml"]
templates = "pages"

[check]
select = ["CIT", "CLM101"]
ignore = "BIB102"
fail-on = "warning"

[[output]]
template = "reading-list.html"
file = "build/list.html"
list = "lists/course.toml"
title = "Course"
style = "pybtex:plain"

[[output]]
template = "reading-list.md"
file = "build/cited.md"
cited-in = ["chapters/one.md"]
"""


def test_a_config_is_read_whole() -> None:
    """Every setting is read; a single text stands for a list of one; a wildcard covers the documents that fit."""
    file = read_config(CONFIG)
    found = file.config
    assert file.diagnostics == ()
    assert (found.path, found.title, found.language, found.style) == ("citekit.toml", "Why", "id", "pybtex:alpha")
    assert (found.libraries, found.documents) == (("references.bib",), ("article.md", "chapters/*.md"))
    assert (found.claims, found.reading_lists, found.templates) == (("claims.toml",), ("lists/course.toml",), "pages")
    assert (found.select, found.ignore, found.fail_on) == (("CIT", "CLM101"), ("BIB102",), Severity.WARNING)
    first, second = found.outputs
    assert (first.template, first.file, first.list) == ("reading-list.html", "build/list.html", "lists/course.toml")
    assert (first.title, first.style, first.cited_in) == ("Course", "pybtex:plain", ())
    assert second.cited_in == ("chapters/one.md",)
    assert second.span.line == 22


def test_an_empty_config_has_the_defaults() -> None:
    """An empty citekit.toml is a project: defaults for all, and nothing to complain of."""
    found, diagnostics = config.read(TextSource("citekit.toml", ""))
    assert diagnostics == ()
    assert (found.style, found.templates, found.fail_on) == ("pybtex:plain", "templates", Severity.ERROR)


@pytest.mark.parametrize(
    ("text", "code", "line", "message", "hint"),
    [
        ('libary = ["a.bib"]\n', "PRJ002", 1, "citekit.toml has no field libary", "did you mean library?"),
        ("[check]\nfailon = 1\n", "PRJ002", 2, "[check] has no field failon", "did you mean fail-on?"),
        ('[check]\nfail-on = "errors"\n', "PRJ003", 2, 'fail-on cannot be "errors"', 'did you mean "error"?'),
        (
            '[check]\nignore = ["BIB101", "unused"]\n',
            "PRJ003",
            2,
            '"unused" is neither a code nor the beginning of one',
            'write codes such as "BIB101", or "BIB" for the family',
        ),
        (
            "documents = 3\n",
            "PRJ003",
            1,
            "documents must be a list of texts, not a number",
            'write documents = ["…", "…"]',
        ),
        ('documents = ["a.md", 3]\n', "PRJ003", 1, "documents lists texts, and this is none", 'write "…"'),
        (
            'language = "Bahasa Indonesia"\n',
            "PRJ003",
            1,
            '"Bahasa Indonesia" is no language code',
            'write a code such as "id", "en" or "en-GB"',
        ),
        (
            '[[output]]\nfile = "a.md"\n',
            "PRJ003",
            1,
            "an output lacks the field template",
            'add template = "reading-list.html"',
        ),
        (
            '[[output]]\ntemplate = "a.md"\nfile = "a.md"\nlist = "b.toml"\n',
            "PRJ003",
            4,
            "b.toml is not among the project's reading lists",
            'add reading-lists = ["b.toml"] at the top',
        ),
        (
            '[[output]]\ntemplate = "a.md"\nfile = "a.md"\ncited-in = "b.md"\n',
            "PRJ003",
            4,
            "b.md is not among the project's documents",
            'add "b.md" to documents at the top',
        ),
        (
            'documents = "b.md"\nreading-lists = "b.toml"\n'
            '[[output]]\ntemplate = "a.md"\nfile = "a.md"\ncited-in = "b.md"\nlist = "b.toml"\n',
            "PRJ003",
            6,
            "an output shows a reading list or the works cited in documents, not both",
            "write two outputs",
        ),
        (
            'title = "Why\n',
            "PRJ001",
            1,
            "the text between quotation marks is not closed",
            'close it with the mark that opens it; text of several lines stands between """ and """',
        ),
    ],
)
def test_faults_of_a_config(text: str, code: str, line: int, message: str, hint: str) -> None:
    """Each is one finding at its line that says what to write."""
    assert said(read_config(text).diagnostics) == [(code, line, message, hint)]


@pytest.mark.parametrize(
    "path",
    [
        "../list.md",
        "build/../../list.md",
        "/tmp/list.md",
        "C:/list.md",
        "C:list.md",
        "\\\\host\\list.md",
        "..\\x",
        "~/x",
    ],
)
def test_an_output_outside_the_project_is_left_out(path: str) -> None:
    """Whatever way it is written on whatever system, PRJ004 is found and the output is not made."""
    file = read_config(f"[[output]]\ntemplate = 'reading-list.md'\nfile = '{path}'\n")
    assert [(one.code, one.span.line) for one in file.diagnostics] == [("PRJ004", 3)]
    assert file.config.outputs == ()


def test_templates_outside_the_project_are_not_used() -> None:
    """The folder is reported and the default stands."""
    file = read_config('templates = "../pages"\n')
    assert [(one.code, one.span.text) for one in file.diagnostics] == [("PRJ004", '"../pages"')]
    assert file.config.templates == "templates"


def test_a_broken_output_costs_that_output() -> None:
    """The settings before and the outputs after an output that is not valid TOML are read."""
    file = read_config(
        'title = "Why"\n[[output]]\ntemplate = x\n[[output]]\ntemplate = "reading-list.md"\nfile = "a.md"\n'
    )
    assert (file.config.title, [one.file for one in file.config.outputs]) == ("Why", ["a.md"])
    assert [one.code for one in file.diagnostics] == ["PRJ001"]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.code)
def test_every_example_is_a_file_that_tomllib_can_judge(problem: object) -> None:
    """The good example of each problem is valid TOML by `tomllib`'s own word."""
    documentation = problem.documentation  # type: ignore[attr-defined]
    good = documentation.split("## Use instead")[1]
    for name, text in re.findall(r"~~~(\S+)\n(.*?)~~~", good, re.DOTALL):
        assert not name.endswith(".toml") or tomllib.loads(text) is not None
