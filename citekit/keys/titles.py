"""What key patterns take from the title of an entry: its words, some of them left out, cased."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.keys.pattern import Form, Options, Work
from citekit.keys.table import FUNCTION_WORDS

_BREAK = {Form.JABREF: re.compile(r"[\s–—-]+"), Form.FORMULA: re.compile(r"[\s/:]+")}
_NO_LETTER = re.compile(r"[\W_]+")


def words(text: str, form: Form) -> Iterator[str]:
    """The words of a text without punctuation. To JabRef a hyphen parts words, to Better BibTeX it does not."""
    for piece in _BREAK[form].split(text):
        if word := _NO_LETTER.sub("", piece):
            yield word


def significant(text: str, form: Form) -> list[str]:
    """The words without function words; to Better BibTeX a letter that stands alone is one too."""
    found = [word for word in words(text, form) if word.lower() not in FUNCTION_WORDS]
    return [word for word in found if form is Form.JABREF or len(word) > 1 or not word.isascii() or word.isdigit()]


def title_words(work: Work, options: Options) -> str:
    """The first `n` words of the title (0: all), with spaces between.

    `skip` leaves function words out, but for a `first` word; `cased` says which words get a capital, `capitals` how
    many of the first.
    """
    title = work.entry.text("title")
    found = significant(title, work.form) if options.get("skip") else list(words(title, work.form))
    if options.get("first") and (first := next(words(title, work.form), "")) and found[:1] != [first]:
        found.insert(0, first)
    found = found[: options.get("n") or None]
    return " ".join(_cased(word, at, options) for at, word in enumerate(found))


def _cased(word: str, at: int, options: Options) -> str:
    cased = options.get("cased", "")
    if cased == "first-letters" or at < options.get("capitals", 0):
        return word[0].upper() + word[1:]
    if cased == "significant" and at and word.lower() in FUNCTION_WORDS:
        return word.lower()
    return capitalized(word) if cased else word


def capitalized(word: str) -> str:
    """A word with a capital, as JabRef writes `JabRef`: Jabref; one all in capitals stays."""
    return word if word.isupper() else word.capitalize()


def title_initials(work: Work, options: Options) -> str:
    """The first letters of the first `n` words of the title."""
    found = list(words(work.entry.text("title"), work.form))
    return "".join(word[0] for word in found[: options["n"]])
