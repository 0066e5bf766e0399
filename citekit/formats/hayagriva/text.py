r"""Hayagriva's formattable strings: braces keep case, dollar signs enclose maths, a backslash escapes both."""

from __future__ import annotations

import re

from citekit.formats.bibtex.latex import simplify, stretches, to_unicode
from citekit.formats.bibtex.latex_encoding import to_tex
from citekit.model import Field

_SPECIAL = re.compile(r"[\\{}$]")
_TOKEN = re.compile(r"\\([\\{}$])|[{}$]|[^\\{}$]+|\\")


def write(field: Field) -> str:
    r"""The text of a field as a formattable string.

    >>> print(_escaped("5 $ {a}"))
    5 \$ \{a\}
    """
    if not field.tex:
        return _escaped(" ".join(field.text.split()))
    if "{" not in field.value:
        return _escaped(field.text)
    pieces = stretches(simplify(field.value))
    text = "".join(f"{{{_escaped(text)}}}" if keep else _escaped(text) for text, keep in pieces)
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


def read(text: str, *, verbatim: bool = False) -> tuple[str, str]:
    r"""The TeX and the text of a formattable string; no TeX where the text says it all.

    >>> read("The {NATO} treaty"), read(r"It costs \$5"), read("{")
    (('The {NATO} treaty', 'The NATO treaty'), ('', 'It costs $5'), ('', '{'))
    """
    if not verbatim and not _SPECIAL.search(text):
        return "", " ".join(text.split())
    pieces: list[str] = []
    open_braces = 0
    plain = True
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in ("{", "}"):
            open_braces += 1 if token == "{" else -1
            plain = False
            if open_braces < 0:
                break
            pieces.append(token)
        elif token == "$":
            plain = False
            pieces.append(token)
        else:
            pieces.append(to_tex(match[1] or token))
    if open_braces or pieces.count("$") % 2:
        # Braces and dollar signs that have no partner mean nothing.
        return "", " ".join(text.split())
    value = " ".join("".join(pieces).split())
    if verbatim and value:
        return f"{{{value}}}", to_unicode(value)
    return ("", to_unicode(value)) if plain else (value, to_unicode(value))
