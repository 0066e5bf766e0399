"""BIB126: a hyphen between two pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import instead, own
from citekit.rules.wording import shown

_HYPHEN = re.compile(r"\s*([0-9]{1,9})\s*-\s*([0-9]{1,9})\s*")


@rule("BIB126", Severity.INFORMATION)
def page_range_hyphen(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A hyphen stands between the first and the last page, where TeX makes a dash of two.

    ## Why it matters
    BibTeX's styles print the hyphen as it is, *12-34*, beside other entries with a dash, *12–34*. biblatex makes a
    dash of either.

    ## Example
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      pages = {226-254},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      pages = {226--254},
    }
    ~~~
    """
    for entry, field in own(project, "pages"):
        if "-" in field.value and field.tex and (found := _HYPHEN.fullmatch(field.value)):
            yield report(
                field.span,
                say("the pages {pages} have a hyphen between them", pages=shown(field.value)),
                hint=say("write {first}--{last}", first=found[1], last=found[2]),
                subject=entry.key,
                fix=instead(field, f"{found[1]}--{found[2]}"),
            )
