"""CLM110: a section that rests on one work alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Document, Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.wording import described
from citekit.source import Span

_FEWEST_WORKS = 3
"""Works that a document cites in all; one that is about a single work has to come back to it."""


@rule("CLM110", Severity.INFORMATION)
def one_source(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A section cites many times, and always the same work.

    ## Why it matters
    It may be a summary of that work, which should be said, or want other voices. The profile's `citations-of-one-work`
    says from how many citations on it is told: six; 0 turns the rule off.

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
    ~~~esai.md
    # Negara

    Ada empat alasan [@holsti1995]. Yang pertama penting [@holsti1995]. Yang kedua juga [@holsti1995]. Yang ketiga baru
    [@holsti1995]. Yang keempat lama [@holsti1995]. Semuanya berlaku [@holsti1995].

    # Kelompok

    Kekuasaan terbagi [@waltz1979]. Kelompok bertahan [@soekanto1982].
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
    ~~~esai.md
    # Negara

    Ada empat alasan [@holsti1995]. Yang pertama penting [@holsti1995]. Yang kedua juga [@holsti1995]. Yang ketiga baru
    [@holsti1995]. Yang keempat lama [@holsti1995]. Tidak semua setuju [@waltz1979].

    # Kelompok

    Kelompok bertahan [@soekanto1982].
    ~~~
    """
    least = project.config.profile.settings.citations_of_one_work
    for document in project.documents if least else ():
        cited = _cited(project, document)
        if len({entry.key for _, entry in cited if entry}) >= _FEWEST_WORKS:
            for heading, entries in _sections(document, cited):
                first = entries[0] if entries else None
                if first and len(entries) >= least and all(one and one.key == first.key for one in entries):
                    yield report(
                        heading,
                        say("all {count} citations of this section are of {work}", count=len(entries),
                            work=described(first)),
                        hint=say("say that the section follows that work, or see what others say"),
                        subject=first.key,
                    )  # fmt: skip


def _cited(project: Project, document: Document) -> Sequence[tuple[int, Entry | None]]:
    """Where each work is cited, in order; None for one that is not known."""
    found = [
        (citation.span.start, one.entry) for citation in document.citations for one in project.attributions_of(citation)
    ]
    return sorted(found, key=lambda pair: pair[0])


def _sections(
    document: Document, cited: Sequence[tuple[int, Entry | None]]
) -> Iterator[tuple[Span, Sequence[Entry | None]]]:
    """The heading of each section, and the works that it cites."""
    starts = [at for at, _ in cited]
    headings = [block for block in document.blocks if block.kind == "heading"]
    ends = [*(block.start for block in headings[1:]), len(document.text)] if headings else []
    for block, end in zip(headings, ends, strict=True):
        inside = cited[bisect_left(starts, block.start) : bisect_left(starts, end)]
        yield document.source.span(block.start, block.end), [entry for _, entry in inside]
