"""Plain text, Markdown, LaTeX, Typst, RTF, reStructuredText and Org: each a table of how it marks text."""

import re
from collections.abc import Callable, Iterable, Sequence

from citekit.csl.output import Node, runs
from citekit.csl.writers.html import write_html
from citekit.csl.writers.markup import Markup, write

ITALIC, OBLIQUE = ("font-style", "italic"), ("font-style", "oblique")
BOLD, LIGHT = ("font-weight", "bold"), ("font-weight", "light")
SMALL_CAPS = ("font-variant", "small-caps")
UNDERLINE = ("text-decoration", "underline")
SUPERSCRIPT, SUBSCRIPT = ("vertical-align", "sup"), ("vertical-align", "sub")
UPRIGHT, MEDIUM = ("font-style", "normal"), ("font-weight", "normal")


def _paragraph(_display: str, text: str) -> str:
    return f"{text} "


def _escaper(characters: str) -> Callable[[str], str]:
    """Give the function that puts a backslash before special characters."""
    special = re.compile(f"([{re.escape(characters)}])")
    return lambda text: special.sub(r"\\\1", text)


PLAIN_TEXT = Markup(block=_paragraph)

MARKDOWN = Markup(
    escape=_escaper("\\`*_[]<>^~$#"),
    marks={
        ITALIC: ("*", "*"),
        OBLIQUE: ("*", "*"),
        BOLD: ("**", "**"),
        SMALL_CAPS: ("[", "]{.smallcaps}"),
        UNDERLINE: ("[", "]{.underline}"),
        SUPERSCRIPT: ("^", "^"),
        SUBSCRIPT: ("~", "~"),
    },
    link=lambda text, url: f"[{text}]({url.replace(')', '%29').replace(' ', '%20')})",
    block=_paragraph,
    math=str,
    tight=True,
)

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u00a0": "~", "\u202f": r"\,", "\u2013": "--",
    "\u2014": "---",
}  # fmt: skip
_LATEX_TABLE = str.maketrans(_LATEX)

_LATEX_URL = str.maketrans({"%": r"\%", "#": r"\#", "{": r"\{", "}": r"\}", "\\": ""})


def _latex_link(text: str, url: str) -> str:
    return f"\\href{{{url.translate(_LATEX_URL)}}}{{{text}}}"


LATEX = Markup(
    escape=lambda text: text.translate(_LATEX_TABLE),
    marks={
        ITALIC: (r"\textit{", "}"),
        OBLIQUE: (r"\textsl{", "}"),
        UPRIGHT: (r"\textup{", "}"),
        BOLD: (r"\textbf{", "}"),
        MEDIUM: (r"\textmd{", "}"),
        SMALL_CAPS: (r"\textsc{", "}"),
        ("font-variant", "normal"): (r"\textnormal{", "}"),
        UNDERLINE: (r"\underline{", "}"),
        SUPERSCRIPT: (r"\textsuperscript{", "}"),
        SUBSCRIPT: (r"\textsubscript{", "}"),
    },
    link=_latex_link,
    block=_paragraph,
    math=str,
)

TYPST = Markup(
    escape=_escaper("\\*_`#$@<>[]~"),
    marks={
        ITALIC: ("#emph[", "]"),
        OBLIQUE: ("#emph[", "]"),
        UPRIGHT: ('#text(style: "normal")[', "]"),
        BOLD: ("#strong[", "]"),
        MEDIUM: ('#text(weight: "regular")[', "]"),
        SMALL_CAPS: ("#smallcaps[", "]"),
        UNDERLINE: ("#underline[", "]"),
        SUPERSCRIPT: ("#super[", "]"),
        SUBSCRIPT: ("#sub[", "]"),
    },
    link=lambda text, url: f'#link("{url.replace(chr(92), "").replace(chr(34), "")}")[{text}]',
    block=_paragraph,
)


def _escape_rtf(text: str) -> str:
    return "".join(_rtf_character(character) for character in text)


def _rtf_character(character: str) -> str:
    if character in "\\{}":
        return f"\\{character}"
    if ord(character) < 128:
        return character
    units = character.encode("utf-16-le")
    codes = [int.from_bytes(units[place : place + 2], "little", signed=True) for place in range(0, len(units), 2)]
    return "".join(f"\\u{code}?" for code in codes)


RTF = Markup(
    escape=_escape_rtf,
    marks={
        ITALIC: ("{\\i ", "}"),
        OBLIQUE: ("{\\i ", "}"),
        UPRIGHT: ("{\\i0 ", "}"),
        BOLD: ("{\\b ", "}"),
        MEDIUM: ("{\\b0 ", "}"),
        SMALL_CAPS: ("{\\scaps ", "}"),
        ("font-variant", "normal"): ("{\\scaps0 ", "}"),
        UNDERLINE: ("{\\ul ", "}"),
        SUPERSCRIPT: ("{\\super ", "}"),
        SUBSCRIPT: ("{\\sub ", "}"),
    },
    block=lambda display, text: f"{text}\\tab " if display == "left-margin" else text,
)

ORG = Markup(
    marks={
        ITALIC: ("/", "/"),
        OBLIQUE: ("/", "/"),
        BOLD: ("*", "*"),
        UNDERLINE: ("_", "_"),
        SUPERSCRIPT: ("^{", "}"),
        SUBSCRIPT: ("_{", "}"),
    },
    link=lambda text, url: f"[[{url}][{text}]]",
    block=_paragraph,
    tight=True,
)

_RST_ROLES = {ITALIC: "*", OBLIQUE: "*", BOLD: "**"}
_escape_rst = _escaper("\\*`|_")


def write_rst(nodes: Sequence[Node]) -> str:
    """Write nodes as reStructuredText, whose inline marks cannot stand inside each other: the first one wins."""
    parts: list[str] = []
    for run in runs(nodes):
        text = _escape_rst(run.text)
        inner = text.strip()
        opening, closing = _rst_mark(run.format)
        if not opening or not inner:
            parts.append(text)
            continue
        before, _, after = text.partition(inner)
        parts.append(f"{before}\\ {opening}{inner}{closing}\\ {after}")
    return "".join(parts)


def _rst_mark(format: Iterable[tuple[str, str]]) -> tuple[str, str]:
    for mark in format:
        if mark in _RST_ROLES:
            return _RST_ROLES[mark], _RST_ROLES[mark]
        if mark == SUPERSCRIPT:
            return ":sup:`", "`"
        if mark == SUBSCRIPT:
            return ":sub:`", "`"
    return "", ""


def _writer(markup: Markup) -> Callable[[Sequence[Node]], str]:
    return lambda nodes: write(nodes, markup)


WRITERS: dict[str, Callable[[Sequence[Node]], str]] = {
    "html": write_html,
    "plain": _writer(PLAIN_TEXT),
    "markdown": _writer(MARKDOWN),
    "latex": _writer(LATEX),
    "typst": _writer(TYPST),
    "rtf": _writer(RTF),
    "rst": write_rst,
    "org": _writer(ORG),
}
"""The writers by the name of their format; each writes the nodes of a citation or of an entry."""


def write_json(nodes: Sequence[Node]) -> list[dict[str, object]]:
    """Give nodes as runs for JSON: text, formatting, the variable it came from, the item, and the link."""
    return [
        {"text": run.text, "format": dict(run.format), "variable": run.variable, "item": run.item, "link": run.link}
        for run in runs(nodes)
    ]
