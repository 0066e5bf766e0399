"""The query language: which works of a library are meant, and in which order to list them.

    query = parse('author:holsti year:1990-1999 "balance of power"')
    numbers = find(query, table(library.entries))

docs/search.md describes the language.
"""

from __future__ import annotations

from citekit.query.columns import Column, Table, table
from citekit.query.finding import find, unknown
from citekit.query.sorting import ordered
from citekit.query.syntax import Query, parse

__all__ = ["Column", "Query", "Table", "find", "ordered", "parse", "table", "unknown"]
