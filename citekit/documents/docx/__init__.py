"""Word documents: their text with its places, the citations of reference managers in it, and the works they carry.

The text is taken out by paragraphs, which count from 1 through the whole document, those of tables included. A note
stands where its mark does. Citations that were typed stay prose.
"""

from __future__ import annotations

from dataclasses import replace

from citekit.documents.docx.body import Body, Notes
from citekit.documents.docx.fields import cited, is_list, is_no_prose
from citekit.documents.docx.properties import marks
from citekit.documents.docx.styles import PREFIXES, Styles, read_styles
from citekit.documents.docx.word import sources
from citekit.documents.packed.archive import Archive, open_archive
from citekit.documents.packed.cslcodes import names_of, text, year_of
from citekit.documents.packed.making import Codes, make, unread
from citekit.documents.packed.problems import PROBLEMS, Unread
from citekit.documents.packed.works import Works
from citekit.documents.packed.xmlevents import tell
from citekit.messages import say
from citekit.model import Document
from citekit.plugin import DocumentFormat
from citekit.source import ByteSource

TEXT = "word/document.xml"
_MOST_PARTS = 20
"""Parts with data of one's own that are looked through for Word's sources."""


def read(source: ByteSource) -> Document:
    """The document of a Word file. Never raises: one that cannot be read has no text and one finding."""
    try:
        return _read(source)
    except Unread as why:
        return unread(source.path, "docx", why)


def _read(source: ByteSource) -> Document:
    archive, works = open_archive(source.data), Works()
    if TEXT not in archive.names:
        raise Unread(say("it is no Word document: it has no text"))
    styles = read_styles(archive.part("word/styles.xml"))
    body = listener(archive, styles)
    tell(archive.part(TEXT), body, PREFIXES)
    _take_sources(archive, works)
    document = make(source.path, "docx", body.flow, works, _CODES, styles.language)
    return replace(document, file=source.data)


def listener(archive: Archive, styles: Styles) -> Body:
    """What is to hear the text of a Word file, its notes heard already. Raises Unread where those are damaged."""
    notes, named = Notes(), marks(archive.part("docProps/custom.xml"))
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if data := archive.part(part):
            tell(data, Body(styles, notes, named), PREFIXES)
    return Body(styles, notes, named)


def _take_sources(archive: Archive, works: Works) -> None:
    """Word's own works: in one of the parts with data of one's own."""
    parts = sorted(name for name in archive.names if name.startswith("customXml/item") and name.endswith(".xml"))
    for part in parts[:_MOST_PARTS]:
        data = archive.part(part)
        if b"bibliography" in data:
            for tag, work in sources(data).items():
                works.key(f"word {tag}", names_of(work), year_of(work), text(work.get("title")), tag)
                works.csl.setdefault(tag, work)


_CODES = Codes(cited, is_list, is_no_prose)
FORMAT = DocumentFormat("docx", (".docx", ".docm", ".dotx"), read_bytes=read, problems=PROBLEMS)
