"""CLM108: an author whose view a sentence gives, without a citation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import CitationItem, Document, Entry, Project, fold
from citekit.plugin import Report, rule
from citekit.prose.terms import languages
from citekit.rules.wording import described, shown

_SHORTEST = 4
"""Letters of a name that is hardly a word of another kind."""
_BLANK = re.compile(r"\n[ \t\r]*\n")


@rule("CLM108", Severity.INFORMATION)
def named_without_citation(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A sentence gives the view of an author of the library or list, and nothing near it cites a work of theirs.

    ## Why it matters
    The reader cannot tell in which work it says so. A sentence is looked at when it says *according to*, *menurut* or
    the like before the name, or a verb such as *argues* or *menyatakan* behind it; a citation of that author anywhere
    in the paragraph is enough. Each name is told once.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    ~~~
    ~~~makalah.txt
    Menurut Holsti, negara bekerja sama karena empat alasan.
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    ~~~
    ~~~makalah.txt
    Menurut Holsti (1995), negara bekerja sama karena empat alasan.
    ~~~
    """
    for document in project.documents:
        works, starts = _works(project, document), _paragraphs(document)
        cited = _cited(project, document, starts) if works else {}
        told: set[str] = set()
        end = document.references[0].span.start if document.references else len(document.prose)
        for match in _named().finditer(document.prose, 0, end) if works else ():
            name = fold(match["after"] or match["before"])
            at = match.start("after") if match["after"] else match.start("before")
            entry = works.get(name)
            if entry and name not in told and name not in cited.get(bisect_right(starts, at), ()):
                told.add(name)
                yield report(
                    document.source.span(at, at + len(match["after"] or match["before"])),
                    say("the view of {name} is given, and no work of theirs is cited here", name=shown(name.title())),
                    hint=say("cite the work in which it stands"),
                    subject=entry.key,
                    related=(Related(entry.key_span, described(entry)),),
                )


def _works(project: Project, document: Document) -> Mapping[str, Entry]:
    """A work by the family name of each first author, folded."""
    entries = project.entries or tuple(one.entry for one in document.references)
    firsts = ((entry.people.names[0].family, entry) for entry in reversed(entries) if entry.people.names)
    return {fold(family): entry for family, entry in firsts if len(family) >= _SHORTEST and " " not in family}


@cache
def _named() -> re.Pattern[str]:
    """A name behind "according to", or before "argues", in any language."""

    def any_of(kind: str) -> str:
        texts = {text for one in languages() for text in one.phrases.get(kind, ())}
        return "|".join(re.escape(text).replace(r"\ ", r"\s") for text in sorted(texts, key=len, reverse=True))

    name = r"[^\W\d_a-z][\w’'-]{3,30}"
    return re.compile(
        rf"(?<!\w)(?:(?i:{any_of('according')})\s(?:[A-Z]\.\s?){{0,3}}(?P<after>{name})(?![\w-])"
        rf"|(?P<before>{name})\s(?:{any_of('saying')})(?!\w))"
    )


def _cited(project: Project, document: Document, starts: Sequence[int]) -> Mapping[int, set[str]]:
    """By the place of each paragraph, the names that its citations name or mean; numbers, and keys, mean names too."""
    found: dict[int, set[str]] = {}
    for citation in document.citations:
        names = found.setdefault(bisect_right(starts, citation.span.start), set())
        for one in project.attributions_of(citation):
            names.update(fold(name.family) for entry in (*one.entries, *one.nearest) for name in entry.people.names)
            if isinstance(one.item, CitationItem):
                names.update(fold(name.text).rpartition(" ")[2] for name in one.item.names)
    return found


def _paragraphs(document: Document) -> Sequence[int]:
    return [0, *(found.end() for found in _BLANK.finditer(document.text))]
