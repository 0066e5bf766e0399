"""A workbook for Excel and LibreOffice: one sheet, its head in sight, with filters.

XlsxWriter writes it, an extra: `pip install "citekit-bib[xlsx]"`.
"""

from __future__ import annotations

import io
from datetime import datetime

from citekit.diagnostic import Severity, UsageError
from citekit.messages import say
from citekit.reporting.audit import Audit
from citekit.reporting.rows import WIDTHS, Cell, rows
from citekit.reporting.words import in_xml

_LARGEST = 32_767
"""Characters that a cell can hold."""
_UNDATED = datetime(1980, 1, 1)
"""The same findings give the same bytes."""
_HEADS = {
    "severity": say("severity"),
    "code": say("code"),
    "name": say("name"),
    "path": say("path"),
    "line": say("line"),
    "column": say("column"),
    "place": say("place"),
    "words": say("words"),
    "message": say("message"),
    "hint": say("hint"),
    "subject": say("subject"),
    "related": say("related"),
}
"""A sheet is for people, who may read another language; in CSV the columns keep their names."""
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(audit: Audit) -> bytes:
    """The workbook. Raises UsageError when XlsxWriter is not installed."""
    try:
        import xlsxwriter  # an extra
    except ImportError:
        hint = 'install it: pip install "citekit-bib[xlsx]"; or take --format csv'
        raise UsageError("to write .xlsx, citekit needs XlsxWriter", hint=hint) from None
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"created": _UNDATED})
        sheet = book.add_worksheet(audit.spoken(say("Findings")))
        head, body = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(WIDTHS.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, audit.spoken(_HEADS[name]), head)
        last = 0
        for last, row in enumerate(rows(audit), 1):
            for column, cell in enumerate(_in_words(audit, row)):
                if isinstance(cell, int):
                    sheet.write_number(last, column, cell, body)
                else:
                    sheet.write_string(last, column, in_xml(cell)[:_LARGEST], body)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(WIDTHS) - 1)
    return buffer.getvalue()


def _in_words(audit: Audit, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row, its severity in the language of the messages."""
    severity, *others = row
    return (audit.spoken(Severity.named(str(severity)).word), *others)
