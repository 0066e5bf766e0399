"""CSL styles as styles of citekit: a file is read, compiled for a language, and put to work (`printing`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path

from citekit.csl import (
    CslError,
    DependentStyle,
    Program,
    StyleError,
    compile_style,
    find_remarks,
    locale_of,
    read_style,
)
from citekit.csl import Style as CslStyle
from citekit.diagnostic import Diagnostic, ReadError
from citekit.plugin import Style
from citekit.source import Span, TextSource, nowhere
from citekit.styles import places
from citekit.styles.locales import reader
from citekit.styles.printing import Printing, cite, references
from citekit.styles.problems import ODD_STYLE
from citekit.styles.sets import Find

_ADVICE = "put that line right, or name another style"


def open_style(name: str, file: Path, language: str, work: Find, *, of_ours: bool) -> Style:
    """The style of a file, in a language. Raises ReadError, with the line, where it cannot be used."""
    try:
        program = _program(file, language) if of_ours else _compiled(file, language)
    except StyleError as error:
        raise ReadError(error.message, hint=_ADVICE, span=_line(file, error.line)) from error
    except CslError as error:
        raise ReadError(str(error)) from error
    printing = Printing(program, work)
    area = program.bibliography
    hanging = area is not None and area.flag("hanging-indent")
    odd = () if of_ours else tuple(remarks(file, program.style))
    return Style(name, partial(references, printing), partial(cite, printing), hanging, odd)


def remarks(file: Path, style: CslStyle) -> Iterator[Diagnostic]:
    """What the style's file has that CSL does not know."""
    for remark in find_remarks(style):
        yield ODD_STYLE.at(_line(file, remark.line), remark.message, hint="take it out, or spell it as CSL does")


@lru_cache(maxsize=8)
def _program(file: Path, language: str) -> Program:
    """A style of the CSL project, which does not change while we run."""
    return _compiled(file, language)


def _compiled(file: Path, language: str) -> Program:
    found = read(file)
    return compile_style(found, locale_of(found, reader(file.parent), language))


def read(file: Path) -> CslStyle:
    """The style of a file; of a dependent one its parent, which is looked for beside it and in the CSL project.

    Raises StyleError.
    """
    found = _read(file)
    if isinstance(found, CslStyle):
        return found
    parent = found.parent.rstrip("/").rpartition("/")[2]
    beside = file.with_name(f"{parent}{places.SUFFIX}")
    place = beside if not places.is_path(parent) and beside.is_file() else places.by_name(parent)
    independent = _read(place) if place else None
    if independent is None or isinstance(independent, DependentStyle):
        raise StyleError(f"there is no style {parent}, on which this one depends")
    return independent.with_alias(found)


def _read(file: Path) -> CslStyle | DependentStyle:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise StyleError(f"the file cannot be read: {error.strerror}") from error
    return read_style(data)


def _line(file: Path, line: int) -> Span:
    """A line of a style's file; the file where the line is not known."""
    try:
        source = TextSource(file.as_posix(), file.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return nowhere(file.as_posix())
    if not line:
        return nowhere(file.as_posix())
    text = source.line(line)
    start = source.offset(line) + len(text) - len(text.lstrip())
    return source.span(start, start + len(text.strip()))
