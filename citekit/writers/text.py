"""What stands before every writer: runs on one line, their addresses safe, neighbours of one look joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from citekit.csl.writers.text import address, without_controls
from citekit.runs import Run, alike


def merged(runs: Iterable[Run], *, by_look: bool = True) -> list[Run]:
    """The runs on one line, each joined to the one before it that is the same but for its text, empty ones left out.

    By their look: what they are of counts for nothing, and they are of nothing then.
    """
    found: list[Run] = []
    for run in runs:
        if by_look and (run.variable or run.key):
            run = replace(run, variable="", key="")
        # The addresses are made safe here, once, so that no writer can forget it.
        run = replace(run, text=without_controls(run.text), href=address(run.href))
        if found and alike(found[-1], run):
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return found
