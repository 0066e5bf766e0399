r"""Values as people type them: plain text, or TeX where they wrote TeX. Nothing is escaped that is escaped already."""

from __future__ import annotations

import re

from citekit.formats.bibtex.latex_encoding import to_tex
from citekit.formats.bibtex.recoding import lacks
from citekit.formats.bibtex.values import VERBATIM
from citekit.source import ByteSource

NO_TEX = VERBATIM | frozenset(
    "crossref entryset entrysubtype execute gender groups ids keywords langid langidopts options owner related"
    " relatedoptions relatedtype timestamp xdata xref".split()
)
"""Fields that hold no TeX: verbatim ones, and the keys, options and key words of programs (biblatex manual, section
2.2.1: the types verbatim, uri, key, entry key and option; `groups`, `owner` and `timestamp` are JabRef's)."""

_TEX = re.compile(r"\\|[{}]|--|``|''|[!?]`|\$[^$]+\$")
_BARE = re.compile(r"\\.|\$[^$]*\$|[&%#_]", re.S)


def as_tex(text: str, name: str, source: ByteSource) -> str:
    r"""The TeX of a value that a person typed for a field of a file.

    A text with a backslash, braces, maths or one of TeX's ligatures (`--`, two quotation marks) in it is taken for
    TeX, and only a bare `& % # _` in it is escaped. So the TeX of a TeX is itself. What the file's encoding lacks is
    composed: `{\l}` for ł.
    """
    if name.lower() in NO_TEX:
        return text
    tex = escaped(text)
    return to_tex(tex, tex=True, ascii=True) if lacks(source, tex) else tex


def escaped(text: str) -> str:
    r"""A typed text as TeX.

    >>> print(escaped("R&D: 50 %"), escaped(r"R\&D {DNA_1} & $x_1$"), escaped("12--15"), escaped("12–15"))
    R\&D: 50 \% R\&D {DNA\_1} \& $x_1$ 12--15 12--15
    """
    if _TEX.search(text):
        return _BARE.sub(lambda found: found[0] if len(found[0]) > 1 else f"\\{found[0]}", text)
    return to_tex(text)
