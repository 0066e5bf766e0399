"""The graph of a Zotero RDF file, by rdflib, to entries; the places of items from the XML itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from citekit.fieldmaps import elements, library, markup, names
from citekit.fieldmaps.problems import MALFORMED_XML, MISSING_EXTRA
from citekit.fieldmaps.raw import RawEntry, Value
from citekit.formats.zoterordf.tables import PREFIXES, data, fields
from citekit.model import Library, Name
from citekit.source import ByteSource

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_BASE = "http://zotero.invalid/"
_NO_ITEMS = frozenset({"attachment", "note", "annotation"})
_CITATION_KEY = re.compile(r"^\s*Citation Key:\s*(\S+)\s*$", re.I | re.M)
INSTALL = "run: pip install 'citekit-bib[zotero]'"


def read(source: ByteSource) -> Library:
    """The items of a Zotero RDF file and what is wrong with it."""
    try:
        import rdflib  # noqa: F401
    except ImportError:
        message = "Zotero RDF needs a package that is not installed"
        missing = MISSING_EXTRA.at(source.span(0, 0), message, hint=INSTALL, unreadable=True)
        return Library(source.path, source, (), (missing,))
    parsed = markup.parse(source, markup.TOP)
    graph = _graph(parsed)
    raws = _Items(graph, parsed).raws()
    problem = MALFORMED_XML
    return library.make_library(parsed.source, raws, fields(), problem, found=parsed.diagnostics)


@contextmanager
def _quiet() -> Iterator[None]:
    """rdflib logs what it thinks of addresses; to the person that is noise."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def _graph(parsed: markup.Parsed) -> Graph:
    """The graph of the elements that are well-formed; one that is no RDF is left out."""
    from rdflib import Graph

    opening = f"<rdf:RDF{''.join(elements.declarations({**PREFIXES, **_declared(parsed)}))}>".encode()
    pieces = [parsed.source.data[one.start : one.end].translate(markup.BLANKED) for one in parsed.elements]
    with _quiet():
        graph = Graph()
        if _add(graph, opening, b"\n".join(pieces)):
            return graph
        graph = Graph()
        for element, piece in zip(parsed.elements, pieces, strict=True):
            if not _add(graph, opening, piece):
                message = "what stands here is no RDF and is left out"
                span = parsed.source.span(element.start, element.start + 1)
                parsed.diagnostics.append(MALFORMED_XML.at(span, message, hint="export it from Zotero again"))
    return graph


def _declared(parsed: markup.Parsed) -> Mapping[str, str]:
    """The file's own namespaces; `rdf` stays what it is."""
    return {prefix: uri for prefix, uri in parsed.namespaces.items() if prefix != "rdf"}


def _add(graph: Graph, opening: bytes, piece: bytes) -> bool:
    # rdflib says that something is no RDF by errors of many types.
    try:
        graph.parse(data=opening + piece + b"</rdf:RDF>", format="xml", publicID=_BASE)
    except Exception:
        return False
    return True


class _Items:
    """The items of a graph, with their places in the file."""

    def __init__(self, graph: Graph, parsed: markup.Parsed) -> None:
        from rdflib import URIRef

        self.graph = graph
        self.uri = URIRef
        self.places = dict(_places(parsed))
        self.end = len(parsed.source.data)

    def raws(self) -> list[RawEntry]:
        made = [
            self.raw(node, kind)
            for node, kind in self.graph.subject_objects(self.property("z:itemType"))
            if str(kind) not in _NO_ITEMS
        ]
        return sorted(made, key=lambda raw: (raw.start, raw.key))

    def property(self, name: str) -> Node:
        prefix, _, local = name.partition(":")
        return self.uri(PREFIXES[prefix] + local)

    def raw(self, node: Node, kind: Node) -> RawEntry:
        element = self.places.get(str(node))
        raw = RawEntry(element.start if element else 0, element.end if element else 0, str(kind))
        places = _child_places(element)
        for property, value in self.graph.predicate_objects(node):
            name = _short(str(property))
            local = name.partition(":")[2]
            place = places.get((local, " ".join(str(value).split()))) or places.get((local, ""))
            at = (place.start, place.end) if place else (raw.start, raw.end)
            self.read(raw, name, value, at)
        _split_extra(raw)
        for values in raw.values.values():
            values.sort(key=lambda value: (value.start, value.text))
        return raw

    def read(self, raw: RawEntry, name: str, value: Node, at: tuple[int, int]) -> None:
        people = next((field for field, known in data()["people"].items() if name in known), "")
        if people:
            raw.people.setdefault(people, []).extend(self.people(value))
            raw.places.setdefault(people, at)
        elif name == "dcterms:isPartOf":
            self.read_whole(raw, value, at)
        elif name == "dc:publisher":
            self.read_publisher(raw, value, at)
        elif name == "dc:identifier":
            self.read_identifier(raw, "", value, at)
        elif name == "dc:subject":
            self.read_subject(raw, value, at)
        elif name == "bib:presentedAt":
            _add_value(raw, name, self.text(value, "dc:title"), at)
        elif name != "rdf:type":
            _add_value(raw, name, str(value), at)

    def text(self, node: Node, name: str) -> str:
        """The one text of a property of a node; the node's own where it is a text."""
        found = next(self.graph.objects(node, self.property(name)), None)
        return str(found) if found is not None else ""

    def people(self, sequence: Node) -> Iterator[Name]:
        items = ((str(key), value) for key, value in self.graph.predicate_objects(sequence))
        numbered = [(int(match[1]), value) for key, value in items if (match := _NUMBERED.search(key))]
        for _, person in sorted(numbered, key=lambda one: one[0]):
            family, given = self.text(person, "foaf:surname"), self.text(person, "foaf:givenName")
            literal = self.text(person, "foaf:name")
            given = given or self.text(person, "foaf:givenname")
            yield _name(family, given) if given or " " not in family + literal else Name(literal=family or literal)

    def read_whole(self, raw: RawEntry, node: Node, at: tuple[int, int]) -> None:
        """What the item is part of; a series counts as one of its own."""
        kind = _short(self.text(node, "rdf:type"))
        prefix = "series:" if kind == "bib:Series" else "in:"
        if str(node).lower().startswith("urn:issn:"):
            _add_value(raw, "in:id:ISSN", str(node)[9:], at)
        for property, value in self.graph.predicate_objects(node):
            name = _short(str(property))
            if name == "dcterms:isPartOf":
                self.read_whole_of_whole(raw, value, at)
            elif name == "dc:identifier" and prefix == "in:":
                self.read_identifier(raw, prefix, value, at)
            elif name not in ("rdf:type", "z:itemType"):
                _add_value(raw, prefix + name, str(value), at)

    def read_whole_of_whole(self, raw: RawEntry, node: Node, at: tuple[int, int]) -> None:
        if _short(self.text(node, "rdf:type")) == "bib:Series":
            for name in ("dc:title", "dc:identifier"):
                _add_value(raw, f"series:{name}", self.text(node, name), at)

    def read_publisher(self, raw: RawEntry, node: Node, at: tuple[int, int]) -> None:
        _add_value(raw, "publisher:foaf:name", self.text(node, "foaf:name"), at)
        for address in self.graph.objects(node, self.property("vcard:adr")):
            _add_value(raw, "publisher:vcard:locality", self.text(address, "vcard:locality"), at)

    def read_identifier(self, raw: RawEntry, prefix: str, node: Node, at: tuple[int, int]) -> None:
        """`DOI 10.1000/x`, `ISBN …`, or an address as a node."""
        if address := self.text(node, "rdf:value"):
            _add_value(raw, f"{prefix}id:URI", address, at)
            return
        word, _, rest = str(node).strip().partition(" ")
        if word.upper() in ("DOI", "ISBN", "ISSN") and rest:
            _add_value(raw, f"{prefix}id:{word.upper()}", rest, at)
        else:
            _add_value(raw, f"{prefix}dc:identifier", str(node), at)

    def read_subject(self, raw: RawEntry, node: Node, at: tuple[int, int]) -> None:
        """A tag, one that was made by a program, or a call number."""
        value = self.text(node, "rdf:value")
        is_call_number = value and _short(self.text(node, "rdf:type")) == "dcterms:LCC"
        _add_value(raw, "dcterms:LCC" if is_call_number else "dc:subject", value or str(node), at)


_NUMBERED = re.compile(r"#_(\d{1,9})$")


def _places(parsed: markup.Parsed) -> Iterator[tuple[str, markup.Element]]:
    """The elements by the name that the graph has for them."""
    for element in parsed.elements:
        about = element.attributes.get("about", "")
        yield (f"{_BASE}{about}" if about.startswith("#") else about), element


def _child_places(element: markup.Element | None) -> dict[tuple[str, str], markup.Element]:
    """What is right within an item, by name and text, and the first of each name."""
    places: dict[tuple[str, str], markup.Element] = {}
    for child in element.children if element else ():
        places.setdefault((child.name, child.value.text), child)
        places.setdefault((child.name, ""), child)
    return places


def _short(uri: str) -> str:
    """A property with its prefix."""
    found = next((prefix for prefix, start in PREFIXES.items() if uri.startswith(start)), "")
    return f"{found}:{uri[len(PREFIXES[found]) :]}" if found else uri


def _add_value(raw: RawEntry, tag: str, text: str, at: tuple[int, int]) -> None:
    if text.strip():
        raw.add(tag, Value(text.strip(), *at))


def _name(family: str, given: str) -> Name:
    """A name by its two parts; Zotero has a suffix behind a comma in the given names."""
    given, _, suffix = given.partition(", ")
    particle, family = names.particle(" ".join(family.split()))
    return Name(family, given, particle, suffix)


def _split_extra(raw: RawEntry) -> None:
    """The citation key is a line of "Extra" until Zotero has a field for it."""
    for value in raw.values.pop("dc:description", []):
        if match := _CITATION_KEY.search(value.text):
            raw.add("z:citationKey", Value(match[1], value.start, value.end))
        _add_value(raw, "dc:description", _CITATION_KEY.sub("", value.text), (value.start, value.end))
