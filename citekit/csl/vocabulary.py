"""The closed lists of CSL 1.0.2 (its appendices), read from vocabulary.toml."""

import tomllib
from pathlib import Path

_DATA = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))

NUMBER_VARIABLES = frozenset[str](_DATA["numbers"])
DATE_VARIABLES = frozenset[str](_DATA["dates"])
NAME_VARIABLES = frozenset[str](_DATA["names"])
COUNTS = frozenset[str](_DATA["counts"])
LINKS: dict[str, str] = _DATA["links"]
SHORT_FORMS: dict[str, list[str]] = _DATA["short"]
PRIMARY_DIALECTS: dict[str, str] = _DATA["primary"]
STOP_WORDS = frozenset[str](_DATA["stop-words"])
TYPES = frozenset[str](_DATA["types"])
ITEM_PROPERTIES = frozenset[str](_DATA["item-properties"])
NAME_PARTS = frozenset[str](_DATA["name-parts"])
NAME_SWITCHES = frozenset[str](_DATA["name-switches"])
DATE_PROPERTIES = frozenset[str](_DATA["date-properties"])
VARIABLES = frozenset[str](_DATA["texts"]) | NUMBER_VARIABLES | DATE_VARIABLES | NAME_VARIABLES
_GROUPS: dict[str, list[str]] = _DATA["attribute-groups"]
ATTRIBUTES: dict[str, frozenset[str]] = {
    element: frozenset(name for word in words for name in (_GROUPS[word[1:]] if word.startswith("@") else [word]))
    for element, words in _DATA["attributes"].items()
}
