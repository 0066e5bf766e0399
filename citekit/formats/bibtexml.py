"""BibTeXML: the types and fields of BibTeX as XML elements; also with names in parts, as pybtex writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from citekit import dialects
from citekit.fieldmaps import elements, library, losses, markup, table, writing
from citekit.fieldmaps.names import is_others, particle, read_name
from citekit.fieldmaps.problems import MALFORMED_XML
from citekit.fieldmaps.raw import RawEntry
from citekit.model import Entry, Library, Name, NameList
from citekit.plugin import Format, Written
from citekit.source import ByteSource

NAMESPACE = "http://bibtexml.sf.net/"
_PEOPLE = frozenset({"author", "editor", "translator", "bookauthor", "annotator", "commentator", "holder"})
_LOOKED_AT = 64 * 1024


def _table() -> table.Table:
    return table.load(__package__, "bibtexml.toml")


def _looks_like(data: bytes) -> bool:
    return NAMESPACE.rstrip("/").encode() in data[:_LOOKED_AT]


def read(source: ByteSource) -> Library:
    """The entries of a BibTeXML file and what is wrong with it."""
    parsed = markup.parse(source, frozenset({"entry"}))
    raws = [_raw(element) for element in parsed.elements]
    made = library.make_library(parsed.source, raws, _table(), MALFORMED_XML, found=parsed.diagnostics)
    return replace(made, entries=tuple(dialects.to_biblatex(entry) for entry in made.entries))


def _raw(element: markup.Element) -> RawEntry:
    raw = RawEntry(element.start, element.end)
    raw.own_type = "misc"
    raw.key = element.attributes.get("id", "")
    for kind in element.children[:1]:
        raw.own_type = kind.name.lower()
        for field in kind.children:
            name = field.name.lower()
            if name in _PEOPLE:
                _read_people(raw, name, field)
            elif field.value.text:
                raw.texts.setdefault(name, field.value)
    return raw


# ------------------------------------------------------------------------------------------------------- names

_AND = re.compile(r"[{}]|(?<!\S)and(?!\S)", re.I)
_COMMA = re.compile(r"[{},]")


def _read_people(raw: RawEntry, name: str, field: markup.Element) -> None:
    persons = list(field.get("person"))
    names = [_person(one) for one in persons] if persons else [_name(text) for text in _split(field.value.text)]
    for one in names:
        if is_others(one.literal or one.family):
            raw.others.add(name)
    raw.people.setdefault(name, []).extend(names)
    raw.places.setdefault(name, (field.start, field.end))


def _person(element: markup.Element) -> Name:
    """A name in the parts that pybtex writes."""
    parts = {child.name: child.value.text for child in element.children}
    if not parts:
        return _name(element.value.text)
    given = " ".join(filter(None, (parts.get("first", ""), parts.get("middle", ""))))
    return Name(parts.get("last", ""), given, parts.get("prelast", ""), parts.get("lineage", ""))


def _split(text: str) -> Iterator[str]:
    """The names of a list: "and" outside of braces parts them."""
    return filter(None, (name.strip() for name in _outside_braces(text, _AND)))


def _outside_braces(text: str, separator: re.Pattern[str]) -> Iterator[str]:
    depth = start = 0
    for match in separator.finditer(text):
        if match[0] in "{}":
            depth = max(depth + (1 if match[0] == "{" else -1), 0)
        elif not depth:
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _name(text: str) -> Name:
    """A name as BibTeX has it: von Last, Jr, First. Braces keep a part together, and a body whole."""
    parts = [part.strip() for part in _outside_braces(text, _COMMA)]
    if len(parts) == 1:
        whole = text.startswith("{") and text.find("}") == len(text) - 1
        return Name(literal=text[1:-1]) if whole else read_name(text, given_first=True)
    given = ", ".join(parts[2:]) if len(parts) > 2 else parts[1]
    before, family = particle(parts[0])
    suffix = parts[1] if len(parts) > 2 else ""
    return Name(*(part.translate(_NO_BRACES) for part in (family, given, before, suffix)))


_NO_BRACES = {ord("{"): None, ord("}"): None}


def _write_name(name: Name) -> str:
    if name.literal:
        return f"{{{name.literal}}}"
    family = f"{{{name.family}}}" if _APART.search(name.family) else name.family
    family = " ".join(filter(None, (name.particle, family)))
    more = [part for part in (name.suffix, name.given) if part]
    # A comma behind it says that all of it is the family name.
    return ", ".join([family, *more]) if more or " " not in family else f"{family}, "


_APART = re.compile(r",|\band\b", re.I)


def _people_text(names: NameList) -> str:
    return " and ".join([*(_write_name(name) for name in names), *(["others"] if names.others else [])])


# ----------------------------------------------------------------------------------------------------- writing

_OPENING = f'<bibtex:file xmlns:bibtex="{NAMESPACE}">'
_XML_NAME = re.compile(r"[A-Za-z_][\w.-]*")


def write(entries: Sequence[Entry]) -> Written:
    """Entries as BibTeXML, in BibTeX's vocabulary."""
    made = [writing.to_tags(entry, _table()) for entry in entries]
    branches = [branch for one in made if (branch := _branch(one)) and not one.is_empty]
    data = elements.document(_OPENING, branches, "</bibtex:file>")
    return Written(data, losses.found(made, data, read, _table()))


def _branch(tags: writing.Tags) -> elements.Branch:
    entry, _ = dialects.to_bibtex(tags.entry)
    branch = elements.Branch("bibtex:entry", attributes={"id": entry.key})
    kind = branch.add(f"bibtex:{entry.type if _XML_NAME.fullmatch(entry.type) else 'misc'}")
    for name, found in entry.fields.items():
        text = (
            _people_text(entry.names[name]) if name in entry.names and name in _PEOPLE else " ".join(found.text.split())
        )
        if text and _XML_NAME.fullmatch(name):
            tags.values.append((name, text))
            kind.add(f"bibtex:{name}", text)
    return branch


FORMAT = Format(
    "bibtexml", (".bibtexml",), read, _looks_like, (MALFORMED_XML,), write, resolves=frozenset({"crossref"})
)
