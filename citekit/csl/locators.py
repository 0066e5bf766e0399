"""Locators: the label and the text of a cite's locator, also where the label is written into the text ("vol. 2")."""

import re
from dataclasses import dataclass
from functools import lru_cache

from citekit.csl.items import CiteItem

ABBREVIATIONS = {
    "art.": "article-locator", "bk.": "book", "bks.": "book", "ch.": "chapter", "chap.": "chapter", "chaps.": "chapter",
    "col.": "column", "cols.": "column", "fig.": "figure", "figs.": "figure", "fol.": "folio", "fols.": "folio",
    "no.": "issue", "nos.": "issue", "l.": "line", "ll.": "line", "n.": "note", "nn.": "note", "op.": "opus",
    "p.": "page", "pp.": "page", "para.": "paragraph", "paras.": "paragraph", "pt.": "part", "pts.": "part",
    "sec.": "section", "secs.": "section", "§": "section", "§§": "section", "¶": "paragraph", "¶¶": "paragraph",
    "s.v.": "sub-verbo", "s.vv.": "sub-verbo", "v.": "verse", "vv.": "verse", "vol.": "volume", "vols.": "volume",
}  # fmt: skip
"""What locator a written abbreviation names."""

_LEADING = re.compile(r"([^\W\d_]+\.(?:[^\W\d_]+\.)?|§+|¶+)\s*(?=\S)")
_NEXT = re.compile(r"[,;]?\s+(?=(?:[^\W\d_]+\.|§|¶)\s*\d)")


@dataclass(frozen=True, slots=True)
class Locator:
    """A locator read: its label (a term), its text, and the part of the text the label belongs to."""

    label: str
    text: str
    own: str


def read_locator(cite: CiteItem) -> Locator:
    """Read the locator of a cite; without a label it is a page ("Locators")."""
    return _read(cite.locator, cite.label)


@lru_cache(maxsize=4096)
def _read(text: str, label: str) -> Locator:
    label = {"sub verbo": "sub-verbo"}.get(label, label)
    match = _LEADING.match(text)
    if match and match[1] in ABBREVIATIONS and label in ("", "page"):
        label, text = ABBREVIATIONS[match[1]], text[match.end() :]
    own = _NEXT.split(text, maxsplit=1)[0]
    return Locator(label or "page", text, own)
