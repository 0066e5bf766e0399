"""The locales of CSL: those of the CSL project, which the package `citeproc-py` holds, with what we lay over them.

Over a locale file lies one of the same name beside the style, and under that one of ours: Indonesian in terms that the
CSL project still has in English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

from citekit.csl.sources import locale_reader
from citekit.csl.xmltree import Element, read_tree

_OURS = ("id-ID",)


def reader(folder: Path) -> Callable[[str], Element | None]:
    """The function that gives the root of a locale file by its code, for a style that lies in a folder.

    Raises LocaleError where the package that holds the locales is not installed.
    """
    theirs = locale_reader()

    def read(code: str) -> Element | None:
        return _laid(root for root in (theirs(code), _ours(code), _beside(folder, code)) if root is not None)

    return read


def _laid(roots: Iterator[Element]) -> Element | None:
    """One locale of several, of which the later ones count where they say the same."""
    first = next(roots, None)
    if first is None:
        return None
    children = [*first.children, *(child for root in roots for child in root.children)]
    return Element(first.tag, first.attributes, first.line, children, first.text)


def _ours(code: str) -> Element | None:
    if code not in _OURS:
        return None
    return read_tree(files(__package__).joinpath(f"locales-{code}.xml").read_bytes())


def _beside(folder: Path, code: str) -> Element | None:
    file = folder / f"locales-{code}.xml"
    return read_tree(file.read_bytes()) if file.is_file() else None
