"""CIT125: a body that is cited by a short name which nothing explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import CitationItem, Document, Entry, Name, Project, fold
from citekit.plugin import Report, rule
from citekit.prose import reference_lists
from citekit.rules.wording import described, shown

_SHORT = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ&./-]{1,9}")
_SMALL = 4
"""Letters of a word that an acronym may pass over: of, and, dan, untuk has more."""


@rule("CIT125", Severity.INFORMATION)
def unexplained_acronym(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A body is cited by its initials, and the text does not say what they stand for.

    ## Why it matters
    The list has the work under the full name, where nobody looks who does not know the short one. The first citation
    introduces it: (World Health Organization [WHO], 2020). It is told once for each short name.

    ## Example
    ~~~references.bib
    @book{who2020,
      author = {{World Health Organization}},
      title = {Health},
      publisher = {Penerbit Contoh},
      year = {2020},
    }
    ~~~
    ~~~makalah.txt
    Kesehatan adalah hak (WHO, 2020).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{who2020,
      author = {{World Health Organization}},
      title = {Health},
      publisher = {Penerbit Contoh},
      year = {2020},
    }
    ~~~
    ~~~makalah.txt
    Kesehatan adalah hak (World Health Organization [WHO], 2020).
    ~~~
    """
    for document in project.documents:
        looked: set[str] = set()
        for citation in document.citations:
            for attribution in project.attributions_of(citation):
                item, entry = attribution.item, attribution.entry
                if isinstance(item, CitationItem) and entry and (short := _short(document, item, entry)):
                    if short not in looked and not _says(document, short, entry.people.names[0].literal):
                        yield _finding(item, short, entry, report)
                    looked.add(short)


def _short(document: Document, item: CitationItem, entry: Entry) -> str:
    """The initials by which a citation names a body, where the text does not introduce them; else empty."""
    short, people = item.names[0].text if len(item.names) == 1 else "", entry.people.names
    if not _SHORT.fullmatch(short) or fold(short) in document.acronyms or len(people) != 1:
        return ""
    return short if _stands_for(short, people[0]) else ""


def _stands_for(short: str, name: Name) -> bool:
    """The short name has the initials of the body's name, which is longer."""
    words = re.findall(r"[^\W\d_]+", fold(name.literal))
    initials = fold("".join(filter(str.isalnum, short)))
    wanted = "".join(word[0] for word in words if len(word) > _SMALL or word[0] in initials)
    rest = iter(wanted)
    return len(words) > 1 and all(letter in rest for letter in initials)


def _says(document: Document, short: str, full: str) -> bool:
    """The full name stands in the text, or the short one beside a bracket: WHO (…), … [WHO], … (WHO)."""
    beside = re.compile(rf"[(\[]\s?{re.escape(short)}\s?[)\]]|(?<!\w){re.escape(short)}\s?[(\[=:–—]\s?[^\W\d_]{{3}}")
    text = document.seen
    begin = min((start for start, _ in reference_lists(document)), default=len(text))
    return " ".join(full.split()) in " ".join(text[:begin].split()) or bool(beside.search(text))


def _finding(item: CitationItem, short: str, entry: Entry, report: Report) -> Diagnostic:
    full = entry.people.names[0].literal
    return report(
        item.names[0].span,
        say("nothing says that {short} is {full}", short=shown(short), full=shown(full)),
        hint=say("write it out where it is cited first: {full} [{short}]", full=full, short=short),
        subject=entry.key,
        related=(Related(entry.key_span, described(entry)),),
    )
