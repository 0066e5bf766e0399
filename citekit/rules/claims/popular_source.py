"""CLM113: a work that is no scholarly source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.vocabulary import OPEN_ENCYCLOPAEDIAS, POPULAR_SITES
from citekit.rules.wording import described, shown
from citekit.source import Span

_FIELDS = ("url", "howpublished", "publisher", "journal", "journaltitle", "organization", "author")


@rule("CLM113", Severity.INFORMATION)
def popular_source(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A work is an article of Wikipedia, a blog, or a page of answers by anybody.

    ## Why it matters
    Nobody answers for what stands there, and it changes from day to day. Most guides do not accept it as a source for
    a fact; the works that it names itself mostly are better ones. Where the page itself is what is studied, it is the
    right source.

    ## Example
    ~~~references.bib
    @online{karbon,
      author = {{Wikipedia}},
      title = {Siklus karbon},
      url = {https://id.wikipedia.org/wiki/Siklus_karbon},
      year = {2020},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{pan2011,
      author = {Yude Pan},
      title = {Hutan},
      publisher = {Penerbit Contoh},
      year = {2011},
    }
    ~~~
    """
    entries: Iterator[tuple[Entry, Span | None]] = ((entry, None) for entry in project.entries)
    if not project.entries:
        entries = ((one.entry, one.span) for document in project.documents for one in document.references)
    for entry, span in entries:
        if found := _popular(entry, span):
            place, site = found
            yield report(
                place,
                say("{work} is a page of {site}", work=described(entry), site=site)
                if span is None
                else say("this is a page of {site}", site=shown(site)),
                hint=say("cite the work on which it rests, unless the page itself is what you write about"),
                subject=entry.key if span is None else "",
            )


def _popular(entry: Entry, span: Span | None) -> tuple[Span, str] | None:
    """Where an entry names such a site, and which."""
    if span is not None:
        found = _site().search(span.text)
        return (span, found[0].strip(' \n\t{}*_[("').casefold()) if found else None
    for name in _FIELDS:
        field = entry.fields.get(name)
        if field and (found := _site().search(field.value)):
            return field.span, found[0].strip(' \n\t{}*_[("').casefold()
    return None


@cache
def _site() -> re.Pattern[str]:
    """An address of a site of that kind, or the name of an encyclopaedia that anybody writes at the beginning."""
    hosts = "|".join(map(re.escape, sorted(POPULAR_SITES)))
    names = "|".join(map(re.escape, sorted(OPEN_ENCYCLOPAEDIAS)))
    return re.compile(rf"(?<![\w-])(?:{hosts})(?![\w-])|^\W*(?:{names})\b", re.I)
