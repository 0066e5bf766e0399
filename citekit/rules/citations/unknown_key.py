"""CIT101: a key that no library holds."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import Attribution, Match, Project
from citekit.plugin import Report, rule
from citekit.rules.scope import all_works_known
from citekit.source import ByteSource, Span


@rule("CIT101", Severity.ERROR)
def unknown_key(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A document, a claim or a reading list names a key that no library holds.

    ## Why it matters
    The reader is sent to a work that is not in the list of references; printing programs put a question mark or
    nothing in its place. Mostly the key is mistyped, or it was changed in the library after the text was written.

    ## Example
    ~~~references.bib
    @book{anderson1983,
      author = {Benedict Anderson},
      title = {Imagined Communities},
      publisher = {Verso},
      year = {1983},
    }
    ~~~
    ~~~esai.md
    Bangsa dibayangkan sebagai persaudaraan yang setara [@andersen1983].
    ~~~

    ## Use instead
    ~~~references.bib
    @book{anderson1983,
      author = {Benedict Anderson},
      title = {Imagined Communities},
      publisher = {Verso},
      year = {1983},
    }
    ~~~
    ~~~esai.md
    Bangsa dibayangkan sebagai persaudaraan yang setara [@anderson1983].
    ~~~
    """
    if not (project.entries and all_works_known(project)):
        return
    unread = {one.subject: one.span for one in project.diagnostics if one.code.startswith("BIB") and one.subject}
    for attribution in project.attributions:
        item = attribution.item
        if attribution.match is Match.UNKNOWN and item.key:
            place = _place(item.key, item.span, attribution.origin.span)
            yield _unknown(report, place, attribution, unread.get(item.key))


def _unknown(report: Report, place: Span, attribution: Attribution, unread: Span | None) -> Diagnostic:
    key, nearest = attribution.item.key, attribution.nearest[0].key if attribution.nearest else ""
    hint = (
        say('did you mean "{nearest}"?', nearest=nearest)
        if nearest
        else say("correct the key, or add the work to the library")
    )
    return report(
        place,
        say('no entry has the key "{key}"', key=key),
        hint=say("put {place} right first: the entry with this key is not read", place=unread) if unread else hint,
        subject=key,
        fix=Fix(place, nearest, safe=False) if nearest and place.text == key and not unread else None,
    )


def _place(key: str, item: Span, origin: Span) -> Span:
    """Where the key itself stands: in what was read of the item, else after it (`via` in a claim's source)."""
    source = item.source
    for start, end in ((item.start, item.end), (item.end, origin.end)):
        at = -1 if isinstance(source, ByteSource) else source.text.find(key, start, end)
        if at >= 0:
            return source.span(at, at + len(key))
    return item
