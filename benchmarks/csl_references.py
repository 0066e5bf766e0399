"""Made-up references in CSL-JSON that look like real ones: many types, accents, particles, shared names and years."""

import random
from typing import Any

_FAMILIES = [
    *(
        "Müller Smith García Nguyễn O'Brien Sato Kowalski Ångström Dupont Rossi Sharma Lee Chen Silva Novák Öztürk "
        "Petrov Jensen Virtanen Gupta Martin Brown Davis Yılmaz Castro Weber Lindqvist Haddad Okafor Tanaka"
    ).split(),
    "van Dijk",
    "de Beauvoir",
    "von Neumann",
    "al-Rashid",
    "Smith-Jones",
    "D'Angelo",
]
_GIVENS = [
    *(
        "John Mary Wolfgang Aisha Jean-Paul Li Ji-woo Priya Olga Carlos Émile Søren Fatima Thomas Anna Peter "
        "Ruth Hiroshi"
    ).split(),
    "John A.",
    "M. K.",
    "Mary Ann",
    "J. R. R.",
]
_WORDS = (
    "analysis of the effects on learning and memory in early development towards a theory for complex systems with "
    "social networks under uncertainty: evidence from Europe during crisis"
).split()
_PLACES = ["Berlin", "New York", "London", "Cambridge, MA", "São Paulo", "Kyoto"]
_JOURNALS = [
    ("Journal of Applied Psychology", "J. Appl. Psychol."),
    ("Nature", "Nature"),
    ("Physical Review Letters", "Phys. Rev. Lett."),
    ("Annales: Histoire, Sciences Sociales", "Annales HSS"),
]
_PUBLISHERS = ["Oxford University Press", "Springer", "MIT Press", "Éditions du Seuil", "Routledge"]


def made_up_references(seed: int, count: int) -> list[dict[str, Any]]:
    """Give references that depend on the seed only."""
    source = random.Random(seed)
    return [_reference(source, number) for number in range(1, count + 1)]


def _reference(source: random.Random, number: int) -> dict[str, Any]:
    kind = source.choices(list(_MAKERS), [48, 20, 15, 9, 8, 4, 4, 3, 3, 2])[0]
    reference: dict[str, Any] = {
        "id": f"ref{number}",
        "type": kind,
        "title": _title(source),
        "author": _names(source, source.choice([1, 1, 1, 2, 2, 3, 3, 4, 5, 8, 25])),
        "issued": {"date-parts": [_date(source)]},
    }
    return reference | _MAKERS[kind](source)


def _names(source: random.Random, count: int) -> list[dict[str, str]]:
    names = [{"family": source.choice(_FAMILIES), "given": source.choice(_GIVENS)} for _ in range(count)]
    if source.random() < 0.05:
        names[0]["suffix"] = "Jr."
    return names if source.random() > 0.04 else [{"literal": "World Health Organization"}]


def _title(source: random.Random) -> str:
    words = [source.choice(_WORDS) for _ in range(source.randint(3, 10))]
    title = " ".join(words).strip(":")
    title = title[0].upper() + title[1:]
    if source.random() < 0.1:
        title = title.replace("theory", "<i>in vivo</i> theory")
    return title + ("?" if source.random() < 0.06 else "")


def _date(source: random.Random) -> list[int]:
    parts = [source.choice([2004, 2010, 2011, 2015, 2020, 2020, 2021]), source.randint(1, 12), source.randint(1, 28)]
    return parts[: source.choice([1, 1, 2, 3])]


def _pages(source: random.Random) -> str:
    first = source.randint(1, 1500)
    return f"{first}-{first + source.randint(1, 60)}" if source.random() > 0.1 else str(first)


def _article(source: random.Random) -> dict[str, Any]:
    journal, short = source.choice(_JOURNALS)
    article: dict[str, Any] = {
        "container-title": journal,
        "container-title-short": short,
        "volume": str(source.randint(1, 120)),
        "page": _pages(source),
    }
    if source.random() > 0.2:
        article["issue"] = str(source.randint(1, 12))
    if source.random() > 0.4:
        article["DOI"] = f"10.1000/xyz{source.randint(100, 999)}"
    return article


def _book(source: random.Random) -> dict[str, Any]:
    book: dict[str, Any] = {"publisher": source.choice(_PUBLISHERS), "publisher-place": source.choice(_PLACES)}
    if source.random() < 0.3:
        book["edition"] = str(source.randint(2, 5))
    if source.random() < 0.2:
        book["editor"] = _names(source, source.randint(1, 2))
    if source.random() < 0.2:
        book["collection-title"] = "Studies in Logic"
    return book


def _chapter(source: random.Random) -> dict[str, Any]:
    return {
        **_book(source),
        "container-title": _title(source),
        "editor": _names(source, source.randint(1, 3)),
        "page": _pages(source),
    }


def _paper(source: random.Random) -> dict[str, Any]:
    return {
        "container-title": "Proceedings of the 12th International Conference on Testing",
        "event-title": "International Conference on Testing",
        "page": _pages(source),
        "publisher": "ACM",
        "publisher-place": source.choice(_PLACES),
    }


def _thesis(source: random.Random) -> dict[str, Any]:
    return {"genre": "PhD thesis", "publisher": "University of Bonn", "publisher-place": source.choice(_PLACES)}


def _report(source: random.Random) -> dict[str, Any]:
    return {"genre": "Technical Report", "number": f"TR-{source.randint(1, 90)}", "publisher": "NASA"}


def _webpage(source: random.Random) -> dict[str, Any]:
    return {
        "URL": f"https://example.org/{source.randint(1, 99)}",
        "accessed": {"date-parts": [[2021, source.randint(1, 12), source.randint(1, 28)]]},
        "container-title": "Example Site",
    }


def _newspaper(source: random.Random) -> dict[str, Any]:
    return {"container-title": "The New York Times", "page": str(source.randint(1, 30)), "publisher-place": "New York"}


def _patent(source: random.Random) -> dict[str, Any]:
    return {"number": str(source.randint(1000000, 9999999)), "authority": "US Patent Office", "jurisdiction": "US"}


def _film(source: random.Random) -> dict[str, Any]:
    return {"publisher": "Paramount", "director": _names(source, 1), "medium": "DVD"}


_MAKERS = {
    "article-journal": _article,
    "book": _book,
    "chapter": _chapter,
    "paper-conference": _paper,
    "thesis": _thesis,
    "report": _report,
    "webpage": _webpage,
    "article-newspaper": _newspaper,
    "patent": _patent,
    "motion_picture": _film,
}
