r"""reStructuredText: inline markup, which begins and ends only at the edges of words, with `\ ` where there is none.

One stretch of text has one markup there: of several looks the first of sub- and superscript, code, bold, italic is
written. A link has none beside.
"""

import re
from collections.abc import Sequence

from citekit.csl.output import Run
from citekit.csl.writers.text import BOLD, CODE, ITALIC, OBLIQUE, SUBSCRIPT, SUPERSCRIPT, one_line, parted

# What begins or ends inline markup, a name of a target, a substitution or an address (docutils, "Inline markup").
_ANYWHERE = re.compile(r"[\\`*|_@]|(?<=\w):(?=\S)")
# Bullets, enumerators, field and option lists, blocks, directives, titles and transitions begin with the line.
_AT_START = re.compile(r"( *)(?:([-+•‣⁃:./>=~^\"'#<!$%&,;?@\[\]{}])|(\(?(?:[A-Za-z]{1,9}|\d{1,9}|#))([.)])(?=\s|$))")
_ROLES = (
    (SUBSCRIPT, ":sub:`"),
    (SUPERSCRIPT, ":sup:`"),
    (CODE, "``"),
    (BOLD, "**"),
    (ITALIC, "*"),
    (OBLIQUE, "*"),
)
# Where markup may begin and end without white space ("Inline markup recognition rules", 6 and 7).
_BEFORE = frozenset(" '\"([{<-/:\u00a0")
_BEHIND = frozenset(" '\")]}>-/\\:.,;!?\u00a0")
_CLOSING = {":sub:`": "`", ":sup:`": "`"}


def escape(text: str) -> str:
    r"""Give the text for a paragraph or an item, wherever in the line it comes to stand.

    >>> escape("*a* b_ |c|")
    '\\*a\\* b\\_ \\|c\\|'
    """
    text = _escaped(one_line(text))
    # A paragraph that begins with a space is a quotation.
    text = f"\\ {text}" if text.startswith(" ") else text
    return _AT_START.sub(_guarded, text, count=1) if _AT_START.match(text) else text


def _escaped(text: str) -> str:
    return _ANYWHERE.sub(lambda match: "\\" + match[0], text)


def _guarded(match: re.Match[str]) -> str:
    space, mark, number, point = match.groups(default="")
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{point}"


def write(runs: Sequence[Run]) -> str:
    """Write runs with their markup."""
    written = ""
    marked = False
    for run in runs:
        for piece, has_markup in _pieces(run):
            opens = not has_markup or not written or written[-1] in _BEFORE
            closes = not marked or piece[0] in _BEHIND
            # A backslash with a space is nothing, and an edge of a word.
            written += ("" if opens and closes else "\\ ") + piece
            marked = has_markup
    text = written.lstrip(" ")
    return _AT_START.sub(_guarded, text, count=1) if runs and not _opening(runs[0]) and _AT_START.match(text) else text


def _pieces(run: Run) -> list[tuple[str, bool]]:
    """A run in three: markup has no white space at its edges."""
    text = one_line(run.text)
    before, core, after = parted(text)
    start = _opening(run)
    if not core or not (start or run.link):
        return [(_escaped(text), False)] if text else []
    pieces = [(before, False), (_marked(core, start, run.link), True), (after, False)]
    return [piece for piece in pieces if piece[0]]


def _opening(run: Run) -> str:
    return next((mark for look, mark in _ROLES if look in run.format), "")


def _marked(text: str, start: str, href: str) -> str:
    if href:
        # Two underscores: an anonymous link, since the same words may link to two places.
        return f"`{_inner(text)} <{_target(href)}>`__"
    if start == "``":
        return f"``{text}``" if "`" not in text and not text.endswith("\\") else _escaped(text)
    return f"{start}{_inner(text)}{_CLOSING.get(start, start)}"


def _inner(text: str) -> str:
    return re.sub(r"[\\`*|_<>]", r"\\\g<0>", text)


def _target(href: str) -> str:
    # With an underscore at its end it would be the name of another target.
    return re.sub(r"[\\`<>]|_$", lambda match: f"%{ord(match[0]):02X}", href)
