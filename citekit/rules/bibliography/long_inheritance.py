"""BIB106: a field would be handed down over very many entries."""

from __future__ import annotations

from collections.abc import Iterator

from citekit import inheritance
from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.kin import lines


@rule("BIB106", Severity.WARNING)
def long_inheritance(project: Project, report: Report) -> Iterator[Diagnostic]:
    """An entry takes fields from one that takes them from another, and so on over more than sixteen steps.

    ## Why it matters
    A part in a book in a work of several volumes takes two steps. More than sixteen come from a mistake, and citekit
    hands no field further down. BibTeX itself goes one step and no more.

    ## What to do
    Name the entry that has the fields in the `crossref` of those that need them, without the ones in between.
    """
    for entry in lines(project).first_beyond(inheritance.MOST_LEVELS):
        yield report(
            entry.key_span,
            say(
                "fields come to {key} over more than {most} entries, and not from further",
                key=entry.key,
                most=inheritance.MOST_LEVELS,
            ),
            hint=say("name the entry that has the fields, without the ones in between"),
            subject=entry.key,
        )
