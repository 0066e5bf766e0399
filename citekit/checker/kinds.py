"""The kinds of findings that no reader and no rule makes."""

from __future__ import annotations

from citekit.diagnostic import Severity, problem

TEMPLATE_ERROR = problem(
    "TPL001",
    "template-error",
    Severity.ERROR,
    """
    A template cannot be rendered.

    ## Why it matters
    The page that it makes is not written, and the one of the last time stays as it was. The finding stands at the
    line of the template that is wrong: its grammar, a name that there is not, or something that templates may not
    do, such as reading a file outside the project.

    ## What to do
    Put that line right, then build again. `citekit render` shows the result of one template without writing it.
    """,
)

OUTPUT_NOT_WRITTEN = problem(
    "TPL002",
    "output-not-written",
    Severity.ERROR,
    """
    A page could not be written.

    ## Why it matters
    The file holds what an earlier build wrote, or nothing. The finding says why: a folder that may not be written
    to, a full disk, a folder that has the name of the file. Nothing is ever half written.

    ## What to do
    Put right what the finding names, or give the output another `file` in `citekit.toml`, then build again.
    """,
)

PLUGIN_NOT_LOADED = problem(
    "PLG001",
    "plugin-not-loaded",
    Severity.WARNING,
    """
    A package that adds formats, rules or styles to citekit could not be loaded.

    ## Why it matters
    What it brings is not there: its rules did not run, so a clean report says less than it seems to.

    ## What to do
    Update the package that the finding names, or uninstall it.
    """,
)

RULE_CRASHED = problem(
    "PLG002",
    "rule-crashed",
    Severity.ERROR,
    """
    A rule stopped at a fault of its own.

    ## Why it matters
    What it would have found after that is not in the report; all other rules ran to their end. The fault is the
    rule's, not that of your files.

    ## What to do
    Tell the rule's author which file made it stop. Until it is put right, `--ignore` with the rule's code leaves the
    rule out.
    """,
)

FAULTY_IGNORE = problem(
    "PRJ005",
    "faulty-ignore",
    Severity.WARNING,
    """
    A remark beside the text asks to ignore a finding, and does not say which, or why.

    ## Why it matters
    It has no effect: the finding is reported as before. Whoever reads the text in a year must see why somebody
    thought that the finding is none.

    ## Example
    ~~~article.md
    <!-- citekit: ignore QUO102 -->
    He called it a "second home.
    ~~~

    ## Use instead
    ~~~article.md
    <!-- citekit: ignore QUO102 the mark is an inch -->
    He called it a "second home.
    ~~~
    """,
)

UNUSED_IGNORE = problem(
    "PRJ006",
    "unused-ignore",
    Severity.WARNING,
    """
    Something is to be ignored that is not found.

    ## Why it matters
    What was wrong there has been put right, or the text has moved away from the remark. Left standing it would hide
    the next finding of that kind, which nobody has looked at.

    ## Example
    ~~~article.md
    <!-- citekit: ignore QUO102 the mark is an inch -->
    He called it a "second home".
    ~~~

    ## Use instead
    ~~~article.md
    He called it a "second home".
    ~~~
    """,
)

DAMAGED_BASELINE = problem(
    "PRJ007",
    "damaged-baseline",
    Severity.ERROR,
    """
    The file of accepted findings cannot be read.

    ## Why it matters
    What was accepted is not known, so every finding is reported. Mostly two people accepted findings at once and the
    file was left with the marks of a merge.

    ## What to do
    Give the file back as it was, with `citekit undo` or your version control; or accept today's findings anew with
    `citekit check --baseline`.
    """,
)

NOT_HOUSE_STYLE = problem(
    "BIB135",
    "not-house-style",
    Severity.INFORMATION,
    """
    A bibliography is not written as the project wants its bibliographies written.

    ## Why it matters
    `[format]` in `citekit.toml` says how: which case, which indent, in which order. A file that is written in one way
    shows in version control just what was changed in it. Nothing is told where there is no such table.

    ## What to do
    `citekit format` writes the files so; `citekit format --diff` shows first what it would change.
    """,
)

PROBLEMS = (
    TEMPLATE_ERROR,
    OUTPUT_NOT_WRITTEN,
    PLUGIN_NOT_LOADED,
    RULE_CRASHED,
    FAULTY_IGNORE,
    UNUSED_IGNORE,
    DAMAGED_BASELINE,
    NOT_HOUSE_STYLE,
)
