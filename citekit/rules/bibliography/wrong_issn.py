"""BIB123: an ISSN with a wrong digit."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.duplicates.identifiers import isbn13
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import ISSN, is_number, own
from citekit.rules.wording import shown

_LETTER = {"X": 10}


@rule("BIB123", Severity.WARNING)
def wrong_issn(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The check digit of an ISSN is wrong, or it is no ISSN.

    ## Why it matters
    Libraries find the journal by it. Its eighth digit is worked out from the others (ISO 3297), so a wrong one
    shows. An ISBN in its place belongs in `isbn`.

    ## Example
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      issn = {0043-8872},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      issn = {0043-8871},
    }
    ~~~
    """
    for entry, field in own(project, "issn"):
        text = field.text
        wrong = next((found[0] for found in ISSN.finditer(text) if not _fits(found[1] + found[2].upper())), "")
        if wrong:
            yield report(
                field.span,
                say("the check digit of the ISSN {issn} is wrong", issn=wrong),
                hint=say("look it up in the journal or in a library's catalogue"),
                subject=entry.key,
            )
        elif isbn13(text.strip()):
            yield report(
                field.span,
                say("{number} is an ISBN, not an ISSN", number=text.strip()),
                hint=say("put it in the field `isbn`"),
                subject=entry.key,
            )
        elif is_number(text) and not ISSN.search(text):
            yield report(
                field.span,
                say("{number} is no ISSN", number=shown(text)),
                hint=say("an ISSN has eight digits, such as 0043-8871; look it up in a library's catalogue"),
                subject=entry.key,
            )


def _fits(digits: str) -> bool:
    """Is the check digit right (ISO 3297, annex A)?"""
    values = (10 if digit == "X" else int(digit) for digit in digits)
    return sum(weight * value for weight, value in zip(range(8, 0, -1), values, strict=True)) % 11 == 0
