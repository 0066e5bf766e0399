"""BIB105: entries that take fields from each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import Message, say
from citekit.model import Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.kin import lines
from citekit.rules.wording import listed

_MOST_NAMED = 5


@rule("BIB105", Severity.ERROR)
def circular_inheritance(project: Project, report: Report) -> Iterator[Diagnostic]:
    """Entries take fields from each other by `crossref`, `xdata` or `entryset`, round in a circle.

    ## Why it matters
    Nobody can say which of them has a field first. biber stops at it with an error, and some programs never end.
    citekit hands nothing on within the circle.

    ## Example
    ~~~references.bib
    @inbook{wolters1999,
      author = {O. W. Wolters},
      title = {Historical Patterns},
      booktitle = {History, Culture, and Region},
      chapter = {1},
      publisher = {Cornell University},
      year = {1999},
      crossref = {wolters1999book},
    }
    @book{wolters1999book,
      author = {O. W. Wolters},
      title = {History, Culture, and Region},
      publisher = {Cornell University},
      year = {1999},
      crossref = {wolters1999},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @inbook{wolters1999,
      author = {O. W. Wolters},
      title = {Historical Patterns},
      booktitle = {History, Culture, and Region},
      chapter = {1},
      crossref = {wolters1999book},
    }
    @book{wolters1999book,
      author = {O. W. Wolters},
      title = {History, Culture, and Region},
      publisher = {Cornell University},
      year = {1999},
    }
    ~~~
    """
    for members in lines(project).circles():
        first = min(members, key=lambda entry: (entry.span.path, entry.span.start))
        yield report(
            first.key_span,
            _said(first, members),
            hint=say("delete the crossref or xdata of that which is the whole, not the part"),
            subject=first.key,
        )


def _said(first: Entry, members: Sequence[Entry]) -> Message:
    others = sorted(entry.key for entry in members if entry is not first)
    if not others:
        return say("{key} takes fields from itself", key=first.key)
    named = others[:_MOST_NAMED]
    more = [say("{count} other", "{count} others", count=len(others) - len(named))] if others[_MOST_NAMED:] else []
    names = listed([*named, *more])
    return say("{key} and {others} take fields from each other", key=first.key, others=names)
