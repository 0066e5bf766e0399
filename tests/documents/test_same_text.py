"""One text, written by pandoc in each format that it has: the same citations, the same words, whatever the format."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from citekit import documents
from citekit.model import Document
from citekit.source import ByteSource, TextSource

TEXT = """\
# Introduction

States act upon their **surroundings** [see @holsti1995, p. 12]. @keohane1988 [p. 3] tells *two* approaches apart.

> A quotation of some words [@plano1979].

- one item
- another item with `code`

A [link](https://example.org) and a footnote.^[A note with a citation [@wendt1992].] Some 40 % of a_b.

## Conclusion

The end is near (Holsti, 1995).
"""
KEYS = ["holsti1995", "keohane1988", "plano1979", "wendt1992"]
WORDS = (
    "Introduction States act upon their surroundings . tells two approaches apart. A quotation of some words . one "
    "item another item with A link and a footnote. Some 40 % of a_b. Conclusion The end is near (Holsti, 1995)."
).split()
NOTE = "A note with a citation .".split()


def written(program: str, format: str, path: Path, *options: str) -> Document:
    command = [program, "-f", "markdown", "-t", format, "-o", str(path), *options]
    subprocess.run(command, input=TEXT, text=True, check=True, capture_output=True)
    found, data = documents.by_path(str(path)), path.read_bytes()
    if found.read_bytes is not None:
        return found.read_bytes(ByteSource(path.name, data, "latin-1"))
    assert found.read is not None
    return found.read(TextSource(path.name, data.decode()))


@pytest.mark.parametrize(
    ("format", "suffix", "options"),
    [
        ("latex", ".tex", ["--natbib"]),
        ("latex", ".tex", ["--biblatex", "--standalone"]),
        ("org", ".org", []),
        ("typst", ".typ", []),
        ("markdown", ".md", []),
    ],
)
def test_keys_and_words_are_the_same(pandoc: str, tmp_path: Path, format: str, suffix: str, options: list[str]) -> None:
    """Four keys, and the words around them; where a note stands differs."""
    document = written(pandoc, format, tmp_path / f"a{suffix}", *options)
    keys = [item.key for citation in document.citations for item in citation.items]
    assert sorted(keys) == KEYS
    spans = {place for one in document.citations for place in range(one.span.start, one.span.end)}
    prose = "".join(" " if at in spans else character for at, character in enumerate(document.prose))
    # Of an escape only the backslash is blank: a\\_b
    left = prose.replace("[1]", " ").replace("a _b", "a_b")
    # LaTeX has no code, only another type: its words are words.
    told = Counter(word for word in left.split() if word != "code")
    assert (told - Counter([*WORDS, *NOTE]), Counter([*WORDS, *NOTE]) - told) == (Counter(), Counter())


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_packed_files_have_the_same_words(pandoc: str, tmp_path: Path, suffix: str) -> None:
    """pandoc writes no fields there: the citations stand as typed, all words are there, blocks are of their kinds."""
    document = written(pandoc, suffix[1:], tmp_path / f"a{suffix}")
    plain = subprocess.run(
        [pandoc, "-f", suffix[1:], "-t", "plain", "--wrap=none", str(tmp_path / f"a{suffix}")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    expected = plain.stdout.replace("[1]", " ").replace("- ", " ").split()
    assert sorted(document.text.split()) == sorted(expected)
    assert [one.kind for one in document.blocks if one.kind != "note"] == [
        "heading", "paragraph", "quote", "item", "item", "paragraph", "heading", "paragraph",
    ]  # fmt: skip
