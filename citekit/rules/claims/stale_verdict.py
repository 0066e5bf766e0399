"""CLM107: a verdict on what has changed since."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import Message, say
from citekit.model import Claim, Project
from citekit.plugin import Report, rule
from citekit.rules.verdicts import about


@rule("CLM107", Severity.WARNING)
def stale_verdict(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The passage, an entry or a kept text has changed since somebody judged the claim.

    ## Why it matters
    A verdict holds for the words that were looked at. `citekit claims verdict` notes beside it what these were
    (`about`); when one of them is another now, nobody has seen whether the sources still support the claim.

    ## Example
    ~~~esai.md
    Hutan tropis menyerap lebih banyak karbon daripada hutan lain.
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
    about = { passage = "0f3a9c27b1de" }
    ~~~

    ## Use instead
    ~~~esai.md
    Hutan tropis menyerap lebih banyak karbon daripada hutan lain.
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
    about = { passage = "a9f83102eb1c" }
    ~~~
    """
    for claim in project.claims:
        if claim.verdict.status != "unchecked" and (what := _changed(claim, project)):
            yield report(
                claim.span,
                say("the verdict on {id} is older than {what}", id=claim.id, what=what),
                hint=say("look the claim up again, then: citekit claims verdict {id} … --by …", id=claim.id),
                subject=claim.id,
            )


def _changed(claim: Claim, project: Project) -> Message | None:
    """What is other now than it was; what was not noted then, or cannot be seen now, does not count."""
    then, now = claim.verdict.about, about(claim, project)
    if then.passage and then.passage != now.passage:
        return say("the words of its passage")
    if then.entries and now.entries and then.entries != now.entries:
        return say("the entries of its sources")
    if then.texts and now.texts and then.texts != now.texts:
        return say("the kept texts of its sources")
    return None
