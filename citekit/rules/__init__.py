"""The rules that citekit brings: one module each, whose docstring is the rule's documentation and its test.

To add one, write a module beside these and name it in `RULES`.
"""

from __future__ import annotations

from citekit.plugin import Rule
from citekit.rules import (
    ambiguous_citation,
    authors_reversed,
    circular_inheritance,
    claim_without_source,
    duplicate_key,
    long_inheritance,
    merge_conflict,
    missing_field,
    misspelt_author,
    no_library,
    passage_found_twice,
    passage_not_found,
    quotation_without_locator,
    unbalanced_quotation_mark,
    unknown_entry,
    unknown_key,
    unknown_work,
    unused_entry,
)

RULES: tuple[Rule, ...] = (
    duplicate_key.duplicate_key,
    missing_field.missing_field,
    merge_conflict.merge_conflict,
    unknown_entry.unknown_entry,
    circular_inheritance.circular_inheritance,
    long_inheritance.long_inheritance,
    unknown_key.unknown_key,
    unused_entry.unused_entry,
    misspelt_author.misspelt_author,
    unknown_work.unknown_work,
    ambiguous_citation.ambiguous_citation,
    authors_reversed.authors_reversed,
    no_library.no_library,
    passage_not_found.passage_not_found,
    passage_found_twice.passage_found_twice,
    claim_without_source.claim_without_source,
    quotation_without_locator.quotation_without_locator,
    unbalanced_quotation_mark.unbalanced_quotation_mark,
)
"""In code order."""
