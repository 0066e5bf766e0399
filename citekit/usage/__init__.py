"""How documents use the works of their libraries: which are cited where, and which citations lead to none.

    scanned = scan(project)

`lists` makes a library of the lists that documents print themselves, where they name none; `rows` makes the table.
"""

from __future__ import annotations

from citekit.usage.lists import Printed, printed
from citekit.usage.rows import Row, Scan, State, scan

__all__ = ["Printed", "Row", "Scan", "State", "printed", "scan"]
