"""The catalogues of messages: brings each up to date with the code, and compiles it; `--check` compares instead.

`python -m tools.catalogues` writes again every `citekit/locales/LANGUAGE/LC_MESSAGES/citekit.po` (new messages go in
without a translation, those that the code has no more go out) and the `.mo` beside it, which is what citekit reads.
`--add LANGUAGE` begins a new one. Messages are what stands in calls of `say`, and the paragraphs of what
`citekit explain` prints.
"""

from __future__ import annotations

import ast
import gettext
import io
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from citekit.checker import problems
from citekit.messages.catalogues import FOLDER
from citekit.messages.pages import texts

ROOT = Path(__file__).parent.parent
_UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""The same messages give the same bytes."""

Id = str | tuple[str, str]
"""A message as it stands in the code; with its plural where it has one."""


@cache
def messages() -> Mapping[Id, list[str]]:
    """Every message that citekit can say, with the files, or the codes of findings, that have it; in their order."""
    found: dict[Id, list[str]] = {}
    for path in sorted((ROOT / "citekit").rglob("*.py")):
        for message in _said(path):
            found.setdefault(message, []).append(path.relative_to(ROOT).as_posix())
    plural = {message[0]: message for message in found if isinstance(message, tuple)}
    for one in problems():
        for text in texts(one.documentation):
            found.setdefault(text, []).append(one.code)
    for single in plural.keys() & found.keys():  # gettext knows a message by its singular
        found[plural[single]] += found.pop(single)
    return {message: list(dict.fromkeys(places)) for message, places in found.items()}


def _said(path: Path) -> Iterator[Id]:
    """The messages in the calls of `say` of a file; ValueError for one that is no plain text or lacks its values."""
    tree = ast.parse(path.read_text("utf-8"))
    imports = (
        node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "citekit.messages"
    )
    if not any(name.name == "say" for node in imports for name in node.names):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
            words = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            given = {one.arg for one in node.keywords if one.arg}
            some = any(one.arg is None for one in node.keywords)  # with ** among them
            fields = _fields("".join(words))
            if len(words) != len(node.args) or not (
                given <= fields | {"count"} if some else given == fields | ({"count"} & given)
            ):
                raise ValueError(
                    f"{path}:{node.lineno}: what say is given is no plain text, or does not fit its values"
                )
            yield (words[0], words[1]) if words[1:] else words[0]


@cache
def templates() -> set[str]:
    """The first forms of the messages that values are put into: those of the code, not of the pages."""
    return {_first(id) for id, places in messages().items() if any(place.endswith(".py") for place in places)}


def _first(id: Id) -> str:
    return id if isinstance(id, str) else id[0]


def languages() -> list[str]:
    """The languages that have a catalogue's source."""
    return sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/citekit.po"))


def source(language: str) -> Path:
    """The catalogue that people edit."""
    return FOLDER / language / "LC_MESSAGES" / "citekit.po"


def read(language: str) -> Catalog:
    """A catalogue as it stands."""
    with source(language).open("rb") as file:
        return read_po(file, locale=language, domain="citekit")


# ------------------------------------------------------------------------------------------------------- checked


def faults(language: str) -> Iterator[str]:
    """What is wrong with a catalogue, a line each. That a message has no translation is said by `untranslated`."""
    catalog, wanted = read(language), messages()
    known = {message.id: message for message in catalog if message.id}
    yield from (f"is not in the catalogue: {_first(id)}" for id in wanted if id not in known)
    yield from (f"is in the code no more: {_first(id)}" for id in known if id not in wanted)
    with_values = templates()
    for id, message in known.items():
        if message.fuzzy:
            yield f"is marked fuzzy: {_first(id)}"
        if _first(id) in with_values:
            yield from _misplaced(id, message.string)
    if not _is_current(language, catalog):
        yield "the .mo is older than the .po: run python -m tools.catalogues"


def untranslated(language: str) -> list[str]:
    """The messages that are said in English still."""
    return [_first(one.id) for one in read(language) if one.id and not all(_forms(one.string))]


def _forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def _misplaced(id: Id, string: str | tuple[str, ...]) -> Iterator[str]:
    """The values that a translation lacks, or has and the code does not give."""
    given = _fields("".join(_forms(id)))
    for form in filter(None, _forms(string)):
        try:
            has = _fields(form)
        except ValueError as error:
            yield f"cannot be filled in ({error}): {form}"
            continue
        # One form of several may do without the number.
        if not given - {"count"} <= has <= given or (isinstance(string, str) and has != given):
            yield f"has other values than the code: {form}"


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def _is_current(language: str, catalog: Catalog) -> bool:
    path = source(language).with_suffix(".mo")
    if not path.is_file():
        return False
    with path.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    pairs = [(one.id, one.string) for one in catalog if one.id and all(_forms(one.string))]
    said = {id: compiled.gettext(id) for id, _ in pairs if isinstance(id, str)}
    counted = {
        (id, number): compiled._catalog.get((id[0], number))  # type: ignore[attr-defined]
        for id, string in pairs
        if not isinstance(id, str)
        for number in range(len(string))
    }
    same = all(said[id] == string for id, string in pairs if isinstance(id, str))
    plurals = all(
        counted[id, n] == form for id, string in pairs if not isinstance(id, str) for n, form in enumerate(string)
    )
    return same and plurals and len(compiled._catalog) == 1 + len(said) + len(counted)  # type: ignore[attr-defined]


# ------------------------------------------------------------------------------------------------------- written


def update(language: str) -> None:
    """Writes a catalogue again, with the messages that the code has now; and its compiled form."""
    path = source(language)
    old = read(language) if path.is_file() else Catalog(locale=language, header_comment=f"# Messages in {language}.")
    new = Catalog(locale=language, header_comment=old.header_comment, creation_date=_UNDATED, fuzzy=False)
    new.mime_headers = [("Plural-Forms", f"{old.plural_forms.rstrip(';')};")]
    for id, places in messages().items():
        before = old.get(id)
        string = before.string if before and before.id == id else ""
        comments = before.user_comments if before else ()
        new.add(id, string, [(place, 0) for place in places], user_comments=comments)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_written(new))
    for message in untranslated(language):  # one with a plural would be said as nothing
        new.delete(message)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, new)


def _written(catalog: Catalog) -> bytes:
    """Each message on one line: a changed word is a changed line. The header has what gettext needs and no more."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, include_lineno=False, omit_header=True)
    needed = f'Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {catalog.plural_forms}\\n'
    header = f'{catalog.header_comment}\nmsgid ""\nmsgstr ""\n"{needed}"\n\n'
    return header.encode() + buffer.getvalue()


def main(arguments: list[str]) -> int:
    """Writes the catalogues, or compares them; 1 when one is not as it should be."""
    if arguments[:1] == ["--add"]:
        update(arguments[1])
        print(source(arguments[1]).relative_to(ROOT))
        return 0
    wrong = 0
    for language in languages():
        if arguments != ["--check"]:
            update(language)
        for fault in faults(language):
            wrong += 1
            print(f"{language}: {fault}")
        if left := untranslated(language):
            print(f"{language}: {len(left)} without a translation")
            print("".join(f"  {one}\n" for one in left), end="")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
