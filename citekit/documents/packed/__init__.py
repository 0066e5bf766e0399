"""What documents in packed files have in common: the archive, its XML, the text taken out of it, the works it carries.

Nothing in such a file can hurt: sizes are limited before anything is unpacked, XML with a document type is refused,
and no step is taken twice.
"""

from __future__ import annotations
