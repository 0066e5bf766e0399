"""Names to TeX, so that BibTeX takes them apart into the same parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from citekit.formats.bibtex.latex_encoding import to_tex
from citekit.formats.bibtex.name_fields import MOST_COMMAS
from citekit.formats.bibtex.names import (
    between,
    commas,
    is_extended,
    is_others,
    name_list,
    person,
    split,
)
from citekit.model import Name, NameList

_AND = re.compile(r"(?<!\S)and(?!\S)", re.I)
_BRACE = re.compile(r"[{}]")
_LABELS = ("family", "given", "prefix", "suffix")
_QUOTE = "{\\textquotedbl}"


def names_to_tex(names: NameList, *, ascii: bool = False, extended: bool = False) -> str:
    """A name list as a field's value.

    `extended` allows biblatex's form with labels for a name that BibTeX's own cannot hold: one
    whose particle has a capital, or that has a given name alone.

    >>> names_to_tex(NameList((Name("Gogh", "Vincent", "van"), Name(literal="UN Office")), others=True))
    'van Gogh, Vincent and {UN Office} and others'
    """
    written = [written for name in names if (written := name_to_tex(name, ascii=ascii, extended=extended))]
    return " and ".join([*written, *(["others"] if names.others else [])])


def mended(value: str, *, extended: bool = False) -> str:
    """A name list that is TeX already, without what BibTeX stops at: a name with too many commas or one at its end, an
    `and` with no name beside it. All words stay; a list without such faults is given back as it is.

    `extended` allows biblatex's labels, for a name with commas in braces that biber would stop at.
    """
    faulty = any(start == end for start, end in between(value)) and value.strip()
    written = split(value)
    made = [_mended(one) if _is_malformed(one) else one for one in written]
    if extended:
        made = [_with_labels(one) if _stops_biber(one) else one for one in made]
    return " and ".join(made) if faulty or made != written else value


def _stops_biber(written: str) -> bool:
    """Has a name many commas in all? biber counts those in braces too, unless the braces stand round the whole."""
    return written.count(",") > MOST_COMMAS and not is_extended(written) and _inside(written) == written


def _with_labels(written: str) -> str:
    found = person(written)
    parts = (found.last_names, found.first_names + found.middle_names, found.prelast_names, found.lineage_names)
    return _labels(_inside(" ".join(part)) for part in parts)


def _inside(tex: str) -> str:
    """What stands in braces that are round all of it."""
    depth = 0
    for brace in _BRACE.finditer(tex):
        depth += 1 if brace[0] == "{" else -1
        if depth <= 0:
            return tex[1:-1] if tex[0] == "{" and brace.end() == len(tex) else tex
    return tex


def _is_malformed(written: str) -> bool:
    return not is_extended(written) and (commas(written) > MOST_COMMAS or written[-1] == "," or written[0] == ",")


def _mended(written: str) -> str:
    found = person(written)
    parts = (found.last_names, found.prelast_names, found.lineage_names, found.first_names + found.middle_names)
    last, particle, suffix, first = (" ".join(part).strip(" ,") for part in parts)
    family = f"{particle} {last}".strip()
    given = f"{{{first}}}" if "," in first else first
    return ", ".join(filter(None, (family, suffix, given))) or "{}"


def name_to_tex(name: Name, *, ascii: bool = False, extended: bool = False) -> str:
    """One name as TeX; empty for one without parts."""
    best = ""
    for written in filter(None, _ways(name, ascii, extended)):
        best = best or written
        if name_list(written).names == (_single_spaced(name),):
            return written
    return best


def _single_spaced(name: Name) -> Name:
    return Name(*(" ".join(getattr(name, part).split()) for part in name.__slots__))


def _ways(name: Name, ascii: bool, extended: bool) -> Iterator[str]:
    """The ways to write a name, the plainest first."""
    if name.literal:
        yield f"{{{to_tex(name.literal, ascii=ascii)}}}"
        return
    if extended and not all(word[0].islower() for word in name.particle.split()):
        # biber takes only words that begin with a small letter for a particle: not the `'t` of 't Hooft.
        yield _labelled(name, ascii)
    plain = _plain(name, ascii)
    if extended and plain.count(",") > MOST_COMMAS:
        # biber counts commas in braces too, and passes over an entry with a name that has many.
        yield _labelled(name, ascii)
    yield plain
    if len(name.family.split()) == 1 and not name.given and not name.suffix:
        # One letter with an accent is a group, as the name of a body is.
        yield _plain(name, ascii) + "{}"
    if extended:
        yield _labelled(name, ascii)
    elif name.family and name.particle:
        yield _plain(name, ascii, _unicode_particle)
        yield _plain(name, ascii, _lowered_particle)


def _plain(name: Name, ascii: bool, particle: Callable[[str], str] | None = None) -> str:
    """`von Last, Jr, First`; a name of one word without its commas."""
    if not name.family:
        return _group(_part(" ".join(filter(None, (name.particle, name.given, name.suffix))), ascii))
    last = _last(name, ascii, particle or _particle)
    if name.suffix:
        return f"{last}, {_part(name.suffix, ascii)}, {_part(name.given, ascii) or '{}'}"
    if name.given:
        return f"{last}, {_part(name.given, ascii)}"
    return (
        last if not name.particle and not re.search(r"\s", name.family) and not is_others(last) else _alone(name, ascii)
    )


def _last(name: Name, ascii: bool, particle: Callable[[str], str]) -> str:
    """Particle and family name; as one where the particle would part names."""
    if _is_split(name.particle):
        return f"{{{to_tex(name.short, ascii=ascii)}}}"
    return f"{particle(name.particle)} {_family(name.family, ascii)}".strip()


def _alone(name: Name, ascii: bool) -> str:
    """Family name and nothing that follows a comma."""
    return _group(to_tex(name.short, ascii=ascii))


def _group(tex: str) -> str:
    return f"{{{tex}}}" if re.search(r"[\s,]", tex) or is_others(tex) else tex


def _family(family: str, ascii: bool) -> str:
    """The family name; in braces when BibTeX would take a word of it for a particle, or a comma for its end."""
    words = family.split()
    # Only the last word is surely none: another must begin with a capital, which to BibTeX is one of ASCII's.
    plain = all("A" <= word[0] <= "Z" for word in words[:-1])
    tex = to_tex(family, ascii=ascii)
    return tex if plain and not _is_split(family) else f"{{{tex}}}"


def _is_split(text: str) -> bool:
    """Is there something in it that parts names, or parts of names?"""
    return "," in text or "=" in text or _AND.search(text) is not None


def _particle(particle: str) -> str:
    """The particle. BibTeX knows one by the small letter with which its last word begins, and sees only ASCII."""
    return to_tex(particle, ascii=True)


def _unicode_particle(particle: str) -> str:
    """For one that begins with an apostrophe: a command for that would have the first letter."""
    return to_tex(particle)


def _lowered_particle(particle: str) -> str:
    """For one that begins with a capital: TeX prints the capital, BibTeX goes by the letter."""
    before, space, word = to_tex(particle, ascii=True).rpartition(" ")
    lowered = re.sub(r"[A-Z]", lambda letter: f"{{\\uppercase{{{letter[0].lower()}}}}}", word, count=1)
    return before + space + lowered


def _part(text: str, ascii: bool) -> str:
    """A given name or suffix; a word that would part names is put in braces."""
    if "," in text:
        return f"{{{to_tex(text, ascii=ascii)}}}"
    return " ".join(f"{{{word}}}" if _AND.fullmatch(word) else to_tex(word, ascii=ascii) for word in text.split())


def _labelled(name: Name, ascii: bool) -> str:
    parts = (name.family, name.given, name.particle, name.suffix)
    return _labels(to_tex(text, ascii=ascii) for text in parts)


def _labels(parts: Iterable[str]) -> str:
    return ", ".join(_label(label, tex) for label, tex in zip(_LABELS, parts, strict=True) if tex)


def _label(label: str, tex: str) -> str:
    """A part with its label. biber parts at each comma outside quotation marks, even in braces."""
    if "," in tex:
        return f'"{label}={{{tex.replace(chr(34), _QUOTE)}}}"'
    return f"{label}={{{tex}}}" if _is_split(tex) else f"{label}={tex}"
