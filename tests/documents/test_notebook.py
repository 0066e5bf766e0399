"""Jupyter notebooks: the Markdown of the cells, places by cell and line; compared with pandoc's reader of notebooks."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from citekit.documents import notebook
from citekit.loader import load_files
from citekit.model import Document, Match
from citekit.source import TextSource


def read(text: str) -> Document:
    return notebook.read(TextSource("a.ipynb", text))


def cells(*sources: str, kinds: Sequence[str] = ()) -> str:
    """A notebook in nbformat 4; cells are Markdown if `kinds` does not say otherwise."""
    made = [
        {"cell_type": kind, "metadata": {}, "source": source.splitlines(True)}
        for source, kind in zip(sources, [*kinds, *["markdown"] * len(sources)], strict=False)
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def keys(document: Document) -> list[str]:
    return [item.key for citation in document.citations for item in citation.items]


def test_whole_notebook(samples: Path) -> None:
    """Every citation in Markdown cells finds its work, told by cell and line; code and its output cite nothing."""
    project = load_files([samples / "notebook" / "analisis.ipynb"])
    told = [
        (str(one.origin.span).rpartition("analisis.ipynb:")[2], one.entries[0].key)
        for one in project.attributions
        if one.match is Match.EXACT
    ]
    assert told == [
        ("cell 2:3:35", "plano1979"),
        ("cell 2:6:1", "krasner1983"),
        ("cell 2:6:60", "tarling1999"),
        ("cell 4:1:25", "acharya2001"),
        ("cell 4:2:1", "holsti1995"),
        ("cell 4:6:7", "jones2006"),
        ("cell 5:1:8", "keohane1988"),
    ]
    assert len(project.attributions) == len(told)
    span = project.attributions[2].origin.span
    line = (samples / "notebook" / "analisis.ipynb").read_text("utf-8").splitlines()[span.line - 1]
    assert line[span.column - 1 :].startswith("[@tarling1999]")


def test_agrees_with_pandoc(samples: Path, need: Callable[[str], str]) -> None:
    """The keys of pandoc's syntax are those that pandoc finds in the notebook, in its order; it has no roles."""
    path = samples / "notebook" / "analisis.ipynb"
    command = [need("pandoc"), "-f", "ipynb+citations", "-t", "json", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    expected: list[str] = []
    waiting = [json.loads(done.stdout)["blocks"]]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict) and node.get("t") == "Cite":
            expected += [citation["citationId"] for citation in node["c"][0]]
        elif isinstance(node, dict | list):
            waiting += reversed(list(node.values()) if isinstance(node, dict) else node)
    own = load_files([path]).documents[0]
    assert [item.key for one in own.citations if one.span.text[0] in "[@" for item in one.items] == expected


def test_escapes_move_no_place() -> None:
    r"""`\"`, `\u00e9`, `\t`, and pairs of halves count as the characters that they are."""
    text = cells('kata "dia"\tcaf\u00e9 \U0001f600 [@a]\nlalu [@b]')
    document = read(text)
    assert document.text.startswith('kata "dia"\tcafé 😀 [@a]')
    places = [(str(one.span), one.span.line, one.span.column) for one in document.citations]
    lines = text.splitlines()
    assert [place for place, *_ in places] == ["a.ipynb:cell 1:1:19", "a.ipynb:cell 1:2:6"]
    assert all(lines[line - 1][column - 1 :].startswith("[@") for _, line, column in places)


def test_a_cell_is_read_by_itself() -> None:
    """What one cell leaves open does not reach the next; blank and code cells are counted."""
    document = read(cells("```\n[@no]", "[@a]", "", "[@no]", "> [@b", kinds=["markdown", "markdown", "raw", "code"]))
    assert [(key, str(one.span)) for key, one in zip(keys(document), document.citations, strict=True)] == [
        ("a", "a.ipynb:cell 2:1:1"), ("b", "a.ipynb:cell 5:1:4"),
    ]  # fmt: skip


def test_older_layouts() -> None:
    """nbformat 3 keeps cells in worksheets; a source may be one text; other lists of that name are none."""
    cell = {"cell_type": "markdown", "metadata": {"cells": [{"source": "[@no]"}]}, "source": "[@a]"}
    old = json.dumps({"worksheets": [{"cells": [cell, {"cell_type": "heading", "level": 1, "source": ["@b"]}]}]})
    assert keys(read(old)) == ["a", "b"]
    assert keys(read(json.dumps({"metadata": {"cells": [cell]}, "cells": []}))) == []


def test_a_file_that_is_no_notebook() -> None:
    """Broken JSON, JSON that is nested without end, and text are one finding each, with its place."""
    for text, line in ((cells("[@a]")[:-3], 13), ("[" * 100_000, 1), ("# Judul\n", 1), ("", 1)):
        (finding,) = read(text).diagnostics
        assert (finding.code, finding.unreadable, finding.span.line) == ("FIL007", True, line)
    assert read("[1, {}]").diagnostics == ()


@given(seed=st.integers(0, 10**6))
def test_no_change_raises(seed: int) -> None:
    """Values and structure changed anywhere give a document as long as its text."""
    chance = random.Random(seed)
    text = cells('Satu [@a] "dua".\n\n- tiga {cite}`b`\n', "x", '\\u00e9 "[@c]"')
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(text))
        text = (
            text[:at] + chance.choice(['"', "\\", "{", "}", "[", "]", ",", ":", "cells", "\ud800", ""]) + text[at + 1 :]
        )
    document = read(text)
    assert len(document.prose) == len(document.text)
    for citation in document.citations:
        assert citation.span.line >= 1
        assert citation.span.text in document.text
