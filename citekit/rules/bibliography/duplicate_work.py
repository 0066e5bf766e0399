"""BIB107: a work that the library has twice, under two keys."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.kin import same_works
from citekit.rules.wording import described


@rule("BIB107", Severity.WARNING)
def duplicate_work(project: Project, report: Report) -> Iterator[Diagnostic]:
    """Two entries of the library are of the same work, under different keys.

    ## Why it matters
    Where both are cited the list of references has the work twice, and in an author–year style each gets a letter as if
    they were two. What is corrected in one of the entries stays wrong in the other. `citekit dedupe` shows why it takes
    them for one work and puts them together.

    ## Example
    ~~~references.bib
    @book{geertz1960,
      author = {Clifford Geertz},
      title = {The Religion of Java},
      publisher = {Free Press},
      year = {1960},
    }
    @book{geertz1960java,
      author = {Geertz, Clifford},
      title = {The religion of {Java}},
      publisher = {The Free Press},
      year = {1960},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{geertz1960,
      author = {Clifford Geertz},
      title = {The Religion of Java},
      publisher = {Free Press},
      year = {1960},
    }
    ~~~
    """
    for group in same_works(project):
        first, *others = group.entries
        for other in others:
            if other.key != first.key:  # the same key twice is a finding of its own
                yield report(
                    other.key_span,
                    say("{key} is the same work as {other}", key=other.key, other=first.key),
                    hint=say("citekit dedupe shows why, and puts them together"),
                    subject=other.key,
                    related=(Related(first.key_span, described(first)),),
                )
