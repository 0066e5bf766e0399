"""What is told of tables."""

from __future__ import annotations

from citekit.diagnostic import Problem, Severity, problem

MALFORMED_CSV = problem(
    "BIB024",
    "malformed-csv",
    Severity.WARNING,
    """
    A line of a table has more cells than the table has columns, or a quotation mark is never closed.

    ## Why it matters
    Most often a comma stands in a cell without quotation marks, and all cells behind it have slipped into the next
    columns.

    ## Example
    ~~~references.csv
    key,type,year,title
    holsti1995,book,1995,International Politics, A Framework for Analysis
    ~~~

    ## Use instead
    ~~~references.csv
    key,type,year,title
    holsti1995,book,1995,"International Politics, A Framework for Analysis"
    ~~~
    """,
)

UNKNOWN_COLUMN = problem(
    "BIB028",
    "unknown-column",
    Severity.INFORMATION,
    """
    The heading of a column of a table names no field that citekit knows.

    ## Why it matters
    Headings are understood in many languages, but not each word for each field. What the column holds is kept under a
    name made from its heading, where styles and other formats do not look for it; or, where no name can be made, it is
    not read.

    Where the column holds something of the work, write the name of the field in the first line: `author`, `title`,
    `journaltitle`, `publisher`, `pages` … For one that you only need yourself there is nothing to do.

    ## Example
    ~~~daftar.csv
    Penulis,Judul,Tahun,Penerbit,Rak buku
    "Geertz, Clifford",The Religion of Java,1960,Free Press,B-12
    ~~~

    ## Use instead
    ~~~daftar.csv
    Penulis,Judul,Tahun,Penerbit,library
    "Geertz, Clifford",The Religion of Java,1960,Free Press,B-12
    ~~~
    """,
)

PROBLEMS: tuple[Problem, ...] = (MALFORMED_CSV, UNKNOWN_COLUMN)
