"""The rules on quotations (QUO)."""

from __future__ import annotations

from citekit.plugin import Rule
from citekit.rules.quotations import (
    altered_quotation,
    copied_without_marks,
    emphasis_not_declared,
    limit_cut_off,
    long_quotation,
    not_checkable,
    not_in_source,
    other_page,
    quotation_without_citation,
    quotation_without_locator,
    translation_not_declared,
    unbalanced_quotation_mark,
)

RULES: tuple[Rule, ...] = (
    quotation_without_locator.quotation_without_locator,
    unbalanced_quotation_mark.unbalanced_quotation_mark,
    altered_quotation.altered_quotation,
    not_in_source.not_in_source,
    other_page.other_page,
    copied_without_marks.copied_without_marks,
    long_quotation.long_quotation,
    quotation_without_citation.quotation_without_citation,
    limit_cut_off.limit_cut_off,
    emphasis_not_declared.emphasis_not_declared,
    translation_not_declared.translation_not_declared,
    not_checkable.not_checkable,
)
"""In code order."""
