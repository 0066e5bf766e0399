"""`cs:choose` and its conditions (specification, "Choose")."""

from collections.abc import Callable

from citekit.csl.context import Context, Emit
from citekit.csl.group import emit_delimited
from citekit.csl.locators import read_locator
from citekit.csl.number import is_numeric
from citekit.csl.output import Node
from citekit.csl.scope import Scope
from citekit.csl.values import MADE, given_text
from citekit.csl.vocabulary import DATE_VARIABLES, NAME_VARIABLES
from citekit.csl.xmltree import Element

Test = Callable[[Context], bool]


def compile_choose(element: Element, scope: Scope, first_only: bool = False) -> Emit:
    """Compile `cs:choose`: the first branch that tests true is rendered, delimited as if its children stood here.

    With `first_only` only the first of these that renders something is, as its children stand in `cs:substitute`.
    """
    branches = [
        (compile_condition(branch) if branch.tag != "else" else None, _compile_branch(branch, scope, first_only))
        for branch in element.children
        if branch.tag in ("if", "else-if", "else")
    ]
    delimiter = scope.delimiter

    def emit(context: Context, out: list[Node]) -> None:
        for test, children in branches:
            if test is None or test(context):
                if first_only:
                    _emit_first(children, context, out)
                else:
                    out.extend(emit_delimited(children, delimiter, context))
                return

    return emit


def _compile_branch(branch: Element, scope: Scope, first_only: bool) -> list[Emit]:
    if not first_only:
        return scope.compile_children(branch)
    compiled = [
        compile_choose(child, scope, True) if child.tag == "choose" else scope.compile(child)
        for child in branch.children
    ]
    return [emit for emit in compiled if emit is not None]


def _emit_first(children: list[Emit], context: Context, out: list[Node]) -> None:
    before = len(out)
    for child in children:
        child(context, out)
        if len(out) > before:
            return


def compile_condition(branch: Element) -> Test:
    """Compile the conditions of one branch, joined by `match`."""
    match = branch.get("match", "all")
    tests = [test for name, value in branch.attributes.items() for test in _tests(name, value)]
    if match == "any":
        return lambda context: any(test(context) for test in tests)
    if match == "none":
        return lambda context: not any(test(context) for test in tests)
    if len(tests) == 1:
        return tests[0]
    return lambda context: all(test(context) for test in tests)


def _tests(name: str, value: str) -> list[Test]:
    """Give a test for each value; an item has one type only, so that several types always mean any of them."""
    if name == "type":
        types = frozenset(value.split())
        return [lambda context: context.item.type in types]
    maker = _CONDITIONS.get(name)
    return [maker(word) for word in value.split()] if maker else []


def _disambiguate(value: str) -> Test:
    wanted = value == "true"

    def test(context: Context) -> bool:
        context.conditions += 1
        return (context.conditions <= context.disambiguate) is wanted

    return test


def _is_numeric(variable: str) -> Test:
    return lambda context: is_numeric(given_text(context, variable))


def _is_uncertain_date(variable: str) -> Test:
    def test(context: Context) -> bool:
        date = context.item.date(variable)
        return date is not None and date.circa

    return test


def _locator(label: str) -> Test:
    wanted = {"sub-verbo": "sub-verbo", "sub verbo": "sub-verbo"}.get(label, label)

    def test(context: Context) -> bool:
        cite = context.cite
        return cite is not None and bool(cite.locator) and read_locator(cite).label == wanted

    return test


def _position(name: str) -> Test:
    return lambda context: not context.in_bibliography and name in context.position.names


def _variable(name: str) -> Test:
    """Test whether the data has a variable; one that has been substituted is still there."""
    if name in NAME_VARIABLES:
        return lambda context: bool(context.item.names(name))
    if name in DATE_VARIABLES:
        return lambda context: context.item.date(name) is not None
    if name in MADE and name != "citation-label":  # a label that is made here does not count
        return lambda context: bool(given_text(context, name))
    return lambda context: bool(context.item.text(name))


_CONDITIONS: dict[str, Callable[[str], Test]] = {
    "disambiguate": _disambiguate,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain_date,
    "locator": _locator,
    "position": _position,
    "variable": _variable,
}
