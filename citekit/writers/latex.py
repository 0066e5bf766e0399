"""LaTeX: commands that mean the same to pdfLaTeX, XeLaTeX and LuaLaTeX, in any font encoding, with or without babel."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from citekit.runs import Run
from citekit.writers.text import one_line

_CHARACTERS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", "`": r"\textasciigrave{}",
    # babel makes the straight mark a command in some languages; its slot is the same in every encoding.
    '"': r"\symbol{34}",
    # Brackets after \\ or \item would be read as an option, an asterisk as the starred form.
    "[": "{[}", "]": "{]}", "*": "{*}",
    "\u00a0": "~", "\u00ad": r"\-",
}  # fmt: skip
_SPECIAL = re.compile("[" + re.escape("".join(_CHARACTERS)) + "]")
# Two of these in a row would be set as one sign.
_LIGATURE = re.compile(r"-(?=-)|'(?=')|,(?=,)")
# Signs of direction and joining that pdfLaTeX cannot set; all but the zero width non-joiner, which it knows.
_INVISIBLE = re.compile("[\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0020-\U000e007f]")
_BREAKS = re.compile(r"([/.?=&_-])(?=[^/.?=&_-])")
_LOOKS = (
    ("code", "texttt"),
    ("small_caps", "textsc"),
    ("italic", "textit"),
    ("bold", "textbf"),
    ("underlined", "underline"),
    ("superscript", "textsuperscript"),
    ("subscript", "textsubscript"),
)


def escape(text: str) -> str:
    r"""The text for a paragraph or a table cell.

    >>> escape("50 % of $x_1")
    '50 \\% of \\$x\\_1'
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", one_line(text)))
    text = _LIGATURE.sub("\\g<0>\0", text)
    return _SPECIAL.sub(lambda match: _CHARACTERS[match[0]], text).replace("\0", "{}")


def write(runs: Sequence[Run]) -> str:
    r"""The runs as commands, the link (`\href` of hyperref) outermost."""
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    piece = _address(run.text) if run.href and "/" in run.text else escape(run.text)
    for look, command in _LOOKS:
        if getattr(run, look):
            piece = f"\\{command}{{{piece}}}"
    return f"\\href{{{_target(run.href)}}}{{{piece}}}" if run.href else piece


def _address(text: str) -> str:
    """A long address that may break after its signs."""
    return "\\allowbreak{}".join(map(escape, _BREAKS.sub("\\g<1>\0", text).split("\0")))


def _target(href: str) -> str:
    """An address as an argument that may itself stand in an argument."""
    href = href.replace("~", "%7E").replace("$", "%24")
    return re.sub(r"[%#&_]", r"\\\g<0>", href)
