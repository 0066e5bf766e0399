"""A claims file drafted from a document: every sentence that cites, its words, its sources."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from citekit.diagnostic import ReadError
from citekit.edits.draft import append, draft
from citekit.loader import load_files
from citekit.model import Match, Project

Build = Callable[[Mapping[str, str | bytes]], Project]

BIB = """\
@book{holsti1995, author = {Holsti, K. J.}, title = {International Politics}, year = {1995}}
@book{plano1979, author = {Plano, Jack C. and Olton, Roy}, title = {Dictionary}, year = {1979}}
@book{smith2001a, author = {Smith, Ann}, title = {One}, year = {2001}}
@book{smith2001b, author = {Smith, Ann}, title = {Two}, year = {2001}}
"""


def drafted(project: Build, text: str, name: str = "article.md", **options: str) -> tuple[str, dict[str, Any]]:
    found = project({"references.bib": BIB, name: text})
    made = draft(found, found.documents[0], **options)
    return made.toml, tomllib.loads(made.toml)


def test_each_sentence_that_cites_is_a_claim(project: Build) -> None:
    """The words without the mark at their end, the key, the locator; sentences that do not cite are left out."""
    text = (
        "# Title\n\nNobody is cited here. States cooperate\nto lower their costs (Holsti, 1995, p. 362). "
        "As Plano and Olton (1979) say, it\nis a tool. Both agree [@holsti1995, chap. 2; @plano1979].\n"
    )
    _, found = drafted(project, text)
    assert [claim["exact"] for claim in found["claim"]] == [
        "States cooperate to lower their costs",
        "As Plano and Olton (1979) say, it is a tool.",
        "Both agree",
    ]
    assert [claim["source"] for claim in found["claim"]] == [
        [{"key": "holsti1995", "page": "362"}],
        [{"key": "plano1979"}],
        [{"key": "holsti1995", "chapter": "2"}, {"key": "plano1979"}],
    ]
    assert {claim["verdict"]["status"] for claim in found["claim"]} == {"unchecked"}


def test_a_mark_within_the_sentence_stays(project: Build) -> None:
    """Only what stands at the end is left out: the words before and after another mark are one passage."""
    _, found = drafted(project, "Costs fall (Holsti, 1995) and trade grows (Plano and Olton, 1979).\n")
    (claim,) = found["claim"]
    assert claim["exact"] == "Costs fall (Holsti, 1995) and trade grows"
    assert [source["key"] for source in claim["source"]] == ["holsti1995", "plano1979"]


def test_a_drafted_file_is_found_again(project: Build, tmp_path: Path) -> None:
    """Read back, every claim stands in just one place, also where a sentence comes twice."""
    text = (
        'One thing is sure [@holsti1995].\n\nBut *not* "all" of it [@plano1979].\n\nOne thing is sure [@holsti1995].\n'
    )
    toml, _ = drafted(project, text, folder=str(tmp_path))
    read = project({"references.bib": BIB, "article.md": text, "claims.toml": toml})
    assert read.diagnostics == ()
    assert [len(read.anchors[claim]) for claim in read.claims] == [1, 1, 1]
    assert [read.passage(claim).line for claim in read.claims] == [1, 3, 5]  # type: ignore[union-attr]


def test_a_citation_that_fits_no_work_is_a_comment(project: Build) -> None:
    """It is no source; the comment shows it, and what may have been meant."""
    toml, found = drafted(project, "It is so (Keohane, 1984). Smith (2001) agrees. See [@holsti1996].\n")
    assert [claim.get("source") for claim in found["claim"]] == [None, None, None]
    comments = [line for line in toml.splitlines() if line.startswith("# ")][4:]
    assert len(comments) == 3
    assert "Keohane, 1984" in comments[0]
    assert comments[0].endswith("fits no work in the library")
    assert comments[1].endswith("may be any of: smith2001a, smith2001b")
    assert comments[2].endswith("fits no work in the library; near it: holsti1995")


def test_the_head_says_what_to_do(project: Build) -> None:
    """The file begins with comments for whoever opens it, and then names its document."""
    toml, found = drafted(project, "So it is [@holsti1995].\n", folder=".")
    assert toml.startswith("# Claims of ")
    assert "supported, partly, unsupported, cannot-tell" in toml
    assert found["document"].endswith("article.md")


def test_the_document_is_named_from_the_claims_file(
    project: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file beside the document calls it by its name, one in a folder goes up first."""
    project({"references.bib": BIB, "article.md": "So it is [@holsti1995].\n"})
    monkeypatch.chdir(tmp_path)
    read = load_files(["article.md", "references.bib"])
    for folder, name in ((".", "article.md"), ("parts", "../article.md"), (str(tmp_path), "article.md")):
        assert tomllib.loads(draft(read, read.documents[0], folder=folder).toml)["document"] == name


def test_ids_are_words_and_distinct(project: Build) -> None:
    """Made of the passage's first longer words, numbered where two would be alike; other alphabets stay."""
    text = "The Étude of states is old [@holsti1995].\n\nThe étude of states is old [@plano1979].\n\n"
    text += "Это так [@holsti1995].\n"
    _, found = drafted(project, text)
    assert [claim["id"] for claim in found["claim"]] == ["the-etude-states-old", "the-etude-states-old-2", "это-так"]


def test_latex_is_drafted_too(project: Build) -> None:
    r"""`\cite` with its tie goes from the end of the sentence; `\nocite` makes no claim."""
    text = "\\nocite{plano1979}\nStates cooperate~\\cite[p.~3]{holsti1995}.\n"
    _, found = drafted(project, text, "thesis.tex")
    (claim,) = found["claim"]
    assert claim["exact"] == "States cooperate"
    assert claim["source"] == [{"key": "holsti1995", "page": "3"}]


TEX = r"""
\newcommand{\asean}{ASEAN}
\begin{document}
Cooperation is not harmony \citep[pp.~51--52]{holsti1995}. \citet{plano1979} show that \emph{the shadow} of the
future matters. \textit{Another} fact is known \citep{plano1979}. Some 40\% of \asean{} members
agree~\citep{plano1979}. States build regimes\footnote{The classic is \citet{holsti1995}. Not more.} because trust is
scarce \citep{plano1979}. Nobody knows.\footnote{See \citet[p.~9]{plano1979}.} A \emph{bold claim~\citep{plano1979}}.
\end{document}
"""


def test_sentences_of_latex_are_whole(project: Build) -> None:
    r"""A sentence may begin with `\citet`, markup is left out, a note is a passage of its own unless it only cites."""
    _, found = drafted(project, TEX, "thesis.tex")
    assert [(claim["exact"], [source["key"] for source in claim["source"]]) for claim in found["claim"]] == [
        ("Cooperation is not harmony", ["holsti1995"]),
        (r"\citet{plano1979} show that the shadow of the future matters.", ["plano1979"]),
        ("Another fact is known", ["plano1979"]),
        (r"Some 40% of \asean{} members agree", ["plano1979"]),
        ("States build regimes because trust is scarce", ["plano1979"]),
        (r"The classic is \citet{holsti1995}.", ["holsti1995"]),
        ("Nobody knows.", ["plano1979"]),
        ("A bold claim", ["plano1979"]),
    ]
    assert [claim["id"] for claim in found["claim"]][1:4] == [
        "plano1979-show-that-the", "another-fact-known", "some-asean-members-agree"
    ]  # fmt: skip


MARKDOWN = """\
It is clear.[^1] "Peace is profit" is a slogan [@holsti1995]. See [the site](http://x.org/a_(b)) and *third
thing* here (Holsti 1995). *Alpha* beta `code_x` and *gamma* [@holsti1995]. It is so. [@plano1979] Then not.

One is known.^[A note of its own, see @plano1979.] Two is, too^[@holsti1995].

[^1]: Holsti (1995) says more.
"""


def test_sentences_of_markdown_are_whole(project: Build) -> None:
    """No mark of a note, of emphasis, of a link is cut in two; what is code stays as the source has it."""
    _, found = drafted(project, MARKDOWN)
    assert [(claim["exact"], [source["key"] for source in claim["source"]]) for claim in found["claim"]] == [
        ('"Peace is profit" is a slogan', ["holsti1995"]),
        ("See the site and third thing here", ["holsti1995"]),
        ("Alpha beta `code_x` and gamma", ["holsti1995"]),
        ("It is so.", ["plano1979"]),
        ("A note of its own, see @plano1979.", ["plano1979"]),
        ("Two is, too.", ["holsti1995"]),
        ("Holsti (1995) says more.", ["holsti1995"]),
    ]


@pytest.mark.parametrize(("text", "name"), [(TEX, "thesis.tex"), (MARKDOWN, "article.md")])
def test_what_is_drafted_is_found_in_one_place(project: Build, tmp_path: Path, text: str, name: str) -> None:
    """Every passage leads back to just one place, and with all of them claimed there is nothing to add."""
    toml, _ = drafted(project, text, name, folder=str(tmp_path))
    read = project({"references.bib": BIB, name: text, "claims.toml": toml})
    assert [len(read.anchors[claim]) for claim in read.claims] == [1] * len(read.claims)
    _, added = append(read, read.documents[0], toml.encode(), str(tmp_path / "claims.toml"))
    assert added.claims == 0


@pytest.mark.parametrize(
    ("sentence", "sources"),
    [
        ("As Holsti (1995) says, it is (Holsti 1995: 7).", [{"key": "holsti1995", "page": "7"}]),
        (
            "Both hold (Holsti 1995: 7; Holsti 1995: 9).",
            [{"key": "holsti1995", "page": "7"}, {"key": "holsti1995", "page": "9"}],
        ),
        ("It is (Hatta dalam Holsti, 1995: 7).", [{"key": "holsti1995", "page": "7", "note": "Hatta dalam"}]),
        ("It is (lihat Holsti, 1995).", [{"key": "holsti1995"}]),
    ],
)
def test_a_work_is_named_once_for_each_place(project: Build, sentence: str, sources: list[dict[str, str]]) -> None:
    """Cited with its page and without, it is one source; read in another work, the source says which it was."""
    _, found = drafted(project, sentence + "\n")
    assert found["claim"][0]["source"] == sources


def test_a_further_year_is_told_with_its_name(project: Build) -> None:
    """Of "Holsti (1995, 2009)" the second is told by its author too, and without the bracket."""
    toml, _ = drafted(project, "Holsti (1995, 2009) says so.\n")
    assert '# "Holsti, 2009" fits no work in the library; near it: holsti1995' in toml


def test_a_document_that_cites_nothing_gives_no_claims(project: Build) -> None:
    """The file is still one to start from."""
    _, found = drafted(project, "Nothing here.\n")
    assert "claim" not in found


def test_the_seed_article_is_drafted(shared: Path, repository: Path) -> None:
    """All five citations of the seed, each joined to its work, the misspelt one too; the footer is none."""
    article = shared / "seed" / "article.txt"
    found = load_files([article], libraries=[repository / "references.bib"])
    (document,) = found.documents
    made = draft(found, document)
    claims = tomllib.loads(made.toml)["claim"]
    assert made.claims == 5
    assert made.unmatched == ()
    families = [found.entry(claim["source"][0]["key"]).people.names[0].family for claim in claims]  # type: ignore[union-attr]
    assert families == ["Kartasasmita", "Plano", "Dougherty", "Holsti", "Dougherty"]
    assert [one.match for one in found.attributions] == [*[Match.EXACT] * 4, Match.MISSPELT]
    for claim in claims:
        assert document.text.count(claim["exact"]) == 1


# ---------------------------------------------------------------------------------------------------- append

TEXT = "So it is [@holsti1995]. And so it was [@plano1979].\n"
OLD = 'document = "article.md" # ours\n\n[[claim]]\nid = "and-was"\nexact = "So it is"\n'


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_only_new_sentences_are_added_and_all_bytes_stay(
    project: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, ends: str
) -> None:
    """In whatever encoding and with whatever line ends, the old bytes come first and the new claim fits them."""
    old = OLD.replace("\n", ends).encode(encoding)
    project({"references.bib": BIB, "article.md": TEXT, "claims.toml": old})
    monkeypatch.chdir(tmp_path)
    read = load_files(["references.bib", "article.md", "claims.toml"])
    new, added = append(read, read.documents[0], old, "claims.toml")
    assert new.startswith(old)
    text = new.decode(encoding)
    assert text.count("\n") == text.count(ends)
    found = tomllib.loads(text)
    assert [claim["exact"] for claim in found["claim"]] == ["So it is", "And so it was"]
    assert "document" not in found["claim"][1]
    assert added.claims == 1


def test_adding_twice_adds_nothing(project: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When every sentence has its claim, the file comes back as it was."""
    project({"references.bib": BIB, "article.md": TEXT, "claims.toml": OLD})
    monkeypatch.chdir(tmp_path)
    names = ["references.bib", "article.md", "claims.toml"]
    read = load_files(names)
    once, _ = append(read, read.documents[0], OLD.encode(), "claims.toml")
    (tmp_path / "claims.toml").write_bytes(once)
    read = load_files(names)
    twice, added = append(read, read.documents[0], once, "claims.toml")
    assert (twice, added.claims) == (once, 0)


def test_a_claim_about_a_sentence_is_none_about_its_note(
    project: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note that stands within a claimed sentence has no claim yet, and gets one."""
    text = r"So it \emph{is}\footnote{Not so \cite{plano1979}.} today \cite{holsti1995}."
    old = 'document = "a.tex"\n[[claim]]\nid = "a"\nexact = "So it is today"\n'
    project({"references.bib": BIB, "a.tex": text, "claims.toml": old})
    monkeypatch.chdir(tmp_path)
    read = load_files(["references.bib", "a.tex", "claims.toml"])
    new, added = append(read, read.documents[0], old.encode(), "claims.toml")
    assert added.claims == 1
    assert tomllib.loads(new.decode())["claim"][1]["exact"] == "Not so"


def test_another_document_is_named_in_each_claim(
    project: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claims of a second document say so, since the file speaks of the first; ids do not meet."""
    project({"references.bib": BIB, "article.md": TEXT, "other.md": "And was [@plano1979].\n", "claims.toml": OLD})
    monkeypatch.chdir(tmp_path)
    read = load_files(["references.bib", "article.md", "other.md", "claims.toml"])
    other = read.document("other.md")
    assert other is not None
    new, _ = append(read, other, OLD.encode(), "claims.toml")
    claim = tomllib.loads(new.decode())["claim"][1]
    assert (claim["document"], claim["id"]) == ("other.md", "and-was-2")


@pytest.mark.parametrize(
    ("old", "message"),
    [
        (b'[[claim]]\nexact = "x\n', "claims.toml is not valid TOML, so nothing can be added to it"),
        (b'claim = [{exact = "x"}]\n', "no claim can be added to claims.toml, because of how its claims are written"),
    ],
)
def test_what_cannot_be_added_to_is_left_alone(project: Build, old: bytes, message: str) -> None:
    """A broken file, or one whose claims are an inline list, is refused with a reason."""
    read = project({"references.bib": BIB, "article.md": TEXT})
    with pytest.raises(ReadError) as caught:
        append(read, read.documents[0], old, "claims.toml")
    assert caught.value.message == message


def test_an_old_encoding_that_cannot_hold_the_claims(project: Build) -> None:
    """Cyrillic claims do not fit a file in Windows-1252: refused, not garbled."""
    read = project({"references.bib": BIB, "article.md": "Это так [@holsti1995].\n"})
    with pytest.raises(ReadError, match="is in cp1252, which cannot hold the new claims"):
        append(read, read.documents[0], 'note = "José"\n'.encode("cp1252"), "claims.toml")


def test_drafting_is_repeatable(project: Build) -> None:
    """The same project gives the same text, whatever was drafted before."""
    read = project({"references.bib": BIB, "article.md": TEXT})
    document = replace(read.documents[0])
    assert draft(read, document).toml == draft(read, read.documents[0]).toml
