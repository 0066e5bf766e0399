"""A CSL 1.0.2 processor: styles, locales, citations and bibliographies, in pure Python.

It knows CSL and nothing else: styles and items in, trees of output out, written as HTML and other formats. A module
stands for a chapter of the specification and says which. The four calls that most users need:

    style = find_style("apa")
    program = compile_style(style, locale_of(style, locale_reader()))
    done = process(program, read_items(items), [read_citation(citation)])
    text = write_html_bibliography(done.bibliography)
"""

from citekit.csl.errors import CslError, ItemError, ItemRemark, LocaleError, Remark, StyleError
from citekit.csl.incremental import Session
from citekit.csl.items import Citation, CiteItem, Item, read_citation, read_cite, read_items
from citekit.csl.locale import Locale, build_locale
from citekit.csl.output import Node, Run, Span, Text, plain, runs
from citekit.csl.process import Processed, process
from citekit.csl.program import Program, compile_style
from citekit.csl.remarks import find_remarks
from citekit.csl.sources import find_style, locale_of, locale_reader
from citekit.csl.style import DependentStyle, Style, read_style
from citekit.csl.validation import check_items, load_items
from citekit.csl.writers.formats import WRITERS, write_json
from citekit.csl.writers.html import write_html, write_html_bibliography

__all__ = [
    "WRITERS",
    "Citation",
    "CiteItem",
    "CslError",
    "DependentStyle",
    "Item",
    "ItemError",
    "ItemRemark",
    "Locale",
    "LocaleError",
    "Node",
    "Processed",
    "Program",
    "Remark",
    "Run",
    "Session",
    "Span",
    "Style",
    "StyleError",
    "Text",
    "build_locale",
    "check_items",
    "compile_style",
    "find_remarks",
    "find_style",
    "load_items",
    "locale_of",
    "locale_reader",
    "plain",
    "process",
    "read_citation",
    "read_cite",
    "read_items",
    "read_style",
    "runs",
    "write_html",
    "write_html_bibliography",
    "write_json",
]
