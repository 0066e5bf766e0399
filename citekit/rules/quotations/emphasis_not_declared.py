"""QUO110: emphasis in a quotation, of which nobody says whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Document, Project
from citekit.plugin import Report, rule
from citekit.prose.terms import languages
from citekit.rules.quoted import quoted
from citekit.rules.wording import shown

_FORMS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "markdown": re.compile(
            r"(?<![\w*_\\])(\*{1,3}|_{1,3})(?=[^\s*_])(?P<words>[^*_\n]{1,200}?)(?<=\S)\1(?![\w*_])"
        ),
        "latex": re.compile(r"\\(?:emph|textit|textbf|underline)\s?\{(?P<words>[^{}]{1,200})\}"),
        "typst": re.compile(r"(?<![\w*_])(?:\*(?P<bold>[^*\n]{1,200})\*|_(?P<words>[^_\n]{1,200})_)(?![\w*_])"),
        "org": re.compile(r"(?<![\w*/_])(?P<sign>[*/_])(?P<words>[^\s*/_][^*/_\n]{0,200})(?P=sign)(?![\w*/_])"),
    }
)
_REACH = 300
"""Characters behind the quotation in which the words that declare it may stand."""
_TERM = 3
"""Fewer words of a quotation in emphasis may be a foreign term or a title, which its author set so."""


@rule("QUO110", Severity.INFORMATION)
def emphasis_not_declared(project: Project, report: Report) -> Iterator[Diagnostic]:
    """Words in a quotation are emphasised, and nothing says whether its author or the quoting one did so.

    ## Why it matters
    Emphasis changes what a sentence says. Where it was added, the citation says so: *emphasis added*, *penekanan dari
    penulis*; where it was not, many guides want *emphasis in the original*. One or two words, which may be a term or a
    title, are left alone.

    ## Example
    ~~~esai.md
    Ia menulis: “Pasar yang ramai *tidak selalu berarti* pasar yang adil” (Contoh, 2001, hlm. 12).
    ~~~

    ## Use instead
    ~~~esai.md
    Ia menulis: “Pasar yang ramai *tidak selalu berarti* pasar yang adil” (Contoh, 2001, hlm. 12, penekanan dari
    penulis).
    ~~~
    """
    for document in project.documents:
        form = _FORMS.get(document.format)
        for found in quoted(document) if form else ():
            start, end = found.quotation.inside
            for match in form.finditer(document.text, start, end) if form else ():
                words = match["words"] or ""
                whole = match.end() - match.start() >= (end - start) * 0.9
                if len(words.split()) >= _TERM and not whole and not _is_declared(document, found.quotation.end):
                    yield report(
                        document.source.span(match.start(), match.end()),
                        say("nothing says whose emphasis {words} is", words=shown(words)),
                        hint=say("say in the citation that it was added, or that it is the original's"),
                    )
                    break


def _is_declared(document: Document, end: int) -> bool:
    stop = document.text.find("\n\n", end, end + _REACH)
    return bool(_declaring().search(document.text, end, stop if stop >= 0 else end + _REACH))


@cache
def _declaring() -> re.Pattern[str]:
    texts = {text for one in languages() for text in one.phrases.get("emphasis", ())}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(texts, key=len, reverse=True)))})", re.I)
