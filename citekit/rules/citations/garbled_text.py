r"""CIT215: signs in the text that came of a wrong encoding or another format: Ã©, &amp;, \&."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from citekit.diagnostic import Diagnostic, Fix, Related, Severity
from citekit.messages import say
from citekit.model import Document, Project
from citekit.plugin import Report, rule
from citekit.rules.garbled import ENTITY, GARBLED, put_right
from citekit.rules.wording import shown

_WITHOUT_MARKUP = frozenset({"plain", "docx", "odt", "pdf"})
"""Formats of documents in which a sign means nothing but itself."""
_WITHOUT_ENTITIES = _WITHOUT_MARKUP | {"latex", "typst", "rst"}
_ESCAPED = re.compile(r"(?<=[\s\w.])\\[&%#_](?=[\s\w])|\\['\"`^~]\{?[A-Za-z]\}?|\{\\['\"`^~][A-Za-z]\}")
_MOST = 6
"""Places that are named in one finding."""


@rule("CIT215", Severity.WARNING)
def garbled_text(project: Project, report: Report) -> Iterator[Diagnostic]:
    r"""The text has signs in it that a program left: *Ã©* for *é*, *&amp;* for *&*, *\&* where it is no LaTeX.

    ## Why it matters
    They are printed as they stand, and names that have them are not found in the list. They come of pasting from web
    pages and of files that were read in a wrong encoding. All places are in one finding: mostly they have one cause.

    ## Example
    ~~~makalah.txt
    Ia mengikuti kuliah Piaget tentang dÃ©veloppement dan membaca Simon &amp; Gagnon.
    ~~~

    ## Use instead
    ~~~makalah.txt
    Ia mengikuti kuliah Piaget tentang développement dan membaca Simon & Gagnon.
    ~~~
    """
    for document in project.documents:
        found = sorted(islice(_left_over(document), _MOST), key=lambda one: one[0])
        if found:
            (start, end, right), rest = found[0], found[1:]
            place = document.source.span(start, end)
            yield report(
                place,
                say("{signs} is what a program left of another sign", signs=shown(place.text)),
                hint=say("write {right}", right=right) if right else say("write the letter that is meant"),
                related=tuple(Related(document.source.span(a, b), say("here too")) for a, b, _ in rest),
                fix=Fix(place, right, safe=False) if right else None,
            )


def _left_over(document: Document) -> Iterator[tuple[int, int, str]]:
    """From where to where such signs stand, and what to write; empty where that cannot be told."""
    text = document.prose
    if not text.isascii():
        for one in GARBLED.finditer(text):
            yield one.start(), one.end(), put_right(one[0])
    if document.format in _WITHOUT_ENTITIES and "&" in text:
        for one in ENTITY.finditer(text):
            sign = unescape(one[0].replace("\\", ""))
            if len(sign) == 1 and sign.isprintable():
                yield one.start(), one.end(), sign
    if document.format in _WITHOUT_MARKUP and "\\" in text:
        for one in _ESCAPED.finditer(text):
            yield one.start(), one.end(), one[0][1:] if one[0][1:] in "&%#_" else ""
