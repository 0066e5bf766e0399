"""BIB103: both versions that a merge could not choose between are still there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.source import ByteSource

MARK = 7
"""Signs that git begins the lines with that part the versions."""
_START = re.compile(rb"<<<<<<<(?<![^\r\n].{7})(?: [^\r\n]*)?(?![^\r\n])", re.S)
"""At the beginning of a line, whatever ends lines in the file."""


@rule("BIB103", Severity.ERROR)
def merge_conflict(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A conflict of a merge is still in the bibliography: two versions of one entry, of which one has to go.

    ## Why it matters
    BibTeX does not see the lines that part the versions. It takes the first of the two entries, whether it is the right
    one or not, and says no more than that a key comes twice.

    ## Example
    ~~~references.bib
    <<<<<<< ours
    @book{carr1939,
      author = {E. H. Carr},
      title = {The Twenty Years' Crisis},
      publisher = {Macmillan},
      year = {1939},
    }
    =======
    @book{carr1939,
      author = {E. H. Carr},
      title = {The Twenty Years' Crisis},
      publisher = {Macmillan},
      year = {1940},
    }
    >>>>>>> theirs
    ~~~

    ## Use instead
    ~~~references.bib
    @book{carr1939,
      author = {E. H. Carr},
      title = {The Twenty Years' Crisis},
      publisher = {Macmillan},
      year = {1939},
    }
    ~~~
    """
    for library in project.libraries:
        if not isinstance(library.source, ByteSource):
            continue
        for found in _START.finditer(library.source.data):
            yield report(
                library.source.span(found.start(), found.end()),
                say("a conflict of a merge is not settled"),
                hint=say(
                    "keep one of the two versions; delete the other and the lines with <<<<<<<, ======= and >>>>>>>"
                ),
            )
