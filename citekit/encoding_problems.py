"""What can be wrong with the bytes of a text file (see `encoding`)."""

from __future__ import annotations

from citekit.diagnostic import Problem, Severity, problem

UNKNOWN_ENCODING = problem(
    "FIL003",
    "unknown-encoding",
    Severity.WARNING,
    """
    The file is not UTF-8 and does not say what else it is.

    ## Why it matters
    The same byte stands for different letters in different encodings. citekit reads such a file as Windows-1252, the
    most frequent of the old ones; in any other, names and titles come out with wrong letters.

    ## What to do
    Save the file as UTF-8 with your editor. If it has to stay as it is, write the name of its encoding on the first
    line, as in `% Encoding: ISO-8859-9`.
    """,
)
EMPTY_FILE = problem(
    "FIL004",
    "empty-file",
    Severity.WARNING,
    """
    The file has nothing in it but, perhaps, white space.

    ## Why it matters
    Often the wrong file was named, or saving it failed.

    ## What to do
    Look whether this is the file you meant; if it is not needed, stop naming it.
    """,
)
NUL_BYTE = problem(
    "FIL005",
    "nul-byte",
    Severity.ERROR,
    """
    There is a NUL byte in the file, which no text has.

    ## Why it matters
    The file was damaged, for instance by a disk that was full, or it is no text file. What stands around the byte may
    be missing.

    ## What to do
    Compare the place with a backup and delete the byte.
    """,
)

PROBLEMS: tuple[Problem, ...] = (UNKNOWN_ENCODING, EMPTY_FILE, NUL_BYTE)
