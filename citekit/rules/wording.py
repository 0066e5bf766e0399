"""How rules show a person's own words in a message."""

from __future__ import annotations

from collections.abc import Sequence

from citekit.model import CitationItem, Entry

_LONGEST = 60


def shown(text: str, longest: int = _LONGEST) -> str:
    """A piece of a text in straight quotation marks, on one line, its middle left out when it is long.

    >>> shown("kerja  sama")
    '"kerja sama"'
    >>> shown("Negara bekerja sama karena mereka saling membutuhkan.", 30)
    '"Negara … membutuhkan."'
    """
    line = " ".join(text.split())
    if len(line) > longest:
        half = (longest - 3) // 2
        line = f"{line[:half].rsplit(' ', 1)[0]} … {line[-half:].split(' ', 1)[-1]}"
    return f'"{line}"'


def described(entry: Entry) -> str:
    """A work as a person knows it, then its key: `Holsti (1995), holsti1995`."""
    people = entry.people
    names = [name.short for name in people.names[:3]]
    more = " et al." if people.others or len(people) > len(names) else ""
    who = listed(names) + more if names else shown(entry.title)
    return f"{who} ({entry.year or 'no year'}), {entry.key}"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> listed(["Plano"]), listed(["A", "B", "C"])
    ('Plano', 'A, B and C')
    """
    return " and ".join([", ".join(words[:-1]), words[-1]]) if words[1:] else words[0]


def cited_as(item: CitationItem) -> str:
    """A citation in words as the text has it, in quotation marks: names and year."""
    names = ", ".join(surface.text for surface in item.names)
    return shown(f"{names}, {item.year.text}" if item.year and names else item.span.text)
