"""docs/documents.md: what is understood of each document format, from the formats and their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from citekit.documents import DOCUMENT_FORMATS
from citekit.documents.latex.tables import tables as latex
from citekit.documents.org.citing import commands as org
from citekit.documents.roles import tables as roles
from citekit.model import Mode

INTRODUCTION = """\
# Documents

Articles, theses and papers are known by the ending of their name. A file with another ending is read as plain text,
and citekit says so (FIL006). Whatever the format, a citation is the same thing to it: a place, the works, and for each
the locator, the words before and after it, and whether the author stands in the sentence. Citations in words, such as
*(Holsti, 1995)*, are looked for in the prose of every format: not in code, maths, comments or commands.
"""

UNDERSTOOD = {
    "markdown": (
        "pandoc's `[see @a, p. 3; -@b]`, `@a [p. 3]`, `@{any key}`, `nocite`; MyST's roles and the directives whose "
        "content is prose",
        "Quarto's `{{< include x.qmd >}}`, R Markdown's `child=`, MyST's `{include}`; `bibliography:` and the "
        "`bibliography` directive",
        "line",
        "pandoc",
    ),
    "latex": (
        "the commands below with their notes, and commands that the text defines by them; comments, verbatim text and "
        "`\\iffalse` left out",
        r"`\input`, `\include`, `\subfile`, `\import` and their kin, each once; `\bibliography`, `\addbibresource`",
        "line",
        "pandoc, BibTeX's `.aux`, biber's `.bcf`",
    ),
    "auxiliary": (
        r"the keys that a run of LaTeX has written: `\citation`, `\abx@aux@cite`, `<bcf:citekey>`",
        r"`\@input`; `\bibdata`, `<bcf:datasource>`",
        "line",
        "pdfLaTeX",
    ),
    "docx": (
        "the fields of Zotero (in bookmarks too), Mendeley Desktop, Mendeley Cite, EndNote, Citavi and Word itself; "
        "deleted and hidden text left out",
        "the works that these fields carry are the library where no other is named",
        "paragraph, footnote, endnote",
        "pandoc (text)",
    ),
    "odt": (
        "reference marks of Zotero (in bookmarks too), Mendeley and JabRef; the word processor's own citations",
        "the works that these carry are the library where no other is named",
        "paragraph, footnote, endnote",
        "pandoc (text)",
    ),
    "pdf": (
        "citations in words; cut words are joined, heads and feet of pages left out (needs `citekit-bib[pdf]`)",
        "",
        "page and line",
        "Typst (text)",
    ),
    "webpage": (
        "citations in words; scripts, styles and what is hidden in the head left out",
        "",
        "line",
        "",
    ),
    "notebook": ("the same as Markdown, in Markdown cells", "as in Markdown", "cell and line", "pandoc"),
    "typst": (
        '`@key`, `@key[p. 3]`, `#cite(<key>, supplement: [p. 3], form: "prose")`, `attribution: <key>`; no labels',
        "`#include`; `#bibliography`",
        "line",
        "Typst",
    ),
    "org": (
        "Org-cite `[cite/t:see @a p. 3; @b]`; org-ref `cite:a,b`, `citep:see &a p. 3;&b`, `[[cite:a][p. 3]]`",
        "`#+include:`; `#+bibliography:`, `bibliography:`",
        "line",
        "pandoc",
    ),
    "rst": (
        "the roles below, docutils' `[key]_`",
        "`.. include::`; `.. bibliography::`",
        "line",
        "pandoc",
    ),
    "asciidoc": (
        "asciidoctor-bibtex: `cite:see[a(3),b]`, `citenp:[a]`, `fullcite:[a]`, `nocite:[a]`",
        "`include::x.adoc[]`; `:bibtex-file:`",
        "line",
        "",
    ),
    "plain": ("citations in words", "", "line", ""),
}
"""What is understood, what is taken in, how places are told, with what it is compared in the tests."""

LIMITS = """\
## Files that are taken in

Each is read as a document of its own, so that a finding stands in the file where the words are; `citekit check
main.tex` speaks of all of them. A name counts from the folder of the file that has it (in LaTeX from that of the main
file first), one that begins with `/` from the project's folder. A file that is not there is FIL001, at the place that
names it. One that lies outside the project and outside the folder of the main file is not read (FIL008).

## Libraries that a publisher's settings name

Where neither the command line nor citekit.toml nor a document names a library, those count that the settings beside
or above a document name: Quarto's `_quarto.yml`, bookdown's `_bookdown.yml`, MyST's `myst.yml`, Jupyter Book's
`_config.yml`, Sphinx's `conf.py`.

## Works that a document carries

A Word or OpenDocument file holds what its reference manager knew of each work. Where no library is named, these works
are the library: their keys are those that the program gives (Better BibTeX's, Citavi's, Word's tags), else they are
made of the first author's name and the year. Where a library is named, each work is looked for in it by key and
title, by DOI, by title and year, then by names and year.

## Files that are made to hurt

A packed file that would unpack to far more than it holds, XML with a document type or entities, a file behind a
password, and one that is damaged get one line each (FIL007), and nothing of them is read. A citation whose field is
damaged is told (FIL009) and read by its words.
"""


def documents_page() -> str:
    """The page."""
    lines = [INTRODUCTION, "| format | endings | citations understood | taken in, libraries | places | compared with |"]
    lines += ["| --- | --- | --- | --- | --- | --- |", *_rows(), "", LIMITS]
    lines += ["## Commands of LaTeX", "", "Names in any case, with or without a star.", "", *_latex(), ""]
    lines += ["## Roles of Sphinx and MyST", "", *_modes(roles().roles.items()), ""]
    lines += ["The content of these directives is prose: " + _listed(roles().prose) + ".", ""]
    lines += ["## Links of org-ref", "", *_modes((name, mode) for name, mode in org().items() if mode)]
    return "\n".join(lines) + "\n"


def _rows() -> Iterator[str]:
    for format in DOCUMENT_FORMATS:
        endings = " ".join(f"`{suffix}`" for suffix in format.suffixes)
        yield f"| {format.name} | {endings} | {' | '.join(UNDERSTOOD[format.name])} |".replace("|  |", "| |")


def _latex() -> Iterator[str]:
    known = latex()
    modes = known.citations | known.several | known.volume | known.volumes | known.pairs
    yield from _modes(modes.items(), "\\")
    yield f"- asked for without a mark: {_listed(known.uncited, chr(92))}"
    yield f"- quotations that name their work: {_listed(known.quoting, chr(92))}"
    yield f"- files taken in: {_listed(known.includes, chr(92))}"


def _modes(commands: Iterable[tuple[str, Mode]], before: str = "") -> Iterator[str]:
    by_mode: dict[Mode, list[str]] = {}
    for name, mode in commands:
        by_mode.setdefault(mode, []).append(name)
    for mode in Mode:
        if names := by_mode.get(mode):
            yield f"- {mode.value}: {_listed(names, before)}"


def _listed(names: Iterable[str], before: str = "") -> str:
    return ", ".join(f"`{before}{name}`" for name in sorted(names))
