"""Whether a path that a project names stays in it."""

from __future__ import annotations

from pathlib import PureWindowsPath

from citekit.messages import say


def leaves(name: str) -> str:
    """Why a path leads out of the folder it counts from; empty when it does not.

    >>> leaves("../list.md")
    'is outside the project'
    >>> leaves("build/list.md")
    ''
    """
    windows = PureWindowsPath(name)
    if windows.drive or windows.root or name.startswith("~"):
        return say("is not relative to the project")
    depth = 0
    for part in windows.parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            return say("is outside the project")
    return ""
