"""BIB121: a DOI with its address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import instead, own

_ADDRESS = re.compile(r"\s*(?:https?://(?:dx\.|www\.)?doi\.org/|doi:?\s*)(?=10\.[0-9]{4,9}/)", re.I)


@rule("BIB121", Severity.INFORMATION)
def doi_with_address(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A DOI is written with `https://doi.org/` or `doi:` before it.

    ## Why it matters
    Styles put the address before it themselves, so it is printed twice and the link leads nowhere. Some take the
    address away again; not all do.

    ## Example
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      doi = {https://doi.org/10.2307/2010000},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      doi = {10.2307/2010000},
    }
    ~~~
    """
    for entry, field in own(project, "doi"):
        if field.value[:3] != "10." and (found := _ADDRESS.match(field.value)):
            yield report(
                field.span,
                say("the DOI of {key} has {address} before it", key=entry.key, address=found[0].strip()),
                hint=say("write the DOI alone: it begins with 10."),
                subject=entry.key,
                fix=instead(field, "", 0, found.end()),
            )
