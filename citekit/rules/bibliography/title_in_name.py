"""BIB111: a title or a degree in a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import named, own, written_names
from citekit.rules.vocabulary import DEGREES, TITLES
from citekit.rules.wording import shown

_ALONE = frozenset("prof professor profesor dr doktor drs mr mrs herr frau".split())
"""Titles that are known without their full stop."""
_CANDIDATE = re.compile(
    r"(?:^|[\s,])(?:[A-Z][a-z]{1,9}\.|Prof|Dr|Mr|Herr|Frau|Dok)|,\s*[A-Z][A-Za-z.]{1,8}(?:$|,| and )"
)


@rule("BIB111", Severity.WARNING)
def title_in_name(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A person's name has a title or an academic degree in it: Prof., Dr., Drs., Ph.D., M.Si.

    ## Why it matters
    References give names without titles. BibTeX takes the title for a given name, so it is printed or shortened to
    an initial (*Dr. A. Teeuw* becomes *D. A. Teeuw*), and the work is sorted and cited under something that is no
    name where the degree stands behind a comma.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {Prof. Dr. A. Teeuw},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {A. Teeuw},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~
    """
    for entry, field in own(project, "author", "editor", "translator", "bookauthor"):
        if not _CANDIDATE.search(field.value):
            continue
        for name in written_names(field.value):
            title = "" if name.text.startswith("{") else _title(name.text) or _degree(name.text)
            if title:
                yield report(
                    named(field, name),
                    say("{title} in {name} is no part of the name", title=shown(title), name=shown(name.text)),
                    hint=say("leave it out: references give names without titles"),
                    subject=entry.key,
                )


def _title(text: str) -> str:
    """The title with which a name, or its given names after the comma, begins."""
    for at, part in enumerate(text.split(",")[:2]):
        words = part.split()
        if len(words) + text.count(",") < 2 or not words:
            continue
        plain = words[0].rstrip(".").lower()
        sure = plain in _ALONE and words[0].istitle() and not (text.count(",") and at == 0)
        dotted = plain in TITLES and words[0].endswith(".") and len(plain) > 1 and words[0][0].isupper()
        if sure or (dotted and words[1:]):
            return words[0]
    return ""


def _degree(text: str) -> str:
    """The degree that stands behind the last comma of a name."""
    parts = text.split(",")
    last = parts[-1].strip() if parts[1:] else ""
    plain = last.replace(".", "").replace(" ", "").lower()
    if plain not in DEGREES or last == last.lower() or " " in last:
        return ""
    mixed = any(letter.islower() for letter in last) and len(plain) > 2
    return last if mixed or (len(parts) > 2 and last == last.upper() and plain not in ("jr", "sr")) else ""
