"""Plain text: words, and the address of a link after it where the words do not say it."""

from collections.abc import Sequence

from citekit.csl.output import Run
from citekit.csl.writers.text import one_line


def escape(text: str) -> str:
    """Give the text on one line, without control characters.

    >>> escape("two\\nlines")
    'two lines'
    """
    return one_line(text)


def write(runs: Sequence[Run]) -> str:
    """Write the text of runs; an address that the text does not name follows its words in angle brackets."""
    whole = "".join(run.text for run in runs)
    return escape("".join(run.text + _shown(run, whole) for run in runs))


def _shown(run: Run, whole: str) -> str:
    # "doi:10.1/x" says as much as its address does, and "PMID: 123" too.
    named = not run.link or run.link.removeprefix("https://doi.org/") in whole or run.link.endswith(f"/{run.text}")
    return "" if named else f" <{run.link}>"
