"""BIB133: a dollar sign without its partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import PRINTED, own

_SIGN = re.compile(r"\\.|(\$)", re.S)


@rule("BIB133", Severity.WARNING)
def unbalanced_maths(project: Project, report: Report) -> Iterator[Diagnostic]:
    r"""A field has an odd number of `$`: maths that is not closed, or a price whose sign is not escaped.

    ## Why it matters
    TeX takes everything from the `$` on for maths, to the end of the entry or of the page, and stops with *Missing
    $ inserted*.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {The price of $5 a day},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {The price of \$5 a day},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~
    """
    for entry, field in own(project, *PRINTED):
        if "$" not in field.value or not field.tex:
            continue
        if sum(1 for found in _SIGN.finditer(field.value) if found[1]) % 2:
            yield report(
                field.span,
                say("a `$` in the {field} of {key} has no partner", field=field.name, key=entry.key),
                hint=say("close the maths with a second $, or write the sign of a currency as \\$"),
                subject=entry.key,
            )
