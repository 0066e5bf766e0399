"""The table of entry types. Expectations are read off the BibTeX and biblatex manuals."""

from __future__ import annotations

import pytest

from citekit.entrytypes import known_types, required


@pytest.mark.parametrize(
    ("type", "fields"),
    [
        ("book", (("author", "editor"), ("title",), ("publisher",), ("year", "date"))),
        ("article", (("author",), ("title",), ("journal", "journaltitle"), ("year", "date"))),
        ("misc", ()),
        ("unheard-of", ()),
    ],
)
def test_required_fields(type: str, fields: tuple[tuple[str, ...], ...]) -> None:
    """Each line names the fields of which one must be there."""
    assert required(type) == fields


def test_the_types_of_both_manuals() -> None:
    """All thirteen types of BibTeX, its old `conference`, and the main ones of biblatex are known."""
    bibtex = "article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis"
    more = "proceedings techreport unpublished collection dataset online report thesis software"

    assert {*bibtex.split(), *more.split()} <= known_types()
    assert all(name == name.lower() for name in known_types())
