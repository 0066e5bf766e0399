"""QUO109: a quotation that ends where its source goes on with "but"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import Project, WorkText
from citekit.plugin import Report, rule
from citekit.prose.terms import languages
from citekit.quoting import State
from citekit.rules.held import Held
from citekit.rules.quoted import LEAST_WORDS, Quoted
from citekit.rules.quoted import quoted as quotations_of
from citekit.rules.wording import shown

_ELLIPSIS = re.compile(r"[\[(]?\s?(?:…|\.\s?\.\s?\.)\s?[\])]?")
_SHOWN = 60


@rule("QUO109", Severity.WARNING)
def limit_cut_off(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A quotation ends, or leaves words out, where its source goes on with *but*, *unless*, *kecuali* or the like.

    ## Why it matters
    What is quoted stands in the source, and yet the source may say less, or something else. Whether the clause that was
    cut off limits it only a reader can say; it is told where the project keeps the work's text (`sources/KEY.txt`).

    ## Example
    ~~~references.bib
    @book{contoh2001,
      author = {Ani Contoh},
      title = {Pasar},
      publisher = {Penerbit Contoh},
      year = {2001},
    }
    ~~~
    ~~~sources/contoh2001.txt
    Pasar yang ramai adalah pasar yang adil bagi para pedagangnya, kecuali di kota yang sewanya naik.
    ~~~
    ~~~makalah.txt
    Ia menulis: “Pasar yang ramai adalah pasar yang adil bagi para pedagangnya” (Contoh, 2001, hlm. 12).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{contoh2001,
      author = {Ani Contoh},
      title = {Pasar},
      publisher = {Penerbit Contoh},
      year = {2001},
    }
    ~~~
    ~~~sources/contoh2001.txt
    Pasar yang ramai adalah pasar yang adil bagi para pedagangnya, kecuali di kota yang sewanya naik.
    ~~~
    ~~~makalah.txt
    Ia menulis: “Pasar yang ramai adalah pasar yang adil bagi para pedagangnya, kecuali di kota yang sewanya naik”
    (Contoh, 2001, hlm. 12).
    ~~~
    """
    held = Held(project)
    for document in project.documents if project.texts else ():
        for found in quotations_of(document):
            for text, result in held.compare(found):
                if result.state is State.FAITHFUL and (cut := _cut_off(held, text, found)):
                    yield _finding(found, text, cut, report)
                    break


def _cut_off(held: Held, text: WorkText, found: Quoted) -> tuple[int, int] | None:
    """Where in the source a clause follows the quotation, or a part of it, that begins with a limiting word."""
    for part in _ELLIPSIS.split(found.text):
        if len(part.split()) >= LEAST_WORDS:
            result = held.ready(text).compare(part)
            match = _limit().match(text.text, result.end) if result.state is State.FAITHFUL else None
            if match and not _quotes(found, match["clause"]):
                return match.start("clause"), match.end("clause")
    return None


def _quotes(found: Quoted, clause: str) -> bool:
    """The quotation has the first words of the clause too, in another part."""
    return " ".join(clause.split()[:2]).casefold() in " ".join(found.text.split()).casefold()


@cache
def _limit() -> re.Pattern[str]:
    """The end of the words found, a comma at most, and a clause that begins with a limiting word of any language."""
    texts = {text for one in languages() for text in one.phrases.get("limiting", ())}
    words = "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in sorted(texts, key=len, reverse=True))
    return re.compile(rf"[\s,;:–—-]{{1,6}}(?P<clause>(?:{words})(?!\w)[^.!?\n]{{0,{_SHOWN}}})", re.I)


def _finding(found: Quoted, text: WorkText, cut: tuple[int, int], report: Report) -> Diagnostic:
    return report(
        found.document.source.span(found.quotation.start, found.quotation.end),
        say("{key} goes on: {clause}", key=text.key, clause=shown(text.text[cut[0] : cut[1]])),
        hint=say("quote on, or make sure that the sentence does not say more than its source"),
        subject=text.key,
        related=(Related(text.source.span(*cut), say("what the source goes on with")),),
    )
