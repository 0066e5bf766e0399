"""The references of a list, read one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from citekit.library import Entry
from citekit.references.parsing import ParsedReference, parse

_REPEATED = re.compile(r"^(\s*(?:\[\d+\]\s*)?)(?:[—–]{1,3}|-{3,}|_{3,})\.?(?=[\s,(])")
"""The dash that stands for the people of the reference before."""
_ENOUGH = ("date", "doi", "isbn", "url", "eprint", "pubstate", "journaltitle", "booktitle", "edition")
"""What a text says besides a title when it is a reference."""


def parse_all(texts: Iterable[str]) -> Iterator[ParsedReference]:
    """Takes references apart; a dash at the beginning of one stands for the people of the one before."""
    author = ""
    for text in texts:
        reference = parse(_REPEATED.sub(rf"\1{_quoted(author)}", text) if author else text)
        author = reference.text_of("author")
        yield reference


def _quoted(author: str) -> str:
    """A list of names to put in place of that dash."""
    return f"{author.removesuffix('.')}.".replace("\\", "")


def is_reference(entry: Entry) -> bool:
    """Is what was read of a text a reference? It has a title, and a date or another sign of one."""
    return "title" in entry.fields and any(name in entry.fields for name in _ENOUGH)
