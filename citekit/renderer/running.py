"""run(): a template at work, and what went wrong in it told with its line."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from traceback import walk_tb
from typing import cast

from jinja2 import TemplateNotFound, TemplateRuntimeError, TemplateSyntaxError

from citekit.diagnostic import CitekitError, TemplateError
from citekit.renderer.folders import Folders, Refused, nearest
from citekit.renderer.sandbox import LONGEST, Sandbox
from citekit.source import Span, nowhere

# Where a template's own faults come to light. An exception from any other part of citekit is a fault of citekit.
_HERE = "citekit.renderer"
_WHERE_TEMPLATES_FAIL = {_HERE, *(f"{_HERE}.{part}" for part in ("running", "sandbox", "markup", "folders", "views"))}


def run(sandbox: Sandbox, folders: Folders, name: str, names: Mapping[str, object]) -> str:
    """The text that a template makes with these names. Raises TemplateError for whatever goes wrong in it."""
    with _told(folders, name):
        pieces = sandbox.get_template(name).generate(names)
        return _joined(cast(Generator[str, None, None], pieces))


def make_ready(sandbox: Sandbox, folders: Folders, name: str) -> None:
    """Makes a template ready to run. Raises TemplateError where its grammar is wrong."""
    with _told(folders, name):
        sandbox.get_template(name)


@contextmanager
def _told(folders: Folders, name: str) -> Iterator[None]:
    """Raises TemplateError for whatever goes wrong within a template."""
    try:
        yield
    except CitekitError:
        raise
    except (Exception, RecursionError) as error:
        if _is_ours(error):
            raise
        raise TemplateError(_message(error), hint=_hint(error, folders), span=_place(error, folders, name)) from error


def _joined(pieces: Generator[str, None, None]) -> str:
    found: list[str] = []
    size = 0
    for piece in pieces:
        found.append(piece)
        size += len(piece)
        if size > LONGEST:
            # Raised where the template stands, so that the message has its line.
            pieces.throw(Refused(f"the page is longer than {LONGEST:,} characters"))
    return "".join(found)


def _is_ours(error: BaseException) -> bool:
    modules = {str(frame.f_globals.get("__name__")) for frame, _ in walk_tb(error.__traceback__)}
    return any(name.startswith("citekit.") and name not in _WHERE_TEMPLATES_FAIL for name in modules)


def _message(error: BaseException) -> str:
    """What is wrong, in a sentence without its full stop."""
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name}"
    if isinstance(error, RecursionError):
        return "the template goes round in circles, or is nested too deeply"
    if isinstance(error, SyntaxError):
        return "the template is nested too deeply"
    if isinstance(error, MemoryError):
        return "the template asks for more memory than there is"
    text = str(error).strip().split("\n")[0].rstrip(".") or type(error).__name__
    if isinstance(error, TemplateSyntaxError):
        return f"the template cannot be read: {text[:1].lower()}{text[1:]}"
    return text if isinstance(error, TemplateRuntimeError) else f"this line cannot be worked out: {text}"


def _hint(error: BaseException, folders: Folders) -> str:
    if isinstance(error, TemplateNotFound):
        known = folders.list_templates()
        meant = nearest(str(error.name), known)
        return f"did you mean {meant}?" if meant else f"the templates are {', '.join(known)}"
    return ""


def _place(error: BaseException, folders: Folders, name: str) -> Span:
    """The line of the template that was at work."""
    path, line = "", 1
    if isinstance(error, TemplateSyntaxError) and error.filename in folders.sources:
        path, line = error.filename or "", error.lineno
    else:
        for frame, number in walk_tb(error.__traceback__):
            if frame.f_code.co_filename in folders.sources:
                path, line = frame.f_code.co_filename, number
    path = path or folders.path(name)
    source = folders.sources.get(path)
    return _line(source.span(source.offset(line), len(source)), line) if source else nowhere(path)


def _line(span: Span, line: int) -> Span:
    """The words of a line, without the white space around them."""
    text = span.source.line(line)
    start = span.start + len(text) - len(text.lstrip())
    return span.source.span(start, start + len(text.strip()))
