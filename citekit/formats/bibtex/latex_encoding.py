r"""Unicode text to LaTeX, the way back from `latex`.

What is special in TeX is escaped. Other characters stay as they are, since LaTeX and biber have read UTF-8 for years;
for programs that have not (BibTeX sees bytes), `ascii=True` composes: `é` becomes `{\'e}`. Such a brace that opens with
a backslash is one letter to BibTeX when it sorts, abbreviates and changes case (btxdoc, section 4). A character with no
LaTeX form stays in either way. `latex.to_unicode` reads what is written here back to the same text.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import groupby

from citekit.formats.bibtex.latex_marks import PROTECT, UNPROTECT

_TABLE = tomllib.loads(files(__package__).joinpath("latex_encoding.toml").read_text("utf-8"))
_ACCENTS = {chr(int(code, 16)): f"\\{name}" for code, name in _TABLE["accents"].items()}
_LETTERS = {letter: f"\\{name}" for letter, name in _TABLE["letters"].items()}
_MATHS = {sign: name if name[0] in "^_" else f"\\{name}" for sign, name in _TABLE["maths"].items()}
_MARKS: dict[str, str] = _TABLE["marks"]
_PLAIN = {
    **{sign: f"\\{name}" for sign, name in _TABLE["special"].items()},
    **{sign: _MARKS[sign] for sign in "–—\u00a0"},
    PROTECT: "{",
    UNPROTECT: "}",
}
"""What is written so even where Unicode may stay."""
_COMPOSED = {
    **{sign: f"${name}$" for sign, name in _MATHS.items()},
    **{letter: f"{{{name}}}" for letter, name in _LETTERS.items()},
    **{sign: f"{{\\{name}}}" for sign, name in _TABLE["text"].items()},
    **_MARKS,
}

_MARK = re.compile(f"[{PROTECT}{UNPROTECT}]")
_SPECIAL = re.compile("[" + re.escape("".join(_PLAIN)) + "]")
_FOREIGN = re.compile(r"[^\x00-\x7f]|[\x00-\x7f][\u0300-\u036f]")
_CHARACTER = re.compile(r".[\u0300-\u036f]*", re.S)
_TEX = re.compile(
    r"""\\(?:[A-Za-z]+|.)?|\$|[^\x00-\x7f][\u0300-\u036f]*|[\x00-\x7f][\u0300-\u036f]+
    |[\x00-\#%-\[\]-\x7f]+?(?=[\\$]|[^\x00-\x7f]|[\x00-\x7f][\u0300-\u036f]|\Z)""",
    re.S | re.X,
)
"""A command, a dollar, a letter that is to be composed, or a stretch of what stays."""
_LIGATURES = frozenset({"--", "``", "''", "!`", "?`"})
_ON_DOTTED_I = frozenset("`'^\"")
_HORN = "\u031b"
_BELOW = frozenset("dckb") | {"textcommabelow"}


@lru_cache(maxsize=4096)
def to_tex(text: str, *, ascii: bool = False, tex: bool = False) -> str:
    r"""A text as TeX.

    `ascii` composes letters and signs of ASCII characters where LaTeX can. `tex` says that the text is TeX already:
    then nothing is escaped, and `ascii` alone has an effect.

    >>> print(to_tex("50 % of Łódź & more"), to_tex("Łódź", ascii=True), to_tex(r"\'Ecole \& é", tex=True, ascii=True))
    50 \% of Łódź \& more {\L}{\'o}d{\'z} \'Ecole \& {\'e}
    """
    if tex and (not ascii or text.isascii()):
        return text
    text = unicodedata.normalize("NFC", text)
    if not _paired(text):
        # Someone else's: they are no characters, and would become braces without a partner.
        text = text.translate({ord(PROTECT): None, ord(UNPROTECT): None})
    if tex:
        return _joined(_recomposed(text))
    if not _SPECIAL.search(text) and not (ascii and _FOREIGN.search(text)) and not _has_ligature(text):
        return text
    return _joined(_character(match[0], ascii) for match in _CHARACTER.finditer(text))


def _paired(text: str) -> bool:
    """Are the marks of protected words in pairs, none within another?"""
    marks = _MARK.findall(text)
    return not marks or (marks[::2] == [PROTECT] * (len(marks) // 2) and marks[1::2] == [UNPROTECT] * (len(marks) // 2))


def _has_ligature(text: str) -> bool:
    return any(ligature in text for ligature in _LIGATURES)


def _character(character: str, ascii: bool) -> str:
    """One letter with its accents, or one sign."""
    if character[0] in _PLAIN:
        return _PLAIN[character[0]] + character[1:]
    if not ascii or character.isascii():
        return character
    return _COMPOSED.get(character) or _accented(character) or character


def _accented(character: str) -> str:
    """A letter with its accents taken apart; empty where LaTeX has not all of them."""
    parts = unicodedata.normalize("NFD", character)
    letter, accents = parts[:1], parts[1:]
    if accents.startswith(_HORN):
        # A letter with a horn is a letter of its own in LaTeX.
        letter, accents = unicodedata.normalize("NFC", letter + _HORN), accents[1:]
    if not accents or not letter.isalpha() or not (letter.isascii() or letter in _LETTERS) or letter in "ıȷ":
        return ""
    if not all(accent in _ACCENTS for accent in accents):
        return ""
    names = [_ACCENTS[accent] for accent in accents]
    written = _dotless(letter, names) or _LETTERS.get(letter, letter)
    for name in names:
        # A sign takes the next letter or command; a name needs braces to end it.
        bare = not name[1:].isalpha() and (len(written) == 1 or written.startswith("\\i") or written in ("\\ae", "\\o"))
        written = f"{name}{written}" if bare else f"{name}{{{written}}}"
    return f"{{{written}}}"


def _dotless(letter: str, names: list[str]) -> str:
    """The letter without its dot, under an accent that takes the dot's place."""
    first = names[0].removeprefix("\\")
    if letter not in "ij" or first in _BELOW or (letter == "i" and first in _ON_DOTTED_I):
        return ""
    return f"\\{letter}"


def _recomposed(text: str) -> Iterator[str]:
    """The pieces of TeX with its letters composed; what stays is one piece up to the next that changes."""
    for stays, pieces in groupby(_compared(text), key=lambda pair: pair[0] == pair[1]):
        if stays:
            yield "".join(old for old, _ in pieces)
        else:
            yield from (new for _, new in pieces)


def _compared(text: str) -> Iterator[tuple[str, str]]:
    """Each piece and what becomes of it; commands stay, and in maths a sign needs no dollars."""
    maths = False
    for match in _TEX.finditer(text):
        piece = match[0]
        maths ^= piece == "$"
        if piece.isascii() or piece[0] == "\\":
            yield piece, piece
        elif maths:
            yield piece, _in_maths(piece)
        else:
            yield piece, _COMPOSED.get(piece) or _accented(piece) or piece


def _in_maths(sign: str) -> str:
    if sign in _MATHS:
        return f"{{{_MATHS[sign]}}}"
    composed = _COMPOSED.get(sign, "") or _accented(sign)
    return f"{{\\mbox{{{composed}}}}}" if composed and sign not in _MARKS else sign


def _joined(pieces: Iterable[str]) -> str:
    """Pieces put together, with `{}` where two would make a third sign of TeX's: `-` and `-`."""
    out: list[str] = []
    last = ""
    for piece in pieces:
        if last + piece[:1] in _LIGATURES:
            out.append("{}")
        out.append(piece)
        last = piece[-1:]
    return "".join(out)
