"""Claims after editing: followed, written anew, carried to other programs and back, and marked in Markdown itself."""

from __future__ import annotations

import contextlib
import json
import random
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from citekit import anchor
from citekit.anchor import Index, State, follow
from citekit.cli import main
from citekit.diagnostic import ReadError
from citekit.documents import markdown
from citekit.edits import annotations
from citekit.loader import load_files
from citekit.model import Anchor, Document, Selector
from citekit.source import TextSource

TEXT = """Negara bekerja sama karena takut (Holsti, 1995). Sebagian yang lain bekerja sama karena ingin kaya.

Lembaga bersama tumbuh sedikit demi sedikit (Holsti, 1995), dan anggotanya makin percaya satu sama lain.

Kabut asap yang melintasi perbatasan menunjukkan bahwa persoalan dalam negeri dapat menjadi persoalan kawasan.
"""


def described(words: str, nth: int = 0) -> Selector:
    """How a passage of the text is described for good."""
    start = [found.start() for found in re.finditer(re.escape(words), TEXT)][nth]
    return anchor.describe_lastingly(Index(TEXT), start, start + len(words))


@pytest.mark.parametrize(
    ("words", "old", "new", "state", "now"),
    [
        ("karena takut", "Sebagian yang lain", "Lainnya", State.KEPT, "karena takut"),
        ("karena takut", "karena takut", "karena sangat takut", State.CHANGED, "karena sangat takut"),
        ("karena takut", "takut", "khawatir", State.CHANGED, "karena khawatir"),
        ("karena takut", " karena takut", "", State.LOST, None),
        ("karena ingin kaya", "karena takut (Holsti, 1995). Sebagian", "Sebagian", State.KEPT, "karena ingin kaya"),
        ("(Holsti, 1995)", " (Holsti, 1995). Sebagian", ". Sebagian", State.LOST, None),
        ("(Holsti, 1995)", "(Holsti, 1995). Sebagian", "(Holsti, 1996). Sebagian", State.CHANGED, "(Holsti, 1996)"),
        (TEXT.split("\n\n")[1], "makin percaya", "kian percaya", State.CHANGED, None),
        (TEXT.split("\n\n")[1], f"\n\n{TEXT.split(chr(10) * 2)[1]}", "", State.LOST, None),
    ],
)
def test_what_has_become_of_a_passage(words: str, old: str, new: str, state: State, now: str | None) -> None:
    """A passage is kept, changed or lost by what stands between what stood around it, whatever stands elsewhere."""
    edited = TEXT.replace(old, new, 1)
    assert edited != TEXT
    standing = follow(Index(edited), described(words))
    assert standing.state is state
    if now is not None:
        assert standing.anchor is not None
        assert edited[standing.anchor.start : standing.anchor.end] == now


def test_a_deleted_one_of_two_is_not_taken_for_the_other() -> None:
    """Where a citation is taken out the claim is lost; the same citation elsewhere is named, and not taken for it."""
    edited = TEXT.replace(" (Holsti, 1995). Sebagian", ". Sebagian")
    standing = follow(Index(edited), described("(Holsti, 1995)"))
    assert standing.state is State.LOST
    assert standing.anchor is None
    assert [edited[place.start : place.end] for place in standing.places] == ["(Holsti, 1995)"]
    other = follow(Index(edited), described("(Holsti, 1995)", 1))
    assert other.state is State.KEPT


def test_a_moved_paragraph_takes_its_claims_with_it() -> None:
    """A passage whose paragraph stands elsewhere now is found there."""
    first, second, third = TEXT.strip().split("\n\n")
    edited = "\n\n".join([third, second, first])
    for words in ("karena ingin kaya", "makin percaya satu sama lain", third):
        standing = follow(Index(edited), described(words))
        assert standing.state is State.KEPT
        assert standing.anchor == Anchor(edited.index(words), edited.index(words) + len(words))


def test_of_two_places_alike_none_is_taken() -> None:
    """Where a paragraph stands twice now, nothing shows which of the two is the claim's: it is lost."""
    first = TEXT.split("\n\n")[0]
    standing = follow(Index(f"{first}\n\n{TEXT}"), described("karena takut"))
    assert standing.state is State.LOST
    assert len(standing.places) == 2


_WORDS = st.sampled_from("negara kerja sama (Holsti, 1995) dan tidak . , [3] lembaga \n\n takut".split(" "))


@given(st.lists(_WORDS, max_size=60), st.data())
def test_an_unedited_text_keeps_every_claim_in_its_place(words: list[str], data: st.DataObject) -> None:
    """Any stretch of any text, described for good, is kept and stands where it stood."""
    text = " ".join(words)
    index = Index(text)
    start = data.draw(st.integers(0, len(text)))
    trimmed = index.trim(start, data.draw(st.integers(start, len(text))))
    if trimmed[0] == trimmed[1]:
        return
    standing = follow(index, anchor.describe_lastingly(index, *trimmed))
    assert standing.state is State.KEPT
    assert standing.anchor == Anchor(*trimmed)


@given(st.lists(_WORDS, max_size=40), st.lists(_WORDS, max_size=40), st.lists(_WORDS, min_size=1, max_size=8))
def test_kept_means_the_very_words(before: list[str], after: list[str], passage: list[str]) -> None:
    """In whatever text it is looked for, a passage that is kept reads as it did, and one that is changed does not."""
    old, new = Index(" ".join([*before, *passage, *after])), Index(" ".join([*after, *passage[1:], *before]))
    start = len(" ".join(before)) + bool(before)
    trimmed = old.trim(start, start + len(" ".join(passage)))
    selector = anchor.describe_lastingly(old, *trimmed)
    standing = follow(new, selector)
    same = None
    if standing.anchor:
        words = new.text[standing.anchor.start : standing.anchor.end]
        same = anchor.fold_passage(words) == anchor.fold_passage(selector.exact)
    assert same is {State.KEPT: True, State.CHANGED: False, State.LOST: None}[standing.state]


@pytest.mark.parametrize("unit", ["(", "a ", "ab ", "a. "])
def test_following_takes_no_longer_in_a_longer_text(unit: str, grows_linearly: Callable[..., bool]) -> None:
    """A passage that was edited is looked for in a text of one thing over and over in the time of reading it."""

    def work(size: int) -> None:
        index = Index(unit * (size // len(unit)))
        follow(index, Selector(f"{unit * 40}x", prefix=unit * 20, suffix=unit * 20))

    assert grows_linearly(work, 20_000, 80_000)


def test_claims_of_an_essay_survive_random_editing(repository: Path) -> None:
    """Of the claims of the worked example, after one word in ten was replaced, none is found in a wrong place.

    Each sentence's true place is known: words are replaced in the text before, within and after it, one for one.
    """
    document = markdown.read(TextSource("article.md", (repository / "article.md").read_text("utf-8")))
    index = anchor.index(document)
    project = load_files([repository / "article.md", repository / "claims.toml"])
    places = [place for (place,) in project.anchors.values()]
    draw = random.Random(7)
    edited = re.sub(r"\w+", lambda word: word[0] if draw.random() < 0.9 else "x" * len(word[0]), document.text)
    new = anchor.index(markdown.read(TextSource("article.md", edited)))
    found = [follow(new, anchor.describe_lastingly(index, place.start, place.end)).anchor for place in places]
    assert len(found) > 15
    assert [one for one, true in zip(found, places, strict=True) if one != true] == []


# ------------------------------------------------------------------------------------------------- command line

ARTICLE = "# Esai\n\nNegara bekerja sama karena takut. Lembaga tumbuh perlahan.\n\nKabut melintas.\n"
CLAIMS = """# kepala
document = "article.md"   # dokumen

[[claim]]
  id = "takut"      # satu
  exact = 'bekerja sama karena takut'   # kata
  note = "n"
[[claim.source]]
key = "holsti1995"
[claim.verdict]
status = "supported"

[[claim]]
id = "kabut"
exact = "Kabut melintas"
prefix = "Lembaga tumbuh cepat."
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "article.md").write_text(ARTICLE)
    (tmp_path / "claims.toml").write_bytes(CLAIMS.replace("\n", "\r\n").encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, input: str | None = None) -> Result:
    return CliRunner().invoke(main, ["claims", *words], input=input)


def schema(name: str) -> Any:
    return json.loads(files("citekit").joinpath("schemas", f"{name}.schema.json").read_text("utf-8"))


def faults(name: str, text: str) -> list[str]:
    registry: Registry[Any] = Registry().with_resources(
        (schema(other)["$id"], Resource.from_contents(schema(other))) for other in ("findings", "changes")
    )
    return [
        error.message for error in Draft202012Validator(schema(name), registry=registry).iter_errors(json.loads(text))
    ]


def test_update_changes_no_other_byte(folder: Path) -> None:
    """What is kept is tied to its new surroundings; comments, indents and line ends stay; undo gives all back."""
    before = (folder / "claims.toml").read_bytes()
    shown = run("update", "article.md", "claims.toml", "--dry-run")
    assert (folder / "claims.toml").read_bytes() == before
    assert shown.exit_code == 0
    assert run("update", "article.md", "claims.toml").exit_code == 0
    expected = CLAIMS.replace(
        "# kata\n",
        '# kata\n  prefix = "Esai Negara"\n  suffix = ". Lembaga tumbuh perlahan. Kabut melintas."\n',
    ).replace(
        '"Lembaga tumbuh cepat."\n', '"Negara bekerja sama karena takut. Lembaga tumbuh perlahan."\nsuffix = "."\n'
    )
    assert (folder / "claims.toml").read_bytes().decode() == expected.replace("\n", "\r\n")
    assert run("update", "article.md", "claims.toml").stderr.endswith("nothing to change\n")
    assert CliRunner().invoke(main, ["undo"]).exit_code == 0
    assert (folder / "claims.toml").read_bytes() == before


def test_a_changed_claim_is_rewritten_only_when_it_is_named(folder: Path) -> None:
    """Without its name a changed claim stays as it is; with it, its words are those of the text; its verdict stays."""
    (folder / "article.md").write_text(ARTICLE.replace("karena takut", "karena sangat takut"))
    status = run("status", "article.md", "claims.toml")
    assert status.exit_code == 1
    assert 'changed takut\n    "sangat" is new\n' in status.stdout
    run("update", "article.md", "claims.toml")
    assert b"'bekerja sama karena takut'" in (folder / "claims.toml").read_bytes()
    assert run("update", "article.md", "claims.toml", "--accept", "kabut").exit_code == 2
    assert run("update", "article.md", "claims.toml", "--accept", "takut").exit_code == 0
    new = (folder / "claims.toml").read_bytes().decode()
    assert 'exact = "bekerja sama karena sangat takut"   # kata\r\n' in new
    assert 'status = "supported"' in new
    assert run("status", "article.md", "claims.toml").exit_code == 0


@pytest.mark.parametrize(
    "form", ['claim = [{id = "k", exact = "karena takut", note = "n"}]', "claim = [\n {exact='karena takut'},\n]"]
)
def test_claims_on_one_line_are_updated_too(folder: Path, form: str) -> None:
    """A claim that is written as an inline table gets its surroundings within its braces."""
    (folder / "claims.toml").write_text(f'document = "article.md"\n{form}\n')
    assert run("update", "article.md", "claims.toml").exit_code == 0
    (claim,) = load_files(["article.md", "claims.toml"]).claims
    assert claim.selector.prefix == "Esai Negara bekerja sama"
    assert (folder / "claims.toml").read_text().count("\n") == form.count("\n") + 2


def test_what_is_printed_as_json_fits_its_schema(folder: Path) -> None:
    """status, update and import: a kept, a changed and a lost claim."""
    (folder / "article.md").write_text("Negara bekerja sama karena khawatir. Lembaga.\n")
    status = run("status", "article.md", "claims.toml", "--format", "json").stdout
    assert faults("claims-status", status) == []
    assert json.loads(status)["summary"] == {"kept": 0, "changed": 1, "lost": 1}
    update = run("update", "article.md", "claims.toml", "--accept-changed", "--format", "json").stdout
    assert faults("claims-update", update) == []
    assert [one["id"] for one in json.loads(update)["claims"]] == ["takut"]
    exported = run("export", "article.md", "claims.toml").stdout
    assert faults("claims-import", run("import", "-", "--format", "json", input=exported).stdout) == []


# ------------------------------------------------------------------------------------------------- annotations


def test_annotations_carry_claims_there_and_back(folder: Path) -> None:
    """What is exported is of the W3C's model, and read again gives the claims with their words, keys and locators."""
    (folder / "claims.toml").write_text(CLAIMS.replace('key = "holsti1995"\n', 'key = "holsti1995"\nchapter = "2"\n'))
    exported = run("export", "article.md", "claims.toml", "-o", "claims.jsonld")
    assert exported.exit_code == 0
    text = (folder / "claims.jsonld").read_text("utf-8")
    assert faults("annotations", text) == []
    (first, _) = json.loads(text)["first"]["items"]
    position = first["target"]["selector"][1]
    assert ARTICLE[position["start"] : position["end"]] == "bekerja sama karena takut"
    assert run("import", "claims.jsonld", "-o", "new.toml").exit_code == 0
    old, new = (load_files(["article.md", name]).claims for name in ("claims.toml", "new.toml"))
    for one, other in zip(old, new, strict=True):
        assert (one.id, one.selector, one.document, one.note) == (other.id, other.selector, other.document, other.note)
        assert [(s.key, s.locator) for s in one.sources] == [(s.key, s.locator) for s in other.sources]
    assert run("import", "claims.jsonld", "-o", "new.toml").stderr == "0 claims added to new.toml, 2 there already\n"


QUOTE = {"type": "TextQuoteSelector", "exact": "bekerja sama", "prefix": "Negara ", "suffix": " karena"}
RANGE = {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 0, "endContainer": "/p[1]", "endOffset": 9}
API = {
    "total": 2,
    "rows": [
        {
            "id": "qK3",
            "uri": "https://example.org/esai",
            "text": "Dari [@holsti1995, p. 3].",
            "tags": ["finding"],
            "target": [{"source": "https://example.org/esai", "selector": [RANGE, QUOTE]}],
        },
        {"id": "qK4", "uri": "https://example.org/esai", "text": "seluruh halaman", "target": [{"source": "x"}]},
    ],
}
JSONLD = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "type": "Annotation",
    "id": "https://hypothes.is/a/qK3",
    "body": [
        {"type": "TextualBody", "value": "Dari [@holsti1995, p. 3].", "format": "text/markdown"},
        {"type": "TextualBody", "purpose": "tagging", "value": "finding"},
    ],
    "target": [{"source": "https://example.org/esai", "selector": [{**RANGE, "refinedBy": QUOTE}]}],
}


@pytest.mark.parametrize(("value", "mute"), [(API, 1), (JSONLD, 0), ([JSONLD], 0)])
def test_reads_what_hypothesis_gives(value: object, mute: int) -> None:
    """The rows of its API and its JSON-LD (both as its documentation lays them out) give the same claim."""
    found, left_out = annotations.read(json.dumps(value), "a.json")
    (one,) = found
    assert (one.selector, left_out) == (Selector("bekerja sama", "Negara", "karena"), mute)
    assert [source.key for source in one.sources] == ["holsti1995"]
    assert (one.kind, one.note) == ("finding", "Dari [@holsti1995, p. 3].")


_NAMES = st.sampled_from(
    "target selector exact prefix type body value purpose rows items first text tags refinedBy source id".split()
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.just("TextQuoteSelector"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=4),
    max_leaves=20,
)


@given(_JSON)
def test_no_json_stops_the_reading(value: object) -> None:
    """Of any JSON annotations are read, or one line says that there are none."""
    with contextlib.suppress(ReadError):
        found, _ = annotations.read(json.dumps(value), "a.json")
        assert all(one.selector.exact.strip() for one in found)


@pytest.mark.parametrize("text", ["", "[[[", "[" * 100_000, '{"a": 1}', "1"])
def test_what_is_no_annotation_is_one_line_and_status_3(text: str) -> None:
    """A file without annotations, cut short or nested without end."""
    result = run("import", "-", input=text)
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 2


# --------------------------------------------------------------------------------------------- marked in Markdown

MARKED = """# Judul

Kata orang [negara *bekerja
sama* [@holsti1995, p. 2] karena takut]{.claim #takut cites="@holsti1995 [p. 3]; @plano1979 [chap. 2]"
kind=reason} sekali. `[bukan]{.claim #kode}` dan [dua [tiga]{.claim #dalam}]{.claim #luar}.

```
[kode]{.claim #blok}
```

- Lagi [tanpa id]{.claim cites='@nihil'}, [bukan klaim]{.lain #y}, [tautan](http://x.org){.claim #tautan},
  \\[bukan]{.claim #lolos}, $[x]{.claim #maths}$ [urut]{#urut .x .claim cites="@a"}.
"""


def read(text: str) -> Document:
    return markdown.read(TextSource("esai.md", text))


def test_claims_marked_in_markdown() -> None:
    """Their words as a reader sees them, their exact place, their works with locators; none in code or maths."""
    document = read(MARKED)
    told = [
        (one.id, one.selector.exact, [(s.key, s.locator and s.locator.value) for s in one.sources])
        for one in document.claims
    ]
    assert told == [
        ("takut", "negara bekerja sama [@holsti1995, p. 2] karena takut", [("holsti1995", "3"), ("plano1979", "2")]),
        ("luar", "dua tiga", []),
        ("dalam", "tiga", []),
        ("esai-4", "tanpa id", [("nihil", None)]),
        ("urut", "urut", [("a", None)]),
    ]
    assert document.claims[0].kind == "reason"
    assert document.claims[0].exact_span.text == "negara *bekerja\nsama* [@holsti1995, p. 2] karena takut"
    assert [item.key for citation in document.citations for item in citation.items] == ["holsti1995"]


def test_a_marked_claim_is_one_of_the_project(folder: Path) -> None:
    """It is kept wherever it stands, its keys are checked, and its id may not be taken by the claims file."""
    (folder / "article.md").write_text(
        "Sebab [takut itu]{.claim #takut cites='@nihil'}.\n\nbekerja sama karena takut\n"
    )
    (folder / "b.bib").write_text("@book{holsti1995, title = {A}}\n")
    found = CliRunner().invoke(main, ["check", "article.md", "claims.toml", "-l", "b.bib"]).stdout
    assert 'article.md:1:7: CLM004 the id "takut" is taken' in found or 'CLM004 the id "takut" is taken' in found
    assert 'CIT101 no entry has the key "nihil"' in found
    assert "article.md:1:8: kept takut" in run("status", "article.md", "claims.toml", "-l", "b.bib").stdout


@pytest.mark.parametrize("unit", ["[", "[a]{", "]{.claim", '[a]{.claim "', "[a]{.claim #b} "])
def test_marks_of_claims_take_no_longer_in_a_longer_text(unit: str, grows_linearly: Callable[..., bool]) -> None:
    """Brackets and braces that go on for ever are read in the time of reading."""
    assert grows_linearly(lambda size: read(unit * (size // len(unit))), 10_000, 40_000)
