"""What an OpenDocument text says beside its words: the codes of Zotero's bookmarks, its language."""

from __future__ import annotations

from collections.abc import Mapping

from citekit.documents.odt.body import PREFIXES
from citekit.documents.packed.problems import Unread
from citekit.documents.packed.xmlevents import tell

_NAMES = ("ZOTERO_BREF_", "Mendeley_Bookmark_")


class _Told:
    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self.language = ""
        self._into = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "meta:user-defined":
            named = attributes.get("meta:name", "")
            self._into = named if named.startswith(_NAMES) else ""
        elif name == "style:text-properties" and not self.language:
            language, country = attributes.get("fo:language", ""), attributes.get("fo:country", "")
            if language not in ("", "none"):
                self.language = f"{language}-{country}" if country not in ("", "none") else language

    def end(self, name: str) -> None:
        self._into = ""

    def text(self, text: str) -> None:
        if self._into:
            self.found.setdefault(self._into, []).append(text)


def _tell(data: bytes) -> _Told:
    told = _Told()
    try:
        tell(data, told, PREFIXES)
    except Unread:
        return _Told()
    return told


def marks(data: bytes) -> dict[str, str]:
    """The codes of bookmarks by their names; each is cut into properties whose names end in numbers."""
    cut: dict[str, dict[int, str]] = {}
    for name, pieces in _tell(data).found.items():
        base, _, number = name.rpartition("_")
        if number.isdecimal() and len(number) < 6:
            cut.setdefault(base, {})[int(number)] = "".join(pieces)
    return {base: "".join(pieces[at] for at in sorted(pieces)) for base, pieces in cut.items()}


def language(data: bytes) -> str:
    """The language of the styles; empty when they have none."""
    return _tell(data).language
