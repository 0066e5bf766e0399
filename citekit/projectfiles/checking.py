"""Reads the [check] part of citekit.toml, and the profiles that it or a person names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.profiles import DEFAULT, NAMES, FileRules, Ignore, Profile, Word
from citekit.profiles.reading import KINDS, built_in, profile
from citekit.projectfiles import toml
from citekit.projectfiles.fields import Fields
from citekit.projectfiles.inside import leaves
from citekit.projectfiles.problems import MALFORMED_CONFIG, UNKNOWN_SETTING, WRONG_SETTING
from citekit.projectfiles.vocabulary import SEVERITIES
from citekit.source import Span, TextSource

CHECK_SETTINGS = ("select", "ignore", "fail-on", "profile", "severity", "settings", "files")
PROFILE_SETTINGS = ("title", "extends", "select", "ignore", "severity", "settings", "sources")
FILES_SETTINGS = ("files", "select", "ignore")
IGNORE_SETTINGS = ("code", "reason", "file", "subject", "text")
SETTINGS = tuple(name.replace("_", "-") for name in KINDS)
"""What [check.settings] and a profile's [settings] can set."""

_CODE = re.compile(r"[A-Z]{1,8}[0-9]{0,4}|[a-z]+(?:-[a-z]+)+")
_DEEPEST = 8
"""Profiles that extend one another."""
_KIND_WORDS: Mapping[object, str] = {
    int: say("a whole number"),
    bool: say("true or false"),
    str: say("text"),
}

Opener = Callable[[str], "TextSource | Diagnostic"]
"""Gives the text of a file of the project by its path in it, or the finding that says why there is none."""


@dataclass(slots=True)
class Checking:
    """The settings of [check]: what to look for, what to leave out and why, and what counts as failing."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity = Severity.ERROR
    profile: Profile = DEFAULT
    overrides: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()
    file_rules: tuple[FileRules, ...] = ()
    words: list[Word] = field(default_factory=list)


def checking(file: Fields, places: dict[str, Span], opened: Opener) -> Checking:
    """What the table [check] says; where each of its codes stands goes into `places`."""
    made = Checking()
    table = file.table("check", "[check]")
    if table is None:
        return made
    made.select = _codes(table, "select", places)
    made.ignores = tuple(_ignores(table, made.words))
    made.ignore = () if _has_tables(table) else _codes(table, "ignore", places)
    made.fail_on = Severity.named(table.word("fail-on", SEVERITIES, default="error"))
    made.overrides = _overrides(table, made.words)
    base = _named(table, "profile", opened, made.words)
    made.profile = profile(base.name, made.overrides, base)
    made.file_rules = tuple(_file_rules(table, made.words))
    table.finish(CHECK_SETTINGS)
    return made


def _codes(table: Fields, name: str, places: dict[str, Span]) -> tuple[str, ...]:
    """Codes, the beginnings of codes, or names; where each stands is noted."""
    codes = table.texts(name)
    for index, code in enumerate(codes):
        places.setdefault(code, table.place(name, index))
        if not _CODE.fullmatch(code):
            message = say('"{code}" is neither a code nor the beginning of one', code=code)
            table.report(
                table.place(name, index), message, say('write codes such as "BIB101", or "BIB" for the family')
            )
    return tuple(code for code in codes if _CODE.fullmatch(code))


def _noted(table: Fields, name: str, words: list[Word]) -> tuple[str, ...]:
    """Codes or names, noted to be looked up when all are known."""
    places: dict[str, Span] = {}
    codes = _codes(table, name, places)
    words += (Word(name, code, places[code]) for code in codes)
    return codes


# -------------------------------------------------------------------------------- ignores with a reason, and files


def _has_tables(table: Fields) -> bool:
    value = table.values.get("ignore")
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value))


def _ignores(table: Fields, words: list[Word]) -> Iterator[Ignore]:
    if not _has_tables(table):
        return
    for fields in table.tables("ignore", say("an ignore")):
        code = fields.needed("code", '"CIT102"')
        reason = fields.needed("reason", '"further reading, cited in the lecture"')
        if code:
            words.append(Word("ignore", code, fields.place("code")))
        if code and reason:
            yield Ignore(code, reason, fields.head, fields.texts("file"), fields.text("subject"), fields.text("text"))
        fields.finish(IGNORE_SETTINGS)


def _file_rules(table: Fields, words: list[Word]) -> Iterator[FileRules]:
    for fields in table.tables("files", say("a table of files")):
        files = fields.texts("files")
        if not files and "files" not in fields.values:
            fields.report(
                fields.head, say("it does not say for which files it is"), say('add files = ["chapters/*.tex"]')
            )
        rules = FileRules(files, _noted(fields, "select", words), _noted(fields, "ignore", words))
        fields.finish(FILES_SETTINGS)
        if files:
            yield rules


# ------------------------------------------------------------------------------------------------------- profiles


def profile_named(name: str, opened: Opener) -> tuple[Profile, tuple[Diagnostic, ...], tuple[Word, ...]]:
    """A profile by name or path, what is wrong with its file, and the codes it names; KeyError where it is none."""
    if name in NAMES:
        return built_in(name), (), ()
    source = opened(name)
    if isinstance(source, Diagnostic):
        raise KeyError(name)
    found: list[Diagnostic] = []
    words: list[Word] = []
    made = _read(source, name, opened, found, words, 1)
    return made, tuple(found), tuple(words)


def _named(table: Fields, setting: str, opened: Opener, words: list[Word], depth: int = 0) -> Profile:
    """The profile that a setting names: one of ours, or a file of the project."""
    name = table.text(setting)
    if not name.lower().endswith(".toml"):
        known = table.word(setting, NAMES)
        return built_in(known) if known else DEFAULT
    place = table.place(setting)
    if why := leaves(name):
        table.report(
            place, say("{name} {why}", name=name, why=why), say("name a file below the folder of citekit.toml")
        )
        return DEFAULT
    if depth >= _DEEPEST:
        table.report(
            place, say("profiles extend one another in a circle, or too deep"), say("let one of them extend none")
        )
        return DEFAULT
    source = opened(name)
    if isinstance(source, Diagnostic):
        table.report(
            place,
            say("the profile {name} cannot be read", name=name),
            say("name a file of the project, or one of ours: {names}", names=", ".join(NAMES)),
        )
        return DEFAULT
    return _read(source, name, opened, table.found, words, depth + 1)


def _read(
    source: TextSource, name: str, opened: Opener, found: list[Diagnostic], words: list[Word], depth: int
) -> Profile:
    read = toml.read(source, MALFORMED_CONFIG)
    found += read.diagnostics
    table = Fields(read, (), read.values, say("a profile"), WRONG_SETTING, UNKNOWN_SETTING, found)
    base = _named(table, "extends", opened, words, depth)
    told: dict[str, object] = {**_overrides(table, words), "title": table.text("title") or base.title}
    for setting in ("select", "ignore"):
        if setting in table.values:
            told[setting] = _noted(table, setting, words)
    told["sources"] = _sources(table)
    table.finish(PROFILE_SETTINGS)
    return profile(name, told, base)


def _sources(table: Fields) -> dict[str, str]:
    fields = table.table("sources", "[sources]")
    return {name: text for name in fields.values if (text := fields.text(name))} if fields else {}


def _overrides(table: Fields, words: list[Word]) -> dict[str, Mapping[str, object]]:
    return {"severity": _severities(table, words), "settings": _settings(table)}


def _severities(table: Fields, words: list[Word]) -> dict[str, object]:
    fields = table.table("severity", "[severity]")
    if fields is None:
        return {}
    words += (Word("severity", name, fields.toml.key(*fields.path, name)) for name in fields.values)
    given = {name: fields.word(name, SEVERITIES) for name in fields.values}
    return {name: label for name, label in given.items() if label}


def _settings(table: Fields) -> dict[str, object]:
    fields = table.table("settings", "[settings]")
    if fields is None:
        return {}
    given = {name: _setting(fields, name) for name in fields.values if name in SETTINGS}
    fields.finish(SETTINGS)
    return {name: value for name, value in given.items() if value is not None}


def _setting(fields: Fields, name: str) -> object:
    """A setting's value; None, and noted, when it is not one that it can have."""
    kind, value = KINDS[name.replace("-", "_")], fields.values[name]
    if kind == tuple[str, ...]:
        return fields.texts(name)
    if choices := get_args(kind):
        return fields.word(name, [str(one) for one in choices]) or None
    if type(value) is kind and not (isinstance(value, int) and value < 0):
        return value
    fields.expect(name, _KIND_WORDS[kind])
    return None
