"""Plain text: all of it is prose, in paragraphs."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from citekit.documents import plain
from citekit.source import TextSource


def test_paragraphs_and_items() -> None:
    """Empty lines part paragraphs; a line that begins with a sign or a number and a space is an item."""
    text = "  Satu\ndua\n \nTiga\n\n- empat\n  lima\n2. enam\n\n3.14 tujuh"
    found = plain.read(TextSource("a.txt", text))
    assert found.prose == text
    assert [(block.kind, text[block.start : block.end]) for block in found.blocks] == [
        ("paragraph", "Satu\ndua"),
        ("paragraph", "Tiga"),
        ("item", "empat\n  lima"),
        ("item", "enam"),
        ("paragraph", "3.14 tujuh"),
    ]


@given(st.text(alphabet="Z1.- \n\r\t", max_size=80))
def test_every_word_is_in_one_block(text: str) -> None:
    """Blocks do not overlap, and but for the signs of items they hold all that is not white space."""
    blocks = plain.read(TextSource("a.txt", text)).blocks
    assert all(left.end <= right.start for left, right in pairwise(blocks))
    assert "".join(text[block.start : block.end] for block in blocks).count("Z") == text.count("Z")
