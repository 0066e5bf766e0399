"""build(): every output of a project, rendered and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from citekit.checker import OUTPUT_NOT_WRITTEN, TEMPLATE_ERROR
from citekit.diagnostic import CitekitError, Diagnostic, TemplateError, UsageError, WriteError
from citekit.edits import atomic
from citekit.messages import say
from citekit.model import Output, Project, ReadingList
from citekit.projectfiles.problems import WRONG_SETTING
from citekit.renderer import render, try_template


class Outcome(StrEnum):
    """What became of an output."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    """The file already held just these bytes."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Written:
    """One output and what became of it."""

    file: str
    """As `citekit.toml` names it."""
    outcome: Outcome
    diagnostic: Diagnostic | None = None
    """Why it failed."""


def build(project: Project, progress: Callable[[str], None] = lambda file: None) -> tuple[Written, ...]:
    """Renders and writes the outputs of `citekit.toml`, in its order. One that fails does not stop the others.

    A file that already holds the same bytes is left alone. `progress` is told each file before it is rendered.
    """
    return tuple(_outcomes(project, progress))


def check_outputs(project: Project) -> Project:
    """The project, with a finding for each output whose template is unknown or cannot be read: `build` would fail."""
    return replace(project, diagnostics=(*project.diagnostics, *_unusable(project)))


def _unusable(project: Project) -> Iterator[Diagnostic]:
    for output in project.config.outputs:
        try:
            try_template(project, output.template)
        except TemplateError as error:
            yield TEMPLATE_ERROR.at(error.span or output.span, error.message, hint=error.hint, subject=output.file)
        except UsageError as error:
            yield WRONG_SETTING.at(output.span, error.message, hint=error.hint, subject=output.file)


def _outcomes(project: Project, progress: Callable[[str], None]) -> Iterator[Written]:
    for output in project.config.outputs:
        progress(output.file)
        try:
            yield Written(output.file, _write(project, output))
        except CitekitError as error:
            yield Written(output.file, Outcome.FAILED, _failure(output, error))


def _write(project: Project, output: Output) -> Outcome:
    target = _inside(project.root, output)
    text = render(
        project,
        output.template,
        reading_list=_reading_list(project, output),
        cited_in=tuple(_shown(project, name) for name in output.cited_in),
        title=output.title,
        style=output.style,
    )
    changed = atomic.write(target, text.encode("utf-8"), parents=True)
    return Outcome.WRITTEN if changed else Outcome.UNCHANGED


def _inside(root: Path, output: Output) -> Path:
    """The path to write, after links are followed; a link that was made since reading may lead outside."""
    target = root / output.file
    try:
        inside = target.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError) as error:
        raise WriteError(f"{output.file} cannot be a file: {error}", hint="name another file") from error
    if not inside:
        raise WriteError(f"{output.file} is outside the project", hint="name a file inside the project's folder")
    return target


def _shown(project: Project, name: str) -> str:
    """A path of `citekit.toml` as it is shown: joined to the project's folder."""
    return (project.root / name).as_posix()


def _reading_list(project: Project, output: Output) -> ReadingList | None:
    if not output.list:
        return None
    for found in project.reading_lists:
        if Path(found.path) == project.root / output.list:
            return found
    raise WriteError(f"the reading list {output.list} was not read", hint="put that file right, then build again")


def _failure(output: Output, error: CitekitError) -> Diagnostic:
    """A finding at the fault in the template, where that is known, else at the output in `citekit.toml`."""
    kind = TEMPLATE_ERROR if isinstance(error, TemplateError) else OUTPUT_NOT_WRITTEN
    message = (
        error.message
        if error.span
        else say("{file} was not written: {message}", file=output.file, message=error.message)
    )
    return kind.at(error.span or output.span, message, hint=error.hint, subject=output.file)
