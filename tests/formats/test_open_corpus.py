"""Real .bib files of other people, which lie outside the project: what the reader promises must hold for them too."""

from __future__ import annotations

import json
import random
import tarfile
from collections import Counter
from pathlib import Path

import pytest

from citekit.encoding import prepare
from citekit.formats.bibtex import read, to_pybtex
from citekit.formats.bibtex.editor import edited
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


SMALL = 60_000
"""Bytes of the files that are damaged; larger ones hold more of the same."""
DAMAGE = (b"{", b"}", b'"', b"@", b",", b"=", b"#", b"%", b"\\", b"(", b")", b"\0", b"\xff", b"\n")


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_costs_at_most_the_damaged_entry(corpus: Path, seed: int) -> None:
    """A byte put in or taken out, or the end cut off: nothing raises, nothing is written otherwise, and other entries
    stay. One in a thousand may be lost: a line end or brace less can make two entries one."""
    chance = random.Random(seed)
    files = [path.read_bytes() for path in sorted(corpus.glob("*.bib")) if 0 < path.stat().st_size < SMALL]
    files = [data for data in files if b"\0" not in data]
    expected = lost = 0
    for _ in range(400):
        data = chance.choice(files)
        at = chance.randrange(len(data))
        damaged = chance.choice([data[:at], data[:at] + data[at + 1 :], data[:at] + chance.choice(DAMAGE) + data[at:]])
        library = read(prepare(damaged, "x.bib")[0])
        assert edited(library, []) == damaged
        assert all(one.span.line and one.span.column and one.hint for one in library.diagnostics)
        assert all(
            field.text is not None and field.span for entry in library.entries for field in entry.fields.values()
        )
        found = Counter(entry.key for entry in library.entries)
        for entry in read(prepare(data, "x.bib")[0]).entries:
            if (entry.span.end < at or (len(damaged) >= len(data) - 1 and at < entry.span.start)) and (
                not entry.key.startswith("unnamed-")
            ):
                expected += 1
                lost += not found[entry.key]
    assert expected > 1000
    assert lost <= expected / 1000
