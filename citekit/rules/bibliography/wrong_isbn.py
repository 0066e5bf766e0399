"""BIB122: an ISBN with a wrong digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.duplicates.identifiers import isbn13
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import ISSN, is_number, own
from citekit.rules.wording import shown

_CUT = re.compile(r"[,;/()\[\]:|]|\band\b|\bISBN(?:-1[03])?\b", re.I)
_DASHES = re.compile(r"[‐‑‒–—−]|--+")
_DIGITS = re.compile(r"[0-9][0-9 -]*[0-9Xx]")
_TEN = 9


@rule("BIB122", Severity.WARNING)
def wrong_isbn(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The check digit of an ISBN is wrong, it has too many or too few digits, or it is no ISBN at all.

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
        text = field.text
        if is_number(text) and not any(_numbers(text)):
            is_issn = ISSN.search(text)
            yield report(
                field.span,
                say("{number} is an ISSN, not an ISBN", number=is_issn[0])
                if is_issn
                else say("{number} is no ISBN", number=shown(text)),
                hint=say("put it in the field `issn`")
                if is_issn
                else say("look it up in the book or in a library's catalogue"),
                subject=entry.key,
            )
        for wrong in _wrong(text):
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
    return (number for number in _numbers(text) if not isbn13(number))


def _numbers(text: str) -> Iterator[str]:
    """The numbers in a text that are as long as an ISBN, or nearly."""
    for part in _CUT.split(_DASHES.sub("-", text)):
        found = _DIGITS.search(part)
        if found is None or sum(letter.isalnum() for letter in found[0]) < _TEN:
            continue
        one = found[0].strip()
        # Several are parted by spaces, and so may the groups of one be.
        alone = one.split() if sum(letter.isalnum() for letter in one) > 13 else [one]
        yield from (number for number in alone if len(number) >= _TEN)
