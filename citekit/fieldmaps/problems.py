"""What can be found wrong in files of tags and in XML."""

from __future__ import annotations

from citekit.diagnostic import Severity, problem

MALFORMED_RIS = problem(
    "BIB021",
    "malformed-ris",
    Severity.WARNING,
    """
    Something in a RIS file does not follow the format: an entry without TY or ER, a type that RIS does not have, text
    outside of any entry.

    ## Why it matters
    citekit reads what it can. Other programs may drop the entry, or join it to the next one.

    ## Example
    ~~~references.ris
    TY  - BOOK
    AU  - Holsti, K. J.
    TI  - International Politics

    TY  - BOOK
    AU  - Plano, Jack C.
    TI  - The International Relations Dictionary
    ER  -
    ~~~

    ## Use instead
    ~~~references.ris
    TY  - BOOK
    AU  - Holsti, K. J.
    TI  - International Politics
    ER  -

    TY  - BOOK
    AU  - Plano, Jack C.
    TI  - The International Relations Dictionary
    ER  -
    ~~~
    """,
)
MALFORMED_XML = problem(
    "BIB022",
    "malformed-xml",
    Severity.ERROR,
    """
    A bibliography in XML is not well-formed, or has what such a file should not have: a document type, elements nested
    without end.

    ## Why it matters
    The entry in which the fault stands is left out. A file with a document type is not read at all, because that can
    make a program fetch other files or fill its memory.

    ## Example
    ~~~references.mods
    <modsCollection xmlns="http://www.loc.gov/mods/v3">
      <mods ID="holsti1995"><titleInfo><title>Politics & Power</title></titleInfo></mods>
    </modsCollection>
    ~~~

    ## Use instead
    ~~~references.mods
    <modsCollection xmlns="http://www.loc.gov/mods/v3">
      <mods ID="holsti1995"><titleInfo><title>Politics &amp; Power</title></titleInfo></mods>
    </modsCollection>
    ~~~
    """,
)
MALFORMED_TAGGED = problem(
    "BIB025",
    "malformed-tagged",
    Severity.WARNING,
    """
    Something in a file of tagged lines (PubMed, EndNote, Web of Science) does not follow the format: an entry that is
    not ended, a type that the format does not have, text outside of any entry.

    ## Why it matters
    citekit reads what it can. Other programs may drop the entry, or join it to the next one.

    ## Example
    ~~~references.enw
    %0 Bok
    %A Holsti, K. J.
    %T International Politics
    ~~~

    ## Use instead
    ~~~references.enw
    %0 Book
    %A Holsti, K. J.
    %T International Politics
    ~~~
    """,
)
FIELD_NOT_READ = problem(
    "BIB026",
    "field-not-read",
    Severity.INFORMATION,
    """
    The file says something of its works for which an entry has no field.

    ## Why it matters
    It is not in the library that citekit makes of the file, so it is not there either when that is written to another
    format. The file itself still has it.

    ## Example
    ~~~references.ris
    TY  - BOOK
    TI  - International Politics
    AV  - Shelf 3
    ER  -
    ~~~

    ## Use instead
    ~~~references.ris
    TY  - BOOK
    TI  - International Politics
    N1  - Shelf 3
    ER  -
    ~~~
    """,
)
MISSING_EXTRA = problem(
    "BIB027",
    "missing-extra",
    Severity.ERROR,
    """
    To read this format citekit needs a package that is not installed with it.

    ## Why it matters
    The file is not read, so nothing is known of what it holds.

    ## What to do
    Install the extra that the hint names, such as `pip install 'citekit-bib[zotero]'` for Zotero RDF, or export the
    library in another format: CSL-JSON or BibLaTeX hold the same.
    """,
)
