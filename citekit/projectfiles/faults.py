"""What is wrong with a TOML file, in plain words.

`tomllib` names the fault in the terms of its grammar and places it where reading stopped, which for an unclosed
string is the end of the file. Here the same fault is put at the place that a person must mend, with what to do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from citekit.messages import Message, say
from citekit.projectfiles.scanner import Pair, Statement

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

_TYPOGRAPHIC = "“”„‟«»‹›‘’‚"

_UNCLOSED = (
    say("the text between quotation marks is not closed"),
    say('close it with the mark that opens it; text of several lines stands between """ and """'),
)
_LINE = (
    say("this line is neither a [table] nor a key = value"),
    say('write key = "value"; a remark begins with #'),
)
_LIST = (
    say("the list or inline table is not closed, or a comma is missing in it"),
    say("put a comma between its items and close it with ] or }}"),
)

# What tomllib's messages begin with; where to point (value, statement, backslash, or where reading stopped); our words.
_FAULTS: tuple[tuple[str, str, tuple[Message, Message]], ...] = (
    (r"Illegal character '\\[nr]'", "value", _UNCLOSED),
    (r"Unterminated string|Expected \"'", "value", _UNCLOSED),
    (r"Unclosed", "value", _LIST),
    (
        r"Expected '=' after a key",
        "",
        (say("the = after the key is missing"), say('write key = "value"; a remark begins with #')),
    ),
    (
        r"Expected '\]",
        "",
        (say("the name of the table is not closed"), say("write [name], or [[name]] for one of several")),
    ),
    (r"Invalid statement|Invalid initial character", "", _LINE),
    (
        r"Cannot overwrite a value|Duplicate inline table key",
        "statement",
        (say("the same key is set twice"), say("keep one of the two")),
    ),
    (
        r"Cannot declare",
        "statement",
        (
            say("a table of this name is there already"),
            say("join the two, or write [[name]] where there may be several"),
        ),
    ),
    (
        r"Cannot mutate immutable|Cannot redefine",
        "statement",
        (say("this adds to a value that is complete already"), say("write all of it in one place")),
    ),
    (
        r"Unescaped '\\'|Escaped character|Invalid hex",
        "backslash",
        (
            say("the backslash is followed by something that TOML does not know"),
            say(r"write \\ for a backslash, or put the text between ' and ', where a backslash is just itself"),
        ),
    ),
    (
        r"Illegal character|Found invalid character",
        "",
        (say("a control character stands here"), say("delete it")),
    ),
    (
        r"Invalid date|Invalid time|Exceeds the limit",
        "value",
        (say("this number or date cannot be"), say("put it between quotation marks if it is meant as text")),
    ),
)

_AFTER_STRING = (
    say("something follows the value on the same line"),
    say(r'inside "…" write a quotation mark as \", or put the text between """ and """'),
)
_AFTER_VALUE = (say("something follows the value on the same line"), say("put text between quotation marks"))
_NO_VALUE = (say("there is no value after the ="), say('write a value, such as "text", or delete the line'))
_ODD_VALUE = (
    say("this is no value that TOML knows"),
    say("put text between quotation marks; true and false are small letters"),
)
_ODD_MARKS = (say("a typographic quotation mark cannot enclose a value"), say('use the straight quotation marks: "…"'))


def explain(error: str, text: str, statements: Sequence[Statement]) -> tuple[int, str, str]:
    """Where a text is broken (an offset), what is wrong with it, and what to do, of `tomllib`'s message."""
    stopped = _offset(error, text)
    last = _last(statements, stopped)
    words = _PLACE.sub("", error)
    if words.startswith("Invalid value"):
        return _invalid_value(text, stopped, last)
    if words.startswith("Expected newline or end of document"):
        quoted = isinstance(last, Pair) and text[last.value_start : last.value_start + 1] in ("'", '"')
        return stopped, *(_AFTER_STRING if quoted else _AFTER_VALUE)
    for pattern, where, (message, hint) in _FAULTS:
        if re.match(pattern, words):
            return _point(where, text, stopped, last), message, hint
    return (
        stopped,
        say("this is not valid TOML: {words}", words=f"{words[:1].lower()}{words[1:]}"),
        say("see toml.io for how it is written"),
    )


def _offset(error: str, text: str) -> int:
    """Where `tomllib` stopped. It counts "\\r\\n" as one character, but only at the ends of lines."""
    found = _PLACE.search(error)
    if found is None or found[1] is None:
        return len(text)
    line = 0
    for _ in range(int(found[1]) - 1):
        line = text.find("\n", line) + 1
    return min(line + int(found[2]) - 1, len(text))


def _last(statements: Sequence[Statement], offset: int) -> Statement | None:
    """The statement that begins last before an offset."""
    index = bisect_right([statement.start for statement in statements], max(offset - 1, 0))
    return statements[index - 1] if index else None


def _point(where: str, text: str, stopped: int, last: Statement | None) -> int:
    if where == "backslash":
        return max(text.rfind("\\", 0, stopped), 0)
    if where == "value" and isinstance(last, Pair):
        return last.value_start
    return last.start if where and last is not None else stopped


def _invalid_value(text: str, stopped: int, last: Statement | None) -> tuple[int, str, str]:
    character = text[stopped : stopped + 1]
    if not character.strip() or character == "#":
        return (last.start if last else stopped), *_NO_VALUE
    return stopped, *(_ODD_MARKS if character in _TYPOGRAPHIC else _ODD_VALUE)
