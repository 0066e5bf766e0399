"""CIT120: a work of a printed list that does not stand where the alphabet puts it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import Document, Name, PrintedReference, Project
from citekit.plugin import Report, rule
from citekit.rules.places import language
from citekit.rules.wording import shown

Key = Callable[[Name], str]

_FEWEST = 4
"""Works of the shortest list that shows an order."""
_SHARE = 5
"""One work in so many may be out of place; where it is more, the list goes by something else."""
_ARTICLE = re.compile(r"(?:the|an?|der|die|das|le|la|les|el|los|las|il|o|os|as|de|het)\s|l['’]", re.I)
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "å": "aa", "Å": "aa"})


@rule("CIT120", Severity.INFORMATION)
def list_order(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A work of the list of references does not stand where the alphabet puts it.

    ## Why it matters
    Readers look a work up by its first author's name; one that stands elsewhere is taken to be missing. It is told of
    single works in a list that otherwise goes by the alphabet. Lists with numbers, and those that go by something
    else, are left alone; so are names that one language sorts here and another there: with or without *van*, with *ä*
    as *a* or as *ae*.

    ## Example
    ~~~makalah.txt
    Ada banyak pendapat (Abel, 2001; Bakri, 2002; Cahya, 2003; Danu, 2004; Eka, 2005).

    Daftar Pustaka

    Abel, A. (2001). Kota. Penerbit Contoh.

    Eka, E. (2005). Hutan. Penerbit Contoh.

    Bakri, B. (2002). Desa. Penerbit Contoh.

    Cahya, C. (2003). Sungai. Penerbit Contoh.

    Danu, D. (2004). Laut. Penerbit Contoh.
    ~~~

    ## Use instead
    ~~~makalah.txt
    Ada banyak pendapat (Abel, 2001; Bakri, 2002; Cahya, 2003; Danu, 2004; Eka, 2005).

    Daftar Pustaka

    Abel, A. (2001). Kota. Penerbit Contoh.

    Bakri, B. (2002). Desa. Penerbit Contoh.

    Cahya, C. (2003). Sungai. Penerbit Contoh.

    Danu, D. (2004). Laut. Penerbit Contoh.

    Eka, E. (2005). Hutan. Penerbit Contoh.
    ~~~
    """
    for document in project.documents:
        works = [one for one in document.references if one.entry.people.names and not one.numbered]
        if len(works) >= _FEWEST and len(works) == len(document.references):
            yield from _of_list(document, works, report)


def _of_list(document: Document, works: Sequence[PrintedReference], report: Report) -> Iterator[Diagnostic]:
    names = [work.entry.people.names[0] for work in works]
    out = set(range(len(works)))
    for key in _keys(language(document)):
        out &= _out_of_place([key(name) for name in names])
    out &= _out_of_place(_as_printed(works))
    if not out or len(out) * _SHARE > len(works) or any({at + 1, at + 2} <= out for at in out):
        return
    kept = [at for at in range(len(works)) if at not in out]
    keys = [_plain(names[at]) for at in kept]
    for at in sorted(out):
        place = bisect_right(keys, _plain(names[at]))
        before = works[kept[place - 1]] if place else None
        yield _finding(works[at], before, report)


def _finding(work: PrintedReference, before: PrintedReference | None, report: Report) -> Diagnostic:
    name = work.entry.people.names[0].short
    place = shown(before.entry.people.names[0].short) if before else ""
    return report(
        work.span,
        say("{name} stands out of the alphabet in this list", name=shown(name)),
        hint=say("put it behind {place}", place=place) if before else say("put it first"),
        related=(Related(before.span, say("behind this work")),) if before else (),
    )


def _keys(code: str) -> Iterator[Key]:
    """The ways to sort names: a work is out of place only by all of them."""
    yield _plain
    yield lambda name: _collated(name.inverted, code or "en")
    yield lambda name: _collated(name.inverted.translate(_SPELT_OUT), "en").replace(" ", "")
    yield lambda name: _collated(_ARTICLE.sub("", _without_particle(name), count=1), "en")


def _as_printed(works: Sequence[PrintedReference]) -> list[str]:
    """What each work begins with in the list; a dash stands for what the work before it begins with."""
    keys: list[str] = []
    for work in works:
        key = _collated(_HEAD.split(work.span.text[:_LOOKED_AT], maxsplit=1)[0], "en").replace(" ", "")
        keys.append(key or (keys[-1] if keys else ""))
    return keys


_HEAD = re.compile(r",|[(\[]|\d{4}|(?<=[^\W\d_]{2})[.:]\s")
_LOOKED_AT = 80


def _plain(name: Name) -> str:
    return _collated(name.inverted, "en").replace(" ", "")


def _without_particle(name: Name) -> str:
    """A name as those sort it who pass over its particle: *Berg, van den*."""
    words = name.inverted.split()
    small = next((at for at, word in enumerate(words) if not word[:1].islower()), 0)
    return " ".join(words[small:])


def _out_of_place(keys: Sequence[str]) -> set[int]:
    """The places of as few texts as possible without which the others are in order; by patience sorting."""
    tops: list[str] = []
    ends: list[int] = []
    before: list[int] = []
    for at, key in enumerate(keys):
        place = bisect_right(tops, key)
        before.append(ends[place - 1] if place else -1)
        tops[place : place + 1] = [key]
        ends[place : place + 1] = [at]
    kept, at = set[int](), ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return set(range(len(keys))) - kept


def _collated(text: str, language: str) -> str:
    from citekit.csl.collation import collation_key  # with the processor, which few checks need

    return collation_key(text, language)
