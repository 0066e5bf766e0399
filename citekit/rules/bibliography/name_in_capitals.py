"""BIB114: a family name in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import named, own, written_names
from citekit.rules.vocabulary import BODIES
from citekit.rules.wording import shown

_CAPITALS = re.compile(r"\b[A-Z\u00c0-\u00de]{4,}\b")
_BODY = re.compile(r"[/&@\d{}:()]|\b(?:OF|FOR|THE|AND|DAN|DE LA|OFFICE|DEPT|BANK)\b")
_VOWEL = re.compile(r"[AEIOUY\u00c0-\u00de]")


@rule("BIB114", Severity.INFORMATION)
def name_in_capitals(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A family name is written in capitals: *HOLSTI*.

    ## Why it matters
    No style makes small letters of it, so it stands out among the others in the list of references. Styles that
    want capitals or small capitals make them themselves.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {HOLSTI, K. J.},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {Holsti, K. J.},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~
    """
    for entry, field in own(project, "author", "editor", "translator", "bookauthor"):
        if not _CAPITALS.search(field.value):
            continue
        for name in written_names(field.value):
            if family := _family_in_capitals(name.text):
                yield report(
                    named(field, name),
                    say("the family name {family} is in capitals", family=shown(family)),
                    hint=say("write {family}: a style that wants capitals makes them itself", family=family.title()),
                    subject=entry.key,
                )
                break  # a list is mostly written in one way throughout: its first name shows it


def _family_in_capitals(text: str) -> str:
    """The family name, when it is in capitals and surely a person's: given names stand beside it."""
    family, comma, given = text.partition(",")
    if not comma:
        given, _, family = text.rpartition(" ")
    family = family.strip()
    if not given.strip() or _BODY.search(text) or not _CAPITALS.fullmatch(family.replace(" ", "").replace("-", "")):
        return ""
    return family if _VOWEL.search(family) and BODIES.isdisjoint(text.lower().replace(",", " ").split()) else ""
