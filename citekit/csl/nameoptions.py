"""The attributes of `cs:name` with those inherited (specification, "Name", "Inheritable Name Options")."""

from dataclasses import dataclass

from citekit.csl.scope import Scope
from citekit.csl.xmltree import Element

_INHERITED_AS = {"form": "name-form", "delimiter": "name-delimiter"}
"""How an attribute of `cs:name` is called where it is inherited from."""


@dataclass(frozen=True, slots=True)
class NameOptions:
    """All that says how the names of a name variable are rendered."""

    conjunction: str
    """The word or symbol of `and`; empty where it is not set."""
    delimiter: str
    precedes_et_al: str
    precedes_last: str
    et_al_min: int
    et_al_use_first: int
    et_al_use_last: bool
    subsequent_min: int
    subsequent_use_first: int
    form: str
    initialize: bool
    initialize_with: str | None
    as_sort_order: str
    sort_separator: str
    hyphen: bool
    initials_only: bool
    """Whether names are told apart by initials only, also where the style gives names no initials."""
    demote: str

    @property
    def initials(self) -> bool:
        """Whether given names are turned into initials."""
        return self.initialize_with is not None and self.initialize

    @property
    def stops(self) -> bool:
        """Whether abbreviations in names keep their full stops: not where initials have none."""
        return self.initialize_with is None or "." in self.initialize_with

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels of expansion that change how a name looks ("Expansion of Individual Names").

        Level 1 is the long form, with initials where they are asked for; level 2 has the full given name, in the
        entries of the bibliography as well, which have to show what tells cites apart ("Disambiguation").
        """
        if self.form == "short":
            bare = 1 if self.initials_only else 2
            return (1, 2) if self.initials else (bare,)
        return (2,) if self.initials else ()


def read_name_options(element: Element | None, scope: Scope) -> NameOptions:
    """Read the options of a `cs:name` (None where there is none) in an area of a style."""
    own = element.attributes if element is not None else {}

    def get(name: str, default: str = "") -> str:
        return own[name] if name in own else scope.option(_INHERITED_AS.get(name, name), default)

    first = _count(get("et-al-use-first"))
    # Without the number of names to show there is no abbreviation; "0" hides them all.
    minimum = _count(get("et-al-min")) if get("et-al-use-first") else 0
    with_ = own.get("initialize-with", scope.option("initialize-with", "\0"))
    options = scope.style.options
    use_last = get("et-al-use-last") == "true"
    if use_last and first > minimum - 2:
        first = max(minimum - 2, 1)  # the last name needs at least one more left out before it
    return NameOptions(
        conjunction=_conjunction(get("and"), scope),
        delimiter=get("delimiter", ", "),
        precedes_et_al=get("delimiter-precedes-et-al", "contextual"),
        precedes_last=get("delimiter-precedes-last", "contextual"),
        et_al_min=minimum,
        et_al_use_first=first,
        et_al_use_last=use_last,
        subsequent_min=_count(get("et-al-subsequent-min")) or minimum,
        subsequent_use_first=_count(get("et-al-subsequent-use-first")) or first,
        form=get("form", "long"),
        initialize=get("initialize", "true") != "false",
        initialize_with=None if with_ == "\0" else with_,
        as_sort_order=get("name-as-sort-order"),
        sort_separator=get("sort-separator", ", "),
        initials_only=scope.style.citation.get("givenname-disambiguation-rule").endswith("-with-initials"),
        hyphen=options.get("initialize-with-hyphen", "true") != "false",
        demote=options.get("demote-non-dropping-particle", "display-and-sort"),
    )


def _conjunction(value: str, scope: Scope) -> str:
    if value == "symbol":
        return "&"
    return (scope.locale.term("and") or "") if value == "text" else ""


def _count(value: str) -> int:
    value = value.strip()
    return int(value) if value.isdecimal() and len(value) < 6 else 0
