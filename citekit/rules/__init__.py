"""The rules that citekit brings, by family: one module each, whose docstring is the rule's documentation and its test.

To add one, write a module in its family's folder and name it in the `RULES` there.
"""

from __future__ import annotations

from citekit.plugin import Rule
from citekit.rules import bibliography, citations, claims, quotations, standing

RULES: tuple[Rule, ...] = (*bibliography.RULES, *citations.RULES, *claims.RULES, *quotations.RULES, *standing.RULES)
"""By family, each in code order."""
