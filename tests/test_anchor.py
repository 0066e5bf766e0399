"""Passages: described, found again, and the nearest one when they are gone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citekit import anchor
from citekit.documents import latex, markdown
from citekit.loader import load
from citekit.model import Anchor, Selector
from citekit.source import TextSource


def texts(index: anchor.Index, selector: Selector) -> list[str]:
    """What stands at the places where a selector leads."""
    return [index.text[found.start : found.end] for found in anchor.match(index, selector)]


@pytest.mark.parametrize(
    ("text", "exact", "starts"),
    [
        ("Negara bekerja sama.", "bekerja", [7]),
        ("Negara  bekerja\n  sama.", "Negara bekerja sama", [0]),
        ("Negara\u00a0bekerja\r\nsama.", "Negara bekerja sama.", [0]),
        ("Negara bekerja sama.", "  Negara\n bekerja ", [0]),
        ("Ia bilang “begitu” saja.", 'bilang "begitu"', [3]),
        ("The states’ aim.", "states' aim", [4]),
        ("satu dua satu dua satu", "satu", [0, 9, 18]),
        ("satu dua satu dua satu", "satu dua satu", [0, 9]),
        ("Kartasasmita", "sasmit", [5]),
        ("banana banana", "ana", [1, 3, 8, 10]),
        ("kerja sama, kerja sama", "ja sa", [3, 15]),
        ("国際協力は国家の利益である。", "国家の利益", [5]),
        ("a … b", "…", [2]),
        ("Negara bekerja sama.", "berperang", []),
        ("Negara bekerja sama.", "", []),
        ("", "x", []),
    ],
)
def test_finds_every_place(text: str, exact: str, starts: list[int]) -> None:
    """All places of a passage are found, whatever the white space and the shape of the quotation marks."""
    found = anchor.match(anchor.Index(text), Selector(exact))
    assert [place.start for place in found] == starts


@pytest.mark.parametrize(
    ("prefix", "suffix", "starts"),
    [
        ("", "", [5, 15]),
        ("dua", "", [15]),
        ("dua ", "", [15]),
        ("", "dua", [5]),
        ("satu", "tiga", []),
        ("satu", "dua", [5]),
    ],
)
def test_prefix_and_suffix_narrow(prefix: str, suffix: str, starts: list[int]) -> None:
    """Of several places those remain that have the prefix before them and the suffix after them."""
    found = anchor.match(anchor.Index("satu sama  dua sama"), Selector("sama", prefix, suffix))
    assert [place.start for place in found] == starts


@pytest.mark.parametrize(
    ("text", "exact", "there"),
    [
        (
            "Lihat *Administrasi Internasional* itu.",
            "Lihat Administrasi Internasional itu",
            "Lihat *Administrasi Internasional* itu",
        ),
        ("Lihat *Administrasi Internasional* itu.", "Administrasi Internasional", "Administrasi Internasional"),
        ("Lihat *Administrasi Internasional* itu.", "Lihat *Administrasi", "Lihat *Administrasi"),
        ("Dua **hal** yang _penting_.", "Dua hal yang penting", "Dua **hal** yang _penting"),
        ("> kutipan yang\n> panjang sekali", "kutipan yang panjang sekali", "kutipan yang\n> panjang sekali"),
        ("Baca [buku ini](https://x.org/a) dahulu.", "Baca buku ini dahulu", "Baca [buku ini](https://x.org/a) dahulu"),
        ("Pakai nama_berkas itu.", "nama_berkas", "nama_berkas"),
        ("Jumlahnya 5*3 saja.", "5*3 saja", "5*3 saja"),
    ],
)
def test_marks_of_markdown_do_not_hinder(text: str, exact: str, there: str) -> None:
    """A passage is found as the reader of the article sees it, and as its source has it."""
    index = anchor.index(markdown.read(TextSource("a.md", text)))
    assert texts(index, Selector(exact)) == [there]


def test_commands_of_latex_do_not_hinder() -> None:
    """A passage copied from the printed page is found in its LaTeX source."""
    index = anchor.index(latex.read(TextSource("a.tex", r"Negara \emph{bekerja} sama~\cite{a} lagi.")))
    assert texts(index, Selector("Negara bekerja sama")) == [r"Negara \emph{bekerja} sama"]
    assert texts(index, Selector("sama lagi.")) == [r"sama~\cite{a} lagi."]


NOTED = r"Satu\footnote{Isi \emph{catatan} ini. Lagi.} dua tiga. Empat."


@pytest.mark.parametrize(
    ("exact", "there"),
    [
        ("Satu dua tiga.", NOTED[: NOTED.index(" Empat")]),
        ("Isi catatan ini.", r"Isi \emph{catatan} ini."),
        (r"Isi \emph{catatan} ini. Lagi.} dua", r"Isi \emph{catatan} ini. Lagi.} dua"),
        ("Lagi. dua", None),
        ("Empat. Isi", None),
    ],
)
def test_a_sentence_goes_on_after_its_note(exact: str, there: str | None) -> None:
    """A note may be left out of a passage or be one; what follows it in print follows it here too."""
    index = anchor.index(latex.read(TextSource("a.tex", NOTED)))
    assert texts(index, Selector(exact)) == ([there] if there else [])


@pytest.mark.parametrize(
    ("text", "passage", "exact"),
    [
        (r"Ini \emph{tebal} sekali.", r"Ini \emph{tebal", "Ini tebal"),
        (r"\textit{Satu} lagi.", r"\textit{Satu} lagi", "Satu lagi"),
        (r"Dari \asean{} ada 40\% lebih.", r"Dari \asean{} ada 40\% lebih", r"Dari \asean{} ada 40% lebih"),
        (r"Maka \emph{\citet{a}} benar.", r"\emph{\citet{a}} benar", r"\citet{a} benar"),
        (r"Hidup di caf\'e~ini saja.", r"caf\'e~ini", r"caf\'e ini"),
        (NOTED, NOTED[: NOTED.index(" tiga")], "Satu dua"),
        (NOTED, "Lagi.", "Lagi."),
    ],
)
def test_describes_what_a_reader_sees(text: str, passage: str, exact: str) -> None:
    """Markup is left out, at the ends and within; what stands for words is kept whole, as the source has it."""
    index = anchor.index(latex.read(TextSource("a.tex", text)))
    start = text.index(passage)
    selector = anchor.describe(index, start, start + len(passage))
    assert selector == Selector(exact)
    assert anchor.match(index, selector) == (Anchor(*index.trim(start, start + len(passage))),)


def test_describes_without_marks_and_only_with_what_is_needed() -> None:
    """A description has the passage's words alone; prefix or suffix come in when these stand in two places."""
    text = "Pertama *satu* dua.\n\nKedua satu dua."
    index = anchor.index(markdown.read(TextSource("a.md", text)))
    first, second = text.index("*satu"), text.rindex("satu")
    assert anchor.describe(index, 0, text.index(".")) == Selector("Pertama satu dua")
    assert anchor.describe(index, first, first + 10) == Selector("satu dua", prefix="Pertama")
    assert anchor.describe(index, second, second + 8) == Selector("satu dua", prefix="satu dua. Kedua")


_TEXT = st.text(alphabet="ab *_`>[]()$\n\\{}~.“\"'1\u00a0é", max_size=40)


@given(st.data(), _TEXT, st.sampled_from(["plain", "markdown", "latex"]))
def test_describe_and_match_are_inverse(data: st.DataObject, text: str, kind: str) -> None:
    """A described stretch is found again, there and nowhere else, in any text of any format."""
    reader = {"markdown": markdown.read, "latex": latex.read}.get(kind)
    index = anchor.index(reader(TextSource("a", text))) if reader else anchor.Index(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    trimmed = index.trim(start, end)
    selector = anchor.describe(index, start, end)
    expected = (Anchor(*trimmed),) if trimmed[0] < trimmed[1] else ()
    assert anchor.match(index, selector) == expected


@given(st.text(alphabet="ab .\n", max_size=60), st.text(alphabet="ab .", min_size=1, max_size=4))
@example("ab ab ab", "b a")
def test_finds_what_a_plain_search_finds(text: str, exact: str) -> None:
    """The places are those that a search letter by letter finds in the text with its white space folded."""
    folded = " ".join(text.split())
    wanted = " ".join(exact.split())
    places = [at for at in range(len(folded)) if wanted and folded.startswith(wanted, at)]
    assert len(anchor.match(anchor.Index(text), Selector(exact))) == min(len(places), anchor.MOST + 1)


@pytest.mark.parametrize(
    ("exact", "there"),
    [
        (
            "negara bekerja sama demi kepentingan mereka sendiri",
            "negara bekerja sama demi kepentingan bersama mereka sendiri",
        ),
        (
            "Pada umumnya negara selalu bekerja sama demi kepentingan",
            "Pada umumnya negara bekerja sama demi kepentingan",
        ),
        ("sesuatu yang sama sekali tidak ada di naskah ini", None),
        ("", None),
        ("…", None),
    ],
)
def test_says_what_a_lost_passage_may_have_become(exact: str, there: str | None) -> None:
    """Of a passage that was reworded the nearest stretch is given; for one that is gone nothing is made up."""
    text = "Awal. Pada umumnya negara bekerja sama demi kepentingan bersama mereka sendiri. Akhir cerita lain."
    found = anchor.nearest(anchor.Index(text), exact)
    assert (text[found.start : found.end] if found else None) == there


NEW = ("zamrud", "belimbing")
_WORD = re.compile(r"\w+(?:-\w+)*")


def reworded(passage: str) -> Iterator[tuple[str, str]]:
    """The passage with one or two words changed, gone or put in, at its start, in its middle and at its end."""
    words = [found.span() for found in _WORD.finditer(passage)]
    for size in (1, 2):
        for place, first in (("start", 0), ("middle", len(words) // 2), ("end", len(words) - size)):
            begin, end, following = words[first][0], words[first + size - 1][1], words[max(1, first + size - 1)][0]
            new = " ".join(NEW[:size])
            new = new.capitalize() if place == "start" else new
            yield f"{size} changed at the {place}", passage[:begin] + new + passage[end:]
            gone = passage[end:].lstrip() if place == "start" else passage[end:]
            yield f"{size} gone at the {place}", passage[:begin].rstrip(" " if place == "end" else "") + gone
            yield f"{size} put in at the {place}", f"{passage[:following]}{' '.join(NEW[:size])} {passage[following:]}"


def test_nearest_is_the_passage_as_it_now_is(repository: Path) -> None:
    """Whatever was done to a word or two of a claim of the worked example, in the article or in the claim, the
    nearest stretch is the passage, from its first word to its last, and nothing of the sentences around it.
    """
    project = load(repository)
    (document,) = project.documents
    index = anchor.index(document)
    wrong, tried = [], 0
    for claim, (place,) in project.anchors.items():
        passage = document.text[place.start : place.end]
        for what, new in reworded(passage):
            text = document.text[: place.start] + new + document.text[place.end :]
            edited = anchor.index(markdown.read(TextSource("article.md", text)))
            for there, exact, expected in ((edited, claim.selector.exact, new), (index, new, passage)):
                if not anchor.match(there, Selector(exact)):
                    tried += 1
                    near = anchor.nearest(there, exact)
                    found = there.text[near.start : near.end] if near else ""
                    wrong += [] if found.split() == expected.split() else [(claim.id, what, found, expected)]
    assert tried > 600
    assert wrong == []


def test_nearest_stays_in_its_paragraph() -> None:
    """A word that comes again in a heading or the next paragraph does not draw the stretch over there."""
    text = (
        "# Negara bekerja\n\nSebab bangsa bekerja sama demi kepentingan mereka sendiri\n\n# Selalu demi diri\n\nLagi."
    )
    index = anchor.index(markdown.read(TextSource("a.md", text)))
    near = anchor.nearest(index, "Negara bekerja sama demi kepentingan mereka sendiri Selalu")
    assert near is not None
    assert text[near.start : near.end] == "Sebab bangsa bekerja sama demi kepentingan mereka sendiri"


def test_nearest_of_a_long_passage_has_both_its_ends() -> None:
    """A passage of five hundred words that was edited at both ends and in the middle is found whole."""
    words = [f"kata{n * 7 % 1000}" for n in range(1500)]
    text = "Awal. Kata " + " ".join(words[500:1000]) + ". Akhir itu."
    old = "Kata " + " ".join(["lama", *words[501:700], "lama", *words[701:999], "lama."])
    near = anchor.nearest(anchor.Index(text), old)
    assert near is not None
    assert text[near.start : near.end] == text[6 : text.index(" Akhir")]


def test_nearest_of_a_whole_chapter_takes_no_longer() -> None:
    """Of a passage of ten thousand words, its beginning and its end are compared, not all of it."""
    words = [f"kata{n * 7 % 9973}" for n in range(10_000)]
    index = anchor.Index(" ".join(words))
    start = time.process_time()
    near = anchor.nearest(index, " ".join([*words[:5000], "lama", *words[5001:]]))
    assert near == Anchor(0, len(index.text))
    assert time.process_time() - start < 3


def test_the_one_place_of_common_words() -> None:
    """Words that stand thousands of times are found where they stand together."""
    text = "kata dua lagi " * 3000 + "kata dua tiga"
    for exact in ("kata dua tiga", "dua tiga", "tiga", "i kata dua t"):
        (found,) = anchor.match(anchor.Index(text), Selector(exact))
        assert text[found.start : found.end] == exact


@pytest.mark.parametrize(
    ("text", "exact"), [("(" * 1_000_000, "(("), ("a kata " * 350_000, "a"), ("ab" * 900_000, "b")]
)
def test_a_passage_that_stands_everywhere_takes_no_time(text: str, exact: str) -> None:
    """Fifty claims that mean nothing in particular are looked for in a moment: nobody counts all places."""
    index = anchor.Index(text)
    start = time.process_time()
    for _ in range(50):
        assert len(anchor.match(index, Selector(exact))) == anchor.MOST + 1
        assert len(anchor.match(index, Selector(exact, prefix=exact, suffix=exact), 2)) in (0, 3)
        assert anchor.match(index, Selector(exact, prefix="tak ada")) == ()
    assert time.process_time() - start < 3


@pytest.mark.parametrize("unit", ["(", "A ", "i", "ab", "a\n", "* "])
def test_time_grows_with_the_text_only(unit: str, grows_linearly: Callable[..., bool]) -> None:
    """In a text of one thing over and over a passage is described in the time of reading it."""

    def work(size: int) -> None:
        text = unit * (size // len(unit))
        index = anchor.index(markdown.read(TextSource("a.md", text)))
        anchor.describe(index, len(text) // 2, len(text) // 2 + 20)
        anchor.nearest(index, unit * 30)

    assert grows_linearly(work, 20_000, 80_000)


def test_many_claims_in_a_long_text() -> None:
    """A thousand sentences of half a megabyte are described and found again in a second or so."""
    sentences = [f"Kalimat {n} tentang negara ke-{n * 7} dan kepentingan nomor {n % 13}." for n in range(9000)]
    text = "\n".join(sentences)
    start = time.process_time()
    index = anchor.Index(text)
    for sentence in sentences[::9]:
        at = anchor.match(index, Selector(sentence))
        assert len(at) == 1
        anchor.describe(index, at[0].start, at[0].end)
    assert time.process_time() - start < 5
