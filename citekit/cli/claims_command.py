"""citekit claims: what has become of the claims, and what to do about it"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from citekit.anchor import State
from citekit.cli import changes, options, speech
from citekit.cli.printers import dump, finding, place, printable, text
from citekit.cli.status import Status, status
from citekit.diagnostic import Diagnostic, UsageError
from citekit.edits import importing
from citekit.edits.annotations import collection, new_ones
from citekit.edits.annotations import read as read_annotations
from citekit.edits.changes import Change, carry_out
from citekit.edits.draft import extended
from citekit.edits.ledger import judged
from citekit.edits.reselecting import renewed, rewritten
from citekit.edits.standings import ClaimStanding, standings
from citekit.encoding import decode
from citekit.messages import Message, say, together
from citekit.model import Claim, Project, Verdict
from citekit.projectfiles.claims import read as read_claims
from citekit.projectfiles.vocabulary import STATUSES
from citekit.rules.verdicts import about
from citekit.rules.wording import change, shown
from citekit.source import STANDARD_SHOWN, TextSource

_STATE_WORDS = {State.KEPT: say("kept"), State.CHANGED: say("changed"), State.LOST: say("lost")}
_STATUS_WORDS = {
    "supported": say("supported"),
    "partly": say("partly"),
    "unsupported": say("unsupported"),
    "cannot-tell": say("cannot-tell"),
    "unchecked": say("unchecked"),
}
_COLOURS = {State.KEPT: "green", State.CHANGED: "yellow", State.LOST: "red"}
_TOLD = 8
"""The most changes of one claim that are told in text."""


@click.group("claims")
def command() -> None:
    """Follow claims through the editing of a text.

    A claim is tied to its passage by the passage's words and those around them. status says what has become of each;
    update ties those that are kept to what stands around them now; export and import carry claims to other programs.
    """


@command.command("status")
@options.files
@options.libraries
@options.formats("text", "json")
@speech.option
@click.pass_context
def status_command(ctx: click.Context, files: tuple[Path, ...], libraries: tuple[Path, ...], format: str) -> None:
    """Say which claims are kept, changed or lost, and where they stand now.

    FILES are claims files and documents; without FILES: those of the project. The exit status is 1 when a claim is
    changed or lost.
    """
    project = options.open_project(files, libraries)
    found = list(standings(project))
    unread = unreadable(project)
    if format == "json":
        counts = Counter(one.state for one in found)
        summary = {state.value: counts[state] for state in State}
        told = {"claims": list(map(as_json, found)), "summary": summary, "findings": list(map(finding, unread))}
        click.echo(dump({"version": 1, **told}), nl=False)
    else:
        click.echo("".join(f"{line}\n" for one in found for line in lines(one)), nl=False)
        click.echo(text(unread), err=True, nl=False)
    click.echo(counted(found), err=True)
    all_kept = all(one.state is State.KEPT for one in found)
    ctx.exit(max(status(unread, None), Status.DONE if all_kept else Status.FINDINGS))


@command.command("update")
@options.files
@options.libraries
@click.option("--accept", "accepted", multiple=True, metavar="ID", help="Take this changed claim as it reads now.")
@click.option("--accept-changed", "every", is_flag=True, help="Take all changed claims as they read now.")
@changes.options
@options.formats("text", "json")
@speech.option
@click.pass_context
def update_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    libraries: tuple[Path, ...],
    accepted: tuple[str, ...],
    every: bool,
    dry_run: bool,
    format: str,
) -> None:
    """Tie the claims that are kept to what stands around them now.

    Only exact, prefix and suffix of the claims files change, and of a changed claim only when it is accepted: read
    again first whether its sources still support it. Verdicts stay as they are.
    """
    project = options.open_project(files, libraries)
    found = list(standings(project))
    changed = {one.claim.id for one in found if one.state is State.CHANGED}
    _refuse(project, accepted, changed)
    new = renewed(project, found, changed if every else accepted)
    states = {one.claim: one.state for one in found}
    told = [{"id": claim.id, "state": states[claim].value, **selector_json(claim)} for claim in new]
    changes.finish(
        ctx,
        list(rewritten(new)),
        dry_run=dry_run,
        format=format,
        found=unreadable(project),
        details={"claims": told},
        lines=[
            f"{claim.id}: {speech.spoken(say('accepted') if claim.id in changed else say('renewed'))}" for claim in new
        ],
    )


def _refuse(project: Project, accepted: Sequence[str], changed: set[str]) -> None:
    known = {claim.id for claim in project.claims}
    for id in accepted:
        if id not in known:
            raise UsageError(f"there is no claim {id}", hint="citekit claims status shows all claims")
        if id not in changed:
            raise UsageError(f"the claim {id} is not changed", hint="citekit claims status shows what has become of it")


@command.command("verdict")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.argument("found", type=click.Choice(STATUSES), metavar="STATUS")
@click.option("--by", required=True, metavar="NAME", help="Who looked the claim up.")
@click.option("--note", default="", help="Why.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="When; today if left out.")
@options.libraries
@changes.options
@options.formats("text", "json")
@speech.option
@click.pass_context
def verdict_command(
    ctx: click.Context,
    ids: tuple[str, ...],
    found: str,
    by: str,
    note: str,
    on: datetime | None,
    libraries: tuple[Path, ...],
    dry_run: bool,
    format: str,
) -> None:
    """Write down what a person found on looking claims up in their sources.

    STATUS is supported, partly, unsupported, cannot-tell or unchecked. With it is noted what it was about: the words
    of the passage, the entries, the texts that the project keeps; citekit check tells when one of them changes
    (CLM107). The verdict before it stays in the claims file under [[claim.earlier]].
    """
    project = options.open_project((), libraries)
    if not by.strip():
        raise UsageError("nobody is named who found it", hint="name the person: --by 'Ani Contoh'")
    claims = [_claim(project, id) for id in dict.fromkeys(ids)]
    day = on.date() if on else date.today()
    new = {claim: Verdict(found, by.strip(), day, note.strip(), about(claim, project)) for claim in claims}
    changes.finish(
        ctx,
        list(judged(new)),
        dry_run=dry_run,
        format=format,
        found=unreadable(project),
        details={"claims": [{"id": claim.id, "status": found, **selector_json(claim)} for claim in claims]},
        lines=[f"{claim.id}: {speech.spoken(_STATUS_WORDS[found])}" for claim in claims],
    )


def _claim(project: Project, id: str) -> Claim:
    claim = next((claim for claim in project.claims if claim.id == id), None)
    if claim is None:
        raise UsageError(f"there is no claim {id}", hint="citekit claims status shows all claims")
    return claim


@command.command("export")
@options.files
@options.libraries
@click.option("--to", type=click.Choice(["w3c"]), default="w3c", show_default=True, help="The form to write.")
@options.output
@speech.option
@click.pass_context
def export_command(
    ctx: click.Context, files: tuple[Path, ...], libraries: tuple[Path, ...], to: str, output: Path | None
) -> None:
    """Write the claims as annotations for other programs.

    w3c is JSON-LD of the Web Annotation Data Model: for each claim its words, those around it, where it stands, the
    works with their locators, kind, note and verdict. What a source has besides (intent, via, note) is left out.
    """
    project = options.open_project(files, libraries)
    found = list(standings(project))
    written = dump(collection(found))
    unread = unreadable(project)
    if output is None:
        click.echo(written, nl=False)
    else:
        changes.save(output, written.encode())
    click.echo(text(unread), err=True, nl=False)
    click.echo(counted(found), err=True)
    ctx.exit(status(unread, None))


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, readable=False, allow_dash=True))
@click.option("--document", type=click.Path(path_type=Path, readable=False), help="The document that they are about.")
@options.output
@options.formats("text", "json")
@speech.option
def import_command(file: Path, document: Path | None, output: Path | None, format: str) -> None:
    """Make claims of annotations: W3C JSON-LD, or what Hypothesis exports.

    FILE is JSON, - for standard input. Prints the claims, or with -o adds to a claims file those
    that it does not have yet.
    """
    data = options.standard_input() if file == options.STANDARD else file.read_bytes()
    shown_as = STANDARD_SHOWN if file == options.STANDARD else file.as_posix()
    found, mute = read_annotations(decode(data, shown_as).text, shown_as)
    held = output.read_bytes() if output and output.is_file() else None
    there = claims_in(output, held) if output and held is not None else []
    new = new_ones(found, there)
    folder = output.parent.as_posix() if output else "."
    toml = importing.toml(new, there, document.as_posix() if document else "", folder)
    if output:
        after = extended(held or b"", output.as_posix(), toml)
        with changes.showing_difference():
            carry_out([Change(output, held, after)], changes.typed())
    if format == "json":
        told = {"toml": toml, "claims": len(new), "known": len(found) - len(new), "mute": mute}
        click.echo(dump({"version": 1, **told}), nl=False)
    elif output is None:
        click.echo(toml, nl=False)
    click.echo(_imported(len(new), len(found) - len(new), mute, output), err=True)


def claims_in(path: Path, held: bytes) -> Sequence[Claim]:
    """The claims of a claims file."""
    return read_claims(TextSource(path.as_posix(), decode(held, path.as_posix()).text), "").claims


def _imported(new: int, known: int, mute: int, output: Path | None) -> str:
    told = [say("{count} claim", "{count} claims", count=new)]
    if output:
        told = [say("{count} claim added to {path}", "{count} claims added to {path}", count=new, path=output)]
    told += [say("{count} there already", count=known)] if known else []
    left = say("{count} that quotes nothing left out", "{count} that quote nothing left out", count=mute)
    return speech.spoken(together([*told, left] if mute else told))


# -------------------------------------------------------------------------------------------------------- told


def unreadable(project: Project) -> list[Diagnostic]:
    """What could not be read."""
    return [one for one in project.diagnostics if one.unreadable]


def counted(found: Sequence[ClaimStanding]) -> str:
    """A line with how many claims there are of each state."""
    counts = Counter(one.state for one in found)
    number = say("{count} claim", "{count} claims", count=len(found))
    states = [together([str(counts[state]), _STATE_WORDS[state]], " ") for state in State]
    return speech.spoken(together([number, together(states)], ": "))


def lines(one: ClaimStanding) -> Iterator[str]:
    """A claim as text: where it stands, what has become of it; below that, what was changed."""
    here = one.place or one.claim.exact_span
    state = click.style(speech.spoken(_STATE_WORDS[one.state]), fg=_COLOURS[one.state])
    yield printable(f"{here}: ") + f"{state} {printable(one.claim.id)}"
    if one.state is State.CHANGED:
        told = [change(gone, come) for gone, come in one.changes[:_TOLD]]
        if len(one.changes) > _TOLD:
            told.append(say("and {count} more", count=len(one.changes) - _TOLD))
        yield f"    {printable(speech.spoken(together(told)))}"
    elif one.state is State.LOST:
        yield f"    {printable(speech.spoken(_lost(one)))}"


def _lost(one: ClaimStanding) -> Message:
    words, path = shown(one.claim.selector.exact), one.claim.document
    if not one.places:
        return say("{words} is gone from {path}", words=words, path=path)
    places = ", ".join(f"{span.line}:{span.column}" for span in one.places[:3])
    if len(one.places) > 3:
        places = f"{places}, …"
    return say(
        "{words} stands in {path} at {places}, but not as it did: none is taken for it",
        words=words,
        path=path,
        places=places,
    )


def selector_json(claim: Claim) -> dict[str, object]:
    """Where a claim is written, and its document."""
    return {"document": claim.document, "written": place(claim.span)}


def as_json(one: ClaimStanding) -> dict[str, object]:
    """A claim and what has become of it for JSON."""
    return {
        "id": one.claim.id,
        "state": one.state.value,
        **selector_json(one.claim),
        "exact": one.claim.selector.exact,
        "place": place(one.place) if one.place else None,
        "words": one.words,
        "changes": [{"old": " ".join(gone), "new": " ".join(come)} for gone, come in one.changes],
        "places": list(map(place, one.places)),
    }
