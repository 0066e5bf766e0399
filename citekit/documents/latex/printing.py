r"""What LaTeX prints for a piece of its source: `40\%`, `caf\'e`, `\asean{}`, ``` ``so'' ```, `$n$`."""

from __future__ import annotations

import re
import unicodedata

from citekit.documents.latex.arguments import arguments
from citekit.documents.latex.tables import tables

_TOKEN = re.compile(
    r"""\\(?:verb|lstinline)\*?(?P<delimiter>[^\w\s*\[{])(?P<verbatim>[^\n]*?)(?P=delimiter)
    |\\(?P<accent>['`^"~=.]|[cvuHkrdbt](?![A-Za-z]))\s{0,4}(?:\{\\?(?P<braced>[A-Za-z]{1,2})\}|\\?(?P<letter>[A-Za-z]))
    |\\(?P<name>[A-Za-z@]+)\*?(?:\{\}|[ \t]+)?
    |\\(?P<escape>.)
    |\$\$?(?P<maths>[^$]+)\$\$?
    |(?P<sign>``|''|---?|[{}~`])""",
    re.X | re.S,
)
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_SIGNS = {"``": "“", "''": "”", "`": "‘", "--": "–", "---": "—", "~": " "}
_LIGATURE = re.compile("``|''|---?|`")
_ESCAPES = {"\\": " ", ",": " ", " ": " ", ";": " ", ":": " ", "\n": " "}
_WRITTEN = frozenset("&%#_$")


def words(text: str) -> str:
    """Words as LaTeX prints them, with its dashes and quotation marks.

    >>> words("``so'' it is -- pp. 3--4")
    '“so” it is – pp. 3–4'
    """
    return _LIGATURE.sub(lambda found: _SIGNS[found[0]], text)


def printed(text: str) -> str:
    r"""The text that LaTeX prints for a piece of its source that holds no comment.

    Of a command that is not known only the name is given, or its argument where it has one; a reference to another
    place is "…".

    >>> printed(r"Some 40\% of \asean{} \emph{members} in caf\'e~\ref{tab:x}, ``so''")
    'Some 40% of asean members in café …, “so”'
    """
    parts, at = [], 0
    while found := _TOKEN.search(text, at):
        parts += [text[at : found.start()], _token(found)]
        at = found.end()
        if found["name"] and found["name"].lower() in tables().wordless:
            printed_argument, at = _argument(found["name"].lower(), text, at)
            parts.append(printed_argument)
    return "".join([*parts, text[at:]])


def _token(found: re.Match[str]) -> str:
    if found["accent"]:
        letter = (found["braced"] or found["letter"]).replace("\u0131", "i")
        return unicodedata.normalize("NFC", letter[0] + _ACCENTS[found["accent"]] + letter[1:])
    if found["name"]:
        return _name(found)
    if found["maths"]:
        return printed(found["maths"])
    if found["escape"]:
        return found["escape"] if found["escape"] in _WRITTEN else _ESCAPES.get(found["escape"], "")
    return _SIGNS.get(found["sign"] or "", found["verbatim"] or "")


def _name(found: re.Match[str]) -> str:
    """What a command prints by itself, and the space after it, which LaTeX swallows after words of the writer's own."""
    known, name = tables(), found["name"]
    after = "" if found[0].endswith("{}") else found[0][len(name) + 1 :]
    if name in known.signs:
        return known.signs[name]
    told = name.lower() in known.silent or name.lower() in known.wordless
    if told or (not found[0].endswith("{}") and found.string.startswith(("{", "["), found.end())):
        return after
    return name + after


def _argument(name: str, text: str, at: int) -> tuple[str, int]:
    """What is printed for the arguments of a command that are no prose, and where they end."""
    count = tables().wordless[name]
    told: list[str] = []
    for argument in arguments(text, at, "square curly"):
        if count <= 0:
            break
        at = argument.end
        if argument.kind == "curly":
            told.append(argument.text)
            count -= 1
    if name not in tables().pointing:
        return "", at
    return ("…" if name.endswith("ref") else " ".join(told)), at
