"""Where parts of an entry or a citation stand apart: what has its own marks, blocks and suffixes."""

import pytest

from citekit.csl import write_html
from tests.csl.conftest import Formatting

DOE = [{"family": "Doe", "given": "Jane"}]


@pytest.mark.parametrize(
    ("suffix", "expected"),
    [
        ('<text variable="year-suffix" prefix="-"/>', "Doe 2000-a, -b"),
        ('<text variable="year-suffix" vertical-align="sup"/>', "Doe 2000<sup>a</sup>, <sup>b</sup>"),
        ('<group font-weight="bold"><text variable="year-suffix"/></group>', "Doe 2000<b>a</b>, <b>b</b>"),
    ],
)
def test_collapsed_suffix_keeps_its_look(csl: Formatting, suffix: str, expected: str) -> None:
    """A year-suffix that stands alone after collapsing looks as it does behind its year (as in the reference)."""
    names = '<names variable="author"><name form="short"/></names>'
    year = '<date variable="issued" prefix=" "><date-part name="year"/></date>'
    items = [{"author": DOE, "issued": {"date-parts": [[2000]]}, "title": title} for title in "AB"]
    options = 'collapse="year-suffix" disambiguate-add-year-suffix="true" year-suffix-delimiter=", "'
    found = csl.cites(items, [[{"id": "i0"}, {"id": "i1"}]], citation=names + year + suffix, options=options)
    assert found == [expected]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ('<text variable="volume"/>', '<div class="csl-right-inline">T</div>'),
        (
            '<text variable="citation-number" suffix="."/>',
            '<div class="csl-left-margin">1.</div><div class="csl-right-inline">T</div>',
        ),
    ],
)
def test_second_field_stays_second(csl: Formatting, first: str, expected: str) -> None:
    """With second-field-align the first element of the layout is the margin, also where it is empty ("Whitespace")."""
    listing = first + '<text variable="title"/>'
    (found,) = csl.entries([{"title": "T"}], bibliography=listing, listing='second-field-align="flush"')
    assert "".join(found.split("\n")).replace("  ", "") == expected


def test_a_term_behind_the_number_begins_the_entry(csl: Formatting) -> None:
    """A term behind the number of an entry begins with a capital, as one that opens an entry does."""
    listing = '<text variable="citation-number" suffix=". "/><text term="no date" form="short"/>'
    assert csl.entries([{"title": "T"}], bibliography=listing) == ["1. N.d."]


def test_institutions_have_no_affixes_of_name_parts(csl: Formatting) -> None:
    """The affixes of a family name are not those of an institution, which has no name-parts ("Name-part")."""
    names = '<names variable="author"><name><name-part name="family" prefix="(" suffix=")"/></name></names>'
    assert csl.one({"author": [*DOE, {"literal": "Office"}]}, names) == "Jane (Doe), Office"


@pytest.mark.parametrize(
    ("text", "expected"), [("don't know", "don\u2019t know"), ("<i>bis</i>", "<i>bis</i>"), ("12", "12")]
)
def test_text_in_a_number(csl: Formatting, text: str, expected: str) -> None:
    """What is no number is text for `cs:number` too, with its markup and apostrophes ("Number")."""
    assert csl.one({"edition": text}, '<number variable="edition"/>') == expected


def test_punctuation_moves_into_the_formatting_of_a_quotation(csl: Formatting) -> None:
    """A full stop that moves into a quotation has its formatting (as in the reference), not that of a word in it."""
    item = {"title": "About <i>Felis</i>"}
    quoted = '<text variable="title" quotes="true" font-weight="bold" suffix="."/>'
    assert csl.one(item, quoted) == "\u201c<b>About <i>Felis</i>.</b>\u201d"


def test_affixes_of_an_empty_cite_are_printed(csl: Formatting) -> None:
    """A cite that shows nothing keeps the words around it, and is an error only without any."""
    found = csl.cites(
        [{"title": "T"}],
        [[{"id": "i0", "prefix": "see above"}], [{"id": "i0"}]],
        citation='<text variable="volume"/>',
    )
    assert found == ["see above", "[CSL STYLE ERROR: reference with no printed form.]"]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("doi: ", 'doi: <a href="https://doi.org/10.1/x">10.1/x</a>'),
        ("https://doi.org/", '<a href="https://doi.org/10.1/x">https://doi.org/10.1/x</a>'),
        (" At https://doi.org/", ' At <a href="https://doi.org/10.1/x">https://doi.org/10.1/x</a>'),
    ],
)
def test_an_address_is_linked_whole(csl: Formatting, prefix: str, expected: str) -> None:
    """What makes an identifier an address belongs to the link, and other affixes do not (Appendix VI)."""
    done = csl.document([{"DOI": "10.1/x"}], citation=f'<text variable="DOI" prefix="{prefix}"/>')
    assert write_html(done.citations[0], links=True) == expected
