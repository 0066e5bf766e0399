"""Entries to Zotero RDF, as Zotero exports it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from citekit.diagnostic import Diagnostic
from citekit.exchange import FIELD_NOT_HELD
from citekit.fieldmaps import elements, losses, writing
from citekit.formats.zoterordf.reading import INSTALL, read
from citekit.formats.zoterordf.tables import PREFIXES, data, fields
from citekit.model import Entry, Name, NameList
from citekit.plugin import Written
from citekit.source import ByteSource


def write(entries: Sequence[Entry]) -> Written:
    """Entries as Zotero RDF. What is not held is told where rdflib is there to read it again."""
    made = [writing.to_tags(entry, fields()) for entry in entries]
    opening = f"<rdf:RDF{''.join(elements.declarations(PREFIXES))}>"
    branches = [_branch(one, number) for number, one in enumerate(made, 1)]
    written = elements.document(opening, branches, "</rdf:RDF>")
    if entries and not read(ByteSource("", written)).entries:
        return Written(written, (_untold(entries[0]),))
    return Written(written, losses.found(made, written, read, fields()))


def _untold(entry: Entry) -> Diagnostic:
    message = "what Zotero RDF cannot hold of these works is not told, since rdflib is not there to look"
    return FIELD_NOT_HELD.at(entry.span, message, hint=INSTALL)


def _branch(tags: writing.Tags, number: int) -> elements.Branch:
    branch = elements.Branch(data()["classes"].get(tags.type, "rdf:Description"))
    branch.attributes["rdf:about"] = f"#item_{number}_{quote(tags.entry.key, safe='')}"
    branch.add("z:itemType", tags.type)
    for field, properties in data()["people"].items():
        if people := tags.entry.names.get(field):
            _write_names(branch, properties[0], people)
    _write_whole(branch, "in:", data()["containers"].get(tags.type, "bib:Book"), tags.values)
    _write_whole(branch, "series:", "bib:Series", tags.values)
    extra = [*tags.of("dc:description"), *(f"Citation Key: {key}" for key in tags.of("z:citationKey"))]
    branch.add("dc:description", "\n".join(extra))
    for tag, value in tags.values:
        if not tag.startswith(("in:", "series:")) and tag not in ("dc:description", "z:citationKey"):
            _write_value(branch, tag, value)
    return branch


def _write_whole(branch: elements.Branch, prefix: str, kind: str, values: Sequence[tuple[str, str]]) -> None:
    """What the item is part of."""
    whole = [(tag.removeprefix(prefix), value) for tag, value in values if tag.startswith(prefix)]
    if whole:
        part = branch.add("dcterms:isPartOf").add(kind)
        for tag, value in whole:
            part.add(*_identifier(tag, value))


def _write_names(branch: elements.Branch, property: str, people: NameList) -> None:
    sequence = branch.add(property).add("rdf:Seq")
    others = [Name(literal="et al.")] if people.others else []
    for name in (*people, *others):
        person = sequence.add("rdf:li").add("foaf:Person")
        person.add("foaf:surname", name.literal or name.short)
        if given := ", ".join(filter(None, (name.given, name.suffix))):
            person.add("foaf:givenName", given)


def _identifier(tag: str, value: str) -> tuple[str, str]:
    return ("dc:identifier", f"{tag[3:]} {value}") if tag.startswith("id:") else (tag, value)


def _write_value(branch: elements.Branch, tag: str, value: str) -> None:
    if tag == "id:URI":
        branch.add("dc:identifier").add("dcterms:URI").add("rdf:value", value)
    elif tag.startswith("id:"):
        branch.add(*_identifier(tag, value))
    elif tag == "publisher:foaf:name":
        branch.at("dc:publisher").at("foaf:Organization").add("foaf:name", value)
    elif tag == "publisher:vcard:locality":
        address = branch.at("dc:publisher").at("foaf:Organization").add("vcard:adr").add("vcard:Address")
        address.add("vcard:locality", value)
    elif tag == "bib:presentedAt":
        branch.add(tag).add("bib:Conference").add("dc:title", value)
    elif tag == "dcterms:LCC":
        branch.add("dc:subject").add(tag).add("rdf:value", value)
    else:
        branch.add(tag, value)
