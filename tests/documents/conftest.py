"""Word and OpenDocument files made of their parts, as each program writes them.

The layouts of the fields are those that their programs publish or, where they publish none, those of files that they
wrote; each maker names its source.
"""

from __future__ import annotations

import base64
import io
import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

HOLSTI: Mapping[str, object] = {
    "id": 12,
    "type": "book",
    "title": "International Politics: A Framework for Analysis",
    "publisher": "Prentice Hall",
    "publisher-place": "Englewood Cliffs",
    "edition": "7",
    "author": [{"family": "Holsti", "given": "K. J."}],
    "issued": {"date-parts": [["1995"]]},
}
PLANO: Mapping[str, object] = {
    "id": 13,
    "type": "book",
    "title": "The International Relations Dictionary",
    "publisher": "Western Michigan University",
    "author": [{"family": "Plano", "given": "Jack C."}, {"family": "Olton", "given": "Roy"}],
    "issued": {"date-parts": [[1979]]},
}
KEOHANE: Mapping[str, object] = {
    "id": 14,
    "type": "article-journal",
    "title": "International Institutions: Two Approaches",
    "container-title": "International Studies Quarterly",
    "volume": "32",
    "issue": "4",
    "page": "379-396",
    "DOI": "10.2307/2600589",
    "author": [{"family": "Keohane", "given": "Robert O."}],
    "issued": {"date-parts": [[1988, 12]]},
}


def run(text: str, properties: str = "") -> str:
    before = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{before}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    before = f"<w:pPr>{styled}{properties}</w:pPr>" if styled or properties else ""
    return f"<w:p>{before}{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def mark(kind: str, data: str = "") -> str:
    inner = f'<w:fldData xml:space="preserve">{data}</w:fldData>' if data else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def instruction(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'


def field(code: str, shown: str, *, pieces: int = 1, data: str = "", inner: str = "") -> str:
    """A complex field (ECMA-376 part 1, 17.16.18), its code cut into several runs as Word does with long ones."""
    size = max(1, -(-len(code) // pieces))
    cut = "".join(instruction(code[at : at + size]) for at in range(0, len(code), size))
    return mark("begin", data) + cut + inner + mark("separate") + (run(shown) if shown else "") + mark("end")


def simple(code: str, shown: str) -> str:
    """A simple field (17.16.19)."""
    return f"<w:fldSimple w:instr={quoteattr(code)}>{run(shown)}</w:fldSimple>"


def csl_item(work: Mapping[str, object], uri: str, **more: object) -> dict[str, object]:
    return {"id": work["id"], "uris": [uri], "itemData": dict(work), **more}


def zotero(shown: str, *items: Mapping[str, object], pieces: int = 3) -> str:
    """Zotero 6 and 7, www.zotero.org/support/kb/word_field_codes; the JSON is CSL's csl-citation schema."""
    return field(f" ADDIN ZOTERO_ITEM CSL_CITATION {zotero_json(shown, *items)} ", shown, pieces=pieces)


def zotero_json(shown: str, *items: Mapping[str, object]) -> str:
    return json.dumps(
        {
            "citationID": "AQwSemPs",
            "properties": {"formattedCitation": shown, "plainCitation": shown, "noteIndex": 0},
            "citationItems": list(items),
            "schema": "https://github.com/citation-style-language/schema/raw/master/csl-citation.json",
        },
        ensure_ascii=False,
    )


def zotero_uri(key: str) -> str:
    return f"http://zotero.org/users/1234567/items/{key}"


def mendeley(shown: str, *items: Mapping[str, object]) -> str:
    """Mendeley Desktop's Word plugin up to 1.19: items are numbered anew in each citation; its uris tell the works."""
    numbered = [{**one, "id": f"ITEM-{at}"} for at, one in enumerate(items, 1)]
    told = {
        "citationItems": numbered,
        "mendeley": {"formattedCitation": shown, "plainTextFormattedCitation": shown},
        "properties": {"noteIndex": 0},
        "schema": "https://github.com/citation-style-language/schema/raw/master/csl-citation.json",
    }
    return field(f"ADDIN CSL_CITATION {json.dumps(told)}", shown, pieces=2)


def mendeley_cite(shown: str, *items: Mapping[str, object]) -> str:
    """Mendeley Cite, the add-in since 2021: a content control with the JSON in base64 as its tag."""
    told = {"citationID": "MENDELEY_CITATION_1de18c13", "properties": {"noteIndex": 0}, "citationItems": list(items)}
    tag = base64.b64encode(json.dumps(told).encode()).decode()
    return control(f"MENDELEY_CITATION_v3_{tag}", run(shown))


def control(tag: str, inner: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def endnote_cite(author: str, year: str, number: int, record: str = "", attributes: str = "", **more: str) -> str:
    """A `<Cite>` of EndNote X7 to 21, as its fields show with Alt+F9; the record is that of its XML export."""
    told = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in more.items())
    return (
        f"<Cite{attributes}><Author>{author}</Author><Year>{year}</Year><RecNum>{number}</RecNum>{told}{record}</Cite>"
    )


def endnote_record(number: int, kind: str, code: int, authors: Sequence[str], title: str, year: str) -> str:
    people = "".join(f'<author><style face="normal">{name}</style></author>' for name in authors)
    return (
        f'<record><rec-number>{number}</rec-number><foreign-keys><key app="EN" db-id="z2as">{number}</key>'
        "</foreign-keys>"
        f'<ref-type name="{kind}">{code}</ref-type><contributors><authors>{people}</authors></contributors>'
        f"<titles><title>{title}</title></titles><dates><year>{year}</year></dates></record>"
    )


def endnote(shown: str, *cites: str) -> str:
    return field(f" ADDIN EN.CITE <EndNote>{''.join(cites)}</EndNote>", shown, pieces=2)


def endnote_in_data(shown: str, *cites: str) -> str:
    """A long EndNote citation: its XML in base64 in the field's data, and in those of a field within."""
    data = base64.b64encode(f"<EndNote>{''.join(cites)}</EndNote>".encode()).decode()
    inner = mark("begin", data) + instruction(" ADDIN EN.CITE.DATA ") + mark("end")
    return field(" ADDIN EN.CITE ", shown, data=data, inner=inner)


def citavi(shown: str, *entries: Mapping[str, object]) -> str:
    """Citavi 6: a content control around a field with base64 of its own JSON."""
    told = {
        "$id": "1",
        "$type": "SwissAcademic.Citavi.Citations.WordPlaceholder, SwissAcademic.Citavi",
        "Entries": list(entries),
        "Tag": "CitaviPlaceholder#550e8400-e29b-41d4-a716-446655440000",
        "Text": shown,
        "WAIVersion": "6.14.0.0",
    }
    code = base64.b64encode(json.dumps(told).encode()).decode()
    inner = field(f"ADDIN CitaviPlaceholder{{{code}}}", shown, pieces=4)
    return control("CitaviPlaceholder#550e8400-e29b-41d4-a716-446655440000", inner)


def citavi_entry(reference: Mapping[str, object], id: str, pages: str = "", **more: object) -> dict[str, object]:
    told: dict[str, object] = {"$id": "2", "ReferenceId": id, "Reference": dict(reference), **more}
    if pages:
        told["PageRange"] = {"$id": "3", "$type": "SwissAcademic.PageRange", "OriginalString": pages}
    return told


BIBLIOGRAPHY = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
WORD_SOURCES = (
    HEAD + f'<b:Sources xmlns:b="{BIBLIOGRAPHY}" SelectedStyle="\\APASixthEditionOfficeOnline.xsl" StyleName="APA">'
    "<b:Source><b:Tag>Kar97</b:Tag><b:SourceType>Book</b:SourceType><b:Guid>{1}</b:Guid>"
    "<b:Author><b:Author><b:NameList><b:Person><b:Last>Kartasasmita</b:Last><b:First>Koesnadi</b:First></b:Person>"
    "</b:NameList></b:Author></b:Author><b:Title>Organisasi dan Administrasi Internasional</b:Title>"
    "<b:Year>1997</b:Year><b:City>Bandung</b:City><b:Publisher>Mandar Maju</b:Publisher></b:Source>"
    "<b:Source><b:Tag>ASE23</b:Tag><b:SourceType>Report</b:SourceType>"
    "<b:Author><b:Author><b:Corporate>ASEAN Secretariat</b:Corporate></b:Author></b:Author>"
    "<b:Title>Annual Report</b:Title><b:Year>2023</b:Year></b:Source></b:Sources>"
)
"""ECMA-376 part 1, 22.6."""

STYLES = (
    HEAD + f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="id-ID"/></w:rPr>'
    '</w:rPrDefault></w:docDefaults><w:style w:styleId="Judul1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Bab"><w:name w:val="Bab"/><w:basedOn w:val="Judul1"/></w:style>'
    '<w:style w:styleId="Kutipan"><w:name w:val="Quote"/></w:style></w:styles>'
)


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts in a packed file, the same bytes each time."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(ZipInfo(name), part.encode() if isinstance(part, str) else part, ZIP_DEFLATED)
    return target.getvalue()


def docx(
    *paragraphs: str,
    footnotes: Sequence[str] = (),
    endnotes: Sequence[str] = (),
    sources: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word file; notes are numbered from 2, as Word does behind its two separators."""
    namespaces = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    namespaces += ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    body = "".join(one if one.startswith("<w:") else paragraph(one) for one in paragraphs)
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": HEAD
        + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + '<Default Extension="xml" ContentType="application/xml"/>'
        + '<Override PartName="/word/document.xml" ContentType="'
        + 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": HEAD
        + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        + 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        + 'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"{HEAD}<w:document {namespaces}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
    }
    for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
        if notes:
            told = f'<w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>'
            told += "".join(
                f'<w:{kind} w:id="{number}">{paragraph(f"<w:r><w:{kind}Ref/></w:r>", run(" "), note)}</w:{kind}>'
                for number, note in enumerate(notes, 2)
            )
            made[f"word/{kind}s.xml"] = f"{HEAD}<w:{kind}s {namespaces}>{told}</w:{kind}s>"
    if sources:
        made["customXml/item1.xml"] = sources
    return pack({**made, **(parts or {})})


def footnote(number: int) -> str:
    """The mark of a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number + 1}"/></w:r>'


def thesis() -> bytes:
    """A chapter of a thesis in Indonesian with citations by five programs, by hand, and in a note."""
    return docx(
        paragraph("Bab II Tinjauan Pustaka", style="Bab"),
        paragraph(
            "Politik internasional dipahami sebagai tindakan negara terhadap lingkungan luarnya ",
            zotero("(Holsti, 1995, hlm. 12)", csl_item(HOLSTI, zotero_uri("ABCD2345"), locator="12", label="page")),
            ". Negara bukan satu-satunya aktor di dalamnya.",
        ),
        paragraph(
            "Kamus hubungan internasional memberi batasan yang lebih sempit ",
            mendeley(
                "(lihat Holsti, 1995; Plano & Olton, 1979)",
                csl_item(HOLSTI, "http://www.mendeley.com/documents/?uuid=aa", prefix="lihat "),
                csl_item(PLANO, "http://www.mendeley.com/documents/?uuid=bb"),
            ),
            ".",
        ),
        paragraph(
            "Institusi membentuk harapan para aktor ",
            endnote(
                "(Keohane, 1988, p. 382)",
                endnote_cite(
                    "Keohane",
                    "1988",
                    7,
                    endnote_record(7, "Journal Article", 17, ["Keohane, Robert O."], str(KEOHANE["title"]), "1988"),
                    Pages="382",
                    DisplayText="(Keohane, 1988, p. 382)",
                ),
            ),
            ", dan karena itu juga tindakan mereka.",
        ),
        paragraph("Organisasi internasional adalah wadah kerja sama antarnegara.", style="Kutipan"),
        paragraph(
            "Demikian rumusan yang sering dikutip ",
            field(r" CITATION Kar97 \p 45 \l 1057 ", "(Kartasasmita, 1997, hlm. 45)"),
            ".",
            footnote(1),
            " Bandingkan dengan Geertz (1960).",
        ),
        paragraph(
            "Soal yang sama dibahas dengan cara lain ",
            citavi(
                "(Wendt 1992, S. 395)",
                citavi_entry(
                    {
                        "$id": "4",
                        "ReferenceType": "JournalArticle",
                        "Title": "Anarchy is what states make of it",
                        "Authors": [{"$id": "5", "FirstName": "Alexander", "LastName": "Wendt"}],
                        "Periodical": {"$id": "6", "Name": "International Organization"},
                        "Volume": "46",
                        "Year": "1992",
                    },
                    "0f1e",
                    "S. 395",
                ),
            ),
            ".",
        ),
        paragraph("Daftar Pustaka", style="Judul1"),
        paragraph(
            mark("begin"), instruction(' ADDIN ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY '), mark("separate"),
            run("Holsti, K. J. (1995). International Politics: A Framework for Analysis. Prentice Hall."),
        ),
        paragraph(run("Plano, J. C., & Olton, R. (1979). The International Relations Dictionary."), mark("end")),
        footnotes=["Pendapat lain: (Holsti, 1995: 15)."],
        sources=WORD_SOURCES,
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------- OpenDocument

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF = " ".join(
    f'xmlns:{name}="{_ODF}{path}:1.0"'
    for name, path in {
        "office": "office", "text": "text", "table": "table", "style": "style", "meta": "meta",
        "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip


def odt(*blocks: str, meta: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument text (OpenDocument 1.3 part 3) of paragraphs, or of XML."""
    body = "".join(one if one.startswith("<") else f"<text:p>{one}</text:p>" for one in blocks)
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    language = '<style:text-properties fo:language="id" fo:country="ID"/>'
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{HEAD}<office:document-content {ODF}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"{HEAD}<office:document-styles {ODF}>{language}</office:document-styles>",
            "meta.xml": f"{HEAD}<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": f"{HEAD}<manifest/>",
            **(parts or {}),
        }
    )


def reference_mark(name: str, shown: str) -> str:
    """A mark as Zotero, Mendeley and JabRef set it around what they print."""
    named = quoteattr(name)
    return f"<text:reference-mark-start text:name={named}/>{escape(shown)}<text:reference-mark-end text:name={named}/>"


def zotero_mark(shown: str, *items: Mapping[str, object]) -> str:
    """Zotero's mark in LibreOffice: as in Word, and a word made by chance behind it."""
    return reference_mark(f"ZOTERO_ITEM CSL_CITATION {zotero_json(shown, *items)} RND6KERMIacgp", shown)


def odt_thesis() -> bytes:
    """A chapter with marks of Zotero and JabRef, the word processor's own, a typed citation, and one in a note."""
    own = (
        '<text:bibliography-mark text:bibliography-type="book" text:identifier="Kar97" '
        'text:author="Kartasasmita, Koesnadi" text:title="Organisasi dan Administrasi Internasional" '
        'text:year="1997" text:publisher="Mandar Maju">[Kar97]</text:bibliography-mark>'
    )
    note = (
        '<text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Pendapat lain: (Holsti, 1995: 15).</text:p></text:note-body></text:note>"
    )
    return odt(
        '<text:h text:outline-level="1">Tinjauan Pustaka</text:h>',
        "Politik internasional dipahami sebagai tindakan negara "
        + zotero_mark(
            "(Holsti, 1995, hlm. 12; Plano & Olton, 1979)",
            csl_item(HOLSTI, zotero_uri("ABCD2345"), locator="12", label="page"),
            csl_item(PLANO, zotero_uri("EFGH2345")),
        )
        + ".",
        '<text:p text:style-name="P1">Institusi membentuk harapan para aktor.</text:p>',
        f"Demikian pula administrasi {own}.{note} Bandingkan Keohane (1988).",
        "Yang terakhir " + reference_mark("JABREF_Kar97 CID_1 du6kcoxv", "[1]") + ".",
        '<text:h text:outline-level="1">Daftar Pustaka</text:h>',
        '<text:section text:name="ZOTERO_BIBL {} CSL_BIBLIOGRAPHY RNDx"><text:p>Holsti, K. J. (1995).</text:p>'
        "</text:section>",
    )


def odt_content() -> str:
    """The XML of the chapter's text."""
    with ZipFile(io.BytesIO(odt_thesis())) as file:
        return file.read("content.xml").decode()


class Word:
    """What the tests make Word and OpenDocument files of."""

    docx = staticmethod(docx)
    pack = staticmethod(pack)
    paragraph = staticmethod(paragraph)
    run = staticmethod(run)
    field = staticmethod(field)
    simple = staticmethod(simple)
    mark = staticmethod(mark)
    instruction = staticmethod(instruction)
    control = staticmethod(control)
    footnote = staticmethod(footnote)
    item = staticmethod(csl_item)
    zotero = staticmethod(zotero)
    zotero_json = staticmethod(zotero_json)
    uri = staticmethod(zotero_uri)
    mendeley = staticmethod(mendeley)
    mendeley_cite = staticmethod(mendeley_cite)
    endnote = staticmethod(endnote)
    endnote_in_data = staticmethod(endnote_in_data)
    endnote_cite = staticmethod(endnote_cite)
    endnote_record = staticmethod(endnote_record)
    citavi = staticmethod(citavi)
    citavi_entry = staticmethod(citavi_entry)
    thesis = staticmethod(thesis)
    docx_styles = STYLES
    odt = staticmethod(odt)
    reference_mark = staticmethod(reference_mark)
    zotero_mark = staticmethod(zotero_mark)
    odt_thesis = staticmethod(odt_thesis)
    odt_content = staticmethod(odt_content)
    ODF = ODF
    HOLSTI, PLANO, KEOHANE, SOURCES = HOLSTI, PLANO, KEOHANE, WORD_SOURCES


@pytest.fixture(scope="session")
def word() -> type[Word]:
    """The makers of Word and OpenDocument files."""
    return Word


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of whole documents."""
    return Path(__file__).parent / "samples"


def keys_by_pandoc(program: str, format: str, path: Path) -> list[str]:
    """The keys that pandoc finds in a document, in its order."""
    done = subprocess.run(
        [program, "-f", format, "-t", "json", path.name], cwd=path.parent, capture_output=True, text=True, check=True
    )
    found: list[str] = []
    waiting = [json.loads(done.stdout)["blocks"]]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict) and node.get("t") == "Cite":
            found += [citation["citationId"] for citation in node["c"][0]]
        elif isinstance(node, dict | list):
            waiting += reversed(list(node.values()) if isinstance(node, dict) else node)
    return found


@pytest.fixture(scope="session")
def pandoc(need: Callable[[str], str]) -> str:
    """The path of pandoc 3: that of the package pypandoc_binary, else the one that is installed."""
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return need("pandoc")


@pytest.fixture(scope="session")
def by_pandoc(pandoc: str) -> Callable[[str, Path], list[str]]:
    """`by_pandoc("org", path)`: the keys that pandoc finds in a document, in its order."""
    return lambda format, path: keys_by_pandoc(pandoc, format, path)
