"""The rules on claims (CLM)."""

from __future__ import annotations

from citekit.plugin import Rule
from citekit.rules.claims import (
    claim_without_source,
    many_works,
    named_without_citation,
    one_source,
    passage_found_twice,
    passage_not_found,
    popular_source,
    secondary_source,
    stale_verdict,
    unclear_scope,
    unsourced_sentence,
    verdict_missing,
    verdict_too_old,
)

RULES: tuple[Rule, ...] = (
    passage_not_found.passage_not_found,
    passage_found_twice.passage_found_twice,
    claim_without_source.claim_without_source,
    unsourced_sentence.unsourced_sentence,
    many_works.many_works,
    secondary_source.secondary_source,
    stale_verdict.stale_verdict,
    named_without_citation.named_without_citation,
    unclear_scope.unclear_scope,
    one_source.one_source,
    verdict_missing.verdict_missing,
    verdict_too_old.verdict_too_old,
    popular_source.popular_source,
)
"""In code order."""
