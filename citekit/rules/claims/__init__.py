"""The rules on claims (CLM)."""

from __future__ import annotations

from citekit.plugin import Rule
from citekit.rules.claims import (
    claim_without_source,
    many_works,
    passage_found_twice,
    passage_not_found,
    secondary_source,
    stale_verdict,
    unsourced_sentence,
)

RULES: tuple[Rule, ...] = (
    passage_not_found.passage_not_found,
    passage_found_twice.passage_found_twice,
    claim_without_source.claim_without_source,
    unsourced_sentence.unsourced_sentence,
    many_works.many_works,
    secondary_source.secondary_source,
    stale_verdict.stale_verdict,
)
"""In code order."""
