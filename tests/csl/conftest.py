"""Small styles for the tests of the CSL processor, put together from the elements under test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from citekit.csl import (
    Processed,
    Program,
    Style,
    compile_style,
    locale_of,
    locale_reader,
    process,
    read_citation,
    read_items,
    read_style,
    write_html,
)
from citekit.csl.sources import ReadLocale

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"'


@dataclass(frozen=True)
class Made:
    """A style made of parts: attributes of its elements as text, and the elements inside them."""

    citation: str = ""
    bibliography: str = ""
    style: str = 'class="in-text"'
    options: str = ""
    """Attributes of `cs:citation`."""
    layout: str = 'delimiter="; "'
    sort: str = ""
    listing: str = ""
    """Attributes of `cs:bibliography`."""
    listing_layout: str = ""
    listing_sort: str = ""
    macros: str = ""
    locale: str = ""

    def xml(self) -> str:
        """The style as XML."""
        listing = (
            f"<bibliography {self.listing}>{self.listing_sort}"
            f"<layout {self.listing_layout}>{self.bibliography}</layout></bibliography>"
            if self.bibliography
            else ""
        )
        citation = self.citation or '<text variable="title"/>'
        return (
            f"{HEAD} {self.style}><info><title>t</title><id>t</id></info>{self.locale}{self.macros}"
            f"<citation {self.options}>{self.sort}<layout {self.layout}>{citation}</layout></citation>{listing}</style>"
        )


@dataclass(frozen=True)
class Formatting:
    """Formats items with a style made for a test."""

    locales: ReadLocale = field(repr=False)
    mode: str = ""
    """The form of every citation: empty, `composite`, `author-only` or `suppress-author`."""
    infix: str = ""

    def program(self, **parts: Any) -> Program:
        style = read_style(Made(**parts).xml())
        assert isinstance(style, Style)
        return compile_style(style, locale_of(style, self.locales))

    def document(
        self,
        items: Sequence[Mapping[str, Any]],
        citations: Sequence[Sequence[Mapping[str, Any]]] | None = None,
        notes: bool = False,
        **parts: Any,
    ) -> Processed:
        """A whole document; without citations each item is cited alone, in order."""
        given = [{"id": f"i{number}", "type": "book", **item} for number, item in enumerate(items)]
        groups = [[{"id": item["id"]}] for item in given] if citations is None else citations
        form = {"mode": self.mode, "infix": self.infix}
        read = [
            read_citation({"citationItems": group, "properties": {"noteIndex": number if notes else 0, **form}})
            for number, group in enumerate(groups, 1)
        ]
        return process(self.program(**parts), read_items(given), read)

    def cites(
        self,
        items: Sequence[Mapping[str, Any]],
        citations: Sequence[Sequence[Mapping[str, Any]]] | None = None,
        notes: bool = False,
        **parts: Any,
    ) -> list[str]:
        """The citations in HTML."""
        return [write_html(nodes) for nodes in self.document(items, citations, notes, **parts).citations]

    def entries(self, items: Sequence[Mapping[str, Any]], **parts: Any) -> list[str]:
        """The entries of the bibliography in HTML."""
        return [write_html(entry.children) for entry in self.document(items, **parts).bibliography]

    def one(self, item: Mapping[str, Any], citation: str, **parts: Any) -> str:
        """One item in one citation."""
        return self.cites([item], citation=citation, **parts)[0]


@pytest.fixture(scope="session")
def csl() -> Formatting:
    """Formats items with small styles."""
    return Formatting(locale_reader())


@pytest.fixture(scope="session")
def people() -> Callable[..., list[dict[str, str]]]:
    """`people("Doe, John", "Roe, Jane")`: a name variable."""

    def build(*names: str) -> list[dict[str, str]]:
        return [dict(zip(("family", "given"), name.split(", "), strict=False)) for name in names]

    return build
