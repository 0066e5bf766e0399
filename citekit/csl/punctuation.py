"""The last pass over rendered output: quotation marks, punctuation that meets, and spaces that meet.

Specification, "Quotes" and "Locale Options" (punctuation-in-quote). Where two pieces of output meet, punctuation is
not doubled: a table says what remains of every pair. Text inside one piece is never touched.
"""

from collections.abc import Sequence

from citekit.csl.locale import Locale
from citekit.csl.output import STRAIGHT_SINGLE, Node, Span, Text

# What remains where a piece ends with the first character and the next begins with the second.
_KEEP_FIRST = {":.", ";.", "!.", "?.", "::", ";:", "!:", "?:", "..", ";;", "!!", "??", ",,"}
_KEEP_SECOND = {":!", ";!", ":?", ";?"}
_ASKED = {"!:", "?:"}
"""A colon behind a quoted question is kept."""
_MOVES_INTO_QUOTES = ".,!?"
_PUNCTUATION = frozenset(":.;!?,")


class Marks:
    """The quotation marks of a locale, and where punctuation goes beside them."""

    __slots__ = ("inner", "inside", "outer")

    def __init__(self, locale: Locale) -> None:
        self.outer = (_mark(locale, "open-quote", "\u201c"), _mark(locale, "close-quote", "\u201d"))
        self.inner = (_mark(locale, "open-inner-quote", "\u2018"), _mark(locale, "close-inner-quote", "\u2019"))
        self.inside = locale.option("punctuation-in-quote")

    def around(self, typed: str, depth: int, outside: tuple[str, str]) -> tuple[str, str]:
        """Give the marks around a quotation at a depth: outer and inner ones by turns, and others than `outside` it.

        Marks that were typed as such stay what they are, unless they are inside of others and the locale has them.
        """
        kept = typed != STRAIGHT_SINGLE and (not depth or typed not in ("".join(self.outer), "".join(self.inner)))
        if typed and kept:
            return (typed[0], typed[1])
        inner = depth % 2 == 1
        if outside == (self.inner if inner else self.outer):
            inner = not inner
        return self.inner if inner else self.outer


def _mark(locale: Locale, name: str, default: str) -> str:
    """Give a quotation mark as it is written in the style or locale, straight ones as well."""
    term = locale.find(name)
    return term.single if term is not None and term.single else default


def settle(nodes: Sequence[Node], marks: Marks) -> None:
    """Put quotation marks in, move punctuation into them, and settle what meets where pieces meet, in place."""
    settling = _Settling(marks)
    settling.open_quotes(nodes, 0, ("", ""))
    settling.join_pieces()


class _Settling:
    """One pass: the pieces of text in order, those that are settled, and what each closing quotation mark closes."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.pieces: list[Text] = []
        self.done: list[Text] = []
        self.closes: dict[Text, list[Node]] = {}

    def open_quotes(self, nodes: Sequence[Node], depth: int, outside: tuple[str, str]) -> None:
        """Put quotation marks around quoted spans, outer and inner by turns, and list the texts in order."""
        for node in nodes:
            if isinstance(node, Text):
                if node.text:
                    self.pieces.append(node)
            elif node.quoted:
                self._open_quote(node, depth, outside)
            else:
                self.open_quotes(node.children, depth, outside)

    def _open_quote(self, span: Span, depth: int, outside: tuple[str, str]) -> None:
        opening, closing = marks = self.marks.around(span.kind, depth, outside)
        first, last = Text(opening, kind="open"), Text(closing, kind="close")
        self.pieces.append(first)
        self.open_quotes(span.children, depth + 1, marks)
        self.pieces.append(last)
        # The marks stand outside of the formatting, and what moves into the quotation inside of it.
        content = Span(span.children, span.format)
        span.children = [first, content, last] if span.format else [first, *span.children, last]
        self.closes[last] = content.children if span.format else span.children
        span.format, span.quoted = (), False

    def join_pieces(self) -> None:
        """Settle each piece with what stands before it."""
        for piece in self.pieces:
            if self.done and piece.kind not in ("close", "inner"):
                self._join(piece)
            if piece.text:
                self.done.append(piece)

    def _join(self, piece: Text) -> None:
        if self.done[-1].text[-1] == " " and piece.text[0] == " ":
            piece.text = piece.text.lstrip(" ")
        while piece.text and piece.text[0] in _PUNCTUATION and self._meet(piece):
            pass

    def _meet(self, piece: Text) -> bool:
        """Settle the punctuation a piece begins with against what stands before it; say whether anything changed.

        Closing quotation marks are looked through: punctuation goes inside them where the locale says so.
        """
        done = self.done
        place = len(done) - 1
        while place >= 0 and done[place].kind == "close":
            place -= 1
        if place < 0:
            return False
        content, quoted = done[place], place < len(done) - 1
        pair = content.text[-1] + piece.text[0]
        if pair in _KEEP_FIRST and not (quoted and pair in _ASKED and content.kind != "affix"):
            piece.text = piece.text[1:]
        elif pair in _KEEP_SECOND and not quoted:
            content.text = content.text[:-1]
            if not content.text:
                del done[place]
                return bool(done)
        elif quoted and pair == ",." and content.text == "," and self.marks.inside and piece is self.pieces[-1]:
            # The full stop of the whole goes before the comma that sets the quotation off, as in the reference.
            content.text, piece.text = ".,", piece.text[1:]
        elif quoted and self.marks.inside and pair[1] in _MOVES_INTO_QUOTES:
            done.insert(place + 1, self._put_inside(done[place + 1], pair[1]))
            piece.text = piece.text[1:]
        else:
            return False
        return True

    def _put_inside(self, mark: Text, punctuation: str) -> Text:
        """Put punctuation right before a closing mark and give the piece it is."""
        piece = Text(punctuation, kind="affix")
        children = self.closes[mark]
        children.insert(len(children) - 1 if children[-1] is mark else len(children), piece)
        return piece
