"""BIB122: an ISBN with a wrong digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.duplicates.identifiers import isbn13
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import own

_CUT = re.compile(r"[,;/()\[\]:|]|\band\b|\bISBN(?:-1[03])?\b", re.I)
_DASHES = re.compile(r"[‐‑‒–—−]|--+")
_DIGITS = re.compile(r"[0-9][0-9 -]*[0-9Xx]")
_TEN = 9


@rule("BIB122", Severity.WARNING)
def wrong_isbn(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The check digit of an ISBN is wrong, or it has too many or too few digits.

    ## Why it matters
    Libraries and shops find the book by it. The last digit is worked out from the others (ISBN Users' Manual, 7th
    edition, section 4), so a single wrong digit and two that have changed places show.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
      isbn = {0-306-40615-3},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
      isbn = {0-306-40615-2},
    }
    ~~~
    """
    for entry, field in own(project, "isbn"):
        for wrong in _wrong(field.text):
            digits = sum(letter.isalnum() for letter in wrong)
            yield report(
                field.span,
                say("the check digit of the ISBN {isbn} is wrong", isbn=wrong)
                if digits in (10, 13)
                else say("the ISBN {isbn} has {digits} digits, and not 10 or 13", isbn=wrong, digits=digits),
                hint=say("look it up in the book or in a library's catalogue"),
                subject=entry.key,
            )


def _wrong(text: str) -> Iterator[str]:
    """The numbers in a text that are no ISBNs."""
    for part in _CUT.split(_DASHES.sub("-", text)):
        found = _DIGITS.search(part)
        if found is None or sum(letter.isalnum() for letter in found[0]) < _TEN:
            continue
        one = found[0].strip()
        # Several are parted by spaces, and so may the groups of one be.
        alone = one.split() if sum(letter.isalnum() for letter in one) > 13 else [one]
        yield from (number for number in alone if len(number) >= _TEN and not isbn13(number))
