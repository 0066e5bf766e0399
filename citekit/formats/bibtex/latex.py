"""LaTeX in field values to Unicode text.

A table (`latex.toml`) and Unicode's own composition do the work, in `latex_decoding`. What is not in the table is not
thrown away: an unknown command leaves its argument, or itself where it has none. The text is gone over once, whatever
it holds, without recursion. Most values have no TeX in them and are given back nearly as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from citekit.formats.bibtex.latex_letters import with_letters
from citekit.formats.bibtex.latex_marks import MOST_DECODED, PROTECT, TOKEN, UNPROTECT

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_GAP = re.compile(r"\s")
_PIECE = 1 << 16
"""Characters."""
_LONGEST_KEPT = 4000
"""Characters of a value whose text is remembered for the next time it is asked for."""


def to_unicode(value: str) -> str:
    r"""The text of a field value: Unicode, without braces, white space single.

    >>> to_unicode(r"{\'E}cole d'{\'e}t{\'e}: 10--20\,\%")
    "École d'été: 10–20 %"
    """
    if has_tex(value) and not is_left(value):
        simple = with_letters(value) if "\\" in value else value
        if "\\" in simple or "$" in simple:
            return _kept(value) if len(value) <= _LONGEST_KEPT else _decoded(value)
        value = _without_signs(simple)
    if not value.isascii():
        value = unicodedata.normalize("NFC", value)
    return single_spaced(value)


def is_left(value: str) -> bool:
    """Is its TeX left as it is, since there is too much of it?"""
    return len(value) > MOST_DECODED and ("\\" in value or "$" in value)


def _without_signs(value: str) -> str:
    """A value without commands and maths: its ligatures made, its ties spaces, its braces gone."""
    if "--" in value:
        value = value.replace("---", "—").replace("--", "–")
    if "`" in value:
        value = value.replace("!`", "¡").replace("?`", "¿").replace("``", "“")
    # Braces go last: in `-{}-` they are there to part the two.
    return value.replace("''", "”").replace("~", " ").replace("{", "").replace("}", "")


def single_spaced(value: str) -> str:
    """Words with one space between them. A value of millions of words is taken in pieces: each word is an object."""
    # The one white space that is printable is the space.
    if value.isprintable() and "  " not in value and value[:1] != " " and value[-1:] != " ":
        return value
    value = value.strip()
    if value.isprintable() and "  " not in value:
        return value
    if len(value) < _PIECE:
        return " ".join(value.split())
    pieces, at = [], 0
    while at < len(value):
        gap = _GAP.search(value, at + _PIECE)
        end = gap.start() if gap else len(value)
        pieces.append(" ".join(value[at:end].split()))
        at = end
    return " ".join(filter(None, pieces))


def has_tex(value: str) -> bool:
    """Might a value not be its own text?"""
    # Each of these is a quick search in memory; one pattern for all of them would go from character to character.
    return (
        "\\" in value
        or "{" in value
        or "}" in value
        or "~" in value
        or "--" in value
        or "$" in value
        or "''" in value
        or ("`" in value and ("``" in value or "!`" in value or "?`" in value))
    )


def _decoded(value: str) -> str:
    return " ".join(_decode(value, protect=False).split())


_kept = lru_cache(maxsize=4096)(_decoded)


def _decode(value: str, *, protect: bool) -> str:
    if is_left(value):
        return unicodedata.normalize("NFC", value)
    from citekit.formats.bibtex.latex_decoding import decode  # its table is read for the first value with TeX in it

    return decode(value, protect=protect)


def simplify(value: str) -> str:
    r"""The same text as the plainest TeX: Unicode letters, no commands, only braces that protect from changes of case.

    pybtex's `Text.from_latex` makes of it just the text that `to_unicode` gives. It has no way to say a brace that is
    to be printed; such a one is written as LITERAL_OPEN or LITERAL_CLOSE.

    >>> simplify(r"{DNA} \& {\'e}t{\'e}")
    '{DNA} \\& été'
    """
    if has_tex(value):
        value = _decode(value, protect=True)
    elif not value.isascii():
        value = unicodedata.normalize("NFC", value)
    return as_tex(_SPACES.sub(" ", value).strip(" "))


def as_tex(text: str) -> str:
    r"""Text that is no TeX, written as `simplify` does: `&` becomes `\&`."""
    return text.translate(_AS_TEX)


def unknown_commands(value: str) -> tuple[str, ...]:
    r"""The commands in a value that are in no table, each once: their arguments are kept, they themselves say nothing.

    >>> unknown_commands(r"\textbf{The} \acme{good} \'Ecole \TUB")
    ('acme', 'TUB')
    """
    from citekit.formats.bibtex.latex_decoding import is_known

    names = (match[1] or match[2] or "" for match in TOKEN.finditer(value))
    return tuple(dict.fromkeys(name for name in names if name and not is_known(name)))


LITERAL_OPEN, LITERAL_CLOSE = "\u2774", "\u2775"
"""Stand for braces that are to be printed, where pybtex would take a brace for a group."""

_AS_TEX = str.maketrans(
    {
        PROTECT: "{", UNPROTECT: "}", "{": LITERAL_OPEN, "}": LITERAL_CLOSE, "\\": "\\textbackslash{}",
        "~": "\\textasciitilde{}", "%": "\\%", "&": "\\&", "#": "\\#", "_": "\\_",
    }
)  # fmt: skip


_BRACE = re.compile(r"[{}]")
_BACKSLASH, _TILDE = "\\textbackslash{}", "\\textasciitilde{}"
_FROM_TEX = str.maketrans({PROTECT: "\\", UNPROTECT: "~", LITERAL_OPEN: "{", LITERAL_CLOSE: "}", "\\": None})


def stretches(simple: str) -> Iterator[tuple[str, bool]]:
    r"""The text that `simplify` wrote as TeX, in stretches, and whether each is protected from changes of case.

    >>> list(stretches(r"{DNA} \& RNA"))
    [('DNA', True), (' & RNA', False)]
    """
    # Whole texts are replaced, not sign after sign: a title may be a file of backslashes.
    simple = simple.replace(_BACKSLASH, PROTECT).replace(_TILDE, UNPROTECT)
    depth = done = 0
    for match in _BRACE.finditer(simple):
        if match.start() > done:
            yield simple[done : match.start()].translate(_FROM_TEX), depth > 0
        done = match.end()
        depth = max(depth + (1 if match[0] == "{" else -1), 0)
    if done < len(simple):
        yield simple[done:].translate(_FROM_TEX), depth > 0
