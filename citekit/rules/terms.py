"""The words that stand between the names of a citation, and which of several is the odd one in a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from citekit.model import CitationItem, Document, Entry, Project, Surface
from citekit.prose.terms import languages

_EDGES = " \u00a0\n\r\t,;:(["
_CUT = re.compile(r"[\d,;:()\[\]]")
_LONGEST = 40
"""Characters of the longest term, spaces included."""


def others_term(item: CitationItem) -> Surface | None:
    """*et al.*, *dkk.* … as a citation in words has it; None where it has none."""
    if not (item.others and item.names):
        return None
    source, start = item.span.source, item.names[-1].span.end
    end = item.year.span.start if item.year and item.year.span.start > start else min(item.span.end, start + _LONGEST)
    return _stripped(source.slice(start, end), item, start)


def others_in(document: Document | None) -> str:
    """The usual term for "and others" in the language of a document: *dkk.*, *et al.*"""
    code = (document.language if document else "").partition("-")[0].lower()
    found = (language.phrases["others"][0] for language in languages() if language.code == code)
    return next(found, "et al.")


HOUSE: Mapping[str, str] = MappingProxyType({"id": "dkk.", "other": "et al."})
"""What a house writes that has one term for Indonesian works and another for foreign ones."""


def others_for(entry: Entry, document: Document | None, project: Project) -> str:
    """The term for "and others" of a work: its language's where the house has one for each, else the document's."""
    by_language = project.config.profile.settings.et_al_by_language
    own = HOUSE.get(language_of_work(entry)) if by_language else None
    return own or others_in(document)


def language_of_work(entry: Entry | None) -> str:
    """ "id" of an Indonesian work, "other" of a foreign one, empty where the library does not say it."""
    stated = (entry.text("langid") or entry.text("language")).casefold() if entry else ""
    return "id" if stated in _INDONESIAN else "other" if stated else ""


_INDONESIAN = frozenset(
    ("id", "id-id", "in", "indonesian", "indonesia", "bahasa indonesia", "indonesisch", "indonésien")
)
"""How libraries say that a work is in Indonesian (`langid`, `language`)."""


def and_term(item: CitationItem) -> Surface | None:
    """The word or sign between the last two names; None where it has none."""
    if len(item.names) < 2:
        return None
    start, end = item.names[-2].span.end, item.names[-1].span.start
    return _stripped(item.span.source.slice(start, end), item, start) if start < end else None


def _stripped(text: str, item: CitationItem, start: int) -> Surface | None:
    lead = len(text) - len(text.lstrip(_EDGES))
    term = _CUT.split(text.strip(_EDGES), maxsplit=1)[0].rstrip(_EDGES)
    if not term or len(term) > _LONGEST or "\n\n" in term:
        return None
    return Surface(" ".join(term.split()), item.span.source.span(start + lead, start + lead + len(term)))


def odd_ones(terms: Sequence[Surface], also: Sequence[str] = ()) -> Iterator[tuple[Surface, str]]:
    """The terms that a document uses less often than another, each with the usual one.

    `also`: the terms of its list of references, which count where the citations alone leave a tie. Where these do too,
    the usual one is that which the text has first: which of them is meant is not known, but that they are mixed is.
    """
    also = [normal(term) for term in also]
    counts = Counter(normal(term.text) for term in terms)
    if len(counts) < 2:
        return
    usual = min(counts, key=lambda text: (-counts[text], -also.count(text)))
    shown = next(term.text for term in terms if normal(term.text) == usual)
    yield from ((term, shown) for term in terms if normal(term.text) != usual)


def of_list(document: Document, kind: str) -> tuple[str, ...]:
    """The terms of one kind ("and", "others") between the names that a document's own list prints."""
    found: list[str] = []
    for reference in document.references:
        text = reference.span.text
        head = text[: max(text.find(reference.year), 0)] if reference.year else ""
        found += [" ".join(match.split()) for match in _said(kind).findall(head[:_HEAD])]
    return tuple(found)


_HEAD = 250
"""Characters of a printed work in which its names stand."""


@cache
def _said(kind: str) -> re.Pattern[str]:
    """Any term of a kind, in any language, between spaces; an "and" with a capital behind it."""
    texts = {text for language in languages() for text in language.phrases.get(kind, ())}
    words = "|".join(
        re.escape(text).replace(r"\ ", r"\s")
        for text in sorted({"&", *texts} if kind == "and" else texts, key=len, reverse=True)
    )
    return re.compile(rf"(?<=[\s,.])(?:{words})(?=\s[^\W\d_a-z])" if kind == "and" else rf"(?<=\s)(?:{words})(?!\w)")


def foreign(terms: Sequence[Surface], listed: Sequence[str]) -> Iterator[tuple[Surface, str]]:
    """A lone term beside those of the list, where the list has just one and the text too little to go by."""
    usual = {normal(term) for term in listed}
    if 0 < len(terms) <= _FEW and len(usual) == 1 and len(listed) >= _SURE:
        yield from ((one, listed[0]) for one in terms if normal(one.text) not in usual)


_FEW, _SURE = 1, 2
"""How many terms of a text are too few to say what is usual there, and how many of a list are enough."""


def normal(term: str) -> str:
    """A term for comparing: in lower case, without full stops and spaces: `et al.` and `et al` are the same."""
    return "".join(term.casefold().replace(".", " ").split())
