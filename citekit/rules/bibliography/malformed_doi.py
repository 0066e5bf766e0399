"""BIB120: a DOI that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import own
from citekit.rules.wording import shown

# The second is one that https://shortdoi.org has given.
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s]+|10/[a-z0-9]{3,8}")
_BEFORE = re.compile(
    r"(?:https?:/*)?(?:\S{1,80}\.)?doi\.\S{2,20}?/(?:doi/)?|doi\s*:?\s*|https?://\S{1,200}?/(?=10\.)", re.I
)
_TEX = re.compile(r"\\([_%&#{}<>])|\\(?:url|href)\b|[{}]")


@rule("BIB120", Severity.WARNING)
def malformed_doi(project: Project, report: Report) -> Iterator[Diagnostic]:
    """What stands in `doi` is no DOI, or more than one.

    ## Why it matters
    The address that styles make of it, https://doi.org/ and the DOI, leads nowhere. A DOI begins with `10.`, a
    number of four digits or more and a slash (ISO 26324); nothing but the DOI belongs in the field.

    ## Example
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      doi = {2307/2010000},
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
        if _DOI.fullmatch(field.value):
            continue
        text = _TEX.sub(r"\1", field.value).strip()
        bare = _BEFORE.sub("", text, count=1).strip() if not text.startswith("10.") else text
        if text and not _DOI.fullmatch(bare):
            found = _DOI.search(text)
            yield report(
                field.span,
                say("{value} is no DOI", value=shown(text))
                if not found
                else say("there is more in the field than the DOI {doi}", doi=shown(found[0])),
                hint=say("write the DOI alone: it begins with 10. and has a slash"),
                subject=entry.key,
            )
