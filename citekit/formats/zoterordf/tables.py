"""The map of Zotero RDF, and the vocabularies that it is put together from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from citekit.fieldmaps import table

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
    "link": "http://purl.org/rss/1.0/modules/link/",
}


@cache
def data() -> Mapping[str, Any]:
    """The map as it is written, with the classes and creators that only this format has."""
    return tomllib.loads(files("citekit.formats").joinpath("zoterordf.toml").read_text("utf-8"))


def fields() -> table.Table:
    """The field map."""
    return table.load("citekit.formats", "zoterordf.toml")
