"""Page ranges and the dash in ranges (specification, "Page Ranges", Appendix V, "Range Delimiters")."""

import re
from collections.abc import Callable

from citekit.csl.locale import Locale

_ROMAN_NUMERAL = "[ivxlcdmIVXLCDM]+"
_PAGE = rf"(?:[^\W\d_]*\d[\d.]*[^\W\d_]?|{_ROMAN_NUMERAL})"
_RANGE = re.compile(
    r"(?<![\w.\\])([^\W\d_]{0,6}\d{0,12}[^\W\d_]{0,6}?\d{0,12}[^\W\d_]?)\s*(?:-|\u2013)+\s*"
    r"([^\W\d_]{0,6}\d{0,12}[^\W\d_]?)(?![\w\\-])"
)
_LABEL = re.compile(r"^pp?\.\s*(?=\d)")
"""A label written into the field, where the style puts its own."""
_PREFIX = re.compile(r"[^\W\d_]*")
_DIGITS = re.compile(r"([^\W\d_]*)(\d+)$")
_IS_PAGE = re.compile(rf"\d*[^\W\d_]{{0,6}}\d+[^\W\d_]?|{_ROMAN_NUMERAL}")


def range_delimiter(locale: Locale) -> str:
    """Give what stands between the ends of a range of pages or numbers: the term of the locale, else an en-dash."""
    delimiter = locale.term("page-range-delimiter")
    return "\u2013" if delimiter is None else delimiter


def range_formatter(format: str, locale: Locale) -> Callable[[str], str]:
    """Give the function that formats the page ranges of a text for a `page-range-format` (empty: dashes only)."""
    delimiter = range_delimiter(locale)
    shorten = _FORMATS.get(format)

    def one(match: re.Match[str]) -> str:
        first, last = match[1], match[2]
        if not (_IS_PAGE.fullmatch(first) and _IS_PAGE.fullmatch(last)):
            return match[0]
        return _join(first, last, shorten, delimiter)

    def every(text: str) -> str:
        if "-" not in text and "\u2013" not in text:
            return text
        text = _LABEL.sub("", text)
        return _RANGE.sub(one, text).replace("\\-", "-")

    return every


def _join(first: str, last: str, shorten: Callable[[str, str], str] | None, delimiter: str) -> str:
    if _PREFIX.findall(first)[0] != _PREFIX.findall(last)[0] and not re.fullmatch(_ROMAN_NUMERAL, last):
        return f"{first}-{last}"
    if shorten is None:
        return f"{first}{delimiter}{last}"
    left, right = _DIGITS.fullmatch(first), _DIGITS.fullmatch(last)
    if left is None or right is None:
        return f"{first}{delimiter if first[-1].isalpha() else '-'}{last}"
    whole = _expand(left[2], right[2])
    if int(whole) < int(left[2]):
        return f"{first}-{last}"
    prefix = left[1] if shorten is _expanded else ""
    return f"{first}{delimiter}{prefix}{shorten(left[2], whole)}"


def _expand(first: str, last: str) -> str:
    """Give the last number in full: "100-4" ends with 104."""
    return first[: len(first) - len(last)] + last if len(last) < len(first) else last


def _expanded(_first: str, last: str) -> str:
    return last


def _minimal(first: str, last: str, least: int = 1) -> str:
    """Leave out the leading digits that both numbers share, keeping at least some."""
    if len(first) != len(last):
        return last
    place = 0
    while place < len(last) - least and first[place] == last[place]:
        place += 1
    return last[place:]


def _minimal_two(first: str, last: str) -> str:
    return _minimal(first, last, 2)


def _chicago(first: str, last: str) -> str:
    """The rules of Chicago 15: as Chicago 16, but all four digits where three change."""
    if len(first) == 4 and len(last) == 4 and len(_minimal(first, last)) > 2:
        return last
    return _chicago_16(first, last)


def _chicago_16(first: str, last: str) -> str:
    number = int(first)
    if number < 100 or number % 100 == 0:
        return last
    return _minimal(first, last, 1 if number % 100 < 10 else 2)


_FORMATS: dict[str, Callable[[str, str], str]] = {
    "expanded": _expanded,
    "minimal": _minimal,
    "minimal-two": _minimal_two,
    "chicago": _chicago,
    "chicago-15": _chicago,
    "chicago-16": _chicago_16,
}
