"""citekit search"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from citekit.cli import options
from citekit.cli.listing import Listing, listing, show, show_count
from citekit.cli.printers import text
from citekit.cli.shelf import Shelf, say_unkept, shelf
from citekit.cli.status import status
from citekit.index import Large, tables
from citekit.index.lending import resolved
from citekit.index.tables import Progress
from citekit.model import Entry, Library
from citekit.query import Table, find, parse, table, unknown
from citekit.query.names import KNOWN

_NEGATED = re.compile(r"""-(?:["“(]|([A-Za-z][\w-]*):)""")
_BIBLIOGRAPHY = re.compile(r"[^\s:\"]+\.(?:bib|bibtex|biblatex|ris|nbib|enw|ciw|json|ya?ml|xml|mods|rdf|cff|csv)", re.I)

_NONE = "; words are whole: holst* finds holsti"
"""What is said besides when nothing was found."""


class _Command(click.Command):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Click would take `-type:book` for options, but not with a space before it.
        return super().parse_args(ctx, [f" {word}" if _is_negated(word) else word for word in args])


def _is_negated(word: str) -> bool:
    match = _NEGATED.match(word)
    return match is not None and (not match[1] or match[1].lower() in KNOWN)


@click.command("search", cls=_Command)
@click.argument("words", nargs=-1, required=True, metavar="QUERY... [FILES]...")
@options.libraries
@listing
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], libraries: tuple[Path, ...], listing: Listing) -> None:
    """List the works that fit a query.

    \b
    QUERY is made of
      holsti framework             words, which must all be there, anywhere
      "balance of power"           words side by side
      author:holsti title:"a b"    in one field; people: authors or editors
      year:1990-1999 volume:>=3    between, from, up to: also 1990.. and ..1999
      holst* *ism                  * stands for any letters
      has:doi -has:doi doi:*       with or without a field
      -type:article OR (a b)       not, or, parentheses; also NOT, AND

    Case and accents do not count. FILES are bibliographies, - is standard input; without FILES: those of the project.
    """
    query = parse(" ".join(word.strip() for word in words if not _is_file(word)))
    found = shelf([*(Path(word) for word in words if _is_file(word)), *libraries])
    with _progress() as step:
        tables = [_table(library, step) for library in found.libraries]
    unknown(query, *tables)
    numbers = [find(query, table) for table in tables]
    say_unkept(found)
    count = sum(map(len, numbers))
    read = [library.path for library in found.libraries]
    if listing.count:
        show_count(listing, count, read)
    else:
        show(listing, _entries(found, numbers), lambda name: any(name in table.columns for table in tables), read)
    click.echo(text([one for one in found.diagnostics if one.unreadable]), err=True, nl=False)
    size = sum(table.size for table in tables)
    click.echo(f"{count} of {size} works{_NONE if size and not count else ''}", err=True)
    ctx.exit(status(found.diagnostics, None))


@contextmanager
def _progress() -> Iterator[Progress]:
    """A progress bar on a terminal, once a large library is seen for the first time."""
    with click.progressbar(length=1, label="Indexing", file=sys.stderr, hidden=True) as bar:

        def step(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.hidden = not sys.stderr.isatty()
            bar.update(done - bar.pos)

        yield step


def _is_file(word: str) -> bool:
    """Is it the name of a file, and no word of the query?"""
    if word == str(options.STANDARD) or _BIBLIOGRAPHY.fullmatch(word):
        return True
    try:
        return Path(word).is_file()
    except (OSError, ValueError):
        return False


def _table(library: Large | Library, progress: Progress) -> Table:
    return tables.table(library, progress) if isinstance(library, Large) else table(library.entries)


def _entries(found: Shelf, numbers: Sequence[Sequence[int]]) -> list[Entry]:
    return [entry for entries in resolved(found.libraries, [set(one) for one in numbers]) for entry in entries]
