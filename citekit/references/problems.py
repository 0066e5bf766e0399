"""What can be found in references that are taken apart, and in works that are added to a library."""

from __future__ import annotations

from citekit.diagnostic import Problem, Severity, problem

REFERENCE_NOT_READ = problem(
    "BIB211",
    "reference-not-read",
    Severity.ERROR,
    """
    A text that was to be added has nothing in it that a reference has: no title can be told.

    ## Why it matters
    It is not in the library. The others that were given with it are.

    ## What to do
    Give the whole reference, from its author to its end, one after the other with a blank line between; or the entry
    as BibTeX, RIS or CSL-JSON, which most catalogues and publishers give.
    """,
)

ALREADY_THERE = problem(
    "BIB212",
    "already-in-library",
    Severity.INFORMATION,
    """
    A work that was to be added is in the library already, so it was not added.

    ## Why it matters
    Two entries of one work are cited by two keys, and a bibliography prints both.

    ## What to do
    Cite the work by the key that is told. Where it is another work all the same, add it with `--anyway`.
    """,
)

PROBLEMS: tuple[Problem, ...] = (REFERENCE_NOT_READ, ALREADY_THERE)
