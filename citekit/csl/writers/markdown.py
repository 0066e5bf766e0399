"""Markdown: CommonMark with GitHub's tables, and safe with pandoc's additions (citations, maths, attributes).

Emphasis is written with asterisks where the rules of CommonMark read it as emphasis, and with HTML elements in the
few places where they would not (in the middle of a word beside a bracket, say).
"""

import re
import unicodedata
from collections.abc import Sequence

from citekit.csl.output import Run
from citekit.csl.writers.text import (
    BOLD,
    CODE,
    SUBSCRIPT,
    SUPERSCRIPT,
    UNDERLINE,
    is_bare,
    is_italic,
    is_math,
    one_line,
    parted,
)

# What has a meaning anywhere in a line, to CommonMark, to GitHub or to pandoc.
_ANYWHERE = re.compile(r"[\\`*_\[\]{}|~^$@#]|://|!$")
# What has a meaning where a line begins: bullets, numbers, quotes, rules, underlines of headings, definitions.
# pandoc counts with letters and Roman numerals as well; a capital and a full stop are somebody's initial.
_COUNTED = r"\((?:\d{1,9}|[A-Za-z])|[a-z]|[A-Z](?=\))|\(?[ivxlcdmIVXLCDM]{2,9}"
_AT_START = re.compile(rf"( *)(?:([-+>=:%])|(\d{{1,9}}(?=[.)])|(?:{_COUNTED})(?=[.)]\s))([.)]))")
_TAGS = ((SUPERSCRIPT, "sup"), (SUBSCRIPT, "sub"), (UNDERLINE, "u"))
_ENTITY = re.compile(r"&(?=[#\w]|$)")
_BARE = Run("")
_PLAIN_CODE = re.compile(r"[^\s`|\\]+(?: [^\s`|\\]+)*")


def escape(text: str) -> str:
    r"""Give the text for a paragraph, an item or a table cell, wherever in the line it comes to stand.

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
    """Write runs with emphasis and links."""
    pieces = [piece for run in runs for piece in _split(run)]
    written = ""
    for place, (text, run) in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        written += _piece(text, run, written[-1:], _first(following))
    return written


def _split(run: Run) -> list[tuple[str, Run]]:
    """A run with a look in three: the white space around it is none of the emphasis's business."""
    text = one_line(run.text)
    before, core, after = parted(text)
    if not core or is_bare(run):
        return [(text, run if run.math else _BARE)]
    return [piece for piece in ((before, _BARE), (core, run), (after, _BARE)) if piece[0]]


def _first(piece: tuple[str, Run] | None) -> str:
    """The first character that a piece will be written with: a mark of emphasis or its first letter."""
    if piece is None:
        return ""
    text, run = piece
    return "*" if run.format or run.link else _text(text, run)[:1]


def _piece(text: str, run: Run, before: str, after: str) -> str:
    if run.link and text == run.link:
        return f"<{run.link}>"
    inner = _code(text) if CODE in run.format else _text(text, run)
    for look, tag in _TAGS:
        inner = f"<{tag}>{inner}</{tag}>" if look in run.format else inner
    if run.link:
        return f"[{_emphasis(inner, run, '[', ']')}]({_destination(run.link)})"
    return _emphasis(inner, run, before, after)


def _text(text: str, run: Run) -> str:
    return text if is_math(run) else escape(text)


def _code(text: str) -> str:
    return f"`{text}`" if _PLAIN_CODE.fullmatch(text) else f"<code>{escape(text)}</code>"


def _destination(href: str) -> str:
    """An address as it stands in round brackets: none of its own in it, and nothing that reads as an entity."""
    for mark in "()[]*$'":
        href = href.replace(mark, f"%{ord(mark):02X}")
    return _ENTITY.sub("&amp;", href)


def _emphasis(inner: str, run: Run, before: str, after: str) -> str:
    bold = BOLD in run.format
    marks = "*" * (is_italic(run) + 2 * bold)
    if not marks:
        return inner
    if _opens(before, inner[0]) and _closes(inner[-1], after):
        return f"{marks}{inner}{marks}"
    inner = f"<em>{inner}</em>" if is_italic(run) else inner
    return f"<strong>{inner}</strong>" if bold else inner


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
