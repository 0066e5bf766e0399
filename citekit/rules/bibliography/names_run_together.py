"""BIB109: names that no "and" parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import Field, Project
from citekit.plugin import Report, rule
from citekit.rules.values import Written, instead, named, own, written_names
from citekit.rules.vocabulary import BODIES
from citekit.rules.wording import shown

_BRACED = re.compile(r"\\.|\{(?:[^{}]|\{[^{}]*\})*\}")
_AMPERSAND = re.compile(r"\s+\\?&\s+")
_FIRM = re.compile(r"\b(?:co|company|sons|associates|partners|inc|ltd)\b\.?", re.I)
_INITIALS = r"(?:[A-Z]\.[ ~-]*){1,4}"
_FAMILY = r"(?:[a-z]+\s+){0,2}[^\W\d_][\w'’-]+"
# A. Smith, B. Jones; and Smith A, Jones B.
_COMMAS = re.compile(
    rf"(?:{_INITIALS}{_FAMILY}\s*,\s*){{1,2}}{_INITIALS}{_FAMILY}"
    rf"|(?:{_FAMILY} (?!I+V?\b|V\b)[A-Z]{{1,3}},\s*){{1,2}}{_FAMILY} [A-Z]{{1,3}}"
)
_ENTITY = re.compile(r"&#?\w+;")


@rule("BIB109", Severity.WARNING)
def names_run_together(project: Project, report: Report) -> Iterator[Diagnostic]:
    """Names in a list are parted by `;`, `&` or commas, not by `and`.

    ## Why it matters
    BibTeX and biblatex part names at the word `and` alone. What stands between two of them is taken for one person
    with a strange name: the author is printed wrongly, and a citation of the second one finds no work. The names
    may be in any language; the word is always `and`.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti; R. O. Keohane},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti and R. O. Keohane},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~
    """
    for entry, field in own(project, "author", "editor", "translator", "bookauthor"):
        if not any(sign in field.value for sign in ";&,"):
            continue
        for name in written_names(field.value):
            if sign := _parted_by(name.text):
                yield report(
                    named(field, name),
                    say("{names} are several people, but {sign} parts no names", names=shown(name.text), sign=sign),
                    hint=say("write the word and between them, or braces round the name of a body"),
                    subject=entry.key,
                    fix=_fix(field, name, sign),
                )
                break


def _parted_by(text: str) -> str:
    """The sign that stands where `and` should; empty when there is none."""
    bare = _BRACED.sub(lambda group: group[0] if group[0] == "\\&" else "x" * len(group[0]), text)
    if ";" in bare and not _ENTITY.search(bare) and all(_is_name(part) for part in bare.split(";") if part.strip()):
        return "`;`"
    if _AMPERSAND.search(bare) and not _is_body(bare):
        return "`&`"
    return say("a comma") if "," in bare and _COMMAS.fullmatch(bare) else ""


def _is_name(text: str) -> bool:
    return text.count(",") < 3 and any(letter.isalpha() for letter in text)


def _is_body(text: str) -> bool:
    return bool(_FIRM.search(text)) or not BODIES.isdisjoint(text.lower().replace(",", " ").split())


def _fix(field: Field, name: Written, sign: str) -> Fix | None:
    """The names with `and`; where commas part them, which belong to names too, nobody can be sure."""
    if sign == "`;`":
        new = " and ".join(part.strip() for part in name.text.split(";") if part.strip())
        return instead(field, new, name.start, name.end) if "{" not in name.text else None
    if sign == "`&`":
        people = _AMPERSAND.sub(" and ", name.text)
        return instead(field, people, name.start, name.end, safe="," not in people)
    return None
