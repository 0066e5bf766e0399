"""What entries take over from others. Expected by hand from the manuals (btxdoc, section 4; biblatex manual, appendix B
and section 3.14), and what the programs themselves make of the same files: biber, BibTeX, pybtex, pandoc."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string
from pybtex.style.template import field as template_field

from citekit import inheritance
from citekit.formats import named
from citekit.formats.bibtex import read, to_pybtex, write
from citekit.model import Entry, Library
from citekit.source import ByteSource

BIBLATEX = r"""
@mvbook{volumes, author = {Geertz, Clifford}, title = {Works}, subtitle = {In Three Volumes}, titleaddon = {Added},
  shorttitle = {W}, sorttitle = {Wo}, date = {1960-05}, publisher = {Free Press}, shorthand = {GW}, options = {skipbib},
  ids = {works}, keywords = {java}}
@inbook{part, title = {Rice}, crossref = {religion}, pages = {1--20}}
@book{religion, title = {Religion}, subtitle = {Of Java}, crossref = {volumes}, year = {1961}, month = {4},
  volume = {2}}
@inbook{chapter, title = {Rites}, crossref = {works}, date = {1962-01}}
@proceedings{meeting, title = {Meeting}, titleaddon = {Third}, booktitle = {Not This}, date = {1999},
  editor = {Adi, B.}, indextitle = {M}, location = {Solo}}
@inproceedings{talk, author = {Cahya, D.}, title = {Talk}, crossref = {meeting}, address = {Yogyakarta}}
@conference{second, author = {Cahya, D.}, title = {Second Talk}, crossref = {meeting}}
@periodical{journal, title = {Indonesia}, subtitle = {A Journal}, date = {2001}, number = {3}}
@article{paper, author = {Eka, F.}, title = {Paper}, crossref = {journal}, pages = {7}}
@mvcollection{essays, title = {Essays}, editor = {Gita, H.}, date = {1980/1984}}
@incollection{essay, author = {Indra, J.}, title = {Essay}, crossref = {essays}, booktitle = {Own Title}}
@mvreference{lexicon, title = {Lexicon}, date = {1970}}
@inreference{word, title = {Word}, crossref = {lexicon}}
@xdata{press, publisher = {Cornell University Press}, location = {Ithaca}, xdata = {series}, ids = {cup}}
@xdata{series, series = {Southeast Asia}, note = {Note}}
@book{plain, author = {Kartini, L.}, title = {Letters}, date = {1911}, publisher = {Own}, xdata = {press}}
@book{both, author = {Kartini, L.}, title = {Letters}, date = {1911}, xdata = {series, press}}
@inbook{mixed, title = {Letter}, crossref = {both}, xdata = {other}}
@xdata{other, publisher = {Another}}
"""
"""Every rule of appendix B, data containers that name others, aliases, and own fields that stand against lent ones."""

NOT_RESOLVED = frozenset("crossref xdata ids shorthand options shorttitle sorttitle indextitle label".split())
"""Pointers, and what biblatex's own tables keep back but biber's tool, which has fewer of them, hands on."""


def library(text: str) -> Library:
    """A .bib file with what its entries take over."""
    (found,) = inheritance.resolve([read(ByteSource("references.bib", text.encode()))])
    return found


def said(entry: Entry | None) -> dict[str, str]:
    """The fields of an entry as text."""
    assert entry is not None
    return {name: found.text for name, found in entry.fields.items()}


def taken(entry: Entry | None) -> dict[str, str]:
    """Of the fields those taken over, and from which entry."""
    assert entry is not None
    return {name: lender.key for name, lender in entry.inherited.items()}


# ------------------------------------------------------------------------------------------------------- biblatex


def test_titles_move_up() -> None:
    """A book's title becomes the booktitle of its part, that of the whole work the maintitle, over two steps."""
    part = library(BIBLATEX).get("part")

    assert said(part) == {
        "title": "Rice", "crossref": "religion", "pages": "1–20", "booktitle": "Religion", "booksubtitle": "Of Java",
        "maintitle": "Works", "mainsubtitle": "In Three Volumes", "maintitleaddon": "Added",
        "author": "Geertz, Clifford", "bookauthor": "Geertz, Clifford",
        "publisher": "Free Press", "keywords": "java", "year": "1961", "month": "4",
        "volume": "2",
    }  # fmt: skip
    assert part is not None
    assert (part.people.names[0].family, part.names["bookauthor"].names[0].family) == ("Geertz", "Geertz")
    assert taken(part)["maintitle"] == "volumes"


def test_own_fields_come_first() -> None:
    """A date of one's own keeps out all of the parent's, and a field keeps out one that BibTeX calls otherwise."""
    found = library(BIBLATEX)
    chapter, talk = found.get("chapter"), found.get("talk")

    assert chapter is not None
    assert (chapter.year, chapter.date.month) == ("1962", 1)
    assert (said(talk)["address"], "location" in said(talk), said(talk)["booktitle"]) == (
        "Yogyakarta",
        False,
        "Meeting",
    )


def as_biber(text: str, folder: Path, biber: str) -> dict[str, dict[str, str]]:
    """The fields of each entry as biber resolves them, by key."""
    (folder / "in.bib").write_text(text, encoding="utf-8")
    command = [biber, "--tool", "--output-resolve", "--output-file=out.bib", "--quiet", "in.bib"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    return {entry.key: said(entry) for entry in read(ByteSource("out", (folder / "out.bib").read_bytes())).entries}


def in_its_words(entry: Entry) -> dict[str, str]:
    """Fields as biber writes them: dates in one, biblatex's names."""
    fields = {{"address": "location"}.get(name, name): text for name, text in said(entry).items()}
    if "year" in fields:
        month = f"-{int(fields.pop('month')):02}" if "month" in fields else ""
        fields["date"] = fields.pop("year") + month
    return {name: text for name, text in fields.items() if name not in NOT_RESOLVED}


def test_biber_resolves_alike(need: Callable[[str], str], tmp_path: Path) -> None:
    """biber gives every entry the same fields."""
    # Its tool mode knows neither the type @conference nor the field `address`; and it resolves containers after
    # crossrefs there, which it does before them when it makes a bibliography: so a parent's are left out.
    text = BIBLATEX.replace("@conference", "@inproceedings").replace("address", "location")
    text = text.replace("crossref = {both}", "crossref = {religion}")
    theirs = as_biber(text, tmp_path, need("biber"))
    ours = {entry.key: in_its_words(entry) for entry in library(text).entries}

    assert ours == {
        key: {name: value for name, value in fields.items() if name not in NOT_RESOLVED}
        for key, fields in theirs.items()
    }


def test_a_parents_container_comes_first() -> None:
    """What a parent has from a container it hands on; the child's own container stands against it."""
    mixed = library(BIBLATEX).get("mixed")

    assert (said(mixed)["publisher"], said(mixed)["location"], taken(mixed)["location"]) == (
        "Another", "Ithaca", "press"
    )  # fmt: skip


def test_single_fields_of_a_container() -> None:
    """Names, items and fields are taken one by one (manual, section 3.14.6); what is not there stays as it stands."""
    found = library(r"""
        @xdata{a-b, author = {One, A. and Tw{\"o}, B.}, title = {Shared}, location = {Solo and Bandung}}
        @article{x, author = {xdata=a-b-author-2 and Own, C. and others}, title = {xdata=a-b-title}}
        @book{y, author = {xdata=a-b-author}, location = {Own and xdata=a-b-location-1}, title = {xdata=a-b-subtitle},
          editor = {xdata=nobody-editor}, note = {see xdata=a-b-title}}""")
    x, y = found.get("x"), found.get("y")

    assert said(x) == {"author": "Twö, B. and Own, C. and others", "title": "Shared"}
    assert x is not None
    assert ([name.family for name in x.people], x.people.others) == (["Twö", "Own"], True)
    assert said(y) == {
        "author": "One, A. and Twö, B.", "location": "Own and Solo", "title": "xdata=a-b-subtitle",
        "editor": "xdata=nobody-editor", "note": "see xdata=a-b-title",
    }  # fmt: skip
    assert taken(y) == {"author": "a-b", "location": "a-b"}


def test_a_set_shows_its_first_work() -> None:
    """A set has the fields of its first work (biber does so to sort it), and none of the second."""
    found = library("@set{s, entryset = {b, a}} @book{a, title = {A}, isbn = {1}} @book{b, title = {B}, year = 1990}")

    assert said(found.get("s")) == {"entryset": "b, a", "title": "B", "year": "1990"}


def test_only_containers_are_containers() -> None:
    """`xdata` that names a book takes nothing from it: so does biber."""
    assert taken(library("@book{a, xdata = {b}, date = 1990} @book{b, publisher = {P}}").get("a")) == {}


# --------------------------------------------------------------------------------------------------------- BibTeX

BIBTEX = r"""
@inproceedings{talk, author = {Adi, B.}, title = {Talk}, crossref = {Meeting}, pages = {1--2}}
@inproceedings{other, author = {Adi, B.}, title = {Other}, crossref = {meeting}, year = {2000}, publisher = {Own}}
@inbook{chapter, chapter = {3}, crossref = {book}}
@proceedings{meeting, title = {Meeting}, booktitle = {Meeting in Solo}, editor = {Cahya, D.}, publisher = {Press},
  year = {1999}, month = jan, key = {M}, note = {Note}}
@book{book, author = {Eka, F.}, title = {Book}, publisher = {Press}, year = {1998}}
"""


def test_fields_of_the_same_name() -> None:
    """BibTeX hands on fields by their names, whatever the case of the key, and a title too where there is none."""
    found = library(BIBTEX)

    assert said(found.get("other")) == {
        "author": "Adi, B.", "title": "Other", "crossref": "meeting", "year": "2000", "publisher": "Own",
        "booktitle": "Meeting in Solo", "editor": "Cahya, D.", "month": "January", "key": "M", "note": "Note",
    }  # fmt: skip
    assert said(found.get("talk"))["publisher"] == "Press"
    assert said(found.get("chapter"))["title"] == "Book"


def test_booktitle_of_a_parent_without_one() -> None:
    """Where the dialect does not show, a part takes the title of the whole for its booktitle, as in biblatex."""
    found = library(
        "@inproceedings{a, title = {A}, crossref = {p}} @proceedings{p, title = {P}, year = 1999}"
        "@inbook{b, chapter = 1, crossref = {q}} @book{q, title = {Q}, year = 1999}"
    )

    assert (said(found.get("a"))["booktitle"], "booktitle" in said(found.get("b"))) == ("P", False)


@pytest.mark.parametrize("key", ["talk", "other", "chapter"])
def test_pybtex_resolves_alike(key: str) -> None:
    """pybtex's own look-up of inherited fields gives what we give; after it nothing comes twice."""
    data = parse_string(BIBTEX.replace("Meeting}, pages", "meeting}, pages"), "bibtex")
    ours, theirs = library(BIBTEX).get(key), data.entries[key]
    assert ours is not None
    mine = to_pybtex(library(BIBTEX)).entries[key]

    for name, text in said(ours).items():
        if name not in ("author", "editor", "crossref", "pages"):
            assert str(template_field(name).format_data({"entry": theirs, "bib_data": data})) == text
            assert str(template_field(name).format_data({"entry": mine, "bib_data": None})) == text


FIELDS = "author booktitle chapter editor key month note pages publisher title year".split()
BST = "\n".join(
    [
        f"ENTRY {{ {' '.join(FIELDS)} }} {{}} {{}}",
        "FUNCTION {skip} {}",
        *(f'FUNCTION {{show.{name}}} {{ {name} missing$ \'skip {{ cite$ ".{name}=" * {name} * write$ newline$ }} if$ }}'
          for name in FIELDS),
        f"FUNCTION {{default.type}} {{ {' '.join(f'show.{name}' for name in FIELDS)} }}",
        'MACRO {jan} {"January"}',
        "READ",
        "ITERATE {call.type$}",
    ]
)  # fmt: skip
"""A style that prints each field that BibTeX has for an entry."""


def as_bibtex(data: bytes, folder: Path, bibtex: str, cited: str = "*") -> tuple[set[str], str]:
    """`KEY.FIELD=VALUE` for each field of the entries as BibTeX resolves them, and what it says."""
    (folder / "x.bib").write_bytes(data)
    (folder / "x.bst").write_text(BST + "\n")
    (folder / "x.aux").write_text(f"\\citation{{{cited}}}\n\\bibstyle{{x}}\n\\bibdata{{x}}\n")
    ran = subprocess.run([bibtex, "-min-crossrefs=99", "x"], cwd=folder, capture_output=True, timeout=60, check=False)
    return set((folder / "x.bbl").read_text("latin-1").splitlines()), ran.stdout.decode("latin-1")


def test_bibtex_resolves_alike(need: Callable[[str], str], tmp_path: Path) -> None:
    """BibTeX has the same fields for each entry: of the file, of that which we write, and of what we resolved."""
    works = read(ByteSource("x", BIBTEX.encode())).entries
    resolved = inheritance.exported(works, frozenset())
    expected = {f"{work.key}.{name}={work.fields[name].value}" for work in resolved for name in work.fields}
    files = (BIBTEX.encode(), write(works).data, write(resolved).data)

    for found, said_of_it in (as_bibtex(data, tmp_path, need("bibtex")) for data in files):
        assert {line.replace("--", "-") for line in found} == {line.replace("--", "-") for line in expected}
        assert "rror" not in said_of_it


def test_pandoc_resolves_alike(need: Callable[[str], str]) -> None:
    """pandoc makes the same of a file whose entries were resolved by us as of one that it resolves itself."""
    # pandoc knows neither aliases nor the type @conference for this, and lets own fields stand against a container's.
    text = BIBLATEX.replace("{works}, date", "{volumes}, date").replace("@conference", "@inproceedings")
    text = text.replace("publisher = {Own}, ", "").replace("address", "location")
    text = text.replace("year = {1961}, month = {4}", "date = {1961-04}")
    works = read(ByteSource("x", text.encode())).entries
    ours = csl(write(inheritance.exported(works, frozenset()), dialect="biblatex").data, need("pandoc"))
    theirs = csl(text.encode(), need("pandoc"))
    # It makes the author of all volumes that of the book in which a volume stands; appendix B does so for parts only.
    del theirs["religion"]["container-author"]

    assert len(ours) > 10
    assert ours == {key: theirs[key] for key in ours}


def csl(data: bytes, pandoc: str) -> dict[str, dict[str, object]]:
    """The works of a biblatex file as pandoc reads them, by key."""
    ran = subprocess.run([pandoc, "-f", "biblatex", "-t", "csljson"], input=data, capture_output=True, check=True)
    return {work["id"]: work for work in json.loads(ran.stdout)}


# ----------------------------------------------------------------------------------------- order, circles, bounds


def test_no_order_counts() -> None:
    """However the entries and files are ordered, each has the same fields."""
    parts = [
        "@inbook{a, title = {A}, crossref = {b}, xdata = {x}}",
        "@book{b, title = {B}, crossref = {c}}",
        "@mvbook{c, title = {C}, date = {1990}}",
        "@xdata{x, note = {N}}",
    ]
    seen = set()
    for order in permutations(parts):
        files = [read(ByteSource(f"{number}.bib", text.encode())) for number, text in enumerate(order)]
        found = {entry.key: said(entry) for one in inheritance.resolve(files) for entry in one.entries}
        seen.add(json.dumps(found, sort_keys=True))
        assert found["a"]["maintitle"] == "C"

    assert len(seen) == 1


def test_a_circle_lends_nothing() -> None:
    """Entries that take fields from each other have their own, whichever comes first; what is outside lends to them."""
    text = "@book{a, crossref = {b}, note = {A}} @book{b, crossref = {a}, isbn = {B}, xdata = {x}} @xdata{x, url = {U}}"
    found = library(text + "@book{self, crossref = {self}, note = {N}} @inbook{child, crossref = {a}, date = {1990}}")
    circles = list(inheritance.Lines(found.entries).circles())

    assert (taken(found.get("a")), taken(found.get("b")), taken(found.get("self"))) == ({}, {"url": "x"}, {})
    assert taken(found.get("child")) == {"note": "a"}
    assert sorted(sorted(entry.key for entry in members) for members in circles) == [["a", "b"], ["self"]]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(["crossref", "xdata", "entryset"]))))
def test_any_graph(edges: list[tuple[int, int, str]]) -> None:
    """Whatever names whatever, each entry keeps its own fields, and no entry takes from itself."""
    fields: dict[int, dict[str, list[str]]] = {number: {} for number in range(8)}
    for child, parent, name in edges:
        fields[child].setdefault(name, []).append(f"k{parent}")
    kinds = ["book", "xdata", "set", "inbook"]
    text = "".join(
        f"@{kinds[number % 4]}{{k{number}, f{number} = {{own}}"
        + "".join(f", {name} = {{{','.join(keys)}}}" for name, keys in named.items())
        + "}\n"
        for number, named in fields.items()
    )
    for entry in library(text).entries:
        assert said(entry)[f"f{entry.key[1:]}"] == "own"
        assert entry.key not in taken(entry).values()


def chain(length: int, field: str = "") -> str:
    """Entries of which each takes fields from the next."""
    own = f", {field}" if field else ""
    return "".join(f"@book{{k{n}, crossref = {{k{n + 1}}}{own.format(n=n)}}}\n" for n in range(length))


def test_fields_come_over_so_many_steps() -> None:
    """A field is handed down over sixteen steps and no more, and the first entry beyond is told."""
    text = chain(40) + "@book{k40, publisher = {P}}"
    found = library(text)
    beyond = inheritance.Lines(found.entries).first_beyond(inheritance.MOST_LEVELS)

    assert [entry.key for entry in found.entries if "publisher" in entry.fields] == [f"k{n}" for n in range(24, 41)]
    assert [entry.key for entry in beyond] == ["k23"]


def test_so_many_fields_and_no_more() -> None:
    """An entry takes over sixty fields at most, however many there are to take."""
    container = "@xdata{x, " + ", ".join(f"f{n} = {{v}}" for n in range(500)) + "}"

    assert len(taken(library(container + "@book{a, xdata = {x}}").get("a"))) == inheritance.MOST_FIELDS


@pytest.mark.parametrize("field", ["", "f{n} = {{v}}"])
def test_long_chains_take_linear_time(field: str, grows_linearly: Callable[..., bool]) -> None:
    """The work grows with the length of a chain, and nothing is too deep."""

    def work(length: int) -> None:
        source = read(ByteSource("x", chain(length, field).encode()))
        (found,) = inheritance.resolve([source])
        assert sum(len(entry.fields) for entry in found.entries) >= length

    assert grows_linearly(work, 800, 6_400)


@pytest.mark.parametrize("target", ["{next}", "0"])
def test_circles_and_depths_take_linear_time(target: str, grows_linearly: Callable[..., bool]) -> None:
    """The work of finding circles and depths grows with one great circle, and with all that name one entry."""

    def work(length: int) -> None:
        named = (target.format(next=(n + 1) % length) for n in range(length))
        text = "".join(f"@book{{k{n}, crossref = {{k{key}}}}}\n" for n, key in enumerate(named))
        lines = inheritance.Lines(read(ByteSource("x", text.encode())).entries)
        (circle,) = lines.circles()
        assert len(circle) == (1 if target == "0" else length)
        assert list(lines.first_beyond(inheritance.MOST_LEVELS)) == []

    assert grows_linearly(work, 800, 6_400)


# -------------------------------------------------------------------------------------------------------- written


def test_for_bibtex_what_it_does_not_do() -> None:
    """For BibTeX the fields that only biblatex hands on are written out; what BibTeX hands on stays with the parent."""
    works = inheritance.exported(read(ByteSource("x", BIBLATEX.encode())).entries, named("bibtex").resolves)
    by_key = {entry.key: said(entry) for entry in works}

    assert by_key["talk"] == {
        "author": "Cahya, D.", "title": "Talk", "crossref": "meeting", "address": "Yogyakarta", "booktitle": "Meeting",
        "booktitleaddon": "Third",
    }  # fmt: skip
    assert (by_key["chapter"]["crossref"], by_key["chapter"]["maintitle"]) == ("volumes", "Works")
    assert by_key["plain"]["series"] == "Southeast Asia"
    assert "press" not in by_key


def test_what_bibtex_says_stays_as_it_is() -> None:
    """From BibTeX to BibTeX the entries are the same, and biblatex is given its own."""
    works = list(read(ByteSource("x", BIBTEX.encode())).entries)

    assert [said(entry) for entry in inheritance.exported(works, named("bibtex").resolves)] == [
        said(one) for one in works
    ]
    assert inheritance.exported(works, named("biblatex").resolves) == works


def test_a_parent_that_is_not_there_stays_named() -> None:
    """For other formats `crossref` goes where its fields came, and stays where there was nobody to lend them."""
    works = read(ByteSource("x", b"@book{a, crossref = {b}} @book{b, year = 1990} @book{c, crossref = {d}}")).entries

    assert [said(entry) for entry in inheritance.exported(works, frozenset())] == [
        {"year": "1990"}, {"year": "1990"}, {"crossref": "d"}
    ]  # fmt: skip


def test_parents_come_last(need: Callable[[str], str], tmp_path: Path) -> None:
    """BibTeX finds every parent: over many steps, by another case, by a key that had to change, and beside a circle."""
    text = chain(30) + "@book{k30, title = {T}}" + "@book{c1, crossref = {c2}} @book{c2, crossref = {c1}}"
    text = f"@book{{Up, title = {{U}}}} @inbook{{low, crossref = {{UP}}}} {text}"
    renamed = read(ByteSource("y", b"@book{a~b, year = 1} @inbook{x, crossref = {a~b}}")).entries
    data = write([*read(ByteSource("x", text.encode())).entries, *renamed]).data
    _, said_of_it = as_bibtex(data, tmp_path, need("bibtex"), "low,x,k0,k7,k29,c1,c2")
    _, said_of_other = as_bibtex(b"@book{p, title = {T}}\n@inbook{c, crossref = {p}}", tmp_path, need("bibtex"), "c")

    assert "bad cross reference" in said_of_other
    assert "crossref = {a-b}" in data.decode()
    order = re.findall(r"@book\{k(\d+),", data.decode())
    assert order == [str(n) for n in range(31)]
    assert "bad cross reference" not in said_of_it
