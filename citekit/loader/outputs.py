"""Outputs that may be written: inside the project when links are followed, and over no file of the person's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from citekit import styles
from citekit.diagnostic import Diagnostic, ReadError, UsageError
from citekit.loader.files import real
from citekit.messages import say
from citekit.model import Config, Output
from citekit.projectfiles.config import ConfigFile
from citekit.projectfiles.problems import OUTSIDE_PROJECT, WRONG_SETTING
from citekit.source import Span


def safe_outputs(root: Path, config: Config, taken: Iterable[str], diagnostics: list[Diagnostic]) -> tuple[Output, ...]:
    """The outputs that may be written; the others are noted. `taken` are the files that the project reads."""
    return tuple(_safe(root, config, {real(Path(name)) for name in taken}, diagnostics))


def safe_templates(root: Path, file: ConfigFile, outputs: tuple[Output, ...], diagnostics: list[Diagnostic]) -> Config:
    """The configuration with these outputs, and with templates only from inside the project."""
    config = replace(file.config, outputs=outputs)
    asked = file.place("templates")
    if asked.text.strip("\"'") == config.templates and not (root / config.templates).is_dir():
        message = say("there is no folder {templates}", templates=config.templates)
        diagnostics.append(
            WRONG_SETTING.at(asked, message, hint=say("make it, or name the folder that has the templates"))
        )
    if _inside(root, config.templates):
        return config
    message = say(
        "{templates} leads out of the project, and templates may not come from there", templates=config.templates
    )
    hint = say("put the templates into a folder of the project")
    diagnostics.append(OUTSIDE_PROJECT.at(file.place("templates"), message, hint=hint))
    return replace(config, templates="")


def usable_styles(root: Path, file: ConfigFile, outputs: Iterable[Output], diagnostics: list[Diagnostic]) -> None:
    """Notes each style that there is not, and what is wrong with those of the project's own."""
    named = {output.style: output.span for output in outputs if output.style} | {file.config.style: file.place("style")}
    for name, span in named.items():
        if not styles.is_known(name):
            diagnostics += _why_not_usable(root, name, span)


def _why_not_usable(root: Path, name: str, span: Span) -> tuple[Diagnostic, ...]:
    try:
        return styles.find(name, root=root).diagnostics
    except UsageError as error:
        kind = WRONG_SETTING if styles.is_inside(name, root) else OUTSIDE_PROJECT
        return (kind.at(span, error.message, hint=error.hint),)
    except ReadError as error:
        return (styles.STYLE_NOT_USABLE.at(error.span or span, error.message, hint=error.hint, subject=name),)


def _safe(root: Path, config: Config, taken: set[Path], diagnostics: list[Diagnostic]) -> Iterator[Output]:
    home, templates = real(root), real(root / config.templates)
    for output in config.outputs:
        target = real(root / output.file)
        if not target.is_relative_to(home):
            message = say("{file} leads out of the project, and citekit does not write there", file=output.file)
            hint = say("name a path that stays below the folder of citekit.toml")
            diagnostics.append(OUTSIDE_PROJECT.at(output.span, message, hint=hint))
        elif any(part.startswith(".") for part in Path(output.file).parts if part not in (".", "..")):
            message = say(
                "{file} is hidden, and what programs keep in hidden files is not for citekit to write", file=output.file
            )
            hint = say("name a file in an ordinary folder, such as build/")
            diagnostics.append(OUTSIDE_PROJECT.at(output.span, message, hint=hint))
        elif ending := _wanted_ending(output):
            message = say(
                "{template} makes a page in another format than {file} says", template=output.template, file=output.file
            )
            hint = say("let the name of the file end in {ending}", ending=ending)
            diagnostics.append(WRONG_SETTING.at(output.span, message, hint=hint))
        elif why := _why_not(target, taken, templates if templates != home else None):
            hint = say("name another file, such as one in build/")
            diagnostics.append(WRONG_SETTING.at(output.span, say("{file} {why}", file=output.file, why=why), hint=hint))
        else:
            taken.add(target)
            yield output


_ENDINGS = {
    "html": (".html", ".htm", ".xhtml"),
    "md": (".md", ".markdown", ".qmd", ".txt"),
    "tex": (".tex", ".ltx", ".bbl"),
    "txt": (".txt", ".text"),
    "csv": (".csv",),
}
"""What a page in a format may be called: a project that came from elsewhere writes pages, not programs."""


def _wanted_ending(output: Output) -> str:
    """The ending that the output should have; empty when it has a right one, or its template says no format."""
    allowed = _ENDINGS.get(Path(output.template.removesuffix(".j2")).suffix.removeprefix("."), ())
    return "" if not allowed or Path(output.file).suffix.lower() in allowed else allowed[0]


def _why_not(target: Path, taken: set[Path], templates: Path | None) -> str:
    """Why a file inside the project cannot be an output; empty when it can."""
    if target in taken:
        return say("is a file that the project reads, or that another output writes")
    try:
        if target.is_dir():
            return say("is a folder")
        target.is_symlink()
    except (OSError, RuntimeError, ValueError):
        return say("cannot be the name of a file")
    if templates and target.is_relative_to(templates) and target.exists():
        return say("is among the templates")
    return ""


def _inside(root: Path, name: str) -> bool:
    return real(root / name).is_relative_to(real(root))
