"""What macros call each other, checked before a style runs, so that none can run without end ("Macro").

Macros are called and never expanded; their size and depth when expanded bound how long and how deep a rendering can go.
"""

from citekit.csl.errors import StyleError
from citekit.csl.xmltree import Element

MAXIMUM_DEPTH = 150
MAXIMUM_SIZE = 5_000_000


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
                raise StyleError(f"the macros come to more than {MAXIMUM_SIZE} elements", element.line)


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
    """Give how many elements a tree comes to with the macros it calls, and how deep they nest."""
    size = depth = level_number = 0
    level = [root]
    while level:
        level_number += 1
        depth = max(depth, level_number)
        size += len(level)
        for element in level:
            name = element.get("macro")
            if name and name not in macros:
                raise StyleError(f"there is no macro '{name}'", element.line)
            if name:
                inner_size, inner_depth = measured[name]
                size, depth = size + inner_size, max(depth, level_number + inner_depth)
        level = [child for element in level for child in element.children]
    return size, depth
