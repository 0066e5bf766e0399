"""What programs keep in the properties of a Word document: the codes of Zotero's and Mendeley's bookmarks.

A long code is cut into properties `ZOTERO_BREF_…_1`, `_2` …; the bookmark has the name without the number.
"""

from __future__ import annotations

from collections.abc import Mapping

from citekit.documents.packed.problems import Unread
from citekit.documents.packed.xmlevents import tell

_NAMES = ("ZOTERO_BREF_", "Mendeley_Bookmark_")


class _Properties:
    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self._into = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == ":property":
            named = attributes.get("name", "")
            self._into = named if named.startswith(_NAMES) else ""

    def end(self, name: str) -> None:
        if name == ":property":
            self._into = ""

    def text(self, text: str) -> None:
        if self._into:
            self.found.setdefault(self._into, []).append(text)


def marks(data: bytes) -> dict[str, str]:
    """The codes of bookmarks by their names, from the part with the document's own properties."""
    told = _Properties()
    try:
        tell(data, told, {})
    except Unread:
        return {}
    cut: dict[str, dict[int, str]] = {}
    for name, pieces in told.found.items():
        base, _, number = name.rpartition("_")
        if number.isdecimal() and len(number) < 6:
            cut.setdefault(base, {})[int(number)] = "".join(pieces)
    return {base: "".join(pieces[at] for at in sorted(pieces)) for base, pieces in cut.items()}
