"""citekit show"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

import click

import citekit
from citekit.cli import options
from citekit.cli.entries import row
from citekit.cli.printers import dump, finding, text
from citekit.cli.shelf import Named, Shelf, named_by, say_unkept, with_large
from citekit.cli.status import status
from citekit.diagnostic import Diagnostic, UsageError
from citekit.index import Large, with_key
from citekit.model import Attribution, Claim, Config, Entry, Library, Project, fold
from citekit.projectfiles.root import find_root
from citekit.runs import plain
from citekit.styles import for_project

_MOST_COMPARED = 2000
"""Keys that an unknown one is compared with."""
_MOST_NAMED = 3

_RULES = "the library is large, so this did not look at what the rules of citekit check find"
_PROJECT = f"{_RULES}, and where the work is cited"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What there is to say of a work."""

    entry: Entry
    project: Project
    """What was read to know it."""
    found: Sequence[Diagnostic]
    unchecked: str = ""
    """Why there may be more to find; empty when everything was looked at."""


@click.command("show")
@click.argument("key")
@options.files
@options.libraries
@options.style
@click.option("--full", is_flag=True, help="Look at everything, however large the library is.")
@options.formats("text", "json")
@click.pass_context
def command(
    ctx: click.Context,
    key: str,
    files: tuple[Path, ...],
    libraries: tuple[Path, ...],
    style: str,
    full: bool,
    format: str,
) -> None:
    """Show one work: how it is printed, its fields, where it is cited, and what is wrong with it.

    KEY is its citation key. FILES are bibliographies and documents, - is a bibliography from standard input; without
    FILES: those of the project. Of a large bibliography only the work itself is read, unless --full is given.
    """
    seen = None if full else _glance(key, files, libraries)
    if seen is None:
        seen = _read(options.open_shown(files, libraries), key)
    chosen = for_project(seen.project, style, named_by_hand=True)
    reference = plain(chosen.format([seen.entry])[0].runs)
    uses = [attribution for attribution in seen.project.attributions if seen.entry in attribution.entries]
    click.echo(_json(seen, reference, uses) if format == "json" else _text(seen, reference, uses), nl=False)
    if seen.unchecked:
        click.echo(seen.unchecked, err=True)
    if style:
        click.echo(text(chosen.diagnostics), err=True, nl=False)
    click.echo(text([one for one in seen.project.diagnostics if one.unreadable]), err=True, nl=False)
    ctx.exit(status(seen.project.diagnostics, None))


def _read(project: Project, key: str) -> _Seen:
    """The work in a project that was read whole."""
    entry = project.entry(key)
    if entry is None:
        raise _unknown(key, [entry.key for entry in project.entries])
    return _Seen(entry, project, [one for one in citekit.check(project) if one.subject == key])


def _glance(key: str, files: Sequence[Path], libraries: Sequence[Path]) -> _Seen | None:
    """The work in libraries that are not read whole, since one is large; None when they are to be read whole."""
    root = None if libraries else find_root(Path())
    if root is None:
        shelf, named, skipped = with_large([*libraries, *files]), Named(), _RULES
    else:
        named = named_by(root)
        shelf, skipped = None if files else with_large(named.libraries), _PROJECT
    config = Config(language=named.language, style=named.style or Config().style)
    return _pick(shelf, key, root or Path(), config, skipped) if shelf else None


def _pick(shelf: Shelf, key: str, root: Path, config: Config, skipped: str) -> _Seen:
    """The entries with that key, and those that they take fields from, as a project of their own."""
    say_unkept(shelf)
    libraries = with_key(shelf.libraries, key)
    project = Project(root, config, libraries, diagnostics=shelf.diagnostics)
    entry = project.entry(key)
    if entry is None:
        raise _unknown(key, [known for library in shelf.libraries for known in _keys(library)])
    diagnostics = (one for library in libraries for one in library.diagnostics if one.subject == key)
    same = sum(entry.key == key for entry in project.entries)
    counted = f"{same} entries have this key, and this is the first; " if same > 1 else ""
    return _Seen(entry, project, sorted(diagnostics, key=lambda one: one.order), f"{counted}{skipped}; --full does")


def _keys(library: Large | Library) -> list[str]:
    return library.keys.all() if isinstance(library, Large) else [entry.key for entry in library.entries]


def _unknown(key: str, known: Sequence[str]) -> UsageError:
    near = _nearest(key, known)
    hint = f"did you mean {' or '.join(near)}?" if near else "citekit list prints the keys there are"
    return UsageError(f"no work has the key {key}", hint=hint)


def _nearest(key: str, known: Sequence[str]) -> list[str]:
    """The keys that may have been meant; in a large library among those that begin or end alike."""
    wanted = fold(key)
    folded = ((fold(one), one) for one in known)
    if len(known) > _MOST_COMPARED:
        begin, end = wanted[:4], wanted[-5:]
        folded = ((text, one) for text, one in folded if text.startswith(begin) or text.endswith(end))
    among = dict(islice(folded, _MOST_COMPARED))
    return [among[text] for text in get_close_matches(wanted, among, n=_MOST_NAMED, cutoff=0.7)]


def _text(seen: _Seen, reference: str, uses: Sequence[Attribution]) -> str:
    entry, found = seen.entry, seen.found
    width = max((len(name) for name in entry.fields), default=0)
    lines = [f"{entry.key} ({entry.type}, {entry.span})", "", reference, ""]
    lines += [f"  {field.name:<{width}}  {field.text}{_from(entry, field.name)}" for field in entry.fields.values()]
    if uses:
        lines += ["", "Cited:", *(f"  {_use(use)}" for use in uses)]
    if found:
        lines += ["", text(found).rstrip("\n")]
    return "\n".join(lines) + "\n"


def _from(entry: Entry, name: str) -> str:
    """Says of a field that it is taken over, and from which entry."""
    lender = entry.inherited.get(name)
    return f"  (from {lender.key})" if lender else ""


def _use(use: Attribution) -> str:
    origin = use.origin
    words = f"claim {origin.id}: {origin.selector.exact}" if isinstance(origin, Claim) else origin.span.text
    return f"{use.item.span}  {' '.join(words.split())[:90]}"


def _json(seen: _Seen, reference: str, uses: Sequence[Attribution]) -> str:
    fields = {field.name: field.text for field in seen.entry.fields.values()}
    places = [{"path": u.item.span.path, "line": u.item.span.line, "column": u.item.span.column} for u in uses]
    inherited = {name: lender.key for name, lender in seen.entry.inherited.items()}
    value = {**row(seen.entry), "reference": reference, "fields": fields, "inherited": inherited, "cited": places}
    found = [finding(diagnostic) for diagnostic in seen.found]
    return dump({"version": 1, "entry": value, "findings": found, "checked": not seen.unchecked})
