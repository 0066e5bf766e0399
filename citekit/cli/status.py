"""Exit statuses: the same for every command."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from citekit.diagnostic import Diagnostic, Severity


class Status(IntEnum):
    """What a command ends with. Where several apply: 5, 2, 3, 4, 1 in that order."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    FILE = 3
    LOOKUP = 4
    INTERNAL = 5


EPILOG = """\b
Exit status, the same for every command:
  0  done; nothing found at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage
  3  a file could not be read or written
  4  a look-up that was needed could not be made
  5  internal error
"""


def status(diagnostics: Iterable[Diagnostic], fail_on: Severity | None) -> Status:
    """The exit status that these findings call for; `fail_on` None: findings alone do not fail."""
    found = list(diagnostics)
    if any(diagnostic.unreadable for diagnostic in found):
        return Status.FILE
    if fail_on is not None and any(diagnostic.severity >= fail_on for diagnostic in found):
        return Status.FINDINGS
    return Status.DONE
