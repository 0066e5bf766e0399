"""citekit check"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from citekit import checker
from citekit.checker import baseline
from citekit.cli import options, outputs, speech
from citekit.cli.changes import finish, typed
from citekit.cli.changes import options as changing
from citekit.cli.printers import summary_line
from citekit.cli.status import status
from citekit.diagnostic import Diagnostic, Severity, UsageError
from citekit.edits.accepting import accepting, pruning
from citekit.edits.changes import carry_out
from citekit.edits.fixing import Fixing, fixed
from citekit.loader import with_profile, with_retractions
from citekit.messages import say
from citekit.model import Project
from citekit.reporting.audit import Audit, Hidden, by_code


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a person asked for."""

    files: tuple[Path, ...]
    libraries: tuple[Path, ...]
    select: Sequence[str]
    ignore: Sequence[str]
    profile: str
    with_baseline: bool
    retractions: Path | None


@dataclass(frozen=True, slots=True)
class _Checked:
    """What came of it."""

    project: Project
    audit: checker.Audit
    files: tuple[str, ...]
    """The files asked about; empty for all of the project."""
    known: baseline.Baseline

    @property
    def hidden(self) -> list[Hidden]:
        """What is set aside, for the outputs."""
        return [
            Hidden(one.finding, one.reason or "accepted in the baseline", in_source=one.by == "comment", by=one.by)
            for one in self.audit.suppressed
            if not self.files or one.finding.span.path in self.files
        ]


@click.command("check")
@options.files
@options.libraries
@click.option("--select", multiple=True, metavar="CODE", help="Only findings of these codes or families: CIT,QUO101.")
@click.option("--ignore", multiple=True, metavar="CODE", help="No findings of these codes or families.")
@click.option("--profile", default="", metavar="NAME|FILE", help="Check as this profile does: apa, house.toml …")
@click.option("--fix", is_flag=True, help="Make the fixes that change no meaning; citekit undo takes them back.")
@click.option("--unsafe-fixes", multiple=True, metavar="CODE", help="With --fix: make the other fixes of these codes.")
@click.option("--baseline", "accept", is_flag=True, help=f"Accept today's findings: write {baseline.NAME}.")
@click.option("--prune-baseline", "prune", is_flag=True, help="Drop what was accepted and is found no more.")
@click.option("--no-baseline", is_flag=True, help="Show the accepted findings too.")
@click.option(
    "--retractions",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Retraction Watch's CSV file: works that were retracted are told.",
)
@changing
@outputs.option
@options.fail_on()
@speech.option
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[Path, ...],
    libraries: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    profile: str,
    fix: bool,
    unsafe_fixes: tuple[str, ...],
    accept: bool,
    prune: bool,
    no_baseline: bool,
    retractions: Path | None,
    dry_run: bool,
    format: str,
    output: Path | None,
    fail_on: str | None,
) -> None:
    """Check citations, claims and bibliography.

    FILES are articles, bibliographies (.bib), claims files and reading lists. Without FILES the project of this
    folder is checked; with FILES inside a project, only what stands in them is reported.
    """
    writes = fix or accept or prune
    if sum((fix, accept, prune)) > 1 or ((unsafe_fixes or dry_run) and not writes):
        hint = say("--diff shows what one of --fix, --baseline and --prune-baseline would change")
        raise UsageError(say("these options do not go together"), hint=hint)
    asked = _Asked(files, libraries, _codes(select), _codes(ignore), profile, not no_baseline, retractions)
    checked = _checked(asked)
    if accept or prune:
        change = (accepting if accept else pruning)(checked.project, checked.audit, checked.known, checked.files)
        finish(ctx, [change], dry_run=dry_run)
    if fix:
        fixing = fixed(checked.project, checked.audit.found, _known_codes(unsafe_fixes))
        if dry_run:
            finish(ctx, fixing.changes, dry_run=True, lines=_said(fixing))
        _fix(fixing)
        checked = _checked(asked)
    _deliver(ctx, checked, format, output, fail_on)


def _checked(asked: _Asked) -> _Checked:
    project = options.open_project(asked.files, asked.libraries)
    if asked.retractions:
        project = with_retractions(project, asked.retractions)
    if asked.profile:
        project = with_profile(project, asked.profile)
    if project.config.outputs:
        project = _with_outputs(project)
    if project.config.format:
        project = _with_house_style(project)
    path = project.root / baseline.NAME
    known = baseline.read(path, path.as_posix()) if asked.with_baseline else baseline.Baseline()
    audit = checker.audit(project, select=asked.select, ignore=asked.ignore, baseline=known)
    if not (asked.files and project.config.path):
        return _Checked(project, audit, (), known)
    kept = (*_in_files(project, list(audit.found), asked.files), *known.diagnostics)
    in_files = checker.Audit(tuple(dict.fromkeys(kept)), audit.suppressed, ())
    return _Checked(project, in_files, tuple(_asked(project, asked.files)), known)


def _deliver(ctx: click.Context, checked: _Checked, format: str, output: Path | None, fail_on: str | None) -> None:
    limit: Severity | None = options.threshold(fail_on, checked.project.config.fail_on)
    found, kinds = list(checked.audit.found), by_code(checker.problems())
    made = Audit(checked.project, found, kinds, hidden=checked.hidden, files=checked.files, fail_on=limit)
    outputs.deliver(made, format, output)
    click.echo(_summary(found, checked), err=True)
    ctx.exit(status(found, limit))


def _summary(found: list[Diagnostic], checked: _Checked) -> str:
    """How many findings, how many are set aside, and what of the baseline is found no more."""
    words = [summary_line(found)]
    by = [one.by == "baseline" for one in checked.audit.suppressed]
    if accepted := sum(by):
        words.append(say("{count} accepted before", count=accepted))
    if ignored := len(by) - sum(by):
        words.append(say("{count} ignored", count=ignored))
    if stale := len(checked.audit.stale):
        words.append(say("{count} accepted and found no more (citekit check --prune-baseline drops them)", count=stale))
    return "; ".join(map(speech.spoken, words))


def _fix(fixing: Fixing) -> None:
    carry_out(fixing.changes, typed())
    click.echo("".join(f"{line}\n" for line in _said(fixing)), err=True, nl=False)


def _said(fixing: Fixing) -> list[str]:
    """What was fixed and what was not, in lines."""
    lines = [
        say("{place}: {code} is not fixed: {why}", place=one.span, code=one.code, why=why)
        for one, why in fixing.impossible
    ]
    if fixing.overlapping:
        number = len(fixing.overlapping)
        lines.append(say("{count} more touch the same places: run citekit check --fix again", count=number))
    lines.append(say("{count} fix", "{count} fixes", count=len(fixing.applied)))
    return list(map(speech.spoken, lines))


def _known_codes(given: tuple[str, ...]) -> list[str]:
    """The codes whose unsafe fixes are wanted. Raises UsageError for one that there is not."""
    known = {one.name: one.code for one in checker.problems()}
    codes = [known.get(word.lower(), word.upper()) for word in _codes(given)]
    for code in codes:
        if code not in known.values():
            raise UsageError(say('there is no finding "{word}"', word=code), hint=say("citekit explain lists them all"))
    return codes


def _with_outputs(project: Project) -> Project:
    from citekit.builder import check_outputs  # with what renders pages, for projects that have some

    return check_outputs(project)


def _with_house_style(project: Project) -> Project:
    from citekit.edits.housekeeping import with_house_style  # with what formats files, for projects that have a style

    return with_house_style(project)


def _codes(given: tuple[str, ...]) -> list[str]:
    """Codes as people list them: several options, or commas, or both."""
    return [code.strip() for part in given for code in part.split(",") if code.strip()]


def _in_files(project: Project, found: list[Diagnostic], files: tuple[Path, ...]) -> list[Diagnostic]:
    """What is said of these files, and of those that they take in."""
    wanted = _wanted(project, files)
    return [diagnostic for diagnostic in found if Path(diagnostic.span.path).resolve() in wanted]


def _asked(project: Project, files: tuple[Path, ...]) -> list[str]:
    """The same files by the paths that the project shows."""
    wanted = _wanted(project, files)
    return [path for path in project.paths if Path(path).resolve() in wanted]


def _wanted(project: Project, files: tuple[Path, ...]) -> set[Path]:
    wanted = {path.resolve() for path in files}
    for document in project.documents:  # each comes after the one that takes it in
        if document.within and Path(document.within).resolve() in wanted:
            wanted.add(Path(document.path).resolve())
    return wanted
