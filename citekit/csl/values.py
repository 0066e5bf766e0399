"""The values of variables as text, among them those that the processor makes itself (specification, Appendix IV)."""

import re
from collections.abc import Callable

from citekit.csl.context import Context
from citekit.csl.locators import read_locator
from citekit.csl.people import named


def number_text(context: Context, variable: str) -> str:
    """Give a number variable as it stands in the data or as the processor makes it."""
    return variable_text(context, variable)


def variable_text(context: Context, variable: str) -> str:
    """Give a standard or number variable as text; empty where it is not set or was substituted."""
    return "" if variable in context.suppressed else given_text(context, variable)


def given_text(context: Context, variable: str) -> str:
    """Give a variable as text whether it was substituted or not."""
    made = MADE.get(variable)
    return made(context) if made else context.item.text(variable)


def _locator(context: Context) -> str:
    return read_locator(context.cite).text if context.cite and context.cite.locator else ""


def _citation_number(context: Context) -> str:
    return str(context.citation_number) if context.citation_number else ""


def _year_suffix(context: Context) -> str:
    return context.year_suffix


def _first_reference_note_number(context: Context) -> str:
    return str(context.position.first_note) if context.position.first_note else ""


def _page_first(context: Context) -> str:
    given = context.item.text("page-first")
    match = re.match(r"\s*(?:pp?\.\s*)?((?:\\\\-|[^,&\u2013-])+)", context.item.text("page")) if not given else None
    return match[1].strip().replace("\\-", "-") if match else given


def _citation_label(context: Context) -> str:
    return context.item.text("citation-label") or citation_label(context)


_LABEL_WIDTHS = ((), (4,), (2, 2), (2, 1, 1), (1, 1, 1, 1))
"""How many letters a label takes of each name, by the number of names."""


def _letters(text: str) -> str:
    letters = "".join(character for character in text if character.isalpha())
    return letters[:1].upper() + letters[1:].lower()


def citation_label(context: Context) -> str:
    """Make a label such as "Ferr78": letters of up to four names, or of the title, and the year."""
    names = named(context.item.names("author") or context.item.names("editor"))
    date = context.item.date("issued")
    widths = _LABEL_WIDTHS[min(len(names), 4)]
    letters = "".join(_letters(name.family or name.literal)[:width] for name, width in zip(names, widths, strict=False))
    letters = letters or _letters(context.item.text("title"))[:4]
    year = f"{date.start.year % 100:02d}" if date and date.start else "00"
    return letters + year


def _language(context: Context) -> str:
    return context.item.language


MADE: dict[str, Callable[[Context], str]] = {
    "locator": _locator,
    "citation-number": _citation_number,
    "year-suffix": _year_suffix,
    "first-reference-note-number": _first_reference_note_number,
    "page-first": _page_first,
    "citation-label": _citation_label,
}
