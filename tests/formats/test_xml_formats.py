"""EndNote XML, MODS, BibTeXML, Zotero RDF: cases by hand from their documentation, and what is refused."""

from __future__ import annotations

import builtins
import time
import tomllib
from collections.abc import Callable
from importlib.resources import files

import pytest

from citekit.encoding import prepare
from citekit.formats import bibtex, bibtexml, by_path, endnotexml, mods, zoterordf
from citekit.model import Entry, Library
from citekit.plugin import Format
from citekit.source import ByteSource


def read(format: Format, text: str) -> Library:
    source, _ = prepare(text.encode(), "works")
    return format.read(source)


def texts(entry: Entry) -> dict[str, str]:
    return {name: found.text for name, found in entry.fields.items()}


ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?>
<xml><records><record>
<database name="My.enl">My.enl</database><rec-number>7</rec-number>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors>
<author><style face="normal">Holsti, <style face="italic">K.</style> J.</style></author>
<author>United Nations,</author>
</authors></contributors>
<titles><title><style face="normal">Roles &amp; </style><style face="italic">States</style></title>
<secondary-title>International Studies Quarterly</secondary-title></titles>
<periodical><full-title>International Studies Quarterly</full-title></periodical>
<pages>233-309</pages><volume>14</volume><number>3</number>
<keywords><keyword>roles</keyword><keyword>states</keyword></keywords>
<dates><year>1970</year><pub-dates><date>Sep 1</date></pub-dates></dates>
<isbn>0020-8833</isbn><electronic-resource-num>10.2307/3013584</electronic-resource-num>
<urls><related-urls><url>https://example.org/a</url></related-urls></urls>
<accession-num>99</accession-num><remote-database-name>PubMed</remote-database-name>
</record><record><ref-type>6</ref-type><titles><title>By its number</title></titles></record></records></xml>
"""


def test_endnote_xml() -> None:
    """Styles are seen through, bodies end in a comma, a type is known by its name or its number."""
    library = read(endnotexml.FORMAT, ENDNOTE)
    article, book = library.entries

    assert not library.diagnostics
    assert article.names["author"].names[1].literal == "United Nations"
    assert texts(article) == {
        "author": "Holsti, K. J. and United Nations", "title": "Roles & States", "pages": "233–309", "volume": "14",
        "journaltitle": "International Studies Quarterly", "number": "3", "keywords": "roles, states",
        "date": "1970-09-01", "issn": "0020-8833", "doi": "10.2307/3013584", "url": "https://example.org/a",
        "eprint": "99", "eprinttype": "pubmed",
    }  # fmt: skip
    assert (book.type, book.title) == ("book", "By its number")
    assert str(article.fields["volume"].span) == "works:12:23"
    assert article.fields["title"].span.text.startswith("<title><style")


MODS = """<modsCollection xmlns="http://www.loc.gov/mods/v3">
<mods ID="holsti">
  <titleInfo><nonSort>The </nonSort><title>State</title><subTitle>a study</subTitle></titleInfo>
  <name type="personal"><namePart type="family">van Berg</namePart><namePart type="given">Anna</namePart>
    <role><roleTerm type="code" authority="marcrelator">aut</roleTerm></role></name>
  <name type="corporate"><namePart>Institute of Peace</namePart>
    <role><roleTerm type="text">author</roleTerm></role></name>
  <typeOfResource>text</typeOfResource>
  <relatedItem type="host">
    <titleInfo><title>The Handbook</title></titleInfo>
    <name type="personal"><namePart type="family">Doe</namePart><role><roleTerm>editor</roleTerm></role></name>
    <originInfo><place><placeTerm type="text">Oslo</placeTerm></place><publisher>Press</publisher></originInfo>
    <relatedItem type="series"><titleInfo><title>Studies</title></titleInfo></relatedItem>
    <identifier type="isbn">9783161484100</identifier>
    <part><detail type="volume"><number>2</number></detail>
      <extent unit="page"><start>10</start><end>20</end></extent></part>
  </relatedItem>
  <originInfo><dateIssued encoding="w3cdtf">1999-05</dateIssued></originInfo>
  <location><url dateLastAccessed="2020-01-02">https://example.org</url></location>
  <targetAudience>adult</targetAudience>
</mods>
<mods><titleInfo><title>On peace</title></titleInfo><genre authority="marcgt">thesis</genre>
  <genre>Ph.D. thesis</genre>
  <name type="corporate"><namePart>Oslo University</namePart>
    <role><roleTerm>degree grantor</roleTerm></role></name></mods>
</modsCollection>
"""


def test_mods() -> None:
    """Names by their roles, what is in a host, a series within it, attributes; genres; what has no place is told."""
    library = read(mods.FORMAT, MODS)
    chapter, thesis = library.entries

    assert (chapter.type, chapter.key) == ("incollection", "holsti")
    assert chapter.names["author"].names[0].particle == "van"
    assert chapter.names["author"].names[1].literal == "Institute of Peace"
    assert texts(chapter) == {
        "author": "van Berg, Anna and Institute of Peace", "editor": "Doe", "title": "The State", "subtitle": "a study",
        "booktitle": "The Handbook", "location": "Oslo", "publisher": "Press", "series": "Studies",
        "isbn": "9783161484100", "volume": "2", "pages": "10–20", "date": "1999-05", "url": "https://example.org",
        "urldate": "2020-01-02",
    }  # fmt: skip
    assert thesis.type == "thesis"
    assert (thesis.text("type"), thesis.text("institution")) == ("phdthesis", "Oslo University")
    assert [(one.code, str(one.span)) for one in library.diagnostics] == [("BIB026", "works:20:3")]
    assert str(chapter.fields["editor"].span) == "works:11:5"


@pytest.mark.parametrize(
    ("inside", "type"),
    [
        ("<genre>journal article</genre>", "article"),
        ("<relatedItem type='host'><genre authority='marcgt'>periodical</genre></relatedItem>", "article"),
        ("<relatedItem type='host'><genre>conference publication</genre></relatedItem>", "inproceedings"),
        ("<relatedItem type='host'><titleInfo><title>B</title></titleInfo></relatedItem>", "incollection"),
        ("<originInfo><issuance>monographic</issuance></originInfo>", "book"),
        ("<originInfo><issuance>continuing</issuance></originInfo>", "periodical"),
        ("<genre authority='marcgt'>web site</genre>", "online"),
        ("", "misc"),
    ],
)
def test_kinds_of_mods(inside: str, type: str) -> None:
    """What kind of work it is follows from its genre, else from what it is in and how it was issued."""
    text = f"<mods xmlns='http://www.loc.gov/mods/v3'><titleInfo><title>T</title></titleInfo>{inside}</mods>"

    assert [entry.type for entry in read(mods.FORMAT, text).entries] == [type]


BIBTEXML = """<?xml version="1.0"?>
<bibtex:file xmlns:bibtex="http://bibtexml.sf.net/">
<bibtex:entry id="flat"><bibtex:phdthesis>
<bibtex:author>van Berg, Jr, Anna and {Research and Peace} and Jean de la Fontaine and others</bibtex:author>
<bibtex:title>On War</bibtex:title><bibtex:school>Oslo</bibtex:school><bibtex:year>1999</bibtex:year>
<bibtex:month>May</bibtex:month>
</bibtex:phdthesis></bibtex:entry>
<bibtex:entry id="parts"><bibtex:book>
<bibtex:editor><bibtex:person><bibtex:first>Anna</bibtex:first><bibtex:prelast>van</bibtex:prelast>
<bibtex:last>Berg</bibtex:last></bibtex:person><bibtex:person><bibtex:last>Doe</bibtex:last></bibtex:person>
</bibtex:editor><bibtex:title>Essays</bibtex:title></bibtex:book></bibtex:entry>
</bibtex:file>
"""


def test_bibtexml() -> None:
    """Lists of names as in BibTeX, names in parts as pybtex writes them, and biblatex's vocabulary for what is read."""
    library = read(bibtexml.FORMAT, BIBTEXML)
    flat, parts = library.entries

    assert not library.diagnostics
    assert (flat.key, flat.type, flat.text("type")) == ("flat", "thesis", "phdthesis")
    assert (flat.text("institution"), flat.text("date")) == ("Oslo", "1999-05")
    first, body, last = flat.names["author"]
    assert (first.particle, first.family, first.suffix, first.given) == ("van", "Berg", "Jr", "Anna")
    assert body.literal == "Research and Peace"
    assert (last.given, last.particle, last.family) == ("Jean", "de la", "Fontaine")
    assert flat.names["author"].others
    assert [name.full for name in parts.names["editor"]] == ["Anna van Berg", "Doe"]


ZOTERO = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/"
 xmlns:vcard="http://nwalsh.com/rdf/vCard#" xmlns:link="http://purl.org/rss/1.0/modules/link/">
<bib:Article rdf:about="https://example.org/a">
  <z:itemType>journalArticle</z:itemType>
  <dcterms:isPartOf rdf:resource="urn:issn:0020-8833"/>
  <bib:authors><rdf:Seq>
    <rdf:li><foaf:Person><foaf:surname>van Berg</foaf:surname><foaf:givenName>Anna</foaf:givenName></foaf:Person>
    </rdf:li>
    <rdf:li><foaf:Person><foaf:surname>United Nations</foaf:surname></foaf:Person></rdf:li>
  </rdf:Seq></bib:authors>
  <link:link rdf:resource="#item_9"/>
  <dc:subject>roles</dc:subject>
  <dc:subject><z:AutomaticTag><rdf:value>states</rdf:value></z:AutomaticTag></dc:subject>
  <dc:title>Roles</dc:title><dc:date>1970-09</dc:date><bib:pages>233-309</bib:pages>
  <dc:identifier><dcterms:URI><rdf:value>https://example.org/a</rdf:value></dcterms:URI></dc:identifier>
  <dcterms:dateSubmitted>2020-01-02 10:00:00</dcterms:dateSubmitted>
  <dc:description>Citation Key: berg1970
Read twice</dc:description>
</bib:Article>
<bib:Journal rdf:about="urn:issn:0020-8833">
  <dc:title>International Studies Quarterly</dc:title><prism:volume>14</prism:volume><prism:number>3</prism:number>
  <dcterms:alternative>ISQ</dcterms:alternative><dc:identifier>DOI 10.2307/3013584</dc:identifier>
  <dc:identifier>ISSN 0020-8833</dc:identifier>
</bib:Journal>
<z:Attachment rdf:about="#item_9"><z:itemType>attachment</z:itemType><dc:title>PDF</dc:title></z:Attachment>
<bib:Book rdf:about="urn:isbn:9783161484100"><z:itemType>book</z:itemType>
  <dcterms:isPartOf><bib:Series><dc:title>Studies</dc:title><dc:identifier>4</dc:identifier></bib:Series></dcterms:isPartOf>
  <dc:publisher><foaf:Organization><vcard:adr><vcard:Address><vcard:locality>Oslo</vcard:locality></vcard:Address>
  </vcard:adr><foaf:name>Press</foaf:name></foaf:Organization></dc:publisher>
  <bib:editors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Doe</foaf:surname></foaf:Person></rdf:li></rdf:Seq></bib:editors>
  <dc:title>Essays</dc:title><dc:identifier>ISBN 9783161484100</dc:identifier>
</bib:Book>
</rdf:RDF>
"""


def test_zotero_rdf() -> None:
    """An item with the journal as a node of its own, a book with series and publisher; attachments are no works."""
    pytest.importorskip("rdflib")
    library = read(zoterordf.FORMAT, ZOTERO)
    article, book = library.entries

    assert not library.diagnostics
    assert (article.type, article.key) == ("article", "berg1970")
    assert texts(article) == {
        "author": "van Berg, Anna and United Nations", "journaltitle": "International Studies Quarterly",
        "shortjournal": "ISQ", "volume": "14", "number": "3", "doi": "10.2307/3013584", "issn": "0020-8833",
        "title": "Roles", "date": "1970-09", "pages": "233–309", "url": "https://example.org/a",
        "urldate": "2020-01-02", "keywords": "roles, states", "note": "Read twice",
    }  # fmt: skip
    assert {**texts(book), "key": book.key} == {
        "editor": "Doe", "series": "Studies", "number": "4", "publisher": "Press", "location": "Oslo",
        "title": "Essays", "isbn": "9783161484100", "key": "doe",
    }  # fmt: skip
    assert str(article.span) == "works:6:1"
    assert str(article.fields["title"].span) == "works:17:3"


def test_zotero_rdf_without_rdflib(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra one line says how to install it."""
    real: Callable[..., object] = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.partition(".")[0] == "rdflib":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    library = read(zoterordf.FORMAT, ZOTERO)

    assert [(one.code, one.hint, one.unreadable) for one in library.diagnostics] == [
        ("BIB027", "run: pip install 'citekit-bib[zotero]'", True)
    ]
    assert zoterordf.FORMAT.write is not None
    made = zoterordf.FORMAT.write(read(bibtexml.FORMAT, BIBTEXML).entries)
    assert [(one.code, one.hint) for one in made.diagnostics] == [("BIB201", "run: pip install 'citekit-bib[zotero]'")]


# ----------------------------------------------------------------------------------------------- what is refused

BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(10))
HOSTILE = {
    "entities within entities": f"<!DOCTYPE x [{BOMB}]><xml><record><notes>&e9;</notes></record></xml>",
    "an entity from a file": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><record>&f;</record></xml>',
    "a document type elsewhere": '<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd"><xml><record/></xml>',
    "elements without end": "<xml>" + "<record>" * 200_000,
}
ALL = {"endnotexml": endnotexml, "mods": mods, "bibtexml": bibtexml, "zoterordf": zoterordf}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("danger", HOSTILE)
def test_dangerous_xml_is_refused(name: str, danger: str) -> None:
    """One line says why the file is not read; no entity is resolved, no file or address opened, no time lost."""
    if name == "zoterordf":
        pytest.importorskip("rdflib")
    begin = time.process_time()
    library = ALL[name].FORMAT.read(ByteSource("works", HOSTILE[danger].encode()))

    assert not library.entries
    assert [(one.code, one.unreadable) for one in library.diagnostics] == [("BIB022", True)]
    assert "the file is not read" in library.diagnostics[0].message
    assert time.process_time() - begin < 2


def test_broken_entries_cost_themselves() -> None:
    """What is not well-formed costs the entry it is in; its place is told; namespaces hold for what follows."""
    good = "<b:entry id='{}'><b:book><b:title>T</b:title></b:book></b:entry>\n"
    bad = "<b:entry id='x'><b:book><b:title>A & B</b:title></b:book></b:entry>\n"
    text = (
        f"<b:file xmlns:b='http://bibtexml.sf.net/'>\n{good.format('one')}{bad}{good.format('two')}"
        f"<b:entry id='y'><b:book></b:entry>\n{good.format('three')}</b:file>"
    )
    library = read(bibtexml.FORMAT, text)

    assert [entry.key for entry in library.entries] == ["one", "two", "three"]
    assert [str(one.span) for one in library.diagnostics] == ["works:3:37", "works:5:27"]
    assert all("the entry is left out" in one.message for one in library.diagnostics)
    assert str(library.entries[2].span) == "works:6:1"


def test_a_file_cut_short_keeps_what_is_whole() -> None:
    """A download that stopped costs the last entry."""
    library = read(endnotexml.FORMAT, ENDNOTE[: ENDNOTE.index("By its")])

    assert [entry.title for entry in library.entries] == ["Roles & States"]
    assert [one.code for one in library.diagnostics] == ["BIB022"]


def test_control_characters_are_spaces() -> None:
    """EndNote exports characters that XML does not allow: they cost no entry."""
    library = read(endnotexml.FORMAT, ENDNOTE.replace("By its", "By\x0bits"))

    assert library.entries[1].title == "By its number"
    assert "control character" in library.diagnostics[0].message


def test_an_entry_too_large_is_left_out() -> None:
    """Eight megabytes for one entry are no bibliography; the others are read."""
    text = (
        "<xml><records><record><notes>" + "x " * 5_000_000 + f"</notes></record>{ENDNOTE[ENDNOTE.index('<record>') :]}"
    )
    library = read(endnotexml.FORMAT, text)

    assert len(library.entries) == 2
    assert "larger than" in library.diagnostics[0].message


def test_xml_in_its_declared_encoding() -> None:
    """A file that declares another encoding is read in it, and places are those of its characters."""
    text = ENDNOTE.replace("UTF-8", "ISO-8859-1").replace("Quarterly", "Québec")
    source, found = prepare(text.encode("latin-1"), "works")
    library = endnotexml.read(source)

    assert not found
    assert library.entries[0].text("journaltitle") == "International Studies Québec"
    assert str(library.entries[0].fields["volume"].span) == "works:12:23"


@pytest.mark.parametrize(
    ("text", "format"),
    [(ENDNOTE, "endnotexml"), (MODS, "mods"), (BIBTEXML, "bibtexml"), (ZOTERO, "zoterordf")],
)
def test_known_by_content(text: str, format: str) -> None:
    """They all are .xml or .rdf, so what is in them decides."""
    found = by_path("export.xml", text.encode())

    assert found is not None
    assert found.name == format


def test_every_type_of_endnote_has_its_number() -> None:
    """A work of any type can be written: EndNote knows a type by its number."""
    map = tomllib.loads(files("citekit.formats").joinpath("endnotexml.toml").read_text("utf-8"))
    works = read(bibtex.FORMAT, "@audio{k, title = {T}}").entries
    [made] = endnotexml.read(ByteSource("a.xml", endnotexml.write(works).data)).entries

    assert set(map["written"].values()) <= map["numbers"].keys()
    assert made.title == "T"
