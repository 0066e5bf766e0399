"""What is odd in CSL-JSON that can still be used, each with its place (csl-data.json of the schema).

Nothing here stops anything: what cannot be used at all is an ItemError of `read_items`.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping

from citekit.csl.errors import ItemError, ItemRemark
from citekit.csl.items import Item, read_items
from citekit.csl.vocabulary import (
    DATE_PROPERTIES,
    DATE_VARIABLES,
    ITEM_PROPERTIES,
    NAME_PARTS,
    NAME_SWITCHES,
    NAME_VARIABLES,
    NUMBER_VARIABLES,
    TYPES,
    VARIABLES,
)

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_KNOWN = VARIABLES | ITEM_PROPERTIES
_LONGEST = 40
"""How much of a word of the data a message repeats."""
_Check = Callable[[str, object], Iterator[ItemRemark]]


def load_items(text: str | bytes) -> tuple[dict[str, Item], list[ItemRemark]]:
    """Read a file of CSL-JSON: the items by their ids, and what is odd in them.

    Raises ItemError for what is not JSON, and for what `read_items` cannot use.
    """
    try:
        data = json.loads(text)
    except RecursionError:
        raise ItemError("the values are nested too deeply") from None
    except ValueError as error:
        raise ItemError(f"this is not JSON: {error}") from error
    return read_items(data), check_items(data)


def check_items(data: object) -> list[ItemRemark]:
    """Give what is odd in a list of CSL-JSON items, in their order. Raises nothing, whatever the data are."""
    if not isinstance(data, list | tuple):
        return [ItemRemark("$", f"this is {_kind(data)}, not a list of items")]
    seen: set[str] = set()
    return [remark for place, item in enumerate(data) for remark in _of_item(f"$[{place}]", item, seen)]


def _of_item(path: str, item: object, seen: set[str]) -> Iterator[ItemRemark]:
    if not isinstance(item, Mapping):
        yield ItemRemark(path, f"this is {_kind(item)}, not an item")
        return
    yield from _of_id(path, item, seen)
    if "type" not in item:
        yield ItemRemark(path, "the item has no type")
    for name, value in item.items():
        if name not in _KNOWN:
            message = f"the variable {_quoted(name)} is not known{_nearest(name, _KNOWN)}"
            yield ItemRemark(_inside(path, name), message)
        elif value is not None and name != "id":
            yield from _check_of(name)(_inside(path, name), value)


def _of_id(path: str, item: Mapping[object, object], seen: set[str]) -> Iterator[ItemRemark]:
    key = item.get("id")
    if key is None or key == "":
        yield ItemRemark(path, "the item has no id")
    elif not _is_number(key) and not isinstance(key, str):
        yield ItemRemark(_inside(path, "id"), f"this is {_kind(key)}, not text or a number")
    elif _written(key) in seen:
        yield ItemRemark(_inside(path, "id"), f"the id {_quoted(key)} is given before; this item takes its place")
    else:
        seen.add(_written(key))


def _check_of(name: object) -> _Check:
    """Give what checks the value of a property."""
    if name in NAME_VARIABLES:
        return _names
    if name in DATE_VARIABLES:
        return _date
    return _OTHERS.get(name, _text)


def _type(path: str, value: object) -> Iterator[ItemRemark]:
    if not isinstance(value, str):
        yield ItemRemark(path, f"this is {_kind(value)}, not the name of a type")
    elif value not in TYPES:
        yield ItemRemark(path, f"the type {_quoted(value)} is not known{_nearest(value, TYPES)}")


def _text(path: str, value: object) -> Iterator[ItemRemark]:
    if not isinstance(value, str):
        result = "it is read as text" if _is_number(value) else "it is left out"
        yield ItemRemark(path, f"this is {_kind(value)}, not text; {result}")


def _text_or_number(path: str, value: object) -> Iterator[ItemRemark]:
    if not isinstance(value, str) and not _is_number(value):
        yield ItemRemark(path, f"this is {_kind(value)}, not text or a number")


def _switch(path: str, value: object) -> Iterator[ItemRemark]:
    if not isinstance(value, bool | int | float | str):
        yield ItemRemark(path, f"this is {_kind(value)}, not true or false")


def _object(path: str, value: object) -> Iterator[ItemRemark]:
    if not isinstance(value, Mapping):
        yield ItemRemark(path, f"this is {_kind(value)}, not an object")


def _texts(path: str, value: object) -> Iterator[ItemRemark]:
    if not isinstance(value, list | tuple):
        yield ItemRemark(path, f"this is {_kind(value)}, not a list of texts")
        return
    for place, text in enumerate(value):
        yield from _text(f"{path}[{place}]", text)


_OTHERS: dict[object, _Check] = {
    **dict.fromkeys(NUMBER_VARIABLES, _text_or_number),
    **dict.fromkeys(ITEM_PROPERTIES, _text_or_number),
    "type": _type,
    "custom": _object,
    "categories": _texts,
}


def _names(path: str, value: object) -> Iterator[ItemRemark]:
    if not isinstance(value, list | tuple):
        yield ItemRemark(path, f"this is {_kind(value)}, not a list of names; it is left out")
        return
    for place, name in enumerate(value):
        yield from _name(f"{path}[{place}]", name)


def _name(path: str, value: object) -> Iterator[ItemRemark]:
    if not isinstance(value, Mapping):
        yield ItemRemark(path, f"this is {_kind(value)}, not a name with family and given; it is left out")
        return
    for part, text in value.items():
        inside = _inside(path, part)
        if part not in NAME_PARTS and part not in NAME_SWITCHES:
            yield ItemRemark(inside, f"names have no part {_quoted(part)}{_nearest(part, NAME_PARTS | NAME_SWITCHES)}")
        elif text is not None:
            yield from (_text if part in NAME_PARTS else _switch)(inside, text)


def _date(path: str, value: object) -> Iterator[ItemRemark]:
    if isinstance(value, str):
        return  # an EDTF date, which the schema's description prefers
    if not isinstance(value, Mapping):
        yield ItemRemark(path, f"this is {_kind(value)}, not a date; it is left out")
        return
    for part, inner in value.items():
        inside = _inside(path, part)
        if part not in DATE_PROPERTIES:
            yield ItemRemark(inside, f"dates have no part {_quoted(part)}{_nearest(part, DATE_PROPERTIES)}")
        elif inner is not None:
            yield from _DATE_CHECKS.get(part, _text)(inside, inner)


def _date_parts(path: str, value: object) -> Iterator[ItemRemark]:
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= 2:
        yield ItemRemark(path, "this is not a list of one date or two")
        return
    for place, parts in enumerate(value):
        inside = f"{path}[{place}]"
        if not isinstance(parts, list | tuple) or not 1 <= len(parts) <= 3:
            yield ItemRemark(inside, "this is not a list of a year, a month and a day")
            continue
        for number, part in enumerate(parts):
            yield from _text_or_number(f"{inside}[{number}]", part)


_DATE_CHECKS: dict[object, _Check] = {"date-parts": _date_parts, "season": _text_or_number, "circa": _switch}


def _inside(path: str, name: object) -> str:
    """Give the path of a property (JSONPath, RFC 9535)."""
    text = _written(name)
    if _IDENTIFIER.fullmatch(text):
        return f"{path}.{text}"
    escaped = text[:_LONGEST].replace("\\", "\\\\").replace("'", "\\'")
    return f"{path}['{escaped}']"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _kind(value: object) -> str:
    """Say in the words of JSON what a value is."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, str):
        return "text"
    return "a number" if _is_number(value) else "a list"


def _quoted(word: object) -> str:
    text = _written(word)
    return f"'{text}'" if len(text) <= _LONGEST else f"'{text[:_LONGEST]}…'"


def _written(value: object) -> str:
    try:
        return str(value)
    except ValueError:  # a number of more digits than Python writes
        return "…"


def _nearest(word: object, known: frozenset[str]) -> str:
    """Say which known word is spelled the same but for case, hyphens and underscores."""
    text = _plain(_written(word)[:_LONGEST])
    found = min((name for name in known if _plain(name) == text), default="")
    return f"; '{found}' is" if found else ""


def _plain(word: str) -> str:
    return word.replace("-", "").replace("_", "").lower()
