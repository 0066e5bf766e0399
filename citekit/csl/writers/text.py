"""What the writers share: text on one line without control characters, safe addresses, runs laid out and joined."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import quote

from citekit.csl.output import Node, Run, runs

ITALIC, OBLIQUE = ("font-style", "italic"), ("font-style", "oblique")
BOLD = ("font-weight", "bold")
SMALL_CAPS = ("font-variant", "small-caps")
UNDERLINE = ("text-decoration", "underline")
SUPERSCRIPT, SUBSCRIPT = ("vertical-align", "sup"), ("vertical-align", "sub")
CODE = ("font-family", "monospace")
"""No style has it; it is for programs that write code as well."""

# White space that breaks or pads a line. The no-break space is a character like another and stays.
_SPACE = re.compile("[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
# Characters no text file should hold: controls (a terminal would obey them), halves of surrogate pairs, non-characters.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)
# What may stand in an address as it is (RFC 3986), less what some markup would stumble over.
_IN_ADDRESS = "!$&'()*+,;=:@/?#[]%-._~"


def one_line(text: str) -> str:
    """Give the text on one line: white space single, control characters taken out."""
    return _SPACE.sub(" ", without_controls(text))


def without_controls(text: str) -> str:
    """Give the text without the characters that no text file should hold."""
    return _CONTROL.sub("", text)


def address(href: str) -> str:
    """Give an http(s) address in ASCII, everything unusual percent-encoded; empty for any other kind of address."""
    return quote(_CONTROL.sub("", href), safe=_IN_ADDRESS) if _ADDRESS.fullmatch(href) else ""


def stretches(nodes: Sequence[Node]) -> list[Run]:
    """Give the runs of a citation or an entry, as long as one look and one link hold; a space stands before a block."""
    found: list[Run] = []
    for run in runs(nodes, blocks=True):
        if run.text:
            found.append(run)
        elif found and not found[-1].text.endswith((" ", "\n")):
            found.append(Run(" "))
    return merged(found)


def merged(found: Iterable[Run]) -> list[Run]:
    """Give runs that are safe to write, each joined to the one before that looks the same, empty ones left out."""
    joined: list[Run] = []
    for run in found:
        # The addresses are made safe here, once, so that no writer can forget it.
        run = Run(without_controls(run.text), run.format, link=address(run.link), math=run.math)
        if joined and _alike(joined[-1], run):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return joined


def _alike(one: Run, other: Run) -> bool:
    return one.format == other.format and one.link == other.link and not one.math and not other.math


def is_bare(run: Run) -> bool:
    """Say whether a run has neither look nor link."""
    return not run.format and not run.link


def is_italic(run: Run) -> bool:
    """Say whether a run stands out by its slope: formats of text do not tell italic from oblique."""
    return ITALIC in run.format or OBLIQUE in run.format


def parted(text: str) -> tuple[str, str, str]:
    """Give the white space a text begins with, its core, and the white space it ends with."""
    core = text.strip()
    start = text.find(core)
    return text[:start], core, text[start + len(core) :]


_UNSAFE_MATH = re.compile(
    r"\\(?:input|include|openin|openout|read|write|immediate|special|catcode|csname|[egx]?def|let|loop|newcommand|end)"
    r"|[%#]|\^\^"
)


def is_math(run: Run) -> bool:
    """Say whether a run is `$…$` of TeX that can stand in a document as it is: closed, and nothing but a formula."""
    inner = run.text[1:-1]
    return run.math and "$" not in inner and _is_closed(inner) and not _UNSAFE_MATH.search(inner)


def _is_closed(text: str) -> bool:
    depth = 0
    for mark in re.findall(r"\\.|[{}]", text):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth < 0:
            return False
    return not depth and not text.endswith("\\")
