r"""What a run of LaTeX says it has cited: `.aux` for BibTeX, `.bcf` for biber.

`\citation{a,b}`, `\abx@aux@cite{0}{a}`, `\bibdata{refs}`, `\@input{chapter.aux}` (BibTeX's documentation; biblatex's
own source); `<bcf:citekey>`, `<bcf:datasource>` (biber's manual, "The control file"). There is no prose in them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from citekit.model import Citation, CitationItem, Document, Include
from citekit.plugin import DocumentFormat
from citekit.source import TextSource

_LINE = re.compile(
    r"""^\\(?P<command>citation|bibdata|@input|abx@aux@cite(?:\{\d+\})?|abx@aux@nocite(?:\{\d+\})?)\{(?P<what>[^{}\n]*)\}
    |<bcf:(?P<element>citekey|datasource)\b[^<>]*>(?P<text>[^<>]*)</bcf:""",
    re.M | re.X,
)
_KEY = re.compile(r"[^,\s][^,]*")


def read(source: TextSource) -> Document:
    """The keys, libraries and further files that such a file names. Never raises."""
    citations: list[Citation] = []
    bibliography: list[str] = []
    includes: list[Include] = []
    cites_all = False
    for what, text, start in _told(source.text):
        if what == "library":
            bibliography += [name.strip() for name in text.split(",") if name.strip()]
        elif what == "file":
            includes.append(Include(text, source.span(start, start + len(text)), optional=True))
        elif text == "*":
            cites_all = True
        else:
            span = source.span(start, start + len(text))
            citations.append(Citation(span, (CitationItem(span, html.unescape(text)),)))
    return Document(
        path=source.path,
        source=source,
        prose=re.sub(r"[^\s]", " ", source.text),
        citations=tuple(citations),
        format="auxiliary",
        bibliography=tuple(bibliography),
        includes=tuple(includes),
        cites_all=cites_all,
    )


def _told(text: str) -> Iterator[tuple[str, str, int]]:
    """What is named, how it is written, and where: keys one by one."""
    for found in _LINE.finditer(text):
        if found["element"] == "datasource" or found["command"] == "bibdata":
            yield "library", found["text"] or found["what"] or "", found.start()
        elif found["command"] == "@input":
            yield "file", found["what"], found.start("what")
        else:
            group = "text" if found["element"] else "what"
            for key in _KEY.finditer(text, found.start(group), found.end(group)):
                yield "key", key[0].rstrip(), key.start()


FORMAT = DocumentFormat("auxiliary", (".aux", ".bcf"), read, is_made=True, includes_from_root=True)
