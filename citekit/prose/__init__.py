"""Citations, sentences and quotations in running text, in the languages of `languages/*.toml`."""

from __future__ import annotations

from citekit.prose.finding import find, read
from citekit.prose.lists import reference_lists, references
from citekit.prose.locators import read_locator
from citekit.prose.names import Lexicon, lexicon
from citekit.prose.quotations import Quotation, quotations
from citekit.prose.sentences import sentences
from citekit.prose.terms import language_of

__all__ = [
    "Lexicon",
    "Quotation",
    "find",
    "language_of",
    "lexicon",
    "quotations",
    "read",
    "read_locator",
    "reference_lists",
    "references",
    "sentences",
]
