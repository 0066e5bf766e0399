"""Writing TOML: values and names as text."""

from __future__ import annotations

import re

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_TO_ESCAPE = re.compile(r'[\\"\x00-\x1f\x7f]')


def quoted(text: str) -> str:
    r"""A text as a TOML value on one line, in the quotation marks that need the fewest backslashes.

    >>> print(quoted("states"), quoted('the "state"'), quoted("l'État: \"moi\""))
    "states" 'the "state"' "l'État: \"moi\""
    """
    if ('"' in text or "\\" in text) and "'" not in text and not _CONTROL.search(text):
        return f"'{text}'"
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"


def comment(text: str) -> str:
    """A text as one comment line: white space single, no character that a comment may not have."""
    return f"# {_CONTROL.sub(' ', ' '.join(text.split()))}"


def setting(name: str, value: str | list[str]) -> str:
    """A line `name = value`.

    >>> setting("library", ["references.bib"])
    'library = ["references.bib"]'
    """
    written = quoted(value) if isinstance(value, str) else f"[{', '.join(map(quoted, value))}]"
    return f"{name} = {written}"
