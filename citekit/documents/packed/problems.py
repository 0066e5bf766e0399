"""What can be found wrong with documents that are no text."""

from __future__ import annotations

from citekit.diagnostic import Problem, Severity, problem
from citekit.messages import say

UNREAD_DOCUMENT = problem(
    "FIL007",
    "unread-document",
    Severity.ERROR,
    """
    A Word, OpenDocument or PDF file cannot be read: it is damaged, protected by a password, not what its name says, or
    so made that reading it would fill the memory.

    ## Why it matters
    Nothing in it was checked.

    ## What to do
    Open it in the program that wrote it and save it again, without a password; or save it as plain text.
    """,
)
DAMAGED_FIELD = problem(
    "FIL009",
    "damaged-field",
    Severity.WARNING,
    """
    A citation that a reference manager put into the document is damaged: what it says about the work cannot be read.

    ## Why it matters
    The citation is read by its words alone, as if it had been typed.

    ## What to do
    In the word processor, delete the citation and insert it again with the reference manager.
    """,
)

PROBLEMS: tuple[Problem, ...] = (UNREAD_DOCUMENT, DAMAGED_FIELD)


class Unread(Exception):
    """The file cannot be read: why, and what to do. Never leaves the package."""

    def __init__(self, why: str, hint: str = say("open it in the program that wrote it and save it again")) -> None:
        super().__init__(why)
        self.why = why
        self.hint = hint
