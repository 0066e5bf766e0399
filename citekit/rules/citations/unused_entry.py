"""CIT102: an entry that nothing cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citekit import duplicates, inheritance
from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Entry, Project, fold
from citekit.plugin import Report, rule
from citekit.rules.kin import lines
from citekit.rules.scope import all_files_read


@rule("CIT102", Severity.INFORMATION)
def unused_entry(project: Project, report: Report) -> Iterator[Diagnostic]:
    r"""No document, claim or reading list of the project uses an entry of its library.

    ## Why it matters
    In a thesis whose list may hold only works that the text cites, an unused entry is one to cite or to leave out.
    In a library that serves many papers it means nothing: ignore CIT102 there. A document that asks for all works
    by `\nocite{*}` uses every one. An entry that a misspelt or doubtful citation may mean is not reported, since
    that citation is.

    ## Example
    ~~~references.bib
    @book{geertz1960,
      author = {Clifford Geertz},
      title = {The Religion of Java},
      publisher = {Free Press},
      year = {1960},
    }
    @book{ricklefs2001,
      author = {M. C. Ricklefs},
      title = {A History of Modern Indonesia since c. 1200},
      publisher = {Palgrave},
      year = {2001},
    }
    ~~~
    ~~~skripsi.md
    Geertz membedakan tiga lapisan masyarakat [@geertz1960].
    ~~~

    ## Use instead
    ~~~references.bib
    @book{geertz1960,
      author = {Clifford Geertz},
      title = {The Religion of Java},
      publisher = {Free Press},
      year = {1960},
    }
    @book{ricklefs2001,
      author = {M. C. Ricklefs},
      title = {A History of Modern Indonesia since c. 1200},
      publisher = {Palgrave},
      year = {2001},
    }
    ~~~
    ~~~skripsi.md
    Geertz membedakan tiga lapisan masyarakat [@geertz1960], sedangkan Ricklefs menekankan perubahannya
    [@ricklefs2001].
    ~~~
    """
    if not _something_cites(project) or not all_files_read(project):
        return
    used = _used(project)
    titles = _by_title(entry for entry in project.entries if entry.key in used)
    for entry in project.entries:
        if entry.key not in used and not _is_double(entry, titles):
            used.add(entry.key)  # of entries with one key, the first speaks for all
            yield report(
                entry.key_span,
                say("nothing cites {key}", key=entry.key),
                hint=say("cite it or take it out, if the list of references is to hold only what is cited"),
                subject=entry.key,
            )


def _by_title(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    titles: dict[str, list[Entry]] = {}
    for entry in entries:
        titles.setdefault(fold(entry.title), []).append(entry)
    return titles


def _is_double(entry: Entry, titles: dict[str, list[Entry]]) -> bool:
    """The library has the work once more, and that one is used: that it has it twice is another finding."""
    alike = titles.get(fold(entry.title), [])[:_MOST_COMPARED]
    return any(duplicates.same_work(entry, other) for other in alike)


_MOST_COMPARED = 20
"""Works of one title that are compared."""


def _something_cites(project: Project) -> bool:
    """A reading list alone does not: it chooses from a library, which may well hold more."""
    if any(document.cites_all for document in project.documents):
        return False
    return bool(project.documents or project.claims)


def _used(project: Project) -> set[str]:
    """The keys of all entries that are cited, may be meant by a faulty citation, or lend fields to such."""
    used: set[str] = set()
    for attribution in project.attributions:
        used.update(entry.key for entry in (*attribution.entries, *attribution.nearest))
    return inheritance.with_needed(used, lines(project).find, leave_out=_NAMED_ONLY)


_NAMED_ONLY = frozenset({"xref"})
"""A field that names a work without taking anything from it."""
