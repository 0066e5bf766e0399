"""What macros call each other, checked before a style runs, so that none can run without end ("Macro").

Macros are called and never expanded; their size and depth when expanded bound how long and how deep a rendering can go,
as only one branch of a `cs:choose` is taken. Long affixes and delimiters count as more elements, for what they print.
"""

from citekit.csl.errors import StyleError
from citekit.csl.xmltree import Element

MAXIMUM_DEPTH = 150
MAXIMUM_SIZE = 60_000
LONG = 100
"""Affixes and delimiters count as one element more for so many characters."""


def check_macros(root: Element, macros: dict[str, Element]) -> None:
    """Check every call of a macro in a style.

    Raises StyleError with the line where a macro is missing, where one calls itself, or where calls would nest deeper
    than MAXIMUM_DEPTH elements or reach more than MAXIMUM_SIZE of them.
    """
    measured: dict[str, tuple[int, int]] = {}
    for start in macros:
        _measure(start, macros, measured)
    for area in ("citation", "bibliography"):
        element = root.child(area)
        if element is not None:
            size, depth = _of_tree(element, measured, macros)
            if depth > MAXIMUM_DEPTH:
                raise StyleError(f"elements and macros are nested deeper than {MAXIMUM_DEPTH}", element.line)
            if size > MAXIMUM_SIZE:
                raise StyleError(
                    f"with its macros called, this comes to more than {MAXIMUM_SIZE} elements", element.line
                )


def _measure(start: str, macros: dict[str, Element], measured: dict[str, tuple[int, int]]) -> None:
    """Measure a macro and those it calls, the innermost first, without recursion."""
    path: dict[str, None] = {}
    work = [start]
    while work:
        name = work[-1]
        if name in measured:
            path.pop(name, None)
            work.pop()
        elif name in path:
            measured[name] = _of_tree(macros[name], measured, macros)
        else:
            path[name] = None
            for called, line in _calls(macros[name]):
                if called in path:
                    raise StyleError(f"the macro '{called}' calls itself", line)
                if called in macros and called not in measured:
                    work.append(called)


def _calls(root: Element) -> list[tuple[str, int]]:
    return [(name, element.line) for element in _tree(root) if (name := element.get("macro"))]


def _tree(root: Element) -> list[Element]:
    elements = [root]
    for element in elements:
        elements.extend(element.children)
    return elements


def _of_tree(root: Element, measured: dict[str, tuple[int, int]], macros: dict[str, Element]) -> tuple[int, int]:
    """Give how many elements a tree comes to at most with the macros it calls, and how deep they nest."""
    found: dict[int, tuple[int, int]] = {}
    for element in reversed(_tree(root)):
        name = element.get("macro")
        if name and name not in macros:
            raise StyleError(f"there is no macro '{name}'", element.line)
        inner = [found[id(child)] for child in element.children]
        if name:
            inner.append(measured[name])
        sizes = [size for size, _ in inner]
        size = max(sizes, default=0) if element.tag == "choose" else sum(sizes)
        found[id(element)] = (_own_size(element) + size, 1 + max((depth for _, depth in inner), default=0))
    return found[id(root)]


def _own_size(element: Element) -> int:
    length = len(element.get("delimiter")) * len(element.children)
    length += len(element.get("prefix")) + len(element.get("suffix")) + len(element.get("value"))
    return 1 + length // LONG
