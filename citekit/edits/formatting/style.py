"""How a .bib file is to look: what `citekit format` is told, each setting off until somebody asks for it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from importlib.resources import files

from citekit.diagnostic import UsageError

_TABLE = tomllib.loads(files(__package__).joinpath("house.toml").read_text("utf-8"))
STANDARD_ORDER: tuple[str, ...] = tuple(_TABLE["order"]["standard"].split())
SMALL_WORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split()) for language, words in _TABLE["small-words"].items()
}
"""By language, words that have no capital within a title."""
PARTICLES = frozenset(_TABLE["names"]["particles"].split())
"""Words that have no capital before a family name."""
_STANDARD: Mapping[str, object] = _TABLE["standard"]
_NAME = re.compile(r"-?[^\s\"#%'(),={}@\\0-9~-][^\s\"#%'(),={}@\\~]*")
_WIDEST = 200
"""The most characters that something is moved to the right."""
_WIDTHS = range(20, 1001)
"""Of lines to which values can be broken."""

Setting = str | int | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What is to be done to a file. False, None and () leave it as it is."""

    space: int | None = None
    """Each field on a line of its own, so many spaces in."""
    tab: bool = False
    """The same with a tab."""
    align: str = ""
    """Where `=` stands: `entry` or `file` (behind the longest name there), a number of characters, or `none`."""
    blank_lines: bool = False
    trailing_commas: bool | None = None
    case: str = ""
    """Of field names and entry types: lower, upper, title."""
    sort: tuple[str, ...] = ()
    """By what entries are sorted: key, type, author, year, any field; with `-` before it the other way."""
    sort_fields: tuple[str, ...] = ()
    enclose: str = ""
    """Values in braces or in quotes."""
    wrap: int | None = None
    """Long values on several lines, none of them with more characters, where words allow that."""
    numeric: bool = False
    months: bool = False
    strip_enclosing_braces: bool = False
    enclosing_braces: tuple[str, ...] = ()
    escape: bool = False
    escape_ampersands: bool = False
    page_dashes: bool = False
    doi: bool = False
    encode_urls: bool = False
    drop_all_caps: bool = False
    """Titles and names that are all in capitals get one for each word."""
    remove_braces: tuple[str, ...] = ()
    """Fields without the braces that keep capitals."""
    max_authors: int | None = None
    """Of longer lists of people so many, then `and others`."""
    omit: tuple[str, ...] = ()
    remove_empty_fields: bool = False
    remove_dupe_fields: bool = False

    @property
    def rewrites(self) -> bool:
        """Are values to say something in other words?"""
        lengths = self.wrap is not None or self.max_authors is not None
        return lengths or self.encode_urls or self.drop_all_caps or bool(self.remove_braces)

    @property
    def leaves_entries(self) -> bool:
        """Is nothing to be done inside of entries?"""
        return replace(self, sort=(), blank_lines=False).does_nothing

    @property
    def does_nothing(self) -> bool:
        """Has nobody asked for anything?"""
        return self == HouseStyle()


SETTINGS: tuple[str, ...] = ("standard", *(one.name.replace("_", "-") for one in fields(HouseStyle)))
"""The names of settings, as `citekit.toml` and the command line write them."""


def house_style(settings: Mapping[str, Setting]) -> HouseStyle:
    """The style that settings describe, by their names; those that are None or False are not said.

    `standard` is a set of settings that most files can be given; what is said besides counts before it. Raises
    UsageError when a value cannot be.
    """
    said = {name.replace("-", "_"): value for name, value in settings.items() if value is not None and value != ()}
    base = _named(_STANDARD) if said.pop("standard", False) else HouseStyle()
    if said.get("tab"):
        base = replace(base, space=None)
    style = replace(base, **said)  # type: ignore[arg-type]
    _check(style)
    return replace(style, sort_fields=_order(style.sort_fields), remove_braces=_order(style.remove_braces))


def _named(settings: Mapping[str, object]) -> HouseStyle:
    return HouseStyle(**{name.replace("-", "_"): value for name, value in settings.items()})  # type: ignore[arg-type]


def _order(names: tuple[str, ...]) -> tuple[str, ...]:
    return STANDARD_ORDER if names == ("standard",) else tuple(name.lower() for name in names)


def _check(style: HouseStyle) -> None:
    if style.tab and style.space is not None:
        raise UsageError("fields are set in by spaces or by a tab, not both", hint="say --space 2 or --tab")
    if style.space is not None and not 0 <= style.space <= _WIDEST:
        raise UsageError(f"{style.space} spaces cannot be", hint="say --space 2")
    if style.wrap is not None and style.wrap not in _WIDTHS:
        raise UsageError(f"lines of {style.wrap} characters cannot be", hint="say --wrap 80")
    if style.max_authors is not None and style.max_authors < 1:
        raise UsageError(f"{style.max_authors} people cannot be left", hint="say --max-authors 10")
    _one_of("align", style.align, ("entry", "file", "none"), also_number=True)
    _one_of("case", style.case, ("lower", "upper", "title"))
    _one_of("enclose", style.enclose, ("braces", "quotes"))
    for setting in ("sort", "sort_fields", "omit", "enclosing_braces", "remove_braces"):
        for name in getattr(style, setting):
            if not _NAME.fullmatch(name) or (name.startswith("-") and setting != "sort"):
                option = setting.replace("_", "-")
                raise UsageError(f"`{name}` cannot be the name of a field", hint=f"say --{option} author,title")


def _one_of(setting: str, value: str, known: tuple[str, ...], *, also_number: bool = False) -> None:
    is_number = also_number and value.isascii() and value.isdigit() and len(value) < 4 and int(value) <= _WIDEST
    if value and value not in known and not is_number:
        words = f"{', '.join(known)}{' or a number' if also_number else ''}"
        raise UsageError(f"{setting} cannot be `{value}`", hint=f"it can be {words}")
