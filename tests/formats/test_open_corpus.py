"""Real .bib files of other people, which lie outside the project: what the reader promises must hold for them too."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from citekit.encoding import prepare
from citekit.formats.bibtex import read, to_pybtex
from citekit.formats.bibtex.scanner import scan
from citekit.model import Library
from citekit.styles import find

MOST_LOST = 0.0002
"""The share of entries that may be missed, of those that at least three other readers find."""


@pytest.fixture(scope="module")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the unpacked files."""
    folder = tmp_path_factory.mktemp("bib")
    with tarfile.open(shared / "bib" / "open.tar.xz") as archive:
        for member in archive:
            if member.isfile() and (data := archive.extractfile(member)):
                (folder / Path(member.name).name).write_bytes(data.read())
    return folder


@pytest.fixture(scope="module")
def libraries(corpus: Path) -> dict[str, Library]:
    """Every file, read; that nothing raises is the first promise."""
    files = sorted(corpus.glob("*.bib"))
    return {path.name: read(prepare(path.read_bytes(), path.name)[0]) for path in files}


def test_all_files_are_read(libraries: dict[str, Library]) -> None:
    """There are 571 files, and none stops the reader."""
    assert len(libraries) == 571


def test_consensus(libraries: dict[str, Library], corpus: Path) -> None:
    """At most 2 in 10,000 of the keys that three readers find are lost; commented entries are named, so not lost."""
    wanted = json.loads((corpus / "consensus-keys.json").read_text("utf-8"))
    lost = []
    for name, keys in wanted.items():
        library = libraries[name]
        found = {entry.key.lower() for entry in library.entries}
        found |= {one.subject.lower() for one in library.diagnostics if one.code == "BIB012"}
        lost += [(name, key) for key in keys if key not in found]

    assert len(lost) <= MOST_LOST * sum(len(keys) for keys in wanted.values()), lost[:20]


def test_blocks_are_the_files(corpus: Path) -> None:
    """Every byte of every file is in just one block."""
    for path in sorted(corpus.glob("*.bib")):
        data = prepare(path.read_bytes(), path.name)[0].data
        assert b"".join(data[block.start : block.end] for block in scan(data)) == data, path.name


def test_everything_can_be_asked_for(libraries: dict[str, Library]) -> None:
    """Every field, name, date and link of every entry, and what pybtex is given of it."""
    for library in libraries.values():
        for entry in library.entries:
            assert all(field.text is not None for field in entry.fields.values())
            assert all(names is not None for names in entry.names.values())
            assert (entry.year is not None, entry.link is not None, entry.title is not None) == (True, True, True)
            assert to_pybtex(entry).key == entry.key


def test_findings_have_places(libraries: dict[str, Library]) -> None:
    """Every finding has a line, a column, one line of words and something to do."""
    for library in libraries.values():
        for one in library.diagnostics:
            assert one.span.line >= 1
            assert one.span.column >= 1
            assert one.message
            assert "\n" not in one.message
            assert one.hint


def test_styles_print_what_people_write(libraries: dict[str, Library]) -> None:
    """Every twentieth entry of each file is printed by a style with labels, and none comes out empty."""
    for name, library in libraries.items():
        some = library.entries[::20]
        references = find("pybtex:alpha").format(some)
        assert len(references) == len(some), name
        assert all(reference.label and "".join(run.text for run in reference.runs).strip() for reference in references)
