"""STD103: a work that was corrected."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.notices import last_of, reasons, standing


@rule("STD103", Severity.INFORMATION)
def corrected_work(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A correction to a work of the library was published.

    ## Why it matters
    What you cite may be what was corrected. Look at the correction, and at the passage that you rely on.

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
    1,A Finding,2/6/2010 0:00,10.1234/r1,10.1234/P1,0,Correction,+Error in Data;
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
    1,A Finding,2/6/2010 0:00,10.1234/r1,10.1234/P1,0,Correction,+Error in Data;
    ~~~
    """
    for entry, notices in standing(project):
        if notice := last_of(notices, "correction"):
            yield report(
                entry.key_span,
                say(
                    "a correction to {key} was published ({when}){why}",
                    key=entry.key,
                    when=notice.on or say("no date"),
                    why=reasons(notice),
                ),
                hint=say("see whether what you cite was corrected ({doi})", doi=notice.doi or say("no DOI")),
                subject=entry.key,
            )
