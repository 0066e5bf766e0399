"""BIB132: a type of entry that no style knows."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.nearness import nearest
from citekit.rules.vocabulary import STANDARD_TYPES, TYPES


@rule("BIB132", Severity.INFORMATION)
def unknown_type(project: Project, report: Report) -> Iterator[Diagnostic]:
    """An entry is of a type that neither BibTeX and biblatex nor a known program has.

    ## Why it matters
    Styles print such an entry as if it were a `@misc`, mostly without its journal, publisher or book; biber warns
    of it. Where the type is nearly a known one it is a warning; else it is told once for each file.

    ## Example
    ~~~references.bib
    @artcle{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
    }
    ~~~
    """
    told: set[tuple[str, str]] = set()
    for entry in project.entries:
        if not entry.type or entry.type in TYPES:
            continue
        meant = nearest(entry.type, STANDARD_TYPES)
        if meant or (entry.span.path, entry.type) not in told:
            told.add((entry.span.path, entry.type))
            yield report(
                entry.key_span,
                say("no style knows the type @{type}", type=entry.type),
                hint=say("did you mean @{type}?", type=meant)
                if meant
                else say("choose one that BibTeX or biblatex knows"),
                subject=entry.key,
                severity=Severity.WARNING if meant else None,
            )
