"""`cs:label` and when content is plural (specification, "Label")."""

import re
from collections.abc import Callable

from citekit.csl.context import Context, Emit
from citekit.csl.locale import Locale
from citekit.csl.locators import read_locator
from citekit.csl.look import compile_look, emit_dressed
from citekit.csl.output import Node, Text
from citekit.csl.scope import Scope
from citekit.csl.values import variable_text
from citekit.csl.vocabulary import COUNTS
from citekit.csl.xmltree import Element

_PIECE = r"(?:[^\W\d_]{0,8}\d[\d.]*[^\W\d_]{0,8}|[ivxlcdmIVXLCDM]+)"
_MULTIPLE = re.compile(rf"\s*{_PIECE}\s*(?:,(?:\s*\w+)?|&|--?|\u2013|\band\b|\bet\b|\bund\b|\by\b)\s*{_PIECE}\b")


def is_plural(text: str, variable: str) -> bool:
    """Say whether content is plural: it begins with several numbers, or for counts it is a number above 1."""
    if variable in COUNTS:
        digits = re.fullmatch(r"\s*(\d{1,9})\s*", text)
        if digits:
            return int(digits[1]) > 1
    return len(text) < 1000 and _MULTIPLE.match(text) is not None


def localized_and(locale: Locale) -> Callable[[str], str]:
    """Give the function that puts the locale's "and" for a written `and` or `&` between numbers."""
    word = locale.term("and") or "and"
    symbol = locale.terms.get(("and", "symbol", ""))
    ampersand = symbol.single if symbol and symbol.single else "&"

    def change(text: str) -> str:
        if " and " in text:
            text = re.sub(r"(?<=\d)(,?) and (?=\d)", rf"\g<1> {word} ", text)
        if "&" in text:
            text = re.sub(r"(?<=\d)\s*&\s*(?=\d)", lambda _: f" {ampersand} ", text)
        return text

    return change


def compile_label(element: Element, scope: Scope) -> Emit:
    """Compile `cs:label` outside of `cs:names`.

    The specification has the term rendered only where the variable is not empty. Official styles are written for
    processors that leave this to the group around the label ("no." from the label of `number` beside the text of
    `issue`), and so do we; a label alone with its own variable in a group is suppressed with it.
    """
    variable, form = element.get("variable"), element.get("form", "long")
    plural = element.get("plural", "contextual")
    dress = compile_look(element)
    locale = scope.locale

    def emit(context: Context, out: list[Node]) -> None:
        name, text = variable, variable_text(context, variable)
        if variable == "locator":
            name = "page"
        if variable == "locator" and context.cite:
            locator = read_locator(context.cite)
            name, text = locator.label, locator.own
        many = plural == "always" or (plural == "contextual" and is_plural(text, variable))
        term = locale.term(name, form, many)
        if term:
            emit_dressed([Text(term, kind="label")], dress, context, out)

    return emit
