"""BIB104: an entry names another one that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from citekit import inheritance
from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.kin import lines
from citekit.rules.scope import all_works_known

_ONLY_NAMED = ("entryset", "related", "xref")


@rule("BIB104", Severity.WARNING)
def unknown_entry(project: Project, report: Report) -> Iterator[Diagnostic]:
    """An entry names another one by `crossref`, `xdata`, `entryset`, `related` or `xref` that no library has.

    ## Why it matters
    What the entry was to take over from it, a title of the book or a year, is missing from the printed reference; a
    set or a related work is printed without it. BibTeX and biber warn of it too. The same is told of an `xdata` that
    names an entry of another type than `@xdata`: biber takes nothing from it.

    ## Example
    ~~~references.bib
    @incollection{tambiah1977,
      author = {S. J. Tambiah},
      title = {The Galactic Polity},
      booktitle = {Anthropology and the Climate of Opinion},
      publisher = {New York Academy of Sciences},
      year = {1977},
      crossref = {freed1977},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @incollection{tambiah1977,
      author = {S. J. Tambiah},
      title = {The Galactic Polity},
      crossref = {freed1977},
    }
    @book{freed1977,
      editor = {Stanley A. Freed},
      title = {Anthropology and the Climate of Opinion},
      booktitle = {Anthropology and the Climate of Opinion},
      publisher = {New York Academy of Sciences},
      year = {1977},
    }
    ~~~
    """
    if not (project.entries and all_works_known(project)):
        return
    find = lines(project).find
    for entry in project.entries:
        for field, key in _named(entry):
            if said := _wrong(entry, field, key, find(key)):
                yield report(
                    entry.fields[field].span,
                    said,
                    hint=say("give `{field}` the key of an entry that there is, or delete it", field=field),
                    subject=entry.key,
                )


def _named(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every key that an entry names, with the field in which it does."""
    yield from inheritance.pointed(entry)
    yield from {(reference.field, reference.key): None for reference in inheritance.references(entry)}


def _wrong(entry: Entry, field: str, key: str, found: Entry | None) -> str:
    """What is wrong with a key that an entry names; empty when nothing is."""
    places = {"key": entry.key, "other": key, "field": field}
    if found is None:
        if field in _ONLY_NAMED:
            return say("{key} names {other} (`{field}`), but no library has that entry", **places)
        return say("{key} takes fields from {other} (`{field}`), but no library has that entry", **places)
    if field == "xdata" and found.type != inheritance.XDATA:
        return say(
            "{key} takes nothing from {other} (`{field}`), which is a @{type} and no @xdata", type=found.type, **places
        )
    return ""
