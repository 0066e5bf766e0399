"""How a reference begins: who made the work, and, where it follows at once, when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from citekit.model import NameList
from citekit.references import people
from citekit.references.dating import date_of, date_pattern
from citekit.references.people import People
from citekit.references.scan import MARK, Scan
from citekit.references.sentences import ends, first_quote
from citekit.references.words import pattern

_LABEL = re.compile(r"\s*(?:\[[^\]\s]{1,12}\]|\(\d{1,3}\)|\d{1,3}[.)](?=\s)|[•·▪‣–—-](?=\s))\s*")
_FARTHEST = 2500
_TITLE_BY_ITSELF = re.compile(r"[^\s“‘«\"].{6,300}[.?!]\s*", re.S)


@dataclass(frozen=True, slots=True)
class Head:
    """What begins a reference."""

    end: int
    """Where what follows it begins."""
    names: NameList
    style: str
    """author-date, quoted, colon, sentence, comma, title-first, none"""


@cache
def _bracketed_date() -> re.Pattern[str]:
    words = pattern("no-date", "forthcoming")
    inside = rf"(?:c(?:a|irca)?\.?\s|©\s?)?(?P<date>{date_pattern()})(?:[a-z](?![a-z]))?(?:[,;/]\s?[^()\[\]]{{0,30}})?"
    return re.compile(rf"\s*[(\[](?:{inside}|(?P<none>{words})(?:-[a-z])?)[)\]]\s*[.,:;]?\s*", re.I)


@cache
def _plain_date() -> re.Pattern[str]:
    words = pattern("no-date", "forthcoming")
    return re.compile(rf"[.,]?\s(?:(?P<date>{date_pattern()})|(?P<none>{words}))(?:\s?[.,:;]|(?=\s[“‘«\"]))\s*", re.I)


@cache
def _role() -> re.Pattern[str]:
    ed, tr = pattern("editors-after"), pattern("translators-after")
    return re.compile(
        rf"\s*[,.]?\s*[(\[]?\s?(?:(?P<editor>{ed})|(?P<translator>{tr}))(?:\s?(?:/|&|and)\s?(?:{tr}))?\s?[)\]]?[.,:]?\s*$",
        re.I,
    )


def role_of(text: str) -> tuple[str, str]:
    """A list of names without what says their role, and the role: author, editor, translator."""
    match = _role().search(text)
    if not match:
        return text, "author"
    return text[: match.start()], "editor" if match["editor"] else "translator"


def take(scan: Scan) -> Head:
    """Takes the people, and the date when it follows them."""
    start = _LABEL.match(scan.left)
    begin = start.end() if start and start.end() < len(scan.left) else 0
    scan.blank(0, begin)
    for way in (_with_date, _before_quote, _before_colon, _in_commas, _in_sentence, _full_name, _title_first):
        if found := way(scan, begin):
            return found
    return Head(begin, NameList(), "none")


def _people(scan: Scan, start: int, end: int, *, alone: bool = True, sure: bool = True) -> NameList | None:
    """Takes the names in a stretch; None when it is no list of names."""
    text, role = role_of(scan.left[start:end])
    if (
        start + len(text) == end
        and scan.text[end : end + 1] == "."
        and re.search(r"(?:^|[\s.-])[^\W\d_]h?$|[JS]r$", text)
    ):
        text += "."
    found = _read(text, role, alone=alone)
    if found is None:
        return None
    scan.take(
        role, start, start + len(text), scan.text[start : start + len(text)].strip(" ,;:"), sure=found.sure and sure
    )
    scan.blank(start, end)
    return found.names


def _read(text: str, role: str, *, alone: bool) -> People | None:
    if MARK in text:
        return None
    found = people.read(text) or (people.body(text) if role == "author" and alone else None)
    if found and not alone and _is_doubtful(found):
        return None
    return found


def _is_doubtful(found: People) -> bool:
    """Is it a name only by its form: two words with capitals, which may be a title?"""
    name = found.names.names[0]
    return len(found.names) == 1 and not found.sure and not found.names.others and not (name.literal and found.sure)


# ---------------------------------------------------------------------------------------------- with the date


def _with_date(scan: Scan, start: int) -> Head | None:
    for match in _dates(scan, start):
        prefix = scan.left[start : match.start()]
        if not prefix.strip(" .,") or match.start() - start > _FARTHEST:
            continue
        if not scan.left[match.end() :].strip(f" .,{MARK}"):
            return None
        names = _people(scan, start, match.start())
        if names is not None:
            _date(scan, match)
            return Head(match.end(), names, "author-date")
    return None


def _dates(scan: Scan, start: int) -> Iterator[re.Match[str]]:
    """The first dates that may follow names: in brackets, between full stops."""
    found = [pattern.search(scan.left, start) for pattern in (_bracketed_date(), _plain_date())]
    yield from sorted((match for match in found if match), key=lambda match: match.start())


def _date(scan: Scan, match: re.Match[str]) -> None:
    if match["date"]:
        scan.take("date", *match.span("date"), date_of(match["date"]))
        if match[0].strip().startswith(("(", "[")) and "/" in match[0]:
            pass
    else:
        scan.take("date" if not _is_no_date(match["none"]) else "", *match.span("none"), match["none"].strip())
    scan.blank(*match.span())


def _is_no_date(text: str) -> bool:
    return re.fullmatch(pattern("no-date"), text.strip(), re.I) is not None


# ------------------------------------------------------------------------------------------- without the date


def _before_quote(scan: Scan, start: int) -> Head | None:
    quote = first_quote(scan.left, start)
    if quote < 0 or quote - start > _FARTHEST:
        return None
    if not scan.left[start:quote].strip():
        return Head(quote, NameList(), "quoted")
    names = _people(scan, start, quote)
    return Head(quote, names, "quoted") if names is not None else None


def _before_colon(scan: Scan, start: int) -> Head | None:
    """`Family, Given; Family, Given: Title`, as in DIN 1505."""
    for match in re.finditer(r"\s?:\s", scan.left[start : start + _FARTHEST]):
        prefix = scan.left[start : start + match.start()]
        if _SENTENCE_WITHIN.search(role_of(prefix)[0]):
            return None
        if not re.search(r"[,;/]|\(|^[^\s]+$", prefix) and not prefix.isupper():
            return None
        names = _people(scan, start, start + match.start(), alone=False)
        return Head(start + match.end(), names, "colon") if names is not None else None
    return None


_SENTENCE_WITHIN = re.compile(r"[^\W\d_]\.\s[^\W\d_a-z][^\W\d_]|[?!]\s")
"""A full stop with a word behind it: what stands before a colon is then no list of inverted names alone."""


def _in_sentence(scan: Scan, start: int) -> Head | None:
    """`Family, Given, and Given Family. Title.`, `Family AB, Family CD. Title.`"""
    for count, (stop, end) in enumerate(ends(scan.left, start, initials=True)):
        if count > 60 or stop - start > _FARTHEST:
            return None
        if re.match(r"\s*[^\W\d_]{1,2}\.", scan.left[end:]) or scan.left[stop : stop + 1] in "?!":
            continue
        if re.match(r"(?:[^\W\d_]\.)", scan.left[end:]):
            continue
        prefix = scan.left[start:stop]
        if _goes_on().match(scan.left, end) or _first_name_last(prefix, scan.left[end:]):
            continue
        if re.match(rf"\s*[(\[]?{pattern('editors-after')}\s?[)\]]?[.,]", scan.left[end:], re.I):
            continue
        if _is_unfinished(prefix) or not re.match(r"\s", scan.left[end:]):
            continue
        names = _people(scan, start, stop, alone=False)
        if names is not None:
            return Head(end, names, "sentence")
        if not re.search(r"(?:^|[\s.-])[^\W\d_]{1,2}$", prefix):
            return None
    return None


@cache
def _goes_on() -> re.Pattern[str]:
    """More names, or what stands for them, behind the full stop of an initial."""
    return re.compile(rf"\s*,?\s*(?:&|{pattern('and')}\s|{pattern('others')}|,|;)")


def _first_name_last(prefix: str, rest: str) -> bool:
    """Is it `Jane M` of `Jane M. Roe, Title`?"""
    before, _, last = prefix.rpartition(",")
    last = last.strip()
    if re.search(r"[^\W\d_]\s[^\W\d_a-z]{1,3}$", before):
        # `Roe AB, Doe C.`
        return False
    if not re.fullmatch(r"[^\W\d_][\w'’-]+\s[^\W\d_]", last):
        return False
    return bool(re.match(r"\s[^\W\d_][\w’'-]+(?:\s[^\W\d_][\w’'-]+)?(?:,|\s(?:and|&|und|dan)\s)", rest))


_LAST_JOINED = re.compile(r"(?:.*(?:&|[,\s](?:and|und|et|y|e|dan|en))\s)([^,;]+)$", re.S)
_WITHOUT_FAMILY = re.compile(r"(?:[^\W\d_][\w'’.-]+\s)+[^\W\d_]|[^\W\d_]{2,}|[^\W\d_]")


def _is_unfinished(prefix: str) -> bool:
    """Does it end in the initial of a name whose family name is still to come: `Roe, Jane, and John F`?"""
    match = _LAST_JOINED.match(prefix)
    return bool(match and re.search(r"(?:^|[\s.])[^\W\d_]$", match[1]) and _WITHOUT_FAMILY.fullmatch(match[1].strip()))


_FAMILY = (
    r"(?:(?:van|von|de|der|den|del|della|di|da|dos|la|le|ten|ter|zu|al|el|bin)\s)*"
    r"[^\W\d_][^\W\d_]*(?:[’'‐-][^\W\d_]+)*(?:\s[A-ZÀ-Þ][^\W\d_]+(?:[’'‐-][^\W\d_]+)*)?"
)
_GOES_ON = r"(?=\s?,|\s(?:and|und|et|dan|y|&)\s)"
_NAMESAKE = r"(?:,\s(?:Jr|Sr|II|III|IV)\b\.?)?"
_COMMA_NAME = re.compile(
    # K. J. Holsti, where a full stop may end the list too; Kalevi J. Holsti; HOLSTI Kalevi J.
    rf"(?:[^\W\d_]{{1,2}}\.[\s\-‐]?){{1,5}}\s?{_FAMILY}(?:{_GOES_ON}|(?=\.\s[A-ZÀ-Þ“\"])){_NAMESAKE}"
    rf"|[A-ZÀ-Þ][^\W\d_]+\s(?:[^\W\d_]\.\s){{1,3}}{_FAMILY}{_GOES_ON}{_NAMESAKE}"
    rf"|[A-ZÀ-ÞŁŚŽČŠ][A-ZÀ-ÞŁŚŽČŠ'’-]{{2,}}\s(?:[A-ZÀ-Þ][^\W\d_]*[.-]?\s?){{1,3}}{_GOES_ON}"
)
_BETWEEN = re.compile(r",?\s(?:and|und|et|dan|y|&)\s|,\s")
_ET_AL = re.compile(r",?\s(?:et\sal\.?|dkk\.?|u\.\s?a\.)")


def _in_commas(scan: Scan, start: int) -> Head | None:
    """`A. B. Family, C. Family, and D. Family, Title`, as in IEEE; `FAMILY Given, Title`; `Given M. Family, Title`."""
    at, end = start, start
    while match := _COMMA_NAME.match(scan.left, at):
        end = match.end()
        between = _BETWEEN.match(scan.left, end)
        if not between or end - start > _FARTHEST:
            break
        at = between.end()
    if end == start:
        return None
    if more := _ET_AL.match(scan.left, end):
        end = more.end()
    if role := re.match(rf",?\s[(\[]?{pattern('editors-after')}[)\]]?", scan.left[end:], re.I):
        end += role.end()
    style = "sentence" if scan.left[end : end + 1] == "." else "comma"
    names = _people(scan, start, end)
    return Head(end, names, style) if names is not None else None


def _full_name(scan: Scan, start: int) -> Head | None:
    """`Jane Roe, Title`, as in notes; it is never sure."""
    comma = scan.left.find(",", start, start + 60)
    if comma < 0 or len(scan.left[start:comma].split()) not in (2, 3):
        return None
    if re.search(r"\s(?:[^\W\d_]\.?|[A-ZÀ-Þ]{1,3})$", scan.left[start:comma]):
        return None
    following = scan.left[comma + 1 :].split(",")[0]
    if len(following.split()) < 2 or not re.search(r"\([^()]*:\s|\d", scan.left[comma:]):
        return None
    names = _people(scan, start, comma, sure=False)
    return Head(comma + 1, names, "comma") if names is not None else None


def _title_first(scan: Scan, start: int) -> Head | None:
    """`Title. (2001).`, as works without an author are listed by author and date."""
    match = _bracketed_date().search(scan.left, start)
    if not match or not scan.left[match.end() :].strip(f" .,{MARK}"):
        return None
    if not _TITLE_BY_ITSELF.fullmatch(scan.left[start : match.start()].strip() + " "):
        return None
    _date(scan, match)
    return Head(start, NameList(), "title-first")
