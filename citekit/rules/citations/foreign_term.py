"""CIT214: a term of another language than the document's in its citations or its list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import CitationItem, Document, Project, Surface
from citekit.plugin import Report, rule
from citekit.prose.terms import languages
from citekit.rules.places import language, place_label, words_of
from citekit.rules.terms import and_term, normal, of_list, others_term
from citekit.rules.wording import shown

Terms = Callable[[Document], Sequence[Surface]]
_EVERYWHERE = frozenset({"&", "etal"})


@rule("CIT214", Severity.INFORMATION)
def foreign_term(project: Project, report: Report) -> Iterator[Diagnostic]:
    """All citations of a document use a term of another language: *pp.* in an Indonesian text, *and* in a German one.

    ## Why it matters
    Reference managers write the terms of the language that they are set to, which is mostly English. Each term is told
    once, where it first stands. *Et al.* is Latin and at home everywhere; where two terms are mixed, that is told
    instead (mixed-et-al, mixed-and, page-form).

    ## Example

    ~~~makalah.txt
    Negara-negara bekerja sama karena mereka tidak dapat melakukan semua hal itu sendiri (Holsti, 1995, p. 12), dan
    kekuasaan di antara mereka terbagi menurut aturan yang tidak tertulis (Waltz, 1979, p. 3). Kelompok akan bertahan
    untuk waktu yang lama jika anggotanya dapat berhubungan dengan mudah (Soekanto, 1982, p. 7).

    Daftar Pustaka

    Holsti, K. J. (1995). International Politics. Penerbit Contoh.

    Soekanto, S. (1982). Sosiologi. Penerbit Contoh.

    Waltz, K. (1979). Theory of International Politics. Penerbit Contoh.
    ~~~

    ## Use instead

    ~~~makalah.txt
    Negara-negara bekerja sama karena mereka tidak dapat melakukan semua hal itu sendiri (Holsti, 1995, hlm. 12), dan
    kekuasaan di antara mereka terbagi menurut aturan yang tidak tertulis (Waltz, 1979, hlm. 3). Kelompok akan bertahan
    untuk waktu yang lama jika anggotanya dapat berhubungan dengan mudah (Soekanto, 1982, hlm. 7).

    Daftar Pustaka

    Holsti, K. J. (1995). International Politics. Penerbit Contoh.

    Soekanto, S. (1982). Sosiologi. Penerbit Contoh.

    Waltz, K. (1979). Theory of International Politics. Penerbit Contoh.
    ~~~
    """
    for document in project.documents:
        if code := language(document):
            for kind, terms in _used(document):
                if found := _foreign(terms, kind, code):
                    yield _finding(found, kind, code, report)


def _used(document: Document) -> Iterator[tuple[str, Sequence[Surface]]]:
    """The terms of the citations and of the list, by the kind that they are of in the language files."""
    items = [one for citation in document.citations for one in citation.items if one.names and not one.key]
    listed = {kind: {normal(term) for term in of_list(document, kind)} for kind in ("and", "others")}
    for kind, find in (("and", and_term), ("others", others_term)):
        found = [term for item in items if (term := find(item))]
        # One kind of term throughout; a mixture is told by the rules that know which is the usual one.
        if len({normal(term.text) for term in found} | listed[kind]) == 1:
            yield kind, found
    labels = [label for item in items if _is_paged(item) and (label := place_label(item))]
    if len({normal(label.text).rstrip("p") for label in labels}) == 1:
        yield "page", labels
    yield "retrieved", _retrieved(document)


def _is_paged(item: CitationItem) -> bool:
    return bool(item.locator and item.locator.label == "page")


def _retrieved(document: Document) -> Sequence[Surface]:
    """The words before addresses and days of access in the list; none where it has those of several languages."""
    found = []
    for reference in document.references:
        if match := _before_address().search(reference.span.text):
            start = reference.span.start + match.start(1)
            found.append(Surface(match[1], document.source.span(start, start + len(match[1]))))
    return found if len({normal(term.text) for term in found}) == 1 else ()


@cache
def _before_address() -> re.Pattern[str]:
    """Any language's words for it, with an address, a day or a name of a site behind them."""
    texts = {text for one in languages() for text in one.phrases.get("retrieved", ())}
    words = "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
    return re.compile(rf"(?<=[\s.,(\[])({words})(?=:?\s[^\n]{{0,60}}?(?:https?:|www\.|\d))", re.I)


def _foreign(terms: Sequence[Surface], kind: str, code: str) -> Surface | None:
    """The first term, where other languages have it and the document's has not."""
    for term in terms[:1]:
        said, known = normal(term.text), words_of(kind, code)
        if known and said not in known | _EVERYWHERE and said in words_of(kind):
            return term
    return None


def _finding(term: Surface, kind: str, code: str, report: Report) -> Diagnostic:
    own = next((each for each in languages() if each.code == code), None)
    texts = (*own.phrases.get(kind, ()), *own.locators.get(kind, ())) if own else ()
    return report(
        term.span,
        say("{term} is not of the language of this text", term=shown(term.text)),
        hint=say("write {terms}", terms=" / ".join(texts[:2])),
    )
