"""CIT209: semicolons between the works of one bracket, and commas in another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Document, Mode, Project, Surface
from citekit.plugin import Report, rule
from citekit.rules.terms import odd_ones
from citekit.rules.wording import shown

_SIGNS = frozenset(";,")


@rule("CIT209", Severity.INFORMATION)
def mixed_separators(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The works of one bracket are parted by another sign than those of most others.

    ## Why it matters
    Nearly every style parts works by semicolons, since commas stand within them. Where both are used, a reader cannot
    tell where a work ends. Several years of one author may have commas between them.

    ## Example
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
    Negara bekerja sama (Holsti, 1995; Waltz, 1979). Kelompok bertahan (Soekanto, 1982; Waltz, 1979). Kekuasaan
    terbagi (Waltz, 1979, Holsti, 1995).
    ~~~

    ## Use instead
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
    Negara bekerja sama (Holsti, 1995; Waltz, 1979). Kelompok bertahan (Soekanto, 1982; Waltz, 1979). Kekuasaan
    terbagi (Waltz, 1979; Holsti, 1995).
    ~~~
    """
    for document in project.documents:
        for odd, usual in odd_ones(list(_separators(document))):
            yield report(
                odd.span,
                say("{odd} parts two works where the document has {usual}", odd=shown(odd.text), usual=shown(usual)),
                hint=say("write {usual}", usual=shown(usual)),
            )


def _separators(document: Document) -> Iterator[Surface]:
    """The sign behind each work of a bracket that another author's work follows."""
    for citation in document.citations:
        for one, two in pairwise(citation.items):
            dated = one.year and two.year and one.names and two.names
            if dated and one.mode is two.mode is Mode.PARENTHETICAL and one.span.end <= two.span.start:
                start, source = one.span.end, one.span.source
                between = source.slice(start, two.span.start)
                sign = between.strip()[:1]
                if sign in _SIGNS and sign:
                    at = start + between.index(sign)
                    yield Surface(sign, source.span(at, at + 1))
