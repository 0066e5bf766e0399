"""STD101: a work that was retracted."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.notices import last_of, reasons, standing


@rule("STD101", Severity.ERROR)
def retracted_work(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A work of the library was retracted.

    ## Why it matters
    Its publisher or its authors took it back: what it says is not to be relied on. Whoever cites it all the same says
    so in the text. The notices are those of Retraction Watch in the file that `retractions` in citekit.toml or
    `--retractions` names; a work that was reinstated later is passed over.

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
    1,A Finding,2/6/2010 0:00,10.1234/r1,10.1234/P1,0,Retraction,+Error in Data;
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
    1,A Finding,2/6/2010 0:00,10.1234/r1,10.1234/P1,0,Retraction,+Error in Data;
    ~~~
    """
    for entry, notices in standing(project):
        if notice := last_of(notices, "retraction"):
            yield report(
                entry.key_span,
                say(
                    "{key} was retracted ({when}){why}",
                    key=entry.key,
                    when=notice.on or say("no date"),
                    why=reasons(notice),
                ),
                hint=say(
                    "read the notice ({doi}); take the work out, or say in the text that it is retracted",
                    doi=notice.doi or say("no DOI"),
                ),
                subject=entry.key,
            )
