r"""Commands that a text makes for itself and that cite: `\newcommand{\see}[1]{(see \citealp{#1})}`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.documents.latex.arguments import argument
from citekit.documents.latex.tables import tables

_DEFINING = re.compile(
    r"""(?P<comment>(?<!\\)%[^\n]*)
    |\\(?:newcommand|renewcommand|providecommand|DeclareRobustCommand|newrobustcmd|renewrobustcmd)\*?
        [ ]{0,4}\{?[ ]{0,4}\\(?P<name>[A-Za-z@]+)[ ]{0,4}\}?[ ]{0,4}(?:\[1\](?![ ]{0,4}\[))?
    |\\let[ ]{0,4}\\(?P<let>[A-Za-z@]+)[ ]{0,4}=?[ ]{0,4}\\(?P<be>[A-Za-z@]+)
    |\\Declare(?P<several>Multi)?CiteCommand\*?[ ]{0,4}\{?[ ]{0,4}\\(?P<declared>[A-Za-z@]+)
    |\\newcites[ ]{0,4}(?:\[[^\]\n]*\])?(?=[ ]{0,4}\{)""",
    re.X,
)
_WITH_KEY = re.compile(r"\\([A-Za-z]+)\*?(?:\[[^\[\]]*\])*\{#1\}")
_ALONE = re.compile(r"\s*\\([A-Za-z]+)\*?\s*\Z")
_LONGEST = 500
"""Characters of a definition that is looked through."""
_NATBIB = (
    "cite", "nocite", "citep", "citet", "citealp", "citealt", "citeauthor", "citeyear", "citeyearpar", "bibliography",
)  # fmt: skip


def renamed(text: str) -> dict[str, str]:
    """Which known command each command of the text's own stands for, both in lower case."""
    return dict(_renamed(text))


def _renamed(text: str) -> Iterator[tuple[str, str]]:
    known = tables()
    for found in _DEFINING.finditer(text):
        if found["comment"]:
            continue
        if found["let"]:
            yield from _as(found["let"], found["be"])
        elif found["declared"]:
            if not known.cites(found["declared"].lower()):
                yield found["declared"].lower(), "cites" if found["several"] else "cite"
        elif body := argument(text, found.end(), "curly"):
            if not found["name"]:
                yield from _families(body.text)
            elif len(body.text) <= _LONGEST and (base := (_WITH_KEY.search(body.text) or _ALONE.match(body.text))):
                yield from _as(found["name"], base[1])


def _as(name: str, base: str) -> Iterator[tuple[str, str]]:
    if tables().cites(base.lower()) and not tables().cites(name.lower()):
        yield name.lower(), base.lower()


def _families(suffixes: str) -> Iterator[tuple[str, str]]:
    r"""`\newcites{sec}` of multibib makes `\citesec`, `\citepsec`, `\nocitesec`, `\bibliographysec` …"""
    for suffix in suffixes.split(","):
        for base in _NATBIB if suffix.strip() else ():
            yield base + suffix.strip().lower(), base
