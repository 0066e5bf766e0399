"""STD102: a work with an expression of concern."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.notices import last_of, reasons, standing


@rule("STD102", Severity.WARNING)
def doubted_work(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A work of the library has an expression of concern.

    ## Why it matters
    Its publisher doubts it, and has not decided yet. Look at what the doubt is about before you rely on the work.

    ## Example
    ~~~citekit.toml
    library = "references.bib"
    retractions = "retraction_watch.csv"
    ~~~
    ~~~references.bib
    @misc{wells1998, author = {A. Wells}, title = {A Finding}, year = {1998}, doi = {10.1234/p1}}
    ~~~
    ~~~retraction_watch.csv
    Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason
    1,A Finding,2/6/2010 0:00,10.1234/r1,10.1234/P1,0,Expression of concern,+Error in Data;
    ~~~

    ## Use instead
    ~~~citekit.toml
    library = "references.bib"
    retractions = "retraction_watch.csv"
    ~~~
    ~~~references.bib
    @misc{wells2001, author = {B. Wells}, title = {Another Finding}, year = {2001}, doi = {10.1234/p2}}
    ~~~
    ~~~retraction_watch.csv
    Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason
    1,A Finding,2/6/2010 0:00,10.1234/r1,10.1234/P1,0,Expression of concern,+Error in Data;
    ~~~
    """
    for entry, notices in standing(project):
        if notice := last_of(notices, "expression of concern"):
            yield report(
                entry.key_span,
                say(
                    "there is an expression of concern about {key} ({when}){why}",
                    key=entry.key,
                    when=notice.on or say("no date"),
                    why=reasons(notice),
                ),
                hint=say("read it ({doi}) before you rely on the work", doi=notice.doi or say("no DOI")),
                subject=entry.key,
            )
