"""The rules on bibliographies: what their examples do not show. Expectations are by hand, from the rules' sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.diagnostic import Diagnostic, Severity
from citekit.formats.bibtex import read
from citekit.model import Library, Project
from citekit.rules.bibliography import RULES
from citekit.rules.values import written_names
from citekit.source import ByteSource

Build = Callable[[Mapping[str, str | bytes]], Project]


def found(text: str, code: str) -> list[Diagnostic]:
    """What one rule finds in a .bib file."""
    source = ByteSource("references.bib", text.encode())
    library: Library = read(source)
    project = Project(root=Path(), libraries=(library,))
    (rule,) = [one for one in RULES if one.problem.code == code]
    return list(rule.find(project))


def mended(text: str, code: str) -> str:
    """The file with what the rule's one finding puts in place."""
    (one,) = found(text, code)
    assert one.fix is not None
    data = text.encode()
    return (data[: one.fix.span.start] + one.fix.new.encode() + data[one.fix.span.end :]).decode()


def entry(name: str, value: str) -> str:
    """An entry with this field."""
    return f"@article{{këy1, title = {{T}}, {name} = {{{value}}},}}\n"


SILENT = {
    "BIB109": ("author", ["Simon \\& Schuster Co", "{Simon & Schuster}", "Ororbia II, Alexander G", "Holsti, K. J."]),
    "BIB110": ("author", ["Dan Brown", "Ortega y Gasset, José", "Acar, U.A.", "{Badan A dan B}", "A and others"]),
    "BIB111": ("author", ["Herr, H.", "Koelle, MR", "Mir, Ll. M.", "Drake, A.", "Smith, M.A.", "Dirk Prof"]),
    "BIB112": ("author", ["K. J. Holsti", "{KJ Holsti}", "LHD Experiment Group", "HOLSTI, KJ", "Ng, Al"]),
    "BIB113": ("author", ["Shujie LIU", "Holsti, K. J.", "{Malcolm X}", "Henry VIII", "Alexander II"]),
    "BIB114": ("author", ["NASA", "WORLD BANK OFFICE", "Holsti, K. J."]),
    "BIB115": ("author", ["{Badan Pusat Statistik}", "Prasun Dewan", "UNESCO", "Office, J. B."]),
    "BIB116": ("year", ["1995", "1995a", "in press", "t.t.", "[1995]", "c. 1995", "1995/1996", "1995--1996", "44 BC"]),
    "BIB117": ("year", ["1995", "0044"]),
    "BIB118": ("month", ["jan", "12", "Januari", "January--February", "10 May"]),
    "BIB120": (
        "doi",
        ["10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O", "10/f5xmnb", "https://doi.org/10.1000/1",
         "10.1007/978-3\\_1", "doi:10.1000/1", "http://dx.doi.org/10.1000/1"],
    ),
    "BIB122": (
        "isbn",
        ["0-306-40615-2", "978-0-306-40615-7 (pbk.), 0306406152", "n/a", "0306406152 9780306406157", "null"],
    ),
    "BIB123": ("issn", ["0043-8871", "2434-561X", "00438871", "print 0043-8871; online 2434-561X", "none"]),
    "BIB124": ("url", ["https://a.org/b?c=d", "\\url{https://a.org}", "ftp://a.org", "urn:isbn:1", "https://a.org/\\_b"]),
    "BIB125": ("pages", ["123--45", "1023--9", "12", "12--12", "A12--B3", "3, 5--9"]),
    "BIB126": ("pages", ["12--34", "12", "S1-S9", "e123-4x"]),
    "BIB127": ("pages", ["S12--S14", "P12", "12"]),
    "BIB128": ("title", ["{ASEAN} and the rest", "ASEAN AND THE REST OF IT", "{All of ASEAN}", "World War II", "ABC"]),
    "BIB129": ("publisher", ["Simon \\& Schuster", "A &B; C", "R&D;"]),
    "BIB130": ("title", ["NÃO É", "Âme", "développement", "日本"]),
    "BIB131": ("optnote", ["x"]),
    "BIB133": ("note", ["$a$ and \\$5", "$$a$$", "\\$5"]),
}  # fmt: skip
CASES = [(code, name, value) for code, (name, values) in SILENT.items() for value in values]


@pytest.mark.parametrize(("code", "name", "value"), CASES)
def test_lawful_values_pass(code: str, name: str, value: str) -> None:
    """What only looks like the fault is not told."""
    text = f"@article{{k, {name} = {{{value}}}}}" if name == "title" else entry(name, value)
    assert [one.message for one in found(text, code)] == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("isbn", "12", '"12" is no ISBN'),
        ("isbn", "1553-7358 (Electronic)", "1553-7358 is an ISSN, not an ISBN"),
        ("issn", "abcd-efgh", '"abcd-efgh" is no ISSN'),
        ("issn", "987654321", '"987654321" is no ISSN'),
    ],
)
def test_numbers_of_another_form(name: str, value: str, expected: str) -> None:
    """What cannot be an ISBN, or an ISSN, by its form is told (ISBN Users' Manual, section 4; ISO 3297)."""
    told = found(entry(name, value), "BIB122") + found(entry(name, value), "BIB123")
    assert [one.message for one in told] == [expected]


@pytest.mark.parametrize(
    ("code", "name", "value", "expected"),
    [
        ("BIB109", "author", "Baklouti, F.; Huang, S. C.", "Baklouti, F. and Huang, S. C."),
        ("BIB109", "author", "A. Smith \\& B. Jones", "A. Smith and B. Jones"),
        ("BIB110", "author", "Müller, A. and et al.", "Müller, A. and others"),
        ("BIB110", "author", "Müller, A. dkk.", "Müller, A. and others"),
        ("BIB112", "author", "Ö. Müller and K.J.Holsti", "Ö. Müller and K. J. Holsti"),
        ("BIB112", "author", "Vitanov, N.V.", "Vitanov, N. V."),
        ("BIB113", "author", "Müller K. J.", "Müller, K. J."),
        ("BIB115", "author", "Badan Pusat Statistik", "{Badan Pusat Statistik}"),
        ("BIB121", "doi", "https://doi.org/10.1000/1", "10.1000/1"),
        ("BIB126", "pages", "12-34", "12--34"),
        ("BIB127", "pages", "hlm. 12--34", "12--34"),
        ("BIB128", "note", "", ""),
        ("BIB129", "publisher", "Étude &amp; &eacute;", "Étude \\& é"),
        ("BIB130", "publisher", "dÃ©jÃ\u00a0", "déjà"),
    ],
)
def test_fixes(code: str, name: str, value: str, expected: str) -> None:
    """A fix changes just what is wrong, at its bytes, and then the rule has nothing more to say."""
    if not value:
        name, value, expected = (
            "title",
            "Bodies such as ASEAN and crystals of GaAs",
            "Bodies such as {ASEAN} and crystals of {GaAs}",
        )
    text = f"@article{{këy, {name} = {{{value}}}}}"
    result = mended(text, code)

    assert result == f"@article{{këy, {name} = {{{expected}}}}}"
    assert not found(result, code)


@pytest.mark.parametrize("field", ["tittle", "jurnal", "yaer", "publsher", "pagess"])
def test_slips_in_field_names_are_warnings(field: str) -> None:
    """A letter too many, too few, another, or two changed round: the known field is named."""
    text = f"@misc{{k, {field} = {{x}}}}"
    (one,) = found(text, "BIB131")

    assert one.severity is Severity.WARNING
    assert one.hint.startswith("did you mean")


def test_own_fields_are_told_once() -> None:
    """A field of one's own is information, once for each file."""
    text = "".join(f"@misc{{k{number}, shelfplace = {{x}}}}\n" for number in range(5))

    assert [one.severity for one in found(text, "BIB131")] == [Severity.INFORMATION]


def test_inherited_values_are_told_where_they_stand(project: Build) -> None:
    """What is taken over from another entry is that entry's fault alone."""
    text = "@inproceedings{a, title = {T}, crossref = {b}}\n@proceedings{b, title = {P}, isbn = {0-306-40615-3}}\n"
    made = project({"references.bib": text})
    (rule,) = [one for one in RULES if one.problem.code == "BIB122"]

    assert [one.subject for one in rule.find(made)] == ["b"]


def test_names_are_parted_outside_braces() -> None:
    """An "and" in braces parts nothing; the offsets are those of the value."""
    value = "{A and B} and  C,\nD and {E}"
    names = list(written_names(value))

    assert [name.text for name in names] == ["{A and B}", "C,\nD", "{E}"]
    assert all(value[name.start : name.end] == name.text for name in names)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_conflict_of_a_merge_is_found_whatever_ends_lines(end: str) -> None:
    """git's marks are found in files of any system; the place is the mark without its line end."""
    lines = ["@misc{a, title = {<<<<<<< no}}", "<<<<<<< ours", "@misc{b}", "=======", "@misc{b}", ">>>>>>> theirs", ""]
    (one,) = found(end.join(lines), "BIB103")

    assert (one.span.text, one.span.line, one.span.column) == ("<<<<<<< ours", 2, 1)


@given(
    st.text(alphabet="aA.,;&{}\\$ \n-0X1é�", max_size=60),
    st.sampled_from(["author", "year", "doi", "isbn", "url", "pages", "title"]),
)
def test_no_value_makes_a_rule_stop(value: str, name: str) -> None:
    """Every rule ends on whatever a field holds."""
    text = f"@article{{k, {name} = {{{value}}}}}"
    for rule in RULES:
        assert all(one.message for one in found(text, rule.problem.code))
