"""Where a project is: the folder that holds its citekit.toml."""

from __future__ import annotations

from pathlib import Path

CONFIG_NAME = "citekit.toml"


def find_root(start: str | Path = ".") -> Path | None:
    """The nearest folder with a citekit.toml: this one or one above it; None when there is none."""
    folder = Path(start)
    for _ in folder.resolve().parts:
        if (folder / CONFIG_NAME).is_file():
            return folder
        folder = folder / ".."
    return None
