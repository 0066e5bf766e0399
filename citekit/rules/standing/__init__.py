"""The rules on the standing of works (STD): what became of them after they were published."""

from __future__ import annotations

from citekit.plugin import Rule
from citekit.rules.standing import corrected_work, doubted_work, published_preprint, retracted_work

RULES: tuple[Rule, ...] = (
    retracted_work.retracted_work,
    doubted_work.doubted_work,
    corrected_work.corrected_work,
    published_preprint.published_preprint,
)
"""In code order."""
