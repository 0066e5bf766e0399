"""render(): a project and a template make a page.

A template is a Jinja file named `NAME.FORMAT.j2`. It is looked for in the project's folder of templates, then among
the built-in ones; a project's template may extend the built-in one of the same name, which is always to be found
under `citekit/`. What it sees is written in `citekit.renderer.views`, what it may do in `citekit.renderer.sandbox`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from citekit import styles, writers
from citekit.diagnostic import UsageError
from citekit.model import Document, Project, ReadingList
from citekit.plugin import Style
from citekit.renderer.folders import SUFFIX, Folders, is_file, nearest
from citekit.renderer.markup import markup_of
from citekit.renderer.page import Page
from citekit.renderer.running import make_ready, run
from citekit.renderer.sandbox import Sandbox
from citekit.renderer.words import words
from citekit.runs import Run, plain

__all__ = ["render", "templates", "try_template"]


def render(
    project: Project,
    template: str,
    *,
    reading_list: ReadingList | None = None,
    cited_in: Sequence[str] = (),
    title: str = "",
    style: str | Style = "",
    fragment: bool = False,
) -> str:
    """The page that a template makes of a project.

    `template` is a name ("claim-table.html") or the path of a file. The page shows the works of `reading_list`, or
    those that the documents `cited_in` cite, or the whole library. `fragment` leaves out what frames the page, so
    that it can be put into another document. `style` is a style or the name of one, as citekit.toml may give it.
    Raises UsageError for an unknown template, style or document, ReadError for a style that cannot be used, and
    TemplateError, with the line of the template, for what goes wrong in it.
    """
    folders, name = _find(project, template)
    format = _format(name)
    language = styles.language_of(project) or "en"
    page = Page(
        project,
        style if isinstance(style, Style) else styles.for_project(project, style),
        words(language),
        language,
        _writing(format),
        title,
        fragment,
        reading_list,
        tuple(_document(project, path) for path in cited_in),
    )
    return run(Sandbox(format, folders, works=len(project.entries)), folders, name, page.names())


def try_template(project: Project, template: str) -> None:
    """Raises what `render` would, where the template is unknown or its grammar is wrong; nothing is worked out."""
    folders, name = _find(project, template)
    make_ready(Sandbox(_format(name), folders), folders, name)


def templates(project: Project) -> tuple[str, ...]:
    """The names that can be rendered, without `.j2`: the project's templates and the built-in ones.

    A template whose name begins with an underscore is a part of others and is not among them.
    """
    names = _folders(project).list_templates()
    return tuple(sorted({name.removesuffix(SUFFIX) for name in names if _is_page(name)}))


def _is_page(name: str) -> bool:
    return not PurePosixPath(name).name.startswith("_") and _suffix(name) in writers.FORMATS


def _writing(format: str) -> Callable[[Sequence[Run]], str]:
    """How the page writes references: as markup; in CSV, where a cell is made whole, as text."""
    if format == "csv":
        return plain
    markup = markup_of(format)
    return lambda runs: markup(writers.write(runs, format))


# ---------------------------------------------------------------------------------------------------- templates


def _folders(project: Project) -> Folders:
    """The project's folder of templates; one that lies outside the project counts for nothing."""
    folder = project.root / project.config.templates
    inside = folder.resolve().is_relative_to(project.root.resolve())
    return Folders(folder if inside else None, folder.as_posix())


def _find(project: Project, template: str) -> tuple[Folders, str]:
    """Where the template and its parts are read from, and its name there."""
    folders = _folders(project)
    name = template if template.endswith(SUFFIX) else template + SUFFIX
    if name in folders:
        return folders, name
    for file in (Path(template), project.root / template):
        if is_file(file):
            return _by_path(folders, file)
    raise UsageError(f"there is no template {template}", hint=_advice(project, template))


def _by_path(folders: Folders, file: Path) -> tuple[Folders, str]:
    """A template that a person names by its path: its parts come from the project's folder if it lies there."""
    top = folders.folder.resolve() if folders.folder else None
    if top and file.resolve().is_relative_to(top):
        return folders, file.resolve().relative_to(top).as_posix()
    return Folders(file.parent, file.parent.as_posix()), file.name


def _advice(project: Project, template: str) -> str:
    known = list(templates(project))
    meant = nearest(template.removesuffix(SUFFIX), known)
    question = f"did you mean {meant}? " if meant else ""
    return f"{question}the templates are {', '.join(known)}"


def _suffix(name: str) -> str:
    """What stands before `.j2`: html in claim-table.html.j2."""
    return PurePosixPath(name.removesuffix(SUFFIX)).suffix.removeprefix(".")


def _format(name: str) -> str:
    format = _suffix(name)
    if format in writers.FORMATS:
        return format
    raise UsageError(
        f"the name of the template {name} does not say what it makes",
        hint="name it NAME.FORMAT.j2, where FORMAT is " + ", ".join(writers.FORMATS),
    )


# ---------------------------------------------------------------------------------------------------- documents


def _document(project: Project, name: str) -> Document:
    for path in _paths(project, name):
        for document in project.documents:
            if Path(document.path).resolve() == path:
                return document
    known = [document.path for document in project.documents]
    meant = nearest(name, known)
    hint = f"did you mean {meant}?" if meant else f"the documents are {', '.join(known) or 'none'}"
    raise UsageError(f"{name} is not a document of this project", hint=hint)


def _paths(project: Project, name: str) -> Iterator[Path]:
    """What a document's name may mean: from where we stand, or from the project's folder."""
    yield Path(name).resolve()
    yield (project.root / name).resolve()
