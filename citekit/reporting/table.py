"""CSV by RFC 4180, UTF-8: a line with the names of the columns, then a line for each finding."""

from __future__ import annotations

import csv
import io

from citekit.reporting.audit import Audit
from citekit.reporting.rows import WIDTHS, rows
from citekit.writers.cells import guarded


def write(audit: Audit) -> str:
    """The table; no cell is one that a spreadsheet would work out."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(WIDTHS)
    for row in rows(audit):
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return buffer.getvalue()
