"""Zotero's RDF: items with creators, what they are part of, publishers and identifiers as nodes of a graph.

The map is `zoterordf.toml` beside this package. RDF can be put down in many ways, so rdflib reads it: an extra.
"""

from __future__ import annotations

from citekit.fieldmaps.problems import FIELD_NOT_READ, MALFORMED_XML, MISSING_EXTRA
from citekit.formats.zoterordf.reading import read
from citekit.formats.zoterordf.tables import PREFIXES
from citekit.formats.zoterordf.writing import write
from citekit.plugin import Format

_LOOKED_AT = 64 * 1024


def _looks_like(data: bytes) -> bool:
    start = data[:_LOOKED_AT]
    return b"<rdf:RDF" in start and PREFIXES["z"].encode() in start


FORMAT = Format("zoterordf", (".rdf",), read, _looks_like, (MALFORMED_XML, FIELD_NOT_READ, MISSING_EXTRA), write)
