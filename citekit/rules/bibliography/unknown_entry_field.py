"""BIB131: a field that no style knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import Field, Project
from citekit.plugin import Report, rule
from citekit.rules.nearness import nearest
from citekit.rules.vocabulary import HIDDEN, PASSED_OVER, PROGRAMS_FIELDS, STANDARD_FIELDS

_NUMBERED = re.compile(r"(?:list|name|user|verb|editor)[a-f](?:type)?")


@rule("BIB131", Severity.INFORMATION)
def unknown_entry_field(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A field has a name that neither BibTeX and biblatex nor a known program has.

    ## Why it matters
    Styles pass over fields that they do not know, without a word: what stands in a field named `autor` is not
    printed. Where the name is nearly that of a known one that the entry lacks, it is a warning; else it is told
    once for each file, since many people keep fields of their own.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
      autor = {K. J. Holsti},
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
    known = STANDARD_FIELDS | PROGRAMS_FIELDS
    told: set[tuple[str, str]] = set()
    for entry in project.entries:
        for name in entry.fields.keys() - known:
            if name in entry.inherited or not _is_strange(name):
                continue
            field = entry.fields[name]
            meant = nearest(name, (one for one in STANDARD_FIELDS if not _NUMBERED.fullmatch(one))) if field.tex else ""
            if meant and meant not in entry.fields:
                yield report(
                    field.span,
                    say("no style knows the field {field}", field=name),
                    hint=say("did you mean {field}?", field=meant),
                    subject=entry.key,
                    fix=_renamed(field, meant),
                    severity=Severity.WARNING,
                )
            elif (field.span.path, name) not in told:
                told.add((field.span.path, name))
                yield report(
                    field.span,
                    say("no style knows the field {field}", field=name),
                    hint=say("leave it if it is for yourself: it is not printed"),
                    subject=entry.key,
                )


def _is_strange(name: str) -> bool:
    """Is it no name that a program made, or that hides a field on purpose?"""
    if name.startswith(PASSED_OVER) or "+" in name:
        return False
    return not any(name.startswith(prefix) and name[len(prefix) :] in STANDARD_FIELDS for prefix in HIDDEN)


def _renamed(field: Field, name: str) -> Fix | None:
    start = field.span.start
    span = field.span.source.span(start, start + len(field.name.encode()))
    return Fix(span, name, safe=False) if span.text.lower() == field.name else None
