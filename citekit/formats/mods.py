"""MODS: the Library of Congress's XML for works of every kind, and the hub of bibutils.

The map is `mods.toml`. Names and genres are read here, since their meaning is in more than one place: a role beside the
name, a genre of the work or of the whole that it is in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from citekit.fieldmaps import elements, library, losses, markup, table, writing
from citekit.fieldmaps.names import is_others, particle
from citekit.fieldmaps.problems import FIELD_NOT_READ, MALFORMED_XML
from citekit.fieldmaps.raw import RawEntry, Value
from citekit.model import Entry, Library, Name, NameList
from citekit.plugin import Format, Written
from citekit.source import ByteSource

NAMESPACE = "http://www.loc.gov/mods/v3"
_MARKED = {
    "relatedItem": "type",
    "titleInfo": "type",
    "identifier": "type",
    "detail": "type",
    "note": "type",
    "extent": "unit",
    "genre": "authority",
    "placeTerm": "type",
    "languageTerm": "type",
}
_LOOKED_AT = 64 * 1024
_HOST = "relatedItem[type=host]"


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("mods.toml").read_text("utf-8"))


def _table() -> table.Table:
    return table.load(__package__, "mods.toml")


def _looks_like(data: bytes) -> bool:
    start = data[:_LOOKED_AT]
    return NAMESPACE.encode() in start or re.search(rb"<mods(?:Collection)?[\s>]", start) is not None


def read(source: ByteSource) -> Library:
    """The entries of a MODS file and what is wrong with it."""
    parsed = markup.parse(source, frozenset({"mods"}))
    raws = [_raw(element) for element in parsed.elements]
    return library.make_library(parsed.source, raws, _table(), MALFORMED_XML, found=parsed.diagnostics)


def _raw(element: markup.Element) -> RawEntry:
    names = [child for child in element.children if child.name == "name"]
    element.children = [child for child in element.children if child.name != "name"]
    hosts = [child for child in element.children if _is_host(child)]
    host_names = [name for host in hosts for name in host.get("name")]
    for host in hosts:
        host.children = [child for child in host.children if child.name != "name"]
    raw = markup.flatten(element, through=frozenset(), marked=_MARKED)
    if key := element.attributes.get("ID"):
        raw.add("@ID", Value(key, element.start, element.start))
    _lift_access(element, raw)
    _join_articles(raw)
    _people(raw, names, _data()["roles"])
    _people(raw, host_names, _data()["host-roles"])
    raw.type = _type(raw, hosts)
    _clear_genres(raw)
    return raw


def _is_host(element: markup.Element) -> bool:
    return element.name == "relatedItem" and element.attributes.get("type", "").lower() == "host"


def _lift_access(element: markup.Element, raw: RawEntry) -> None:
    """The day on which an address was looked up is an attribute of it."""
    for url in element.get("location", "url"):
        if day := url.attributes.get("dateLastAccessed"):
            raw.add("location/url@dateLastAccessed", Value(day, url.start, url.end))


def _join_articles(raw: RawEntry) -> None:
    """Puts "The" back before the title that is sorted without it."""
    for path in ("titleInfo/", f"{_HOST}/titleInfo/"):
        articles, titles = raw.values.pop(f"{path}nonSort", []), raw.values.get(f"{path}title", [])
        if articles and titles:
            titles[0] = Value(f"{articles[0].text} {titles[0].text}", titles[0].start, titles[0].end)


# ------------------------------------------------------------------------------------------------------- names


def _people(raw: RawEntry, names: Iterable[markup.Element], roles: Mapping[str, list[str]]) -> None:
    for element in names:
        words = [word.text.strip().lower().rstrip(".") for word in element.get("role", "roleTerm")]
        body = next((field for field, known in _data()["bodies"].items() if set(words) & set(known)), "")
        if body:
            part = next(element.get("namePart"), element)
            raw.texts.setdefault(body, Value(part.value.text, element.start, element.end))
            continue
        first = next(iter(roles))
        field = next((field for field, known in roles.items() if set(words) & set(known)), "" if words else first)
        if not field:
            raw.add(f"name ({words[0]})", element.value)
            continue
        name = _name(element)
        if is_others(name.literal or name.family):
            raw.others.add(field)
        raw.people.setdefault(field, []).append(name)
        raw.places.setdefault(field, (element.start, element.end))


def _name(element: markup.Element) -> Name:
    """A name by its parts; one in a single part is a body's, unless it is said to be a person's."""
    parts: dict[str, list[str]] = {}
    for part in element.get("namePart"):
        parts.setdefault(part.attributes.get("type", ""), []).append(part.value.text)
    family, given, suffix = (" ".join(parts.get(kind, [])) for kind in ("family", "given", "termsOfAddress"))
    suffix = suffix or " ".join(parts.get("suffix", []))
    if family or given:
        before, family = particle(family)
        return Name(family, given, before, suffix)
    return Name(literal=" ".join(parts.get("", [])))


# ------------------------------------------------------------------------------------------------------- types


def _type(raw: RawEntry, hosts: Sequence[markup.Element]) -> str:
    """The genre that says what kind of work it is, else what its other elements make of it."""
    own = _genres(raw, "genre")
    if known := next((word for word in own if word in _table().types and word not in ("collection", "periodical")), ""):
        return known
    of_host = set(_genres(raw, f"{_HOST}/genre"))
    issued = {value.text for path in ("originInfo/issuance", f"{_HOST}/originInfo/issuance")
              for value in raw.values.get(path, ())}  # fmt: skip
    if hosts:
        return _type_in(of_host, issued, raw)
    if not own and "monographic" not in issued and "continuing" not in issued:
        return "miscellaneous"
    return "periodical" if "continuing" in issued or "periodical" in own else next(iter(own), "book")


def _type_in(of_host: set[str], issued: set[str], raw: RawEntry) -> str:
    if "magazine" in of_host or "newspaper" in of_host:
        return f"{'magazine' if 'magazine' in of_host else 'newspaper'} article"
    has_issn = f"{_HOST}/identifier[type=issn]" in raw.values
    if of_host & {"periodical", "academic journal"} or "continuing" in issued or has_issn:
        return "journal article"
    return "conference paper" if "conference publication" in of_host else "book chapter"


def _genres(raw: RawEntry, path: str) -> list[str]:
    paths = (f"{path}[authority=marcgt]", f"{path}[authority=bibutilsgt]", path)
    return [value.text.lower() for one in paths for value in raw.values.get(one, ())]


def _clear_genres(raw: RawEntry) -> None:
    """Leaves under `genre` what says more than the type: "PhD thesis"."""
    used = False
    for path in ("genre[authority=marcgt]", "genre[authority=bibutilsgt]", "genre"):
        values = raw.values.pop(path, [])
        for value in values:
            if value.text.lower() == raw.type and not used:
                used = True
            else:
                raw.add("genre ", value)
    raw.values["genre"] = raw.values.pop("genre ", [])


# ----------------------------------------------------------------------------------------------------- writing


def write(entries: Sequence[Entry]) -> Written:
    """Entries as a MODS collection."""
    made = [writing.to_tags(entry, _table()) for entry in entries]
    opening = f'<modsCollection xmlns="{NAMESPACE}" version="3.8">'
    data = elements.document(opening, [_branch(one) for one in made], "</modsCollection>")
    return Written(data, losses.found(made, data, read, _table()))


_ORDER = (
    "titleInfo", "name", "typeOfResource", "genre", "originInfo", "language", "physicalDescription", "abstract", "note",
    "subject", "relatedItem", "identifier", "location", "part",
)  # fmt: skip
_OF_HOST = ("editor", "bookauthor")


def _branch(tags: writing.Tags) -> elements.Branch:
    entry = tags.entry
    in_host = f"{_HOST}/" if _is_part(entry) else ""
    bodies = [field for field in _data()["bodies"] if entry.text(field) and _has_body(entry, field)]
    people = [field for field in entry.names if field in _data()["roles"] or (in_host and field in _OF_HOST)]
    branch = elements.Branch("mods", attributes={"ID": _xml_name(entry.key)})
    for field in people:
        roles, path = (_data()["host-roles"], in_host) if in_host and field in _OF_HOST else (_data()["roles"], "")
        _write_names(branch, path, roles[field][0], entry.names[field])
    for field in bodies:
        path = in_host if field == "organization" else ""
        name = branch.add(f"{path}name[type=corporate]")
        name.add("namePart", entry.text(field))
        _write_role(name, _data()["bodies"][field][0])
    _write_type(branch, tags.type, in_host)
    for path, value in tags.values:
        _write_value(branch, path, value)
    _sort(branch)
    return branch


def _sort(branch: elements.Branch) -> None:
    """Puts what is in an element into the order of the guidelines."""
    branch.branches.sort(key=lambda one: _ORDER.index(one.segment.partition("[")[0]))
    for one in branch.branches:
        if one.segment.startswith("relatedItem"):
            _sort(one)


def _is_part(entry: Entry) -> bool:
    return any(entry.text(field) for field in ("booktitle", "journaltitle"))


def _has_body(entry: Entry, field: str) -> bool:
    return entry.type == "thesis" if field == "institution" else True


def _xml_name(key: str) -> str:
    """A key as an XML name, which `ID` must be; `citekey` has it as it is."""
    name = re.sub(r"[^\w.-]", "_", key)
    return name if re.match(r"[^\W\d]", name) else f"_{name}"


def _write_names(branch: elements.Branch, path: str, role: str, names: NameList) -> None:
    for name in names:
        element = branch.add(f"{path}name{'' if name.literal else '[type=personal]'}")
        for kind, text in (("given", name.given), ("family", name.short), ("termsOfAddress", name.suffix)):
            if text and not name.literal:
                element.add(f"namePart[type={kind}]", text)
        if name.literal:
            element.add("namePart", name.literal)
        _write_role(element, role)
    if names.others:
        element = branch.add(f"{path}name")
        element.add("namePart", "et al.")
        _write_role(element, role)


def _write_role(name: elements.Branch, role: str) -> None:
    name.add("role").add("roleTerm[type=text,authority=marcrelator]", role)


def _write_type(branch: elements.Branch, genre: str, in_host: str) -> None:
    mark = "[authority=marcgt]" if genre in _data()["marcgt"]["words"] else ""
    branch.add(f"genre{mark}", genre)
    if in_host and genre.endswith("article") and genre != "encyclopedia article":
        branch.add(f"{in_host}originInfo/issuance", "continuing")
        branch.add(f"{in_host}genre[authority=marcgt]", "newspaper" if genre.startswith("news") else "periodical")
    elif in_host and genre == "conference paper":
        branch.add(f"{in_host}genre[authority=marcgt]", "conference publication")


def _write_value(branch: elements.Branch, path: str, value: str) -> None:
    element, _, attribute = path.partition("@")
    if path == "@ID":
        branch.add("identifier[type=citekey]", value)
    elif attribute:
        here = branch.at("location")
        url = next((one for one in here.branches if one.segment == "url"), None) or here.add("url")
        url.attributes[attribute] = value
    elif element == "subject/topic":
        branch.add("subject").add("topic", value)
    elif element == "originInfo/dateIssued":
        branch.add(f"{element}[encoding={'edtf' if '/' in value else 'w3cdtf'}]", value)
    else:
        branch.add(element, value)


FORMAT = Format("mods", (".mods",), read, _looks_like, (MALFORMED_XML, FIELD_NOT_READ), write)
