"""CLM112: a verdict that is older than the house allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule


@rule("CLM112", Severity.WARNING)
def verdict_too_old(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A verdict was given longer ago than the project allows, or nobody noted when.

    ## Why it matters
    Works are corrected and retracted, and numbers grow old. The setting `verdict-days` says after how many days a
    claim is to be looked up again; 0 turns the rule off.

    ## Example
    ~~~citekit.toml
    library = ["references.bib"]
    documents = ["esai.md"]
    claims = ["claims.toml"]
    [check.settings]
    verdict-days = 365
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

    ## Use instead
    ~~~citekit.toml
    library = ["references.bib"]
    documents = ["esai.md"]
    claims = ["claims.toml"]
    [check.settings]
    verdict-days = 365
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
    on = 2100-02-03
    ~~~
    """
    most = project.config.profile.settings.verdict_days
    today = Day.today()
    for claim in project.claims if most > 0 else ():
        given = claim.verdict.on
        if claim.verdict.status == "unchecked" or (given and (today - given).days <= most):
            continue
        message = (
            say("the verdict on {id} is {count} day old", "the verdict on {id} is {count} days old", id=claim.id,
                count=(today - given).days)
            if given
            else say("nobody noted when the verdict on {id} was given", id=claim.id)
        )  # fmt: skip
        hint = say("look it up again, then: citekit claims verdict {id} … --by …", id=claim.id)
        yield report(claim.span, message, hint=hint, subject=claim.id)
