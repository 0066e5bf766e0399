r"""LaTeX to Unicode. Accents are checked against Unicode's own composition, commands by hand from the LaTeX manuals."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.richtext import Text

from citekit.formats.bibtex.latex import LITERAL_CLOSE, LITERAL_OPEN, simplify, stretches, to_unicode
from citekit.formats.bibtex.latex_decoding import decode

ACCENTS = {
    "`": "GRAVE", "'": "ACUTE", "^": "CIRCUMFLEX", "~": "TILDE", "=": "MACRON", "u": "BREVE", ".": "DOT ABOVE",
    '"': "DIAERESIS", "r": "RING ABOVE", "H": "DOUBLE ACUTE", "v": "CARON", "d": "DOT BELOW", "c": "CEDILLA",
    "k": "OGONEK",
}  # fmt: skip


def letters() -> list[tuple[str, str, str]]:
    """Accent, letter and result, for all Latin letters with one accent that Unicode names."""
    found = []
    for accent, name in ACCENTS.items():
        for base in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz":
            size = "CAPITAL" if base.isupper() else "SMALL"
            try:
                whole = unicodedata.lookup(f"LATIN {size} LETTER {base.upper()} WITH {name}")
            except KeyError:
                continue
            found.append((accent, base, whole))
    return found


@pytest.mark.parametrize(("accent", "base", "whole"), letters())
def test_accents(accent: str, base: str, whole: str) -> None:
    """Each accent on each letter, in all the ways in which people write it."""
    gap = " " if accent.isalpha() else ""
    forms = [
        f"\\{accent}{{{base}}}",
        f"{{\\{accent}{{{base}}}}}",
        f"{{\\{accent}{gap}{base}}}",
        f"\\{accent}{gap}{base}",
    ]
    if base in "ij":
        forms += [f"\\{accent}{{\\{base}}}", f"{{\\{accent}\\{base}}}", f"\\{accent}\\{base}"]

    assert {to_unicode(form) for form in forms} == {whole}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"Garc{\'\i}a M\'{\i}rquez", "García Mírquez"),
        (r"{\AA}rhus, K{\o}benhavn, \L\'od\'z, {\ss}, \OE uvre", "Århus, København, Łódź, ß, Œuvre"),
        (r"\'{\^e}", "ế"),
        (r"Dvo{\v{r}}{\'a}k", "Dvořák"),
        (r"10--20 --- ``so'' ?`no?", "10–20 — “so” ¿no?"),
        (r"AT\&T 50\% \$5 \#1 a\_b \{x\}", "AT&T 50% $5 #1 a_b {x}"),
        (r"J.~K. \, Rowling\\Second", "J. K. Rowling Second"),
        (r"{\TeX}book, \LaTeX{}, \textcopyright{} 1997", "TeXbook, LaTeX, © 1997"),
        (r"H$_2$O, 10$^{-3}$, $x_{ij}$, $\alpha$-decay", "H₂O, 10⁻³, x_{ij}, α-decay"),
        (r"\textit{Homo} {\em sapiens} \emph{s.l.}", "Homo sapiens s.l."),
        (r"\textsuperscript{2}H and CO\textsubscript{2}", "²H and CO₂"),
        (r"\enquote{peace} \mkbibquote{war}", "“peace” “war”"),
        (r"\url{https://a.org/x_y%20z~w}", "https://a.org/x_y%20z~w"),
        (r"\href{https://a.org}{here}", "here (https://a.org)"),
        (r"costs $5", "costs $5"),
        ("  two\n\t words ", "two words"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_values(value: str, text: str) -> None:
    """What people write in titles and names comes out as a reader should see it."""
    assert to_unicode(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (r"\acro{NATO} and \textup{The good place} ends", "NATO and The good place ends"),
        (r"\TUB press", r"\TUB press"),
        (r"\foo{a}{b}", "ab"),
        ("a { b", "a b"),
        ("a } b", "a b"),
        ("end\\", "end\\"),
        (r"\'", "´"),
        (r"\7{x}", r"\7x"),
        (r"\~{}x", "~x"),
    ],
)
def test_no_text_is_deleted(value: str, text: str) -> None:
    """An unknown command leaves its argument, or itself; braces without a partner hurt nobody."""
    assert to_unicode(value) == text


def test_what_is_only_there_to_be_sorted_by() -> None:
    r"""The argument of \noopsort prints nothing in BibTeX's own example file, so nothing here."""
    assert to_unicode(r"{\noopsort{1973b}}1973") == "1973"


@pytest.mark.parametrize(
    ("value", "simple"),
    [
        (r"{DNA} of {\'E}tienne", "{DNA} of Étienne"),
        (r"A \& B: 50\% of a_b", r"A \& B: 50\% of a\_b"),
        (r"\emph{Homo sapiens} here", "{Homo sapiens} here"),
        (r"{{{deep}}} {} x", "{deep} x"),
        ("open { brace", "open { brace}"),
        (r"\{x\}", f"{LITERAL_OPEN}x{LITERAL_CLOSE}"),
    ],
)
def test_simple_tex(value: str, simple: str) -> None:
    """For pybtex: Unicode letters, protecting braces in pairs, TeX's special characters still escaped."""
    assert simplify(value) == simple


AWKWARD = st.lists(
    st.sampled_from(
        [
            "\\", "{", "}", "$", "~", "_", "^", "&", "%", "#", "--", "``", "''", "?`", " ", "\n", "a", "É", "ı", "\\'",
            "\\v", "\\i", "\\emph", "\\textbf{", "\\url{", "\\href{", "\\foo", "\\textsuperscript", "\\enquote{", "\\(",
            "\\)", "\\noopsort{", "\\sqrt{", "\\\\", "\\{", "\\}", "\u0301", "x y",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(AWKWARD)
def test_pybtex_sees_the_same_text(value: str) -> None:
    """pybtex reads the simple TeX of any value as just the text that we give (ligatures apart, which are done here)."""
    simple = simplify(value)
    ours = "".join(text for text, _ in stretches(simple))
    theirs = str(Text.from_latex(simple)).replace(LITERAL_OPEN, "{").replace(LITERAL_CLOSE, "}")

    # A brace that protects from changes of case keeps a letter and its accent apart.
    assert unicodedata.normalize("NFC", " ".join(ours.split())) == to_unicode(value)
    if not any(mark in ours for mark in ("--", "``", "''", "?`", "!`", "$")):
        assert " ".join(theirs.split()) == " ".join(ours.split())


@given(st.text(max_size=40))
def test_plain_text_stays(text: str) -> None:
    """Text without TeX's characters only loses superfluous white space."""
    if not any(mark in text for mark in "\\{}$~`'-!?"):
        assert to_unicode(text) == " ".join(text.split())


@pytest.mark.parametrize(
    "piece",
    ["{", "\\'{", "\\'", "\\url{", "\\href{a}{", "$^{a", "$\\$", "\\' ", "{\\'a", "\\enquote{", "{a} ", "\\foo"],
)
def test_hostile_values_take_linear_time(piece: str, grows_linearly: Callable[..., bool]) -> None:
    """Eight times the value takes about eight times as long, at any depth of nesting."""

    def work(count: int) -> None:
        to_unicode(piece * count + "x" * count + "}" * count)
        simplify(piece * count + "x" * count + "}" * count)

    assert grows_linearly(work, 4_000, 32_000)


def test_a_value_of_very_many_words_has_single_spaces() -> None:
    """What is taken in pieces is joined as if it were not, wherever the pieces end."""
    words = [("word" * (n % 7)) or "a" for n in range(60_000)]
    for gap in (" ", "  ", "\n \t"):
        assert to_unicode(gap + gap.join(words) + gap) == " ".join(words)
    assert to_unicode("x" * 200_000) == "x" * 200_000


PIECES = (
    *"\\ { } {} $ ~ - -- ` '' !` ^ e E i von é \u0301".split(" "),
    *r"\' \" \v \c \k \ss \o \i \& \_ \\ \em".split(" "),
    *r"\textit \url \foo \bf \copyright \uppercase {\'e} \v{s} \'{\i} {\ss}".split(" "),
    " ", "  ", "\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
@settings(max_examples=400, deadline=None)
def test_the_short_way_ends_where_the_long_one_does(value: str) -> None:
    """A value whose commands are put in each for itself has the text that it has when it is decoded from end to end."""
    assert to_unicode(value) == " ".join(decode(value).split())
