"""Page ranges: an en dash in citekit's entries, a hyphen in most exchange formats."""

from __future__ import annotations

import re

_DASHES = re.compile(r"\s*(?:--+|[–—−])\s*")
_RANGE = re.compile(r"([^\s\-–,;]+)\s?-\s?([^\s\-–,;]+)")


def read_range(text: str) -> str:
    """Pages as citekit keeps them. A hyphen is a dash where it can only be one.

    >>> read_range("10-20"), read_range("A-1--A-5"), read_range("10 - 20, 30-40")
    ('10–20', 'A-1–A-5', '10–20, 30–40')
    """
    text = _DASHES.sub("–", " ".join(text.split()))
    if "–" in text:
        return text
    return ", ".join(_dashed(piece) for piece in re.split(r",\s*", text))


def _dashed(piece: str) -> str:
    match = _RANGE.fullmatch(piece)
    return f"{match[1]}–{match[2]}" if match else piece


def write_range(text: str) -> str:
    """Pages with hyphens, where these can be told from the hyphens inside page numbers.

    >>> write_range("10–20"), write_range("A-1–A-5")
    ('10-20', 'A-1–A-5')
    """
    text = read_range(text)
    plain = text.replace("–", "-")
    return plain if "-" not in text and read_range(plain) == text else text


def ends(text: str) -> tuple[str, str]:
    """First and last page, when that is all there is; else the whole text and nothing.

    >>> ends("10–20"), ends("10–20, 30"), ends("e12")
    (('10', '20'), ('10–20, 30', ''), ('e12', ''))
    """
    first, dash, last = read_range(text).partition("–")
    if dash and not re.search(r"[\s,;–]", first + last) and first and last:
        return first, last
    return text, ""


def from_ends(first: str, last: str) -> str:
    """Pages from a first and a last one; the first may hold the whole range, the last may be shortened or the same.

    >>> from_ends("10", "20"), from_ends("10-20", ""), from_ends("10", "10"), from_ends("10-20", "20")
    ('10–20', '10–20', '10', '10–20')
    """
    if not last or first.endswith((f"-{last}", f"–{last}")):
        return read_range(first)
    if not first or re.match(rf"{re.escape(first)}\s*[-–]", last):
        return read_range(last)
    return first if first == last else f"{first}–{last}"
