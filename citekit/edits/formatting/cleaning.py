r"""What values say, put in its usual form: `jan`, `12--15`, a DOI without its address, `\&`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from citekit.dates import MONTHS
from citekit.edits.formatting.sheet import Part
from citekit.edits.formatting.style import HouseStyle
from citekit.edits.formatting.values import inside
from citekit.formats.bibtex.typed import NO_TEX

_MACROS = {name.lower(): name[:3].lower() for name in MONTHS}
_MACROS |= {name[:3].lower(): name[:3].lower() for name in MONTHS} | {"sept": "sep"}
_MACROS |= {str(number): name[:3].lower() for number, name in enumerate(MONTHS, 1)}
_DOI = re.compile(r"\s*(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)(10\.[^\s{}]+)\s*", re.I)
_PAGES = re.compile(
    r"(\s*)([A-Za-z]{0,3}[0-9]+|[ivxlcdmIVXLCDM]+)\s*(?:-{1,3}|[–—‒])\s*([A-Za-z]{0,3}[0-9]+|[ivxlcdmIVXLCDM]+)(\s*)"
)


def cleaned(field: Part, style: HouseStyle) -> Part:
    """The field with its value in the form that the style asks for."""
    name = field.name.lower()
    if style.months and name == "month":
        field = field._replace(value=_month(field.value))
    if style.doi and name == "doi":
        field = field._replace(value=_inner(_doi)(field.value))
    if style.page_dashes and name == "pages":
        field = field._replace(value=_inner(_pages)(field.value))
    if (style.escape or style.escape_ampersands) and name not in NO_TEX:
        signs = "&%#_" if style.escape else "&"
        field = field._replace(value=_inner(lambda tex: escaped(tex, signs))(field.value))
    return field


def _inner(change: Callable[[str], str]) -> Callable[[str], str]:
    """The same on what a value that is one piece in braces or quotes has inside."""

    def changed(value: str) -> str:
        tex = inside(value)
        return value if tex is None else f"{value[0]}{change(tex)}{value[-1]}"

    return changed


def _month(value: str) -> str:
    """The short name of a month, which BibTeX's styles and biblatex know, in place of its name or number."""
    tex = inside(value)
    word = (value if tex is None else tex).strip().rstrip(".").lower()
    if tex is None and not (word.isascii() and word.isdecimal()):
        return value
    return _MACROS.get(word.lstrip("0") if word.isdecimal() else word, value)


def _doi(tex: str) -> str:
    found = _DOI.fullmatch(tex)
    return found[1] if found else tex


def _pages(tex: str) -> str:
    """Two pages with what TeX makes a dash of between them; what is not surely a range of pages stays."""
    return ",".join(_PAGES.sub(r"\1\2--\3\4", part) if _PAGES.fullmatch(part) else part for part in tex.split(","))


# ------------------------------------------------------------------------------------------------------- escaping

_TEX = re.compile(
    r"""\\(?P<verbatim>url|path|href|nolinkurl|cite[a-z]*|[a-z]*cite[a-z]*|ref|label|input|includegraphics)(?![A-Za-z])
    |\\[A-Za-z]+|\\.|\\\Z|\$\$|\$|(?P<sign>[&%\#_])""",
    re.X | re.S,
)
_MATHS = frozenset(["$", "$$", "\\(", "\\)", "\\[", "\\]"])
_SPACE_AND_BRACE = re.compile(r"\s*(?:\[[^\[\]{}]*\]\s*)?\{")
_BRACES = re.compile(r"\\.|[{}]", re.S)
_ADDRESS = re.compile(r"(?:https?://|www\.|10\.[0-9]{4,9}/)[^\s{}]+", re.I)


def escaped(tex: str, signs: str) -> str:
    r"""A TeX value in which signs that are special in TeX are escaped where they are meant as signs.

    What is escaped already, maths, the addresses and keys in `\url{…}` and `\cite{…}` and whole tables stay.

    >>> print(escaped(r"R\&D & $a_1 & b$ \url{http://a/?b&c}", "&"))
    R\&D \& $a_1 & b$ \url{http://a/?b&c}
    """
    if "\\begin" in tex or not any(sign in tex for sign in signs):
        return tex
    # What is in an address is blanked, so that its signs are not found; the offsets stay.
    plain = _ADDRESS.sub(lambda place: "x" * len(place[0]), tex)
    found = [at for at in _bare(tex) if tex[at] in signs and plain[at] == tex[at]]
    parts, done = [], 0
    for at in found:
        parts += [tex[done:at], "\\"]
        done = at
    return "".join([*parts, tex[done:]])


def _bare(tex: str) -> Iterator[int]:
    """Where special signs stand that are neither escaped nor in maths nor in an address."""
    position, maths = 0, False
    while found := _TEX.search(tex, position):
        position = found.end()
        if found["verbatim"]:
            position = _after_group(tex, position)
        elif found[0] in _MATHS:
            maths = not maths if found[0][0] == "$" else found[0] in ("\\(", "\\[")
        elif found["sign"] and not maths:
            yield found.start()


def _after_group(tex: str, position: int) -> int:
    """Just after the group that follows; where none does, the same place."""
    opened = _SPACE_AND_BRACE.match(tex, position)
    if opened is None:
        return position
    depth = 1
    for brace in _BRACES.finditer(tex, opened.end()):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not depth:
            return brace.end()
    return len(tex)
