"""QUO103: a quotation whose words are not those of its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from citekit.diagnostic import Diagnostic, Fix, Related, Severity
from citekit.messages import Message, say
from citekit.model import Project, WorkText
from citekit.plugin import Report, rule
from citekit.quoting import Comparison, Difference, State
from citekit.rules.held import Held
from citekit.rules.quoted import Quoted, quoted
from citekit.rules.wording import shown


@rule("QUO103", Severity.ERROR)
def altered_quotation(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A quotation has other words than the text that it is taken from.

    ## Why it matters
    Quotation marks promise the very words. A word changed, dropped or added may turn what the author says into its
    opposite. Allowed, and never reported, are: an ellipsis for what is left out, square brackets round what is put in,
    another case of letters, other quotation marks, punctuation and spaces, words cut at line ends. A quotation that
    begins or ends within a word, its letters else the source's, is a slip and only told. It is checked where the
    project keeps the text of the work: `sources/KEY.txt`, `.md`, `.html` or `.pdf`.

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
    Di banyak kota, pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagangnya.
    ~~~
    ~~~makalah.txt
    Ia menulis: “pasar yang ramai selalu berarti pasar yang adil” (Contoh, 2001, hlm. 12).
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
    Di banyak kota, pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagangnya.
    ~~~
    ~~~makalah.txt
    Ia menulis: “[P]asar yang ramai tidak selalu berarti pasar yang adil …” (Contoh, 2001, hlm. 12).
    ~~~
    """
    held = Held(project)
    for document in project.documents if project.texts else ():
        for found in quoted(document):
            compared = list(held.compare(found))
            if not any(result.state is State.FAITHFUL for _, result in compared):
                for text, result in compared:
                    if result.state is State.ALTERED:
                        yield _finding(found, text, result, report)
                        break


def _finding(found: Quoted, text: WorkText, result: Comparison, report: Report) -> Diagnostic:
    first, *others = result.differences
    source, start = found.document.source, found.quotation.inside[0]
    mine, theirs = found.text[first.start : first.end], text.text[first.source_start : first.source_end]
    place = source.span(start + first.start - (not mine), start + first.end)
    cut = _cut(found, first, theirs) if mine and not others else None
    slip = bool(cut) and _is_no_word(mine, text)
    return report(
        place,
        cut(shown(theirs), text.key) if cut and slip else _message(mine, theirs, text.key),
        hint=say("quote the whole word, or leave it out")
        if slip
        else say("quote the very words, or mark the change: … for what is left out, [ ] for what is put in"),
        subject=text.key,
        related=(
            Related(text.source.span(result.start, result.end), say("the words in the source")),
            *(_also(found, text, other) for other in others),
        ),
        fix=Fix(place, theirs, safe=False) if mine and theirs else None,
        severity=Severity.INFORMATION if slip else Severity.WARNING if cut is _begins_within else None,
    )


def _cut(found: Quoted, only: Difference, theirs: str) -> Callable[[str, str], Message] | None:
    """How the one word that differs is the end or the beginning of one of the source, where the quotation begins or
    ends: its marks stand a few letters too late or too early.
    """
    mine, word = found.text[only.start : only.end].casefold(), theirs.casefold()
    if not mine.isalpha():
        return None
    if not found.text[: only.start].strip() and word.endswith(mine):
        return _begins_within
    if word.startswith(mine) and not any(map(str.isalnum, found.text[only.end :])):
        return _ends_within
    return None


def _begins_within(word: str, key: str) -> Message:
    return say("the quotation begins within the word {word} of {key}", word=word, key=key)


def _ends_within(word: str, key: str) -> Message:
    return say("the quotation ends within the word {word} of {key}", word=word, key=key)


def _is_no_word(letters: str, text: WorkText) -> bool:
    """What is left of a word is not read as another ("able" of "unable"): it is short, or the text has no such word."""
    return len(letters) < _LEAST_WORD or not re.search(rf"\b{re.escape(letters)}\b", text.text, re.IGNORECASE)


_LEAST_WORD = 3
"""Letters; fewer that are left of a word change no sense."""


def _message(mine: str, theirs: str, key: str) -> Message:
    if mine and theirs:
        return say("the quotation has {mine} where {key} has {theirs}", mine=shown(mine), theirs=shown(theirs), key=key)
    if mine:
        return say("the quotation has {mine}, which {key} has not", mine=shown(mine), key=key)
    return say("the quotation lacks {theirs}, which {key} has here", theirs=shown(theirs), key=key)


def _also(found: Quoted, text: WorkText, other: Difference) -> Related:
    start = found.quotation.inside[0]
    span = found.document.source.span(start + other.start, start + other.end)
    mine, theirs = found.text[other.start : other.end], text.text[other.source_start : other.source_end]
    return Related(span, _message(mine, theirs, text.key))
