"""CIT104: a citation in words that fits no entry."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import Message, say, together
from citekit.model import Attribution, CitationItem, Doubt, Match, Project
from citekit.plugin import Report, rule
from citekit.rules.places import is_ibid
from citekit.rules.scope import has_date_elsewhere, is_plain, known_attributions
from citekit.rules.wording import cited_as, described, where_works_are


@rule("CIT104", Severity.WARNING)
def unknown_work(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation names an author and a year that no work of the library has.

    ## Why it matters
    The reader cannot find the work. Either it is missing from the library, or the author or the year is not what the
    library says, down to the letter that tells works of one year apart (1994a, 1994b). It is reported only when there
    is a library to compare with, and every library could be read.

    ## Example
    ~~~references.bib
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Rajawali},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Kelompok sosial lahir dari hubungan yang berulang (Soekanto, 1987).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Rajawali},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Kelompok sosial lahir dari hubungan yang berulang (Soekanto, 1982).
    ~~~
    """
    for attribution in known_attributions(project):
        item = attribution.item
        if attribution.match is not Match.UNKNOWN or not isinstance(item, CitationItem) or item.repeats:
            continue
        if item.key or item.number or is_ibid(item) or _has_its_own_rule(attribution):
            continue
        wrong = _wrong_letter if attribution.doubt is Doubt.LETTER else _unknown
        yield wrong(item, attribution, where_works_are(project), report)


def _has_its_own_rule(attribution: Attribution) -> bool:
    """Which work is meant is plain: only its year or a co-author is wrong."""
    if attribution.doubt in (Doubt.YEAR_NEXT, Doubt.YEAR_DIGITS):
        return bool(attribution.nearest)
    if has_date_elsewhere(attribution):
        return True
    return attribution.doubt in (Doubt.COAUTHOR, Doubt.TOO_MANY) and is_plain(attribution)


def _unknown(item: CitationItem, attribution: Attribution, where: Message, report: Report) -> Diagnostic:
    nearest = attribution.nearest[0] if attribution.nearest else None
    return report(
        item.span,
        say("no work in {where} fits {cited}", where=where, cited=cited_as(item)),
        hint=say("did you mean {work}?", work=described(nearest))
        if nearest
        else say("add the work to {where}", where=where),
        subject=nearest.key if nearest else "",
    )


def _wrong_letter(item: CitationItem, attribution: Attribution, where: Message, report: Report) -> Diagnostic:
    """Names and year lead to works, the letter to none of them."""
    nearest = attribution.nearest
    letter, known = item.year.text[-1] if item.year else "", together(list(map(described, nearest)), "; ")
    return report(
        item.span,
        say("no work in {where} fits the letter {letter} of {cited}", where=where, letter=letter, cited=cited_as(item)),
        hint=say("{where} has {known}: correct the letter, or add the work to it", where=where, known=known),
        subject=nearest[0].key,
        related=tuple(Related(entry.key_span, described(entry)) for entry in nearest),
    )
