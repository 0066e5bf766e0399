r"""CSL's markup in values (`<i>`, `<sup>`, `<span class="nocase">` …) and TeX, which an entry holds it as.

The tags are those of the CSL-JSON documentation ("HTML-like formatting tags"). What is no pair of them is text.
"""

from __future__ import annotations

import re

from citekit.formats.bibtex.latex import simplify, stretches, to_unicode
from citekit.formats.bibtex.latex_encoding import to_tex

_TAG = re.compile(
    r"""<(?:(?P<open>i|b|sc|sup|sub)|(?P<close>/(?:i|b|sc|sup|sub|span))
    |span\s+(?:class="(?P<class>nocase)"|style="font-variant:\s*(?P<caps>small-caps);?"))\s*>""",
    re.X,
)
_COMMANDS = {"i": "emph", "b": "textbf", "sc": "textsc", "sup": "textsuperscript", "sub": "textsubscript"}

_OPENING = {
    **dict.fromkeys(("emph", "textit", "textsl", "mkbibemph", "mkbibitalic"), "i"),
    **dict.fromkeys(("textbf", "mkbibbold"), "b"),
    **dict.fromkeys(("textsc",), "sc"),
    **dict.fromkeys(("textsuperscript", "mkbibsuperscript"), "sup"),
    **dict.fromkeys(("textsubscript", "mkbibsubscript"), "sub"),
}
_SWITCHES = {"em": "i", "it": "i", "itshape": "i", "sl": "i", "bf": "b", "bfseries": "b", "sc": "sc", "scshape": "sc"}
_SWITCH = "|".join(sorted(_SWITCHES, key=len, reverse=True))
_TOKEN = re.compile(rf"\\(?:([A-Za-z]+)\s*(\{{)?|.)|\{{(?:\\({_SWITCH})(?![A-Za-z])\s*)?|\}}", re.S)

# Marks that pass through the decoder; Unicode keeps U+FDD0 to U+FDEF for such uses, of which it uses the first two.
_MARKS = {tag: (chr(0xFDD2 + 2 * number), chr(0xFDD3 + 2 * number)) for number, tag in enumerate(_COMMANDS)}
_TAGS = str.maketrans(
    {
        **{start: f"<{tag}>" for tag, (start, _) in _MARKS.items()},
        **{end: f"</{tag}>" for tag, (_, end) in _MARKS.items()},
    }
)
_PRIVATE = re.compile("[\ufdd0-\ufdef]")


def to_tex_value(text: str) -> str:
    r"""A value with markup as TeX.

    >>> print(to_tex_value('On <i>Homo</i> & <span class="nocase">DNA</span>'))
    On \emph{Homo} \& {DNA}
    """
    pieces: list[str] = []
    done = 0
    for start, end, new in _pairs(text):
        pieces += to_tex(text[done:start]), new
        done = end
    return "".join([*pieces, to_tex(text[done:])])


def has_markup(text: str) -> bool:
    """Has the value a pair of CSL's tags? One with characters that only programs may use is taken for plain text."""
    return "<" in text and bool(_pairs(text)) and not _PRIVATE.search(text)


def _pairs(text: str) -> list[tuple[int, int, str]]:
    """The tags that have a partner, each with its TeX, in the order of the text."""
    open_tags: list[tuple[str, re.Match[str]]] = []
    found: list[tuple[int, int, str]] = []
    for match in _TAG.finditer(text):
        if match["close"] is None:
            open_tags.append(("span" if match["open"] is None else match["open"], match))
        elif open_tags and open_tags[-1][0] == match["close"][1:]:
            _, opening = open_tags.pop()
            found += (*opening.span(), _tex_opening(opening)), (*match.span(), "}")
    return sorted(found)


def _tex_opening(match: re.Match[str]) -> str:
    if match["class"]:
        return "{"
    return f"\\{_COMMANDS[match['open'] or 'sc']}{{"


def from_tex_value(value: str, *, protected: bool) -> str:
    r"""TeX as a value with markup. With `protected`, what braces keep from changes of case is marked too.

    >>> print(from_tex_value(r"On \emph{Homo} \& {DNA}", protected=True))
    On <i>Homo</i> & <span class="nocase">DNA</span>
    """
    if "\\" not in value and "{" not in value:
        return to_unicode(value)
    marked = _marked(_PRIVATE.sub("", value))
    if not protected:
        return to_unicode(marked).translate(_TAGS)
    pieces = (_nocase(text) if keep else text for text, keep in stretches(simplify(marked)))
    return " ".join("".join(pieces).split()).translate(_TAGS)


def _nocase(text: str) -> str:
    return f'<span class="nocase">{text}</span>'


def _marked(value: str) -> str:
    """The value with marks in place of the commands that CSL knows."""
    pieces: list[str] = []
    closing: list[str] = []
    """What the groups that are open are to be closed with."""
    done = 0
    for match in _TOKEN.finditer(value):
        pieces += value[done : match.start()], _bracket(match, closing)
        done = match.end()
    return "".join([*pieces, value[done:], *reversed(closing)])


def _bracket(match: re.Match[str], closing: list[str]) -> str:
    """What to write for a command or a brace."""
    token = match[0]
    if token == "}":
        return closing.pop() if closing else token
    tag = _OPENING.get(match[1]) if match[2] else _SWITCHES.get(match[3] or "")
    if tag:
        start, end = _MARKS[tag]
        closing.append(end)
        return start
    if token.endswith("{") and token != "\\{":
        closing.append("}")
    return token
