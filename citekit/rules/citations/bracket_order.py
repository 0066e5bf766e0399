"""CIT210: works in one bracket that do not stand in the order of the house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Citation, CitationItem, Mode, Project
from citekit.plugin import Report, rule
from citekit.rules.wording import shown


@rule("CIT210", Severity.INFORMATION)
def bracket_order(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The works of one bracket do not stand in the order that the house wants.

    ## Why it matters
    APA has them as the list has them, by first author (7th edition, 8.12); others have them by year. A profile says it
    with `bracket-by-author` or `bracket-by-year`; nothing is told where no profile is chosen.

    ## Example
    ~~~citekit.toml
    library = ["references.bib"]
    documents = ["makalah.txt"]
    [check]
    profile = "apa"
    ~~~
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    @book{waltz1979,
      author = {Kenneth Waltz},
      title = {Theory of International Politics},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi},
      publisher = {Penerbit Contoh},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Waltz, 1979; Holsti, 1995).
    ~~~

    ## Use instead
    ~~~citekit.toml
    library = ["references.bib"]
    documents = ["makalah.txt"]
    [check]
    profile = "apa"
    ~~~
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    @book{waltz1979,
      author = {Kenneth Waltz},
      title = {Theory of International Politics},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi},
      publisher = {Penerbit Contoh},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Holsti, 1995; Waltz, 1979).
    ~~~
    """
    settings = project.config.profile.settings
    for document in project.documents if settings.bracket_by_author or settings.bracket_by_year else ():
        for citation in document.citations:
            works = _works(citation)
            if settings.bracket_by_author and (odd := _first_odd([_author(item) for item in works])):
                yield _finding(
                    works[odd], say("put the works of a bracket in the order of their first authors"), report
                )
            elif settings.bracket_by_year and (odd := _first_odd([_year(item) for item in works])):
                yield _finding(works[odd], say("put the works of a bracket in the order of their years"), report)


def _works(citation: Citation) -> Sequence[CitationItem]:
    """The works of a bracket in words; none where something leads in a work ("see", "but see"): that has its reason."""
    works = [item for item in citation.items if item.names and item.year and item.mode is Mode.PARENTHETICAL]
    plain = len(works) == len(citation.items) and not any(item.prefix for item in works[1:])
    return works if plain else ()


def _author(item: CitationItem) -> str:
    from citekit.csl.collation import collation_key  # with the processor, which few checks need

    words = item.names[0].text.split()
    small = next((at for at, word in enumerate(words) if not word[:1].islower()), 0)
    return collation_key(" ".join(words[small:]), "en")


def _year(item: CitationItem) -> str:
    text = item.year.text if item.year else ""
    return text[-5:] if text[:1].isdigit() else "9999"


def _first_odd(keys: Sequence[str]) -> int:
    """The place of the first that should stand before the one in front of it; 0 where none should."""
    return next((at for at, (one, two) in enumerate(pairwise(keys), 1) if two < one), 0)


def _finding(item: CitationItem, hint: str, report: Report) -> Diagnostic:
    return report(item.span, say("{work} stands too far back in its bracket", work=shown(item.span.text)), hint=hint)
