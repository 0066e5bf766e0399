"""What has become of the claims of a project since their passages were described."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citekit import anchor
from citekit.anchor import Index, Standing, State
from citekit.model import Claim, Document, Project
from citekit.source import Span


@dataclass(frozen=True, slots=True, eq=False)
class ClaimStanding:
    """A claim, what has become of its passage, and where that stands now."""

    claim: Claim
    standing: Standing
    place: Span | None = None
    """None when it is lost."""
    words: str = ""
    """The passage as it reads now, as `anchor.quote` gives it."""
    changes: tuple[tuple[Sequence[str], Sequence[str]], ...] = ()
    """For a changed one: words that are gone, and those that have come in their place."""
    places: tuple[Span, ...] = ()
    """For a lost one: where its very words stand, without anything that shows that they are its own."""

    @property
    def state(self) -> State:
        """Kept, changed or lost."""
        return self.standing.state


def standings(project: Project) -> Iterator[ClaimStanding]:
    """What has become of each claim whose document was read, in the order of the claims."""
    indexes: dict[str, Index] = {}
    for claim in project.claims:
        document = project.document(claim.document)
        if document is None:
            continue
        if document.path not in indexes:
            indexes[document.path] = anchor.index(document)
        yield standing_of(claim, document, indexes[document.path], project)


def standing_of(claim: Claim, document: Document, index: Index, project: Project) -> ClaimStanding:
    """What has become of one claim; `index` is that of its document."""
    known = project.anchors.get(claim, ())
    standing = Standing(State.KEPT, known[0]) if len(known) == 1 else anchor.follow(index, claim.selector)
    span = document.source.span
    places = tuple(span(one.start, one.end) for one in standing.places)
    there = standing.anchor
    if there is None:
        return ClaimStanding(claim, standing, places=places)
    words = anchor.quote(index, there.start, there.end)
    changed: tuple[tuple[Sequence[str], Sequence[str]], ...] = ()
    if standing.state is State.CHANGED:
        old, new = (anchor.fold_passage(text).split() for text in (claim.selector.exact, words))
        changed = tuple(anchor.changes(old, new))
    return ClaimStanding(claim, standing, span(there.start, there.end), words, changed)
