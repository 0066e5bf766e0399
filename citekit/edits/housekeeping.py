"""Formatting whole files: those that are named, or a project's, in the style that the project states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from citekit.checker.kinds import NOT_HOUSE_STYLE
from citekit.diagnostic import Diagnostic, Related, UsageError
from citekit.edits.changes import Change
from citekit.edits.formatting import Formatted, HouseStyle, formatted, house_style
from citekit.edits.formatting.style import Setting
from citekit.edits.repointing import change, is_bib
from citekit.encoding import prepare
from citekit.formats.bibtex.reader import read
from citekit.loader import load_libraries
from citekit.messages import say
from citekit.model import Library, Project
from citekit.projectfiles.root import find_root
from citekit.source import nowhere


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes that formatting calls for, and what was found."""

    changes: tuple[Change, ...]
    results: tuple[tuple[Library, Formatted], ...]
    diagnostics: tuple[Diagnostic, ...]
    """What was found on reading."""


def config_of(folder: Path) -> Mapping[str, Setting]:
    """The house style that the citekit.toml of a folder, or of one above it, states; empty when there is none."""
    root = find_root(folder)
    return load_libraries(root).config.format if root else {}


def plan(files: Sequence[Path], style: HouseStyle) -> Plan:
    """Works out the formatting of files, or of the .bib files among this folder's project's; writes nothing.

    Raises UsageError when one is no .bib file, or no file is named and there is no project.
    """
    root = find_root(Path())
    if not files and root is None:
        hint = "name files: citekit format references.bib --sort key"
        raise UsageError("there is no citekit.toml here or above", hint=hint)
    project = load_libraries("." if files else root or ".", libraries=files)
    libraries = project.libraries if files else tuple(filter(is_bib, project.libraries))
    results = tuple((library, formatted(library, style)) for library in libraries)
    changes = tuple(Change(Path(library.path), change(library, ()).before, result.data) for library, result in results)
    return Plan(changes, results, project.diagnostics)


def standard_input(data: bytes) -> Library:
    """What stands on standard input, read."""
    source, found = prepare(data, "standard input")
    library = read(source)
    return Library(library.path, library.source, library.entries, (*found, *library.diagnostics))


_MOST_SHOWN = 6
"""Entries of a file that a finding points to."""


def with_house_style(project: Project) -> Project:
    """A project with a finding for each of its .bib files that is not written as its `[format]` wants it."""
    try:
        style = house_style(project.config.format)
    except UsageError:  # what cannot be is told where citekit.toml is read
        return project
    read_well = [one for one in project.libraries if is_bib(one) and not any(d.unreadable for d in one.diagnostics)]
    found = (_out_of_style(library, formatted(library, style).data) for library in read_well)
    return replace(project, diagnostics=(*project.diagnostics, *filter(None, found)))


def _out_of_style(library: Library, data: bytes) -> Diagnostic | None:
    """That a file is not written so, at the first of the entries that are not."""
    if data == change(library, ()).before:
        return None
    right = {entry.span.text for entry in read(prepare(data, library.path)[0]).entries}
    odd = [entry for entry in library.entries if entry.span.text not in right]
    hint = say("citekit format {path} writes it so; --diff shows what it would change", path=library.path)
    if not odd:
        message = say("the order of the entries, or what stands between them, is not what [format] wants")
        return NOT_HOUSE_STYLE.at(nowhere(library.path), message, hint=hint)
    message = say(
        "{count} entry is not written as [format] wants it",
        "{count} entries are not written as [format] wants them",
        count=len(odd),
    )
    related = tuple(Related(entry.key_span, say("and this one")) for entry in odd[1:_MOST_SHOWN])
    return NOT_HOUSE_STYLE.at(odd[0].key_span, message, hint=hint, subject=odd[0].key, related=related)
