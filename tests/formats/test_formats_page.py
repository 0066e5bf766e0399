"""docs/formats.md says what the field maps say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


def test_every_map_has_its_column(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is made of the maps: a field of one of them is in it, with its tag, and the sources are named."""
    monkeypatch.syspath_prepend(str(repository))
    from tools.formats_page import MAPPED, formats_page

    page = formats_page()
    folder = repository / "citekit" / "formats"
    maps = {file.stem for file in folder.glob("*.toml") if "[[field]]" in file.read_text("utf-8")}

    assert "tools.formats_page" in sys.modules
    assert maps == set(MAPPED)
    assert "| `doi` | `DO` [`M3`, `L3`, `N1`] |" in page
    assert "RIS Format Specifications" in page
