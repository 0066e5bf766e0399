"""Volume, issue, pages, edition: the numbers of a reference, by the patterns of `patterns.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from citekit.references.dating import YEAR, date_of, date_pattern
from citekit.references.scan import MARK, Scan
from citekit.references.words import pattern

_DASH = r"\s?[-–—‐‑−]{1,3}\s?"
_PAGE = r"(?:[A-Za-z]{1,2}\.?)?\d{1,8}(?!\d)[A-Za-z]?(?:\.e\d+)?"
_ROMAN = r"[ivxlc]{1,7}"
_RANGE = rf"(?:{_PAGE}(?:[.:]\d{{1,3}})?{_DASH}{_PAGE}(?:[.:]\d{{1,3}})?|{_ROMAN}{_DASH}{_ROMAN})"
_PAGES = rf"(?:{_RANGE}|{_PAGE}f{{0,2}}\.?|{_ROMAN}(?![^\W_]))(?:,\s?{_RANGE})*"
_VOLUME = (
    r"(?<![\d.:/\w-])(?:\d{1,4}[A-Za-z]?(?:[-–/](?:\d{1,4}|[IVX]{1,5})(?![^\W_]))?"
    r"|[A-Z]{1,4}[-–]?\d{1,3}|[IVXLCivxlc]{1,8}(?![^\W_]))"
)
_NUMBER = (
    rf"(?!{YEAR}(?![^\W_]))"
    r"(?:(?:Suppl(?:ement)?|Special\sissue|Supl|S|Pt|Part|Issue|No|Sonderheft|SI)\.?\s?)?"
    r"(?:[A-Z]{0,4}\d{1,5}[A-Za-z]?(?:\s?[-–/&]\s?[A-Z]{0,4}\d{1,4})*|[IVXLC]{1,6}(?![^\W_])|(?:Suppl(?:ement)?|Supl)\.?)"
    r"(?:\s(?:Suppl(?:ement)?|Pt|Part)\.?(?:\s?\w{1,3})?)?"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A way in which the numbers stand together."""

    name: str
    pattern: re.Pattern[str]
    example: str


@cache
def blocks() -> tuple[Block, ...]:
    """The ways of `patterns.toml`, in the order in which they are tried."""
    table = tomllib.loads(files("citekit.references").joinpath("patterns.toml").read_text("utf-8"))
    pieces = {
        "V": _VOLUME,
        "N": _NUMBER,
        "P": _PAGES,
        "R": rf"{_RANGE}(?:,\s?{_RANGE})*",
        "D": date_pattern(),
        "vol": pattern("volume"),
        "no": pattern("number"),
        "pp": pattern("pages"),
    }
    return tuple(
        Block(one["name"], re.compile(one["pattern"].format(**pieces), re.I), one["example"]) for one in table["block"]
    )


@cache
def _ordinal() -> str:
    return r"(?:\d{1,3}\s?(?:st|nd|rd|th|e|er|ère|re|ème|ª|º|a|o|de|ste|\.|\.ª|\.º|\.a|°|–)?)"


@cache
def _editions() -> re.Pattern[str]:
    noun = pattern("editions")
    adjectives = rf"(?:,?\s{pattern('edition-adjectives')})*"
    number = rf"(?P<number>{_ordinal()}){adjectives},?\s{noun}"
    behind = rf"{noun}\s(?:ke[-\s]?)?(?P<behind>\d{{1,2}}|[IVX]{{1,5}})(?![^\W_])(?!\s?[(:,]\s?\d)"
    worded = rf"(?P<words>{pattern('edition-words')})"
    return re.compile(rf"[(\[]?(?:{worded}|{number}|{behind})(?:,?\s(?:rev\.|revisi))?[)\]]?", re.I)


def take_edition(scan: Scan, start: int) -> None:
    """Takes the edition that is stated behind an offset."""
    for match in _editions().finditer(scan.left, start):
        stated = match["number"] or match["behind"]
        if stated:
            digits = re.match(r"\d+", stated)
            text = digits[0] if digits else stated
            if digits and int(text) > 60:
                continue
        else:
            text = match["words"]
        inner = match.span()
        if scan.left[inner[0]] in "([" and scan.left[inner[1] - 1] not in ")]":
            inner = (inner[0] + 1, inner[1])
        elif scan.left[inner[0]] not in "([" and scan.left[inner[1] - 1] in ")]":
            inner = (inner[0], inner[1] - 1)
        scan.take("edition", *inner, text)
        return


@cache
def _page_count() -> re.Pattern[str]:
    roman = r"(?:[ivxlc]{1,7},?\s?(?:\+\s?)?)?"
    return re.compile(
        rf"(?:(?<=[,.;(]\s)|(?<=[,.;(]){MARK}?\s?|(?<={MARK}\s)){roman}(?P<count>\d{{1,4}})\s{pattern('page-count')}(?=\s?(?:[.,;)–-]|$|{MARK}))",
        re.I,
    )


@cache
def _only_pages() -> tuple[re.Pattern[str], ...]:
    end = rf"(?=\s?(?:[.,;:)\]{MARK}]|$|\s\())"
    return (
        re.compile(rf"{pattern('pages')}\s?(?P<pages>{_PAGES}){end}", re.I),
        re.compile(rf"{pattern('article-number')}\s?(?P<eid>[A-Za-z]{{0,3}}\d{{3,9}}){end}", re.I),
        re.compile(rf"(?<=[^\W_][,:.]\s)(?P<pages>{_RANGE}){end}"),
        re.compile(rf"(?<=[^\W_]:)(?P<pages>{_RANGE}){end}"),
        re.compile(rf"(?<=[^\W\d_]\s)(?P<pages>{_RANGE})(?=\s\()"),
        re.compile(rf"(?<={MARK}\s)(?P<pages>{_RANGE})(?=\s\()"),
        re.compile(rf"(?<={MARK}[,:.]\s)(?P<pages>{_RANGE}){end}"),
        re.compile(rf"(?<={MARK}[,:]\s)(?P<eid>(?:e\d{{3,9}}|\d{{5,8}})){end}"),
    )


@cache
def _in_brackets() -> re.Pattern[str]:
    vol, no, pp = pattern("volume"), pattern("number"), pattern("pages")
    return re.compile(
        rf"\((?:{MARK}+,\s)?(?=[^\W_])(?:{vol}\s?(?P<volume>{_VOLUME})(?:,\s)?)?(?:{no}\s?(?P<number>{_NUMBER})(?:,\s)?)?"
        rf"(?:{pp}\s?(?P<pages>{_PAGES}))?\)",
        re.I,
    )


def take_bracketed(scan: Scan, start: int) -> None:
    """Takes `(Vol. 2, pp. 12–34)`, which may follow a title at once."""
    for match in _in_brackets().finditer(scan.left, start):
        for name, value in match.groupdict().items():
            if value and not scan.has(name):
                scan.take(name, *match.span(name), _ranged(value) if name == "pages" else value.strip(" ."))
        scan.blank(*match.span())
        return


def take(scan: Scan, start: int) -> None:
    """Takes volume, issue, pages and the date with them, where they stand behind an offset."""
    _take_block(scan, start)
    _take_pages(scan, start)


def _take_block(scan: Scan, start: int) -> None:
    best: tuple[int, re.Match[str]] | None = None
    for block in blocks():
        for match in block.pattern.finditer(scan.left, start):
            if _fits(scan, match):
                best = best or (match.start(), match)
                break
        if best:
            break
    if best is None:
        return
    match = best[1]
    found = match.groupdict()
    stated = {name.rstrip("23"): name for name, value in found.items() if value}
    for name, group in stated.items():
        if name == "date":
            if not scan.has("date"):
                scan.take("date", *match.span(group), date_of(match[group]))
        else:
            value = match[group].strip(" .")
            if name == "volume" and "pages" not in stated and _is_range(value):
                name = "pages"
            value = value if name != "pages" else _ranged(value)
            field = "eid" if name == "pages" and re.fullmatch(r"e\d+", value) else name
            scan.take(field, *match.span(group), value)
    scan.blank(*_with_brackets(scan.left, *match.span()))


def _is_range(volume: str) -> bool:
    """Are these pages, and not two volumes in one?"""
    ends = re.fullmatch(r"(\d{2,4})[-–](\d{2,4})", volume)
    return bool(ends) and int(ends[2]) - int(ends[1]) > 3  # type: ignore[index]


def _fits(scan: Scan, match: re.Match[str]) -> bool:
    """Does it follow anything, and is no year among the numbers?"""
    before = scan.left[: match.start()].rstrip()
    if not before or match.start() < 1:
        return False
    found: Mapping[str, str | None] = match.groupdict()
    volume = found.get("volume") or ""
    number = found.get("number") or found.get("number2") or ""
    if re.fullmatch(YEAR, number):
        return False
    if (
        not re.search(r"\d", volume)
        and volume
        and not volume.isupper()
        and not re.match(pattern("volume"), match[0], re.I)
    ):
        return False
    if not volume and not match[0][:1].isalpha() and not number:
        return False
    if re.search(r"[-–—]\s?$", scan.left[: match.start()]) and not (
        number or found.get("pages") or found.get("pages2")
    ):
        # `Physics – Volume 2` is the whole title.
        return False
    is_year = re.fullmatch(YEAR + "[a-z]?", volume) is not None
    return not is_year or bool(number) or re.match(pattern("volume"), match[0], re.I) is not None


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """With the brackets that stand right round it."""
    inner = text[start:end]
    if inner.count("(") < inner.count(")") and text[start - 1 : start] == "(":
        return start - 1, end
    if inner.count("(") > inner.count(")") and text[end : end + 1] == ")":
        return start, end + 1
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        return start - 1, end + 1
    return start, end


def _take_pages(scan: Scan, start: int) -> None:
    if not scan.has("pages", "eid"):
        for finder in _only_pages():
            match = finder.search(scan.left, start)
            if match and match.start() > start:
                name = "pages" if "pages" in match.groupdict() else "eid"
                scan.take(name, *match.span(name), _ranged(match[name]))
                scan.blank(*_with_brackets(scan.left, *match.span()))
                break
    match = _page_count().search(scan.left, start)
    if match and not scan.has("pagetotal"):
        scan.take("pagetotal", *match.span("count"))
        scan.blank(*match.span())


def _ranged(pages: str) -> str:
    """Pages with the dash of a range, as plain text has it."""
    return re.sub(r"\s?[-–—‐‑−]{1,3}\s?", "–", pages.strip(" ."))
