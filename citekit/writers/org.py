"""Org: emphasis with `/` and `*`, links in brackets; what would be read as markup is parted by a zero width space.

That character is Org's own means ("Escape Character" in its manual), which has no sign for it. It counts as white
space: behind a mark it keeps the mark from opening, beside a word it lets one open there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citekit.runs import Run
from citekit.writers.text import one_line

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
# Underlining is not among them: beside a word its mark would be that of a subscript.
_LOOKS = (("italic", "/"), ("bold", "*"))
# Where emphasis may begin and end without white space (`org-emphasis-regexp-components`).
_BEFORE = frozenset(" -–—('\"{")
_BEHIND = frozenset(" -–—.,;:!?')}[\"\\")


def escape(text: str) -> str:
    """The text for a paragraph or an item, wherever in the line it comes to stand.

    >>> escape("a /b/ [[c]]").replace("\\u200b", "|")
    'a /|b/ [|[|c]]'
    """
    text = _MARKUP.sub(rf"\g<0>{_PART}", one_line(text))
    # Entities, maths and line breaks begin with a backslash, and only verbatim text has one that is none of these.
    text = _BACKSLASHES.sub(lambda match: f"{_PART}={match[0]}={_PART}", text).replace("$", r"\dollar{}")
    return _PART + text if _AT_START.match(text) else text


def write(runs: Sequence[Run]) -> str:
    """The runs with their marks; where words touch them, a zero width space stands between."""
    written = ""
    marked = False
    for run in runs:
        for piece, has_marks in _pieces(run):
            opens = not has_marks or not written or written[-1] in _BEFORE
            closes = not marked or piece[0] in _BEHIND
            written += ("" if opens and closes else _PART) + piece
            marked = has_marks
    return written


def _pieces(run: Run) -> list[tuple[str, bool]]:
    """A run in three: marks have no white space inside of them."""
    text = one_line(run.text)
    core = text.strip()
    if not core or run == Run(run.text):
        return [(escape(text), False)] if text else []
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    parted = bool(run.href or run.italic or run.bold or run.code)
    pieces = [(before, False), (_marked(core, run), parted), (after, False)]
    return [piece for piece in pieces if piece[0]]


def _marked(text: str, run: Run) -> str:
    if run.href and text == run.href:
        return f"[[{_target(run.href)}]]"
    piece = f"~{text}~" if run.code and "~" not in text else escape(text)
    for look, mark in _LOOKS:
        if getattr(run, look) and not run.code:
            piece = f"{mark}{piece}{mark}"
    for look, mark in (("superscript", "^"), ("subscript", "_")):
        if getattr(run, look) and "{" not in text and "}" not in text:
            piece = f"{mark}{{{piece}}}"
    if run.href:
        return f"[[{_target(run.href)}][{piece.replace(']', ']' + _PART)}]]"
    return piece


def _target(href: str) -> str:
    return re.sub(r"[\[\]\\]", lambda match: f"%{ord(match[0]):02X}", href)
