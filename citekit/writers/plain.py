"""Plain text: words, and the address of a link after it where the words do not say it."""

from __future__ import annotations

from collections.abc import Sequence

from citekit.runs import Run
from citekit.writers.text import one_line


def escape(text: str) -> str:
    """The text on one line, without control characters.

    >>> escape("two\\nlines")
    'two lines'
    """
    return one_line(text)


def write(runs: Sequence[Run]) -> str:
    """The text of the runs; an address that the text does not name follows its words in angle brackets."""
    whole = "".join(run.text for run in runs)
    return escape("".join(run.text + _shown(run.href, whole) for run in runs))


def _shown(href: str, whole: str) -> str:
    # "doi:10.1/x" says as much as its address does.
    named = not href or href.removeprefix("https://doi.org/") in whole
    return "" if named else f" <{href}>"
