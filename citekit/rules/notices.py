"""What the rules on the standing of works share: the notices that count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citekit.messages import Message, say
from citekit.model import Entry, Notice, Project

_MOST = 3
"""Reasons that are named."""
# What is worse covers what is less: of a work that is retracted nobody needs to hear that it was corrected before.
_RANK = ("retraction", "expression of concern", "correction")


def standing(project: Project) -> Iterator[tuple[Entry, Sequence[Notice]]]:
    """The works on whose standing something was published, each once, with the notices that still count."""
    for entry in {entry.key: entry for entry in reversed(project.entries)}.values() if project.notices else ():
        notices = project.notices.get(entry.key, ())
        again = max((at for at, one in enumerate(notices) if one.nature == "reinstatement"), default=-1)
        if notices[again + 1 :]:
            yield entry, notices[again + 1 :]


def last_of(notices: Sequence[Notice], nature: str) -> Notice | None:
    """The latest notice of a nature, when none of a worse nature stands beside it."""
    worst = min((_RANK.index(one.nature) for one in notices if one.nature in _RANK), default=len(_RANK))
    if _RANK.index(nature) != worst:
        return None
    return [one for one in notices if one.nature == nature][-1]


def reasons(notice: Notice) -> Message | str:
    """The reasons of a notice, to be put behind a sentence; empty when it gives none."""
    return say(": {reasons}", reasons=", ".join(notice.reasons[:_MOST])) if notice.reasons else ""
