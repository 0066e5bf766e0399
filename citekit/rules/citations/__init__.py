"""The rules on citations (CIT)."""

from __future__ import annotations

from citekit.plugin import Rule
from citekit.rules.citations import (
    ambiguous_citation,
    authors_left_out,
    authors_reversed,
    list_author_differs,
    list_year_differs,
    listed_twice,
    misspelt_author,
    mixed_and,
    mixed_et_al,
    no_library,
    nobody_left_out,
    not_in_list,
    number_out_of_range,
    unbalanced_bracket,
    unknown_key,
    unknown_work,
    unused_entry,
    wrong_coauthor,
    wrong_year,
)

RULES: tuple[Rule, ...] = (
    unknown_key.unknown_key,
    unused_entry.unused_entry,
    misspelt_author.misspelt_author,
    unknown_work.unknown_work,
    ambiguous_citation.ambiguous_citation,
    authors_reversed.authors_reversed,
    no_library.no_library,
    not_in_list.not_in_list,
    wrong_year.wrong_year,
    wrong_coauthor.wrong_coauthor,
    authors_left_out.authors_left_out,
    nobody_left_out.nobody_left_out,
    number_out_of_range.number_out_of_range,
    list_year_differs.list_year_differs,
    list_author_differs.list_author_differs,
    listed_twice.listed_twice,
    unbalanced_bracket.unbalanced_bracket,
    mixed_et_al.mixed_et_al,
    mixed_and.mixed_and,
)
"""In code order."""
