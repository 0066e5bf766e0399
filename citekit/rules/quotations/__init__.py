"""The rules on quotations (QUO)."""

from __future__ import annotations

from citekit.plugin import Rule
from citekit.rules.quotations import (
    quotation_without_locator,
    unbalanced_quotation_mark,
)

RULES: tuple[Rule, ...] = (
    quotation_without_locator.quotation_without_locator,
    unbalanced_quotation_mark.unbalanced_quotation_mark,
)
"""In code order."""
