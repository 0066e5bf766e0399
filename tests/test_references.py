"""References as nine languages and the common styles print them, taken apart.

All examples are our own; what each says was read off it by hand. How often whole reference lists of twelve styles come
back, printed by another program, `benchmarks/add_references.py` measures.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.references import parse, split, to_entry
from citekit.references.dating import date_of
from citekit.references.numbers import Block, blocks

# Text, type, fields; a name with ? in front is marked as unsure. Names as `Family, Given`.
EXAMPLES = {
    "apa book": (
        "Holsti, K. J. (1995). *International politics: A framework for analysis* (7th ed.). Prentice Hall.",
        "book: author=Holsti, K. J.|date=1995|title=International politics: A framework for analysis|edition=7"
        "|publisher=Prentice Hall",
    ),
    "apa article": (
        "Keohane, R. O., & Nye, J. S. (1998). Power and interdependence in the information age. Foreign "
        "Affairs, 77(5), "
        "81–94. https://doi.org/10.2307/20049052",
        "article: author=Keohane, R. O. and Nye, J. S.|date=1998|title=Power and interdependence in the information age"
        "|journaltitle=Foreign Affairs|volume=77|number=5|pages=81–94|doi=10.2307/20049052",
    ),
    "apa chapter": (
        "Waltz, K. N. (1988). The origins of war. In R. I. Rotberg & T. K. Rabb (Eds.), The prevention of "
        "major wars (2nd "
        "ed., pp. 39–52). Cambridge University Press.",
        "incollection: author=Waltz, K. N.|date=1988|title=The origins of war|booktitle=The prevention of major wars"
        "|editor=Rotberg, R. I. and Rabb, T. K.|edition=2|pages=39–52|publisher=Cambridge University Press",
    ),
    "apa thesis": (
        "Roe, J. (2019). Small states and large ones [Doctoral dissertation, University of Oslo].",
        "thesis: author=Roe, J.|date=2019|title=Small states and large "
        "ones|type=phdthesis|institution=University of Oslo",
    ),
    "apa page on the web": (
        "World Health Organization. (2020, May 13). World health statistics. Retrieved June 5, 2021, from "
        "https://www.who.int/data",
        "online: author=World Health Organization|date=2020-05-13|title=World health statistics|urldate=2021-06-05"
        "|url=https://www.who.int/data",
    ),
    "chicago author-date": (
        "Dougherty, James E., and Robert L. Pfaltzgraff, Jr. 2001. “Contending Theories.” World Politics 12 "
        "(3): 45–67.",
        "article: author=Dougherty, James E. and Pfaltzgraff, Robert L., Jr.|date=2001|title=Contending Theories"
        "|journaltitle=World Politics|volume=12|number=3|pages=45–67",
    ),
    "chicago chapter": (
        "Waltz, Kenneth N. 1988. “The Origins of War.” In The Origin of Wars, edited by Robert I. Rotberg "
        "and Theodore K. "
        "Rabb, 39–52. Cambridge: Cambridge University Press.",
        "incollection: author=Waltz, Kenneth N.|date=1988|title=The Origins of War|booktitle=The Origin of Wars"
        "|editor=Rotberg, Robert I. and Rabb, Theodore K.|pages=39–52|location=Cambridge"
        "|publisher=Cambridge University Press",
    ),
    "chicago bibliography": (
        "Holsti, K. J. International Politics. 7th ed. Englewood Cliffs: Prentice Hall, 1995.",
        "book: author=Holsti, K. J.|title=International Politics|edition=7|location=Englewood Cliffs"
        "|publisher=Prentice Hall|date=1995",
    ),
    "mla": (
        "Smith, Adam, and Bob Jones. “Markets and States.” World Politics, vol. 12, no. 3, May 2001, pp. 45–67.",
        "article: author=Smith, Adam and Jones, Bob|title=Markets and States|journaltitle=World Politics|volume=12"
        "|number=3|date=2001-05|pages=45–67",
    ),
    "harvard": (
        "Smith, A. and Jones, B. (2001) ‘The state’s title’, World Politics, 12(3), pp. 45–67. Available at: "
        "https://example.org/a (Accessed: 5 May 2020).",
        "article: author=Smith, A. and Jones, B.|date=2001|title=The state’s title|journaltitle=World "
        "Politics|volume=12"
        "|number=3|pages=45–67|url=https://example.org/a|urldate=2020-05-05",
    ),
    "vancouver": (
        "1. Smith A, Jones BC, Roe D, et al. Fever in the tropics. Lancet. 2001;12(3):45-67.",
        "article: author=Smith, A and Jones, BC and Roe, D and others|title=Fever in the tropics|journaltitle=Lancet"
        "|date=2001|volume=12|number=3|pages=45–67",
    ),
    "vancouver chapter": (
        "Waltz KN. The origins of war. In: Rotberg RI, Rabb TK, editors. The origin of wars. 2nd ed. "
        "Cambridge: Cambridge "
        "University Press; 1988. p. 39-52.",
        "incollection: author=Waltz, KN|title=The origins of war|booktitle=The origin of wars"
        "|editor=Rotberg, RI and Rabb, TK|edition=2|location=Cambridge|publisher=Cambridge University Press|date=1988"
        "|pages=39–52",
    ),
    "ieee": (
        "[1] A. Smith and B. Jones, “Fast sums,” IEEE Trans. Comput., vol. 12, no. 3, pp. 45–67, May 2001, doi: "
        "10.1109/abc.2001.1.",
        "article: author=Smith, A. and Jones, B.|title=Fast sums|journaltitle=IEEE Trans. Comput.|volume=12|number=3"
        "|pages=45–67|date=2001-05|doi=10.1109/abc.2001.1",
    ),
    "din": (
        "SMITH, Adam ; JONES, Bob: Märkte und Staaten. In: Zeitschrift für Politik 12 (2001), Nr. 3, S. 45–67",
        "article: author=Smith, Adam and Jones, Bob|title=Märkte und Staaten|journaltitle=Zeitschrift für Politik"
        "|volume=12|date=2001|number=3|pages=45–67",
    ),
    "german collection": (
        "Müller, Karl (1999): Der Staat. In: Maier, Eva (Hg.): Das Buch der Ordnung. Frankfurt am Main: "
        "Suhrkamp, S. 12-34.",
        "incollection: author=Müller, Karl|date=1999|title=Der Staat|editor=Maier, Eva|booktitle=Das Buch der Ordnung"
        "|location=Frankfurt am Main|publisher=Suhrkamp|pages=12–34",
    ),
    "indonesian book": (
        "Budiardjo, Miriam. 2008. Dasar-Dasar Ilmu Politik. Edisi revisi. Jakarta: Gramedia Pustaka Utama.",
        "book: author=Budiardjo, Miriam|date=2008|title=Dasar-Dasar Ilmu Politik|edition=Edisi revisi|location=Jakarta"
        "|publisher=Gramedia Pustaka Utama",
    ),
    "indonesian translation": (
        "Holsti, K.J. (1992). Politik Internasional: Suatu Kerangka Analisis. Terjemahan Wawan Djuanda. "
        "Bandung: Binacipta.",
        "book: author=Holsti, K.J.|date=1992|title=Politik Internasional: Suatu Kerangka Analisis"
        "|translator=Djuanda, Wawan|location=Bandung|publisher=Binacipta",
    ),
    "indonesian article": (
        'Anwar, Dewi Fortuna, dkk. 2010. "Politik luar negeri". Jurnal Politik, Vol. 3, No. 2, hlm. 12-20. '
        "Diakses dari "
        "http://example.org/1 pada 12 Mei 2020.",
        "article: author=Anwar, Dewi Fortuna and others|date=2010|title=Politik luar negeri|journaltitle=Jurnal Politik"
        "|volume=3|number=2|pages=12–20|url=http://example.org/1|urldate=2020-05-12",
    ),
    "indonesian thesis": (
        "Utami, S. (2019). Kebijakan luar negeri [Skripsi, Universitas Indonesia].",
        "thesis: author=Utami, S.|date=2019|title=Kebijakan luar "
        "negeri|type=bathesis|institution=Universitas Indonesia",
    ),
    "malay": (
        "Abdullah, A. (2005). Sejarah perdagangan Melaka. Jurnal Sejarah, Jil. 12, Bil. 2, hlm. 33-51.",
        "article: author=Abdullah, A.|date=2005|title=Sejarah perdagangan Melaka|journaltitle=Jurnal Sejarah|volume=12"
        "|number=2|pages=33–51",
    ),
    "french": (
        "Dupont, Jean (2001). « La paix perdue », Revue française de science politique, vol. 51, n° 3, p. 45-67.",
        "article: author=Dupont, Jean|date=2001|title=La paix perdue|journaltitle=Revue française de science politique"
        "|volume=51|number=3|pages=45–67",
    ),
    "french book": (
        "HOLSTI Kalevi J., La politique internationale, Paris, Presses universitaires de France, 1995, 345 p.",
        "book: author=Holsti, Kalevi J.|?title=La politique internationale|?location=Paris"
        "|?publisher=Presses universitaires de France|date=1995|pagetotal=345",
    ),
    "spanish": (
        "Pérez, J., y López, M. (2001). La política exterior. Revista Mexicana de Política, 12(3), 45-67. "
        "Recuperado de "
        "https://example.org/2",
        "article: author=Pérez, J. and López, M.|date=2001|title=La política exterior"
        "|journaltitle=Revista Mexicana de Política|volume=12|number=3|pages=45–67|url=https://example.org/2",
    ),
    "spanish chapter": (
        "Ruiz, A. (1999). El poder. En M. Soto (Ed.), El Estado y la paz (pp. 10-30). Madrid: Alianza Editorial.",
        "incollection: author=Ruiz, A.|date=1999|title=El poder|editor=Soto, M.|booktitle=El Estado y la "
        "paz|pages=10–30"
        "|location=Madrid|publisher=Alianza Editorial",
    ),
    "portuguese": (
        "SILVA, João; COSTA, Maria. A política externa brasileira. Revista de Sociologia, São Paulo, v. 12, "
        "n. 3, p. 45-67, "
        "2001.",
        "article: author=Silva, João and Costa, Maria|title=A política externa brasileira"
        "|?journaltitle=Revista de Sociologia, São Paulo|volume=12|number=3|pages=45–67|date=2001",
    ),
    "portuguese on the web": (
        "Souza, P. (2015). A guerra fria. Lisboa: Almedina. Disponível em: https://example.org/3. Acesso em: "
        "3 mar. 2020.",
        "book: author=Souza, P.|date=2015|title=A guerra fria|location=Lisboa|publisher=Almedina"
        "|url=https://example.org/3|urldate=2020-03-03",
    ),
    "italian": (
        "Rossi, Mario. 1998. Storia della diplomazia. 2a ed. Bologna: il Mulino.",
        "book: author=Rossi, Mario|date=1998|title=Storia della "
        "diplomazia|edition=2|location=Bologna|publisher=il Mulino",
    ),
    "dutch": (
        "Vries, J. de (2003). De vrede van Utrecht. Tijdschrift voor Geschiedenis, jrg. 116, nr. 2, p. 45-67.",
        "article: author=de Vries, J.|date=2003|title=De vrede van Utrecht|journaltitle=Tijdschrift voor Geschiedenis"
        "|volume=116|number=2|pages=45–67",
    ),
    "arxiv": (
        "Roe, J., & Doe, J. (2020). Sparse sums at scale. arXiv preprint arXiv:2001.01234.",
        "online: author=Roe, J. and Doe, J.|date=2020|title=Sparse sums at scale|eprint=2001.01234|eprinttype=arxiv",
    ),
    "isbn": (
        "Roe, J. (2007). Rivers of the north. Oslo: Northern Press. ISBN 978-0-306-40615-7.",
        "book: author=Roe, J.|date=2007|title=Rivers of the north|location=Oslo|publisher=Northern Press"
        "|isbn=978-0-306-40615-7",
    ),
}


def said(text: str) -> str:
    """What the parser finds, as the table writes it, with its fields in order."""
    reference = parse(text)
    entry = to_entry(reference, "k").entry
    fields = []
    for part in reference.parts:
        names = entry.names.get(part.name)
        value = (
            " and ".join([*(name.inverted for name in names), *(["others"] if names.others else [])])
            if names
            else part.text
        )
        fields.append(f"{'' if part.sure else '?'}{part.name}={value}")
    return f"{reference.type}: {'|'.join(sorted(fields))}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_reference_is_taken_apart(name: str) -> None:
    """Type and fields are what a reader sees, and nothing is marked that is plain."""
    text, expected = EXAMPLES[name]
    type, _, fields = expected.partition(": ")
    assert said(text) == f"{type}: {'|'.join(sorted(fields.split('|')))}"
    assert parse(text).rest == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_part_says_where_it_stands(name: str) -> None:
    """The text between its offsets holds its words, so that they can be shown; markup between them does not count."""
    text, _ = EXAMPLES[name]
    for part in parse(text).parts:
        stretch = text[part.start : part.end].replace("*", "")
        if part.name in ("title", "journaltitle", "booktitle", "publisher", "author", "volume", "number"):
            assert part.text.rstrip(".") in " ".join(stretch.split())


def test_what_finds_no_place_is_kept() -> None:
    """The page that a note cites is no field of the work, and is not lost."""
    reference = parse("Kalevi J. Holsti, International Politics, 7th ed. (Englewood Cliffs: Prentice Hall, 1995), 34.")
    assert [part.text for part in reference.rest] == ["34"]
    assert not next(part for part in reference.parts if part.name == "author").sure


@pytest.mark.parametrize(
    ("pasted", "title"),
    [
        ("A two-\nlevel game", "A two-level game"),
        ("A two- \r\n  level game", "A two-level game"),
        ("Inter\u00ad\nnational politics", "International politics"),
        ("The anti-\nAmerican turn", "The anti-American turn"),
        ("Politics of pre-\nand post-war Europe", "Politics of pre- and post-war Europe"),
        ("A two- level game", "A two- level game"),
        ("War from 1939-\n1945 on", "War from 1939- 1945 on"),
        ("War -\nand peace", "War - and peace"),
    ],
)
def test_a_word_broken_at_its_hyphen_is_one_word(pasted: str, title: str) -> None:
    """At the end of a line, as text comes from a PDF file; a hyphen that another word completes keeps its space."""
    text = f"Roe, J. (2001). {pasted}. *World Politics*, 12(3), 45–67."
    part = next(part for part in parse(text).parts if part.name == "title")

    assert part.text == title
    assert text[part.start : part.end] == pasted


def test_a_title_with_a_full_stop_is_marked() -> None:
    """Where it ends cannot be told, so nobody should take the title for sure."""
    reference = parse("Roe, J. (2001). The rise of the X. A second look. World Politics, 12(3), 45–67.")
    assert [part.name for part in reference.parts if not part.sure] == ["title"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 May 2020", "2020-05-05"),
        ("May 5th, 2020", "2020-05-05"),
        ("12 Agustus 2019", "2019-08-12"),
        ("3. März 2001", "2001-03-03"),
        ("1er janvier 1999", "1999-01-01"),
        ("5 de mayo de 2011", "2011-05-05"),
        ("mrt. 2003", "2003-03"),
        ("12/05/2020", "2020-05-12"),
        ("1939–1945", "1939/1945"),
        ("May–June 2001", "2001-05/2001-06"),
        ("no year", ""),
    ],
)
def test_dates_are_read_in_all_languages(text: str, expected: str) -> None:
    """In EDTF, as far as they are stated; by hand."""
    assert date_of(text) == expected


@pytest.mark.parametrize("block", blocks(), ids=lambda block: block.name)
def test_each_pattern_of_numbers_finds_its_example(block: Block) -> None:
    """The example beside a pattern in patterns.toml is what it finds."""
    assert block.pattern.search(block.example)


# ------------------------------------------------------------------------------------------------------- several

ONE = "Holsti, K. J. (1995). International politics. Prentice Hall."
TWO = "Keohane, R. O. (1977). Power and interdependence. Little, Brown."


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}\n\n{TWO}\n",
        f"{ONE}\n{TWO}",
        f"[1] {ONE}\n[2] {TWO}",
        f"1. {ONE}\n2. {TWO}",
        f"• {ONE}\n• {TWO}",
        f"References\n\n{ONE}\n\n{TWO}",
        f"## Daftar Pustaka\n{ONE}\n\n{TWO}",
        f"{ONE[:21]}\n    {ONE[22:]}\n{TWO[:22]}\n    {TWO[23:]}",
        f"{ONE[:21]}\n{ONE[22:]}\n\n{TWO[:22]}\n{TWO[23:]}",
    ],
)
def test_several_references_are_parted(text: str) -> None:
    """By blank lines, line by line, by numbers, bullets and hanging indents; headings are none."""
    found = [parse(text[start:end]).text_of("title") for start, end in split(text)]
    assert found == ["International politics", "Power and interdependence"]


# ------------------------------------------------------------------------------------------------------ anything


@given(st.text(alphabet=st.sampled_from("Aab. ,:;()[]“”«»1290–-&/\n\t'’Inedvol…é"), max_size=200))
def test_any_text_may_be_given(text: str) -> None:
    """Nothing is raised; all places lie within the text."""
    for start, end in split(text):
        reference = parse(text[start:end])
        for part in (*reference.parts, *reference.rest):
            assert 0 <= part.start <= part.end <= end - start
        to_entry(reference, "k")


PIECES = (
    "A. ;(;1,;12(3), ;(2001) ;Roe, J., ;Jane Roe and ;“;a: ; In: ;(Eds.) ;1-;2nd ;x;vol. 1 no. 2 ;http://a ;revised, "
    ";edited by Jane Roe, ;accessed ;[(;May 1 ;10.1234/a "
).split(";")


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_text_takes_no_time(piece: str, grows_linearly: Callable[..., bool]) -> None:
    """A text of nothing but one piece is taken apart in time that grows with its length."""
    assert grows_linearly(lambda size: parse(piece * (size // len(piece))), 1_250, 5_000)
