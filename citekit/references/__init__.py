"""References as they are printed, taken apart: what people paste, what stands in a list at the end of a document.

    for start, end in split(text):
        reference = parse(text[start:end])

`splitting` parts several; `parsing` takes one apart: `heads` its people and date, `titles` its title, `numbers` volume,
issue and pages by `patterns.toml`, `identifiers` what has a form of its own, `contributors` editors and translators,
`remainders` the rest. `entry` makes an entry of it. The words of the languages are in `languages/*.toml`.
"""

from __future__ import annotations

from citekit.references.entry import Made, to_entry
from citekit.references.listing import is_reference, parse_all
from citekit.references.parsing import ParsedReference, parse
from citekit.references.problems import PROBLEMS
from citekit.references.scan import Part
from citekit.references.splitting import split

__all__ = ["PROBLEMS", "Made", "ParsedReference", "Part", "is_reference", "parse", "parse_all", "split", "to_entry"]
