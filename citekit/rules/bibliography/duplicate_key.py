"""BIB101: one key, several entries."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import Entry, Project
from citekit.plugin import Report, rule


@rule("BIB101", Severity.ERROR)
def duplicate_key(project: Project, report: Report) -> Iterator[Diagnostic]:
    """Two entries have the same key, so a citation of that key can mean either.

    ## Why it matters
    Citations point to a work by its key. Where two entries share one, every program takes one of them and leaves
    the other out, and not all programs take the same: the printed list may name a book that you never meant.
    citekit takes the first. The entries may stand in different files.

    ## Example
    ~~~references.bib
    @book{ostrom1990,
      author = {Elinor Ostrom},
      title = {Governing the Commons},
      publisher = {Cambridge University Press},
      year = {1990},
    }
    @book{ostrom1990,
      author = {Elinor Ostrom},
      title = {Mengelola Milik Bersama},
      publisher = {Penerbit Contoh},
      year = {1990},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{ostrom1990,
      author = {Elinor Ostrom},
      title = {Governing the Commons},
      publisher = {Cambridge University Press},
      year = {1990},
    }
    @book{ostrom1990id,
      author = {Elinor Ostrom},
      title = {Mengelola Milik Bersama},
      publisher = {Penerbit Contoh},
      year = {1990},
    }
    ~~~
    """
    first: dict[str, Entry] = {}
    for entry in project.entries:
        earlier = first.setdefault(entry.key, entry)
        if earlier is not entry:
            yield report(
                entry.key_span,
                say('another entry already has the key "{key}"', key=entry.key),
                hint=say("delete this entry if it is the same work, else give it a key of its own"),
                subject=entry.key,
                related=(Related(earlier.key_span, say("the entry that is used")),),
            )
