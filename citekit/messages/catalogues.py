"""The languages of messages: gettext catalogues in `citekit/locales/LANGUAGE/LC_MESSAGES/`.

English stands in the code and has no catalogue. Nothing is read before a message is to be said in another language.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from citekit.messages import Catalogue

ENGLISH = "en"
FOLDER = Path(__file__).parent.parent / "locales"
_DOMAIN = "citekit"
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""In the order in which gettext asks them (its manual, 2.3, "Setting the Locale")."""
_NONE = frozenset(["c", "posix"])


@cache
def languages() -> tuple[str, ...]:
    """The languages that messages can be said in: English, then those with a catalogue, as their folders are named."""
    found = sorted(path.parent.parent.name for path in FOLDER.glob(f"*/LC_MESSAGES/{_DOMAIN}.mo"))
    return (ENGLISH, *found)


def fitting(wanted: str) -> str | None:
    """The language for a tag or a locale's name (`id`, `id-ID`, `id_ID.UTF-8`); None where there is none.

    >>> fitting("en_GB.UTF-8"), fitting("C"), fitting("tlh")
    ('en', 'en', None)
    """
    name = wanted.partition(".")[0].partition("@")[0].replace("-", "_").lower()
    first = name.partition("_")[0]
    if first in _NONE or first == ENGLISH:
        return ENGLISH
    known = {one.lower(): one for one in languages()}
    return known.get(name) or known.get(first)


def preferred(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for; English where it asks for none that there is.

    As gettext does it: the first variable that is set counts, and may name several languages (`LANGUAGE=jv:id`).
    """
    value = next(filter(None, (environment.get(name) for name in _VARIABLES)), "")
    return next(filter(None, map(fitting, filter(None, value.split(":")))), ENGLISH)


@cache
def catalogue(language: str) -> Catalogue | None:
    """The catalogue of one of `languages`; None for English, which needs none. What it lacks stays English."""
    if language == ENGLISH:
        return None
    with (FOLDER / language / "LC_MESSAGES" / f"{_DOMAIN}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
