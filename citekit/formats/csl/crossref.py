"""Works as Crossref's REST API gives them, made items of CSL-JSON. What is read and what is passed over is in
`crossref.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from citekit.trees import Map, text_of

_TAG = re.compile(r"</?jats:[^<>]*>|</?(?:p|sec|title)>")


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(files(__package__).joinpath("crossref.toml").read_text("utf-8"))
    return found


def is_crossref(item: Mapping[str, object]) -> bool:
    """Is it a work of Crossref's? It then says something of how it was registered."""
    return any(name in item for name in _table()["signs"]["names"])


def as_item(work: Map) -> Map:
    """The item of CSL-JSON that a work of Crossref's is; its places are those of the work."""
    table = _table()
    item = Map(work.source, work.stands)
    item.places = {table["names"].get(name, name): place for name, place in work.places.items()}
    for name, value in work.items():
        if name not in table["unsaid"]["names"] and name != "subtitle":
            item[table["names"].get(name, name)] = _first(value) if name in table["first"]["names"] else value
    item["title"] = _title(work)
    _add_date(item, work, table)
    _add_event_and_body(item, work)
    if isinstance(abstract := work.get("abstract"), str):
        item["abstract"] = " ".join(_TAG.sub(" ", abstract).split())
    if text_of(work.get("URL")) == f"https://doi.org/{text_of(work.get('DOI'))}" or "dx.doi.org/" in str(
        work.get("URL")
    ):
        item.pop("URL", None)
    return item


def _first(value: object) -> object:
    return (value[0] if value else "") if isinstance(value, list) else value


def _title(work: Map) -> str:
    title, subtitle = (text_of(_first(work.get(name, ""))) or "" for name in ("title", "subtitle"))
    if not subtitle or subtitle.lower() in title.lower():
        return title
    return f"{title}{' ' if title.endswith(('?', '!', ':')) else ': '}{subtitle}"


def _add_date(item: Map, work: Map, table: Mapping[str, Any]) -> None:
    dates = (work.get(name) for name in ("issued", *table["dates"]["issued"]))
    item["issued"] = next((date for date in dates if _is_date(date)), None)


def _is_date(value: object) -> bool:
    """Crossref writes [[null]] where it knows none."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    return (
        isinstance(parts, list) and bool(parts) and isinstance(parts[0], list) and bool(parts[0]) and bool(parts[0][0])
    )


def _add_event_and_body(item: Map, work: Map) -> None:
    event = work.get("event")
    if isinstance(event, dict):
        item["event"] = text_of(event.get("name")) or ""
        item["event-place"] = text_of(event.get("location")) or ""
    bodies = work.get("institution")
    body = _first(bodies)
    if isinstance(body, dict) and (name := text_of(body.get("name"))):
        item["publisher"] = name
