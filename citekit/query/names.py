"""The names of fields that a query may use, and what each looks in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from types import MappingProxyType

ANY = "any"
"""Everything that is written in an entry: its key and all its fields."""
HAS = "has"
"""Takes the name of a field, and finds the works that have it."""

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "people": ("author", "editor"),
        "title": ("title", "subtitle"),
        "keyword": ("keywords",),
        # The names that BibTeX and biblatex give to one thing.
        "year": ("year", "date"),
        "date": ("date", "year"),
        "journal": ("journal", "journaltitle"),
        "journaltitle": ("journaltitle", "journal"),
        "address": ("address", "location"),
        "location": ("location", "address"),
        "school": ("school", "institution"),
        "institution": ("institution", "school"),
        "annote": ("annote", "annotation"),
        "annotation": ("annotation", "annote"),
    }
)
"""Names that look in several fields."""

DATES = frozenset(("date", "year"))
"""When a work was published."""

PEOPLE = frozenset(
    """author editor translator annotator commentator introduction foreword afterword bookauthor editora editorb
    editorc holder shortauthor shorteditor namea nameb namec sortname""".split()
)
"""Lists of names: in them the words of a phrase may come in any order, within one name."""

# biblatex manual, sections 2.2.2 and 2.2.3, and BibTeX's own (btxdoc, section 3.2).
_STANDARD = frozenset(
    """abstract addendum address afterword annotation annotator annote author authortype bookauthor bookpagination
    booksubtitle booktitle booktitleaddon chapter commentator crossref date day doi edition editor editora editoratype
    editorb editorbtype editorc editorctype editortype eid entryset entrysubtype eprint eprintclass eprinttype
    eventdate eventtitle eventtitleaddon execute file foreword gender holder howpublished ids indexsorttitle
    indextitle institution introduction isan isbn ismn isrn issn issue issuesubtitle issuetitle issuetitleaddon iswc
    journal journalsubtitle journaltitle journaltitleaddon keywords label langid langidopts language library location
    mainsubtitle maintitle maintitleaddon month nameaddon note number options organization origdate origlanguage
    origlocation origpublisher origtitle pages pagetotal pagination part presort primaryclass archiveprefix publisher
    pubstate related relatedoptions relatedstring relatedtype reprinttitle school series shortauthor shorteditor
    shorthand shorthandintro shortjournal shortseries shorttitle sortkey sortname sortshorthand sorttitle sortyear
    subtitle title titleaddon translator type url urldate urlyear venue version volume volumes xdata xref year
    """.split()
)

KNOWN: frozenset[str] = _STANDARD | GROUPS.keys() | {"key", ANY, HAS}
"""Names that are right in any library, whether it has such a field or not."""


def fields(name: str) -> tuple[str, ...]:
    """The fields that a name looks in; for `any`, none in particular."""
    return GROUPS.get(name, (name,))


def nearest(name: str, among: Collection[str]) -> str:
    """The name most like another; empty when none is."""
    found = get_close_matches(name, sorted(among), n=1, cutoff=0.7)
    return found[0] if found else ""
