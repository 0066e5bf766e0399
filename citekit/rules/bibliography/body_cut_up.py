"""BIB115: the name of a body, taken for a person."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import Field, Project
from citekit.plugin import Report, rule
from citekit.rules.values import Written, instead, named, own, written_names
from citekit.rules.vocabulary import BODIES
from citekit.rules.wording import shown


@rule("BIB115", Severity.WARNING)
def body_cut_up(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The name of a body (a ministry, a university, a society) stands without braces and is cut up like a person's.

    ## Why it matters
    Without braces BibTeX takes the last word for a family name: *Badan Pusat Statistik* is sorted and cited under
    *Statistik* and shortened to *B. P. Statistik*, and a name with *and* in it becomes two people.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {Badan Pusat Statistik},
      title = {Statistik Indonesia 1995},
      publisher = {BPS},
      year = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {{Badan Pusat Statistik}},
      title = {Statistik Indonesia 1995},
      publisher = {BPS},
      year = {1995},
    }
    ~~~
    """
    for entry, field in own(project, "author", "editor", "translator", "bookauthor"):
        if BODIES.isdisjoint(field.value.lower().replace(",", " ").split()):
            continue
        names = list(written_names(field.value))
        for name in names:
            if _is_body(name.text):
                yield report(
                    named(field, name),
                    say("{name} is a body, but is read as a person", name=shown(name.text)),
                    hint=say("put braces round all of its name"),
                    subject=entry.key,
                    fix=_fix(field, name, alone=len(names) == 1),
                )
                break


def _is_body(text: str) -> bool:
    """Is it surely the name of a body, and not in braces?"""
    words = text.replace(",", " ").split()
    if "{" in text or len(words) < 2 or text.count(",") > 1:
        return False
    found = [word for word in words if word.lower() in BODIES and (word[0].isupper() or word != words[0])]
    # A person may be called Team or Office; with a given name behind a comma, or initials, it is a person.
    return bool(found) and not any(len(word.rstrip(".")) == 1 and word[0].isupper() for word in words)


def _fix(field: Field, name: Written, alone: bool) -> Fix | None:
    """Braces; what a comma has turned round, or `and` may have parted, is for a person to put together."""
    if "," in name.text:
        return None
    return instead(field, f"{{{name.text}}}", name.start, name.end, safe=alone)
