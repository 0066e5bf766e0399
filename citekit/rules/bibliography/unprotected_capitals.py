"""BIB128: capitals that a style may make small."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import Entry, Field, Project
from citekit.plugin import Report, rule
from citekit.rules.values import instead, own
from citekit.rules.vocabulary import NUMERALS
from citekit.rules.wording import listed

_WORD = re.compile(r"\\[a-zA-Z]+|\\.|\$[^$]*\$|[{}]|[^\W\d_][\w’'-]*")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})(?![A-Z][a-z]+-[A-Z][a-z-]+)[A-Za-z0-9][A-Za-z0-9-]*")
_PROTECTED = re.compile(r"(?<=[\s{])\{([A-Z][a-z]{2,})\}")
_MOST = 6
_LONGEST = 20_000
"""Characters beyond which a value is no title."""


@rule("BIB128", Severity.INFORMATION)
def unprotected_capitals(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A title has an acronym, or a name that other titles of the library keep in braces, without braces round it.

    ## Why it matters
    Styles such as BibTeX's `plain` and `apalike`, APA and Vancouver print titles in small letters: *ASEAN* becomes
    *Asean* or *asean*, and *Java* becomes *java*. What stands in braces keeps its capitals in all of them.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {Regionalism and ASEAN},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {Regionalism and {ASEAN}},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~
    """
    protected = _in_braces(project)
    for entry, field in _titles(project):
        if not field.tex or not _may_have_some(field.value):
            continue
        names = frozenset[str]() if _is_in_title_case(field.value) else protected
        found = [word for word in _bare_words(field.value) if _needs_braces(word[0], names)]
        if found:
            words = list(dict.fromkeys(word[0] for word in found))
            yield report(
                field.span,
                say("a style may print {words} in small letters", words=listed(words[:_MOST])),
                hint=say("put braces round what keeps its capitals"),
                subject=entry.key,
                fix=_fix(field, found),
            )


def _titles(project: Project) -> Iterator[tuple[Entry, Field]]:
    return (one for one in own(project, "title") if len(one[1].value) <= _LONGEST)


def _in_braces(project: Project) -> frozenset[str]:
    """The names that titles of the library keep in braces of their own."""
    values = [field.value for _, field in _titles(project)]
    small = {word for value in values for word in value.split() if word.islower()}
    names = {name for value in values if "{" in value for name in _PROTECTED.findall(value)}
    return frozenset(name for name in names if name.lower() not in small)


def _is_in_title_case(value: str) -> bool:
    """Are all of its longer words written with a capital, so that a capital says nothing of a word?"""
    longer = [word for word in value.split() if len(word) > 3 and word[0].isalpha()]
    return len(longer) < 3 or sum(word[0].isupper() for word in longer) > len(longer) / 2


def _may_have_some(value: str) -> bool:
    """No title all in capitals, and none that is in braces as a whole."""
    letters = [letter for letter in value if letter.isalpha()]
    return 2 * sum(map(str.isupper, letters)) < len(letters) and not (value.startswith("{") and value.endswith("}"))


def _bare_words(value: str) -> Iterator[re.Match[str]]:
    """The words that stand in no braces, the first one left out: it keeps its first capital anyhow."""
    depth = 0
    for found in _WORD.finditer(value):
        sign = found[0]
        if sign in ("{", "}"):
            depth += 1 if sign == "{" else -1
        elif depth == 0 and sign[0] not in "\\$" and (found.start() or sign[1:] != sign[1:].lower()):
            yield found


def _needs_braces(word: str, protected: frozenset[str]) -> bool:
    return word in protected or bool(_ACRONYM.fullmatch(word) and word not in NUMERALS)


def _fix(field: Field, found: list[re.Match[str]]) -> Fix | None:
    """The title with the words in braces, from the first of them to the last."""
    start, end = found[0].start(), found[-1].end()
    pieces, done = [], start
    for word in found:
        pieces += [field.value[done : word.start()], "{", word[0], "}"]
        done = word.end()
    return instead(field, "".join(pieces), start, end)
