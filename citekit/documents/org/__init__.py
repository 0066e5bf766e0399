"""Org: `[cite/t:see @a p. 3; @b]`, org-ref's `cite:a,b` and `citep:see &a p. 3;&b`, and the words between.

Syntax: the Org manual, "Citations", and "Org Syntax"; the manual of org-ref, in whose version 2 keys stand between
commas, in version 3 each behind `&`.
"""

from __future__ import annotations

import re

from citekit.documents.org.inline import Inline
from citekit.documents.org.lines import blocks, commented, lines
from citekit.documents.sheet import Sheet
from citekit.model import Document
from citekit.plugin import DocumentFormat
from citekit.source import TextSource

_MARK = re.compile(
    r"(?P<heading>\*+[ \t]+(?:(?:TODO|DONE|COMMENT|NEXT|WAITING)[ \t]+)?(?:\[\#\w\][ \t]+)?)"
    r"|(?P<item>[ \t]*(?:[-+]|\d+[.)]|[a-z][.)]|[ \t]\*)[ \t]+(?:\[[ X-]\][ \t]+)?)|(?P<cell>[ \t]*\|)|[ \t]*"
)


def read(source: TextSource) -> Document:
    """The document of an Org text. Never raises; nothing is run."""
    sheet = Sheet(source)
    left_out = [*blocks(sheet), *commented(source.text)]
    left_out += list(lines(sheet, left_out))
    for start, end in commented(source.text):
        sheet.hide(start, end)
    Inline(sheet).run(left_out)
    return sheet.document("org", _line)


def _line(line: str) -> tuple[str, int]:
    found = _MARK.match(line)
    if not found:
        return "", 0
    kind = found.lastgroup or ""
    return kind, 0 if kind == "cell" else found.end()


_SHOWN = re.compile(r"(?P<mark>[=~$])(?P<text>.+)(?P=mark)|\\\((?P<maths>.+)\\\)|\[\[(?P<target>[^\[\]]+)\]", re.S)
_SIGNS = re.compile("---?")


def printed(text: str) -> str:
    r"""What a reader sees of what is no prose: code and maths without their marks, an address.

    >>> printed("~a=b~"), printed(r"\(x\)"), printed("[[https://example.org]")
    ('a=b', 'x', 'https://example.org')
    """
    return _SHOWN.sub(lambda found: found["text"] or found["maths"] or found["target"], text)


def words(text: str) -> str:
    """Words as Org exports them.

    >>> words("pp. 3--5 --- so")
    'pp. 3–5 — so'
    """
    return _SIGNS.sub(lambda found: "–" if found[0] == "--" else "—", text)


FORMAT = DocumentFormat("org", (".org",), read, printed=printed, words=words)
