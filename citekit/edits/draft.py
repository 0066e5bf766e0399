"""A claims file to start from: one claim for each sentence of a document that cites."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from citekit import anchor, documents
from citekit.diagnostic import ReadError
from citekit.edits.passages import Passage, passages, unclaimed
from citekit.edits.quoting import comment, quoted, setting
from citekit.encoding import decode
from citekit.model import (
    Attribution,
    Citation,
    CitationItem,
    ClaimSource,
    Document,
    Locator,
    Project,
    ReadingItem,
    Selector,
    fold,
)
from citekit.projectfiles.vocabulary import LOCATORS, STATUSES
from citekit.prose.terms import phrase, terms
from citekit.rules.wording import cited_as
from citekit.splices import Splice, apply

_WORD = re.compile(r"[^\W_]+")
_ID_WORDS, _ID_LENGTH = 4, 48

_FIELDS = {label: field for field, label in LOCATORS.items()}


@dataclass(frozen=True, slots=True)
class Draft:
    """Claims drafted from a document."""

    toml: str
    """The text of the file, or what is to be added to one."""
    claims: int
    """How many claims it has."""
    unmatched: tuple[Citation, ...] = ()
    """Citations that fit no one work of the library; the text has a comment for each."""


def draft(project: Project, document: Document, *, folder: str = ".") -> Draft:
    """A claims file for a document; `folder` is where it is to lie. The same project gives the same text."""
    name = path_from(folder, document.path)
    found = list(passages(document))
    header = (
        comment(f"Claims of {name}, drafted by citekit from its citations."),
        comment("For each claim: read its source, then say what you found in status,"),
        comment(f"which can be {', '.join(STATUSES[1:])}. Delete what is no claim."),
        comment("citekit check says what is still wrong."),
        setting("document", name),
    )
    claims = list(_claims(project, document, found, {}))
    return Draft("\n".join([*header, "", *claims]), len(claims), _unmatched(project, found))


def append(project: Project, document: Document, data: bytes, path: str) -> tuple[bytes, Draft]:
    """The bytes of a claims file with claims added for the sentences that have none yet, and what was added.

    `project` has read that file, `path`, whose bytes are `data`; all of them stay. Raises ReadError when the file is
    not valid TOML, or lists its claims in a way to which none can be added.
    """
    decoded = decode(data, path)
    values = _values(decoded.text, path)
    found = list(unclaimed(project, document))
    ids = {claim.id: 1 for claim in project.claims}
    name = path_from(PurePath(path).parent.as_posix(), document.path)
    extra = [] if values.get("document") == name else [setting("document", name)]
    claims = list(_claims(project, document, found, ids, extra))
    added = Draft("\n".join(claims), len(claims), _unmatched(project, found))
    return _with(data, decoded.text, decoded.encoding, added.toml, path), added


def extended(data: bytes, path: str, toml: str) -> bytes:
    """The bytes of a claims file with claims added at its end. Raises ReadError as `append` does."""
    decoded = decode(data, path)
    _values(decoded.text, path)
    return _with(data, decoded.text, decoded.encoding, toml, path)


def _values(text: str, path: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        hint = f"citekit check {path} says where; put that right first"
        raise ReadError(f"{path} is not valid TOML, so nothing can be added to it", hint=hint) from error


def _with(data: bytes, text: str, encoding: str, added: str, path: str) -> bytes:
    """The bytes with a text added at their end, in their encoding and with their line ends."""
    if not added:
        return data
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    ends = "\r\n" if "\r\n" in text else "\n"
    _check_together(text + gap + added, path)
    new = (gap + added).replace("\n", ends)
    try:
        tail = new.encode("utf-8" if encoding in ("utf-8-sig", "mixed") else encoding)
    except UnicodeEncodeError as error:
        hint = "save the file as UTF-8 first"
        raise ReadError(f"{path} is in {encoding}, which cannot hold the new claims", hint=hint) from error
    return apply(data, [Splice(len(data), len(data), tail)])


def _check_together(text: str, path: str) -> None:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        hint = "write each claim under its own [[claim]]"
        raise ReadError(f"no claim can be added to {path}, because of how its claims are written", hint=hint) from error


def path_from(folder: str, path: str) -> str:
    """A path as it counts from a folder, with forward slashes."""
    try:
        return PurePath(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        # On another drive of Windows there is no way from one to the other.
        return PurePath(path).as_posix()


# --------------------------------------------------------------------------------------------------- claims


def _claims(
    project: Project, document: Document, passages: Sequence[Passage], ids: dict[str, int], extra: Sequence[str] = ()
) -> Iterator[str]:
    """Each claim as TOML, with the lines `extra`. `ids` are taken, each with the last number that was added to it."""
    index = anchor.index(document) if passages else None
    for passage in passages:
        if index is not None:
            selector = anchor.describe_lastingly(index, passage.start, passage.end)
            words = documents.readable(document, passage.start, passage.end)
            if selector.exact:
                yield "\n".join(_claim(project, selector, passage.citations, made_id(words, ids), extra))


def _claim(
    project: Project, selector: Selector, citations: Iterable[Citation], id: str, extra: Sequence[str]
) -> Iterator[str]:
    yield "[[claim]]"
    yield setting("id", id)
    yield from extra
    for name, value in (("exact", selector.exact), ("prefix", selector.prefix), ("suffix", selector.suffix)):
        if value:
            yield setting(name, value)
    found = [one for citation in citations for one in project.attributions_of(citation)]
    for attribution in found:
        if attribution.entry is None:
            yield _doubt(attribution)
    yield from _sources(found)
    yield "[claim.verdict]"
    yield f'status = "{STATUSES[0]}"\n'


def _sources(found: Iterable[Attribution]) -> Iterator[str]:
    """Each source as TOML; where a work is cited with its page and without, once, with the page."""
    by_key: dict[str, dict[tuple[str, ...], None]] = {}
    for attribution in found:
        if attribution.entry:
            by_key.setdefault(attribution.entry.key, {})[tuple(_details(attribution.item))] = None
    for key, told in by_key.items():
        for details in [one for one in told if one] or [()]:
            yield "\n".join(["[[claim.source]]", setting("key", key), *details])


def _details(item: CitationItem | ClaimSource | ReadingItem) -> Iterator[str]:
    """Where in the work, and which work was read in it."""
    if item.locator:
        yield setting_of(item.locator)
    if isinstance(item, CitationItem) and _names_original(item.prefix):
        yield setting("note", " ".join(item.prefix.split()))


def _names_original(prefix: str) -> bool:
    """What stands before a citation names the work that was read in this one: "Weber, 1922, cited in"."""
    row = list(phrase(prefix))
    within = terms().within.ending(row, len(row))
    return any(character.isdigit() for character in prefix) or 0 < within < len(row)


def setting_of(locator: Locator) -> str:
    """A locator as a setting of a claim's source."""
    return f"{_FIELDS.get(locator.label, locator.label)} = {quoted(' '.join(locator.value.split()))}"


def _doubt(attribution: Attribution) -> str:
    """A comment on a citation that is not joined to one work."""
    item = attribution.item
    words = cited_as(item) if isinstance(item, CitationItem) else item.key
    if attribution.entries:
        return comment(f"{words} may be any of: {', '.join(entry.key for entry in attribution.entries)}")
    nearest = ", ".join(entry.key for entry in attribution.nearest)
    return comment(f"{words} fits no work in the library{f'; near it: {nearest}' if nearest else ''}")


def _unmatched(project: Project, passages: Iterable[Passage]) -> tuple[Citation, ...]:
    return tuple(
        citation
        for passage in passages
        for citation in passage.citations
        if any(one.entry is None for one in project.attributions_of(citation))
    )


def made_id(exact: str, ids: dict[str, int]) -> str:
    """An id made of the first words of a passage; it is then taken."""
    words = [word for word in _WORD.findall(fold(exact)) if len(word) > 2] or ["claim"]
    base = "-".join(words[:_ID_WORDS])[:_ID_LENGTH].rstrip("-")
    id = base
    while id in ids:
        ids[base] = ids.get(base, 1) + 1
        id = f"{base}-{ids[base]}"
    ids[id] = 1
    return id
