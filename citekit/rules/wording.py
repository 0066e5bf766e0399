"""How rules show a person's own words in a message."""

from __future__ import annotations

from collections.abc import Sequence

from citekit.messages import Message, say
from citekit.model import CitationItem, Entry, Field, Project

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


def change(gone: Sequence[str], come: Sequence[str]) -> Message:
    """What has become of words, in words.

    >>> change(["dua"], ["tiga"]), change(["dua"], []), change([], ["tiga"])
    ('"dua" has become "tiga"', '"dua" is gone', '"tiga" is new')
    """
    old, new = shown(" ".join(gone)), shown(" ".join(come))
    if gone and come:
        return say("{old} has become {new}", old=old, new=new)
    return say("{old} is gone", old=old) if gone else say("{new} is new", new=new)


def described(entry: Entry) -> Message:
    """A work as a person knows it, then its key: `Holsti (1995), holsti1995`."""
    people = entry.people
    names = [name.short for name in people.names[:3]]
    more = people.others or len(people) > len(names)
    who = (say("{names} et al.", names=listed(names)) if more else listed(names)) if names else shown(entry.title)
    return say("{who} ({year}), {key}", who=who, year=entry.year or say("no year"), key=entry.key)


def people_field(entry: Entry) -> Field | None:
    """The field that names those under whom a work is cited; None where it has neither authors nor editors."""
    return entry.fields.get("author") or entry.fields.get("editor")


def listed(words: Sequence[str]) -> Message | str:
    """Words as a list in a sentence.

    >>> listed(["Plano"]), listed(["A", "B", "C"])
    ('Plano', 'A, B and C')
    """
    if len(words) < 3:
        return say("{first} and {last}", first=words[0], last=words[1]) if words[1:] else words[0]
    return say("{most} and {last}", most=", ".join(words[:-1]), last=words[-1])


def cited_as(item: CitationItem) -> str:
    """A citation in words as the text has it, in quotation marks: names and year."""
    names = ", ".join(surface.text for surface in item.names)
    return shown(f"{names}, {item.year.text}" if item.year and names else item.span.text)


def where_works_are(project: Project) -> Message:
    """What citations are compared with: the library; where there is none, each document's own list of references."""
    return say("the library") if project.entries else say("the list of references")
