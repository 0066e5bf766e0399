"""Where a passage stands: `describe` says how to find it again, `match` finds it, `follow` says what it has become.

Passages are compared as a reader sees them. White space of any kind and length is one space; quotation marks and
apostrophes are one whether straight or curly; and what a document's reader blanks within running text (emphasis marks,
the `>` of a quotation, a link's address) may be there or not: `*Administrasi* Internasional` is found as it stands and
without its asterisks. A note within a sentence (`\\footnote{…}`) may be there or not as well.
"""

from __future__ import annotations

from citekit.anchor.following import Standing, State, follow, places
from citekit.anchor.nearness import nearest
from citekit.anchor.places import MOST, describe, describe_lastingly, excerpt, match, quote
from citekit.anchor.rewording import changes
from citekit.anchor.streams import Index, fold_passage, index

__all__ = [
    "MOST",
    "Index",
    "Standing",
    "State",
    "changes",
    "describe",
    "describe_lastingly",
    "excerpt",
    "fold_passage",
    "follow",
    "index",
    "match",
    "nearest",
    "places",
    "quote",
]
