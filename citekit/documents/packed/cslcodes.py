"""Citations as Zotero and Mendeley keep them: JSON with CSL items, whatever it is kept in.

Its layout is that of CSL's `csl-citation.json` schema: `citationItems`, each with `itemData`, `uris`, `locator`,
`label`, `prefix`, `suffix`, `suppress-author`, `author-only`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from citekit.documents.packed.works import Cited, Works
from citekit.model import Locator, Mode
from citekit.trees.values import well_formed

_YEAR = re.compile(r"-?\d{1,4}")
_OWN = ("citation-key", "citationKey", "citekey")
_BETTER_BIBTEX = re.compile(r"^[ \t]*Citation Key:[ \t]*(\S+)", re.M | re.I)
"""Where Better BibTeX keeps the key of a work: on a line of its note."""


def read(code: str, works: Works) -> list[Cited]:
    """The works of a citation in JSON, which begins at the first brace. Raises ValueError when it is damaged."""
    start = code.find("{")
    if start < 0:
        raise ValueError("there is no JSON in it")
    try:
        found, _ = json.JSONDecoder(strict=False).raw_decode(code, start)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    cited = list(_items(found, works))
    if not cited:
        raise ValueError("it names no work")
    return cited


def _items(citation: object, works: Works) -> Iterator[Cited]:
    items = citation.get("citationItems") if isinstance(citation, dict) else None
    for one in items if isinstance(items, list) else ():
        if isinstance(one, dict):
            yield _item(one, works)


def _item(one: Mapping[str, object], works: Works) -> Cited:
    data = one.get("itemData")
    work: Mapping[str, object] = data if isinstance(data, dict) else {}
    names, year = names_of(work), year_of(work)
    key = works.key(_identity(one, work), names, year, text(work.get("title")), _own(work))
    if work:
        works.csl.setdefault(key, work)
    locator = text(one.get("locator")).strip()
    return Cited(
        key,
        names,
        year,
        Locator(text(one.get("label")) or "page", locator) if locator else None,
        text(one.get("prefix")).strip(),
        text(one.get("suffix")).strip(" ,"),
        Mode.SUPPRESSED
        if one.get("suppress-author")
        else Mode.NARRATIVE
        if one.get("author-only")
        else Mode.PARENTHETICAL,
    )


def _identity(one: Mapping[str, object], work: Mapping[str, object]) -> str:
    uris = one.get("uris") or one.get("uri")
    if isinstance(uris, list) and uris:
        return text(uris[0])
    # Mendeley numbers the works of each citation anew (ITEM-1): its numbers name none.
    plain = {name: value for name, value in work.items() if name != "id"}
    return json.dumps(plain, sort_keys=True) if plain else f"id {text(one.get('id'))}"


def _own(work: Mapping[str, object]) -> str:
    for name in _OWN:
        if key := text(work.get(name)).strip():
            return key
    found = _BETTER_BIBTEX.search(text(work.get("note")))
    return found[1] if found else ""


def names_of(work: Mapping[str, object]) -> tuple[str, ...]:
    """The family names of a CSL item's authors, else of its editors."""
    for role in ("author", "editor"):
        people = work.get(role)
        named = (_name(person) for person in people if isinstance(person, dict)) if isinstance(people, list) else ()
        if found := tuple(filter(None, named)):
            return found
    return ()


def _name(person: Mapping[str, object]) -> str:
    particle, family = text(person.get("non-dropping-particle")), text(person.get("family"))
    return f"{particle} {family}".strip() or text(person.get("literal")).strip()


def year_of(work: Mapping[str, object]) -> str:
    """The year of a CSL item; empty when it has none."""
    issued = work.get("issued")
    if not isinstance(issued, dict):
        return ""
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    year = first[0] if isinstance(first, list) and first else issued.get("raw") or issued.get("literal")
    found = _YEAR.search(text(year))
    return found[0] if found else ""


def text(value: object) -> str:
    """A text or number as text; empty for anything else."""
    return well_formed(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
