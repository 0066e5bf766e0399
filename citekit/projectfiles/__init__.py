"""The files a person writes for citekit: citekit.toml, claims.toml, reading-list.toml."""

from citekit.projectfiles.problems import PROBLEMS as PROBLEMS
