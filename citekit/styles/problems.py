"""What can be wrong with a style."""

from __future__ import annotations

from citekit.diagnostic import Severity, problem

STYLE_NOT_USABLE = problem(
    "STY001",
    "style-not-usable",
    Severity.ERROR,
    """
    A style of yours cannot be used: its file is no CSL, or asks for what is not there.

    ## Why it matters
    No page can be printed in that style. The finding names the line of the style and what is wrong there: a tag that
    is not closed, a macro that is called and not defined or that calls itself, a dependent style without its parent.

    ## What to do
    Put that line right. The style that yours was made from shows how it should look; any style of the CSL project can
    be named without a file: `style = "apa"`.
    """,
)

ODD_STYLE = problem(
    "STY002",
    "odd-style",
    Severity.WARNING,
    """
    A style of yours has an element or an attribute that CSL does not know.

    ## Why it matters
    The style works and that part of it does nothing. Most often its name is misspelt, or it belongs to a dialect of
    CSL that one program alone reads.

    ## What to do
    Compare the name with the specification of CSL 1.0.2, or take it out.
    """,
)

PROBLEMS = (STYLE_NOT_USABLE, ODD_STYLE)
