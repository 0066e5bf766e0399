"""What key patterns take from the names of an entry. `options` are those of the words' table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citekit.keys.pattern import Form, Options, Work
from citekit.keys.table import BODIES, FUNCTION_WORDS
from citekit.model import Name, NameList

_WORD = re.compile(r"[^\W_]+")
_PLACE = re.compile(r"%\(([fgiI])\)s")


def _people(work: Work, options: Options) -> NameList:
    """Those a key is named after: the authors, else the editors (Better BibTeX: else the translators)."""
    creator = options.get("creator", "*")
    kinds = ("author", "editor", "translator") if creator == "*" else (creator,)
    for kind in kinds:
        if (kind != "translator" or work.form is Form.FORMULA) and (found := work.entry.names.get(kind)):
            return found
    return NameList()


def _families(work: Work, options: Options) -> list[str]:
    return [text for name in _people(work, options) if (text := _family(work, name, options))]


def _family(work: Work, name: Name, options: Options) -> str:
    if template := options.get("name"):
        values = {"f": _last(work, name), "g": name.given, "i": _initials(name)[:1], "I": _initials(name)}
        return _PLACE.sub(lambda place: values[place[1]], template)
    return _last(work, name) + (_initials(name) if options.get("initials") else "")


def _last(work: Work, name: Name) -> str:
    """The family name: of JabRef's patterns without its particle, as the `auth` of `van der Aalst` is `Aalst`."""
    if work.form is Form.FORMULA:
        return work.clean(name.short)
    return "".join(work.clean(body(name.literal) or name.family or name.given).split())


def _initials(name: Name) -> str:
    return "".join(word[0] for word in _WORD.findall(name.given))


def family(work: Work, options: Options) -> str:
    """The family name of the `m`th (-1: the last), its first `n` letters when that is not 0."""
    found = _families(work, options)
    m = options.get("m", 1)
    if not found or m > len(found) or m == 0:
        return ""
    name = found[m - 1 if m > 0 else -1]
    return name[: options["n"]] if "n" in options and (options["n"] or work.form is Form.JABREF) else name


def full_family(work: Work, options: Options) -> str:
    """The particle and family name of the first."""
    return next((name.short for name in _people(work, options)), "")


def initial(work: Work, options: Options) -> str:
    """The initial of the given name of the first, or with `m` -1 of the last."""
    names = list(_people(work, options))
    return _initials(names[-1 if options.get("m") == -1 else 0])[:1] if names else ""


def families(work: Work, options: Options) -> str | None:
    """The family names of all, or of the first `n` with `etal` for the others."""
    found, n = _families(work, options), options.get("n", 0)
    if options.get("min", 0) > len(found) or 0 < options.get("max", 0) < len(found):
        return None
    more = (n and len(found) > n) or (_people(work, options).others and "etal" in options)
    return _joined(found[:n] if n else found, options, bool(more))


def first_or_two(work: Work, options: Options) -> str:
    """The family name of the first, with that of the second when there are two, else with `etal`."""
    found = _families(work, options)
    if len(found) == 2 and not _people(work, options).others:
        return _joined(found, options, more=False)
    return _joined(found[:1], options, more=len(found) > 1 or _people(work, options).others)


def _joined(names: Sequence[str], options: Options, more: bool) -> str:
    sep, etal = options.get("sep", ""), options.get("etal", "")
    text = str(sep.join(names))
    if not (more and etal and text):
        return text
    return f"{text}{sep}{etal}" if etal.isalpha() else f"{text}{etal}"


def shared_out(work: Work, options: Options) -> str:
    """`n` letters in all: of each family name the same number, what is over to the first ones."""
    found, n = _families(work, options), options["n"]
    if not found:
        return ""
    each, over = divmod(n, len(found))
    return "".join(name[: each + (at < over)] for at, name in enumerate(found))[:n]


def beginnings(work: Work, options: Options) -> str:
    """The first `n` letters of each family name; all of them when that is 0."""
    return str(options["sep"].join(name[: options["n"] or None] for name in _families(work, options)))


def first_and_initials(work: Work, options: Options) -> str:
    """Five letters of the first family name, the initials of the others."""
    found = _families(work, options)
    return str(options.get("sep", "").join([*(name[:5] for name in found[:1]), *(name[0] for name in found[1:])]))


def alpha(work: Work, options: Options) -> str:
    """As the style alpha has it: three letters of one name, else initials, of more than four those of three."""
    names = [work.clean(body(name.literal) or name.short) for name in _people(work, options)]
    parts = [list(_letters(work, name)) for name in names if name]
    if len(parts) == 1:
        return "".join(part[0] for part in parts[0][:-1]) + parts[0][-1][:3]
    more = len(parts) > 4
    initials = ("".join(part[0] for part in words) for words in (parts[:3] if more else parts))
    return str(options.get("sep", "").join(initials)) + (options.get("plus", "") if more else "")


def _letters(work: Work, name: str) -> Iterator[str]:
    """The words of a name; Better BibTeX sees one."""
    return iter(name.split() if work.form is Form.JABREF else ["".join(name.split())])


def short(work: Work, options: Options) -> str:
    """The family name of one; of several the initials, at most three."""
    found = _families(work, options)
    if len(found) < 2:
        return "".join(found)
    more = options.get("plus", "") if len(found) > 3 else ""
    return str(options.get("sep", "").join(name[0] for name in found[:3])) + more


# ------------------------------------------------------------------------------------------------------- bodies


def body(name: str) -> str:
    """The name of a body, shortened as JabRef does: a university keeps its place, others their capitals.

    >>> body("European Union Aviation Safety Agency"), body("Linköping University, School of Computer Engineering")
    ('EUASA', 'UniLinköpingCE')
    """
    words = _WORD.findall(name)
    if len(words) < 2:
        return "".join(words)
    first, *others = (_significant(part) for part in name.split(","))
    return _named(first) + "".join(
        _capitals(part[1:] if _is(part, "department", "school") else part) for part in others
    )


def _significant(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.lower() not in FUNCTION_WORDS]


def _named(words: Sequence[str]) -> str:
    """The first part of the name of a body."""
    kept = [word for word in words if not _begins(word, BODIES["university"])]
    if len(kept) < len(words) and not any(_begins(word, BODIES["technology"]) for word in words):
        return str(BODIES["university-short"]) + "".join(kept)
    if any(word.lower() == BODIES["school"] for word in words):
        return str(BODIES["school"]).capitalize() + "".join(word for word in words if word.lower() != BODIES["school"])
    return _capitals(words)


def _capitals(words: Sequence[str]) -> str:
    return "".join(word if word.isupper() and len(word) > 1 else word[0] for word in words if word[0].isupper())


def _is(words: Sequence[str], *kinds: str) -> bool:
    beginnings = [one for kind in kinds for one in (BODIES[kind] if isinstance(BODIES[kind], list) else [BODIES[kind]])]
    return bool(words) and any(_begins(words[0], beginning) for beginning in beginnings)


def _begins(word: str, beginning: str) -> bool:
    return word.lower().startswith(beginning)
