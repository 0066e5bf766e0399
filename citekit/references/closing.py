"""The date where it does not follow the people: behind the title, or at the end."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from citekit.references.dating import YEAR, date_in_words, date_of, date_pattern
from citekit.references.scan import MARK, Part, Scan
from citekit.references.words import pattern


@cache
def _stated_last() -> re.Pattern[str]:
    """A date between commas, behind a semicolon, in brackets, or before the end."""
    before = rf"(?:[.,:;(]\s?|{MARK}\s?|\s(?=[^\s]*[,.;]?\s?(?:{MARK}|$)))"
    after = rf"\s?(?=[.,;:)]|[—–-]?\s?{MARK}|$)"
    return re.compile(rf"{before}(?P<date>{date_pattern()}){after}", re.I)


def take_date(scan: Scan, start: int) -> None:
    """The date behind the title, as in the humanities and the sciences: the last that stands by itself."""
    found = list(_stated_last().finditer(scan.left, start))
    if stated := scan.find("date"):
        _repeated_date(scan, stated, found)
    elif found:
        match = found[-1]
        sure = len({date_of(one["date"])[:4] for one in found}) == 1
        scan.take("date", *match.span("date"), date_of(match["date"]), sure=sure)
        if scan.left[match.start()] == "(" and scan.left[match.end() : match.end() + 1] == ")":
            scan.blank(match.start(), match.end() + 1)


def _repeated_date(scan: Scan, stated: Part, found: list[re.Match[str]]) -> None:
    """A date of the same year once more, perhaps with its month: it is the same date."""
    for match in found:
        date = date_of(match["date"])
        if date[:4] == stated.text[:4]:
            if date.startswith(stated.text):
                scan.parts[scan.parts.index(stated)] = stated = replace(stated, text=date)
            scan.blank(*match.span("date"))


def take_late_date(scan: Scan) -> None:
    """The date where it stands at the end, as in the sciences."""
    if scan.has("date"):
        return
    found = [match for match in date_in_words().finditer(scan.left) if date_of(match[0])]
    if found:
        match = found[-1]
        alone = len({re.search(YEAR, one[0])[0] for one in found}) == 1  # type: ignore[index]
        scan.take("date", *match.span(), date_of(match[0]), sure=alone)
        return
    no_date = re.search(pattern("forthcoming"), scan.left, re.I)
    if no_date:
        scan.take("pubstate", *no_date.span(), sure=False)
