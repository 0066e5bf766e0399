"""CSL-JSON and CSL-YAML: what Zotero, pandoc and all processors of the Citation Style Language read.

`reading` and `writing` turn items into entries and back, `names` and `dates` their parts, `markup` the tags in their
values; `types.toml` and `fields.toml` are the maps. `files` reads and writes both forms of file. The format is that of
CSL 1.0.2 (its schema, csl-data.json); what Crossref's API gives in its place is read too.
"""

from __future__ import annotations

from citekit.fieldmaps.problems import FIELD_NOT_READ
from citekit.formats.csl.files import (
    looks_like_json,
    looks_like_yaml,
    read_json,
    read_yaml,
    write_json,
    write_yaml,
)
from citekit.formats.csl.writing import to_item, to_print
from citekit.plugin import Format
from citekit.trees import PROBLEMS

__all__ = ["CSL_JSON", "CSL_YAML", "read_json", "read_yaml", "to_item", "to_print", "write_json", "write_yaml"]

CSL_JSON = Format("csl-json", (".json",), read_json, looks_like_json, (*PROBLEMS, FIELD_NOT_READ), write_json)
CSL_YAML = Format("csl-yaml", (".yaml", ".yml"), read_yaml, looks_like_yaml, (*PROBLEMS, FIELD_NOT_READ), write_yaml)
