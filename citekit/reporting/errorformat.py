"""A line for each finding, as compilers print them, which editors jump by.

`path:line:column: severity: message [CODE]`: Vim's default 'errorformat' reads it (`%f:%l:%c:%m`), and Emacs's
compilation mode (its pattern `gnu`, after the GNU Coding Standards, "Formatting Error Messages").
"""

from __future__ import annotations

from citekit.diagnostic import Diagnostic
from citekit.reporting.audit import Audit
from citekit.reporting.words import NAMES, shown


def write(audit: Audit) -> str:
    """The lines, in order of place."""
    return "".join(map(_line, audit.findings))


def _line(found: Diagnostic) -> str:
    span = found.span
    place = f"{shown(span.path)}:{span.line}:{span.column}"
    return f"{place}: {NAMES[found.severity]}: {shown(found.message)} [{found.code}]\n"
