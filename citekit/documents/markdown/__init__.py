"""Markdown with pandoc's citations, as Quarto, R Markdown, Manubot and MyST-like texts write it."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.documents import settings
from citekit.documents.blanking import blanked, joined, only, trimmed
from citekit.documents.markdown.blocks import read_blocks
from citekit.documents.markdown.citations import citations, keys
from citekit.documents.markdown.claims import with_claims
from citekit.documents.markdown.frontmatter import FrontMatter, read_front_matter
from citekit.documents.markdown.including import includes, named_libraries
from citekit.documents.markdown.inline import Paragraph, definitions
from citekit.documents.markdown.printing import printed
from citekit.documents.roles import role_citation
from citekit.model import Block, Citation, CitationItem, Document
from citekit.plugin import DocumentFormat
from citekit.prose import language_of
from citekit.source import TextSource


def read(source: TextSource) -> Document:
    """The document of a Markdown text. Never raises: what is malformed is read as words."""
    text = source.text
    front = read_front_matter(text)
    found = list(read_blocks(text, front.end))
    lines = only(text, (stretch for _, stretches in found for stretch in stretches))
    labels = definitions(lines)
    blocks = [block for block, _ in found]
    paragraphs = [Paragraph(lines, block.start, block.end, labels) for block in blocks]
    marks = [stretch for paragraph in paragraphs for stretch in paragraph.marks()]
    prose = blanked(lines, [*labels.values(), *marks])
    roles = [cited for paragraph in paragraphs for role in paragraph.roles if (cited := role_citation(source, *role))]
    notes = (Block("note", *note) for paragraph in paragraphs for note in paragraph.notes)
    document = Document(
        path=source.path,
        source=source,
        prose=prose,
        blocks=tuple(sorted((*trimmed(prose, blocks), *notes), key=lambda block: block.start)),
        citations=(*_uncited(source, front), *sorted([*citations(source, prose), *roles], key=_start)),
        language=next(iter(front.texts("lang")), "") or language_of(prose),
        format="markdown",
        bibliography=(*front.texts("bibliography"), *named_libraries(text)),
        includes=tuple(includes(source, front.end)),
        cites_all=any("@*" in value for value in front.texts("nocite")),
        shown=tuple(joined(stretch for paragraph in paragraphs for stretch in paragraph.shown)),
    )
    return with_claims(document, [claim for paragraph in paragraphs for claim in paragraph.claims])


def _start(citation: Citation) -> int:
    return citation.span.start


def _uncited(source: TextSource, front: FrontMatter) -> Iterator[Citation]:
    """The works that `nocite` asks for: they count as cited."""
    for value in front.values.get("nocite", ()):
        for key in keys(source.text, value.start, value.start + len(value.text)):
            span = source.span(key.start, key.end)
            yield Citation(span, (CitationItem(span, key.text),))


FORMAT = DocumentFormat(
    "markdown", (".md", ".markdown", ".mkd", ".qmd", ".rmd"), read, printed=printed, settings=settings.MARKDOWN
)
