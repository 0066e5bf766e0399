"""QUO102: a quotation mark without its partner."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Document, Project
from citekit.plugin import Report, rule
from citekit.prose.quotations import Quotation, quotations

# fmt: off
_PARTNERS = {
    "“": "”", "”": "“", "„": "“", "‟": "”", "«": "»", "»": "«", '"': '"',
    "``": "''", "''": "``", '"`': "\"'", "\"'": '"`',
}
# fmt: on


@rule("QUO102", Severity.WARNING)
def unbalanced_quotation_mark(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A quotation mark has no partner in its paragraph.

    ## Why it matters
    The reader cannot see where another's words begin, or where they end; what looks like the writer's own sentence may
    be copied. A mark is looked for within one paragraph, item or cell; a quotation may run on into the next
    paragraph when that begins with an opening mark again. Apostrophes and single marks are not looked at, and a lone
    straight mark after a number is taken for inches.

    ## Example
    ~~~makalah.txt
    Bahasa adalah cermin pikiran yang tidak pernah sepenuhnya bening” (Contoh, 2001, hlm. 7).
    ~~~

    ## Use instead
    ~~~makalah.txt
    “Bahasa adalah cermin pikiran yang tidak pernah sepenuhnya bening” (Contoh, 2001, hlm. 7).
    ~~~
    """
    for document in project.documents:
        for quotation in quotations(document):
            if not (quotation.opened and quotation.closed):
                yield _lone(document, quotation, report)


def _lone(document: Document, quotation: Quotation, report: Report) -> Diagnostic:
    mark = quotation.open_mark or quotation.close_mark
    start = quotation.start if quotation.opened else quotation.end - len(mark)
    partner = _PARTNERS[mark]
    place = document.source.span(start, start + len(mark))
    if quotation.opened:
        hint = say("put {partner} where the quotation ends", partner=partner)
        return report(place, say("no closing mark follows this {mark}", mark=mark), hint=hint)
    hint = say("put {partner} where the quotation begins", partner=partner)
    return report(place, say("no opening mark precedes this {mark}", mark=mark), hint=hint)
