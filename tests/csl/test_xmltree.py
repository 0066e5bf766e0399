"""Styles as XML: nothing in a file can do harm, and faults are told with their line."""

import pytest

from citekit.csl import StyleError
from citekit.csl.xmltree import MAXIMUM_BYTES, MAXIMUM_DEPTH, read_tree


def test_attribute_values_keep_their_blanks() -> None:
    """Blanks at the ends of attributes are output ("Whitespace Handling")."""
    assert read_tree('<group delimiter="  , "/>').get("delimiter") == "  , "


def test_entities_are_refused() -> None:
    """A file that declares an entity is refused, with the line, before anything is expanded."""
    bomb = '<?xml version="1.0"?>\n<!DOCTYPE a [\n<!ENTITY b "bbbb">\n]>\n<a>&b;</a>'
    with pytest.raises(StyleError, match="entity 'b'") as caught:
        read_tree(bomb)
    assert caught.value.line == 3


def test_depth_size_and_shape_are_limited() -> None:
    """A file that is too deep, too large or not XML is one error with a line."""
    with pytest.raises(StyleError, match="nested deeper"):
        read_tree("<g>" * (MAXIMUM_DEPTH + 1))
    with pytest.raises(StyleError, match="larger than"):
        read_tree(b"<a>" + b" " * MAXIMUM_BYTES + b"</a>")
    with pytest.raises(StyleError) as caught:
        read_tree("<a>\n<b>\n</a>")
    assert caught.value.line == 3


def test_elements_of_other_namespaces_are_apart() -> None:
    """An element of a foreign namespace is not taken for one of CSL ("Namespacing")."""
    root = read_tree('<style xmlns="http://purl.org/net/xbiblio/csl" xmlns:x="urn:x"><x:text/><text/></style>')
    assert [child.tag for child in root.children] == ["urn:x text", "text"]
