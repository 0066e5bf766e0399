"""CLM105: one bracket with a string of works."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule


@rule("CLM105", Severity.INFORMATION)
def many_works(project: Project, report: Report) -> Iterator[Diagnostic]:
    """One citation names a whole string of works.

    ## Why it matters
    The reader cannot tell which of them says what, and looking them all up is a day's work. The profile's
    `works-in-one-bracket` says how many are told: more than six; 0 turns the rule off.

    ## Example
    ~~~makalah.txt
    Pasar itu ramai (Abel, 2001; Bakri, 2002; Cahya, 2003; Danu, 2004; Eka, 2005; Fajar, 2006; Gita, 2007).
    ~~~

    ## Use instead
    ~~~makalah.txt
    Pasar itu ramai (Abel, 2001; Bakri, 2002) dan tua (Cahya, 2003; Danu, 2004; Eka, 2005; Fajar, 2006; Gita, 2007).
    ~~~
    """
    most = project.config.profile.settings.works_in_one_bracket
    for document in project.documents if most else ():
        for citation in document.citations:
            if len(citation.items) > most:
                yield report(
                    citation.span,
                    say("{number} works are cited at once", number=len(citation.items)),
                    hint=say("say which work supports what, or keep those that the reader should look up"),
                )
