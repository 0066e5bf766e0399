"""BIB112: initials without spaces between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import Written, instead, named, own, written_names
from citekit.rules.vocabulary import BODIES
from citekit.rules.wording import shown

_GLUED = re.compile(r"((?:[A-Z]\.-?){1,4})([^\W\d_][\w'’-]{2,})")
_DOTTED = re.compile(r"(?<![\w.{\\-])(?:[A-Z]\.){2,4}(?![\w])")
_BARE = re.compile(r"(?<![\w.{\\'’-])(?:[B-DF-HJ-NP-TV-Z]{2,3}|[A-Z][B-DF-HJ-NP-TV-Z])(?![\w.'’-])")
_SUFFIXES = frozenset(["II", "III", "IV", "JR", "SR", "MD", "DR", "PHD"])
_CANDIDATE = re.compile(r"[A-Z]\.[A-Za-z]|\b[A-Z]{2,3}\b")


@rule("BIB112", Severity.INFORMATION)
def initials_run_together(project: Project, report: Report) -> Iterator[Diagnostic]:
    """Initials stand together without a space: *KJ Holsti*, *K.J. Holsti*, *K.J.Holsti*.

    ## Why it matters
    BibTeX takes what has no space in it for one name. A style that shortens given names prints *K. Holsti* for *KJ
    Holsti* and *K.J. Holsti*: the second initial is lost. *K.J.Holsti* it takes for a family name as a whole, which
    is sorted under K; that is a warning.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {KJ Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~
    """
    for entry, field in own(project, "author", "editor", "translator", "bookauthor"):
        if not _CANDIDATE.search(field.value) or field.value.isupper():
            continue
        found = ((name, new) for name in written_names(field.value) if (new := _apart(name)))
        for name, new in found:
            glued = _GLUED.fullmatch(name.text)
            yield report(
                named(field, name),
                say("the initials of {name} run together", name=shown(name.text)),
                hint=say("write {name}", name=new),
                subject=entry.key,
                fix=instead(field, new, name.start, name.end, safe=not _BARE.search(name.text)),
                severity=Severity.WARNING if glued else None,
            )
            break  # a list is mostly written in one way throughout: its first name shows it


def _apart(name: Written) -> str:
    """The name with a space between its initials; empty when they do not run together."""
    text = name.text
    if text.startswith("{") or text.isupper() or not BODIES.isdisjoint(re.split(r"[\s,]+", text.lower())):
        return ""
    if glued := _GLUED.fullmatch(text):
        return f"{_spaced(glued[1])} {glued[2]}"
    new = _DOTTED.sub(lambda initials: _spaced(initials[0]), text)
    # Capitals alone are initials beside a family name that is written small.
    if new == text and any(len(word) > 3 and word[1:].islower() for word in re.split(r"[\s,]+", text)):
        new = _BARE.sub(_dotted, text)
    return new if new != text else ""


def _spaced(initials: str) -> str:
    return " ".join(f"{letter}." for letter in initials if letter.isalpha())


def _dotted(found: re.Match[str]) -> str:
    return found[0] if found[0] in _SUFFIXES else _spaced(found[0])
