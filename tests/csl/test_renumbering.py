"""One more citation moves many numbers: what is kept and renumbered is what rendering anew would give."""

import pytest

from citekit.csl import Session, process, read_citation, read_items, write_html
from citekit.csl.renumbering import renumbered
from tests.csl.conftest import Formatting

NUMBERED = {
    "plain": '<text variable="citation-number"/>',
    "as an ordinal": '<number variable="citation-number" form="ordinal"/>',
    "in Roman numerals": '<number variable="citation-number" form="roman"/>',
    "behind a label": '<label variable="citation-number" form="short"/><text variable="citation-number"/>',
    "not at all": '<text variable="title"/>',
}


@pytest.mark.parametrize("options", ["", 'collapse="citation-number"'])
@pytest.mark.parametrize("number", NUMBERED)
def test_moved_numbers_are_those_of_the_whole(csl: Formatting, number: str, options: str) -> None:
    """A citation placed before others gives them the numbers of the finished document, however they are printed."""
    listing = NUMBERED[number] + '<text variable="title" prefix=" "/>'
    program = csl.program(citation=NUMBERED[number], options=options, bibliography=listing)
    items = read_items({"id": key, "type": "book", "title": key} for key in "abcdefghij")
    groups = ["a", "bcd", "be", "j", "fdga", "h"]
    cites = [read_citation({"citationID": group, "citationItems": [{"id": key} for key in group]}) for group in groups]
    session = Session(program, items)
    for place in range(len(cites) - 1, -1, -1):
        session.place(cites[place], [], [cite.id for cite in cites[place + 1 :]], {})
        assert session.bibliography
    whole = process(program, items, cites)
    assert [write_html(nodes) for nodes in session.texts] == [write_html(nodes) for nodes in whole.citations]
    assert [write_html(one.children) for one in session.bibliography] == [
        write_html(one.children) for one in whole.bibliography
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"), [([1, 2, 3], [4, 5, 6], "4–6"), ([1, 2, 3], [4, 5, 7], None), ([7], [9], None)]
)
def test_only_what_moves_together(csl: Formatting, before: list[int], after: list[int], expected: str | None) -> None:
    """Numbers that move by the same are put in, as ranges stay what they are; others are left to rendering."""
    items = [{"title": "A"}, {"title": "B"}, {"title": "C"}]
    cites = [[{"id": "i0"}, {"id": "i1"}, {"id": "i2"}]]
    done = csl.document(
        items, cites, citation='<text variable="citation-number"/>', options='collapse="citation-number"'
    )
    nodes = renumbered(done.citations[0], before, after)
    assert (nodes and write_html(nodes)) == expected
