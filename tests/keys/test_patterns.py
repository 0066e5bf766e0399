"""Keys by patterns: what JabRef's and Better BibTeX's documentation and JabRef's own tests say of their examples.

"JabRef": docs.jabref.org/setup/citationkeypatterns, "Customize the citation key generator". "JabRef's tests": the
values in its class CitationKeyGeneratorTest. "Better BibTeX": retorque.re/zotero-better-bibtex/citing and its lists of
functions and filters.
"""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.diagnostic import UsageError
from citekit.formats.bibtex import read
from citekit.keys import Taken, guess, make_key, parse
from citekit.keys.ascii import to_ascii
from citekit.keys.table import COMMON, FILTERS, FUNCTIONS, MARKERS, MODIFIERS
from citekit.model import Entry
from citekit.source import ByteSource

PEOPLE = ["Newton, Isaac", "Maxwell, James", "Einstein, Albert", "Bohr, Niels", "Unknown, Harry"]


def entry(text: str) -> Entry:
    return read(ByteSource("a.bib", text.encode())).entries[0]


def by(*people: str) -> Entry:
    return entry(f"@book{{k, author = {{{' and '.join(people)}}}}}")


AWESOME = entry(
    """@inproceedings{k, author = {Yared, Ann}, year = 1998, title = {An awesome paper on JabRef},
    journal = {Journal of Fish Biology}, pages = {41,7,73--97}, keywords = {sea fish, net; boat}, date = {2020-09-05},
    langid = {german}, publisher = {Müller}}"""
)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("demo[TITLE:abbr]", "demoAapoJ"),
        ("[shorttitle]", "AwesomePaperJabref"),
        ("[veryshorttitle]", "Awesome"),
        ("[camel]", "AnAwesomePaperOnJabref"),
        ("[title]", "AnAwesomePaperonJabref"),
        ("[title:abbr]", "AAPoJ"),
        ("[camel:abbr]", "AAPOJ"),
        ("[journal:abbr]", "JoFB"),
        ("[firstpage]", "7"),
        ("[lastpage]", "97"),
        ("[auth:lower]", "yared"),
        ("[auth:upper]", "YARED"),
        ("[volume:(unknown)]", "unknown"),
        ("[fulltitle:truncate4]", "Ana"),
        ("[entrytype]", "InProceedings"),
        ("[keyword2]", "net"),
        ("[keywords2]", "seafishnet"),
        ("[DATE]", "20200905"),
        ("[MONTH][DAY]", "September5"),
        ("[shortyear]", "20"),
        ("[fulltitle:sentencecase]", "Anawesomepaperonjabref"),
        ("[fulltitle:capitalize]", "AnAwesomePaperOnJabref"),
        ("[fulltitle:titlecase]", "AnAwesomePaperonJabref"),
        ("[editors][pureauth]", "Yared"),
        (r"\[[auth]\]", "[Yared]"),
    ],
)
def test_jabrefs_examples(pattern: str, key: str) -> None:
    """JabRef's documentation, for the title "An awesome paper on JabRef", and what it says of pages and modifiers."""
    assert parse(pattern).base(AWESOME) == key


@pytest.mark.parametrize(
    ("pattern", "keys"),
    [
        ("[auth]", ["Newton"] * 5),
        ("[auth3]", ["New"] * 5),
        ("[authIni4]", ["Newt", "NeMa", "NeME", "NMEB", "NMEB"]),
        ("[auth.auth.ea]", ["Newton", "Newton.Maxwell", *["Newton.Maxwell.ea"] * 3]),
        ("[auth.etal]", ["Newton", "Newton.Maxwell", *["Newton.etal"] * 3]),
        ("[authEtAl]", ["Newton", "NewtonMaxwell", *["NewtonEtAl"] * 3]),
        ("[authshort]", ["Newton", "NM", "NME", "NME", "NME"]),
        ("[authorsAlpha]", ["New", "NM", "NME", "NMEB", "NME"]),
        ("[authorLast]", ["Newton", "Maxwell", "Einstein", "Bohr", "Unknown"]),
        ("[authorLastForeIni]", ["I", "J", "A", "N", "H"]),
        ("[authorIni]", ["Newto", "NewtoM", "NewtoME", "NewtoMEB", "NewtoMEBU"]),
        ("[authors1]", ["Newton", *["NewtonEtAl"] * 4]),
        ("[authors3]", ["Newton", "NewtonMaxwell", "NewtonMaxwellEinstein", *["NewtonMaxwellEinsteinEtAl"] * 2]),
        ("[auth3_2]", ["", "Max", "Max", "Max", "Max"]),
        (
            r'[auth.etal:regex("\\.etal","EtAl"):regex("\\.","And")]',
            ["Newton", "NewtonAndMaxwell", *["NewtonEtAl"] * 3],
        ),
    ],
)
def test_authors_as_jabref_has_them(pattern: str, keys: list[str]) -> None:
    """JabRef's tests, for one to five people; a `+` is among the characters that it takes out by default."""
    assert [parse(pattern).base(by(*PEOPLE[:count])) for count in range(1, 6)] == keys


@pytest.mark.parametrize(
    ("person", "auth", "alpha"),
    [
        (r"Andreas K{\"o}ning", "Koening", "Koe"),
        ("Simon Popovi\\v{c}ov\\'{a}", "Popovicova", "Pop"),
        ("Oraib Al-Ketan", "AlKetan", "AlK"),
        ("Andrés D'Alessandro", "DAlessandro", "DAl"),
        ("Wil van der Aalst", "Aalst", "vdAal"),
        ("{Massachusetts Institute of Technology}", "MIT", "MIT"),
        ("{European Union Aviation Safety Agency}", "EUASA", "EUA"),
        (r"{Link{\"o}ping University, Department of Electrical Engineering}", "UniLinkoepingEE", "Uni"),
        ("{The School of Null}", "SchoolNull", "Sch"),
        ("{Department of Localhost NullGenerators}", "DLN", "DLN"),
    ],
)
def test_names_as_jabref_has_them(person: str, auth: str, alpha: str) -> None:
    """JabRef's tests and documentation: accents, hyphens, particles, and the names of bodies in braces."""
    assert (parse("[auth]").base(by(person)), parse("[authorsAlpha]").base(by(person))) == (auth, alpha)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("auth.lower + shorttitle(3,3) + year", "yaredAwesomePaperJabRef2020"),
        ("authEtal2.transliterate.capitalize + year + shorttitle(3, 3)", "Yared2020AwesomePaperJabRef"),
        ("title", "AnAwesomePaperJabRef"),
        ("auth(3).upper + '-' + shortyear", "YAR-20"),
        ("type('book') + auth | year", "2020"),
        ("type(inproceedings) + auth | year", "Yared"),
        ("authors(n=1, etal='EtAl') + origyear.default('x')", "Yaredx"),
        ("(editor | Title.skipwords.select(1,1)).lower", "awesome"),
        ("auth.len('>', 9) + year; 'short' + year", "short2020"),
        ("auth.replace('ared', 'ork') + auth.replace(/A.*/i, '')", "YorkY"),
        ("Title.condense('_').substring(1,10)", "An_awesome"),
        ("PublicationTitle.abbr", "JoFB"),
        ("auth.prefix('x').postfix('y') + note", "xYaredy"),
        ("Publisher.fold", "Mueller"),
        ("date('%Y%m')", "202009"),
        ('journal.nopunctordash.alphanum.ascii.discard.default("none") + firstpage', "none7"),
        ("[auth:lower][Title:skipwords:select,1,1:lower]", "yaredawesome"),
    ],
)
def test_better_bibtexs_formulas(pattern: str, key: str) -> None:
    """Better BibTeX's lists of functions and filters, worked out by hand; the last is of its earlier form."""
    assert (
        parse(pattern.replace("editor |", "authors(creator='editor') |").replace("note", "Extra")).base(AWESOME) == key
    )


def test_a_formula_takes_particles_along() -> None:
    """In Zotero a particle is part of the family name: Better BibTeX's `auth` of Wil van der Aalst."""
    assert parse("auth").base(by("Wil van der Aalst")) == "vanderAalst"


@pytest.mark.parametrize(
    ("pattern", "column", "hint"),
    [
        ("[auth][yaer]", 8, "did you mean year?"),
        ("[auth:lowr]", 7, "did you mean lower?"),
        ("[auth] [year]", 7, "markers stand in brackets: [auth][year]"),
        ("[auth][year", 7, "add its ]"),
        ("[][year]", 2, "put a marker in: [auth]"),
        ('[auth:regex("(","")]', 7, "look at its brackets and parentheses"),
        ("auth + yaer", 8, "did you mean year?"),
        ("auth.lowr", 6, "did you mean lower?"),
        ("auth + ", 7, "such as auth, year or shorttitle(3,3)"),
        ("auth(2", 5, "add its )"),
        ("auth(n='x')", 1, "usually it is 0"),
        ("auth(x=1)", 1, "it takes: n, m, creator, initials, clean"),
        ("auth ? year", 6, "a text stands in quotation marks: '-'"),
        ("zotero", 1, "leave it out, or write another word in its place"),
        ("auth year", 6, "pieces are put together by +"),
        ("(" * 30 + "auth" + ")" * 30, 21, "write it with fewer"),
        ("auth + postfix('x')", 8, "put %(a)s or %(n)s in"),
    ],
)
def test_what_is_wrong_is_told_with_its_column(pattern: str, column: int, hint: str) -> None:
    """A pattern that cannot be read is refused, and the place and the nearest word are named."""
    with pytest.raises(UsageError, match=f"column {column} of the key pattern") as refused:
        parse(pattern)
    assert refused.value.hint == hint


def test_an_empty_pattern_is_refused() -> None:
    """It would make no key."""
    with pytest.raises(UsageError, match="empty"):
        parse("  ")


@given(st.text(alphabet="[]auth:year.+|()'\"\\/ 3,=%-", max_size=40))
def test_no_pattern_stops_the_program(text: str) -> None:
    """Whatever a person writes is a pattern that makes keys a .bib file can hold, or is refused."""
    try:
        pattern = parse(text)
    except UsageError:
        return
    assert re.fullmatch(r"[^\s\"#%'(),={}@\\~]*", pattern.base(AWESOME))


@given(st.text(max_size=20), st.text(max_size=20))
def test_keys_can_stand_in_a_file(family: str, title: str) -> None:
    """Of whatever is in an entry only what a key may have is taken."""
    text = "".join(letter for letter in f"{family}, A" if letter not in "{}\\@")
    made = entry("@book{k, author = {" + text + "}, title = {" + re.sub(r"[{}\\@]", "", title) + "}}")
    for pattern in ("[auth]-[fulltitle]", "auth + Title"):
        assert re.fullmatch(r"[^\s\"#%'(),={}@\\~]*", parse(pattern).base(made))


def test_keys_are_kept_apart_as_jabref_does() -> None:
    """JabRef, "Default citation key pattern": Yared1998, Yared1998a, Yared1998b. Case alone keeps no keys apart."""
    taken = Taken(["yared2020"])
    pattern = parse("[auth][year]")
    assert [make_key(AWESOME, pattern, taken) for _ in range(3)] == ["Yared2020a", "Yared2020b", "Yared2020c"]
    taken = Taken()
    made = [make_key(AWESOME, pattern, taken) for _ in range(29)]
    assert [made[0], made[1], *made[26:]] == ["Yared2020", "Yared2020a", "Yared2020z", "Yared2020aa", "Yared2020ab"]


def test_better_bibtexs_suffixes() -> None:
    """`postfix('-%(n)s', 1)` gives all keys a number, from 1 on."""
    taken = Taken()
    pattern = parse("auth + postfix('-%(n)s', 1)")
    assert [make_key(AWESOME, pattern, taken) for _ in range(2)] == ["Yared-1", "Yared-2"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("@misc{k, title = {The Charter of the UN}, year = 1945}", "Charter1945"),
        ("@misc{k, author = {Holsti, K. J.}}", "Holsti"),
        ("@misc{k, note = {x}}", "Misc"),
        ("@misc{k, author = {王, 明}, year = 2001}", "王2001"),
    ],
)
def test_every_entry_gets_a_key(text: str, key: str) -> None:
    """`make_key` makes one of what there is; letters that ASCII has no likeness for stay."""
    assert make_key(entry(text), parse("[auth][year]")) == key


def test_the_pattern_of_a_library_is_guessed() -> None:
    """Each of the common patterns is found in a library that was made by it; what no pattern fits gets JabRef's own."""
    texts = [
        f"@book{{{{}}, author = {{{people}}}, title = {{{title}}}, year = {year}}}"
        for people, title, year in [
            ("Holsti, Kalevi and Waltz, Kenneth", "The framework for analysis of politics", 1995),
            (
                "Dougherty, James and Pfaltzgraff, Robert and Bull, Hedley and Wight, Martin",
                "Contending theories",
                1997,
            ),
            ("Plano, Jack", "An international dictionary of relations", 1979),
        ]
    ]
    for common in COMMON:
        keyed = "\n".join(text.replace("{}", parse(common).base(entry(text.replace("{}", "k")))) for text in texts)
        library = read(ByteSource("a.bib", keyed.replace("{{", "{", 1).encode()))
        found = guess(library)
        assert [found.base(one) for one in library.entries] == [one.key for one in library.entries], common
    odd = read(ByteSource("a.bib", b"@book{x1, author = {A, B}} @book{y7, author = {C, D}}"))
    assert str(guess(odd)) == str(guess([])) == "[auth][year]"


def test_ascii() -> None:
    """By hand; `ü` as German has it where the work is German."""
    assert to_ascii("Łódź ß Ærø Þór Ñandú İ") == "Lodz ss Aero Thor Nandu I"
    assert to_ascii("Müller", german=True) == "Mueller"


def test_every_word_of_the_table_works() -> None:
    """Each marker, modifier, function and filter can be read, and makes something of an entry without failing."""
    numbered = [word.replace("#", "2") for word in MARKERS]
    patterns = [f"[{word}:{modifier.replace('#', '3')}]" for word in numbered for modifier in MODIFIERS]
    patterns += [
        f"{word}('x')" if word in ("field", "getField", "text") else word for word in FUNCTIONS if word != "postfix"
    ]
    patterns += [f"auth.{word}" for word in FILTERS]
    for pattern in patterns:
        assert isinstance(parse(pattern).base(AWESOME), str)
    assert len(patterns) == len(MARKERS) * len(MODIFIERS) + len(FUNCTIONS) - 1 + len(FILTERS)
    assert files("citekit.keys").joinpath("words.toml").is_file()
