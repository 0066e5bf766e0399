"""`cs:number`, ordinals, roman numerals and what counts as numeric (specification, "Number", "Ordinal Suffixes")."""

import re
from collections.abc import Callable

from citekit.csl.context import Context, Emit
from citekit.csl.locale import Locale
from citekit.csl.look import compile_look, emit_dressed
from citekit.csl.markup import parse_markup
from citekit.csl.output import Node, Text
from citekit.csl.pages import range_delimiter, range_formatter
from citekit.csl.scope import Scope
from citekit.csl.values import number_text
from citekit.csl.xmltree import Element

_NUMBER = r"(?:[^\W\d_]{0,8}\d+(?:/\d+)?[^\W\d_]{0,8}|[ivxlcdm]+\b)"
_NUMERIC = re.compile(rf"\s*{_NUMBER}(?:\s*(?:,|&|-|\u2013|\\-|and\b)\s*{_NUMBER})*\s*")
_PARTS = re.compile(rf"\s*(,|&|-|\u2013|\\-|\band\b)\s*|({_NUMBER})")
_SPACING = {",": ", ", "&": " & ", "and": " and ", "\\-": "-", "\u2013": "\u2013"}
_BARE = re.compile(r"\d+|[ivxlcdm]+")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def is_numeric(text: str) -> bool:
    """Say whether content is numeric: numbers, perhaps with prefixes and suffixes, joined by comma, hyphen or `&`.

    A number with a slash ("3/4", as double issues are written) is numeric in the reference as well.
    """
    return len(text) < 1000 and _NUMERIC.fullmatch(text) is not None


def roman(number: int) -> str:
    """Give a number as a lower-case roman numeral; numbers outside 1 to 4999 stay as they are."""
    if not 0 < number < 5000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def ordinal_suffix(number: int, locale: Locale, gender: str = "") -> str:
    """Give the ordinal suffix of a number for the gender of its noun ("Ordinal Suffixes").

    A noun without a gender, in a locale whose suffixes all have one, is taken for feminine, as "edition" is there.
    """
    if not gender and locale.find("ordinal") is None and locale.find("ordinal", "long", "feminine") is not None:
        gender = "feminine"
    if locale.find("ordinal", "long", gender) is None:
        return _first_scheme(number, locale, gender)
    two, one = number % 100, number % 10
    candidates = [f"ordinal-{two:02d}"] if two == number or two >= 10 else []
    for name in dict.fromkeys([f"ordinal-{number:02d}" if number < 100 else "", *candidates, f"ordinal-{one:02d}"]):
        found = name and locale.find(name, "long", gender)
        if found and _matches(found.match, name, number):
            return found.single
    return locale.term("ordinal", "long", False, gender) or ""


def _matches(match: str, name: str, number: int) -> bool:
    last = int(name[-2:])
    match = match or ("last-digit" if last < 10 else "last-two-digits")
    if match == "whole-number":
        return number == last
    return number % (10 if match == "last-digit" else 100) == last


def _first_scheme(number: int, locale: Locale, gender: str) -> str:
    """The scheme of CSL 1.0, where "ordinal" is not defined but "ordinal-01" to "ordinal-04" are."""
    last = number % 10
    name = f"ordinal-{last:02d}" if 1 <= last <= 3 and not 11 <= number % 100 <= 13 else "ordinal-04"
    return locale.term(name, "long", False, gender) or ""


def ordinal(number: int, locale: Locale, gender: str = "") -> str:
    """Give a number with its ordinal suffix."""
    return f"{number}{ordinal_suffix(number, locale, gender)}"


def long_ordinal(number: int, locale: Locale, gender: str = "") -> str:
    """Give a number written out from 1 to 10, else with its suffix ("Long Ordinals")."""
    word = locale.term(f"long-ordinal-{number:02d}", "long", False, gender) if 1 <= number <= 10 else None
    return word or ordinal(number, locale, gender)


def compile_number(element: Element, scope: Scope) -> Emit:
    """Compile `cs:number`."""
    variable, form = element.get("variable"), element.get("form", "numeric")
    dress = compile_look(element)
    change = _transform(form, scope.locale, scope.locale.gender(variable))
    ranges = range_formatter(scope.style.options.get("page-range-format", ""), scope.locale)
    dash = range_delimiter(scope.locale)

    def emit(context: Context, out: list[Node]) -> None:
        text = number_text(context, variable)
        if not text:
            context.called += 1
            return
        context.use(variable)
        if context.sort_names is not None:
            nodes: list[Node] = [Text(sort_number(text), variable)]
        elif is_numeric(text):
            text = extract_numbers(text, change, dash)
            nodes = [Text(ranges(text) if variable == "page" else text, variable)]
        else:  # what begins as a number has no markup
            nodes = [Text(text, variable)] if text[0].isdigit() else parse_markup(text, variable)
        emit_dressed(nodes, dress, context, out)

    return emit


def _transform(form: str, locale: Locale, gender: str) -> Callable[[int], str]:
    if form == "ordinal":
        return lambda number: ordinal(number, locale, gender)
    if form == "long-ordinal":
        return lambda number: long_ordinal(number, locale, gender)
    if form == "roman":
        return roman
    return str


def extract_numbers(text: str, change: Callable[[int], str] = str, dash: str = "\u2013") -> str:
    """Space out the numbers of a numeric content and transform each; one with a prefix or suffix stays ("2E")."""
    found = [(match[1], match[2]) for match in _PARTS.finditer(text)]
    if not all(_BARE.fullmatch(number) for _, number in found if number):
        dash = "-"
    parts = [_SPACING.get(separator, dash) if separator else _changed(number, change) for separator, number in found]
    return "".join(parts)


def _changed(number: str, change: Callable[[int], str]) -> str:
    return change(int(number)) if number.isdecimal() and len(number) < 10 else number


def sort_number(text: str) -> str:
    """Give a number so that it sorts by its value; text that is not numeric sorts as text ("Sorting Variables")."""
    match = re.search(r"\d+", text) if is_numeric(text) else None
    return f"{int(match[0]):020d}" if match else text
