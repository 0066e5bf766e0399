"""What Typst's markup and code are made of, and what of them is open at a place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MARKUP = re.compile(
    r"""(?P<url>https?://[^\s\[\]<>"]+)
    |(?P<escape>\\.)
    |(?P<comment>//[^\n]*)
    |(?P<block>/\*)
    |(?P<raw>`+)
    |(?P<maths>\$)
    |(?P<code>\#)
    |(?P<key>(?<![\w@])@(?P<name>[\w](?:[\w.:-]*[\w-])?))
    |(?P<label><[\w][\w.:-]*>)
    |(?P<open>\[)
    |(?P<close>\])
    |(?P<emphasis>(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))""",
    re.X | re.S,
)
CODE = re.compile(
    r"""(?P<string>"(?P<text>(?:[^"\\]|\\.)*+)")
    |(?P<comment>//[^\n]*)
    |(?P<block>/\*)
    |(?P<raw>`+)
    |(?P<maths>\$)
    |(?P<label><(?P<name>[\w][\w.:/-]*)>)
    |(?P<word>[A-Za-z_][\w-]*)
    |(?P<open>[\[({])
    |(?P<close>[\])}])
    |(?P<end>[\n;])
    |(?P<sign>[:,])""",
    re.X | re.S,
)
CALL = re.compile(r"(?P<name>[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)")
STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.S)
COMMENT_MARK = re.compile(r"/\*|\*/")
DOLLAR = re.compile(r"(?<!\\)\$")
STATEMENTS = frozenset({"let", "set", "show", "import", "include", "if", "else", "for", "while", "return", "context"})
NO_PROSE = frozenset({"set", "import"})
TABLES = frozenset({"table", "grid", "cell", "header", "footer", "hline"})
PARTNERS = {"[": "]", "(": ")", "{": "}"}


@dataclass(slots=True)
class Frame:
    """What is open: the markup of the whole or of a content block, a bracket of code, a statement up to its end."""

    kind: str
    """markup, code, statement"""
    closing: str = ""
    name: str = ""
    """The function whose arguments stand here, or the keyword of the statement."""
    start: int = 0
    """Where its call begins."""
    inside: int = 0
    """Where its inside begins."""
    argument: str = ""
    """The named argument that is being read."""
    named: bool = False
    """A name has just been read that may be that of an argument."""
    keys: list[tuple[int, int]] = field(default_factory=list)
    told: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The stretches of the named arguments' values."""
    is_prose: bool = True
