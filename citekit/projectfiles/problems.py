"""What reading the project files can find."""

from __future__ import annotations

from citekit.diagnostic import Severity, problem

MALFORMED_CLAIMS = problem(
    "CLM001",
    "malformed-claims",
    Severity.ERROR,
    """
    A part of a claims file is not valid TOML, so that part is not read.

    ## Why it matters
    The claim that stands there is neither checked nor printed. The other claims of the file are read.

    ## Example
    ~~~claims.toml
    document = "article.md"

    [[claim]]
    exact = "States cooperate to lower their costs
    ~~~
    ~~~article.md
    States cooperate to lower their costs.
    ~~~

    ## Use instead
    ~~~claims.toml
    document = "article.md"

    [[claim]]
    exact = "States cooperate to lower their costs"
    ~~~
    ~~~article.md
    States cooperate to lower their costs.
    ~~~
    """,
)

UNKNOWN_CLAIM_FIELD = problem(
    "CLM002",
    "unknown-field",
    Severity.WARNING,
    """
    A claims file has a field that citekit does not know.

    ## Why it matters
    The field has no effect. Most often its name is misspelt, and what it says is missing from the claim table.

    ## Example
    ~~~claims.toml
    document = "article.md"

    [[claim]]
    exact = "States cooperate to lower their costs"
    [[claim.source]]
    key = "holsti1995"
    pages = "362"
    ~~~
    ~~~article.md
    States cooperate to lower their costs.
    ~~~

    ## Use instead
    ~~~claims.toml
    document = "article.md"

    [[claim]]
    exact = "States cooperate to lower their costs"
    [[claim.source]]
    key = "holsti1995"
    page = "362"
    ~~~
    ~~~article.md
    States cooperate to lower their costs.
    ~~~
    """,
)

WRONG_CLAIM_VALUE = problem(
    "CLM003",
    "wrong-value",
    Severity.ERROR,
    """
    A field of a claims file is missing, or its value is not one that the field can have.

    ## Why it matters
    A claim without the words it annotates cannot be found in the article, and a verdict in words of one's own cannot
    be counted. The value is left out; a claim without its words is not read.

    ## Example
    ~~~claims.toml
    document = "article.md"

    [[claim]]
    exact = "States cooperate to lower their costs"
    [claim.verdict]
    status = "proven"
    ~~~
    ~~~article.md
    States cooperate to lower their costs.
    ~~~

    ## Use instead
    ~~~claims.toml
    document = "article.md"

    [[claim]]
    exact = "States cooperate to lower their costs"
    [claim.verdict]
    status = "supported"
    ~~~
    ~~~article.md
    States cooperate to lower their costs.
    ~~~
    """,
)

DUPLICATE_CLAIM_ID = problem(
    "CLM004",
    "duplicate-claim-id",
    Severity.ERROR,
    """
    Two claims have the same id.

    ## Why it matters
    A link or a note that names the id may mean either of them.

    ## Example
    ~~~claims.toml
    document = "article.md"

    [[claim]]
    id = "costs"
    exact = "States cooperate to lower their costs"

    [[claim]]
    id = "costs"
    exact = "No state is forced to"
    ~~~
    ~~~article.md
    States cooperate to lower their costs. No state is forced to.
    ~~~

    ## Use instead
    ~~~claims.toml
    document = "article.md"

    [[claim]]
    id = "costs"
    exact = "States cooperate to lower their costs"

    [[claim]]
    id = "freedom"
    exact = "No state is forced to"
    ~~~
    ~~~article.md
    States cooperate to lower their costs. No state is forced to.
    ~~~
    """,
)

MALFORMED_LIST = problem(
    "LST001",
    "malformed-reading-list",
    Severity.ERROR,
    """
    A part of a reading list is not valid TOML, so that part is not read.

    ## Why it matters
    The section that it belongs to is missing from the printed list. The other sections are read.

    ## Example
    ~~~reading-list.toml
    title = "Course reader"

    [[section]]
    title = Week 1
    ~~~

    ## Use instead
    ~~~reading-list.toml
    title = "Course reader"

    [[section]]
    title = "Week 1"
    ~~~
    """,
)

UNKNOWN_LIST_FIELD = problem(
    "LST002",
    "unknown-list-field",
    Severity.WARNING,
    """
    A reading list has a field that citekit does not know.

    ## Why it matters
    The field has no effect, and what it says does not reach the reader.

    ## Example
    ~~~reading-list.toml
    [[section]]
    title = "Week 1"
    remark = "Read this first"
    ~~~

    ## Use instead
    ~~~reading-list.toml
    [[section]]
    title = "Week 1"
    note = "Read this first"
    ~~~
    """,
)

WRONG_LIST_VALUE = problem(
    "LST003",
    "wrong-list-value",
    Severity.ERROR,
    """
    A field of a reading list is missing, or its value is not one that the field can have.

    ## Why it matters
    The value is left out of the printed list; an item without a key is left out altogether.

    ## Example
    ~~~reading-list.toml
    [[section]]
    title = "Week 1"
    [[section.item]]
    key = "holsti1995"
    importance = "must"
    ~~~

    ## Use instead
    ~~~reading-list.toml
    [[section]]
    title = "Week 1"
    [[section.item]]
    key = "holsti1995"
    importance = "essential"
    ~~~
    """,
)

MALFORMED_CONFIG = problem(
    "PRJ001",
    "malformed-config",
    Severity.ERROR,
    """
    A part of citekit.toml is not valid TOML, so that part is not read.

    ## Why it matters
    Files or outputs that are named there are left out.

    ## Example
    ~~~citekit.toml
    title = "Why states cooperate
    ~~~

    ## Use instead
    ~~~citekit.toml
    title = "Why states cooperate"
    ~~~
    """,
)

UNKNOWN_SETTING = problem(
    "PRJ002",
    "unknown-setting",
    Severity.WARNING,
    """
    citekit.toml has a setting that citekit does not know.

    ## Why it matters
    The setting has no effect. Most often its name is misspelt.

    ## Example
    ~~~citekit.toml
    libary = ["references.bib"]
    ~~~
    ~~~references.bib
    @misc{a, title = {A}}
    ~~~

    ## Use instead
    ~~~citekit.toml
    library = ["references.bib"]
    ~~~
    ~~~references.bib
    @misc{a, title = {A}}
    ~~~
    """,
)

WRONG_SETTING = problem(
    "PRJ003",
    "wrong-setting",
    Severity.ERROR,
    """
    A setting of citekit.toml is missing, or its value is not one that the setting can have.

    ## Why it matters
    The setting is left out, and an output that it belongs to may not be written.

    ## Example
    ~~~citekit.toml
    [check]
    fail-on = "errors"
    ~~~

    ## Use instead
    ~~~citekit.toml
    [check]
    fail-on = "error"
    ~~~
    """,
)

OUTSIDE_PROJECT = problem(
    "PRJ004",
    "outside-project",
    Severity.ERROR,
    """
    citekit.toml names an output or a templates folder outside the project's folder.

    ## Why it matters
    A project that somebody else sent must not be able to write over your files, or to print what it finds in them.
    Libraries, documents, claims and reading lists may lie outside: they are only read.

    ## Example
    ~~~citekit.toml
    [[output]]
    template = "reading-list.md"
    file = "../reading-list.md"
    ~~~

    ## Use instead
    ~~~citekit.toml
    [[output]]
    template = "reading-list.md"
    file = "build/reading-list.md"
    ~~~
    """,
)

PROBLEMS = (
    MALFORMED_CLAIMS,
    UNKNOWN_CLAIM_FIELD,
    WRONG_CLAIM_VALUE,
    DUPLICATE_CLAIM_ID,
    MALFORMED_LIST,
    UNKNOWN_LIST_FIELD,
    WRONG_LIST_VALUE,
    MALFORMED_CONFIG,
    UNKNOWN_SETTING,
    WRONG_SETTING,
    OUTSIDE_PROJECT,
)
