"""docs/formats.md: what each bibliography format holds, from the field maps."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from citekit.fieldmaps.table import Row, Table, load
from citekit.formats import FORMATS
from tools.format_probe import PROBED, name_fields, places

MAPPED = ("ris", "endnotexml", "enw", "nbib", "isi", "mods", "zoterordf")
"""Formats with a field map, in the order of the columns."""

INTRODUCTION = """\
# Formats

Bibliographies are known by what is in them, and by their suffix where that decides. All are read to biblatex's types
and fields and written from them. What a format cannot hold is told, field by field (BIB201), and what a file says for
which an entry has no field, tag by tag (BIB026).

Other programs read what citekit writes: see [where they read it otherwise](formats-disagreements.md).
"""


def formats_page() -> str:
    """The page."""
    tables = {name: load("citekit.formats", f"{name}.toml") for name in MAPPED}
    lines = [INTRODUCTION, *_formats(), "", "## Documentation of the formats", ""]
    lines += [f"- {table.name}: {table.source}" for table in tables.values()]
    lines += [OTHERS, ""]
    lines += [FIELDS, *_fields(tables), "", TYPES, *_types(tables)]
    return "\n".join(lines) + "\n"


OTHERS = """\
- CSL-JSON and CSL-YAML: csl-data.json and appendices III and IV of the specification of CSL 1.0.2 (citationstyles.org)
- Hayagriva: docs/file-format.md of Hayagriva 0.9 (Typst)
- CITATION.cff: schema.json and schema-guide.md of the Citation File Format 1.2.0
- BibTeXML: bibtexml.dtd (bibtexml.sf.net). It has an element for every field, so it is not below, and neither is CSV,
  which has a column for every field.\
"""
FIELDS = """\
## Where each field stands

The tag that is written, and after it in brackets others that are read. "with" means that the field follows another in
the same value, behind a colon. A field that depends on the type of the work has a line for each group of types. The
last three columns are those of formats that are trees; `custom.biblatex` is where CSL has room for what it does not
know, and only citekit reads it there.
"""
TYPES = """\
## Types

What each type of work is written as. A type in brackets is read as another one, which is told (BIB201).
"""


def _formats() -> Iterator[str]:
    yield "| format | suffixes | read | written |"
    yield "| --- | --- | --- | --- |"
    for format in FORMATS:
        suffixes = ", ".join(f"`{suffix}`" for suffix in format.suffixes) or "by content"
        yield f"| {format.name} | {suffixes} | yes | {'yes' if format.write else 'no'} |"


def _fields(tables: dict[str, Table]) -> Iterator[str]:
    yield f"| field | {' | '.join([*(table.name for table in tables.values()), *PROBED.values()])} |"
    yield f"| --- |{' --- |' * (len(tables) + len(PROBED))}"
    people = name_fields(tables)
    names = {row.field for table in tables.values() for row in table.rows}
    names |= {name for table in tables.values() for row in table.rows for name in row.joined}
    names -= {row.field for table in tables.values() for row in table.rows if row.read_only} - {
        row.field for table in tables.values() for row in table.rows if not row.read_only
    }
    for name in sorted(names):
        cells = [_cell(table, name) for table in tables.values()]
        cells += [_probed(format, name, name in people) for format in PROBED]
        yield f"| `{name}` | {' | '.join(cells)} |"


def _probed(format: str, name: str, is_names: bool) -> str:
    return "<br>".join(f"`{place}`" for place in (["id"] if name == "key" else places(format, name, is_names)))


def _cell(table: Table, name: str) -> str:
    rows = [row for row in table.rows if row.field == name and not row.read_only]
    beside = sorted({row.field for row in table.rows if name in row.joined})
    shown = [_shown(row) for row in rows] + [f"with `{field}`" for field in beside] + _roles(table, name)
    return "<br>".join(dict.fromkeys(shown))


def _roles(table: Table, name: str) -> list[str]:
    """Where a name field or a body stands whose map is by role."""
    file = next(file for file in MAPPED if load("citekit.formats", f"{file}.toml") is table)
    data = tomllib.loads(files("citekit.formats").joinpath(f"{file}.toml").read_text("utf-8"))
    told = [
        f"name with the role {data[group][name][0]}" for group in ("roles", "bodies") if name in data.get(group, ())
    ]
    if name in data.get("host-roles", ()):
        told.append(f"name with the role {data['host-roles'][name][0]} in the host")
    return told + [f"`{property}`" for property in data.get("people", {}).get(name, ())[:1]]


def _shown(row: Row) -> str:
    others = [tag for tag in row.tags[1:] if row.kind not in ("ends", "both-ends")]
    if row.kind in ("ends", "both-ends"):
        text = ", ".join(f"`{_short(tag)}`" for tag in row.tags)
    else:
        text = f"`{_short(row.tags[0])}`"
    if others:
        text += f" [{', '.join(f'`{_short(tag)}`' for tag in others)}]"
    if row.bodies:
        text += f", bodies `{row.bodies}`"
    for field, value in row.where.items():
        text += f" where {field} is {value}"
    return text


def _short(tag: str) -> str:
    """A path without what repeats in every one of them."""
    return tag.replace("relatedItem[type=host]", "host").replace("relatedItem[type=series]", "series")


def _types(tables: dict[str, Table]) -> Iterator[str]:
    yield f"| type | {' | '.join(table.name for table in tables.values())} |"
    yield f"| --- |{' --- |' * len(tables)}"
    names = {name.partition("/")[0] for table in tables.values() for name in table.written} - {"default"}
    for name in sorted(names):
        yield f"| {name} | {' | '.join(_type(table, name) for table in tables.values())} |"


def _type(table: Table, name: str) -> str:
    word = table.written_type(name, "")
    read_as = table.types.get(word.lower())
    comes_back = read_as is not None and name in (read_as.type, read_as.then)
    return word if comes_back else f"({word})"
