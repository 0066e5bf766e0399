"""The command line. One module per command, each thin: parse, call one verb, print, exit.

A command's module is imported when that command runs, so that `citekit --version` answers at once.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from citekit.cli.printers import error_text
from citekit.cli.status import EPILOG, Status
from citekit.diagnostic import CitekitError
from citekit.version import VERSION

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "add": "Add works to a library.",
        "build": "Check the project and write every output that citekit.toml names.",
        "check": "Check citations, claims and bibliography.",
        "cite": "Print one citation and what the list of references has for it.",
        "claims": "Follow claims through the editing of a text.",
        "convert": "Convert bibliographies to another format.",
        "dedupe": "Find entries of the same work, say why they are, and merge them.",
        "diff": "Show what differs between two bibliographies, work by work.",
        "draft": "Write a claims file to start from.",
        "edit": "Change one entry of a .bib file, and no other byte of it.",
        "explain": "Explain a finding: what it means, why it matters, an example, and how to put it right.",
        "format": "Format .bib files: order, layout, and how values are written.",
        "init": "Start a project in FOLDER (default: this one).",
        "keys": "Make the citation keys of .bib files anew, by a pattern.",
        "list": "List the works of the bibliography, one a line.",
        "merge": "Merge what two people did to one .bib file, entry by entry and field by field.",
        "render": "Print one page: a reading list or a claim table.",
        "scan": "Scan documents: which works they use, which not, and which citations lead to none.",
        "search": "List the works that fit a query.",
        "show": "Show one work: how it is printed, its fields, where it is cited, and what is wrong with it.",
        "undo": "Take back the last change that citekit made in this folder.",
    }
)
"""In alphabetical order, each with the first sentence of its help, so that a list of them imports none. Each is
`citekit.cli.<name>_command.command`."""

_OBJECTS = 50_000
"""New objects after which Python looks for garbage among them."""


class Commands(click.Group):
    """The commands by name, and the one place where trouble becomes a line and an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        room = formatter.width - 6 - max(map(len, COMMANDS))
        with formatter.section("Commands"):
            commands = [click.Command(name, help=text) for name, text in COMMANDS.items()]
            formatter.write_dl([(str(one.name), one.get_short_help_str(room)) for one in commands])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"citekit.cli.{cmd_name}_command").command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta["citekit.arguments"] = tuple(args)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            name, command, rest = super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches  # for a name that is wrong

            near = get_close_matches(args[0], COMMANDS, n=1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near[0]}?", ctx) from error
        if command is not None:
            _check_values(command, rest, ctx)
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:
        folder = ctx.params.get("folder")
        try:
            with contextlib.chdir(folder) if folder else contextlib.nullcontext():
                return super().invoke(ctx)
        except CitekitError as error:
            click.echo(error_text(error), err=True)
            return self._stop(ctx, error.status)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except OSError as error:
            return self._output_failed(ctx, error)
        except UnicodeEncodeError as error:
            if not any("\udc80" <= character <= "\udcff" for character in error.object):
                return self._internal(ctx, error)
            _complain("citekit: the name of a file has bytes that are not UTF-8: give the file another name")
            return self._stop(ctx, Status.USAGE)
        except Exception as error:
            return self._internal(ctx, error)

    def main(self, *args: Any, **extra: Any) -> Any:
        """As click's; --help and --version too end with one line when what they print cannot be written."""
        try:
            return super().main(*args, **extra)
        except OSError as error:
            _complain(f"citekit: cannot write the result: {error.strerror}")
            sys.exit(int(Status.FILE))

    def _output_failed(self, ctx: click.Context, error: OSError) -> None:
        """Standard output went away or filled up, or a path cannot be used; anything else is a fault of ours."""
        if error.errno == errno.EPIPE:
            # Whoever read us has had enough. Python must not complain of it once more when it closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return self._stop(ctx, Status.DONE)
        if error.filename is not None:
            _complain(f"citekit: cannot use {error.filename}: {error.strerror}")
            return self._stop(ctx, Status.FILE)
        if error.errno in {errno.ENOSPC, errno.EIO, errno.EDQUOT}:
            _complain(f"citekit: cannot write the result: {error.strerror}")
            return self._stop(ctx, Status.FILE)
        return self._internal(ctx, error)

    def _internal(self, ctx: click.Context, error: Exception) -> None:
        if ctx.params.get("debug"):
            import traceback  # for a fault of ours

            click.echo(traceback.format_exc(), err=True, nl=False)
        else:
            click.echo(f"citekit: internal error: {type(error).__name__}: {error}", err=True)
            click.echo(
                "  This is a fault of citekit, not of your files. Run it again with --debug and report it.",
                err=True,
            )
        return self._stop(ctx, Status.INTERNAL)

    @staticmethod
    def _stop(ctx: click.Context, status: int) -> None:
        ctx.exit(int(status))


def _check_values(command: click.Command, args: Sequence[str], ctx: click.Context) -> None:
    """Raises UsageError for an option whose value was left out, so that click would take the next option for it."""
    given = args[: args.index("--")] if "--" in args else args
    known = {word: one for one in command.params if isinstance(one, click.Option) for word in one.opts}
    for word, value in pairwise(given):
        option, following = known.get(word), value.partition("=")[0]
        if option and not option.is_flag and following.startswith("--") and following in known:
            meant = f" {option.metavar}" if option.metavar else ""
            line = f"Option '{word}' requires an argument: write {word}{meant} before {following}."
            raise click.BadOptionUsage(word, line, click.Context(command, ctx, command.name))


def _complain(line: str) -> None:
    """A line on standard error, which may itself be full or gone: then there is nobody left to tell."""
    with contextlib.suppress(OSError):
        click.echo(line, err=True)


def _set_streams() -> None:
    """UTF-8 wherever we write to a file or a pipe; on a terminal, its own encoding, with nothing that can fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _colour(choice: str) -> bool | None:
    """What `click.echo` is told: yes, no, or None for "when it is a terminal"."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Work as if started in DIR.",
)
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the messages. NO_COLOR and FORCE_COLOR are heeded.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
@click.version_option(VERSION, prog_name="citekit", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, folder: Path | None, color: str, debug: bool) -> None:
    """Tie every claim in an article to the source it rests on, check the tie, print it well."""
    _set_streams()
    # Nearly all that is made stays until the end: to look for garbage after each 700 objects takes a fifth of the time.
    gc.set_threshold(_OBJECTS, 20, 50)
    ctx.color = _colour(color)
