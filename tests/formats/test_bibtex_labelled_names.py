"""Names in biblatex's form with labels. What is expected are the examples of the biblatex manual and of biber's."""

from __future__ import annotations

import pytest

from citekit.formats.bibtex import read
from citekit.formats.bibtex.names import name_list
from citekit.model import Name
from citekit.source import ByteSource


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("given=Hans, family=Harman", [Name("Harman", "Hans")]),
        (
            "given=Hans, family=Harman and given=Simon, prefix=de, family=Beumont",
            [Name("Harman", "Hans"), Name("Beumont", "Simon", "de")],
        ),
        ("given=Jean, prefix=de la, prefix-i=d, family=Rousse", [Name("Rousse", "Jean", "de la")]),
        ("given={Jean Pierre Simon}, given-i=JPS", [Name("", "Jean Pierre Simon")]),
        ('"family={Robert and Sons, Inc.}"', [Name("Robert and Sons, Inc.")]),
        ('given=Martin, "family={King, or so}", suffix=Jr.', [Name("King, or so", "Martin", "", "Jr.")]),
        ("useprefix=true, family=Gogh, given=Vincent, prefix=van", [Name("Gogh", "Vincent", "van")]),
        ("id=x, Family = {\\'Etoile}", [Name("Étoile")]),
        ("Hans Harman and family=Beumont, given=Simon", [Name("Harman", "Hans"), Name("Beumont", "Simon")]),
        ("x=y, Hans", [Name("x=y", "Hans")]),
        ("Hans family=x", [Name("family=x", "Hans")]),
        ("{family=x}", [Name(literal="family=x")]),
    ],
)
def test_names(value: str, names: list[Name]) -> None:
    """Labels say which part is which, in any order; quotation marks and braces keep commas and "and" in a part."""
    assert list(name_list(value)) == names


def test_case_that_tex_changes() -> None:
    r"""`\uppercase{v}an` is a particle to BibTeX, which sees a small letter, and prints as "Van"."""
    assert list(name_list(r"{\uppercase{v}}an Gogh, Vincent")) == [Name("Gogh", "Vincent", "Van")]


def test_dates_are_no_tex() -> None:
    r"""The `~` of a date says that it is about so; TeX has no say in it, unless there is a command."""
    file = rb"@book{a, date = {1999~}, urldate = {2001-{05}}, origdate = {\textit{1998}}, year = {c.~1999}}"
    (entry,) = read(ByteSource("x.bib", file)).entries

    assert [entry.text(name) for name in ("date", "urldate", "origdate", "year")] == [
        "1999~", "2001-05", "1998", "c. 1999",
    ]  # fmt: skip
    assert (entry.date.circa, entry.year) == (True, "1999")


def test_month_of_an_entry() -> None:
    """An entry's date is that of `year` and `month` together, or of the year alone where the month is strange."""
    file = b'@book{a, year = 1999, month = "10~" # jan}\n@book{b, year = 1999, month = {Easter}}\n@book{c, month = may}'
    dates = [str(entry.date) for entry in read(ByteSource("x.bib", file)).entries]

    assert dates == ["1999-01-10", "1999", ""]
