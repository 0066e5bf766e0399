"""Entries to .bib text, in BibTeX's or biblatex's vocabulary.

A value that is TeX is written as it is, so nothing is escaped twice; plain text is put into TeX. New files for BibTeX
are written in ASCII as far as LaTeX can, since the program sees bytes; those for biblatex in UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from citekit.diagnostic import Diagnostic
from citekit.dialects import LISTS, items, to_biblatex, to_bibtex
from citekit.exchange import FIELD_NOT_HELD, not_held, partly_held
from citekit.formats.bibtex.latex_encoding import to_tex
from citekit.formats.bibtex.latex_marks import PROTECT, UNPROTECT
from citekit.formats.bibtex.layout import Layout
from citekit.formats.bibtex.name_writing import mended, names_to_tex
from citekit.formats.bibtex.names import name_list, split
from citekit.formats.bibtex.ordering import parents_last, repointed
from citekit.formats.bibtex.values import DATES, MONTHS, VERBATIM
from citekit.formats.bibtex.views import field_text
from citekit.model import Entry, Field
from citekit.plugin import Written

_KEYS = """crossref xref xdata related relatedtype relatedoptions entryset entrysubtype ids options langid langidopts
hyphenation eprinttype eprintclass archiveprefix primaryclass gender"""
_RAW = VERBATIM | DATES | frozenset(_KEYS.split())
"""Fields that hold keys, options, dates or addresses: no TeX (biblatex manual, sections 2.2.1 and 2.2.3)."""

_TITLES = frozenset("title booktitle maintitle issuetitle subtitle booksubtitle mainsubtitle shorttitle".split())
_SUBTITLES = {"title": "subtitle", "booktitle": "booksubtitle"}
_INNER_CAPITAL = re.compile(r"[^\W_](?:[\w'’‑-]*\w)?")
_KEY = re.compile(r"[\s\"#%'(),={}~\\@]+")
_TYPE = re.compile(r"[A-Za-z][\w.-]*")
_FIELD = re.compile(r"[A-Za-z_][\w.:+/-]*", re.A)
_MONTH_NAMES = {name: short for short, name in MONTHS.items()}
_MONTH = re.compile("|".join(_MONTH_NAMES))
_MONTHS = re.compile(rf"(?:[\W\d]|{'|'.join(_MONTH_NAMES)})+")

_NO_CHARACTER = re.compile(
    "[\\ud800-\\udfff\\ufdd0-\\ufdef"
    + "".join(f"{chr(end - 1)}{chr(end)}" for end in range(0xFFFF, 0x110000, 0x10000))
    + "]"
)
"""Code points that are no characters (Unicode 15, section 23.7), and halves of such: biber refuses a file with one."""

STANDARD = Layout()


def write(entries: Sequence[Entry], *, dialect: str = "bibtex", ascii: bool | None = None) -> Written:
    """A new .bib file, in the vocabulary of `dialect` (bibtex or biblatex), and what it could not hold.

    Entries come in the order given, except that one to which others refer by `crossref` comes after them: BibTeX looks
    for it below. `ascii` composes letters; without it that is done for BibTeX only.
    """
    ascii = dialect == "bibtex" if ascii is None else ascii
    texts: list[str] = []
    found: list[Diagnostic] = []
    for entry in _with_keys(parents_last(entries), found):
        if dialect == "bibtex":
            entry, lost = to_bibtex(entry)
            found += [*lost, *_given_alone(entry)]
        else:
            entry = to_biblatex(entry)
        texts.append(_NO_CHARACTER.sub(_named, entry_text(entry, STANDARD, ascii=ascii, extended=dialect != "bibtex")))
        found += not_held(entry, [name for name in entry.fields if not _FIELD.fullmatch(name)], ".bib")
    return Written("".join(f"{text}\n\n" for text in texts)[:-1].encode(), tuple(found))


def _given_alone(entry: Entry) -> Iterator[Diagnostic]:
    """A finding for each list with a given name alone: to BibTeX the last word of a name is the family name."""
    for name, people in entry.names.items():
        alone = [one.given for one in people if one.given and not one.family and not one.literal]
        if alone and name in entry.fields:
            yield partly_held(entry, name, "BibTeX", f"a name without parts, {alone[0]}")


def _named(found: re.Match[str]) -> str:
    return f"\\symbol{{{ord(found[0])}}}"


def entry_text(entry: Entry, layout: Layout = STANDARD, *, ascii: bool = False, extended: bool = False) -> str:
    """One entry as it stands in a file, without a line end after it. Its vocabulary is left as it is.

    `extended` allows biblatex's names with labels.
    """
    fields = [
        (name, field_value(entry, name, layout, ascii=ascii, extended=extended))
        for name in entry.fields
        if _FIELD.fullmatch(name)
    ]
    type = entry.type if _TYPE.fullmatch(entry.type) else "misc"
    return layout.whole(type, clean_key(entry.key), [(name, value) for name, value in fields if value])


def field_value(
    entry: Entry, name: str, layout: Layout = STANDARD, *, ascii: bool = False, extended: bool = False
) -> str:
    """The value of a field with its braces or quotes; months by their short names."""
    tex = tex_value(entry, name, ascii=ascii, extended=extended)
    if name == "month" and _MONTHS.fullmatch(tex) and _MONTH.search(tex):
        return _joined_months(tex, layout)
    return layout.enclosed(name, tex)


def _joined_months(tex: str, layout: Layout) -> str:
    """`10~January` becomes `{10~} # jan`."""
    pieces: list[str] = []
    done = 0
    for match in _MONTH.finditer(tex):
        pieces += [layout.enclosed("", tex[done : match.start()])] if done < match.start() else []
        pieces.append(_MONTH_NAMES[match[0]])
        done = match.end()
    pieces += [layout.enclosed("", tex[done:])] if done < len(tex) else []
    return " # ".join(pieces)


def tex_value(entry: Entry, name: str, *, ascii: bool = False, extended: bool = False) -> str:
    """The value of a field as TeX, without braces or quotes round it."""
    field = entry.fields[name]
    if name in _RAW:
        # As it was read, unless that is not what it says any more.
        return _address(field.value if field_text(name, field.value) == field.text else field.text)
    if field.tex and is_balanced(field.value):
        if name in entry.names:
            return _names(field.value, ascii, extended)
        return to_tex(field.value, ascii=ascii, tex=True)
    if name in entry.names:
        return names_to_tex(entry.names[name], ascii=ascii, extended=extended)
    if name in LISTS and extended:
        marked = (f"{PROTECT}{one}{UNPROTECT}" if _parts(one) else one for one in items(field))
        return " and ".join(to_tex(one, ascii=ascii) for one in marked)
    return to_tex(_title(entry, field) if name in _TITLES else field.text, ascii=ascii)


def _names(value: str, ascii: bool, extended: bool) -> str:
    """Names that are TeX. Where composed letters would part words otherwise for BibTeX, they stay as they are."""
    value = mended(value, extended=extended)
    composed = to_tex(value, ascii=ascii, tex=True)
    return composed if composed == value or name_list(composed) == name_list(value) else value


def _title(entry: Entry, field: Field) -> str:
    """A title with its capitals protected; of one that holds the subtitle, each part by itself."""
    subtitle = entry.text(_SUBTITLES.get(field.name, ""))
    head = field.text.removesuffix(subtitle)
    return protected(head) + (protected(subtitle) if head != field.text else "")


def _parts(item: str) -> bool:
    return len(split(item)) > 1


def protected(title: str) -> str:
    """A title in which words with capitals inside are kept from BibTeX's changes of case: NATO, McDonald.

    A title all in capitals shows no such word, unless it is one word.
    """
    if title.isupper() and " " in title.strip():
        return title
    return _INNER_CAPITAL.sub(lambda word: _kept(word[0]), title)


def _kept(word: str) -> str:
    return f"{PROTECT}{word}{UNPROTECT}" if any(letter.isupper() for letter in word[1:]) else word


def _address(value: str) -> str:
    """What is no TeX, in a form whose braces are in pairs: others end the value, so they are escaped as in a URL."""
    value = " ".join(value.split())
    return value if is_balanced(value) else value.replace("{", "%7B").replace("}", "%7D")


def is_balanced(value: str) -> bool:
    """Are its braces in pairs, as BibTeX counts them?"""
    depth = 0
    for brace in re.findall(r"[{}]", value):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return not depth


def clean_key(key: str) -> str:
    """A key without the characters that end one in a .bib file."""
    return _KEY.sub("-", key.strip()) or "unnamed"


def _with_keys(entries: Sequence[Entry], found: list[Diagnostic]) -> Iterator[Entry]:
    """The entries with keys that a .bib file can hold, each once, by which they also name each other."""
    unique = list(_unique(entries, found))
    changed: dict[str, str] = {}
    for old, new in zip(entries, unique, strict=True):
        changed.setdefault(old.key, new.key)
    changed = {old: new for old, new in changed.items() if old != new}
    return repointed(unique, changed) if changed else iter(unique)


def _unique(entries: Iterable[Entry], found: list[Diagnostic]) -> Iterator[Entry]:
    """Each key once: BibTeX stops at one that comes twice."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for entry in entries:
        key = _free(clean_key(entry.key), taken, numbers)
        taken.add(key.lower())
        if key != entry.key:
            message = f"{entry.key} is called {key} in the new file"
            hint = "give it a key of its own that is made of letters, digits and hyphens"
            found.append(FIELD_NOT_HELD.at(entry.key_span, message, hint=hint, subject=entry.key))
        yield entry if key == entry.key else replace(entry, key=key)


def _free(key: str, taken: set[str], numbers: dict[str, int]) -> str:
    """A key that is not taken: BibTeX takes keys that differ only in case for one.

    `numbers` keeps how far those of each key have come: what is taken once stays so.
    """
    folded = key.lower()
    if folded not in taken:
        return key
    number = numbers.get(folded, 2)
    while f"{folded}-{number}" in taken:
        number += 1
    numbers[folded] = number + 1
    return f"{key}-{number}"
