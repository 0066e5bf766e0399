"""citekit explain"""

from __future__ import annotations

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from citekit.checker import problems
from citekit.cli import options, speech
from citekit.cli.printers import dump
from citekit.diagnostic import Problem, UsageError
from citekit.loader import with_profile
from citekit.messages import say
from citekit.model import Config, Project
from citekit.profiles import NAMES, Profile
from citekit.profiles.reading import built_in, rows
from citekit.reporting.audit import explained


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [
        CompletionItem(problem.code, help=problem.summary)
        for problem in problems()
        if problem.code.startswith(incomplete.upper())
    ]


@click.command("explain")
@click.argument("code", required=False, shell_complete=_complete)
@options.formats("text", "json")
@speech.option
def command(code: str | None, format: str) -> None:
    """Explain a finding: what it means, why it matters, an example, and how to put it right.

    CODE is what stands in a finding (CIT103) or its name (misspelt-author); or a profile (apa, indonesia, house.toml),
    for what it sets and where that comes from. Without CODE: a list of all findings.
    """
    if code is not None and (code.lower() in NAMES or code.endswith(".toml")):
        _show_profile(_profile_file(code) if code.endswith(".toml") else built_in(code.lower()), format)
        return
    catalogue = speech.chosen()
    chosen = [explained(one, catalogue) for one in (problems() if code is None else (_find(code),))]
    if format == "json":
        click.echo(dump({"version": 1, "problems": [_value(problem) for problem in chosen]}), nl=False)
    elif code is None:
        click.echo("".join(f"{p.code}  {_word(p):<11}  {p.name}: {p.summary}\n" for p in chosen), nl=False)
    else:
        click.echo(_page(chosen[0]), nl=False)


def _profile_file(name: str) -> Profile:
    made = with_profile(Project(root=Path(), config=Config()), name)
    for found in made.diagnostics:
        raise UsageError(found.message, hint=found.hint)
    return made.config.profile


def _show_profile(profile: Profile, format: str) -> None:
    lines = rows(profile)
    if format == "json":
        told = [{"name": name, "value": value, "source": source} for name, value, source in lines]
        shown = {"name": profile.name, "title": profile.title, "sets": told}
        click.echo(dump({"version": 1, "problems": [], "profile": shown}), nl=False)
        return
    click.echo(f"{profile.name}: {profile.title}\n")
    for name, value, source in lines:
        click.echo(f"{name} = {value}{f'  # {source}' if source else ''}")


def _find(code: str) -> Problem:
    for problem in problems():
        if code.upper() == problem.code or code.lower() == problem.name:
            return problem
    raise UsageError(
        say("there is no finding {code}", code=code), hint=say("citekit explain, without a code, lists them all")
    )


def _page(problem: Problem) -> str:
    heading = f"{problem.code} {problem.name} ({_word(problem)})"
    return f"{heading}\n{'=' * len(heading)}\n\n{problem.documentation}\n"


def _word(problem: Problem) -> str:
    return speech.spoken(problem.severity.word)


def _value(problem: Problem) -> dict[str, str]:
    return {
        "code": problem.code,
        "name": problem.name,
        "severity": problem.severity.label,
        "documentation": problem.documentation,
    }
