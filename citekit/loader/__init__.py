"""load(): from files to a linked `Project`. The only part of citekit that reads a user's files.

    load(".")                                    the project of the folder with citekit.toml
    load_files(["article.md", "references.bib"])  just these files

What is wrong with a file is a finding in `Project.diagnostics`; nothing in a user's file is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from citekit.diagnostic import Diagnostic, ReadError, UsageError
from citekit.encoding import decode
from citekit.loader import files as _files
from citekit.loader import retractions as _retractions
from citekit.loader.files import Named, read, show
from citekit.loader.gathering import Gathering, Progress, unseen
from citekit.loader.outputs import safe_outputs, safe_templates, usable_styles
from citekit.loader.sources import read_sources
from citekit.loader.wildcards import expand
from citekit.model import Config, Project
from citekit.profiles import NAMES
from citekit.profiles.reading import profile
from citekit.projectfiles import config as configuration
from citekit.projectfiles.checking import profile_named
from citekit.projectfiles.config import ConfigFile
from citekit.projectfiles.fields import nearest
from citekit.projectfiles.root import CONFIG_NAME as CONFIG_NAME
from citekit.projectfiles.root import find_root as find_root
from citekit.source import STANDARD, TextSource

AnyPath = str | Path
PROBLEMS = (*_files.PROBLEMS, *_retractions.PROBLEMS)
"""The kinds of findings that loading makes."""


def load(root: AnyPath = ".", *, files: Sequence[AnyPath] = ()) -> Project:
    """Reads and links the project of a folder. `files` are read besides, sorted by their kind.

    Raises ReadError when the folder has no citekit.toml that can be read.
    """
    folder = Path(root)
    file, found = _config(folder)
    gathering = Gathering()
    gathering.diagnostics.extend(found)
    place = file.place
    for setting, take, names in (
        ("library", gathering.library, file.config.libraries),
        ("claims", gathering.claims, file.config.claims),
        ("reading-lists", gathering.reading_list, file.config.reading_lists),
    ):
        for index, name in enumerate(names):
            take(Named(show(folder, name), place(setting, index)))
    for document in expand(folder, file, gathering.diagnostics):
        gathering.document(document)
    for other in files:
        gathering.any(Named(Path(other).as_posix()))
    gathering.complete(folder)
    project = with_texts(gathering.project(folder, _safe(folder, file, gathering)))
    if not file.config.retractions:
        return project
    return _retractions.with_notices(project, Named(show(folder, file.config.retractions), place("retractions")))


def _config(folder: Path) -> tuple[ConfigFile, tuple[Diagnostic, ...]]:
    """The citekit.toml of a folder, and what is wrong with it."""
    named = Named(show(folder, CONFIG_NAME))
    data = read(named)
    if isinstance(data, Diagnostic):
        raise ReadError(data.message, hint="start a project: citekit init")
    decoded = decode(data, named.shown)
    file = configuration.examine(TextSource(named.shown, decoded.text), partial(_opened, folder))
    return file, (*decoded.diagnostics, *file.diagnostics)


def _opened(folder: Path, name: str) -> TextSource | Diagnostic:
    """The text of a small file of a project, as a profile; or why there is none."""
    named = Named(show(folder, name))
    data = read(named)
    return data if isinstance(data, Diagnostic) else TextSource(named.shown, decode(data, named.shown).text)


def with_profile(project: Project, name: str) -> Project:
    """The project as another profile looks at it: one of ours, or a file; what [check] itself sets goes before it.

    Raises UsageError when it is neither.
    """
    try:
        base, found, words = profile_named(name, partial(_opened, Path()))
    except KeyError:
        meant = nearest(name, NAMES)
        hint = f"did you mean {meant}?" if meant else f"name a .toml file, or one of {', '.join(NAMES)}"
        raise UsageError(f"there is no profile {name}", hint=hint) from None
    config = project.config
    own = profile(base.name, config.overrides, base)
    kept = tuple(word for word in config.words if word.span.path == config.path)
    config = replace(config, profile=own, words=(*kept, *words))
    return replace(project, config=config, diagnostics=(*project.diagnostics, *found))


def _safe(folder: Path, file: ConfigFile, gathering: Gathering) -> Config:
    """The configuration without the outputs and templates that links would lead out of the project."""
    taken = (*gathering.named, file.config.path)
    outputs = safe_outputs(folder, file.config, taken, gathering.diagnostics)
    usable_styles(folder, file, outputs, gathering.diagnostics)
    return safe_templates(folder, file, outputs, gathering.diagnostics)


def load_libraries(root: AnyPath = ".", *, libraries: Sequence[AnyPath] = ()) -> Project:
    """Reads libraries and nothing else, and links nothing: those named, else those of the citekit.toml of a folder.

    Raises ReadError when none is named and the folder has no citekit.toml that can be read.
    """
    folder = Path(root)
    gathering = Gathering()
    if libraries:
        named, config = [Named(show(folder, name)) for name in libraries], Config()
    else:
        file, found = _config(folder)
        config = file.config
        gathering.diagnostics.extend(found)
        named = [Named(show(folder, name), file.place("library", at)) for at, name in enumerate(config.libraries)]
    for library in named:
        gathering.library(library)
    read, found = tuple(gathering.libraries), tuple(gathering.diagnostics)
    return Project(root=folder, config=config, libraries=read, diagnostics=found)


def load_documents(
    documents: Sequence[AnyPath] = (),
    *,
    libraries: Sequence[AnyPath] = (),
    root: AnyPath | None = None,
    standard: bytes | None = None,
    progress: Progress = unseen,
) -> Project:
    """Reads documents with what they take in, and links them; of a project (the folder `root`) nothing else.

    The libraries are those named, which may stand among the documents; else those of the citekit.toml; else those that
    the documents name or carry. Without documents those of the citekit.toml are read. `standard` is what standard input
    gave: the document or library that is named `-`. `progress` is told how many characters of how many were searched.
    The configuration then names the libraries that were named. Raises ReadError when `root` has no citekit.toml that
    can be read.
    """
    gathering = Gathering(progress=progress)
    for take, names in ((gathering.library, libraries), (gathering.any, documents)):
        for name in names:
            _take(gathering, take, Named(show(Path(), name)), standard)
    config, folder = Config(), Path(root or ".")
    if root is not None:
        file, found = _config(folder)
        gathering.diagnostics.extend(found)
        config = file.config
        for document in () if documents else expand(folder, file, gathering.diagnostics):
            gathering.document(document)
        for at, library in enumerate(() if gathering.library_given else config.libraries):
            gathering.library(Named(show(folder, library), file.place("library", at)))
    if gathering.library_given:
        config = replace(config, libraries=tuple(gathering.named_libraries))
    gathering.complete(folder)
    return gathering.project(folder, config)


def _take(gathering: Gathering, take: Callable[[Named], None], named: Named, standard: bytes | None) -> None:
    if standard is None or named.shown != STANDARD:
        take(named)
    elif take == gathering.library:
        gathering.standard_library(standard)
    else:
        gathering.standard_document(standard)


def load_files(
    files: Sequence[AnyPath],
    *,
    libraries: Sequence[AnyPath] = (),
    claims: Sequence[AnyPath] = (),
    reading_lists: Sequence[AnyPath] = (),
    root: AnyPath = ".",
    config: Config | None = None,
    standard: bytes | None = None,
) -> Project:
    """Reads and links just these files, sorted by their kind; relative paths count from `root`.

    `standard` is what standard input gave, if it was read: the library that is named `-`.
    """
    folder = Path(root)
    gathering = Gathering()
    for take, names in (
        (gathering.library, libraries),
        (gathering.claims, claims),
        (gathering.reading_list, reading_lists),
        (gathering.any, files),
    ):
        for name in names:
            if standard is not None and take == gathering.library and str(name) == STANDARD:
                gathering.standard_library(standard)
            else:
                take(Named(show(folder, name)))
    gathering.complete(folder)
    return with_texts(gathering.project(folder, config or Config()))


def with_texts(project: Project) -> Project:
    """The project with the texts of its works, as far as it keeps them."""
    found: list[Diagnostic] = []
    texts = read_sources(project, project.config.sources, found)
    return replace(project, texts=texts, diagnostics=(*project.diagnostics, *found)) if texts or found else project


def with_retractions(project: Project, path: AnyPath) -> Project:
    """The project with what a file of Retraction Watch has on its works, in place of what citekit.toml names."""
    # What was wrong with the other file no longer matters.
    found = tuple(one for one in project.diagnostics if one.code != _retractions.NOT_UNDERSTOOD.code)
    return _retractions.with_notices(replace(project, notices={}, diagnostics=found), Named(Path(path).as_posix()))
