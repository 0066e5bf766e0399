"""CLM111: a claim that nobody has judged, where the house wants every claim judged."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule


@rule("CLM111", Severity.WARNING)
def verdict_missing(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A claim has no verdict, and the project wants one for each.

    ## Why it matters
    Nobody has looked whether its sources say so. It is told where the setting `verdicts-wanted` asks for it.

    ## Example
    ~~~citekit.toml
    library = ["references.bib"]
    documents = ["esai.md"]
    claims = ["claims.toml"]
    [check.settings]
    verdicts-wanted = true
    ~~~
    ~~~references.bib
    @book{pan2011,
      author = {Yude Pan},
      title = {Hutan},
      publisher = {Penerbit Contoh},
      year = {2011},
    }
    ~~~
    ~~~esai.md
    Hutan tropis menyerap lebih banyak karbon daripada hutan lain (Pan, 2011).
    ~~~
    ~~~claims.toml
    document = "esai.md"

    [[claim]]
    id = "karbon"
    exact = "Hutan tropis menyerap lebih banyak karbon"
    [[claim.source]]
    key = "pan2011"

    ~~~

    ## Use instead
    ~~~citekit.toml
    library = ["references.bib"]
    documents = ["esai.md"]
    claims = ["claims.toml"]
    [check.settings]
    verdicts-wanted = true
    ~~~
    ~~~references.bib
    @book{pan2011,
      author = {Yude Pan},
      title = {Hutan},
      publisher = {Penerbit Contoh},
      year = {2011},
    }
    ~~~
    ~~~esai.md
    Hutan tropis menyerap lebih banyak karbon daripada hutan lain (Pan, 2011).
    ~~~
    ~~~claims.toml
    document = "esai.md"

    [[claim]]
    id = "karbon"
    exact = "Hutan tropis menyerap lebih banyak karbon"
    [[claim.source]]
    key = "pan2011"
    [claim.verdict]
    status = "supported"
    by = "Ani"
    on = 2001-02-03
    ~~~
    """
    for claim in project.claims if project.config.profile.settings.verdicts_wanted else ():
        if claim.verdict.status == "unchecked":
            yield report(
                claim.span,
                say("nobody has judged the claim {id}", id=claim.id),
                hint=say("look it up, then: citekit claims verdict {id} … --by …", id=claim.id),
                subject=claim.id,
            )
