"""Org: emphasis with `/` and `*`, links in brackets; what would be read as markup is parted by a zero width space.

That character is Org's own means ("Escape Character" in its manual), which has no sign for it. It counts as white
space: behind a mark it keeps the mark from opening, beside a word it lets one open there.
"""

import re
from collections.abc import Iterator, Sequence

from citekit.csl.output import Run
from citekit.csl.writers.text import BOLD, CODE, SUBSCRIPT, SUPERSCRIPT, is_bare, is_italic, is_math, one_line, parted

_PART = "\u200b"
_MARKUP = re.compile(
    r"[*/_=~+](?=\S)"  # emphasis
    r"|[\[<](?=[^\s,;.)])"  # links, targets, footnotes, citations, time stamps
    r"|\w(?=:\S)"  # addresses
    r"|\^(?=\S)|@(?=[@\w])|\{(?=\{)"  # scripts, snippets, macros
    r"|-(?=-)|\.(?=\.)"
)
_BACKSLASHES = re.compile(r"\\+")
_AT_START = re.compile(r"( *)(\*+|#\+?|[-+]|\d+[.)]|\w[.)]|[:|%]|-{5,})(?=\s|$|[^\s])")
_SCRIPTS = ((SUPERSCRIPT, "^"), (SUBSCRIPT, "_"))
_NO_START = frozenset(f"*/_=~+{_PART}")
# Where emphasis may begin and end without white space (`org-emphasis-regexp-components`).
_BEFORE = frozenset(" -–—('\"{")
_BEHIND = frozenset(" -–—.,;:!?')}[\"\\")


def escape(text: str) -> str:
    """Give the text for a paragraph or an item, wherever in the line it comes to stand.

    >>> escape("a /b/ [[c]]").replace("\\u200b", "|")
    'a /|b/ [|[|c]]'
    """
    return _guarded(_escaped(text))


def _escaped(text: str) -> str:
    text = _MARKUP.sub(rf"\g<0>{_PART}", one_line(text))
    # Entities, maths and line breaks begin with a backslash, and only verbatim text has one that is none of these.
    return _BACKSLASHES.sub(lambda match: f"{_PART}={match[0]}={_PART}", text).replace("$", r"\dollar{}")


def _guarded(text: str) -> str:
    return _PART + text if _AT_START.match(text) else text


def write(runs: Sequence[Run]) -> str:
    """Write runs with their marks; where words touch them, a zero width space stands between."""
    pieces = [piece for run in runs for piece in _pieces(run)]
    written = ""
    marked = False
    for piece, has_marks in pieces:
        opens = not has_marks or not written or written[-1] in _BEFORE
        closes = not marked or piece[0] in _BEHIND
        written += ("" if opens and closes else _PART) + piece
        marked = has_marks
    return written if not pieces or pieces[0][1] else _guarded(written)


def _pieces(run: Run) -> list[tuple[str, bool]]:
    """Part a run in three: marks have no white space inside of them."""
    text = one_line(run.text)
    before, core, after = parted(text)
    if not core or is_bare(run):
        return [(text if is_math(run) else _escaped(text), False)] if text else []
    marks = bool(run.link or is_italic(run) or BOLD in run.format or CODE in run.format)
    pieces = [(before, False), (_marked(core, run), marks), (after, False)]
    return [piece for piece in pieces if piece[0]]


def _marked(text: str, run: Run) -> str:
    if run.link and text == run.link:
        return f"[[{_target(run.link)}]]"
    piece = f"~{text}~" if CODE in run.format and "~" not in text else _escaped(text)
    # A mark that another follows, or that has white space on its inside, marks nothing and would be seen.
    if piece[0] not in _NO_START and piece[-1] != _PART:
        for mark in _emphasis(run):
            piece = f"{mark}{piece}{mark}"
    for look, mark in _SCRIPTS:
        if look in run.format and "{" not in text and "}" not in text:
            piece = f"{mark}{{{piece}}}"
    if run.link:
        return f"[[{_target(run.link)}][{piece.replace(']', ']' + _PART)}]]"
    return piece


def _emphasis(run: Run) -> Iterator[str]:
    # Underlining is not among them: beside a word its mark would be that of a subscript.
    if CODE not in run.format and is_italic(run):
        yield "/"
    if CODE not in run.format and BOLD in run.format:
        yield "*"


def _target(href: str) -> str:
    return re.sub(r"[\[\]\\]", lambda match: f"%{ord(match[0]):02X}", href)
