"""What the reader can find wrong in a .bib file."""

from __future__ import annotations

from citekit.diagnostic import Problem, Severity, problem

NO_ENTRIES = problem(
    "BIB001",
    "no-entries",
    Severity.ERROR,
    """
    A file that is named as a bibliography has no entry in it.

    ## Why it matters
    Everything that cites from this file would be reported as unknown. Most often another kind of file was named: an
    export of another program, the article itself, a page saved from the web.

    ## Example
    ~~~references.bib
    Holsti, K. J. (1995). International Politics: A Framework for Analysis. Prentice Hall.
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author    = {Holsti, K. J.},
      title     = {International Politics: A Framework for Analysis},
      publisher = {Prentice Hall},
      year      = {1995},
    }
    ~~~
    """,
)
UNCLOSED_ENTRY = problem(
    "BIB002",
    "unclosed-entry",
    Severity.ERROR,
    """
    An entry has no closing brace before the next one begins.

    ## Why it matters
    BibTeX reads on into the next entry, which is then lost. citekit ends the entry where the next line begins one.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      title = {International Politics},
      year  = {1995}

    @book{plano1979,
      title = {The International Relations Dictionary},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      title = {International Politics},
      year  = {1995}
    }

    @book{plano1979,
      title = {The International Relations Dictionary},
    }
    ~~~
    """,
)
MISSING_COMMA = problem(
    "BIB003",
    "missing-comma",
    Severity.WARNING,
    """
    Two fields, or the key and the first field, have no comma between them.

    ## Why it matters
    citekit reads the field all the same, but BibTeX and many other programs drop it or refuse the file.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      title = {International Politics}
      year  = {1995}
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      title = {International Politics},
      year  = {1995}
    }
    ~~~
    """,
)
ENTRY_WITHOUT_KEY = problem(
    "BIB004",
    "entry-without-key",
    Severity.WARNING,
    """
    An entry has no key, so nothing can cite it.

    ## Why it matters
    citekit calls it `unnamed-1`, `unnamed-2` … so that it is not lost, but these names change when entries are added.

    ## Example
    ~~~references.bib
    @book{
      title = {International Politics},
      year  = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      title = {International Politics},
      year  = {1995},
    }
    ~~~
    """,
)
UNCLOSED_VALUE = problem(
    "BIB005",
    "unclosed-value",
    Severity.ERROR,
    """
    A value has an opening brace or quotation mark that is never closed.

    ## Why it matters
    BibTeX takes the rest of the entry, or of the file, for part of the value. citekit ends the value where the next
    line begins a field, which may not be where it was meant to end.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      title = {International {Politics},
      year  = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      title = {International {Politics}},
      year  = {1995},
    }
    ~~~
    """,
)
MISSING_VALUE = problem(
    "BIB006",
    "missing-value",
    Severity.WARNING,
    """
    A field is named but given no value.

    ## Why it matters
    The field is treated as if it were not there, and many programs stop at it.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      title = {International Politics},
      year  = ,
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      title = {International Politics},
      year  = {1995},
    }
    ~~~
    """,
)
JUNK_IN_ENTRY = problem(
    "BIB007",
    "junk-in-entry",
    Severity.WARNING,
    """
    Something in an entry is neither a field nor part of one.

    ## Why it matters
    It is not used, so if it was meant as a field it is missing; and BibTeX stops reading the entry there.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      title = {International Politics},
      seventh edition,
      year  = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      title   = {International Politics},
      edition = {seventh},
      year    = {1995},
    }
    ~~~
    """,
)
DUPLICATE_FIELD = problem(
    "BIB008",
    "duplicate-field",
    Severity.WARNING,
    """
    An entry has the same field twice.

    ## Why it matters
    Only the first counts, in citekit as in BibTeX; other programs take the last, or join them.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      title = {International Politics},
      year  = {1995},
      year  = {1983},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      title = {International Politics},
      year  = {1995},
    }
    ~~~
    """,
)
UNDEFINED_STRING = problem(
    "BIB009",
    "undefined-string",
    Severity.WARNING,
    """
    A value without braces or quotation marks is neither a number nor an abbreviation that the file defines.

    ## Why it matters
    BibTeX leaves the value empty. citekit prints the word as it stands, which is seldom what a reader should see.

    ## Example
    ~~~references.bib
    @article{holsti1970,
      title   = {National Role Conceptions},
      journal = isq,
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @string{isq = "International Studies Quarterly"}

    @article{holsti1970,
      title   = {National Role Conceptions},
      journal = isq,
    }
    ~~~
    """,
)
MALFORMED_NAME = problem(
    "BIB010",
    "malformed-name",
    Severity.WARNING,
    """
    A name has too many commas, or an `and` has no name beside it.

    ## Why it matters
    Names are parted by the word `and`; a comma parts the family name from the given one. A list parted by commas is
    read as one person with a strange name.

    ## Example
    ~~~references.bib
    @book{dougherty1997,
      author = {Dougherty, James, Pfaltzgraff, Robert},
      title  = {Contending Theories of International Relations},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{dougherty1997,
      author = {Dougherty, James and Pfaltzgraff, Robert},
      title  = {Contending Theories of International Relations},
    }
    ~~~
    """,
)
COMMENTED_ENTRY = problem(
    "BIB012",
    "commented-entry",
    Severity.INFORMATION,
    """
    An entry stands behind a `%`, or inside `@comment{…}`, and is left out.

    ## Why it matters
    BibTeX knows no `%`: it reads such an entry all the same, while biber does not. Whether the work is there depends on
    the program.

    ## Example
    ~~~references.bib
    %@book{holsti1983,
    %  title = {International Politics},
    %}

    @book{holsti1995,
      title = {International Politics},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      title = {International Politics},
    }
    ~~~
    """,
)
FLOOD = problem(
    "BIB013",
    "fragments-not-read",
    Severity.ERROR,
    """
    A file has thousands of entries with next to nothing in them, or more strings than anybody uses.

    ## Why it matters
    Most often the file is damaged, or it was made to stop the programs that read it. citekit reads the first thousands
    of such fragments, and of what follows only the entries that have something in them. The others stay in the file
    as they are, but are not listed, and strings that are defined there are not known.

    ## What to do
    Look at the place that the finding names. Delete what says nothing, or take the file from where it came once more;
    divide a list of more than fifty thousand strings.
    """,
)
LONG_TEX = problem(
    "BIB014",
    "tex-left-as-it-is",
    Severity.WARNING,
    """
    A field has a million characters or more with TeX in them, which is left as it is.

    ## Why it matters
    It is printed with its commands, where other fields are printed as text. No title, abstract or note is as long as a
    book: most often the brace that should end the field is missing.

    ## What to do
    Look where the field should end. If it is meant to be so long, put the text into a file of its own.
    """,
)

PROBLEMS: tuple[Problem, ...] = (
    NO_ENTRIES,
    UNCLOSED_ENTRY,
    MISSING_COMMA,
    ENTRY_WITHOUT_KEY,
    UNCLOSED_VALUE,
    MISSING_VALUE,
    JUNK_IN_ENTRY,
    DUPLICATE_FIELD,
    UNDEFINED_STRING,
    MALFORMED_NAME,
    COMMENTED_ENTRY,
    FLOOD,
    LONG_TEX,
)
