"""parse(): the text of a query to its terms in postfix order.

    author:holsti year:1990-1999 -type:article ("balance of power" OR keyword:realism)

Terms side by side must all fit; OR, AND and NOT are written in capitals, `-` before a term is NOT. AND binds closer
than OR. There is no recursion: parentheses may nest as deeply as anyone likes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from citekit.diagnostic import UsageError
from citekit.query.names import ANY, HAS
from citekit.query.terms import Has, Join, NoRange, Term, phrase, value
from citekit.source import TextSource

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<open>\()
    | (?P<close>\))
    | (?P<join>(?:AND|OR|NOT)(?![^\s()"“„]))
    | (?P<minus>-(?=[^\s)]))
    | (?P<field>[A-Za-z][A-Za-z0-9_+-]*:)(?!//)
    | ["“”„](?P<quoted>[^"“”„]*)["“”]
    | (?P<unclosed>["“”„])
    | (?P<word>[^\s()"“”„]+(?:\([^\s()"“”„]*\)[^\s()"“”„]*)*)""",
    re.X,
)
# Behind `field:` a minus and a further colon are part of the word.
_VALUE = re.compile(r"""[^\s()"“”„]+(?:\([^\s()"“”„]*\)[^\s()"“”„]*)*""")

Step = Term | Join


@dataclass(frozen=True, slots=True)
class Query:
    """A query as a program for a stack: terms put a set of works on it, joins take one or two and put one."""

    text: str
    steps: tuple[Step, ...]

    def wrong(self, at: int, length: int, message: str, hint: str = "") -> UsageError:
        """An error about a place in the query."""
        return _wrong(self.text, at, at + length, message, hint)


def parse(text: str) -> Query:
    """The query that a text says. Raises UsageError, which knows the place, when it says none."""
    if not text.strip():
        raise UsageError("the query is empty", hint='say what to look for: citekit search "author:holsti year:1995"')
    return _Parser(text).parse()


def _wrong(text: str, start: int, end: int, message: str, hint: str = "") -> UsageError:
    return UsageError(message, hint=hint, span=TextSource("query", text).span(start, end))


_STRENGTH = {Join.OR: 1, Join.AND: 2, Join.NOT: 3}


@dataclass(slots=True)
class _Open:
    """An open parenthesis: where it stands, and the field that holds within it."""

    at: int
    field: str


@dataclass(slots=True)
class _Parser:
    text: str
    steps: list[Step] = field(default_factory=list)
    waiting: list[tuple[Join, int] | _Open] = field(default_factory=list)
    """Joins whose right side is still to come, and open parentheses."""
    opened: list[_Open] = field(default_factory=list)
    """The open parentheses among them."""
    has_left: bool = False
    """Does a term or a group stand just before?"""

    def parse(self) -> Query:
        at = 0
        while at < len(self.text):
            match = _TOKEN.match(self.text, at)
            assert match is not None
            at = self.token(match)
        if not self.has_left:
            self.missing_right(len(self.text))
        while self.waiting:
            last = self.waiting.pop()
            if isinstance(last, _Open):
                raise _wrong(self.text, last.at, last.at + 1, "this parenthesis is never closed", "add `)`")
            self.steps.append(last[0])
        return Query(self.text, tuple(self.steps))

    def token(self, match: re.Match[str]) -> int:
        """Takes one token; gives the place where the next begins."""
        kind, at = match.lastgroup, match.start()
        if kind == "open":
            self.open(at, self.field())
        elif kind == "close":
            self.close(at)
        elif kind == "join":
            self.join(Join(match[0]), at)
        elif kind == "minus":
            self.join(Join.NOT, at)
        elif kind == "field":
            return self.named(match)
        elif kind == "unclosed":
            raise _wrong(self.text, at, at + 1, "this quotation mark is never closed", 'close it with `"`')
        elif kind in ("quoted", "word"):
            self.words(match, self.field())
        return match.end()

    def field(self) -> str:
        """The field that holds here: that of the parenthesis."""
        return self.opened[-1].field if self.opened else ANY

    def words(self, match: re.Match[str], name: str) -> None:
        quoted = match.lastgroup == "quoted"
        self.put_text(name, match["quoted"] if quoted else match[0], match.start(), match.end(), quoted=quoted)

    def named(self, match: re.Match[str]) -> int:
        """`field:` with what follows."""
        at, name, after = match.start(), match[0][:-1].lower(), match.end()
        if self.text[after : after + 1] == "(" and name != HAS:
            self.open(at, name, after)
            return after + 1
        found = _TOKEN.match(self.text, after)
        if found and found.lastgroup == "quoted" and name != HAS:
            self.put_text(name, found["quoted"], at, found.end(), quoted=True)
            return found.end()
        if found and found.lastgroup == "unclosed":
            return self.token(found)
        plain = _VALUE.match(self.text, after)
        if plain is None:
            hint = f"write a word behind the colon, or {name}:* for all works that have this field"
            raise _wrong(self.text, at, after, f"nothing stands behind `{match[0]}`", hint)
        if name == HAS:
            self.put(Has(plain[0].lower(), after), at)
        else:
            self.put_text(name, plain[0], at, plain.end(), quoted=False)
        return plain.end()

    def put_text(self, name: str, text: str, at: int, end: int, *, quoted: bool) -> None:
        try:
            term = phrase(name, text, at) if quoted else value(name, text, at)
        except NoRange as error:
            hint = "ranges are of numbers and dates: year:1990-1999, year:>=1990, date:1990-05..1991"
            raise _wrong(self.text, at, end, str(error), hint) from None
        if term is None:
            raise _wrong(self.text, at, end, "there is no letter and no digit here to look for", "leave it out")
        self.put(term, at)

    def put(self, term: Term, at: int) -> None:
        self.side_by_side(at)
        self.steps.append(term)
        self.has_left = True

    def side_by_side(self, at: int) -> None:
        """What begins at `at` and follows something else must fit as well."""
        if self.has_left:
            self.join(Join.AND, at)

    def open(self, at: int, name: str, bracket: int | None = None) -> None:
        self.side_by_side(at)
        self.opened.append(_Open(at if bracket is None else bracket, name))
        self.waiting.append(self.opened[-1])
        self.has_left = False

    def close(self, at: int) -> None:
        if not self.opened:
            raise _wrong(self.text, at, at + 1, "this parenthesis closes none", "leave it out, or add `(` before")
        if not self.has_left:
            self.missing_right(at)
        while not isinstance(last := self.waiting.pop(), _Open):
            self.steps.append(last[0])
        self.opened.pop()

    def join(self, join: Join, at: int) -> None:
        if join is Join.NOT:
            self.side_by_side(at)
        elif not self.has_left:
            raise _wrong(self.text, at, at + len(join), f"nothing stands before `{join}`", _JOIN_HINT.format(join))
        else:
            self.settle(join)
        self.waiting.append((join, at))
        self.has_left = False

    def settle(self, join: Join) -> None:
        """Joins that bind as closely as a new one, or closer, have all they need."""
        while self.waiting:
            last = self.waiting[-1]
            if isinstance(last, _Open) or _STRENGTH[last[0]] < _STRENGTH[join]:
                return
            self.waiting.pop()
            self.steps.append(last[0])

    def missing_right(self, at: int) -> None:
        last = self.waiting[-1] if self.waiting else None
        if last is None:
            raise UsageError("the query is empty", hint="citekit list prints all works")
        if isinstance(last, _Open):
            raise _wrong(self.text, last.at, at + 1, "there is nothing between the parentheses", "leave them out")
        join, start = last
        shown = self.text[start : start + 1] if self.text[start] == "-" else str(join)
        end = start + len(shown)
        raise _wrong(self.text, start, end, f"nothing stands behind `{shown}`", _JOIN_HINT.format(join))


_JOIN_HINT = 'write something to look for, or put the word itself in quotation marks: "{}"'
