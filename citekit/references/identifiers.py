"""What a reference says in a form of its own: DOI, address, ISBN, the number of a preprint, when it was looked at."""

from __future__ import annotations

import re
from functools import cache

from citekit.references.dating import date_of, date_pattern
from citekit.references.scan import MARK, Scan
from citekit.references.words import pattern

_DOI = re.compile(
    r"(?:(?<![^\W_])doi:?\s?)?(?:(?:https?://)?(?:dx\.)?doi\.(?:acm\.)?org/)*(10\.\d{4,9}/[^\s\"<>“”\ue000]+)", re.I
)
_URL = re.compile(r"<?(?:https?://|ftp://|www\.(?=[\w-]+\.))[^\s<>\"“”\ue000]+>?", re.I)
_ISBN = re.compile(r"(?:e-?)?ISBN(?:-1[03])?:?\s?((?:97[89][-–\s]?)?\d(?:[-–\s]?\d){8}[-–\s]?[\dXx])(?!\d)", re.I)
_ISSN = re.compile(r"(?:e-?|p-?)?ISSN:?\s?(\d{4}[-–]\d{3}[\dXx])", re.I)
_ARXIV = re.compile(
    r"\(?(?:arXiv(?:\s(?:preprint|e-prints))?(?:[:,\s]\s?arXiv)?|CoRR)[:,.\s]\s?(?:vol\.\s)?(?:abs/)?(?P<id>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})"
    r"(?:\s\[(?P<class>[\w.-]+)\])?\)?",
    re.I,
)
_PMID = re.compile(r"(?:PubMed\s)?(PMC|PMID):?\s?(\d{3,9}|PMC\d+)[.;]?", re.I)


def take(scan: Scan) -> None:
    """Takes all of them out of a reference."""
    _dois(scan)
    _arxiv(scan)
    _numbers(scan)
    _addresses(scan)
    _accessed(scan)
    for match in list(_medium().finditer(scan.left)):
        scan.blank(*match.span())


@cache
def _medium() -> re.Pattern[str]:
    """`[Internet]`, `[en ligne]`"""
    return re.compile(
        rf"[\[(](?:{pattern('found')}|(?:e-?book|paperback|hardcover|kindle|cs|electronic resource))[\])]", re.I
    )


def _dois(scan: Scan) -> None:
    for match in _DOI.finditer(scan.left):
        doi = match[1].rstrip(".,;:")
        while doi.endswith((")", "]")) and doi.count(doi[-1]) > doi.count("(["[")]".index(doi[-1])]):
            doi = doi[:-1].rstrip(".,;:")
        end = match.start(1) + len(doi)
        if scan.has("doi"):
            scan.take("", match.start(), end)
        else:
            scan.take("doi", match.start(), end, doi)


def _arxiv(scan: Scan) -> None:
    if match := _ARXIV.search(scan.left):
        scan.take("eprint", *match.span(), match["id"])
        scan.take("eprinttype", *match.span(), "arxiv")
        if match["class"]:
            scan.take("eprintclass", *match.span("class"))


def _numbers(scan: Scan) -> None:
    for name, pattern_ in (("isbn", _ISBN), ("issn", _ISSN)):
        for match in list(pattern_.finditer(scan.left)):
            scan.take("" if scan.has(name) else name, *match.span(), match[1].replace("–", "-").strip())
    for match in list(_PMID.finditer(scan.left)):
        scan.take("pmid" if match[1].upper() == "PMID" else "pmcid", *match.span(), match[2])


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"[(\[]?(?:{pattern('found')}[:\s]*){{1,2}}[(\[]?$", re.I)


def _addresses(scan: Scan) -> None:
    for match in list(_URL.finditer(scan.left)):
        url = match[0].strip("<>").rstrip(".,;:")
        while url.endswith((")", "]")) and url.count(url[-1]) > url.count("(["[")]".index(url[-1])]):
            url = url[:-1].rstrip(".,;:")
        start = match.start()
        end = start + match[0].index(url) + len(url)
        before = scan.left[max(0, start - 60) : start]
        if lead := _lead().search(before):
            start -= len(before) - lead.start()
        scan.take(
            "" if scan.has("url") else "url", start, end, url if url.startswith(("http", "ftp")) else f"http://{url}"
        )


@cache
def _visits() -> re.Pattern[str]:
    date = date_pattern(needs_day=False)
    weekday = r"(?:[^\W\d_]+,\s)?"
    return re.compile(
        rf"[(\[]?{pattern('accessed')}:?\s?{weekday}(?P<date>{date})(?:[,;]?\s\d{{1,2}}[:.]\d\d(?:\s?(?:WIB|Uhr|h|am|pm|GMT))?)?"
        rf"[)\]]?(?:,?\s{pattern('accessed-after')}[:\s]*(?={MARK}))?",
        re.I,
    )


def _accessed(scan: Scan) -> None:
    for match in _visits().finditer(scan.left):
        stated = date_of(match["date"])
        if not stated:
            continue
        if len(stated) == 4 and not scan.has("url"):
            continue
        scan.take("" if scan.has("urldate") else "urldate", *match.span(), stated)
        return
    if behind := _behind_address().search(scan.left):
        scan.take("urldate", *behind.span(), date_of(behind["date"]))


@cache
def _behind_address() -> re.Pattern[str]:
    """`<url> pada 12 Mei 2020`: a day right behind an address is that of the visit."""
    return re.compile(
        rf"(?<={MARK})[,.]?\s[(\[]?(?:{pattern('before-day')}\s)*(?P<date>{date_pattern(needs_day=True)})[)\]]?", re.I
    )
