"""How much of a project was read: what was not read is unknown, and a rule does not guess at it."""

from __future__ import annotations

from citekit.diagnostic import Diagnostic
from citekit.model import Project


def all_works_known(project: Project) -> bool:
    """A library with works in it was read, and none that was named could not be.

    Only then can a work be said to be missing.
    """
    names = {*project.config.libraries, *(library.path for library in project.libraries)}
    names.update(name for document in project.documents for name in document.bibliography)
    unread = (found for found in project.diagnostics if found.unreadable)
    return bool(project.entries) and not any(_is_library(found, names) for found in unread)


def all_files_read(project: Project) -> bool:
    """Every file that was named was read."""
    return not any(found.unreadable for found in project.diagnostics)


def _is_library(found: Diagnostic, names: set[str]) -> bool:
    """The file that could not be read is a library: by its own path, or by the name at the place that names it."""
    path = found.span.path
    return path in names or path.lower().endswith(".bib") or found.span.text.strip("\"'") in names
