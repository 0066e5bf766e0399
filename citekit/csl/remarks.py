"""What is odd in a style that still works: elements, attributes and variables that CSL 1.0.2 does not know."""

from collections.abc import Iterator

from citekit.csl.errors import Remark
from citekit.csl.style import Style
from citekit.csl.vocabulary import ATTRIBUTES, VARIABLES
from citekit.csl.xmltree import Element

_WITH_VARIABLES = ("text", "number", "date", "names", "label", "key")


def find_remarks(style: Style) -> list[Remark]:
    """Give what is odd in a style, in the order of its lines."""
    areas = [style.citation, *([style.bibliography] if style.bibliography is not None else [])]
    root = Element("style", style.options, 1, [*style.macros.values(), *areas])
    return sorted((remark for element in _tree(root) for remark in _of_element(element)), key=lambda found: found.line)


def _tree(root: Element) -> list[Element]:
    elements = [root]
    for element in elements:
        elements.extend(element.children)
    return elements


def _of_element(element: Element) -> Iterator[Remark]:
    known = ATTRIBUTES.get(element.tag)
    if known is None:
        yield Remark(element.line, f"the element '{element.tag}' is not known and is left out")
        return
    for name in element.attributes:
        if name not in known:
            yield Remark(element.line, f"the attribute '{name}' of '{element.tag}' is not known and does nothing")
    if element.tag in _WITH_VARIABLES:
        for variable in element.get("variable").split():
            if variable not in VARIABLES:
                yield Remark(element.line, f"the variable '{variable}' is not known and is looked up as it is")
