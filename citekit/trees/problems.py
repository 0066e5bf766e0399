"""What can be found wrong in JSON and YAML."""

from __future__ import annotations

from citekit.diagnostic import Problem, Severity, problem

MALFORMED_JSON = problem(
    "BIB020",
    "malformed-json",
    Severity.ERROR,
    """
    A bibliography in JSON is not well-formed: a comma, a bracket or a quotation mark is missing or too many.

    ## Why it matters
    Most programs refuse the whole file. citekit leaves out the work in which the fault stands and reads on at the next
    one where it can.

    ## Example
    ~~~references.json
    [
      {"id": "holsti1995", "type": "book" "title": "International Politics"},
      {"id": "plano1979", "type": "book", "title": "The International Relations Dictionary"}
    ]
    ~~~

    ## Use instead
    ~~~references.json
    [
      {"id": "holsti1995", "type": "book", "title": "International Politics"},
      {"id": "plano1979", "type": "book", "title": "The International Relations Dictionary"}
    ]
    ~~~
    """,
)
MALFORMED_YAML = problem(
    "BIB023",
    "malformed-yaml",
    Severity.ERROR,
    """
    A bibliography in YAML is not well-formed, or not of the shape that it should have.

    ## Why it matters
    Most programs refuse the whole file. citekit keeps the works that stand before the fault.

    ## Example
    ~~~references.yaml
    references:
    - id: holsti1995
      type: book
      title: International Politics
    - id: plano1979
      type: book
      title: "The International Relations Dictionary
    ~~~

    ## Use instead
    ~~~references.yaml
    references:
    - id: holsti1995
      type: book
      title: International Politics
    - id: plano1979
      type: book
      title: The International Relations Dictionary
    ~~~
    """,
)
UNFIT_VALUE = problem(
    "BIB027",
    "unfit-value",
    Severity.WARNING,
    """
    A value is of a kind that does not fit its place: a list of names where a text belongs, a text where names belong.

    ## Why it matters
    citekit takes what it can of it, but other programs may refuse the file or print something else.

    ## Example
    ~~~references.json
    [{"id": "holsti1995", "type": "book", "title": "International Politics", "author": {"family": "Holsti"}}]
    ~~~

    ## Use instead
    ~~~references.json
    [{"id": "holsti1995", "type": "book", "title": "International Politics", "author": [{"family": "Holsti"}]}]
    ~~~
    """,
)

PROBLEMS: tuple[Problem, ...] = (MALFORMED_JSON, MALFORMED_YAML, UNFIT_VALUE)
