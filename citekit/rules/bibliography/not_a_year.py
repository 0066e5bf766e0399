"""BIB116: a year or a date that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.dates import read_date
from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import own
from citekit.rules.vocabulary import NO_YEAR
from citekit.rules.wording import shown

_YEAR = re.compile(r"(?<![0-9])(?:1[0-9]|20)[0-9]{2}(?![0-9])")
_MARKS = re.compile(r"[\[\](){}.,~\s©]+")
_PLAIN = re.compile(r"[0-9]{4}")
_OPEN = re.compile(r"[0-9]{1,4}\s*[-–/]+\s*[0-9]{0,4}")
_SAID = {
    "year": lambda value: say("{value} is no year", value=value),
    "date": lambda value: say("{value} is no date", value=value),
}
_HINTS = {
    "year": say("write the year alone in `year`; month and day have their own fields"),
    "date": say("write YYYY, YYYY-MM or YYYY-MM-DD, or a range with / in between"),
}
_LETTERED = re.compile(r"[0-9]{4}[a-z]?")


@rule("BIB116", Severity.WARNING)
def not_a_year(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The `year` or `date` of an entry cannot be read as one.

    ## Why it matters
    Works are cited and sorted by their year, and letters are put behind it where an author has two works of one.
    What is none is printed as it stands, sorted anywhere, and no citation in the text finds it. Words for works
    that are not out yet or not dated (*in press*, *t.t.*) are passed over. Where a year stands among other words it
    is only said as information.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {l995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~
    """
    for entry, field in own(project, "year", "date"):
        if _PLAIN.fullmatch(field.value) or "\\" in field.value:
            continue
        text = field.text.strip()
        plain = _MARKS.sub(" ", text).strip()
        if not text or plain.lower() in NO_YEAR or _LETTERED.fullmatch(plain) or read_date(text).year is not None:
            continue
        if (field.name == "date" and entry.text("year")) or _is_dated_range(text):
            continue
        inside = _YEAR.search(text)
        yield report(
            field.span,
            _SAID[field.name](shown(text)),
            hint=_HINTS[field.name],
            subject=entry.key,
            severity=Severity.INFORMATION if inside else None,
        )


def _is_dated_range(text: str) -> bool:
    """Is it a range of which one end is open or short: 1999–, 1999/2000, 1999-01, 10/2001?"""
    return text[:1] in ("/", "-") or bool(_OPEN.fullmatch(text) and _YEAR.search(text))
