"""BIB110: "et al.", "dkk." or another word for "and" in a list of names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import Written, instead, named, own, written_names
from citekit.rules.vocabulary import BODIES, OTHER_AND, OTHERS
from citekit.rules.wording import shown

_LAST = re.compile(r"[\s,]+(?:et\.?[\s~]*alii|et\.?[\s~]*al|dkk|ect[\s~]+al|etal|dan kawan-kawan)\.?,?$", re.I)


@rule("BIB110", Severity.WARNING)
def others_in_name(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A list of names has *et al.*, *dkk.*, or a word for "and" of another language in it.

    ## Why it matters
    BibTeX and biblatex know two words: `and` between names, and `and others` for those that are not named. They
    take *et al.* and *dkk.* for a person, and *dan* or *und* for a part of a name. The style itself writes *et
    al.*, *dkk.* or *dan* in the language of the text.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {Mochtar Mas'oed dkk.},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {Mochtar Mas'oed and others},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~
    """
    for entry, field in own(project, "author", "editor", "translator", "bookauthor"):
        lower = field.value.lower()
        if not (_MARKS.search(lower)):
            continue
        for name in written_names(field.value):
            if found := _others(name):
                yield report(
                    named(field, name),
                    say("{name} is no name: BibTeX has `and others` for who is not named", name=shown(name.text)),
                    hint=say("write: and others"),
                    subject=entry.key,
                    fix=instead(field, found, name.start, name.end),
                )
            elif word := _foreign_and(name.text):
                yield report(
                    named(field, name),
                    say("{name} has {word} in it: BibTeX parts names at `and` alone", name=shown(name.text), word=word),
                    hint=say("write the word and between the names, or braces round the name of a body"),
                    subject=entry.key,
                )


_MARKS = re.compile(r"\b(?:et\.?\s*~?al|etal|ect al|dkk|dan|und|et|och|kawan|u\. ?a|m\. ?fl|etc)\b")


def _others(name: Written) -> str:
    """What to write instead of a name that is, or ends in, *et al.*; empty when it does neither."""
    plain = " ".join(name.text.strip("{}").replace(".", " ").replace("~", " ").lower().split())
    if plain in OTHERS and "{" not in name.text[1:]:
        return "others"
    last = _LAST.search(name.text)
    if last is None or name.text.startswith("{") or not last.start():
        return ""
    return f"{name.text[: last.start()].rstrip(' ,')} and others"


def _foreign_and(text: str) -> str:
    """The word for "and" of another language that stands between two names; empty when there is none."""
    words = text.split()
    inner = [word for word in words[1:-1] if word in OTHER_AND and word in ("dan", "und", "et", "och")]
    if "{" in text or not inner or not BODIES.isdisjoint(text.lower().split()):
        return ""
    return inner[0]
