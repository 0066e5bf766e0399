"""Styles: how references and citations are printed.

- `apa`, `ieee`, `chicago-author-date` … — every style of the CSL project
- `styles/house.csl` — a CSL style of your own
- `pybtex:plain`, `pybtex:unsrt`, `pybtex:alpha`, `pybtex:unsrtalpha` — those of pybtex
- those that plugins add, by their names

The processor, the styles and pybtex are read when the first of their styles is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from citekit.diagnostic import UsageError
from citekit.model import Entry, Project
from citekit.plugin import Cite, Reference, Style, discover
from citekit.runs import Run
from citekit.styles import labels, places
from citekit.styles.places import is_inside as is_inside
from citekit.styles.problems import PROBLEMS as PROBLEMS
from citekit.styles.problems import STYLE_NOT_USABLE as STYLE_NOT_USABLE

Find = Callable[[str], Entry | None]
"""The entry with a key; None when there is none."""


def _of_pybtex(name: str, work: Find = lambda key: None) -> Style:
    def format(entries: Sequence[Entry]) -> list[Reference]:
        from citekit.styles import pybtex  # with the whole of pybtex, which takes longer than a page

        return pybtex.format(name.removeprefix(_PYBTEX), entries, work)

    return Style(name, format)


_PYBTEX = "pybtex:"
STYLES: tuple[Style, ...] = tuple(_of_pybtex(f"{_PYBTEX}{name}") for name in ("plain", "unsrt", "alpha", "unsrtalpha"))
"""Those that are no CSL, apart from those of plugins."""


def find(name: str, *, language: str = "", root: Path | None = None, work: Find = lambda key: None) -> Style:
    """The style with that name, which prints in a language (BCP 47; empty for the style's own).

    `root` is the folder of the project whose citekit.toml gives the name: a path counts from there and must stay
    within. A name that a person gives on the command line has none. `work` finds the works that entries name:
    those of a set, the original of a translation. Raises UsageError for an unknown name, with those that are near, and
    ReadError, with the line, for a style that cannot be used.
    """
    if any(style.name == name for style in STYLES):
        return _of_pybtex(name, work)
    file = places.by_name(name)
    known = file is not None
    # To look through the packages that are installed takes a while: not for a name that is one of ours.
    added = None if known else next((style for style in _of_plugins() if style.name == name), None)
    if added:
        return added
    if file is None and (places.is_path(name) or places.is_folder(name, root)):
        file = places.by_path(name, root)
    if file is None:
        raise _unknown(name)
    from citekit.styles.csl import open_style  # with the processor, for those who need one

    return open_style(name, file, language, work, of_ours=known)


def cite(style: Style, entries: Sequence[Entry], citations: Sequence[Sequence[Cite]]) -> Sequence[tuple[Run, ...]]:
    """The citations of a document that lists these works, as its style has them.

    A style that only prints references is cited by its labels in brackets, as by LaTeX's own `\\cite`.
    """
    by_style = style.cite or (lambda entries, citations: labels.cite(style.format(entries), citations))
    return by_style(entries, citations)


def is_known(name: str) -> bool:
    """Is it the name of a style, other than a path? The styles themselves are not read."""
    return (
        any(style.name == name for style in STYLES)
        or places.by_name(name) is not None
        or any(style.name == name for style in _of_plugins())
    )


def for_project(project: Project, name: str = "", *, named_by_hand: bool = False) -> Style:
    """The style of a project, or another one, in the project's language. Raises as `find` does."""
    root = None if named_by_hand and name else project.root
    return find(name or project.config.style, language=language_of(project), root=root, work=project.entry)


def language_of(project: Project) -> str:
    """The language of a project, else of the first of its documents that says; empty when nothing does."""
    spoken = (document.language for document in project.documents if document.language)
    return project.config.language or next(spoken, "")


def _of_plugins() -> tuple[Style, ...]:
    return tuple(found for found in discover("styles") if isinstance(found, Style))


def _unknown(name: str) -> UsageError:
    others = tuple(style.name for style in (*STYLES, *_of_plugins()))
    near = places.nearest(name, others)
    if near:
        return UsageError(f"there is no style {name}", hint=f"did you mean {' or '.join(near)}?")
    hint = f"name one of CSL, such as apa or ieee, your own .csl file, or one of {', '.join(others)}"
    return UsageError(f"there is no style {name}", hint=hint)
