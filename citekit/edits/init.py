"""A new project: a small one that works in an empty folder, or a citekit.toml for the files that are there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath

from citekit import documents, formats, loader, prose
from citekit.diagnostic import UsageError
from citekit.edits import atomic
from citekit.edits.changes import Change, carry_out
from citekit.edits.quoting import setting
from citekit.loader import CONFIG_NAME
from citekit.loader.kinds import Kind, kind_of
from citekit.model import Document

_STARTER = ("references.bib", "article.md", "claims.toml")
_DEEPEST = 2
"""How many folders down files are looked for."""
_MOST = 2000
"""Files looked at: whoever starts a project in a home folder should not wait for all of it."""
_LARGEST = 4 * 1024 * 1024
"""Bytes of a document or TOML file that is looked into."""

# Folders and files that stand beside an article without being part of it.
_NO_FOLDERS = frozenset({"build", "dist", "templates", "node_modules", "venv", "site-packages", "__pycache__"})
_NO_ARTICLES = frozenset(
    {
        "authors", "changelog", "changes", "code_of_conduct", "contributing", "copying", "history", "install",
        "license", "licence", "news", "notice", "readme", "requirements", "robots", "security", "todo",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that a new project needs, none of which is there yet."""

    folder: Path
    contents: tuple[tuple[str, str], ...]
    """Name and text, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What lies in a folder, by kind; paths from the folder, with forward slashes."""

    libraries: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    reading_lists: tuple[str, ...] = ()
    language: str = ""
    beside: tuple[str, ...] = ()
    """Texts that were left out: the folder is not empty, though nothing of it is taken."""


def plan(folder: Path) -> Plan:
    """What is to be made in a folder, which need not exist. Writes nothing.

    Raises UsageError when the folder has a citekit.toml already, or is a file.
    """
    if (folder / CONFIG_NAME).exists():
        raise UsageError(
            f"{(folder / CONFIG_NAME).as_posix()} is there already",
            hint="this is a citekit project: try citekit check",
        )
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder.as_posix()} is a file", hint="name a folder")
    found = _look(folder)
    if found == _Found() and not _occupied(folder):
        return Plan(folder, tuple(_starter()))
    return Plan(folder, ((CONFIG_NAME, _config(found)),))


def changes(plan: Plan) -> list[Change]:
    """The changes that write the files of a plan, all or none. Raises UsageError when one is there by now."""
    planned = [Change(plan.folder / name, None, text.encode()) for name, text in plan.contents]
    for change in planned:
        if change.path.exists():
            raise UsageError(f"{change.path.as_posix()} is there already", hint="it was made just now by somebody else")
    return planned


def create(plan: Plan, command: str = "citekit init") -> tuple[Path, ...]:
    """Writes the files of a plan and gives their paths. Raises WriteError; never overwrites a file.

    `command` is what `citekit undo --list` calls it.
    """
    planned = changes(plan)
    for change in planned:
        atomic.make_folder(change.path)
    carry_out(planned, command)
    return tuple(change.path for change in planned)


# ------------------------------------------------------------------------------------------------ from nothing


def _starter() -> Iterator[tuple[str, str]]:
    source = files("citekit") / "edits" / "starter"
    for name in _STARTER:
        yield name, source.joinpath(name).read_text("utf-8")
    found = _Found(("references.bib",), ("article.md",), ("claims.toml",), language="en")
    yield CONFIG_NAME, _config(found, title="What holds a group together")


def _occupied(folder: Path) -> bool:
    """Whether any of the starter's files would meet one that is there."""
    return any((folder / name).exists() for name in _STARTER)


# ------------------------------------------------------------------------------------------ beside what is there


def _look(folder: Path) -> _Found:
    """The files in a folder that belong to a project."""
    by_kind: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for name in _names(folder):
        kind = _kind(folder / name, name)
        if kind is not None:
            by_kind[kind].append(name)
    libraries, claims = by_kind[Kind.LIBRARY], by_kind[Kind.CLAIMS]
    texts = [name for name in by_kind[Kind.DOCUMENT] if not _beside(name)]
    read = _articles(folder, by_kind[Kind.DOCUMENT], libraries, claims)
    return _Found(
        libraries=tuple(libraries),
        documents=tuple(name for name, _ in read),
        claims=tuple(claims),
        reading_lists=tuple(by_kind[Kind.READING_LIST]),
        language=_language([document for _, document in read]),
        beside=() if read else tuple(texts),
    )


def _names(folder: Path) -> list[str]:
    """The files of a folder and of those in it, sorted; hidden ones and those of other programs left out."""
    found: list[str] = []
    for here, folders, names in os.walk(folder):
        depth = len(Path(here).relative_to(folder).parts)
        kept = (name for name in folders if name not in _NO_FOLDERS and not name.startswith("."))
        folders[:] = sorted(kept) if depth < _DEEPEST else []
        base = Path(here).relative_to(folder)
        found.extend((base / name).as_posix() for name in sorted(names) if _can_be_named(name))
        if len(found) >= _MOST:
            break
    return sorted(found[:_MOST], key=lambda name: (name.count("/"), name))


def _can_be_named(name: str) -> bool:
    """Is it an ordinary file whose name can be written into citekit.toml?"""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return not name.startswith(".")


def _kind(path: Path, name: str) -> Kind | None:
    """What a file is to the project; None when it is nothing to it."""
    suffix = PurePosixPath(name).suffix.lower()
    if any(suffix in format.suffixes for format in formats.FORMATS):
        return Kind.LIBRARY
    written = (format for format in documents.DOCUMENT_FORMATS if not format.is_made)
    if suffix != ".toml" and not any(suffix in format.suffixes for format in written):
        return None
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return kind_of(name, path.read_bytes()) if suffix != ".toml" else _toml(name, path.read_bytes())
    except OSError:
        return None


def _toml(name: str, data: bytes) -> Kind | None:
    """A claims file or reading list; other TOML files belong to other programs."""
    kind = kind_of(name, data)
    is_ours = kind is Kind.READING_LIST or b"[[claim]]" in data
    return kind if is_ours and kind is not Kind.CONFIG else None


def _articles(
    folder: Path, names: Sequence[str], libraries: Sequence[str], claims: Sequence[str]
) -> list[tuple[str, Document]]:
    """The documents to take: those that cite, name a library or have claims; where none does, the one that there is.

    The rest are pages that a program has made, notes, a README.
    """
    project = loader.load_files(names, libraries=libraries, claims=claims, root=folder)
    by_path = {(folder / name).as_posix(): name for name in names}
    found = [(by_path[document.path], document) for document in project.documents if document.path in by_path]
    claimed = {claim.document for claim in project.claims}
    used = [(name, one) for name, one in found if one.citations or one.bibliography or one.path in claimed]
    alone = [(name, document) for name, document in found if not _beside(name)]
    return used or (alone if len(alone) == 1 else [])


def _beside(name: str) -> bool:
    return PurePosixPath(name).stem.lower() in _NO_ARTICLES


def _language(read: Sequence[Document]) -> str:
    """The language that most of the documents' words are in, where it can be told."""
    named = {document.language for document in read if document.language}
    if len(named) == 1:
        return named.pop()
    return prose.language_of("\n".join(document.prose for document in read))


# ---------------------------------------------------------------------------------------------------- the file


def _config(found: _Found, title: str = "") -> str:
    """The text of a citekit.toml."""
    lines = ["# What belongs to this project, and the pages that `citekit build` makes of it.", ""]
    lines += [setting("title", title)] if title else []
    lines += [setting("language", found.language)] if found.language else []
    lines += [setting("library", list(found.libraries)), setting("documents", list(found.documents))]
    lines += [setting("claims", list(found.claims))] if found.claims else []
    lines += [setting("reading-lists", list(found.reading_lists))] if found.reading_lists else []
    for output in _outputs(found):
        lines += ["", "[[output]]", *(setting(name, value) for name, value in output)]
    return "\n".join([*lines, ""])


def _outputs(found: _Found) -> Iterator[list[tuple[str, str | list[str]]]]:
    """The pages that can be made of what is there: what the documents cite, each reading list, the claims."""
    if found.libraries:
        cited: list[tuple[str, str | list[str]]] = [("cited-in", list(found.documents))] if found.documents else []
        yield [("template", "reading-list.html"), ("file", "build/bibliography.html"), *cited]
        for name in found.reading_lists:
            page = PurePosixPath("build", name).with_suffix(".html").as_posix()
            yield [("template", "reading-list.html"), ("file", page), ("list", name)]
    if found.claims:
        yield [("template", "claim-table.html"), ("file", "build/claim-table.html")]
