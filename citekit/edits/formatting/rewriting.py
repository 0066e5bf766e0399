r"""What values say, said otherwise where somebody asks: URLs encoded, capitals and braces gone, lists shortened.

These settings may change what is printed; so none of them is part of the standard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import quote

from citekit.edits.formatting.sheet import Part
from citekit.edits.formatting.style import PARTICLES, SMALL_WORDS, HouseStyle
from citekit.edits.formatting.values import inside
from citekit.formats.bibtex.layout import has_quote
from citekit.formats.bibtex.name_fields import NAME_FIELDS
from citekit.formats.bibtex.names import is_others, places
from citekit.formats.bibtex.typed import NO_TEX

_TITLES = frozenset("title subtitle titleaddon booktitle booksubtitle maintitle mainsubtitle issuetitle".split())
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)[!-~]+(?:[/?#]|\Z)", re.I)
_COMMAND = re.compile(r"\\(?![_%#&~$])|\\~\{")
# RFC 3986, section 2: what an address can have; two addresses in one field, or one on two lines, are left.
_NOT_IN_ADDRESS = re.compile(r"(\\[_%#&~$]|\{\\?[_%#&~]\}|%[0-9A-Fa-f]{2})|[^A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]")
_SEVERAL = re.compile(r"[\r\n]|\s(?:https?:|www\.)")
_WORD = re.compile(r"\{[^{}]*\}|(?<!\w)[^\W\d_]+(?:['\u2019][^\W\d_]+)*(?!\w)")
_LONG = 5
"""Letters of a word that is hardly the short name of something."""
_GOES_ON = re.compile(r" +[^\W\d_]")
_ROMAN = re.compile(r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_BEGINS = re.compile(r"(?:^|[:.?!\u2013\u2014/\"(]|--)\W*\Z")
_PARAGRAPHS = re.compile(r"\n[ \t]*\r?\n|\r[ \t]*\r")
_SPACE = re.compile(r"[ \t\r\n]+")
_FIXED = re.compile(r"\\(?:verb|begin)(?![A-Za-z])")
_MARKS = re.compile(r"\\[A-Za-z]+\*?[ ]*(?:\[[^\[\]{}]*\])?|\\.|[{}]", re.S)


def rewritten(field: Part, style: HouseStyle) -> Part:
    """The field with its value as the style asks for; one that is joined of several pieces stays."""
    tex = inside(field.value)
    if tex is None:
        return field
    new = _rewritten(field.name.lower(), tex, style)
    # Without braces a quotation mark would end the value that it is in.
    return field if new == tex or (field.value[0] == '"' and has_quote(new)) else _with(field, new)


def _rewritten(name: str, tex: str, style: HouseStyle) -> str:
    if style.encode_urls and name == "url":
        return encoded(tex)
    if style.wrap is not None and name not in NO_TEX:
        tex = _on_one_line(tex)
    if style.max_authors is not None and name in NAME_FIELDS:
        tex = _shortened(tex, style.max_authors)
    if name in style.remove_braces and name not in NAME_FIELDS | NO_TEX:
        tex = unbraced(tex)
    if style.drop_all_caps and name in _TITLES:
        tex = without_all_caps(tex)
    if style.drop_all_caps and name in NAME_FIELDS:
        tex = people_without_all_caps(tex)
    return tex


def _with(field: Part, tex: str) -> Part:
    return field._replace(value=f"{field.value[0]}{tex}{field.value[-1]}")


def _on_one_line(tex: str) -> str:
    """White space single; paragraphs and what TeX takes letter by letter stay."""
    return tex if _PARAGRAPHS.search(tex) or _FIXED.search(tex) else _SPACE.sub(" ", tex).strip(" ")


def encoded(url: str) -> str:
    r"""An address with what cannot stand in one written with `%` (RFC 3986). TeX's backslashes stay.

    >>> print(encoded("https://example.org/a_b c/é%20{x}"), encoded(r"http://a.org/\~b\_c|d"))
    https://example.org/a_b%20c/%C3%A9%20%7Bx%7D http://a.org/\~b\_c\%7Cd
    """
    plain = url.strip()
    is_one = _ADDRESS.match(plain) and not _SEVERAL.search(plain) and not _COMMAND.search(plain)
    if not is_one or any("\ud800" <= sign <= "\udfff" for sign in plain):
        return url
    percent = "\\%" if "\\" in plain else "%"
    return url.replace(
        plain, _NOT_IN_ADDRESS.sub(lambda match: match[1] or quote(match[0]).replace("%", percent), plain)
    )


def _shortened(tex: str, most: int) -> str:
    """So many people of a list, then `and others`."""
    found = list(places(tex))
    if found and is_others(tex[slice(*found[-1])]):
        found.pop()
    return tex if len(found) <= most else f"{tex[: found[most - 1][1]]} and others"


# --------------------------------------------------------------------------------------------------------- capitals


def without_all_caps(tex: str) -> str:
    r"""A title that is all in capitals with one at the start of each word; one with TeX commands or maths stays.

    Words in braces, one in parentheses and numerals keep theirs; `and`, `of`, `the` and their like get none, in the
    language that has most of them in the title.

    >>> print(without_all_caps("THE COLD WAR II: A HISTORY OF {NATO}"), "|", without_all_caps("DNA"))
    The Cold War II: A History of {NATO} | DNA
    """
    words = _words(tex)
    if len(words) < 2 or max(map(len, words)) < _LONG:
        return tex
    small = max(SMALL_WORDS.values(), key=lambda known: sum(word.lower() in known for word in words))

    def changed(match: re.Match[str]) -> str:
        if tex[match.start() - 1 : match.start()] == "(" and tex.startswith(")", match.end()):
            return match[0]
        is_small = match[0].lower() in small and not _BEGINS.search(tex[max(0, match.start() - 8) : match.start()])
        return match[0].lower() if is_small else _capitalized(match[0])

    return _WORD.sub(changed, tex)


def people_without_all_caps(tex: str) -> str:
    """A list of people with small letters where a name is all in capitals. Words of one or two letters are initials.

    >>> print(people_without_all_caps("HOLSTI, K. J. and VAN DER BERG, JAN and UNESCO"))
    Holsti, K. J. and van der Berg, Jan and UNESCO
    """
    done, parts = 0, []
    for start, end in places(tex):
        parts += [tex[done:start], _person(tex[start:end])]
        done = end
    return "".join([*parts, tex[done:]])


def _person(name: str) -> str:
    words = _words(name)
    if len(words) < 2 or max(map(len, words)) < (_LONG - 1 if "," in name else _LONG):
        return name

    def changed(match: re.Match[str]) -> str:
        if match[0].lower() in PARTICLES and _GOES_ON.match(name, match.end()):
            return match[0].lower()
        return match[0] if len(match[0]) < 3 else _capitalized(match[0])

    return _WORD.sub(changed, name)


def _words(tex: str) -> list[str]:
    """The words of a text that is all in capitals, without those in braces and numbers; none of another."""
    if "\\" in tex or "$" in tex or len(tex.split()) < 2:
        return []
    words = [match[0] for match in _WORD.finditer(tex) if match[0][0] != "{"]
    # Scripts without capitals are no words in capitals.
    return words if all(word == word.upper() != word.lower() for word in words) else []


def _capitalized(word: str) -> str:
    if word[0] == "{" or _ROMAN.fullmatch(word):
        return word
    return word[0] + word[1:].lower()


# ----------------------------------------------------------------------------------------------------------- braces


def unbraced(tex: str) -> str:
    r"""A value without the braces that only keep capitals; those of commands and of what has commands in it stay.

    >>> print(unbraced(r"The {{DNA}} of {P}oincar{\'e}, \emph{a {B} c}"))
    The DNA of Poincar{\'e}, \emph{a {B} c}
    """
    # Nor is looked closely at maths, and at what may be the argument behind an option.
    if "$" in tex or "]{" in tex or "{" not in tex:
        return tex
    gone = sorted(_needless(tex))
    return "".join(tex[start + 1 : end] for start, end in pairwise((-1, *gone, len(tex))))


def _needless(tex: str) -> Iterator[int]:
    """Where braces stand that keep nothing but capitals."""
    opened: list[tuple[int, bool, int]] = []
    commands, after = 0, -1
    """How many commands were passed, and where an argument of the last would begin."""
    for mark in _MARKS.finditer(tex):
        if mark[0] == "{":
            is_kept = mark.start() == after or bool(opened and opened[-1][1])
            opened.append((mark.start(), is_kept, commands))
        elif mark[0] == "}" and opened:
            start, is_kept, before = opened.pop()
            if is_kept:
                after = mark.end()
            elif commands == before and mark.start() > start + 1:
                yield from (start, mark.start())
        elif mark[0] != "}":
            commands, after = commands + 1, mark.end()
