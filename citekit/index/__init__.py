"""Large .bib files without reading them whole: an index, kept in the cache, says where each entry stands.

    library = large(Path("references.bib"), "references.bib")   # None where an index would not pay
    library.read(library.keys.having("holsti1995")).entries     # just that entry
    find(parse("author:holsti"), tables.table(library))         # the numbers of the entries that fit

The bytes of the file are read and hashed each time, and the index belongs to that hash: whatever was changed, and
however, an index of other bytes is never used.
"""

from __future__ import annotations

from citekit.index.opening import WORTH, Large, large
from citekit.index.picking import with_key

__all__ = ["WORTH", "Large", "large", "with_key"]
