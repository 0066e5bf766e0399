"""Writing anew how the passages of claims are found: in the claims files, and of these no other byte."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from citekit import anchor
from citekit.anchor import State
from citekit.diagnostic import UsageError
from citekit.edits.changes import Change
from citekit.edits.quoting import quoted
from citekit.edits.repointing import in_text
from citekit.edits.standings import ClaimStanding
from citekit.model import Claim, Project, Selector
from citekit.projectfiles import claims as claims_files
from citekit.projectfiles import toml
from citekit.projectfiles.problems import MALFORMED_CLAIMS
from citekit.source import TextSource

_AROUND = 64
"""Characters of prefix and suffix where a claim has one of them already."""


def renewed(project: Project, found: Sequence[ClaimStanding], accepted: Collection[str] = ()) -> dict[Claim, Selector]:
    """The new selectors of the claims that are kept, where the old ones do not do any more or not as well.

    A changed claim gets one only when its id is among those `accepted`. Claims that are marked in a document need none.
    """
    indexes = {document.path: anchor.index(document) for document in project.documents}
    new: dict[Claim, Selector] = {}
    for one in found:
        claim, there = one.claim, one.standing.anchor
        is_wanted = one.state is State.KEPT or (one.state is State.CHANGED and claim.id in accepted)
        if there is None or not is_wanted or claim.span.path == claim.document:
            continue
        selector = _selector(indexes[claim.document], claim.selector, one)
        if selector != claim.selector:
            new[claim] = selector
    return new


def _selector(index: anchor.Index, old: Selector, one: ClaimStanding) -> Selector:
    there = one.standing.anchor
    assert there is not None, "a lost claim has no selector"
    lasting = anchor.describe_lastingly(index, there.start, there.end)
    has_context = bool(old.prefix or old.suffix)
    if has_context and not (lasting.prefix or lasting.suffix):
        lasting = anchor.describe(index, there.start, there.end, _AROUND)
    if one.state is State.CHANGED:
        return lasting
    if anchor.match(index, old) == (there,) and (has_context or not (lasting.prefix or lasting.suffix)):
        return old
    return Selector(old.exact, lasting.prefix, lasting.suffix)


# ---------------------------------------------------------------------------------------------------- in files


def rewritten(new: Mapping[Claim, Selector]) -> Iterator[Change]:
    """The changes of the claims files. Writes nothing; raises Changed when a file is not what was read."""
    by_path: dict[str, list[Claim]] = {}
    for claim in new:
        by_path.setdefault(claim.span.path, []).append(claim)
    for claims in by_path.values():
        source = claims[0].span.source
        read = toml.read(source, MALFORMED_CLAIMS)
        places = [place for claim in claims for place in _places(read, claim, new[claim])]
        _check(source, places, {claim.id: new[claim] for claim in claims})
        yield in_text(source, places)


def _places(read: toml.Toml, claim: Claim, new: Selector) -> Iterator[tuple[toml.Place, str]]:
    """The values that are other now, each with its place; those that are new, after them."""
    path = next(path for path, place in read.places.items() if _is_table(path) and place.start == claim.span.start)
    added = []
    for name in ("exact", "prefix", "suffix"):
        value = getattr(new, name)
        place = read.places.get((*path, name))
        if place is None and value:
            added.append(f"{name} = {quoted(value)}")
        elif place is not None and value != getattr(claim.selector, name):
            yield place, quoted(value)
    if added:
        there = (read.places.get((*path, name)) for name in ("exact", "prefix", "suffix"))
        yield _after(read.source, max(filter(None, there), key=lambda place: place.end), claim, added)


def _is_table(path: tuple[str | int, ...]) -> bool:
    return len(path) == 2 and path[0] == "claim" and isinstance(path[1], int)


def _after(source: TextSource, last: toml.Place, claim: Claim, added: Sequence[str]) -> tuple[toml.Place, str]:
    """Where settings are added after another, and what: lines of their own, save in a table on one line."""
    text = source.text
    if text.startswith("{", claim.span.start):
        return toml.Place(last.end, last.end), "".join(f", {one}" for one in added)
    end = text.find("\n", last.end)
    end = len(text) if end < 0 else end
    ends = "\n"
    if text.endswith("\r", 0, end):
        end, ends = end - 1, "\r\n"
    begin = text.rfind("\n", 0, last.start) + 1
    line = text[begin : last.start]
    indent = line[: len(line) - len(line.lstrip())]
    return toml.Place(end, end), "".join(f"{ends}{indent}{one}" for one in added)


def _check(source: TextSource, places: Sequence[tuple[toml.Place, str]], wanted: Mapping[str, Selector]) -> None:
    """Raises UsageError when the file would not say then what it should."""
    text, done = [], 0
    for place, value in sorted(places, key=lambda one: one[0].start):
        text += [source.slice(done, place.start), value]
        done = place.end
    new = TextSource(source.path, "".join([*text, source.slice(done, len(source))]))
    read = {claim.id: claim.selector for claim in claims_files.read(new, "").claims}
    for id, selector in wanted.items():
        if read.get(id, selector) != selector:
            hint = "write each claim under its own [[claim]], with an id of its own"
            raise UsageError(f"the claim {id} cannot be changed, because of how it is written", hint=hint)
