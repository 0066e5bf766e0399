"""Reads an entry that is not well formed: keeps every field it can and says what is wrong, and where.

Braces are counted as BibTeX counts them, a backslash before one making no difference. Only when that leaves the
entry open is it read again, first taking `\\{` and `\\}` for characters, then letting every value end at latest where
the next line begins a field. Each reading goes over the entry once.
"""

from __future__ import annotations

import re

from citekit.diagnostic import Problem
from citekit.formats.bibtex.blocks import Block, Fault, Kind, Place, RawField
from citekit.formats.bibtex.braces import BRACES, BRACES_AND_QUOTES, BRACES_NOT_ESCAPED, closing_brace, stripped_end
from citekit.formats.bibtex.problems import (
    JUNK_IN_ENTRY,
    MISSING_COMMA,
    MISSING_VALUE,
    UNCLOSED_ENTRY,
    UNCLOSED_VALUE,
)
from citekit.formats.bibtex.recovery_patterns import (
    BARE_WORD,
    CUT_LINE,
    ESCAPED_BRACE,
    FIELD_FOLLOWS,
    FIELD_NAME,
    FIELD_NOT_KEY,
    JUNK_END,
    KEY,
    KEY_WITH_SPACES,
    LINE,
    NAME_AHEAD,
    NAME_LINE,
    ODD_KEY,
    SPACE,
    SPACE_AND_COMMAS,
    UNQUOTED,
)
from citekit.messages import Message, say

MOST_ITEMS = 10_000
"""Fields and faults of one entry, and pieces of one value, after which the rest of the entry is left as it is."""

_SHOWN = 400
"""Bytes of a piece that are looked at to show the beginning of it."""

_EQUALS, _COMMA, _HASH, _OPEN, _CLOSE, _QUOTE, _PERCENT = b'=,#{}"%'


def recover(data: bytes, match: re.Match[bytes], limit: int) -> Block:
    """The entry that begins at `match` (of `patterns.START`) and ends at `limit` at latest."""
    reading = _best(data, match, limit, with_key=True)
    return Block(
        Kind.ENTRY,
        match.start(),
        reading.position,
        Place(*match.span(1)),
        reading.key,
        Place(match.end(), reading.position),
        tuple(reading.fields),
        tuple(reading.faults),
    )


def recover_string(data: bytes, match: re.Match[bytes], limit: int) -> Block:
    """The `@string` that begins at `match`; its definitions are its fields."""
    reading = _best(data, match, limit, with_key=False)
    return Block(
        Kind.STRING,
        match.start(),
        reading.position,
        Place(*match.span(1)),
        fields=tuple(reading.fields),
        faults=tuple(reading.faults),
    )


def unclosed(kind: Kind, match: re.Match[bytes]) -> Fault:
    """What is said of a `@comment` or `@preamble` without an end."""
    message = say("the @{kind} is never closed", kind=kind)
    return Fault(UNCLOSED_ENTRY, Place(match.start(), match.end()), message, say("add its closing brace"))


def _best(data: bytes, match: re.Match[bytes], limit: int, *, with_key: bool) -> _Reading:
    """The first way of reading under which the entry closes; else the last."""
    reading = _Reading(data, match, limit)
    reading.read(with_key)
    if reading.complete and not reading.faults:
        return reading
    if escape := ESCAPED_BRACE.search(data, match.end(), limit):
        other = _Reading(data, match, limit, braces=BRACES_NOT_ESCAPED)
        other.read(with_key)
        if other.complete and not other.faults:
            other.say_escaped(Place(*escape.span()))
            return other
    if reading.complete:
        return reading
    reading = _Reading(data, match, limit, by_lines=True)
    reading.read(with_key)
    return reading


class _Reading:
    """One go over an entry. `position` only ever moves forward."""

    def __init__(
        self,
        data: bytes,
        match: re.Match[bytes],
        limit: int,
        *,
        braces: re.Pattern[bytes] = BRACES,
        by_lines: bool = False,
    ) -> None:
        self.data = data
        self.start = match.start()
        self.opened = Place(match.start(), match.end())
        self.closer = _CLOSE if match[2] == b"{" else ord(")")
        self.position = match.end()
        self.limit = limit
        self.braces = braces
        self.by_lines = by_lines
        self.key = Place(match.end(), match.end())
        self.fields: list[RawField] = []
        self.faults: list[Fault] = []
        self.complete = False
        self.name_line = -1
        self.noun = "field"

    # ------------------------------------------------------------------------------------------ small steps

    @property
    def byte(self) -> int:
        """The byte at hand; -1 at the limit."""
        return self.data[self.position] if self.position < self.limit else -1

    def skip(self, pattern: re.Pattern[bytes]) -> Place:
        """Moves behind what the pattern matches here; gives its place, empty when it does not."""
        found = pattern.match(self.data, self.position, self.limit)
        start, self.position = self.position, found.end() if found else self.position
        return Place(start, self.position)

    @property
    def said_noun(self) -> Message:
        """What the block is made of, for a message."""
        return say("field") if self.noun == "field" else say("string")

    def text(self, place: Place) -> str:
        """A piece for a message: short, on one line."""
        shown = self.data[place.start : min(place.end, place.start + _SHOWN)]
        text = " ".join(shown.decode("utf-8", "backslashreplace").split())
        return text if len(text) <= 30 else f"{text[:29]}…"

    def fault(self, problem: Problem, place: Place, message: str, hint: str) -> None:
        self.faults.append(Fault(problem, place, message, hint))

    # --------------------------------------------------------------------------------------------- the entry

    def read(self, with_key: bool) -> None:
        self.noun = "field" if with_key else "string"
        if with_key:
            self.read_key()
        while self.read_item():
            if len(self.fields) + len(self.faults) >= MOST_ITEMS:
                self.leave_rest()
                return

    def read_item(self) -> bool:
        """One field, comma, remark or piece of junk; False at the end of the entry."""
        parted = self.skip_commas()
        byte = self.byte
        if byte < 0:
            self.unclosed()
            return False
        if byte == self.closer:
            return self.read_closer()
        if byte == _PERCENT:
            self.read_remark()
            return True
        name = self.skip(FIELD_NAME)
        if name.start == name.end or not (parted or NAME_AHEAD.match(self.data, name.start, self.limit)):
            self.read_junk(name.start)
            return True
        return self.read_field(name)

    def leave_rest(self) -> None:
        """The rest of an entry that has more than anybody reads, to its closing brace or to the limit."""
        start = self.position
        end = closing_brace(self.data, self.opened.end - 1, self.limit) if self.closer == _CLOSE else -1
        self.complete = True
        self.position = end if end > start else stripped_end(self.data, start, self.limit)
        message = say(
            "the entry has more than {most_items:,} fields or strings and faults; the rest of it was not read",
            most_items=MOST_ITEMS,
        )
        hint = say("look whether the file is damaged here; what was not read stays in the file")
        self.fault(UNCLOSED_ENTRY, Place(start, min(start + 1, self.limit)), message, hint)

    def skip_commas(self) -> bool:
        """Was there a comma, or is this the start of the entry?"""
        # A comma after each field is as it should be; `,,` harms nobody but BibTeX.
        place = self.skip(SPACE_AND_COMMAS)
        first = self.data.find(b",", place.start, place.end)
        second = self.data.find(b",", first + 1, place.end) if first >= 0 else -1
        if second >= 0:
            hint = say("delete one of them")
            self.fault(JUNK_IN_ENTRY, Place(second, second + 1), say("two commas with no field between them"), hint)
        return first >= 0 or not self.fields

    def read_closer(self) -> bool:
        place = Place(self.position, self.position + 1)
        self.position += 1
        if FIELD_FOLLOWS.match(self.data, self.position, self.limit):
            message = say("the entry is closed here, but a field follows")
            self.fault(JUNK_IN_ENTRY, place, message, say("delete this closing brace if it is one too many"))
            return True
        self.complete = True
        return False

    def unclosed(self) -> None:
        """The limit was reached. The white space before the next entry is left to what stands between."""
        end = stripped_end(self.data, self.start, self.position)
        self.position = max(end, self.fields[-1].value.end) if self.fields else end
        last = self.faults[-1] if self.faults else None
        if last and last.problem is UNCLOSED_VALUE and not self.fields[-1].closed:
            return
        closer = chr(self.closer)
        what = say("entry") if self.noun == "field" else "@string"
        message = say("the {what} is never closed: its `{closer}` is missing", what=what, closer=closer)
        self.fault(
            UNCLOSED_ENTRY,
            self.opened,
            message,
            say("add `{closer}` after its last {noun}", closer=closer, noun=self.said_noun),
        )

    # ----------------------------------------------------------------------------------------------- the key

    def read_key(self) -> None:
        self.skip(SPACE)
        start = self.position
        if FIELD_NOT_KEY.match(self.data, start, self.limit):
            return
        key = self.skip(KEY)
        after = self.skip(SPACE).end
        if self.byte in (_COMMA, self.closer, -1):
            self.key = key if key.end > key.start else self.key
            return
        self.position = start
        if (odd := self.skip(ODD_KEY)).end > start or (odd := self.skip(KEY_WITH_SPACES)).end > start:
            self.odd_key(odd)
        elif key.end > key.start and FIELD_NAME.match(self.data, after, self.limit):
            self.position = key.end
            self.key = key
            self.missing_comma(key, say("the key"))

    def odd_key(self, place: Place) -> None:
        """A key that BibTeX does not take, up to its comma."""
        end = stripped_end(self.data, place.start, place.end)
        self.key = Place(place.start, end)
        if b" " in self.data[place.start : end]:
            hint = say("write the key without spaces, here and where it is cited")
            self.fault(
                JUNK_IN_ENTRY, self.key, say("the key `{text}` has a space in it", text=self.text(self.key)), hint
            )

    def missing_comma(self, before: Place, what: str) -> None:
        place = Place(before.end, before.end)
        self.fault(MISSING_COMMA, place, say("there is no comma after {what}", what=what), say("add the comma"))

    # ----------------------------------------------------------------------------------------------- a field

    def read_field(self, name: Place) -> bool:
        self.skip(SPACE)
        if self.byte == _EQUALS:
            self.position += 1
        elif self.byte in (_OPEN, _QUOTE):
            message = say("there is no `=` after `{text}`", text=self.text(name))
            self.fault(JUNK_IN_ENTRY, name, message, say("add `=` between the field and its value"))
        elif self.byte in (_COMMA, self.closer):
            self.no_value(name)
            return True
        else:
            self.read_junk(name.start)
            return True
        return self.read_value(name)

    def no_value(self, name: Place) -> None:
        message = say("the {noun} `{text}` has no value", noun=self.said_noun, text=self.text(name))
        self.fault(MISSING_VALUE, name, message, say("give it a value, or delete the {noun}", noun=self.said_noun))

    def read_value(self, name: Place) -> bool:
        """Pieces joined by `#`. False when a piece is not closed and another way of reading must be tried."""
        self.skip(SPACE)
        start = self.position
        end = start
        pieces = 0
        while True:
            piece = self.position
            if not self.read_piece():
                return self.cut_value(name, start)
            if self.position == piece:
                self.no_value(name)
                break
            pieces += 1
            if pieces > MOST_ITEMS:
                return self.too_many_pieces(name)
            end = stripped_end(self.data, piece, self.position)
            self.skip(SPACE)
            if self.byte != _HASH:
                break
            self.position += 1
            self.skip(SPACE)
        if end > start:
            whole = pieces == 1 and self.data[start] in (_OPEN, _QUOTE)
            self.fields.append(RawField(name, Place(start, end), whole=whole))
            return self.after_value(name, Place(start, end))
        return True

    def too_many_pieces(self, name: Place) -> bool:
        message = say(
            "the value of `{text}` is joined from more than {most_items:,} pieces and was not read",
            text=self.text(name),
            most_items=MOST_ITEMS,
        )
        self.fault(MISSING_VALUE, name, message, say("write the text out, in one pair of braces"))
        self.leave_rest()
        return False

    def after_value(self, name: Place, value: Place) -> bool:
        byte = self.byte
        if byte in (_COMMA, self.closer, _PERCENT, -1):
            return True
        if NAME_AHEAD.match(self.data, self.position, self.limit):
            self.missing_comma(value, say("the field `{text}`", text=self.text(name)))
            return True
        # A quotation mark is missing when the value goes on to the one that opens the next.
        swallowed = NAME_LINE.search(self.data, value.start, value.end)
        return self.by_lines or not swallowed or self.data[value.start] != _QUOTE

    def read_piece(self) -> bool:
        """Moves behind one piece of a value; stays where there is none. False when it is not closed."""
        byte = self.byte
        if byte not in (_OPEN, _QUOTE):
            words = self.skip(UNQUOTED)
            if words.start == words.end:
                self.skip(BARE_WORD)
            return True
        bound = self.bound() if self.by_lines else self.limit
        if byte == _OPEN:
            end = closing_brace(self.data, self.position, bound, self.braces)
        else:
            end = self.closing_quote(bound)
        if end >= 0:
            self.position = end
        return end >= 0

    def bound(self) -> int:
        """Where the next line begins a field."""
        if self.position > self.name_line:
            found = NAME_LINE.search(self.data, self.position, self.limit)
            self.name_line = found.start() if found else self.limit
        return self.name_line

    def closing_quote(self, bound: int) -> int:
        depth = 0
        for match in BRACES_AND_QUOTES.finditer(self.data, self.position + 1, bound):
            byte = match[0]
            if byte == b"{":
                depth += 1
            elif byte == b"}":
                depth -= 1
                if depth < 0:
                    return -1
            elif not depth:
                return match.end()
        return -1

    def cut_value(self, name: Place, start: int) -> bool:
        """A value that is not closed ends where the next line begins a field, or closes the entry."""
        if not self.by_lines:
            return False
        found = CUT_LINE.search(self.data, self.position, self.limit)
        cut = found.start() if found else self.limit
        end = stripped_end(self.data, start, cut, b" \t\r\n,")
        self.fields.append(RawField(name, Place(start, max(end, start + 1)), closed=False))
        mark = say("quotation mark") if self.data[self.position] == _QUOTE else say("brace")
        message = say("the {mark} that opens the value of `{text}` is never closed", mark=mark, text=self.text(name))
        self.fault(
            UNCLOSED_VALUE, Place(self.position, self.position + 1), message, say("add the closing {mark}", mark=mark)
        )
        self.position = cut
        return True

    def say_escaped(self, place: Place) -> None:
        message = say(
            "the braces of the entry balance only when `\\{{` and `\\}}` are not counted, but BibTeX counts them"
        )
        hint = say("write `\\lbrace{{}}` for a `\\{{` that has no partner, `\\rbrace{{}}` for such a `\\}}`")
        self.fault(UNCLOSED_VALUE, place, message, hint)

    # -------------------------------------------------------------------------------------------------- junk

    def read_remark(self) -> None:
        place = self.skip(LINE)
        message = say("a `%` inside an entry begins no comment for BibTeX")
        self.fault(JUNK_IN_ENTRY, place, message, say("move the remark out of the entry, or delete it"))

    def read_junk(self, start: int) -> None:
        """Up to the next comma or line end that is in no braces, or to the closing brace."""
        depth = 0
        end = self.limit
        for match in JUNK_END.finditer(self.data, max(self.position, start), self.limit):
            byte = match[0]
            if byte == b"{":
                depth += 1
            elif byte == b"}" and depth:
                depth -= 1
            elif ord(byte) == self.closer or (byte in b",\r\n" and (not depth or self.by_lines)):
                end = match.start()
                break
        self.position = max(end, start + 1)
        place = Place(start, stripped_end(self.data, start, self.position))
        message = say("`{text}` is not a {noun}", text=self.text(place), noun=self.said_noun)
        self.fault(JUNK_IN_ENTRY, place, message, say("write it as name = {{value}}, or delete it"))
