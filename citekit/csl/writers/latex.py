"""LaTeX: commands that mean the same to pdfLaTeX, XeLaTeX and LuaLaTeX, in any font encoding, with or without babel."""

import re
import unicodedata
from collections.abc import Sequence

from citekit.csl.output import Run
from citekit.csl.writers.text import (
    BOLD,
    CODE,
    ITALIC,
    OBLIQUE,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    UNDERLINE,
    is_math,
    one_line,
)

_CHARACTERS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", "`": r"\textasciigrave{}",
    # babel makes the straight mark a command in some languages; its slot is the same in every encoding.
    '"': r"\symbol{34}",
    # Brackets after \\ or \item would be read as an option, an asterisk as the starred form.
    "[": "{[}", "]": "{]}", "*": "{*}",
    "\u00a0": "~", "\u00ad": r"\-", "\u202f": r"\,", "\u2009": r"\,",
}  # fmt: skip
_SPECIAL = re.compile("[" + re.escape("".join(_CHARACTERS)) + "]")
# Two of these in a row would be set as one sign.
_LIGATURE = re.compile(r"-(?=-)|'(?=')|,(?=,)")
# Signs of direction and joining that pdfLaTeX cannot set; all but the zero width non-joiner, which it knows.
_INVISIBLE = re.compile("[\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0020-\U000e007f]")
_BREAKS = re.compile(r"([/.?=&_-])(?=[^/.?=&_-])")
_LOOKS = (
    (CODE, "texttt"),
    (SMALL_CAPS, "textsc"),
    (ITALIC, "textit"),
    (OBLIQUE, "textsl"),
    (BOLD, "textbf"),
    (UNDERLINE, "underline"),
    (SUPERSCRIPT, "textsuperscript"),
    (SUBSCRIPT, "textsubscript"),
)


def escape(text: str) -> str:
    r"""Give the text for a paragraph or a table cell.

    >>> escape("50 % of $x_1")
    '50 \\% of \\$x\\_1'
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", one_line(text)))
    text = _LIGATURE.sub("\\g<0>\0", text)
    return _SPECIAL.sub(lambda match: _CHARACTERS[match[0]], text).replace("\0", "{}")


def write(runs: Sequence[Run]) -> str:
    r"""Write runs as commands, the link (`\href` of hyperref) outermost."""
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    piece = run.text if is_math(run) else _address(run.text) if run.link and "/" in run.text else escape(run.text)
    for look, command in _LOOKS:
        if look in run.format:
            piece = f"\\{command}{{{piece}}}"
    return f"\\href{{{_target(run.link)}}}{{{piece}}}" if run.link else piece


def _address(text: str) -> str:
    """A long address that may break after its signs."""
    return "\\allowbreak{}".join(map(escape, _BREAKS.sub("\\g<1>\0", text).split("\0")))


def _target(href: str) -> str:
    """An address as an argument that may itself stand in an argument."""
    href = href.replace("~", "%7E").replace("$", "%24")
    return re.sub(r"[%#&_]", r"\\\g<0>", href)
