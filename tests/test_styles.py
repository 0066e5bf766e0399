"""References as pybtex's styles print them. pybtex itself, given the same file, is the oracle for what it knows; what
it does not know is checked by hand against what a reader must be able to see."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string
from pybtex.plugin import find_plugin

from citekit.diagnostic import UsageError
from citekit.formats.bibtex import read
from citekit.model import Entry
from citekit.plugin import Reference
from citekit.runs import Run, plain
from citekit.source import ByteSource
from citekit.styles import STYLES, find
from citekit.styles.fields import adapted

NAMES = ["pybtex:plain", "pybtex:unsrt", "pybtex:alpha", "pybtex:unsrtalpha"]


def entries(text: str) -> tuple[Entry, ...]:
    """The entries of a .bib text."""
    return read(ByteSource("a.bib", text.encode())).entries


def references(text: str, style: str = "pybtex:unsrt") -> list[Reference]:
    """How the style prints them."""
    return list(find(style).format(entries(text)))


def printed(text: str, style: str = "pybtex:unsrt") -> str:
    """The text of the only reference."""
    (reference,) = references(text, style)
    return plain(reference.runs)


def test_a_set_is_one_reference_with_all_its_works() -> None:
    """In the order of the set, parted by semicolons as biblatex's `\\entrysetpunct` is, labelled by the first work;
    a set of which no work is there is printed plainly."""
    works = entries(
        "@set{s, entryset = {a, b, lost}}\n"
        "@article{a, author = {Holsti, K.}, title = {One}, journal = {J}, year = 90}\n"
        "@book{b, author = {Waltz, Kenneth}, title = {Two}, publisher = {P}, year = 1979}\n@set{e, entryset = {lost}}"
    )
    style = find("pybtex:alpha", work={one.key: one for one in works}.get)
    found = {one.entry.key: (one.label, plain(one.runs)) for one in style.format(works[:3])}

    assert found["s"] == ("Hol90a", "K.\u00a0Holsti. One. J, 90; Kenneth Waltz. Two. P, 1979.")
    assert found["a"] == ("Hol90b", "K.\u00a0Holsti. One. J, 90.")
    assert plain(style.format(works[3:])[0].runs) == "e."


KNOWN = """
@book{holsti, author = {Holsti, K. J.}, title = {International {Politics}: A Framework}, publisher = {Prentice Hall},
  year = 1995, edition = {Seventh}, address = {Englewood Cliffs}}
@article{wendt, author = {Wendt, Alexander and Smith, Jr., John}, title = {Anarchy Is What {States} Make of It},
  journal = {International Organization}, volume = 46, number = 2, pages = {391--425}, year = 1992,
  doi = {10.1017/S0020818300027764}}
@incollection{c, author = {van der Berg, Jan}, title = {A Chapter}, booktitle = {The Book}, editor = {A, B and C, D},
  publisher = {Press}, pages = {1-20}, year = 2001, chapter = 3}
@inproceedings{p, author = {A, B and C, D and E, F}, title = {A Paper}, booktitle = {Proc. of It}, year = 2003,
  address = {Bandung}, month = may, url = {https://example.org/x}}
@phdthesis{t, author = {A, B}, title = {A Thesis}, school = {UGM}, year = 2010}
@mastersthesis{m, author = {A, B}, title = {Another}, school = {UI}, year = 2011, note = {Unread}}
@techreport{r, author = {A, B}, title = {A Report}, institution = {LIPI}, number = 12, year = 2012}
@misc{x, author = {A, B}, title = {A Leaflet}, howpublished = {Printed}, year = 2013}
@manual{n, title = {A Manual}, organization = {BPS}, year = 2014}
@proceedings{q, editor = {A, B}, title = {All of Them}, year = 2015, publisher = {Press}}
@unpublished{u, author = {A, B}, title = {A Draft}, note = {In preparation}}
"""


@pytest.mark.parametrize("name", NAMES)
def test_pybtex_prints_the_same(name: str) -> None:
    """For complete entries of types it knows, labels, order and text are those of pybtex reading the file itself."""
    style = find_plugin("pybtex.style.formatting", name.partition(":")[2])()
    theirs = list(style.format_bibliography(parse_string(KNOWN, "bibtex")))
    ours = references(KNOWN, name)

    def text(rich: object) -> str:
        return str(rich).replace("<nbsp>", "\u00a0").replace("<ndash>", "–").replace("<newblock>", " ")

    assert [one.entry.key for one in ours] == [one.key for one in theirs]
    assert [one.label for one in ours] == [one.label for one in theirs]
    assert [plain(one.runs) for one in ours] == [text(one.text) for one in theirs]


def test_looks_and_links() -> None:
    """Titles of books and journals are italic; a DOI and a URL are links; everything else has no look."""
    (reference,) = references(
        "@article{k, author = {A, B}, title = {T}, journal = {The Journal}, year = 1992,"
        " doi = {https://doi.org/10.1000/a_b}, url = {https://example.org/a_b%20c}}"
    )

    assert Run("The Journal", italic=True) in reference.runs
    links = {run.text: run.href for run in reference.runs if run.href}
    assert links == {
        "https://example.org/a_b%20c": "https://example.org/a_b%20c",
        "doi:10.1000/a_b": "https://doi.org/10.1000/a_b",
    }
    assert not any(run.bold or run.code or run.small_caps for run in reference.runs)


def test_text_is_plain_text() -> None:
    """What means something in HTML, Markdown or TeX comes out as itself: the writers escape it."""
    text = printed(
        "@book{k, author = {A, B}, title = {<b>X & Y</b> a_b *c* 50\\% \\& \\$5 \\{z\\} [d] \\textbackslash}, year = 1}"
    )

    assert "<b>X & Y</b> a_b *c* 50% & $5 {z} [d] \\" in text


@pytest.mark.parametrize(
    ("entry", "seen"),
    [
        ("@online{k, author = {{BPS}}, title = {T}, url = {https://a.org/x}, urldate = {2024-01-02}, date = {2020}}",
         ["BPS", "T", "https://a.org/x", "2024-01-02", "2020"]),
        ("@online{k, title = {T}, organization = {The Org}, url = {https://a.org/x}}", ["The Org", "https://a.org/x"]),
        ("@thesis{k, author = {A, B}, title = {T}, institution = {UGM}, date = {2010}}", ["Thesis", "UGM", "2010"]),
        ("@thesis{k, author = {A, B}, title = {T}, school = {UGM}, type = {mathesis}}", ["Master's thesis", "UGM"]),
        ("@thesis{k, author = {A, B}, title = {T}, institution = {UGM}, type = {Skripsi}}", ["Skripsi", "UGM"]),
        ("@mastersthesis{k, author = {A, B}, title = {T}, school = {UI}, type = {Tesis}}", ["Tesis", "UI"]),
        ("@report{k, author = {A, B}, title = {T}, institution = {LIPI}, number = {12}}", ["LIPI", "12"]),
        ("@dataset{k, author = {A, B}, title = {T}, publisher = {Zenodo}, version = {1.2}, doi = {10.5281/z.1}}",
         ["Zenodo", "1.2", "10.5281/z.1"]),
        ("@software{k, author = {A, B}, title = {T}, version = {2}, url = {https://a.org}}", ["2", "https://a.org"]),
        ("@inbook{k, author = {A, B}, title = {{The Part}}, booktitle = {The Whole}}", ["The Part", "The Whole"]),
        ("@collection{k, editor = {A, B}, title = {T}, subtitle = {Sub}, location = {Bandung}, publisher = {P}}",
         ["T: Sub", "Bandung", "B A", "editor"]),
        ("@periodical{k, editor = {A, B}, title = {T}, date = {2000-05}}", ["B A", "T", "2000"]),
        ("@patent{k, author = {A, B}, title = {T}, number = {US1}}", ["US1"]),
        ("@unheardof{k, author = {A, B}, title = {T}, institution = {Inst}, journal = {J}, url = {https://a.org}}",
         ["T", "Inst", "J", "https://a.org"]),
        ("@article{k, author = {A, B}, title = {T}, journaltitle = {The J}, date = {1997-05}}", ["The J", "1997"]),
        ("@article{k, author = {A, B}, title = {T}, eprint = {123}, eprinttype = {jstor}}", ["jstor:123"]),
        ("@misc{k, editor = {A, B}, title = {T}}", ["B A", "T"]),
        ("@book{k, title = {Nobody's}}", ["Nobody's"]),
        ("@article{k}", ["k"]),
        ("@book{k, author = {}, title = {T}}", ["T"]),
        ("@article{k, author = {A, B and others}, title = {T}, year = {in press}}", ["B", "in press"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_out(entry: str, seen: list[str], name: str) -> None:
    """Types and fields of biblatex, unknown types, missing fields: what the entry says can be seen, in every style."""
    # pybtex ties short names with a no-break space.
    text = printed(entry, name).replace("\u00a0", " ")

    assert [piece for piece in seen if piece not in text] == []


def test_another_archive_is_not_arxiv() -> None:
    """Only an eprint of arXiv's is linked there."""
    (reference,) = references("@article{k, title = {T}, eprint = {123}, eprinttype = {jstor}}")

    assert not any("arxiv" in run.text.lower() or run.href for run in reference.runs)
    assert "arXiv:1706.03762" in printed("@article{k, title = {T}, eprint = {1706.03762}, archiveprefix = {arXiv}}")


def test_a_link_that_is_none() -> None:
    """Only http and https become links."""
    (reference,) = references("@misc{k, title = {T}, url = {javascript:alert(1)}}")

    assert "javascript:alert(1)" in plain(reference.runs)
    assert not any(run.href for run in reference.runs)


def test_order_of_letters_with_accents() -> None:
    """They stand with their letter, not behind z."""
    text = "".join(
        f"@book{{{key}, author = {{{name}, A}}, title = {{T}}, publisher = {{P}}, year = 1}}\n"
        for key, name in [("z", "Zola"), ("o", '{\\"O}zal'), ("a", "Adam"), ("p", "Plano")]
    )

    assert [one.entry.key for one in references(text, "pybtex:plain")] == ["a", "o", "p", "z"]


def test_the_same_key_twice() -> None:
    """Both entries are printed, each its own."""
    found = references("@book{k, title = {One}}\n@book{k, title = {Two}}")

    assert [one.entry.text("title") for one in found] == ["One", "Two"]
    assert ["One" in plain(one.runs) for one in found] == [True, False]


def test_many_authors_are_all_printed() -> None:
    """A paper with three thousand authors names them all, and soon."""
    people = " and ".join(f"Family{n}, A" for n in range(3000))
    begin = time.process_time()
    text = printed(f"@article{{k, author = {{{people}}}, title = {{T}}, journal = {{J}}, year = 1}}")

    assert text.count("Family") == 3000
    assert time.process_time() - begin < 20


def test_time_grows_with_the_library(grows_linearly: Callable[..., bool]) -> None:
    """Four times the entries take about four times as long."""

    def work(count: int) -> None:
        some = entries(
            "".join(
                f"@book{{k{n}, author = {{Same, A}}, title = {{T}}, publisher = {{P}}, year = 1}}\n"
                for n in range(count)
            )
        )
        find("pybtex:alpha").format(some)

    assert grows_linearly(work, 200, 800)


def test_unknown_style() -> None:
    """The message names the styles there are."""
    with pytest.raises(UsageError) as caught:
        find("pybtex:plane")

    assert caught.value.message == "there is no style pybtex:plane"
    assert "pybtex:plain" in caught.value.hint


def test_names_of_styles() -> None:
    """pybtex's four come first."""
    assert [style.name for style in STYLES][:4] == NAMES


AWKWARD = st.lists(
    st.sampled_from(
        [
            "{",
            "}",
            "\\",
            "$",
            "&",
            "%",
            "_",
            "a",
            "É",
            " ",
            " and ",
            ",",
            "--",
            "\\'",
            "\\{",
            "<",
            "\ufdd0",
            "日",
            "~",
            "\0",
        ]
    ),
    max_size=12,
).map("".join)
FIELD = st.sampled_from(
    "author editor title year type journal booktitle note url doi eprint edition pages month date".split()
)


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["book", "article", "inbook", "proceedings", "thesis", "online", "odd"]),
                       st.dictionaries(FIELD, AWKWARD, max_size=6)), max_size=3),
    st.sampled_from(NAMES),
)  # fmt: skip
def test_a_style_never_fails(made: list[tuple[str, dict[str, str]]], name: str) -> None:
    """Whatever the fields hold, every entry comes out once, with a label and some text."""
    text = "\n".join(
        f"@{kind}{{k{n},\n" + ",\n".join(f" {field} = {{{value}}}" for field, value in fields.items()) + "\n}"
        for n, (kind, fields) in enumerate(made)
    )
    found = entries(text)
    references = find(name).format(found)

    assert sorted(one.entry.key for one in references) == sorted(entry.key for entry in found)
    assert all(one.label and plain(one.runs).strip() for one in references)


def test_adapting_changes_nothing_that_is_there() -> None:
    """A field under the style's own name wins over biblatex's."""
    kind, fields = adapted("article", {"journal": "A", "journaltitle": "B", "year": "1", "title": ""}, "1")

    assert (kind, fields["journal"]) == ("article", "A")
    assert "title" not in fields
