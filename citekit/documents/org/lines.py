"""What lines of Org are no prose: blocks of code, comments, keywords, drawers, headlines marked COMMENT."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.documents.sheet import Sheet, Stretch
from citekit.model import Citation, CitationItem

_BLOCK = re.compile(r"^[ \t]*#\+(?P<side>begin|end)_(?P<name>\w+)[^\n]*\n?", re.M | re.I)
_VERBATIM = frozenset({"src", "example", "export", "comment", "latex", "html", "ascii", "equation", "align"})
_LINE = re.compile(
    r"""^(?:(?P<keyword>[ \t]*\#\+(?P<name>[\w-]+)(?:\[[^\]\n]*\])?:[ \t]*(?P<value>[^\n]*))
    |(?P<comment>[ \t]*\#(?:[ \t][^\n]*)?$)
    |(?P<fixed>[ \t]*:(?:[ \t][^\n]*)?$)
    |(?P<drawer>[ \t]*:[\w-]+:[ \t]*$)
    |(?P<property>[ \t]*:[\w-]+\+?:[ \t][^\n]*)
    |(?P<rule>[ \t]*-{5,}[ \t]*$|[ \t]*\|[-+|]+[ \t]*$)
    |(?P<planning>[ \t]*(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[^\n]*))""",
    re.M | re.X,
)
_HIDDEN = re.compile(r"^(?P<stars>\*+)[ \t]+(?:[A-Z]+[ \t]+)?COMMENT\b", re.M)
_HEADLINE = re.compile(r"^\*+[ \t]", re.M)
_TAGS = re.compile(r"^\*+[ \t][^\n]*?[ \t](:[\w@#%:]+:)[ \t]*$", re.M)
_KEY = re.compile(r"@(?P<key>[\w][\w:.#$%&+?<>~/!-]*)")


def blocks(sheet: Sheet) -> Iterator[Stretch]:
    """The blocks that hold no prose; of others only the lines that begin and end them are hidden."""
    text, at = sheet.source.text, 0
    missing: set[str] = set()
    quotes: list[int] = []
    while found := _BLOCK.search(text, at):
        name, at = found["name"].lower(), found.end()
        sheet.hide(*found.span())
        begins = found["side"].lower() == "begin"
        if name in _VERBATIM and begins and name not in missing:
            end = re.compile(rf"^[ \t]*#\+end_{name}[ \t]*$", re.M | re.I).search(text, at)
            if end is None:
                missing.add(name)
                continue
            at = end.end()
            (sheet.hide if name in ("comment", "export") else sheet.show)(found.start(), at)
            yield found.start(), at
        elif name in ("quote", "verse") and begins:
            quotes.append(found.end())
        elif name in ("quote", "verse") and quotes:
            sheet.quotes.append((quotes.pop(), found.start()))
        yield found.span()


def commented(text: str) -> Iterator[Stretch]:
    """The headlines marked COMMENT, each with all that stands under it."""
    done = 0
    for found in _HIDDEN.finditer(text):
        if found.start() < done:
            continue
        level = len(found["stars"])
        done = len(text)
        for headline in _HEADLINE.finditer(text, found.end()):
            if len(headline[0]) - 1 <= level:
                done = headline.start()
                break
        yield found.start(), done


def lines(sheet: Sheet, left_out: list[Stretch]) -> Iterator[Stretch]:
    """Keywords, comments, drawers, rules: what inline markup is not looked for in."""
    for start, end in between(sheet.source.text, left_out):
        for found in _LINE.finditer(sheet.source.text, start, end):
            if found["keyword"] and found["name"].lower() in ("title", "subtitle", "caption"):
                sheet.hide(found.start(), found.start("value"))
                continue
            if found["keyword"]:
                _keyword(sheet, found["name"].lower(), found["value"], found.start("value"))
            (sheet.show if found["fixed"] else sheet.hide)(*found.span())
            yield found.span()
    for tags in _TAGS.finditer(sheet.source.text):
        sheet.hide(tags.start(1), tags.end(1))


def _keyword(sheet: Sheet, name: str, value: str, at: int) -> None:
    if name == "bibliography":
        sheet.bibliography.append(value.strip().strip('"'))
    elif name == "language":
        sheet.language = value.strip()
    elif name == "include":
        written = value.strip().partition(" :")[0]
        file, _, kind = written[1:].partition('"') if written.startswith('"') else written.partition(" ")
        if file and kind.strip().partition(" ")[0] not in ("src", "example", "export"):
            sheet.take_in(file.partition("::")[0], at + value.index(file))
    elif name in ("nocite", "cite_nocite"):
        for key in _KEY.finditer(value):
            _uncited(sheet, key["key"], at + key.start("key"))


def _uncited(sheet: Sheet, key: str, at: int) -> None:
    span = sheet.source.span(at, at + len(key))
    sheet.citations.append(Citation(span, (CitationItem(span, key),)))


def between(text: str, left_out: list[Stretch]) -> Iterator[Stretch]:
    done = 0
    for start, end in sorted(left_out):
        if start > done:
            yield done, start
        done = max(done, end)
    yield done, len(text)
