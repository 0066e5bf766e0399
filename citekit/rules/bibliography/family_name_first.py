"""BIB113: a family name before the initials, without a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import Written, instead, named, own, written_names
from citekit.rules.wording import shown

_REVERSED = re.compile(r"((?:[a-z]{1,4} ){0,2}[^\W\d_a-z][\w'’-]*[a-z][\w'’-]*)\s+((?:[A-Z]\.?[\s-]?){1,3})")
_CANDIDATE = re.compile(r"\s[A-Z]\.?(?:\s+and\s|\s*$)|\s[A-Z.]{2,6}(?:\s+and\s|\s*$)")
# A family name of two or three letters in capitals: Shujie LIU.
_FAMILY = re.compile(r"(?=[A-Z]*[AEIOUY])[A-Z]{2,3}")
_SUFFIXES = frozenset(["II", "III", "IV", "JR", "SR", "V"])


@rule("BIB113", Severity.WARNING)
def family_name_first(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A name has its initials behind the family name, without a comma, as in *Holsti K. J.*, and so is read wrongly.

    ## Why it matters
    Without a comma BibTeX takes the last word for the family name: the work is sorted and cited under *J.* This is
    how PubMed and many journals print names; in a .bib file the family name stands last, or first with a comma
    behind it. One such name alone is only said as information: some people are called *Suryadi A.*

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {Holsti K. J.},
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
        if not _CANDIDATE.search(field.value):
            continue
        found = list(_reversed(field.value))
        for name, right in found:
            yield report(
                named(field, name),
                say("{last} is read as the family name of {name}", name=shown(name.text), last=name.text.split()[-1]),
                hint=say("write {name}, if the family name stands first here", name=right),
                subject=entry.key,
                fix=instead(field, right, name.start, name.end, safe=False),
                severity=None if found[1:] else Severity.INFORMATION,
            )


def _reversed(value: str) -> Iterator[tuple[Written, str]]:
    """The names of a list that seem to begin with the family name, each with a comma where it belongs."""
    for name in written_names(value):
        found = _REVERSED.fullmatch(name.text)
        if found and found[2].strip() not in _SUFFIXES and not _FAMILY.fullmatch(found[2].strip()):
            yield name, f"{found[1]}, {found[2].strip()}"
