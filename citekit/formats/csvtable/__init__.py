"""CSV: the columns of `citekit list --format csv`, and behind them one for each further field.

Any table is read whose first line names some of these columns, whatever parts its cells: comma, semicolon (as
spreadsheets write in many languages) or tabulator. Names are `Holsti, K. J.; Plano, Jack C.`. A cell that a spreadsheet
would take for a formula begins with an apostrophe, as spreadsheets themselves mark text. The form is that of RFC 4180.
"""

from __future__ import annotations

from citekit.formats.csvtable.headings import COLUMNS as COLUMNS
from citekit.formats.csvtable.problems import PROBLEMS
from citekit.formats.csvtable.reading import looks_like as looks_like
from citekit.formats.csvtable.reading import read as read
from citekit.formats.csvtable.writing import write as write
from citekit.plugin import Format

FORMAT = Format("csv", (".csv", ".tsv"), read, looks_like, PROBLEMS, write)
