"""`citekit format`, setting by setting, and what must hold of all of them together.

What is expected is worked out by hand; BibTeX itself and the open corpus are the second opinions.
"""

from __future__ import annotations

import contextlib
import random
import re
import subprocess
import tarfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from citekit.diagnostic import UsageError
from citekit.edits.formatting import SETTINGS, formatted, house_style
from citekit.edits.formatting.cleaning import escaped
from citekit.encoding import prepare
from citekit.formats.bibtex import read
from citekit.formats.bibtex.blocks import Kind
from citekit.formats.bibtex.name_fields import NAME_FIELDS
from citekit.formats.bibtex.scanner import scan
from citekit.model import Library
from citekit.projectfiles.format_settings import KINDS
from citekit.source import ByteSource


def library(data: bytes) -> Library:
    return read(prepare(data, "a.bib")[0])


def done(text: str, **settings: Any) -> str:
    """A file in a style; that a second run changes nothing is seen each time."""
    style = house_style({name.replace("_", "-"): value for name, value in settings.items()})
    once = formatted(library(text.encode()), style).data
    assert formatted(library(once), style).data == once
    return once.decode()


def value(text: str, name: str = "title", **settings: Any) -> str:
    """A value in a style."""
    made = done(f"@book{{k, {name} = {text}}}", **settings)
    return made.removeprefix("@book{k, ").removesuffix("}").partition(" = ")[2]


# ------------------------------------------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"A {\\"o} B"', '{A {\\"o} B}'),
        ("1998", "{1998}"),
        ("jan", "jan"),
        ('"a" # wp # {b}', "{a} # wp # {b}"),
        ("{a}", "{a}"),
    ],
)
def test_braces(before: str, after: str) -> None:
    """Quotation marks and bare numbers become braces; the names of strings stay."""
    assert value(before, enclose="braces") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [("{A}", '"A"'), ('{A "b" c}', '{A "b" c}'), ('{A {"}b c}', '"A {"}b c"'), ("1998", '"1998"'), ("wp", "wp")],
)
def test_quotes(before: str, after: str) -> None:
    """A value that has a quotation mark outside of braces keeps its braces: it would end there."""
    assert value(before, enclose="quotes") == after


@pytest.mark.parametrize(
    ("before", "after"), [("{1998}", "1998"), ('"3"', "3"), ("{007}", "{007}"), ("{1998a}", "{1998a}"), ("{}", "{}")]
)
def test_numbers(before: str, after: str) -> None:
    """Numbers lose their braces, but not what only looks like one; with braces asked for too, they still do."""
    assert value(before, numeric=True) == after
    assert value(before, numeric=True, enclose="braces") == after.replace('"', "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{January}", "jan"),
        ('"Sept."', "sep"),
        ("{DEC}", "dec"),
        ("3", "mar"),
        ("{03}", "mar"),
        ("may", "may"),
        ("{10~January}", "{10~January}"),
        ("{13}", "{13}"),
        ("{Januar}", "{Januar}"),
        ('"1~" # jan', '"1~" # jan'),
    ],
)
def test_months(before: str, after: str) -> None:
    """English names and numbers become the macros that all styles know (btxdoc, section 2.2)."""
    assert value(before, "month", months=True) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("12-15", "12--15"),
        ("12 – 15", "12--15"),
        ("12---15", "12--15"),
        ("e12-e15, 20-21", "e12--e15, 20--21"),
        ("xi-xiv", "xi--xiv"),
        ("12--15", "12--15"),
        ("2014-01-0452", "2014-01-0452"),
        ("12", "12"),
        ("12-", "12-"),
    ],
)
def test_pages(before: str, after: str) -> None:
    """Two pages get TeX's dash between them; what may be the number of an article stays."""
    assert value(f"{{{before}}}", "pages", page_dashes=True) == f"{{{after}}}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://doi.org/10.1000/182", "10.1000/182"),
        ("http://dx.doi.org/10.1000/a_b(1)", "10.1000/a_b(1)"),
        ("doi: 10.1000/182", "10.1000/182"),
        ("10.1000/182", "10.1000/182"),
        ("https://doi.org/", "https://doi.org/"),
        ("https://example.org/10.1000/182", "https://example.org/10.1000/182"),
    ],
)
def test_dois(before: str, after: str) -> None:
    """A DOI is what stands behind doi.org (doi.org, DOI Handbook, 2.2 and 3.8)."""
    assert value(f"{{{before}}}", "doi", doi=True) == f"{{{after}}}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A & B", r"A \& B"),
        (r"A \& B", r"A \& B"),
        (r"A \\& B", r"A \\\& B"),
        ("$a & b$ & c", r"$a & b$ \& c"),
        (r"\url{http://a/?b&c} & d", r"\url{http://a/?b&c} \& d"),
        (r"\href{http://a/?b&c}{R&D}", r"\href{http://a/?b&c}{R\&D}"),
        ("http://a/?b&c & d", r"http://a/?b&c \& d"),
        (r"\begin{tabular}a & b\end{tabular}", r"\begin{tabular}a & b\end{tabular}"),
        (r"\(a & b\) & c", r"\(a & b\) \& c"),
    ],
)
def test_ampersands(before: str, after: str) -> None:
    """A bare & is escaped where it is text, and never twice."""
    assert value(f"{{{before}}}", escape_ampersands=True) == f"{{{after}}}"


def test_other_signs() -> None:
    """With `escape` also % # and _, and no more; nothing in fields that hold no TeX."""
    assert value("{50 % of a_1 & #2 ~ $x_1$ ^}", escape=True) == r"{50 \% of a\_1 \& \#2 ~ $x_1$ ^}"
    for name in ("url", "doi", "file", "keywords", "crossref"):
        assert value("{a_b&c%20}", name, escape=True) == "{a_b&c%20}"


@given(st.text(alphabet="&%#_$\\{} ab~urlie()[]", max_size=40), st.sampled_from(["&", "&%#_"]))
def test_nothing_is_escaped_twice(tex: str, signs: str) -> None:
    """Escaping what was escaped changes nothing, and takes nothing away."""
    once = escaped(tex, signs)
    assert escaped(once, signs) == once
    assert once.replace("\\", "") == tex.replace("\\", "")


def test_braces_round_values() -> None:
    """Braces round the whole of a value go, however many, or come, just once; those of names mean a body and stay."""
    assert value("{{{A} b}}", strip_enclosing_braces=True) == "{{A} b}"
    assert value("{{{A b}}}", strip_enclosing_braces=True) == "{A b}"
    assert value("{{A} and {b}}", strip_enclosing_braces=True) == "{{A} and {b}}"
    assert value("{{UNESCO}}", "author", strip_enclosing_braces=True) == "{{UNESCO}}"
    assert value("{A b}", enclosing_braces=("title",)) == "{{A b}}"
    assert value("{{A b}}", enclosing_braces=("title",)) == "{{A b}}"
    assert value("{A b}", "note", enclosing_braces=("title",)) == "{A b}"


# ------------------------------------------------------------------------------------ what is said otherwise


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("http://a.org/b c|d", "http://a.org/b%20c%7Cd"),
        ("http://a.org/é%20%zz", "http://a.org/%C3%A9%20%25zz"),
        (r"http://a.org/\~b\_c\&d=é", r"http://a.org/\~b\_c\&d=\%C3\%A9"),
        ("http://a.org/{A}_b", "http://a.org/%7BA%7D_b"),
        ("<Go to ISI>://00020", "<Go to ISI>://00020"),
        (r"\url{http://a.org/b c}", r"\url{http://a.org/b c}"),
        (r"http://a.org/\~{}b c", r"http://a.org/\~{}b c"),
        ("http://a.org/b c http://b.org", "http://a.org/b c http://b.org"),
        ("http://意傳.台灣/ä", "http://意傳.台灣/ä"),
    ],
)
def test_addresses(before: str, after: str) -> None:
    """What an address cannot have is written with % (RFC 3986, 2.1); what is no single address stays."""
    assert value(f"{{{before}}}", "url", encode_urls=True) == f"{{{after}}}"
    assert value(f"{{{before}}}", "note", encode_urls=True) == f"{{{before}}}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("THE COLD WAR II: A HISTORY OF {NATO}", "The Cold War II: A History of {NATO}"),
        ("PENTINGNYA INOVASI DAN TEKNOLOGI DALAM BISNIS", "Pentingnya Inovasi dan Teknologi dalam Bisnis"),
        ("LEITFADEN FÜR DIE HYGIENE", "Leitfaden für die Hygiene"),
        ("WHY THE STARS DIE", "Why the Stars Die"),
        ("SAFE FLOWING WATER (SFW)", "Safe Flowing Water (SFW)"),
        ("O'NEILL'S PLAYS", "O'neill's Plays"),
        ("GB/T 2659-1986 世界各国和地区名称代码", "GB/T 2659-1986 世界各国和地区名称代码"),
        ("ALENEX/ANALCO", "ALENEX/ANALCO"),
        ("DNA RNA", "DNA RNA"),
        ("DER ALTE Mann", "DER ALTE Mann"),
        (r"M\"ULLERS GESAMMELTE WERKE", r"M\"ULLERS GESAMMELTE WERKE"),
    ],
)
def test_titles_in_capitals(before: str, after: str) -> None:
    """A title of several words, all in capitals, gets one for each word; acronyms, maths and TeX stay. By hand."""
    assert value(f"{{{before}}}", drop_all_caps=True) == f"{{{after}}}"
    assert value(f"{{{before}}}", "journal", drop_all_caps=True) == f"{{{before}}}"


def test_people_in_capitals() -> None:
    """Names that are all in capitals get small letters; initials, bodies and other people of the list stay."""
    before = "{HOLSTI, K. J. and A STEINBERGER and VAN DER BERG, JAN and {NATO} and UNESCO and Roe, Jane and others}"
    after = "{Holsti, K. J. and A Steinberger and van der Berg, Jan and {NATO} and UNESCO and Roe, Jane and others}"
    assert value(before, "author", drop_all_caps=True) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"{The {{DNA}} of {P}oincar{\'e}}", r"{The DNA of Poincar{\'e}}"),
        (r"{\emph{a {B} c}{d} {E}}", r"{\emph{a {B} c}{d} E}"),
        (r"{{a \LaTeX}{b} f{}f}", r"{{a \LaTeX}b f{}f}"),
        (r"{$x_{2}$ {A}}", r"{$x_{2}$ {A}}"),
        (r"{\x[{o}]{a}}", r"{\x[{o}]{a}}"),
        ('"A {"}b c"', '"A {"}b c"'),
        ("{A} # s", "{A} # s"),
    ],
)
def test_braces_that_keep_capitals(before: str, after: str) -> None:
    """They go from the fields named; those of commands, maths and what has commands in it stay."""
    assert value(before, remove_braces=("Title",)) == after
    assert value(before, remove_braces=("note",)) == before
    assert value("{{UNESCO}}", "author", remove_braces=("author",)) == "{{UNESCO}}"


def test_long_lists_of_people() -> None:
    """So many stay, as they are written; of a list that is no longer nothing goes."""
    assert (
        value("{Roe, A. and {B and C} and D~E and F}", "author", max_authors=2) == "{Roe, A. and {B and C} and others}"
    )
    assert value('"A and B and others"', "editor", max_authors=2) == '"A and B and others"'
    assert value('"A and B and others"', "editor", max_authors=1) == '"A and others"'
    assert value("{A and B and C}", "title", max_authors=1) == "{A and B and C}"


def test_long_values() -> None:
    """Lines are no longer than asked for, where words allow it; addresses, paragraphs and joined values stay."""
    text = (
        "@book{k,\n  title = {One two three four five\n     six seven eight\\ nine},\n"
        "  note = {a},\n  url = {http://example.org/a/long/one/that/stays},\n"
        "  abstract = {One paragraph\n\nand another one that is long},\n  series = {A joined value of } # s,\n}"
    )
    assert done(text, wrap=30) == text.replace(
        "{One two three four five\n     six seven eight\\ nine}",
        "{One two three four\n    five six seven\n    eight\\ nine}",
    )
    # A comma at the beginning of a line is the entry's, not the value's.
    comma = done("@book{k\n ,title = {One two three four}\n}", wrap=20)
    assert comma == "@book{k\n ,title = {One two\n  three four}\n}"
    crlf = done("@book{k,\r\n\ttitle = {One two three four five},\r\n}", wrap=24)
    assert crlf == "@book{k,\r\n\ttitle = {One two\r\n\t\tthree\r\n\t\tfour\r\n\t\tfive},\r\n}"
    assert done(text.replace("three four", "three  \n  four"), wrap=200).startswith(
        "@book{k,\n  title = {One two three four five six seven eight\\ nine},\n"
    )


# ------------------------------------------------------------------------------------------------------ fields


def test_fields_that_go() -> None:
    """Those named, those that are empty, and those that say again what an earlier one says; what contradicts stays."""
    text = '@book{k,\n  a = {1},\n  b = "",\n  A = {1},\n  a = {2},\n  c = { }, abstract = {x}\n}'
    assert done(text, omit=("Abstract",)) == text.replace(", abstract = {x}", "")
    assert done(text, remove_empty_fields=True) == "@book{k,\n  a = {1},\n  A = {1},\n  a = {2}, abstract = {x}\n}"
    assert done(text, remove_dupe_fields=True) == text.replace("\n  A = {1},", "")
    assert done("@book{k, a = {}, }", remove_empty_fields=True) == "@book{k, }"
    hides = "@book{k, title = {}, title = {A}}"
    assert done(hides, remove_empty_fields=True) == hides, "the first of a name counts"
    child = "@book{k, crossref = {l}, key = {}}"
    assert done(child, remove_empty_fields=True) == child, "it would take the parent's key"


def test_fields_in_order() -> None:
    """Those named first, the others behind them as they were; the layout stays as it was."""
    text = "@book{k,\n  Year = 1,\n  b = {x},\n  author = {A}, title = {T}\n}"
    assert done(text, sort_fields=("title", "author")) == (
        "@book{k,\n  title = {T},\n  author = {A},\n  Year = 1, b = {x}\n}"
    )
    assert (
        done(text, sort_fields=("standard",)).split()
        == "@book{k, author = {A}, title = {T}, Year = 1, b = {x} }".split()
    )


# ------------------------------------------------------------------------------------------------------ layout

UNTIDY = '@Article{k,Author="A",title   = {T\n   t},\n YEAR=1998, }\n'


def test_lines_and_indents() -> None:
    """Each field on a line of its own, and the inside of values as it was; the line ends are the file's own."""
    assert done("@book{k, a = {1}, bc = {2}}", space=2) == "@book{k,\n  a = {1},\n  bc = {2}\n}"
    assert done("@book( k\n , a = {1}, bc = {2},)", tab=True) == "@book(k,\n\ta = {1},\n\tbc = {2},\n)"
    assert done("@book{k, a = {1},\r\n b = {2\r\n2}}\r\n", space=0) == "@book{k,\r\na = {1},\r\nb = {2\r\n2}\r\n}\r\n"


def test_columns() -> None:
    """Behind the longest name of the entry, of the file, or a number of characters on; not where fields share lines."""
    text = "@a{k,\n  a= {1},\n  bcd  ={2},\n}\n@a{l,\n  efghij = 3}\n"
    assert done(text, align="entry") == "@a{k,\n  a   = {1},\n  bcd = {2},\n}\n@a{l,\n  efghij = 3}\n"
    assert done(text, align="file") == "@a{k,\n  a      = {1},\n  bcd    = {2},\n}\n@a{l,\n  efghij = 3}\n"
    assert done(text, align="4") == "@a{k,\n  a   = {1},\n  bcd = {2},\n}\n@a{l,\n  efghij = 3}\n"
    assert done(text, align="none") == "@a{k,\n  a = {1},\n  bcd = {2},\n}\n@a{l,\n  efghij = 3}\n"
    assert done("@a{k, a=1, bcd=2}", align="entry") == "@a{k, a=1, bcd=2}"


def test_commas_and_case() -> None:
    """A comma behind the last field or none, and names in one case; keys and the names of strings are left."""
    assert done("@a{k, a = 1\n}", trailing_commas=True) == "@a{k, a = 1,\n}"
    assert done("@a{k, a = 1 ,\n}", trailing_commas=False) == "@a{k, a = 1 \n}"
    assert done("@a{k}", trailing_commas=True) == "@a{k}"
    assert (
        done("@String{WP = {W}}\n@BOOK{Key, TiTle = WP}", case="lower") == "@String{WP = {W}}\n@book{Key, title = WP}"
    )
    assert done("@book{Key, title = WP}", case="title") == "@Book{Key, Title = WP}"


def test_blank_lines() -> None:
    """One between entries and round what stands between them; a remark directly above an entry stays there."""
    text = "% head\n@string{a = 1}\n@a{k}@a{l}\n\n\n\n@a{m}\n% on n\n@a{n} % and this\n% free\n\n\n@a{o}\n"
    assert done(text, blank_lines=True) == (
        "% head\n@string{a = 1}\n\n@a{k}\n\n@a{l}\n\n@a{m}\n\n% on n\n@a{n} % and this\n% free\n\n@a{o}\n"
    )


def test_a_whole_entry() -> None:
    """The standard set: how most files look."""
    assert done(UNTIDY, standard=True) == "@article{k,\n  author = {A},\n  title  = {T\n   t},\n  year   = {1998},\n}\n"


# ------------------------------------------------------------------------------------------------------- order

MIXED = """% Encoding: UTF-8

% what c says
@inproceedings{c, crossref = {p}, year = 2001} % a remark
@book{p, year = 1999}

% a heading

@misc{b, year = 2000}

% on a
@misc{A, year = 2000}
"""


def test_entries_in_order() -> None:
    """By key; a remark above an entry and one on its line go with it, a heading stays, a crossref's parent is last."""
    assert (
        done(MIXED, sort=("key",))
        == """% Encoding: UTF-8

% on a
@misc{A, year = 2000}
@misc{b, year = 2000}

% a heading

% what c says
@inproceedings{c, crossref = {p}, year = 2001} % a remark

@book{p, year = 1999}
"""
    )
    keys = re.findall(r"{(\w),", done(MIXED, sort=("year", "-key")))
    assert keys == ["b", "A", "c", "p"]


def test_strings_stay_above_their_use() -> None:
    """A string that would come too late goes to the top; where that would change what is said, it is a wall."""
    text = "@a{z, n = 1}\n@string{s = {S}}\n@a{a, n = s}\n@a{b, n = 2}\n"
    assert done(text, sort=("key",)) == "@string{s = {S}}\n\n@a{a, n = s}\n@a{b, n = 2}\n@a{z, n = 1}\n"
    text = "@a{z, n = s}\n@string{s = {S}}\n@a{b, n = s}\n@a{a, n = 2}\n"
    style = house_style({"sort": ("key",)})
    made = formatted(library(text.encode()), style)
    assert made.data == b"@a{z, n = s}\n@string{s = {S}}\n@a{a, n = 2}\n@a{b, n = s}\n"
    assert "in parts" in made.remark


def test_what_is_broken_stays_in_its_place() -> None:
    """No entry passes one that is broken, and of two with one key the first stays the first."""
    text = "@a{d, n = 1}\n@a{c, n = 1}\n@a{broken, n = {1}\n\n@a{b, n = 1}\n@a{a, n = 1}\n"
    assert done(text, sort=("key",)).split("\n")[::1][:2] == ["@a{c, n = 1}", "@a{d, n = 1}"]
    assert re.findall(r"{(\w+),", done(text, sort=("key",))) == ["c", "d", "broken", "a", "b"]
    twice = "@a{k, year = 2}\n@a{j, year = 1}\n@a{k, year = 0}\n"
    assert re.findall(r"year = (\d)", done(twice, sort=("year",))) == ["1", "2", "0"]


def test_a_circle_of_crossrefs_ends() -> None:
    """Entries that refer to each other in a circle are sorted as others are."""
    text = "".join(f"@a{{{key}, crossref = {{{other}}}}}\n" for key, other in ("ca", "ab", "bc"))
    assert re.findall(r"@a{(\w)", done(text, sort=("key",))) == ["a", "b", "c"]


def test_a_broken_entry_is_left_and_told() -> None:
    """What the reader had to guess at is not rewritten; the others are."""
    text = b'@a{k, t = "x" u = {y}}\n@a{l, t = "x"}\n'
    made = formatted(library(text), house_style({"enclose": "braces"}))
    assert made.data == b'@a{k, t = "x" u = {y}}\n@a{l, t = {x}}\n'
    assert [one.entry.key for one in made.left] == ["k"]


# ------------------------------------------------------------------------------------------------- all together


def test_settings_are_the_same_everywhere() -> None:
    """The command line, citekit.toml and the style have the same settings."""
    assert set(KINDS) == set(SETTINGS)


@pytest.mark.parametrize(
    "settings",
    [
        {"space": 2, "tab": True},
        {"align": "500"},
        {"align": "x"},
        {"case": "x"},
        {"enclose": "x"},
        {"space": -1},
        {"wrap": 2},
        {"max-authors": 0},
        {"remove-braces": ("a b",)},
    ],
)
def test_settings_that_cannot_be(settings: dict[str, Any]) -> None:
    """They are refused before anything is done."""
    with pytest.raises(UsageError):
        house_style(settings)


STYLES = st.fixed_dictionaries(
    {},
    optional={
        "space": st.sampled_from([0, 2]),
        "align": st.sampled_from(["entry", "file", "9", "none"]),
        "trailing-commas": st.booleans(),
        "case": st.sampled_from(["lower", "title", "upper"]),
        "enclose": st.sampled_from(["braces", "quotes"]),
        "sort": st.sampled_from([("key",), ("-year", "key"), ("author",), ("title",), ("note",)]),
        "sort-fields": st.sampled_from([("standard",), ("title", "year")]),
        "enclosing-braces": st.just(("title",)),
        "remove-braces": st.just(("title", "note")),
        "wrap": st.sampled_from([20, 30]),
        "max-authors": st.sampled_from([1, 2]),
        **{
            name: st.just(True)
            for name, kind in KINDS.items()
            if kind == "true or false" and name not in ("tab", "trailing-commas")
        },
    },
)
_VALUES = st.sampled_from(
    [
        "{A & B}",
        '"x {y} z"',
        "s",
        "{a} # s",
        "1998",
        "{}",
        "{{Z}}",
        "{12-15}",
        "jan",
        "{January}",
        "{k2}",
        "{50 % \\& $a_1$}",
        "{ROE, JANE and VON DER TANN, X and {BODY\n OF} people}",
        "{A very long\n\tvalue of {many} words, {\\'e}t {{A}} \\ b}",
        '"ALL OF THEM IN {CAPITALS}"',
    ]
)
_NAMES = st.sampled_from(["title", "Year", "author", "month", "pages", "crossref", "doi", "NOTE", "url"])
_FIELDS = st.lists(st.tuples(_NAMES, _VALUES), max_size=4)
_PIECES = st.one_of(
    st.tuples(st.sampled_from(["k1", "K1", "k2", "k10", "a"]), _FIELDS, st.sampled_from([", ", ",\n  ", "\n ,"])).map(
        lambda one: "@Misc{" + one[0] + "".join(f"{one[2]}{name} = {value}" for name, value in one[1]) + "}"
    ),
    st.sampled_from(
        ["% remark", "@string{s = {S}}", "@string{t = s}", "@comment{x}", "free", '@preamble{"p"}', "@a{bad, t = {"]
    ),
)
_GAPS = st.sampled_from(["\n", "\n\n", "", " ", "\n\n\n", ", "])
FILES = st.lists(st.tuples(_PIECES, _GAPS), max_size=8).map(lambda parts: "".join(piece + gap for piece, gap in parts))


def said(one: Library, settings: dict[str, Any]) -> Counter[object]:
    """What the entries of a file say, but for what the settings change."""
    standard = settings.get("standard")
    own = [("months", "month"), ("doi", "doi"), ("page-dashes", "pages")]
    changed = {field for setting, field in own if settings.get(setting) or standard}
    changed |= {"url"} if settings.get("encode-urls") else set()
    changed |= NAME_FIELDS if settings.get("max-authors") else set()
    fold = str.lower if settings.get("drop-all-caps") else str
    marks = str.maketrans("", "", "{}\\")
    return Counter(
        (entry.key_span.text, entry.type, tuple(sorted((n, t) for n, t in values if t.strip())))
        for entry in one.entries
        for values in [
            [
                (name, " ".join(fold(field.value).translate(marks).split()))
                for name, field in entry.fields.items()
                if name not in changed
            ]
        ]
    )


def remarks(one: Library) -> Counter[str]:
    """The words of all that is no entry."""
    assert isinstance(one.source, ByteSource)
    data = one.source.data
    pieces = (data[block.start : block.end] for block in scan(data) if block.kind is not Kind.ENTRY)
    return Counter(b" ".join(pieces).decode("latin-1").split())


def hold(data: bytes, settings: dict[str, Any]) -> None:
    """A second run changes nothing, all values but those meant to say the same, and no remark is lost."""
    style = house_style(settings)
    before = library(data)
    once = formatted(before, style).data
    after = library(once)
    assert formatted(after, style).data == once
    assert said(before, settings) == said(after, settings)
    assert remarks(before) == remarks(after)


@run(max_examples=60)
@given(FILES, STYLES)
def test_files_made_at_random(text: str, settings: dict[str, Any]) -> None:
    """Broken entries, strings, remarks and crossrefs in any order, formatted in any way."""
    hold(text.encode(), settings)


def test_files_of_other_people(shared: Path) -> None:
    """Sixty files of the open corpus, each with settings drawn by its number."""
    for number, data in enumerate(some_of(shared, 60)):
        draw = random.Random(number)
        flags = [setting for setting, kind in KINDS.items() if kind == "true or false" and setting != "tab"]
        settings: dict[str, Any] = {flag: True for flag in flags if draw.random() < 0.4}
        settings["align"] = draw.choice(["entry", "file", "14", "none"])
        settings |= {"wrap": 72, "max-authors": 3, "remove-braces": ("title",)} if draw.random() < 0.4 else {}
        settings["sort"] = draw.choice([("key",), ("-year", "key"), ("type", "title")])
        with contextlib.suppress(UsageError):
            # A damaged file in an encoding that is not written back is refused, whatever is to be changed in it.
            hold(data, settings)


def some_of(shared: Path, count: int) -> list[bytes]:
    """Files of the open corpus, the same each time."""
    with tarfile.open(shared / "bib" / "open.tar.xz") as archive:
        members = [member for member in archive.getmembers() if member.name.endswith(".bib") and member.size < 8_000]
        # In the order of the archive, which is unpacked once.
        chosen = sorted(random.Random(3).sample(members, count), key=lambda member: member.offset)
        return [file.read() for member in chosen if (file := archive.extractfile(member))]


def test_bibtex_prints_the_same_of_other_peoples_files(
    need: Callable[[str], str], shared: Path, tmp_path: Path
) -> None:
    """Layout, braces, numbers and the order of fields change nothing that BibTeX's plain style prints."""
    settings = {"space": 2, "align": "entry", "blank-lines": True, "trailing-commas": True, "case": "lower"}
    settings |= {"enclose": "braces", "numeric": True, "remove-empty-fields": True, "remove-dupe-fields": True}
    style = house_style({**settings, "sort-fields": ("standard",)})
    changed = 0
    for number, data in enumerate(some_of(shared, 25)):
        after = formatted(library(data), style).data
        changed += after != data
        folder = tmp_path / str(number)
        folder.mkdir()
        assert printed(need("bibtex"), folder / "a", data) == printed(need("bibtex"), folder / "b", after)
    assert changed > 15


def test_bibtex_prints_the_same(need: Callable[[str], str], tmp_path: Path, repository: Path) -> None:
    """The references that BibTeX's plain style makes are the same before and after, letter by letter."""
    text = (repository / "tests" / "formatting" / "untidy.bib").read_bytes()
    style = house_style(
        {"standard": True, "sort": ("-key",), "sort-fields": ("standard",), "numeric": True, "remove-dupe-fields": True}
    )
    after = formatted(library(text), style).data
    assert after != text
    assert printed(need("bibtex"), tmp_path / "c", text)[0] == "0"
    assert printed(need("bibtex"), tmp_path / "a", text) == printed(need("bibtex"), tmp_path / "b", after)


def printed(program: str, folder: Path, data: bytes) -> str:
    """What BibTeX makes of a file, and how it ends. The style sorts by itself."""
    folder.mkdir()
    (folder / "x.bib").write_bytes(data)
    (folder / "x.aux").write_text("\\citation{*}\n\\bibdata{x}\n\\bibstyle{plain}\n", encoding="ascii")
    ended = subprocess.run([program, "x"], cwd=folder, capture_output=True, check=False)
    return f"{ended.returncode} {(folder / 'x.bbl').read_text(encoding='latin-1')}"
