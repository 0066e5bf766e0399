"""BIB102: an entry lacks what its type needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from citekit import inheritance
from citekit.diagnostic import Diagnostic, Severity
from citekit.dialects.origin import is_biblatex
from citekit.entrytypes import Required, required
from citekit.messages import say
from citekit.model import Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.kin import lines

# Findings of reading after which a field is not missing but unread: entry or value not closed, no value, junk.
_DAMAGED = frozenset({"BIB002", "BIB005", "BIB006", "BIB007"})


@rule("BIB102", Severity.WARNING)
def missing_field(project: Project, report: Report) -> Iterator[Diagnostic]:
    """An entry lacks a field without which works of its type cannot be cited properly.

    ## Why it matters
    A reference without its year or publisher cannot be found again by the reader, and styles print a gap or a
    stray comma in its place. What each type needs is laid down by BibTeX and biblatex; where they know two names
    for one thing, such as year and date, either will do. What an entry takes over from another by `crossref` or
    `xdata` counts as its own.

    ## Example
    ~~~references.bib
    @book{koentjaraningrat1985,
      author = {Koentjaraningrat},
      title = {Pengantar Ilmu Antropologi},
      year = {1985},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{koentjaraningrat1985,
      author = {Koentjaraningrat},
      title = {Pengantar Ilmu Antropologi},
      publisher = {Aksara Baru},
      year = {1985},
    }
    ~~~
    """
    damaged = {(one.span.path, one.subject) for one in project.diagnostics if one.code in _DAMAGED}
    find = lines(project).find
    for entry in project.entries:
        damage = (entry.span.path, entry.key) in damaged
        missing = () if damage else tuple(_missing(entry, find))
        if missing:
            yield report(
                entry.key_span,
                say("the {type} {key} has no {fields}", type=entry.type, key=entry.key, fields=_listed(missing)),
                hint=say(
                    "add the field, or choose another type of entry",
                    "add the fields, or choose another type of entry",
                    count=len(missing),
                ),
                subject=entry.key,
            )


def _missing(entry: Entry, find: inheritance.Find) -> Iterator[str]:
    """What is missing, each as its alternatives: "author or editor"."""
    missing = [names for names in _required(entry) if not any(entry.text(name).strip() for name in names)]
    if missing and all(map(find, inheritance.lenders(entry))):  # else what it inherits, nobody can say
        for alternatives in missing:
            yield reduce(lambda one, other: say("{one} or {other}", one=one, other=other), alternatives)


def _required(entry: Entry) -> Required:
    type = entry.type
    if not (required(type) or required(type, biblatex=True)):
        return ()
    return required(type, biblatex=is_biblatex(type, entry.fields))


def _listed(words: Sequence[str]) -> str:
    *most, last = words
    if len(most) < 2:
        return say("{first} and no {last}", first=most[0], last=last) if most else last
    before = reduce(lambda one, other: say("{one}, no {other}", one=one, other=other), most)
    return say("{most} and no {last}", most=before, last=last)
