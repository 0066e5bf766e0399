r"""RTF 1.9: pure ASCII, every other character as `\uN ?`, whose question mark is for readers that know no Unicode."""

import re
from collections.abc import Iterable, Sequence

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
    one_line,
)

_NOT_PLAIN = re.compile(r"[\\{}]|[^\x20-\x7e]")
_NAMED = {"\u00a0": r"\~", "\u00ad": r"\-", "\u2011": r"\_"}
_LOOKS = (
    (CODE, r"\f1"),
    (SMALL_CAPS, r"\scaps"),
    (ITALIC, r"\i"),
    (OBLIQUE, r"\i"),
    (BOLD, r"\b"),
    (UNDERLINE, r"\ul"),
    (SUPERSCRIPT, r"\super"),
    (SUBSCRIPT, r"\sub"),
)


def escape(text: str) -> str:
    r"""Give the text for a paragraph of a document, in which one sign stands in for each that needs Unicode (`\uc1`).

    >>> print(escape("{Łódź}"))
    \{\u321 ?\u243 ?d\u378 ?\}
    """
    return _NOT_PLAIN.sub(_character, one_line(text))


def _character(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in "\\{}":
        return f"\\{sign}"
    return _NAMED.get(sign) or "".join(map(_unit, _units(sign)))


def _units(sign: str) -> Iterable[int]:
    """The UTF-16 code units of a character."""
    data = sign.encode("utf-16-be")
    return (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))


def _unit(number: int) -> str:
    # The number is signed, 16 bits wide.
    return f"\\u{number - 65536 if number > 32767 else number} ?"


def write(runs: Sequence[Run]) -> str:
    """Write runs as groups with their looks; a link is a field around its run."""
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    piece = escape(run.text)
    looks = "".join(word for look, word in _LOOKS if look in run.format)
    if looks:
        piece = f"{{{looks} {piece}}}"
    if run.link:
        address = escape(run.link.replace('"', "%22"))
        piece = f'{{\\field{{\\*\\fldinst{{HYPERLINK "{address}"}}}}{{\\fldrslt{{{piece}}}}}}}'
    return piece


def document(paragraphs: Iterable[str]) -> str:
    """Give a whole document of paragraphs that `write` has made."""
    fonts = r"{\fonttbl{\f0\froman Times New Roman;}{\f1\fmodern Courier New;}}"
    body = "".join(f"{{\\pard {paragraph}\\par}}\n" for paragraph in paragraphs)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{fonts}\n{body}}}"
