r"""Unicode to LaTeX. Accents are checked against Unicode's own composition, commands by hand from the LaTeX manuals,
and all of it by the way back, whose own tests check it against the same."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from citekit.formats.bibtex.latex import to_unicode, unknown_commands
from citekit.formats.bibtex.latex_encoding import to_tex
from citekit.formats.bibtex.latex_marks import PROTECT, UNPROTECT

COMBINING = {
    "0300": "`", "0301": "'", "0302": "^", "0303": "~", "0304": "=", "0306": "u", "0307": ".", "0308": '"', "0309": "h",
    "030A": "r", "030B": "H", "030C": "v", "030F": "G", "0323": "d", "0327": "c", "0328": "k", "0331": "b",
}  # fmt: skip
"""Accents of LaTeX (source2e, section on the text encodings; vntex for `h`)."""


LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzæøÆØ")


def composed() -> list[str]:
    """Every Latin letter of Unicode that is a letter of ASCII, æ or ø with accents that LaTeX has (å is its own)."""
    known = {chr(int(code, 16)) for code in COMBINING}
    found = []
    for code in range(0xC0, 0x1F00):
        letter = chr(code)
        base, accents = unicodedata.normalize("NFD", letter)[:1], unicodedata.normalize("NFD", letter)[1:]
        if accents and base in LETTERS and set(accents) <= known and letter not in "åÅ":
            found.append(letter)
    return found


def test_every_accented_letter() -> None:
    """Each is composed of ASCII alone, in one group, and is read back as itself: 400 letters and more."""
    letters = composed()
    written = {letter: to_tex(letter, ascii=True) for letter in letters}

    assert len(letters) > 400
    assert [letter for letter, tex in written.items() if not tex.isascii() or tex[:2] != "{\\" or tex[-1] != "}"] == []
    assert [letter for letter, tex in written.items() if to_unicode(tex) != letter] == []


def test_the_accent_is_the_right_one() -> None:
    """The commands are those of LaTeX, in the order in which Unicode puts the accents on the letter."""
    for letter in composed():
        marks = unicodedata.normalize("NFD", letter)[1:]
        commands = re.findall(r"\\([`'^~=.\"]|[uhrHvGdckb](?=[{\\]))", to_tex(letter, ascii=True))

        assert commands == [COMBINING[f"{ord(mark):04X}"] for mark in reversed(marks)]


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("é", r"{\'e}"),
        ("ş", r"{\c{s}}"),
        ("í", r"{\'i}"),
        ("ĩ", r"{\~\i}"),
        ("ị", r"{\d{i}}"),
        ("ǰ", r"{\v{\j}}"),
        ("ế", r"{\'{\^e}}"),
        ("ặ", r"{\u{\d{a}}}"),
        ("ớ", r"{\'{\ohorn}}"),
        ("ǽ", r"{\'\ae}"),
        ("Łódź", r"{\L}{\'o}d{\'z}"),
        ("Århus", r"{\AA}rhus"),
        ("Straße", r"Stra{\ss}e"),
        ("e\u0301", r"{\'e}"),
        ("m\u0303", r"{\~m}"),
        ("10–20 — “so” ¿no?", "10--20 --- ``so'' ?`no?"),
        ("l’été", r"l{\textquoteright}{\'e}t{\'e}"),
        ("α-decay ≤ 5 µm", r"$\alpha$-decay $\leq$ 5 {\textmu}m"),
        ("H₂O", "H$_{2}$O"),
        ("№ 5 €", r"{\textnumero} 5 {\texteuro}"),
        ("Достоевский 日本", "Достоевский 日本"),
    ],
)
def test_in_ascii(text: str, tex: str) -> None:
    """Letters and signs are composed; what LaTeX has no way to say stays."""
    assert to_tex(text, ascii=True) == tex


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("AT&T: 50 % of $5 #1 a_b", r"AT\&T: 50 \% of \$5 \#1 a\_b"),
        ("{x} ~ ^ \\", r"\textbraceleft{}x\textbraceright{} \textasciitilde{} \textasciicircum{} \textbackslash{}"),
        ("Éa – b", "Éa -- b"),
        ("a--b ``c'' ?`", "a-{}-b `{}`c'{}' ?{}`"),
        ("-–", "-{}--"),
        ("plain", "plain"),
        ("“so”", "“so”"),
        ("", ""),
    ],
)
def test_in_unicode(text: str, tex: str) -> None:
    """Only what is special in TeX is written otherwise."""
    assert to_tex(text) == tex


@pytest.mark.parametrize(
    ("tex", "composed"),
    [
        (r"\'Ecole \& {é} 50\%", r"\'Ecole \& {{\'e}} 50\%"),
        (r"$α_1$ and β", r"${\alpha}_1$ and $\beta$"),
        ("a–b ~ c", "a--b ~ c"),
        (r"\emph{å}", r"\emph{{\aa}}"),
        ("日本", "日本"),
        (r"$x_é ı$", r"$x_{\mbox{{\'e}}} {\imath}$"),
    ],
)
def test_of_tex(tex: str, composed: str) -> None:
    """Of what is TeX already nothing is escaped; only letters are composed, and only when that is asked for."""
    assert to_tex(tex, tex=True) == tex
    assert to_tex(tex, tex=True, ascii=True) == composed


def spaced(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


# The letters that protect words are no text, nor is half of a pair of surrogates.
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters=[PROTECT, UNPROTECT])
TEXTS = st.text(CHARACTERS, max_size=40) | st.text("-–—`'“”!?¿¡{}\\$~^_%&# éÉıí̈αß\u00a0", max_size=40)


@settings(max_examples=500)
@given(TEXTS, st.booleans())
@example("`“", True)
@example("i\u0307\u0301", True)
def test_text_comes_back(text: str, ascii: bool) -> None:
    """Any text that is encoded and decoded is the same, white space apart."""
    assert to_unicode(to_tex(text, ascii=ascii)) == spaced(text)


def test_every_character_comes_back() -> None:
    """Each character of the alphabets and signs, between two letters, is the same after encoding and decoding."""
    characters = (chr(code) for code in [*range(32, 0x3000), *range(0x3000, sys.maxunicode, 97)])
    wrong = []
    for character in characters:
        if unicodedata.category(character) in ("Cs", "Cn", "Co") or character in (PROTECT, UNPROTECT):
            continue
        text = f"a{character}b"
        wrong += [text for ascii in (False, True) if to_unicode(to_tex(text, ascii=ascii)) != spaced(text)]

    assert wrong == []


VALUES = st.lists(
    st.sampled_from(
        [
            "\\", "{", "}", "$", "~", "_", "^", "&", "%", "#", "--", "``", "''", "?`", " ", "a", "É", "ı", "\\'", "\\v",
            "\\i", "\\emph", "\\textbf{", "\\url{", "\\foo", "\\textsuperscript{2}", "\\enquote{", "\\(", "\\)", "ế",
            "\\alpha", "α", "\\ss ", "\\&", "\\uppercase{v}", "\u0301", "–", "-",
        ]
    ),
    max_size=20,
).map("".join)  # fmt: skip


@settings(max_examples=500)
@given(VALUES, st.booleans())
def test_decoding_is_stable(value: str, ascii: bool) -> None:
    """The text of any value, put into TeX and read again, is that text."""
    text = to_unicode(value)

    assert to_unicode(to_tex(text, ascii=ascii)) == text


@settings(max_examples=500)
@given(TEXTS, st.booleans(), st.booleans())
def test_nothing_is_escaped_twice(text: str, ascii: bool, again: bool) -> None:
    """What has been encoded is TeX, and told so, encoding it again changes nothing that is escaped."""
    once = to_tex(text, ascii=ascii)
    twice = to_tex(once, ascii=again, tex=True)

    assert to_unicode(twice) == to_unicode(once)
    assert (again and not ascii) or twice == once


def test_unknown_commands() -> None:
    """Commands that are in no table are listed once each; accents, letters and markup are known."""
    value = r"\acme{Good} \'E\v{s}\i \emph{x} \TUB{} \acme \url{a\b} \& \( x \) \uppercase{v}"

    assert unknown_commands(value) == ("acme", "TUB")
    assert unknown_commands("plain") == ()


@pytest.mark.parametrize("piece", ["é", "-", "a\u0301", "α$", "\\", "{", "\u0301"])
def test_hostile_texts_take_linear_time(piece: str, grows_linearly: Callable[..., bool]) -> None:
    """Eight times the text takes about eight times as long."""

    def work(count: int) -> None:
        to_tex(piece * count, ascii=True)
        to_tex(piece * count, ascii=True, tex=True)

    assert grows_linearly(work, 4_000, 32_000)
