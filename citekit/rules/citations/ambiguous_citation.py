"""CIT105: a citation in words that fits several entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citekit import duplicates
from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import Message, say
from citekit.model import CitationItem, Doubt, Entry, Match, Project
from citekit.plugin import Report, rule
from citekit.rules.scope import one_authorship
from citekit.rules.wording import cited_as, described

_SHOWN = 4


@rule("CIT105", Severity.WARNING)
def ambiguous_citation(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation by author and year fits several works of the library.

    ## Why it matters
    The reader cannot tell which work is meant. Author–year styles put a letter after the year (1990a, 1990b) where
    one author has two works of a year, and the list of references shows the same letters.

    ## Example
    ~~~references.bib
    @book{nasution1990islam,
      author = {Harun Nasution},
      title = {Islam Rasional},
      publisher = {Penerbit Contoh},
      year = {1990},
    }
    @book{nasution1990teologi,
      author = {Harun Nasution},
      title = {Teologi Islam},
      publisher = {Penerbit Contoh},
      year = {1990},
    }
    ~~~
    ~~~makalah.txt
    Akal mendapat tempat yang tinggi dalam ajaran itu (Nasution, 1990).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{nasution1990islam,
      author = {Harun Nasution},
      title = {Islam Rasional},
      publisher = {Penerbit Contoh},
      year = {1990a},
    }
    @book{nasution1990teologi,
      author = {Harun Nasution},
      title = {Teologi Islam},
      publisher = {Penerbit Contoh},
      year = {1990b},
    }
    ~~~
    ~~~makalah.txt
    Akal mendapat tempat yang tinggi dalam ajaran itu (Nasution, 1990a).
    ~~~
    """
    printed = {id(entry): one.reference.year + one.reference.letter for one in project.listed for entry in one.entries}
    for items, entries in _ambiguous(project):
        years = [printed.get(id(entry), entry.year) for entry in entries]
        # Where the works have no letters yet, that is one cause, however often it shows.
        each = [[item] for item in items] if _have_letters(years) else [items]
        for first, *others in each:
            yield report(
                first.span,
                say(
                    "{cited} fits {number} works: {keys}",
                    cited=cited_as(first),
                    number=len(entries),
                    keys=_keys(entries),
                ),
                hint=_hint(years),
                related=(
                    *(Related(entry.key_span, described(entry)) for entry in entries[:_SHOWN]),
                    *(Related(item.span, say("and here")) for item in others),
                ),
            )


def _ambiguous(project: Project) -> Iterator[tuple[list[CitationItem], tuple[Entry, ...]]]:
    """The citations of each document that fit the same works, with these."""
    found: dict[tuple[str, tuple[int, ...]], tuple[list[CitationItem], tuple[Entry, ...]]] = {}
    for attribution in project.attributions:
        item = attribution.item
        if not isinstance(item, CitationItem) or item.key or item.repeats:
            continue
        entries = attribution.entries
        told = attribution.doubt in (Doubt.LEFT_OUT, Doubt.NOBODY_ELSE) and one_authorship(entries)
        if attribution.match is Match.AMBIGUOUS and not told and not _are_one(entries):
            works = tuple(sorted(map(id, entries)))
            found.setdefault((item.span.path, works), ([], entries))[0].append(item)
    yield from found.values()


def _have_letters(years: Sequence[str]) -> bool:
    """The library or the list tells the works apart by letters already."""
    return all(year[-1:].isalpha() for year in years) and len(set(years)) == len(years)


def _hint(years: Sequence[str]) -> Message:
    """The years with the letters that the library or the list has already; else that they want some."""
    if _have_letters(years):
        return say("write the year with the letter of the work that is meant: {years}", years=", ".join(years[:_SHOWN]))
    return say("add a letter to the year, here and in the library, or name the authors more fully")


def _are_one(entries: tuple[Entry, ...]) -> bool:
    """The works are one, which the library has several times: that is another finding."""
    return all(duplicates.same_work(entries[0], other) for other in entries[1 : _SHOWN + 1])


def _keys(entries: tuple[Entry, ...]) -> str:
    keys = ", ".join(entry.key for entry in entries[:_SHOWN])
    return f"{keys}, …" if len(entries) > _SHOWN else keys
