"""Accepting the findings of a project, so that only new ones are shown; and dropping what is found no more."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from citekit.checker import Audit
from citekit.checker.baseline import NAME, Accepted, Baseline, Fingerprints, accept, written
from citekit.checker.choosing import Paths
from citekit.edits.changes import Change
from citekit.model import Project


def accepting(project: Project, audit: Audit, known: Baseline, files: Collection[str] = ()) -> Change:
    """The change that makes today's findings the accepted ones: those shown and those accepted before.

    `files` are those asked about, empty for all: what was accepted of others stays. What is found no more is dropped.
    """
    marks = Fingerprints(project, Paths(project.root).of)
    before = (one.finding for one in audit.suppressed if one.by == "baseline")
    asked = {marks.shown(path) for path in files}
    today = [one for one in (*audit.found, *before) if not files or marks.shown(one.span.path) in asked]
    others = [one for one in known.accepted if files and one.path not in asked]
    return _change(project, [*accept(today, marks), *others])


def pruning(project: Project, audit: Audit, known: Baseline, files: Collection[str] = ()) -> Change:
    """The change that drops what was accepted and is found no more."""
    return _change(project, [one for one in known.accepted if one not in audit.stale])


def _change(project: Project, accepted: Iterable[Accepted]) -> Change:
    path = project.root / NAME
    return Change(path, path.read_bytes() if path.is_file() else None, written(accepted))
