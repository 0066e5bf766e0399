"""Which citekit this is."""

from __future__ import annotations

VERSION = "0.1.0"
"""As in pyproject.toml. Here too, since the metadata of a package take longer to open than a work to look up."""
