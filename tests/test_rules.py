"""What each rule says, where it says it, and where it keeps silent.

The messages are written by hand, from what an editor needs to hear; the examples of the rules' documentation run in
test_problems.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from citekit.checker import check
from citekit.diagnostic import Diagnostic
from citekit.model import Project

Build = Callable[[Mapping[str, str | bytes]], Project]
Say = Callable[..., list[str]]


def entry(key: str, author: str = "K. J. Holsti", year: str = "1995", more: str = "", title: str = "Politics") -> str:
    """A book with all that a book needs."""
    return (
        f"@book{{{key},\n  author = {{{author}}},\n  title = {{{title}}},\n"
        f"  publisher = {{Prentice Hall}},\n  year = {{{year}}},\n{more}}}\n"
    )


HOLSTI = entry("holsti1995")
PLANO = entry("plano1979", "Jack C. Plano and Roy Olton", "1979", title="The Dictionary")


def place(one: Diagnostic) -> str:
    return f"{Path(one.span.path).name}:{one.span.line}:{one.span.column}"


@pytest.fixture
def found(project: Build) -> Callable[..., list[Diagnostic]]:
    """`found(code, files)`: the findings of one code."""

    def run(code: str, files: Mapping[str, str | bytes]) -> list[Diagnostic]:
        return [one for one in check(project(files)) if one.code == code]

    return run


@pytest.fixture
def say(found: Callable[..., list[Diagnostic]]) -> Say:
    """`say(code, files)`: each finding of one code as `file:line:column: message`."""

    def run(code: str, files: Mapping[str, str | bytes]) -> list[str]:
        return [f"{place(one)}: {one.message}" for one in found(code, files)]

    return run


@pytest.fixture
def codes(project: Build) -> Callable[[Mapping[str, str | bytes]], set[str]]:
    """`codes(files)`: all codes that are found."""
    return lambda files: {one.code for one in check(project(files))}


# ------------------------------------------------------------------------------------------------- bibliography


def test_duplicate_key_names_both_places(found: Callable[..., list[Diagnostic]]) -> None:
    """Every later entry is reported at its key, with the one that is used."""
    ones = found("BIB101", {"a.bib": HOLSTI + PLANO, "b.bib": HOLSTI + HOLSTI})

    assert [(place(one), one.message) for one in ones] == [
        ("b.bib:1:7", 'another entry already has the key "holsti1995"'),
        ("b.bib:7:7", 'another entry already has the key "holsti1995"'),
    ]
    assert [place(Diagnostic(r.span, "", "", one.severity)) for one in ones for r in one.related] == ["a.bib:1:7"] * 2


def test_missing_fields_are_named_together(say: Say) -> None:
    """One finding for an entry, with all that it lacks; alternatives are told as such."""
    files = {"a.bib": "@book{x,\n  title = {T},\n  year = { },\n}\n"}

    assert say("BIB102", files) == ["a.bib:1:7: the book x has no author or editor, no publisher and no year or date"]


def test_inherited_fields_are_not_missing(say: Say) -> None:
    """What an entry takes from another by crossref counts; when that other is not there, nothing is said."""
    chapter = "@incollection{c,\n author = {A. Author}, title = {Chapter}, pages = {1--9}, crossref = {%s} }\n"
    parent = "@book{p, editor = {E. Editor}, title = {Whole}, publisher = {P}, year = {1990} }\n"

    assert say("BIB102", {"a.bib": chapter % "p" + parent}) == []
    assert say("BIB102", {"a.bib": chapter % "nowhere"}) == []


@pytest.mark.parametrize("year", ["year = ,", "year = {1995"])
def test_unread_field_is_not_missing_too(year: str, codes: Callable[..., set[str]]) -> None:
    """A field that reading could not make out is not reported a second time."""
    damaged = f"@book{{x, author = {{A. B.}}, title = {{T}}, publisher = {{P}}, {year}\n}}\n"

    assert "BIB102" not in codes({"a.bib": damaged})


def test_unknown_type_needs_nothing(say: Say) -> None:
    """Of a type that nobody knows, nobody knows what it needs."""
    assert say("BIB102", {"a.bib": "@hologram{x, title = {T}}\n"}) == []


# ---------------------------------------------------------------------------------------------------- citations


def test_unknown_key_wherever_it_is_named(found: Callable[..., list[Diagnostic]]) -> None:
    """In a document, a claim's source, its `via`, and a reading list: at the key itself, with the nearest key."""
    files = {
        "a.bib": HOLSTI + PLANO,
        "e.md": "Negara bekerja sama [lihat @holsti1996, hlm. 3].\n",
        "claims.toml": 'document = "e.md"\n[[claim]]\nexact = "Negara bekerja sama"\n'
        '[[claim.source]]\nkey = "holsti195"\nvia = "plano179"\n',
        "reading-list.toml": 'title = "L"\n[[section]]\ntitle = "S"\n[[section.item]]\nkey = "xyz"\n',
    }
    ones = found("CIT101", files)

    assert [(place(one), one.message, one.hint) for one in ones] == [
        ("claims.toml:5:8", 'no entry has the key "holsti195"', 'did you mean "holsti1995"?'),
        ("claims.toml:6:8", 'no entry has the key "plano179"', 'did you mean "plano1979"?'),
        ("e.md:1:29", 'no entry has the key "holsti1996"', 'did you mean "holsti1995"?'),
        ("reading-list.toml:5:8", 'no entry has the key "xyz"', "correct the key, or add the work to the library"),
    ]
    assert [(one.fix.new, one.fix.safe, one.fix.span.text) for one in ones if one.fix] == [
        ("holsti1995", False, "holsti195"),
        ("plano1979", False, "plano179"),
        ("holsti1995", False, "holsti1996"),
    ]


def test_key_that_is_written_otherwise_in_the_file(found: Callable[..., list[Diagnostic]]) -> None:
    """A key that TOML writes with an escape is told at its value."""
    written = 'title = "L"\n[[section]]\ntitle = "S"\n[[section.item]]\nkey = "h\\u00f6lsti"\n'
    (one,) = found("CIT101", {"a.bib": HOLSTI, "reading-list.toml": written})

    assert place(one) == "reading-list.toml:5:7"
    assert one.message == 'no entry has the key "hölsti"'
    assert one.fix is None


def test_key_of_an_unread_entry(found: Callable[..., list[Diagnostic]]) -> None:
    """When the entry is there but not read, its place is told instead of another key."""
    (one,) = found("CIT101", {"a.bib": "%" + HOLSTI + entry("holsti1996"), "e.md": "Kata [@holsti1995].\n"})

    assert one.hint.endswith("a.bib:1:2 right first: the entry with this key is not read")
    assert one.fix is None


def test_unknown_key_is_not_an_unused_one_too(codes: Callable[..., set[str]]) -> None:
    """One slip, one finding: the entry that a mistyped key may mean is not called unused."""
    assert codes({"a.bib": HOLSTI, "e.md": "Kata [@holsti1996].\n"}) == {"CIT101"}


@pytest.mark.parametrize("library", [b"", b"prose, and no bibliography\n"])
def test_unread_library_leaves_citations_unknown(library: bytes, project: Build) -> None:
    """When a library could not be read, nobody can say which of its works are missing."""
    text = "Kata [@holsti1995] menurut Plano (1979).\n"
    made = project({"a.bib": PLANO, "b.bib": library, "e.md": text})
    ones = {one.code for one in check(made)}

    if any(one.unreadable for one in made.diagnostics):
        assert ones.isdisjoint({"CIT101", "CIT102", "CIT104"})
    else:
        assert "CIT101" in ones


def test_missing_library_leaves_citations_unknown(codes: Callable[..., set[str]]) -> None:
    """The same for a library that citekit.toml names and that is not there."""
    files = {
        "citekit.toml": 'library = ["a.bib", "gone.bib"]\ndocuments = ["e.md"]\n',
        "a.bib": HOLSTI,
        "e.md": "Kata [@plano1979] dan (Olton, 1979).\n",
    }

    assert codes(files) == {"FIL001"}


def test_no_library_no_unknown_works(codes: Callable[..., set[str]]) -> None:
    """A document alone is not blamed for each work it cites; it is said once that none could be compared."""
    assert codes({"e.md": "Kata [@plano1979] dan kata lain (Olton, 1979).\n"}) == {"CIT107"}


def test_unused_entry(say: Say) -> None:
    """What no document, claim or list uses is told, at its key."""
    files = {"a.bib": HOLSTI + PLANO, "e.txt": "Kata (Plano dan Olton, 1979).\n"}

    assert say("CIT102", files) == ["a.bib:1:7: nothing cites holsti1995"]


@pytest.mark.parametrize(
    "files",
    [
        {"e.tex": "\\begin{document}\\nocite{*}\\end{document}\n"},
        {"e.txt": "Kata (Holsty, 1995).\n"},
        {
            "claims.toml": '[[claim]]\nexact = "x"\ndocument = "e.txt"\n[[claim.source]]\nkey = "holsti1995"\n',
            "e.txt": "x",
        },
        {"reading-list.toml": '[[section]]\ntitle = "S"\n[[section.item]]\nkey = "holsti1995"\n'},
        {},
    ],
    ids=["all works cited", "misspelt", "claim", "reading list", "library alone"],
)
def test_entry_in_use(files: dict[str, str | bytes], say: Say) -> None:
    """Used in any way, or possibly meant, is not unused; nor is anything when nothing could use it."""
    assert say("CIT102", {"a.bib": HOLSTI, **files}) == []


def test_lender_of_fields_is_in_use(say: Say) -> None:
    """An entry from which a cited one takes its fields is used."""
    chapter = entry("c1990", "A. Author", "1990", "  crossref = {p1990},\n")

    assert say("CIT102", {"a.bib": chapter + entry("p1990", "E. Editor", "1990"), "e.md": "[@c1990]\n"}) == []


def test_missing_document_leaves_entries_unknown(codes: Callable[..., set[str]]) -> None:
    """When a document is not there, nobody can say what it cites."""
    files = {
        "citekit.toml": 'library = ["a.bib"]\ndocuments = ["gone.md", "e.md"]\n',
        "a.bib": HOLSTI,
        "e.md": "Kata.\n",
    }

    assert codes(files) == {"FIL001"}


def test_misspelt_author(found: Callable[..., list[Diagnostic]]) -> None:
    """The name itself is underlined, both spellings are told, and the fix is just that name."""
    library = entry("dougherty1997", "James E. Dougherty and Pfaltzgraff, Jr., Robert L.", "1997")
    (one,) = found("CIT103", {"a.bib": library, "e.txt": "Kerja sama berlanjut (Dougherty&Pflatzgraff,1997).\n"})

    assert (place(one), one.span.text) == ("e.txt:1:33", "Pflatzgraff")
    assert one.message == '"Pflatzgraff" is spelt "Pfaltzgraff" in dougherty1997'
    assert one.hint == 'write "Pfaltzgraff"'
    assert one.fix is not None
    assert (one.fix.span.text, one.fix.new, one.fix.safe) == ("Pflatzgraff", "Pfaltzgraff", True)
    assert [related.span.line for related in one.related] == [2]


def test_misspelt_author_is_one_finding(codes: Callable[..., set[str]]) -> None:
    """The work is known, so it is neither unknown nor unused."""
    assert codes({"a.bib": HOLSTI, "e.txt": "Kata (Holsty, 1995).\n"}) == {"CIT103"}


def test_unknown_work(found: Callable[..., list[Diagnostic]]) -> None:
    """A citation in words that fits no work says what it names, and what may have been meant."""
    files = {"a.bib": HOLSTI, "e.txt": "Kata (Holsti, 1981). Kata lain (Waltz, 1979).\n"}
    ones = found("CIT104", files)

    assert [(one.span.line, one.message, one.hint) for one in ones] == [
        (1, 'no work in the library fits "Holsti, 1981"', "did you mean Holsti (1995), holsti1995?"),
        (1, 'no work in the library fits "Waltz, 1979"', "add the work to the library"),
    ]


@pytest.mark.parametrize(
    ("years", "cited", "hint"),
    [
        (["1995"], "1995b", "Holsti (1995), h0"),
        (["1995a", "1995b"], "1995c", "Holsti (1995a), h0; Holsti (1995b), h1"),
        (["1995a"], "1995b", "Holsti (1995a), h0"),
        (["1995", "1995"], "1995c", "Holsti (1995), h0; Holsti (1995), h1"),
    ],
)
def test_letter_that_fits_no_work(
    years: list[str], cited: str, hint: str, found: Callable[..., list[Diagnostic]], codes: Callable[..., set[str]]
) -> None:
    """A letter after the year that none of the works has is told as just that, with the works there are."""
    library = "".join(entry(f"h{n}", year=year, title=f"Title {n}") for n, year in enumerate(years))
    files = {"a.bib": library, "e.txt": f"Kata (Holsti, {cited}).\n"}
    (one,) = found("CIT104", files)

    assert one.message == f'no work in the library fits the letter {cited[-1]} of "Holsti, {cited}"'
    assert one.hint == f"the library has {hint}: correct the letter, or add the work to it"
    assert [related.span.text for related in one.related] == [f"h{n}" for n in range(len(years))]
    assert codes(files) == {"CIT104"}


@pytest.mark.parametrize(
    ("years", "cited"),
    [(["1995"], "1995"), (["1995"], "1995a"), (["1995b"], "1995b"), (["1995", "1995"], "1995b"), (["1995b"], "1995")],
)
def test_letter_that_fits(years: list[str], cited: str, codes: Callable[..., set[str]]) -> None:
    """The letter is the entry's own, or that of its place in the list; one that is needless is told as just that."""
    library = "".join(entry(f"h{n}", year=year, title=f"Title {n}") for n, year in enumerate(years))

    assert codes({"a.bib": library, "e.txt": f"Kata (Holsti, {cited}).\n"}) <= {"CIT102", "CIT122"}


def test_authors_reversed(found: Callable[..., list[Diagnostic]], codes: Callable[..., set[str]]) -> None:
    """The work is linked; the names are underlined, and the order of the library is told."""
    library = entry("katz2002", "Peter Katzenstein and Christopher Hemmer", "2002")
    files = {"a.bib": library, "e.txt": "Kata orang (Hemmer dan Katzenstein, 2002: 12).\n"}
    (one,) = found("CIT106", files)

    assert one.span.text == "Hemmer dan Katzenstein"
    assert one.message == '"Hemmer, Katzenstein, 2002" names the authors of katz2002 in another order'
    assert one.hint == (
        "name them as the library does: Katzenstein and Hemmer; or correct the library if the title page has your order"
    )
    assert [related.span.line for related in one.related] == [2]
    assert codes(files) == {"CIT106"}


@pytest.mark.parametrize("cited", ["Katzenstein dan Hemmer, 2002", "Katzenstein dkk., 2002", "Katzenstein, 2002"])
def test_authors_in_order(cited: str, say: Say) -> None:
    """In order, or not all of them: that is no other order."""
    library = entry("katz2002", "Peter Katzenstein and Christopher Hemmer", "2002")

    assert say("CIT106", {"a.bib": library, "e.txt": f"Kata orang ({cited}).\n"}) == []


def test_ambiguous_citation(found: Callable[..., list[Diagnostic]]) -> None:
    """All works that fit are named, the places of the first few are given."""
    library = "".join(entry(f"h{n}", title=f"Title {n}") for n in range(6))
    (one,) = found("CIT105", {"a.bib": library, "e.txt": "Kata (Holsti, 1995).\n"})

    assert one.message == '"Holsti, 1995" fits 6 works: h0, h1, h2, h3, …'
    assert [related.span.line for related in one.related] == [1, 7, 13, 19]
    assert one.related[0].message == "Holsti (1995), h0"


def test_ambiguous_citation_is_one_finding(codes: Callable[..., set[str]]) -> None:
    """Works that an ambiguous citation may mean are not called unused."""
    library = entry("h1", title="One") + entry("h2", title="Two")

    assert codes({"a.bib": library, "e.txt": "Kata (Holsti, 1995).\n"}) == {"CIT105"}


# ------------------------------------------------------------------------------------------------------- claims


def claims(exact: str, more: str = "", source: str = '[[claim.source]]\nkey = "holsti1995"\n') -> str:
    return f'document = "e.md"\n\n[[claim]]\nid = "c"\nexact = "{exact}"\n{more}{source}'


SENTENCE = "Negara yang berdagang jarang berperang karena keduanya merugi.\n"


@pytest.mark.parametrize(
    ("exact", "change"),
    [
        ("Negara yang berdagang tidak berperang karena keduanya merugi", '"tidak" has become "jarang"'),
        ("Negara yang berdagang jarang sekali berperang karena keduanya merugi", '"sekali" is gone'),
        ("Negara berdagang jarang berperang karena keduanya merugi", '"yang" is new'),
        ("Negara yang berdagang jarang berperang karena keduanya rugi", '"rugi" has become "merugi"'),
        ("Kiranya bangsa yang berdagang jarang berperang", '"Kiranya bangsa" has become "Negara"'),
        ("Negara yang berdagang jarang berperang karena keduanya rugi.", '"rugi." has become "merugi."'),
        ("Bangsa yang berdagang jarang berperang karena keduanya merugi.", '"Bangsa" has become "Negara"'),
    ],
)
def test_passage_not_found_says_what_changed(exact: str, change: str, found: Callable[..., list[Diagnostic]]) -> None:
    """The words that differ, the line that is most like it, and what to do."""
    (one,) = found("CLM101", {"e.md": "Awal.\n\n" + SENTENCE, "claims.toml": claims(exact)})

    assert place(one) == "claims.toml:5:9"
    assert one.subject == "c"
    assert one.message.startswith("the passage of this claim is not in ")
    assert one.message.endswith(f"e.md: {change}")
    assert one.hint.startswith('line 3 has "Negara yang berdagang jarang')
    assert one.hint.endswith(": copy these words if the claim still holds")
    assert [place(Diagnostic(r.span, "", "", one.severity)) for r in one.related] == ["e.md:3:1"]


def test_passage_that_is_gone(found: Callable[..., list[Diagnostic]]) -> None:
    """When nothing is like it, nothing is offered."""
    (one,) = found("CLM101", {"e.md": SENTENCE, "claims.toml": claims("Lautan menyimpan panas lebih lama")})

    assert one.message.endswith("e.md")
    assert one.hint == "correct its words, or delete the claim if the text no longer makes it"
    assert one.related == ()


def test_passage_that_changed_in_several_places(found: Callable[..., list[Diagnostic]]) -> None:
    """Each change is told for itself, whatever lies between."""
    words = [f"kata{n}" for n in range(20)]
    old = ["kata0", "lama", *words[2:18], "lama", "kata19"]
    (one,) = found("CLM101", {"e.md": " ".join(words) + "\n", "claims.toml": claims(" ".join(old))})

    assert one.message.endswith('e.md: "lama" has become "kata1", "lama" has become "kata18"')
    assert one.hint.startswith('line 1 has "kata0 kata1 ')


def test_passage_that_changed_much(found: Callable[..., list[Diagnostic]]) -> None:
    """Of more than three changes none is told: the words are there to compare."""
    words = [f"kata{n}" for n in range(20)]
    old = ["lama" if n % 4 == 1 else word for n, word in enumerate(words)]
    (one,) = found("CLM101", {"e.md": " ".join(words) + "\n", "claims.toml": claims(" ".join(old))})

    assert one.message.endswith("e.md")
    assert one.hint == f'line 1 has "{" ".join(words)}": copy these words if the claim still holds'


def test_passage_among_others_is_told_alone(found: Callable[..., list[Diagnostic]]) -> None:
    """Nothing of the sentences around it comes with the words to copy, and these are found when they are copied."""
    text = (
        "Alasan pertama adalah kesejahteraan. Karena tidak semua kebutuhan dapat dihasilkan di dalam negeri, kerja\n"
        "sama mengurangi ongkos untuk memenuhinya (Holsti, 1995). Alasan kedua adalah efisiensi.\n"
    )
    old = (
        "Karena tidak semua kebutuhan dapat dihasilkan di dalam negeri, kerja sama meringankan ongkos untuk memenuhinya"
    )
    new = old.replace("meringankan", "mengurangi")
    (one,) = found("CLM101", {"e.md": text, "claims.toml": claims(old)})

    assert one.message.endswith('e.md: "meringankan" has become "mengurangi"')
    assert one.hint == f'line 1 has "{new}": copy these words if the claim still holds'
    assert found("CLM101", {"e.md": text, "claims.toml": claims(new)}) == []


def test_passage_too_long_to_show(found: Callable[..., list[Diagnostic]]) -> None:
    """Words to copy are never shown in part: the lines are named, and the words with which to begin and to end."""
    words = [f"kata{n:03}" for n in range(90)]
    text = "Awal.\n\nSebab " + " ".join(words).replace("kata040", "\nkata040") + ".\n"
    old = "Sebab " + " ".join(words).replace("kata050", "lama") + "."
    (one,) = found("CLM101", {"e.md": text, "claims.toml": claims(old)})

    assert one.message.endswith('e.md: "lama" has become "kata050"')
    assert one.hint == (
        'copy the words from line 3 to line 4, from "Sebab kata000 kata001 kata002" to "kata086 kata087 kata088 '
        'kata089.", if the claim still holds'
    )


def test_passage_without_markup_is_told(found: Callable[..., list[Diagnostic]]) -> None:
    """The words to copy are those of the printed page, and lead back to their place."""
    text = "Ia *menulis* bahwa [negara](http://x.org/a_(b)) besar itu selalu *ingin kuat* dan kaya.\n"
    (one,) = found("CLM101", {"e.md": text, "claims.toml": claims("bahwa negara kecil itu selalu ingin kuat")})
    new = "bahwa negara besar itu selalu ingin kuat"

    assert one.message.endswith('e.md: "kecil" has become "besar"')
    assert one.hint == f'line 1 has "{new}": copy these words if the claim still holds'
    assert found("CLM101", {"e.md": text, "claims.toml": claims(new)}) == []


def test_passage_with_other_words_around_it(found: Callable[..., list[Diagnostic]]) -> None:
    """Where the words still stand and only what is before or after them has changed, that is what is said."""
    files = {"e.md": SENTENCE, "claims.toml": claims("jarang berperang", 'prefix = "kapal layar"\n')}
    (one,) = found("CLM101", files)

    assert one.message.endswith("e.md, but not with its prefix")
    assert one.hint == "line 1 has the passage: correct its prefix, or delete what is not needed"
    assert [related.span.text for related in one.related] == ["jarang berperang"]


def test_only_so_many_lost_passages_are_looked_for(
    found: Callable[..., list[Diagnostic]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many lost claims all are told, and for the first the nearest passage: each search takes its time."""
    monkeypatch.setattr("citekit.rules.claims.passage_not_found._HELPED", 1)
    written = claims("Negara yang berdagang tidak berperang") + claims("Negara yang berlayar jarang berperang").replace(
        'document = "e.md"\n', ""
    ).replace('"c"', '"d"')
    ones = found("CLM101", {"e.md": SENTENCE, "claims.toml": written})

    assert [bool(one.related) for one in ones] == [True, False]


def test_passage_in_other_marks_is_no_change(found: Callable[..., list[Diagnostic]]) -> None:
    """Straight and typographic marks are one: only the word that differs is named."""
    text = "Ia menulis “negara” besar itu selalu ingin kuat.\n"
    (one,) = found("CLM101", {"e.md": text, "claims.toml": claims(r"\"negara\" besar itu selalu mau kuat")})

    assert one.message.endswith('e.md: "mau" has become "ingin"')
    assert one.hint.startswith('line 1 has "“negara” besar')


def test_passage_over_a_line_break_is_found(codes: Callable[..., set[str]]) -> None:
    """A line break is a space like any other."""
    files = {
        "a.bib": HOLSTI,
        "e.md": SENTENCE.replace(" jarang ", "\n  jarang "),
        "claims.toml": claims(SENTENCE.strip()),
    }

    assert codes(files) == set()


def test_missing_document_leaves_passages_unknown(codes: Callable[..., set[str]]) -> None:
    """Claims about a document that is not there are not blamed for it."""
    assert codes({"a.bib": HOLSTI, "claims.toml": claims("Negara yang berdagang")}) == {"FIL001"}


def test_passage_found_twice(found: Callable[..., list[Diagnostic]]) -> None:
    """All places are counted, the first few shown, and words that settle it are offered."""
    text = "Dulu negara bekerja sama.\n\nKini negara bekerja sama.\n"
    (one,) = found("CLM102", {"e.md": text, "claims.toml": claims("negara bekerja sama")})

    assert place(one) == "claims.toml:5:9"
    assert one.message.startswith("the passage of this claim stands at 2 places in ")
    assert re.fullmatch(
        r'say which by the words before or after it: prefix = "Dulu" for line 1; prefix = ".*Kini" for line 3', one.hint
    )
    assert [place(Diagnostic(r.span, "", "", one.severity)) for r in one.related] == ["e.md:1:6", "e.md:3:6"]


def test_passage_found_often(found: Callable[..., list[Diagnostic]]) -> None:
    """Of many places the first four are shown, and what to add is said in general."""
    (one,) = found("CLM102", {"e.md": "Kerja sama.\n\n" * 9, "claims.toml": claims("Kerja sama")})

    assert one.message.startswith("the passage of this claim stands at 9 places in ")
    assert one.hint == "add prefix or suffix to the claim: the words just before or after the place that is meant"
    assert [related.span.line for related in one.related] == [1, 3, 5, 7]


def test_passage_found_everywhere(found: Callable[..., list[Diagnostic]]) -> None:
    """More than twenty places are not counted, and not told as if they were."""
    (one,) = found("CLM102", {"e.md": "Kerja sama.\n\n" * 30, "claims.toml": claims("a")})

    assert one.message.startswith("the passage of this claim stands at more than 20 places in ")


@pytest.mark.parametrize("line", [1, 3])
def test_offered_words_settle_it(line: int, found: Callable[..., list[Diagnostic]]) -> None:
    """Copying what the hint offers is enough, quotation marks within it included."""
    text = 'Katanya "dulu" negara bekerja sama.\n\nKatanya "kini" negara bekerja sama.\n'
    (one,) = found("CLM102", {"e.md": text, "claims.toml": claims("negara bekerja sama")})
    offered = re.findall(r"(prefix = .*?) for line (\d)", one.hint)
    prefix = next(setting for setting, number in offered if int(number) == line)

    assert found("CLM102", {"e.md": text, "claims.toml": claims("negara bekerja sama", prefix + "\n")}) == []
    assert found("CLM101", {"e.md": text, "claims.toml": claims("negara bekerja sama", prefix + "\n")}) == []


def test_claim_without_source(found: Callable[..., list[Diagnostic]]) -> None:
    """It is told at the claim; what the text cites there is offered."""
    cited = {"a.bib": HOLSTI, "e.md": "Negara berdagang [@holsti1995]. Hal lain [@x].\n"}
    (bare,) = found("CLM103", {"e.md": SENTENCE, "claims.toml": claims("jarang berperang", source="")})
    (offered,) = found("CLM103", {**cited, "claims.toml": claims("Negara berdagang", source="")})

    assert (place(bare), bare.message) == ("claims.toml:3:1", "the claim c names no source")
    assert bare.hint == "add a [[claim.source]] with the key of a work that supports it"
    cited = {**cited, "e.md": "Negara berdagang. Hal lain [@holsti1995]."}
    (elsewhere,) = found("CLM103", {**cited, "claims.toml": claims("Negara berdagang", source="")})
    far = {**cited, "e.md": f"Negara berdagang {'dan ' * 20} [@holsti1995]."}
    (beyond,) = found("CLM103", {**far, "claims.toml": claims("Negara berdagang", source="")})
    (lost,) = found("CLM103", {**cited, "claims.toml": claims("Negara berperang", source="")})

    assert elsewhere.hint == beyond.hint == lost.hint == bare.hint
    assert offered.hint == "the text cites holsti1995 there: add it as [[claim.source]] if the claim rests on it"


@pytest.mark.parametrize(
    ("text", "exact", "offered"),
    [
        ("Belum dihitung orang. Laporan itu (Holsti 1995) diam.", "Belum dihitung orang.", False),
        ("Belum dihitung orang. Laporan itu (Holsti 1995) diam.", "Belum dihitung orang", False),
        ("Belum dihitung orang? Holsti (1995) diam.", "Belum dihitung orang?", False),
        ("Belum dihitung orang. (Holsti 1995) Hal lain.", "Belum dihitung orang.", True),
        ("Belum dihitung dkk. orang (Holsti 1995).", "Belum dihitung dkk.", True),
        ("# Belum dihitung\n\nHolsti (1995) diam.", "Belum dihitung", False),
    ],
)
def test_claim_without_source_in_its_sentence(
    text: str, exact: str, offered: bool, found: Callable[..., list[Diagnostic]]
) -> None:
    """What the text cites is offered from the same sentence only, whether its end mark belongs to the claim or not."""
    (one,) = found("CLM103", {"a.bib": HOLSTI, "e.md": text + "\n", "claims.toml": claims(exact, source="")})

    assert ("holsti1995" in one.hint) is offered


# --------------------------------------------------------------------------------------------------- quotations


LONG = "Perdamaian tidak pernah datang dengan sendirinya kepada siapa pun"


@pytest.mark.parametrize(
    "sentence",
    [
        f"“{LONG}” (Holsti, 1995).",
        f'"{LONG}" (Holsti, 1995).',
        f"«{LONG}» (Holsti, 1995).",
        f"“{LONG}.” (Holsti, 1995)",
        f"Holsti (1995) menulis, “{LONG}.”",
        f"Menurut Holsti (1995): “{LONG}”.",
        f"{LONG}” (Holsti, 1995).",
        f"“{LONG}” [@holsti1995].",
        f"“{LONG}”, tulis Holsti (1995).",
        f"“{LONG} (Holsti, 1995)”.",
    ],
)
def test_quotation_without_locator(sentence: str, say: Say) -> None:
    """Before or after the citation, in any marks, the opening mark lost or not: a page is missing."""
    (message,) = say("QUO101", {"a.bib": HOLSTI, "e.md": sentence + "\n"})

    assert "the quotation cited as" in message
    assert message.endswith("has no page")


@pytest.mark.parametrize(
    "sentence",
    [
        f"“{LONG}” (Holsti, 1995, hlm. 12).",
        f"“{LONG}” (Holsti, 1995: 12).",
        f"Holsti (1995, hlm. 12) menulis, “{LONG}.”",
        f"Holsti (1995) menulis, “{LONG}” (hlm. 12).",
        f"“{LONG}” [@holsti1995, p. 12].",
        "Ia menyebutnya “dilema keamanan” (Holsti, 1995).",
        "Kata itu “aneh”. Hal lain ditulis orang (Holsti, 1995).",
        f"“{LONG}”, kata nenek. Negara bekerja sama (Holsti, 1995).",
        f"{LONG} (Holsti, 1995).",
        f"“{LONG}” (Holsti, 1995, S. 12).",
        f"“{LONG}”. Holsti (1995) tidak setuju.",
        f"“{LONG}.” Holsti (1995) tidak setuju.",
        f"Holsti, K. J. (1995) “{LONG}”, Jurnal Contoh.",
        f"Begitu kata Holsti (1995). “{LONG}”, sahut yang lain.",
        f"Menurut Holsti (1995), “ini” dan “{LONG}” berbeda.",
        "Buku “International Politics and Much More Besides” (Holsti, 1995) tebal.",
    ],
)
def test_no_quotation_without_locator(sentence: str, say: Say) -> None:
    """A page, in a language we do not know too; a term, a paraphrase, a title; words that the citation is not for."""
    library = entry("holsti1995", title="International Politics and Much More Besides")

    assert say("QUO101", {"a.bib": library, "e.md": sentence + "\n"}) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (f"“{LONG} (Holsti, 1995).", []),
        (f"“{LONG}. Lain lagi kata orang di sana, menurut Holsti (1995).", []),
        (f"“Satu. Lalu “{LONG}” (Holsti, 1995).", ["Holsti, 1995"]),
        (f"“{LONG}”, tulis Holsti (1995).", ["Holsti (1995)"]),
        (f"“{LONG}” [@holsti1995].", ["@holsti1995"]),
    ],
)
def test_quotation_without_its_end_is_one_finding(
    sentence: str, told: list[str], say: Say, found: Callable[..., list[Diagnostic]]
) -> None:
    """A lost closing mark is told as that, not as a page missing far off; a citation is named with its own brackets."""
    files = {"a.bib": HOLSTI, "e.md": sentence + "\n"}
    messages = [message.split(": ", 1)[1] for message in say("QUO101", files)]

    assert messages == [f'the quotation cited as "{name}" has no page' for name in told]
    assert len(found("QUO102", files)) == sentence.count("“") - sentence.count("”")


def test_quotation_is_told_at_its_citation(say: Say) -> None:
    """The citation is the place to mend; it is named as the text has it."""
    (message,) = say("QUO101", {"a.bib": HOLSTI, "e.txt": f"“{LONG}” (Holsti, 1995).\n"})

    assert message == f'e.txt:1:{len(LONG) + 4}: the quotation cited as "Holsti, 1995" has no page'


@pytest.mark.parametrize(
    ("kind", "source", "expected"),
    [
        ("quotation", "", 1),
        ("finding", 'intent = "includesQuotationFrom"\n', 1),
        ("quotation", 'page = "3"\n', 0),
        ("quotation", 'chapter = "3"\n', 0),
        ("finding", "", 0),
    ],
)
def test_quoting_claim_without_locator(kind: str, source: str, expected: int, say: Say) -> None:
    """A claim that says it is a quotation names a place in its source."""
    written = claims("jarang berperang", f'kind = "{kind}"\n') + source
    messages = say("QUO101", {"a.bib": HOLSTI, "e.md": SENTENCE, "claims.toml": written})

    assert messages == ["claims.toml:8:7: this claim quotes holsti1995 without a page"] * expected


def test_unbalanced_quotation_mark(found: Callable[..., list[Diagnostic]]) -> None:
    """At the mark, with its partner and where that belongs."""
    ones = found("QUO102", {"e.txt": "Awal hilang” di sini.\n\nAkhir «hilang di sana.\n"})

    assert [(place(one), one.span.text, one.message, one.hint) for one in ones] == [
        ("e.txt:1:12", "”", "no opening mark precedes this ”", "put “ where the quotation begins"),
        ("e.txt:3:7", "«", "no closing mark follows this «", "put » where the quotation ends"),
    ]


def test_marks_in_code_are_none(say: Say) -> None:
    """Code, maths and commands are no prose."""
    assert say("QUO102", {"e.md": 'Jalankan `echo "halo` saja.\n\n```sh\necho "\n```\n'}) == []
