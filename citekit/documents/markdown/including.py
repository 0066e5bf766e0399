"""Files that a Markdown text takes in or names: Quarto's and MyST's includes, R Markdown's children, bibliographies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.documents.roles import tables
from citekit.model import Include
from citekit.source import TextSource

_LINE = re.compile(r"[^\n]*\n?")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,}|:{3,})[ \t]*(.*)")
# Quarto's shortcode, which in three braces is only shown: {{{< include a.qmd >}}}
_SHORTCODE = re.compile(r"(?<!\{)\{\{<[ \t]*include[ \t]+(?:\"([^\"\n]+)\"|'([^'\n]+)'|(\S+?))[ \t]*>\}\}(?!\})")
_DIRECTIVE = re.compile(r"\{([a-z:-]+)\}[ \t]*(\S[^\n]*)?")
_CHUNK = re.compile(r"\{[a-zA-Z]+[^{}]*\bchild[ \t]*=[ \t]*(c\([^()]*\)|\"[^\"]*\"|'[^']*')")
_QUOTED = re.compile(r"[\"']([^\"'\n]+)[\"']")


def includes(source: TextSource, front: int) -> Iterator[Include]:
    """The files that a text takes in, in order; what stands in code is only shown."""
    for start, line, within in _lines(source.text, front):
        fence = _FENCE.match(line)
        if within and not fence:
            continue
        for found in _SHORTCODE.finditer(line):
            yield _include(source, start, found, found.lastindex or 0)
        if fence:
            at = start + fence.start(2)
            directive = _DIRECTIVE.match(fence[2])
            if directive and directive[1] in tables().include and directive[2]:
                yield _include(source, at, directive, 2)
            elif chunk := _CHUNK.match(fence[2]):
                for name in _QUOTED.finditer(fence[2], chunk.start(1), chunk.end(1)):
                    yield _include(source, at, name, 1)


def named_libraries(text: str) -> Iterator[str]:
    """The libraries that MyST's `bibliography` directives name."""
    for _, line, _ in _lines(text, 0):
        fence = _FENCE.match(line)
        directive = _DIRECTIVE.match(fence[2]) if fence else None
        if directive and directive[1] in tables().bibliography and directive[2]:
            yield from directive[2].split()


def _include(source: TextSource, shift: int, found: re.Match[str], group: int) -> Include:
    name = found[group].rstrip()
    start = shift + found.start(group)
    return Include(name, source.span(start, start + len(name)))


def _lines(text: str, front: int) -> Iterator[tuple[int, str, bool]]:
    """Each line, where it starts, and whether it stands within code. The line that opens code does not."""
    open_mark = ""
    for found in _LINE.finditer(text, front):
        line = found[0].rstrip("\r\n")
        fence = _FENCE.match(line)
        within = bool(open_mark)
        if fence and fence[1][0] != ":":
            if not open_mark:
                open_mark = fence[1]
            elif fence[1].startswith(open_mark) and not fence[2].strip():
                open_mark = ""
            elif open_mark:
                yield found.start(), "", True
                continue
        yield found.start(), line, within and not fence
        if not found[0]:
            return
