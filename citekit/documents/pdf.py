"""PDF: its text page by page, through pypdf, which is an extra. Places are told by page and line.

A PDF keeps no words and no paragraphs but places of letters: words cut at line ends are joined, the lines at the head
and the foot of most pages are left out, and a paragraph is taken to end where a line that ends a sentence is short, and
about a line that is the heading of a list of references.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from citekit.documents.packed.extracted import ExtractedSource, Unit
from citekit.documents.packed.making import unread
from citekit.documents.packed.problems import UNREAD_DOCUMENT, Unread
from citekit.messages import say
from citekit.model import Block, Document
from citekit.plugin import DocumentFormat
from citekit.prose import language_of
from citekit.prose.lists import is_heading
from citekit.prose.terms import terms
from citekit.source import ByteSource

MOST_PAGES = 5000
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": "-"}
)
# Where a font names no characters, a ligature comes out as its place in TeX's encodings, T1 or OT1 (fontenc's tables).
# The places of OT1 that are the end of a line or page are left as that.
_CODES = {
    "\x1b": "ff",
    "\x1c": "fi",
    "\x1d": "fl",
    "\x1e": "ffi",
    "\x1f": "ffl",
    "\x0b": "ff",
    "\x0e": "ffi",
    "\x0f": "ffl",
}
_CODED = re.compile(r"[\x0b\x0e\x0f\x1b-\x1f](?=[^\W\d_])|(?<=[^\W\d_])[\x0b\x0e\x0f\x1b-\x1f]")
_CUT = re.compile(r"(?<=[^\W\d_])[-\u2010]\Z")
_LAST = re.compile(r"[^\W\d_]{1,60}(?=[-\u2010]\Z)")
_FIRST = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"\b[^\W\d_]+-[^\W\d_]+\b")
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*(?:\d{1,3})?\Z")
_SMALL_CAPITALS = re.compile(r"\b([^\W\d_]) (?=[^\W\d_]{2})")
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b")
_SHORT = 0.8
"""A line that is shorter than this part of the usual ends a paragraph, when it ends a sentence."""
_OFTEN = 0.5
"""A line that stands at the head or foot of more than this part of the pages is none of the text."""
_FEW = 3
"""Pages, below which no head or foot is told."""


@dataclass(frozen=True, slots=True)
class _Line:
    page: int
    number: int
    """In its page, from 1, those left out counted."""
    text: str
    is_heading: bool
    """Of a list of references."""


def read(source: ByteSource) -> Document:
    """The document of a PDF. Never raises: one that cannot be read has no text and one finding."""
    try:
        pages = list(_pages(source.data))
    except Unread as why:
        return unread(source.path, "pdf", why)
    return _document(source.path, list(_lines(pages)))


def _pages(data: bytes) -> Iterator[str]:
    try:
        from pypdf import PdfReader
    except ImportError:
        hint = say("run: pip install 'citekit-bib[pdf]', or save it as plain text")
        raise Unread(say("the package pypdf, which reads PDF, is not installed"), hint) from None
    if not data.lstrip()[:5] == b"%PDF-":
        raise Unread(say("it is no PDF"))
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unread(say("it is protected by a password"), say("save it without a password"))
        if len(reader.pages) > MOST_PAGES:
            raise Unread(say("it has more than {most_pages:,} pages", most_pages=MOST_PAGES), say("divide it"))
        for page in reader.pages:
            yield page.extract_text()
    except Unread:
        raise
    except Exception as error:
        # Anything may go wrong in a damaged file, in code that is not ours.
        raise Unread(say("it is damaged ({name})", name=type(error).__name__)) from None


# ------------------------------------------------------------------------------------------------------- the lines


def _lines(pages: Sequence[str]) -> Iterator[_Line]:
    """The lines that are text."""
    cut = [[line.translate(_LIGATURES).strip() for line in _told(page).splitlines()] for page in pages]
    often = _running(cut)
    for number, lines in enumerate(cut, 1):
        for at, text in enumerate(lines):
            at_edge = at < 2 or at >= len(lines) - 2
            if text and not (at_edge and (_shape(text) in often or text.isdecimal())):
                heading = _heading(text)
                yield _Line(number, at + 1, heading or text, bool(heading))


def _told(page: str) -> str:
    """The page with the ligatures that came out as codes, of which some would end a line."""
    return _CODED.sub(lambda found: _CODES[found[0]], page)


def _heading(line: str) -> str:
    """The heading of a list of references, when the line is one: the text of a PDF does not tell its headings.

    Small capitals are set in two sizes, and come out as two words: `R EFERENCES`.
    """
    whole = _SMALL_CAPITALS.sub(r"\1", line) if line.isupper() else line
    begins = next((letter for letter in whole if letter.isalpha()), "")
    return whole if not begins.islower() and is_heading(whole, terms().headings) else ""


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    """The lines at the head and foot of most pages, without their numbers."""
    if len(pages) < _FEW:
        return set()
    told = Counter(shape for lines in pages for shape in {_shape(line) for line in (*lines[:2], *lines[-2:])})
    often = {shape for shape, count in told.items() if count > _OFTEN * len(pages)}
    # The end of a sentence may stand there often, in a text of forms.
    return {shape for shape in often if not _ENDS.search(shape) or "0" in shape or "©" in shape}


def _shape(line: str) -> str:
    return _NUMBERS.sub("0", line)


# ---------------------------------------------------------------------------------------------------- the document


def _document(path: str, lines: Sequence[_Line]) -> Document:
    usual = median(len(line.text) for line in lines) if lines else 0
    compounds = {word.lower() for line in lines for word in _COMPOUND.findall(line.text)}
    pieces: list[str] = []
    starts: list[int] = []
    units: list[Unit] = []
    blocks: list[Block] = []
    length = begun = 0
    for at, line in enumerate(lines):
        starts.append(length)
        units.append(Unit(length, f"page {line.page}:{line.number}", length))
        after = lines[at + 1].text if at + 1 < len(lines) else ""
        text, apart = _joint(line.text, after, usual, compounds)
        if line.is_heading or (at + 1 < len(lines) and lines[at + 1].is_heading):
            text, apart = line.text, "\n\n"
        pieces += [text, apart]
        length += len(text)
        if apart == "\n\n" or not after:
            blocks.append(Block("paragraph", begun, length))
            begun = length + len(apart)
        length += len(apart)
    text = "".join(pieces)
    source = ExtractedSource(path, text, starts or [0], units)
    return Document(path, source, text, tuple(blocks), (), language_of(text), "pdf")


def _joint(line: str, after: str, usual: float, compounds: set[str]) -> tuple[str, str]:
    """A line, and what stands between it and the next: nothing where a word was cut."""
    if not after:
        return line, "\n"
    if _CUT.search(line) and after[0].islower():
        return (line if _is_compound(line, after, compounds) else line[:-1]), ""
    return line, "\n\n" if _ENDS.search(line) and len(line) < _SHORT * usual else "\n"


def _is_compound(line: str, after: str, compounds: set[str]) -> bool:
    """Is the hyphen that of a word with one: seen as such elsewhere, or said twice over (satu-satunya)?"""
    first, second = _LAST.search(line), _FIRST.match(after)
    if first is None or second is None:
        return False
    one, other = first[0].lower(), second[0].lower()
    return f"{one}-{other}" in compounds or other.startswith(one)


FORMAT = DocumentFormat("pdf", (".pdf",), read_bytes=read, problems=(UNREAD_DOCUMENT,), is_made=True)
