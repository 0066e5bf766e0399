"""CIT212: citations by number beside citations by author and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import Message, say
from citekit.model import Citation, Document, Match, Mode, Project
from citekit.plugin import Report, rule
from citekit.source import Span


@rule("CIT212", Severity.WARNING)
def mixed_systems(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A document cites most works in one system and some in the other: numbers here, author and year there.

    ## Why it matters
    The reader has to look works up in two ways, and mostly the odd ones were pasted from another text whose list is not
    here. It is told once for a document, of the system that is used less often. A sentence may name an author and year
    in a text with numbers; a bracket may not.

    ## Example
    ~~~makalah.txt
    Arus berbanding lurus dengan tegangan [1]. Panas timbul juga [2]. Tidak pada semua bahan (Maxwell, 1873).

    Daftar Pustaka

    [1] G. S. Ohm, Die galvanische Kette, mathematisch bearbeitet. Berlin: Riemann, 1827.

    [2] J. C. Maxwell, A Treatise on Electricity and Magnetism. Oxford: Clarendon Press, 1873.
    ~~~

    ## Use instead
    ~~~makalah.txt
    Arus berbanding lurus dengan tegangan [1]. Panas timbul juga [2]. Tidak pada semua bahan [2].

    Daftar Pustaka

    [1] G. S. Ohm, Die galvanische Kette, mathematisch bearbeitet. Berlin: Riemann, 1827.

    [2] J. C. Maxwell, A Treatise on Electricity and Magnetism. Oxford: Clarendon Press, 1873.
    ~~~
    """
    for document in project.documents:
        numbered, named = _numbered(document), _named(project, document)
        if numbered and named and len(numbered) != len(named):
            few, _ = sorted((numbered, named), key=len)
            message = (
                say("this is cited by author and year, most works by number")
                if few is named
                else say("this is cited by number, most works by author and year")
            )
            yield _finding([one.span for one in few], message, report)
        elif not numbered and (alone := _alone(document)) and len(named) >= _SURE * len(alone):
            message = say("this is cited by number, most works by author and year")
            yield _finding(alone, message, report, Severity.INFORMATION)


def _finding(few: Sequence[Span], message: Message, report: Report, severity: Severity | None = None) -> Diagnostic:
    return report(
        few[0],
        message,
        hint=say("cite all works in one system"),
        related=tuple(Related(one, say("and this")) for one in few[1:_MOST]),
        severity=severity,
    )


_MOST = 6
_SURE = 3
"""How many citations by author and year there are to one number in brackets that no list explains."""
_ALONE = re.compile(r"(?<=[^\W_][ .,])\[\d{1,3}\](?=[\s.,;:])")


def _alone(document: Document) -> Sequence[Span]:
    """Numbers in brackets behind words of the text, where there is no list with numbers."""
    if any(reference.numbered for reference in document.references):
        return ()
    ends = min((reference.span.start for reference in document.references), default=len(document.prose))
    return [document.source.span(*found.span()) for found in _ALONE.finditer(document.prose, 0, ends)]


def _numbered(document: Document) -> list[Citation]:
    """The citations by numbers that the list has."""
    known = {reference.number for reference in document.references if reference.numbered}
    return [one for one in document.citations if one.items and all(item.number in known for item in one.items)]


def _named(project: Project, document: Document) -> list[Citation]:
    """The citations in a bracket by author and year that mean a work."""
    return [
        one
        for one in document.citations
        if all(item.mode is Mode.PARENTHETICAL and item.names and item.year for item in one.items)
        and any(found.match is not Match.UNKNOWN for found in project.attributions_of(one))
    ]
