"""QUO106: words of a source in the text without quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import Document, Project, WorkText
from citekit.plugin import Report, rule
from citekit.prose import reference_lists
from citekit.prose.quotations import quotations
from citekit.quoting import Copied, copied
from citekit.rules.held import Held
from citekit.rules.wording import shown

_QUOTE = "quote"


@rule("QUO106", Severity.WARNING)
def copied_without_marks(project: Project, report: Report) -> Iterator[Diagnostic]:
    """Eight words and more of a source stand in the text as the writer's own, without quotation marks.

    ## Why it matters
    With a citation it is a quotation that does not say so; without one it is taken for plagiarism. It is checked where
    the project keeps the text of the work. Block quotations, the list of references and titles are left alone.

    ## Example
    ~~~references.bib
    @book{contoh2001,
      author = {Ani Contoh},
      title = {Pasar},
      publisher = {Penerbit Contoh},
      year = {2001},
    }
    @book{misal2005,
      author = {Budi Misal},
      title = {Kota},
      publisher = {Penerbit Contoh},
      year = {2005},
    }
    ~~~
    ~~~sources/contoh2001.txt
    Di banyak kota, pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagangnya.
    ~~~
    ~~~sources/misal2005.txt
    Kota tumbuh lebih cepat daripada aturan yang hendak menata jalan dan rumah di dalamnya.
    ~~~
    ~~~makalah.txt
    Ternyata pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagangnya (Contoh, 2001).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{contoh2001,
      author = {Ani Contoh},
      title = {Pasar},
      publisher = {Penerbit Contoh},
      year = {2001},
    }
    @book{misal2005,
      author = {Budi Misal},
      title = {Kota},
      publisher = {Penerbit Contoh},
      year = {2005},
    }
    ~~~
    ~~~sources/contoh2001.txt
    Di banyak kota, pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagangnya.
    ~~~
    ~~~sources/misal2005.txt
    Kota tumbuh lebih cepat daripada aturan yang hendak menata jalan dan rumah di dalamnya.
    ~~~
    ~~~makalah.txt
    Ternyata “pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagangnya” (Contoh, 2001, hlm. 3).
    ~~~
    """
    held = Held(project)
    for document in project.documents if project.texts else ():
        own = _own(document)
        for text in project.texts.values():
            for found in copied(document.prose, held.ready(text)):
                if not _is_within(own, found) and not _is_title(found, document, project):
                    yield _finding(document, text, found, report)


def _own(document: Document) -> list[tuple[int, int]]:
    """Where another's words may stand: between quotation marks, in block quotations, in the list of references."""
    marked = [(each.start, each.end) for each in quotations(document)]
    blocks = [(block.start, block.end) for block in document.blocks if block.kind == _QUOTE]
    return sorted([*marked, *blocks, *reference_lists(document)])


def _is_within(stretches: Sequence[tuple[int, int]], found: Copied) -> bool:
    """Half of the words and more stand within some of the stretches."""
    at = max(0, bisect_left(stretches, (found.start, found.start)) - 3)
    inside = 0
    for start, end in stretches[at:]:
        if start >= found.end:
            break
        inside += max(0, min(end, found.end) - max(start, found.start))
    return 2 * inside >= found.end - found.start


def _is_title(found: Copied, document: Document, project: Project) -> bool:
    words = " ".join(document.prose[found.start : found.end].casefold().split())
    return any(words in " ".join(entry.title.casefold().split()) for entry in project.entries)


def _finding(document: Document, text: WorkText, found: Copied, report: Report) -> Diagnostic:
    words = document.prose[found.start : found.end]
    return report(
        document.source.span(found.start, found.end),
        say("{words} stands word for word in {key}", words=shown(words), key=text.key),
        hint=say(
            "put quotation marks round it and cite {key} with the page, or say it in words of your own", key=text.key
        ),
        subject=text.key,
        related=(Related(text.source.span(found.source_start, found.source_end), say("the words in the source")),),
    )
