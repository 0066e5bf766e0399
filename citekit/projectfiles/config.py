"""Reads citekit.toml: what belongs to a project, how it is checked, and the pages made from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from citekit.diagnostic import Diagnostic
from citekit.messages import say
from citekit.model import Config, Output
from citekit.projectfiles import toml
from citekit.projectfiles.checking import CHECK_SETTINGS as CHECK_SETTINGS
from citekit.projectfiles.checking import Opener, checking
from citekit.projectfiles.fields import Fields
from citekit.projectfiles.format_settings import format_settings, key_pattern
from citekit.projectfiles.inside import leaves as leaves
from citekit.projectfiles.problems import (
    MALFORMED_CONFIG,
    OUTSIDE_PROJECT,
    UNKNOWN_SETTING,
    WRONG_SETTING,
)
from citekit.projectfiles.toml import Toml
from citekit.source import Span, TextSource, nowhere

FILE_SETTINGS = (
    "title", "language", "style", "library", "documents", "claims", "reading-lists", "templates", "check", "output",
    "format", "keys", "sources", "retractions",
)  # fmt: skip
OUTPUT_SETTINGS = ("template", "file", "list", "cited-in", "title", "style")

_DEFAULT = Config()
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*+")


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A citekit.toml: what it says, what is wrong with it, and where it says it."""

    config: Config
    diagnostics: tuple[Diagnostic, ...]
    toml: Toml

    def place(self, *path: str | int) -> Span:
        """Where a setting stands: `place("library", 1)` is the second library."""
        return self.toml.value(*path)


def read(source: TextSource) -> tuple[Config, tuple[Diagnostic, ...]]:
    """What a citekit.toml says, and what is wrong with it."""
    file = examine(source)
    return file.config, file.diagnostics


def _unopened(name: str) -> Diagnostic:
    return WRONG_SETTING.at(nowhere(name), say("no other file is read here"))


def examine(source: TextSource, opened: Opener = _unopened) -> ConfigFile:
    """The same, with the places of its settings; `opened` reads the file of a profile that it names."""
    read_toml = toml.read(source, MALFORMED_CONFIG)
    found = list(read_toml.diagnostics)
    file = Fields(read_toml, (), read_toml.values, "citekit.toml", WRONG_SETTING, UNKNOWN_SETTING, found)
    places: dict[str, Span] = {}
    checked = checking(file, places, opened)
    reading_lists, documents = file.texts("reading-lists"), file.texts("documents")
    config = Config(
        path=source.path,
        title=file.text("title"),
        language=_language(file),
        style=file.text("style") or _DEFAULT.style,
        libraries=file.texts("library"),
        documents=documents,
        claims=file.texts("claims"),
        reading_lists=reading_lists,
        templates=_templates(file),
        sources=file.text("sources") or _DEFAULT.sources,
        retractions=file.text("retractions"),
        outputs=tuple(_outputs(file, reading_lists, documents)),
        select=checked.select,
        ignore=checked.ignore,
        fail_on=checked.fail_on,
        profile=checked.profile,
        overrides=checked.overrides,
        ignores=checked.ignores,
        file_rules=checked.file_rules,
        words=tuple(checked.words),
        places=places,
        format=format_settings(file),
        key_pattern=key_pattern(file),
    )
    file.finish(FILE_SETTINGS)
    return ConfigFile(config, tuple(found), read_toml)


def _language(file: Fields) -> str:
    language = file.text("language")
    if language and not _LANGUAGE.fullmatch(language):
        message = say('"{language}" is no language code', language=language)
        file.report(file.place("language"), message, say('write a code such as "id", "en" or "en-GB"'))
        return ""
    return language


@dataclass(frozen=True, slots=True)
class _Listed:
    """What outputs may name: the reading lists and documents at the top of the file."""

    lists: frozenset[str]
    documents: frozenset[str]
    wildcards: tuple[str, ...]

    def has_document(self, name: str) -> bool:
        """Whether a document of that name is listed, or fits a wildcard that is."""
        name = _same(name)
        return name in self.documents or any(fnmatchcase(name, pattern) for pattern in self.wildcards)


def _same(name: str) -> str:
    """A path without what makes two ways of writing it differ."""
    return PurePosixPath(name).as_posix()


def _outputs(file: Fields, lists: Sequence[str], documents: Sequence[str]) -> Iterator[Output]:
    """The outputs that can be made; what is wrong with the others is noted."""
    known = frozenset(map(_same, documents))
    listed = _Listed(frozenset(map(_same, lists)), known, tuple(sorted(filter(has_wildcard, known))))
    for fields in file.tables("output", say("an output")):
        output = Output(
            template=fields.needed("template", '"reading-list.html"'),
            file=fields.needed("file", '"build/reading-list.html"'),
            span=fields.head,
            list=_list(fields, listed),
            cited_in=_cited_in(fields, listed),
            title=fields.text("title"),
            style=fields.text("style"),
        )
        fields.finish(OUTPUT_SETTINGS)
        if output.template and output.file and _stays_inside(fields, "file", output.file):
            yield output


def _list(fields: Fields, listed: _Listed) -> str:
    """The reading list that an output shows."""
    name = fields.text("list")
    if not name or _same(name) in listed.lists:
        return name
    known = ", ".join(sorted(listed.lists)[:8])
    hint = (
        say("the reading lists are: {known}", known=known)
        if known
        else say('add reading-lists = ["{name}"] at the top', name=name)
    )
    fields.report(fields.place("list"), say("{name} is not among the project's reading lists", name=name), hint)
    return ""


def _cited_in(fields: Fields, listed: _Listed) -> tuple[str, ...]:
    """The documents whose works an output shows."""
    names = fields.texts("cited-in")
    if names and fields.text("list"):
        message = say("an output shows a reading list or the works cited in documents, not both")
        fields.report(fields.place("cited-in"), message, say("write two outputs"))
        return ()
    known = tuple(name for name in names if listed.has_document(name))
    for index, name in enumerate(names):
        if name not in known:
            hint = say('add "{name}" to documents at the top', name=name)
            fields.report(
                fields.place("cited-in", index), say("{name} is not among the project's documents", name=name), hint
            )
    return known


def has_wildcard(name: str) -> bool:
    """Whether a path stands for all files that fit it: it has *, ? or [ in it."""
    return any(mark in name for mark in "*?[")


# ------------------------------------------------------------------------------------- what may not be outside


def _templates(file: Fields) -> str:
    name = file.text("templates")
    return name if name and _stays_inside(file, "templates", name) else _DEFAULT.templates


def _stays_inside(fields: Fields, setting: str, name: str) -> bool:
    """Whether a path lies in the project by its words alone; the loader looks at the links on the disk."""
    why = leaves(name)
    if why:
        message = say(
            "{name} {why}, and what citekit writes or uses as a template may not be there", name=name, why=why
        )
        hint = say("name a path below the folder of citekit.toml")
        fields.found.append(OUTSIDE_PROJECT.at(fields.place(setting), message, hint=hint))
    return not why
