"""The rules on bibliographies (BIB)."""

from __future__ import annotations

from citekit.plugin import Rule
from citekit.rules.bibliography import (
    circular_inheritance,
    duplicate_key,
    duplicate_work,
    long_inheritance,
    merge_conflict,
    missing_field,
    unknown_entry,
)

RULES: tuple[Rule, ...] = (
    duplicate_key.duplicate_key,
    missing_field.missing_field,
    merge_conflict.merge_conflict,
    unknown_entry.unknown_entry,
    circular_inheritance.circular_inheritance,
    long_inheritance.long_inheritance,
    duplicate_work.duplicate_work,
)
"""In code order."""
