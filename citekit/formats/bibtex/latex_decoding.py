r"""TeX to Unicode, command by command: what `latex` does with a value that has TeX in it.

The table is `latex.toml`. It is read when this module is first imported, which is when the first such value is decoded.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

from citekit.formats.bibtex.latex_marks import PROTECT, TOKEN, UNPROTECT

_TABLE = tomllib.loads(files(__package__).joinpath("latex.toml").read_text("utf-8"))
_LETTERS: dict[str, str] = _TABLE["letters"]
_SYMBOLS: dict[str, str] = {**_LETTERS, **_TABLE["symbols"]}
_ACCENTS = {name: (chr(int(code, 16)) if code else "", alone) for name, (code, alone) in _TABLE["accents"].items()}
_MARKUP = frozenset(_TABLE["markup"]["commands"])
_AROUND: dict[str, list[str]] = _TABLE["around"]
_SCRIPTS: dict[str, str] = _TABLE["scripts"]
_HIDDEN = frozenset(_TABLE["hidden"]["commands"])
_VERBATIM = frozenset(_TABLE["verbatim"]["commands"])
_CASES = {"uppercase": str.upper, "MakeUppercase": str.upper, "lowercase": str.lower, "MakeLowercase": str.lower}
_RAISED = dict(zip("0123456789+-=()ni−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ⁻", strict=True))
_LOWERED = dict(zip("0123456789+-=()−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋", strict=True))
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "!`": "¡", "?`": "¿", ",,": "„", "<<": "«", ">>": "»"}

_DOLLAR = re.compile(r"(?<!\\)\$")
_BLANKS = re.compile(r"[ \t\r\n]*")
_SPECIAL_CHARACTER = re.compile(r"\\(?:([A-Za-z]+)|(.))", re.S)
_MOST_OPEN = 40
"""Commands within each other's argument beyond which they are dropped: what they hold stays."""

Wrap = Callable[[str], str]
Wraps = tuple[Wrap, ...]
"""What to make of a text: the last first, as commands are nested."""


def decode(value: str, *, protect: bool = False) -> str:
    """The text of a value, white space as it was. `protect` keeps a mark where braces protect from changes of case."""
    return _Decoder(value, protect=protect).run()


def is_known(name: str) -> bool:
    """Is the command of that name, without its backslash, in a table?"""
    tables = (_ACCENTS, _SYMBOLS, _CASES, _MARKUP, _HIDDEN, _VERBATIM, _SCRIPTS, _AROUND)
    return name in ("(", ")") or any(name in table for table in tables)


def stands_alone(name: str) -> bool:
    """Does the command of that name mean the same whatever comes after it?"""
    return name not in _ACCENTS and name not in _CASES and (name in _SYMBOLS or name in _MARKUP)


@dataclass(slots=True)
class _Group:
    """An open brace: what is to happen when it closes."""

    after: str = ""
    """Text to put behind it."""
    wraps: Wraps = ()
    """What to make of its text, which is then collected apart; what stands before it waits in `outer`."""
    outer: list[str] | None = None
    verbatim: bool = False
    protects: bool = False


class _Decoder:
    def __init__(self, text: str, *, protect: bool) -> None:
        self.text = text
        self.protect = protect
        self.position = 0
        self.out: list[str] = []
        self.groups: list[_Group] = []
        self.pending: Wraps = ()
        """What the last commands want to do with the next group or character."""
        self.wrapping = 0
        """How many open groups collect their text apart."""
        self.protecting = False
        self.maths = False

    def run(self) -> str:
        text = self.text
        while match := TOKEN.search(text, self.position):
            if match.start() > self.position:
                self.put(text[self.position : match.start()])
            self.position = match.end()
            self.token(match)
        if self.position < len(text):
            self.put(text[self.position :])
        self.flush()
        while self.groups:
            self.close()
        return unicodedata.normalize("NFC", "".join(self.out)).replace(PROTECT + UNPROTECT, "")

    def put(self, text: str) -> None:
        """Adds text; a waiting command takes its first character."""
        if self.pending and text:
            self.out.append(self.wrapped(text[0]))
            text = text[1:]
        self.out.append(text)

    def flush(self) -> None:
        """A waiting command gets nothing."""
        if self.pending:
            self.out.append(self.wrapped(""))

    def wrapped(self, text: str) -> str:
        """What the waiting commands make of a text; none waits any more."""
        wraps, self.pending = self.pending, ()
        return _apply(wraps, text)

    def token(self, match: re.Match[str]) -> None:
        if self.groups and self.groups[-1].verbatim:
            self.verbatim(match)
        elif match[1] or match[2]:
            self.command(match[1] or match[2], match)
        elif match[4]:
            self.put(_LIGATURES[match[4]])
        else:
            self.mark(match[3])

    def verbatim(self, match: re.Match[str]) -> None:
        if match[3] == "{":
            self.groups.append(_Group(after="}", verbatim=True))
            self.out.append("{")
        elif match[3] == "}":
            self.close()
        else:
            self.out.append(match[2] if match[2] and match[2] in "%#&_~{}$" else match[0])

    def mark(self, mark: str) -> None:
        if mark == "{":
            self.open()
        elif mark == "}":
            self.flush()
            self.close()
        elif mark == "~":
            self.put("\u00a0" if self.protect else " ")
        elif mark == "$":
            self.dollar()
        elif self.maths:
            self.script(mark)
        else:
            self.put(mark)

    def dollar(self) -> None:
        if self.maths or _DOLLAR.search(self.text, self.position):
            self.flush()
            self.maths = not self.maths
        else:
            self.put("$")

    # ------------------------------------------------------------------------------------------------ groups

    def open(self) -> None:
        if self.pending:
            wraps, self.pending = self.pending, ()
            self.open_wrapped(wraps)
            return
        protects = self.protect and not self.protecting and not self.wrapping and not self.is_special_character()
        if protects:
            self.protecting = True
            self.out.append(PROTECT)
        self.groups.append(_Group(protects=protects))

    def open_wrapped(self, wraps: Wraps, *, verbatim: bool = False) -> None:
        if self.wrapping >= _MOST_OPEN:
            self.groups.append(_Group(verbatim=verbatim))
            return
        self.wrapping += 1
        self.groups.append(_Group(wraps=wraps, outer=self.out, verbatim=verbatim))
        self.out = []

    def close(self) -> None:
        if not self.groups:
            return
        group = self.groups.pop()
        if group.outer is not None:
            self.wrapping -= 1
            text = "".join(self.out)
            self.out = group.outer
            self.out.append(_apply(group.wraps, text))
        if group.protects:
            self.protecting = False
            self.out.append(UNPROTECT)
        self.out.append(group.after)

    def is_special_character(self) -> bool:
        """Is what the brace opens an accented or special letter? Such a brace protects nothing."""
        match = _SPECIAL_CHARACTER.match(self.text, self.position)
        name = (match[1] or match[2]) if match else ""
        return name in _ACCENTS or name in _LETTERS

    # ---------------------------------------------------------------------------------------------- commands

    def command(self, name: str, match: re.Match[str]) -> None:
        if name in _ACCENTS:
            self.accent(name)
        elif name in _SYMBOLS:
            self.symbol(name)
        elif name in "()":
            self.maths = name == "("
        elif name in _CASES:
            self.then(_CASES[name])
        elif name in _MARKUP:
            self.flush()
        elif match[2] or not self.text.startswith("{", self.position):
            # A backslash before no letter, or no argument: the command itself is all the text there is.
            self.put(match[0])
        else:
            self.flush()
            self.with_argument(name)

    def symbol(self, name: str) -> None:
        text = _SYMBOLS[name]
        self.out.append(self.wrapped(text) if text else "")

    def with_argument(self, name: str) -> None:
        if name in _VERBATIM:
            self.position += 1
            self.open_wrapped((self.address if name == "href" else str,), verbatim=True)
        elif name in _HIDDEN:
            self.pending = (_nothing,)
        elif name in _SCRIPTS:
            self.script(_SCRIPTS[name])
        elif name in _AROUND:
            before, after = _AROUND[name]
            self.position += 1
            self.out.append(before)
            self.groups.append(_Group(after=after))

    def address(self, address: str) -> str:
        r"""`\href{address}{text}` becomes `text (address)`."""
        if not self.text.startswith("{", self.position):
            return address
        self.pending = (lambda text: f"{text} ({address})",)
        return ""

    def accent(self, name: str) -> None:
        if self.text.startswith(" ", self.position):
            found = _BLANKS.match(self.text, self.position)
            self.position = found.end() if found else self.position
        self.then(_accent(*_ACCENTS[name]))

    def script(self, mark: str) -> None:
        self.then(_raised if mark == "^" else _lowered)

    def then(self, wrap: Wrap) -> None:
        """`wrap` waits for the next group or character; a command that waits already, for what becomes of that."""
        if len(self.pending) < _MOST_OPEN:
            self.pending = (*self.pending, wrap)


def _apply(wraps: Wraps, text: str) -> str:
    for wrap in reversed(wraps):
        text = wrap(text)
    return text


def _accent(combining: str, alone: str) -> Wrap:
    def wrap(text: str) -> str:
        if not text:
            return alone
        if not text[0].isalnum():
            return alone + text
        end = 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        base = _DOTTED.get(text[0], text[0]) + text[1:end] + combining
        return unicodedata.normalize("NFC", base) + text[end:]

    return wrap


_DOTTED = {"ı": "i", "ȷ": "j"}
"""A letter without its dot, under an accent, is that letter."""


def _nothing(text: str) -> str:
    return ""


def _raised(text: str) -> str:
    return _script(text, _RAISED, "^")


def _lowered(text: str) -> str:
    return _script(text, _LOWERED, "_")


def _script(text: str, table: dict[str, str], mark: str) -> str:
    """Raised or lowered characters where Unicode has them all, else as TeX writes them."""
    if all(character in table for character in text):
        return "".join(table[character] for character in text)
    return mark + text if len(text) == 1 else f"{mark}{{{text}}}"
