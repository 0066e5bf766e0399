"""EndNote's citations: XML with a `<Cite>` for each work, in the field's code or, in base64, in its data.

Layout: `<EndNote><Cite ExcludeAuth="1" AuthorYear="1"><Author/><Year/><RecNum/><Prefix/><Suffix/><Pages/><DisplayText/>
<record>…</record></Cite></EndNote>`, where a record is that of EndNote's XML export.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from citekit.documents.packed.problems import Unread
from citekit.documents.packed.works import Cited, Works
from citekit.documents.packed.xmlevents import tell
from citekit.model import Locator, Mode
from citekit.prose import read_locator

_BEGIN, _END = "<record>", "</record>"
_TOLD = ("rec-number", "title")
"""What is taken of a record."""
_DEEPEST = 12
"""Elements within each other."""


def read(code: str, data: str, works: Works) -> list[Cited]:
    """The works of an EndNote field. Raises ValueError when it is damaged."""
    start = code.find("<EndNote>")
    xml = code[start:] if start >= 0 else _decoded(data)
    end = xml.rfind("</EndNote>")
    if end < 0:
        raise ValueError("its XML has no end")
    xml = xml[: end + len("</EndNote>")]
    cites = _Cites()
    try:
        tell(xml.encode("utf-8", "replace"), cites, {})
    except Unread as damaged:
        raise ValueError(damaged.why) from None
    written = [piece for piece in xml.split("<Cite")[1:] if piece[:1] in " >\t\r\n"]
    found = [_cited(cite, piece, works) for cite, piece in zip(cites.found, written, strict=False)]
    if not found:
        raise ValueError("it names no work")
    return found


def _decoded(data: str) -> str:
    try:
        return base64.b64decode("".join(data.split()), validate=False).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        raise ValueError("its data are not in base64") from None


class _Cites:
    """The texts of each `<Cite>`, by element; those of its record are left to EndNote's own format."""

    def __init__(self) -> None:
        self.found: list[dict[str, str]] = []
        self._path: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Cite":
            self.found.append({f"@{key}": value for key, value in attributes.items()})
        self._path.append(name)

    def end(self, name: str) -> None:
        self._path.pop()

    def text(self, text: str) -> None:
        # <style> says how a text looks; the author of a record names it where the citation does not.
        if not self.found or len(self._path) > _DEEPEST:
            return
        path = [name for name in self._path if name != "style"]
        if len(path) < 3:
            return
        name = path[2] if len(path) == 3 else path[-1] if path[2] == "record" else ""
        if len(path) == 3 or name in _TOLD:
            self.found[-1][name] = self.found[-1].get(name, "") + text


def _cited(cite: Mapping[str, str], written: str, works: Works) -> Cited:
    author, year = cite.get("Author", "").strip(), cite.get("Year", "").strip()
    names = (author,) if author else ()
    number = cite.get("RecNum") or cite.get("rec-number", "")
    key = works.key(f"endnote {number} {author} {year}", names, year, cite.get("title", ""))
    begin, end = written.find(_BEGIN), written.rfind(_END)
    if 0 <= begin < end:
        works.endnote.setdefault(key, _labelled(written[begin:end], key))
    locator, suffix = _tail(cite.get("Pages", ""), cite.get("Suffix", ""))
    return Cited(key, names, year, locator, cite.get("Prefix", "").strip(), suffix, _mode(cite))


def _labelled(record: str, key: str) -> str:
    """A record, without its end tag, with this key in place of a label of its own."""
    before, _, rest = record.partition("<label>")
    _, closed, after = rest.partition("</label>")
    return f"{before + after if closed else record}<label>{key}</label>{_END}"


def _tail(pages: str, suffix: str) -> tuple[Locator | None, str]:
    """The cited pages, which have a field of their own or stand in the suffix."""
    if pages.strip():
        locator, _ = read_locator(pages)
        return locator or Locator("page", pages.strip()), suffix.strip(" ,")
    return read_locator(suffix)


def _mode(cite: Mapping[str, str]) -> Mode:
    if cite.get("@ExcludeAuth") == "1":
        return Mode.SUPPRESSED
    return Mode.NARRATIVE if cite.get("@AuthorYear") == "1" else Mode.PARENTHETICAL
