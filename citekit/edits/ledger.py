"""Writing verdicts into claims files: the new one last, the one before it kept as an earlier one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from citekit.diagnostic import UsageError
from citekit.edits.changes import Change
from citekit.edits.quoting import quoted
from citekit.edits.repointing import in_text
from citekit.model import Claim, Verdict
from citekit.projectfiles import claims as claims_files
from citekit.projectfiles import toml
from citekit.projectfiles.problems import MALFORMED_CLAIMS
from citekit.source import TextSource

_Step = tuple[toml.Place, str]


def judged(verdicts: Mapping[Claim, Verdict]) -> Iterator[Change]:
    """The changes of the claims files in which these claims have these verdicts. Writes nothing.

    Raises UsageError for a claim that is marked in a document or written on one line, Changed when a file is not what
    was read.
    """
    by_path: dict[str, list[Claim]] = {}
    for claim in verdicts:
        if claim.span.path == claim.document:
            hint = "verdicts stand in claims files: write the claim into one"
            raise UsageError(f"the claim {claim.id} is marked in {claim.document}", hint=hint)
        by_path.setdefault(claim.span.path, []).append(claim)
    for claims in by_path.values():
        source = claims[0].span.source
        read = toml.read(source, MALFORMED_CLAIMS)
        steps = [step for claim in claims for step in _steps(read, claim, verdicts[claim])]
        _check(source, steps, {claim.id: verdicts[claim] for claim in claims})
        yield in_text(source, steps)


def _steps(read: toml.Toml, claim: Claim, verdict: Verdict) -> Iterator[_Step]:
    text = read.source.text
    ends = "\r\n" if "\r\n" in text else "\n"
    paths = [path for path, place in read.places.items() if len(path) == 2 and place.start == claim.span.start]
    old = read.places.get((*paths[0], "verdict")) if paths else None
    if not paths or text[claim.span.start] == "{" or (old and text[old.start] != "["):
        hint = "write the claim under [[claim]], and its verdict under [claim.verdict]"
        raise UsageError(f"the claim {claim.id} cannot be given a verdict, because of how it is written", hint=hint)
    table = _table(verdict, ends)
    if old and claim.verdict == Verdict():
        yield old, table
        return
    if old:
        yield toml.Place(old.start, text.index("]", old.start) + 1), "[[claim.earlier]]"
    last = max(place.end for path, place in read.places.items() if path[:2] == paths[0])
    end = text.find("\n", last - 1 if text[last - 1 : last] == "\n" else last)
    at = len(text) if end < 0 else end - text.endswith("\r", 0, end)
    yield toml.Place(at, at), f"{ends}{table}"


def _table(verdict: Verdict, ends: str) -> str:
    lines = ["[claim.verdict]", f"status = {quoted(verdict.status)}", f"by = {quoted(verdict.by)}"]
    lines += [f"on = {verdict.on.isoformat()}"] if verdict.on else []
    lines += [f"note = {quoted(verdict.note)}"] if verdict.note else []
    marks = (("passage", verdict.about.passage), ("entries", verdict.about.entries), ("texts", verdict.about.texts))
    lines.append(f"about = {{ {', '.join(f'{name} = {quoted(mark)}' for name, mark in marks if mark)} }}")
    return ends.join(lines)


def _check(source: TextSource, steps: Sequence[_Step], wanted: Mapping[str, Verdict]) -> None:
    """Raises UsageError when the file would not say then what it should."""
    parts, done = [], 0
    for place, value in sorted(steps, key=lambda step: step[0].start):
        parts += [source.slice(done, place.start), value]
        done = place.end
    new = TextSource(source.path, "".join([*parts, source.slice(done, len(source))]))
    read = {claim.id: claim.verdict for claim in claims_files.read(new, "").claims}
    for id, verdict in wanted.items():
        if read.get(id, verdict) != verdict:
            hint = "write each claim under its own [[claim]], with an id of its own"
            raise UsageError(f"the claim {id} cannot be given a verdict, because of how it is written", hint=hint)
