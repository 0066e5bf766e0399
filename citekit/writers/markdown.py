"""Markdown: CommonMark with GitHub's tables, and safe with pandoc's additions (citations, maths, attributes).

Emphasis is written with asterisks where the rules of CommonMark read it as emphasis, and with HTML elements in the
few places where they would not (in the middle of a word beside a bracket, say).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from citekit.runs import Run
from citekit.writers.text import one_line

# What has a meaning anywhere in a line, to CommonMark, to GitHub or to pandoc.
_ANYWHERE = re.compile(r"[\\`*_\[\]{}|~^$@#]|://|!$")
# What has a meaning where a line begins: bullets, numbers, quotes, rules, underlines of headings, definitions.
_AT_START = re.compile(r"( *)(?:([-+>=:%])|(\d{1,9})([.)]))")
_ENTITY = re.compile(r"&(?=[#\w]|$)")
_PLAIN_CODE = re.compile(r"[^\s`|\\]+(?: [^\s`|\\]+)*")


def escape(text: str) -> str:
    r"""The text for a paragraph, an item or a table cell, wherever in the line it comes to stand.

    >>> escape("*a|b* <x>")
    '\\*a\\|b\\* &lt;x>'
    >>> escape("1984. A novel")
    '1984\\. A novel'
    """
    text = _ENTITY.sub("&amp;", one_line(text))
    text = _ANYWHERE.sub(_escaped, text).replace("<", "&lt;")
    return _AT_START.sub(_guarded, text, count=1) if _AT_START.match(text) else text


def _escaped(match: re.Match[str]) -> str:
    # A backslash before the colon: GitHub makes links of bare addresses, with our backslashes in them.
    return "\\" + match[0]


def _guarded(match: re.Match[str]) -> str:
    space, mark, number, point = match.groups(default="")
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{point}"


def write(runs: Sequence[Run]) -> str:
    """The runs with emphasis and links."""
    pieces = [piece for run in runs for piece in _split(run)]
    written = ""
    for place, (text, run) in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        written += _piece(text, run, written[-1:], _first(following))
    return written


def _split(run: Run) -> list[tuple[str, Run]]:
    """A run with a look in three: the white space around it is none of the emphasis's business."""
    text = one_line(run.text)
    core = text.strip()
    bare = Run("")
    if not core or run == Run(run.text):
        return [(text, bare)]
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    return [piece for piece in ((before, bare), (core, run), (after, bare)) if piece[0]]


def _first(piece: tuple[str, Run] | None) -> str:
    """The first character that a piece will be written with: a mark of emphasis or its first letter."""
    if piece is None:
        return ""
    text, run = piece
    return escape(text)[:1] if run == Run("") else "*"


def _piece(text: str, run: Run, before: str, after: str) -> str:
    if run.href and text == run.href:
        return f"<{run.href}>"
    inner = _code(text) if run.code else escape(text)
    for look, tag in ((run.superscript, "sup"), (run.subscript, "sub"), (run.underlined, "u")):
        inner = f"<{tag}>{inner}</{tag}>" if look else inner
    if run.href:
        return f"[{_emphasis(inner, run, '[', ']')}]({_destination(run.href)})"
    return _emphasis(inner, run, before, after)


def _code(text: str) -> str:
    return f"`{text}`" if _PLAIN_CODE.fullmatch(text) else f"<code>{escape(text)}</code>"


def _destination(href: str) -> str:
    """An address as it stands in round brackets: none of its own in it, and nothing that reads as an entity."""
    for mark in "()[]*$'":
        href = href.replace(mark, f"%{ord(mark):02X}")
    return _ENTITY.sub("&amp;", href)


def _emphasis(inner: str, run: Run, before: str, after: str) -> str:
    marks = "*" * (run.italic + 2 * run.bold)
    if not marks:
        return inner
    if _opens(before, inner[0]) and _closes(inner[-1], after):
        return f"{marks}{inner}{marks}"
    inner = f"<em>{inner}</em>" if run.italic else inner
    return f"<strong>{inner}</strong>" if run.bold else inner


# CommonMark §6.2: a run of asterisks opens emphasis when no white space follows it and either no punctuation follows
# or white space or punctuation stands before it; the mirror image closes. Versions differ on whether symbols (emoji,
# "+") are punctuation, so we count on neither reading.
def _opens(before: str, first: str) -> bool:
    return before != "*" and (_is_letter(first) or not before or _is_edge(before))


def _closes(last: str, after: str) -> bool:
    return after != "*" and (_is_letter(last) or not after or _is_edge(after))


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def _is_edge(character: str) -> bool:
    return character.isspace() or unicodedata.category(character)[0] == "P"
