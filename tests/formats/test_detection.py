"""Which format a file has: by what is in it, then by its ending."""

from __future__ import annotations

import subprocess
import sys

import pytest

from citekit import formats
from citekit.diagnostic import UsageError
from citekit.formats import bibtex
from citekit.loader.kinds import Kind, kind_of
from citekit.source import ByteSource

BIB = b"@book{holsti1995, author = {Holsti, K. J.}, title = {International Politics}, year = 1995}\n"
ENTRIES = bibtex.read(ByteSource("a.bib", BIB)).entries
WRITTEN = {format.name: format.write(ENTRIES).data for format in formats.FORMATS if format.write}
"""The same work in every format."""
SAMPLES = sorted(name for name in WRITTEN if name != "biblatex")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("path", ["export", "export.dat", "{own}"])
def test_every_format_is_known_by_what_is_in_it(name: str, path: str) -> None:
    """With its own ending, an ending that says nothing, and none."""
    own = formats.named(name).suffixes[0]
    found = formats.by_path(path.format(own=f"a{own}"), WRITTEN[name])

    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_in_a_file_goes_before_its_ending(name: str) -> None:
    """A file that was saved under the ending of another format is still what it is."""
    for suffix in (".bib", ".json", ".yaml", ".csv", ".ris"):
        found = formats.by_path(f"a{suffix}", WRITTEN[name])
        assert found is not None
        assert found.name == name


@pytest.mark.parametrize("name", SAMPLES)
def test_no_two_formats_take_the_same_file_for_theirs(name: str) -> None:
    """So the order in which they are asked does not matter."""
    assert [format.name for format in formats.FORMATS if format.looks_like(WRITTEN[name])] == [name]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'[{"id": "a", "type": "book"}]', "csl-json"),
        (b'{"items": [{"title": "a"}]}', "csl-json"),
        (b"references:\n- id: a\n  type: book\n", "csl-yaml"),
        (b"- id: a\n  type: book\n", "csl-yaml"),
        (b"a:\n  type: book\n  title: T\n", "hayagriva"),
        (b"# note\n\nkey one:\n    # more\n    title: T\n", "hayagriva"),
        (b"cff-version: 1.2.0\ntitle: T\nreferences:\n- type: book\n  title: T\n", "cff"),
        (b"key,type,title\na,book,T\n", "csv"),
        (b"sep=;\nKey;Title\n", "csv"),
    ],
)
def test_samples_by_hand(data: bytes, name: str) -> None:
    """As people and programs write them, with a byte order mark and in UTF-16 too."""
    for form in (data, b"\xef\xbb\xbf" + data, data.decode().encode("utf-16")):
        found = formats.by_path("a", form)
        assert found is not None
        assert found.name == name


@pytest.mark.parametrize(
    "data", [b"", b"Dear all,\n", b"# Title\n\nSee [@a].\n", b"title: x\nsite: y\n", b"<html></html>"]
)
def test_other_files_are_none(data: bytes) -> None:
    """Prose, web pages, settings."""
    assert formats.by_path("a", data) is None


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.bib", "bibtex"), ("a.json", "csl-json"), ("a.yaml", "csl-yaml"), ("a.csv", "csv"), ("A.CFF", "cff")],
)
def test_a_file_that_shows_nothing_is_what_its_ending_says(path: str, name: str) -> None:
    """So that its faults are told in the words of that format."""
    found = formats.by_path(path, b"???")

    assert found is not None
    assert found.name == name


def test_formats_by_name() -> None:
    """Whatever its case; the name that is meant is said when there is none."""
    assert formats.named("CSL-JSON").name == "csl-json"
    with pytest.raises(UsageError, match="there is no format csl-jsn") as caught:
        formats.named("csl-jsn")
    assert caught.value.hint == "did you mean csl-json?"


@pytest.mark.parametrize(
    ("path", "data", "kind"),
    [
        ("refs.txt", WRITTEN["ris"], Kind.LIBRARY),
        ("refs.txt", WRITTEN["isi"], Kind.LIBRARY),
        ("refs.txt", b"Menurut Holsti (1995), negara bekerja sama.\n", Kind.DOCUMENT),
        ("article.txt", b"Kutipan. " * 400 + b"\n" + WRITTEN["ris"], Kind.DOCUMENT),
        ("article.md", WRITTEN["ris"], Kind.DOCUMENT),
        ("refs.json", WRITTEN["csl-json"], Kind.LIBRARY),
        ("refs.xml", WRITTEN["mods"], Kind.LIBRARY),
        ("refs", WRITTEN["hayagriva"], Kind.LIBRARY),
        ("notes", b"Dear all,\n", Kind.DOCUMENT),
    ],
)
def test_libraries_among_files(path: str, data: bytes, kind: Kind) -> None:
    """A .txt is an article, unless it shows at its beginning that a database exported it."""
    assert kind_of(path, data) is kind


def _imported(code: str, *names: str) -> list[str]:
    """Those of the modules that a new process imports to run the code."""
    program = f"import sys\nbefore = set(sys.modules)\n{code}\nprint(*({set(names)} & (sys.modules.keys() - before)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_the_reader_is_light_to_import() -> None:
    """Who reads .bib files waits neither for `typing` nor for what only findings and letters need."""
    late = ("typing", "citekit.diagnostic", "citekit.formats.bibtex.latex", "citekit.formats.bibtex.problems")
    code = "from citekit.encoding import prepare\nfrom citekit.formats.bibtex import read"
    assert _imported(f"{code}\nread(prepare(b'@book{{a, title = {{x}}}}', 'a.bib')[0])", *late) == []


def test_a_file_that_is_plainly_bibtex_needs_no_other_format() -> None:
    """Its ending and what is in it agree, so the others are not even imported, nor what writing needs."""
    code = "from citekit import formats\nassert formats.by_path('a.bib', b'@book{a, title = {x}}').name == 'bibtex'"
    others = ("citekit.formats.csl", "citekit.formats.ris", "citekit.formats.mods", "citekit.formats.bibtex.writer")
    assert _imported(code, *others) == []
    assert _imported(code.replace("a.bib", "a.xml"), *others) != []
