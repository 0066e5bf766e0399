"""Titles with their subtitles: one variable in CSL, several fields in an entry."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

from citekit.formats.csl.tables import TOGETHER

_ENDS = tuple("?!.:;,…")


def joined(fields: Mapping[str, str], title: str) -> str:
    """A title with its subtitle behind a colon and its addition behind a full stop, as pandoc puts them.

    >>> joined({"title": "Who?", "subtitle": "You", "titleaddon": "A talk"}, "title")
    'Who? You. A talk'
    """
    text = ""
    for name in TOGETHER[title]:
        text = _behind(text, ": " if name.endswith("subtitle") else ". ", fields.get(name, ""))
    return text


def _behind(text: str, mark: str, more: str) -> str:
    if not text or not more:
        return text or more
    return f"{text} {more}" if text.endswith(_ENDS) else f"{text}{mark}{more}"


def parted(fields: MutableMapping[str, str], known: Mapping[str, str]) -> None:
    """Takes from titles the subtitles and additions that are `known` to be in them."""
    for title, *rest in TOGETHER.values():
        for name in reversed(rest):
            part, whole = known.get(name, ""), fields.get(title, "")
            if part and whole.endswith(part):
                fields[title] = _before(whole.removesuffix(part), whole)


def _before(text: str, whole: str) -> str:
    """What stands before a part of a title; all of it, when the part does not stand behind it as `joined` puts it."""
    for mark in (": ", ". ", " "):
        if text.endswith(mark) and text != mark:
            return text.removesuffix(mark)
    return whole
