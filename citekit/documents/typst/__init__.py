"""Typst: `@key`, `#cite(<key>, supplement: [p. 3], form: "prose")`, and the words between code, maths and comments."""

from __future__ import annotations

import re
from collections.abc import Mapping

from citekit.documents.typst.scanner import Scanner
from citekit.model import Document
from citekit.plugin import DocumentFormat
from citekit.source import TextSource

_MARK = re.compile(r"[ \t]*(?:(?P<heading>=+[ \t]+)|(?P<item>(?:[-+]|\d+\.|/)[ \t]+))?")
_RAW = re.compile(r"(`+)(.*?)\1|\$(.*?)\$", re.S)
_SIGNS = re.compile(r"---?|\.\.\.|~")
_PRINTED = {"--": "–", "---": "—", "...": "…", "~": "\u00a0"}


def read(source: TextSource) -> Document:
    """The document of a Typst text. Never raises; nothing is run."""
    return read_with(source, {})


def read_with(source: TextSource, defined: Mapping[str, str]) -> Document:
    """The same, where other files of the document have labels: a reference to one is no citation."""
    scanner = Scanner(source, frozenset(defined))
    scanner.run()
    return scanner.sheet.document("typst", _line)


def _line(line: str) -> tuple[str, int]:
    found = _MARK.match(line)
    if not found:
        return "", 0
    return ("heading" if found["heading"] else "item" if found["item"] else ""), found.end()


def printed(text: str) -> str:
    """What a reader sees of what is no prose: code without its marks.

    >>> printed("`a_b` and $n$")
    'a_b and n'
    """
    return _RAW.sub(lambda found: found[2] or found[3] or "", text)


def words(text: str) -> str:
    """Words as Typst sets them.

    >>> words("pp. 3--4")
    'pp. 3–4'
    """
    return _SIGNS.sub(lambda found: _PRINTED[found[0]], text)


FORMAT = DocumentFormat("typst", (".typ",), read, printed=printed, words=words, read_with=read_with)
