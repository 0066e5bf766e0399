"""What a template sees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from citekit.diagnostic import Severity, UsageError
from citekit.loader import load
from citekit.model import Attribution, Citation, CitationItem, Config, Document, Match
from citekit.renderer import render
from citekit.renderer.views import NAMES
from citekit.source import TextSource


def shown(desk: Any, templates: Any, text: str, **asked: Any) -> str:
    """What a template of plain text makes of the project."""
    templates({"page.txt.j2": text})
    project = asked.pop("project", None) or desk.project()
    return render(project, "page.txt", **asked)


def test_every_name_is_there(desk: Any, templates: Any) -> None:
    """Each name that the views' documentation gives is defined, with a list and without."""
    text = "".join(f"{{{{ {name} is defined }}}} " for name in NAMES)

    assert set(shown(desk, templates, text).split()) == {"True"}
    assert set(shown(desk, templates, text, reading_list=desk.reading_list()).split()) == {"True"}


def test_a_work(desk: Any, templates: Any) -> None:
    """An entry's parts, its reference by the style and its short citation."""
    text = (
        "{% for e in references %}{{ e.key }}|{{ e.type }}|{{ e.title }}|{{ e.authors|join('+') }}"
        "|{{ e.names|join('+') }}|{{ e.year }}|{{ e.link }}|{{ e.fields.doi }}|{{ e.label }}|{{ e.reference }}"
        "|{{ e.short }}\n{% endfor %}"
    )

    assert shown(desk, templates, text).splitlines() == [
        "holsti|book|Politics|Kalevi Holsti|Holsti|1995|||1|Holsti, Kalevi. Politics. 1995.|Holsti (1995)",
        "plano|book|Dictionary|Jack Plano+Roy Olton|Plano+Olton|1979|https://doi.org/10.1/x_y|10.1/x_y|2"
        "|Plano, Jack, Olton, Roy. Dictionary. 1979. https://doi.org/10.1/x_y|Plano and Olton (1979)",
    ]


def test_a_claim(desk: Any, templates: Any) -> None:
    """A claim's words as the document has them, its place, its sources in words."""
    text = (
        "{% for c in claims %}{{ c.id }}|{{ c.text }}|{{ c.place }}|{{ c.line }}|{{ c.found }}|{{ c.kind_words }}"
        "{% for s in c.sources %}|{{ s.short }},{{ s.locator }},{{ s.intent_words }},{{ s.via }},{{ s.missing }}"
        "{% endfor %}"
        "|{{ c.verdict.words }},{{ c.verdict.by }},{{ c.verdict.on }},{{ c.verdict.note }}\n{% endfor %}"
    )

    assert shown(desk, templates, text).splitlines() == [
        "shared|States share problems|article.md, line 3|3|True|reason"
        "|Holsti (1995),pp. 418–420,support,,False|supported,Ana,2026-11-24,Seen.",
        "trust|Anarchy allows trust|article.md, line 4|4|True|"
        "|Plano and Olton (1979),,,Holsti (1995),False|gone,,,,True|not yet checked,,,",
        "nobody|Nobody knows.|article.md, line 5|5|True||not yet checked,,,",
        "lost|This is not in the article|article.md||False||Holsti (1995),,,,False|not yet checked,,,",
    ]


def test_words_by_language(desk: Any, templates: Any) -> None:
    """Indonesian words for an Indonesian project; English where the language is not known."""
    text = (
        "{{ language }} {{ words.sources }} {{ claims[0].sources[0].locator }} {{ claims[0].sources[0].intent_words }} "
        "{{ claims[0].place }} {{ references[1].short }}"
    )
    indonesian = desk.project(config=Config(language="id-ID"))
    frisian = desk.project(config=Config(language="fy"))

    assert shown(desk, templates, text, project=indonesian) == (
        "id-ID Sumber hlm. 418–420 dukungan article.md, baris 3 Plano dan Olton (1979)"
    )
    assert shown(desk, templates, text, project=frisian).startswith("fy Sources pp. 418–420")


def test_language_of_the_documents(desk: Any, templates: Any) -> None:
    """A project that says no language speaks that of its documents, else English."""
    document = Document("a.md", TextSource("a.md", ""), "", language="id")

    spoken = desk.project(config=Config(), documents=(document,))
    assert shown(desk, templates, "{{ language }}", project=spoken) == "id"
    assert shown(desk, templates, "{{ language }}", project=desk.project(config=Config())) == "en"


def test_titles(desk: Any, templates: Any) -> None:
    """The title that was asked for, else the reading list's, else the project's."""
    listed = desk.reading_list()

    assert shown(desk, templates, "{{ title }}", reading_list=listed, title="Mine") == "Mine"
    assert shown(desk, templates, "{{ title }}", reading_list=listed) == "Course"
    assert shown(desk, templates, "{{ title }}") == "Why states cooperate"


def test_a_reading_list(desk: Any, templates: Any) -> None:
    """Sections and items in their order; a work that no library has is shown by its key, not dropped."""
    text = (
        "{% for s in reading_list.sections %}{{ s.title }}|{{ s.note }}\n{% for i in s.items %}"
        "{{ i.key }}|{{ i.missing }}|{{ i.reference }}|{{ i.importance_words }}|{{ i.locator }}|{{ i.note }}\n"
        "{% endfor %}{% endfor %}{{ references|map(attribute='key')|join(' ') }}/{{ missing|join(' ') }}"
    )

    assert shown(desk, templates, text, reading_list=desk.reading_list()).splitlines() == [
        "Week 1|Begin here.",
        "holsti|False|Holsti, Kalevi. Politics. 1995.|essential|chap. 3|Slowly.",
        "Week 2|",
        "plano|False|Plano, Jack, Olton, Roy. Dictionary. 1979. https://doi.org/10.1/x_y|recommended||",
        "gone|True|gone|||",
        "holsti plano/gone",
    ]


def cited(desk: Any, path: str, **found: Any) -> Attribution:
    """A citation in a document, as the linker joins it."""
    source = TextSource(path, "[@x] Nobody (1900)")
    item = CitationItem(source.span(1, 3), key=found.pop("key", ""))
    if not item.key:
        item = CitationItem(source.span(5, 18))
    return Attribution(item, Citation(item.span, (item,)), **found)


def test_what_documents_cite(desk: Any, templates: Any) -> None:
    """Only the works cited in the documents named; what is cited and in no library is `missing`."""
    project = desk.project()
    holsti, plano = project.entry("holsti"), project.entry("plano")
    other = Document("notes/b.md", TextSource("notes/b.md", ""), "")
    project = desk.project(
        documents=(*project.documents, other),
        attributions=(
            cited(desk, "article.md", match=Match.EXACT, entries=(holsti,)),
            cited(desk, "article.md", match=Match.UNKNOWN, key="nokey"),
            cited(desk, "article.md", match=Match.UNKNOWN),
            cited(desk, "notes/b.md", match=Match.EXACT, entries=(plano,)),
        ),
    )
    text = "{{ references|map(attribute='key')|join(' ') }}/{{ missing|join(', ') }}/{{ claims|length }}"

    assert shown(desk, templates, text, project=project, cited_in=["article.md"]) == "holsti/nokey, Nobody (1900)/4"
    assert shown(desk, templates, text, project=project, cited_in=["notes/b.md"]) == "plano//0"
    both = ["notes/b.md", "article.md"]
    assert shown(desk, templates, text, project=project, cited_in=both).startswith("holsti plano/")


def test_a_document_that_cites_everything(desk: Any, templates: Any) -> None:
    r"""`\nocite{*}` asks for the whole library."""
    document = Document("a.tex", TextSource("a.tex", ""), "", cites_all=True)
    project = desk.project(documents=(document,))

    assert shown(desk, templates, "{{ references|length }}", project=project, cited_in=["a.tex"]) == "2"


def test_a_document_is_named_from_the_project_too(desk: Any, templates: Any) -> None:
    """A path of citekit.toml counts from the project's folder, wherever citekit was started."""
    path = (desk.root / "article.md").as_posix()
    project = desk.project(documents=(Document(path, TextSource(path, ""), "", cites_all=True),))

    assert shown(desk, templates, "{{ references|length }}", project=project, cited_in=["article.md"]) == "2"


def test_an_unknown_document(desk: Any) -> None:
    """A document that is not the project's is a mistake in the asking, with the one that may have been meant."""
    with pytest.raises(UsageError, match=r"^articel\.md is not a document of this project$") as caught:
        render(desk.project(), "reading-list.md", cited_in=["articel.md"])

    assert caught.value.hint == "did you mean article.md?"


def test_a_key_that_comes_twice(desk: Any, templates: Any) -> None:
    """The first entry with a key stands for it; the second is for `check` to speak of."""
    project = desk.project()
    library = project.libraries[0]
    twice = (*library.entries, desk.entry("holsti", "Another", []))
    project = desk.project(libraries=(type(library)("references.bib", library.source, twice),))

    assert shown(desk, templates, "{{ references|map(attribute='title')|join(' ') }}", project=project) == (
        "Politics Dictionary"
    )


def test_only_what_is_used_is_worked_out(desk: Any, templates: Any) -> None:
    """A claim table asks the style for the works of the claims, not for the library; a title asks for nothing."""
    shown(desk, templates, "{{ title }}")
    assert desk.asked == []

    shown(desk, templates, "{% for c in claims if c.id == 'lost' %}{{ c.id }}{% endfor %}")
    assert [set(asked) for asked in desk.asked] == [{"holsti", "plano"}]


def test_findings_of_a_claim(desk: Any, templates: Any) -> None:
    """What is wrong in a claim's table, in its passage or with its id is the claim's; the gravest comes first."""
    project = desk.project()
    shared, trust, _, lost = project.claims
    passage = project.passage(trust)
    assert passage is not None
    by_place = desk.finding(shared, "CIT101", Severity.WARNING)
    desk.diagnostics = (
        by_place,
        desk.finding(lost),
        type(by_place)(passage, "CIT103", "misspelt", Severity.ERROR),
        type(by_place)(TextSource("x", "").span(0, 0), "CLM102", "twice", Severity.ERROR, subject="shared"),
        type(by_place)(TextSource("x", "").span(0, 0), "BIB101", "elsewhere", Severity.WARNING, subject="nobody"),
    )
    text = (
        "{% for c in claims %}{{ c.id }}:{{ c.findings|map(attribute='code')|join(' ') }}\n{% endfor %}"
        "{{ findings|rejectattr('claims')|map(attribute='code')|join(' ') }}\n"
        "{{ counts.claims }} {{ counts.sourced }} {{ counts.unsourced }} {{ counts.verdicts.unchecked }} "
        "{{ counts.verdicts.partly }} {{ counts.findings.error }} {{ counts.findings.information }}"
    )

    assert shown(desk, templates, text, project=project).splitlines() == [
        "shared:CLM102 CIT101",
        "trust:CIT103",
        "nobody:",
        "lost:CLM101",
        "BIB101",
        "4 3 1 3 0 3 0",
    ]


def test_a_finding(desk: Any, templates: Any) -> None:
    """A finding's parts."""
    project = desk.project()
    desk.diagnostics = (desk.finding(project.claims[0], severity=Severity.INFORMATION),)
    text = (
        "{% for f in findings %}{{ [f.severity, f.severity_words, f.code, f.message, f.hint, f.path, f.line, f.column]"
        "|join('|') }}|{{ f.claims|join(' ') }}{% endfor %}"
    )

    assert shown(desk, templates, text, project=project) == (
        "information|note|CLM101|the words are not there|write them again|claims/shared.toml|1|3|shared"
    )


def test_anchors_are_unlike_each_other(desk: Any, templates: Any) -> None:
    """Claims with strange or equal ids still have their own, safe anchors."""
    claims = tuple(desk.claim(id, "x") for id in ("a b", "a/b", "a-b-2", "", "”", "a b"))
    project = desk.project(claims=claims, anchors={})

    found = shown(desk, templates, "{{ claims|map(attribute='anchor')|join(' ') }}", project=project).split()
    assert len(set(found)) == 6
    assert all(name.replace("-", "").isalnum() and name.isascii() for name in found)


def test_fields_that_are_not_there(desk: Any, templates: Any) -> None:
    """A field that an entry has not is an empty text; one named like a method of a table is still the field."""
    entry = desk.entry("k", "T", [], items="three", get="got")
    library = desk.project().libraries[0]
    project = desk.project(libraries=(type(library)("references.bib", library.source, (entry,)),))
    text = "{% for e in references %}{{ e.fields.publisher }}|{{ e.fields.items }}|{{ e.fields.get }}{% endfor %}"

    assert shown(desk, templates, text, project=project) == "|three|got"


TEX = r"""
Some 40\% of \asean{} \emph{members} agree~\citep[pp.~3--4]{holsti1995}. As \citet[p.~9]{holsti1995} and
\citet{nokey} say, it is\footnote{No.} so \citep[see][]{holsti1995,nokey}. So in \citeyear{holsti1995} too.
"""
BIB = "@book{holsti1995, author = {Holsti, K. J.}, title = {T}, publisher = {P}, year = {1995}}\n"
CLAIMS = r"""
document = "thesis.tex"
[[claim]]
exact = 'Some 40% of \asean{} members agree'
[[claim]]
exact = 'As \citet[p.~9]{holsti1995} and \citet{nokey} say, it is so \citep[see][]{holsti1995,nokey}.'
[[claim]]
exact = 'So in \citeyear{holsti1995} too.'
[[claim]]
exact = 'Only 40% of \asean{} \emph{members} vote'
"""


def test_a_claim_is_read_as_it_is_printed(project: Any, tmp_path: Path) -> None:
    """Of a passage in LaTeX the words are shown, its citations as running text has them, also when it is gone."""
    read = project({"references.bib": BIB, "thesis.tex": TEX, "claims.toml": CLAIMS})
    template = tmp_path / "words.txt.j2"
    template.write_text("{% for claim in claims %}{{ claim.text }}\n{% endfor %}")

    assert render(read, str(template)).splitlines() == [
        "Some 40% of asean members agree",
        "As Holsti (1995, p. 9) and nokey say, it is so (see Holsti 1995; nokey).",
        "So in (1995) too.",
        "Only 40% of asean members vote",
    ]


APA = """@article{a, author = {Holsti, K. J.}, title = {War & <peace>}, journaltitle = {Survival}, date = {1995},
  doi = {10.1/x}}
@book{b, author = {Plano, Jack and Olton, Roy}, title = {Dictionary}, date = {1979}}
"""


def styled(tmp_path: Path, text: str, template: str, **config: str) -> str:
    """A page of a project in a style of CSL, with a claim on two works."""
    files = {
        "citekit.toml": "\n".join(
            [*(f'{name} = "{value}"' for name, value in config.items()), 'library = "a.bib"', 'claims = "c.toml"']
        ),
        "a.bib": APA,
        "a.md": "It is so.\n",
        "c.toml": 'document = "a.md"\n[[claim]]\nid = "x"\nexact = "It is so."\n[[claim.source]]\nkey = "a"\n'
        'page = "4-5"\n[[claim.source]]\nkey = "b"\n[[claim.source]]\nkey = "gone"\n',
        f"templates/{template}.j2": text,
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    return render(load(tmp_path), template)


def test_citations_in_the_style(tmp_path: Path) -> None:
    """A source is cited as the style has it, with its place; by its key when no library has it."""
    text = "{% for c in claims %}{% for s in c.sources %}{{ s.cited }}|{% endfor %}{% endfor %}"

    assert styled(tmp_path, text, "p.html", style="apa", language="id") == (
        "(Holsti, 1995, hlm. 4–5)|(Plano &amp; Olton, 1979)|gone|"
    )
    assert styled(tmp_path, text, "p.tex", style="ieee", language="en") == "[1, pp. 4–5]|[2]|gone|".replace(
        "[", "{[}"
    ).replace("]", "{]}")


def test_citations_of_works(tmp_path: Path) -> None:
    """A work is cited by the number that the list has it under."""
    text = "{% for e in references %}{{ e.mark }} {{ e.label }} {{ e.key }} {{ e.cited }}|{% endfor %}"

    assert styled(tmp_path, text, "p.txt", style="ieee") == "[1] 1 a [1]|[2] 2 b [2]|"


def test_parts_of_a_reference(tmp_path: Path) -> None:
    """The names, the journal, the DOI as they stand in the reference: escaped, with their looks and links."""
    text = (
        "{% for e in references %}{{ e.parts.author }}|{{ e.parts['container-title'] }}|{{ e.parts.title }}|"
        "{{ e.parts.DOI }}|{{ e.parts.volume }}§{% endfor %}{{ hanging_indent }}"
    )

    assert styled(tmp_path, text, "p.html", style="apa").split("§") == [
        "Holsti, K. J.|<i>Survival</i>|War &amp; &lt;peace&gt;|"
        '<a href="https://doi.org/10.1/x">https://doi.org/10.1/x</a>|',
        "Plano, J., &amp; Olton, R.||<i>Dictionary</i>||",
        "True",
    ]


def test_hanging_indents_and_numbers(tmp_path: Path) -> None:
    """The built-in list hangs its references where the style says so, and shows numbers as the style does."""
    list_of = "{% extends 'citekit/reading-list.html.j2' %}"

    hanging = styled(tmp_path, list_of, "p.html", style="apa")
    assert '<ul class="works hanging" role="list">' in hanging
    numbered = styled(tmp_path, list_of, "p.html", style="ieee")
    assert '<ol class="works" role="list">' in numbered
    assert '<span class="label">[1]</span>' in numbered
