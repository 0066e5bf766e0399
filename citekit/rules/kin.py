"""Who takes fields from whom, and which entries are of one work: worked out once for all rules that ask."""

from __future__ import annotations

from collections.abc import Sequence

from citekit import duplicates
from citekit.inheritance import Lines
from citekit.model import Project


def lines(project: Project) -> Lines:
    """Who takes fields from whom in the libraries of a project."""
    return project.once(_lines)


def _lines(project: Project) -> Lines:
    return Lines(project.entries)


def same_works(project: Project) -> Sequence[duplicates.Group]:
    """The groups of entries that are of one work."""
    return project.once(_same_works)


def _same_works(project: Project) -> Sequence[duplicates.Group]:
    return duplicates.find(project.entries)
