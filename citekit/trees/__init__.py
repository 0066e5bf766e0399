"""JSON and YAML as trees that know their places, read without anything in a file that could hurt.

`jsontext` and `yamltext` read; both give `Map`s (objects, mappings), lists and texts. Numbers stay as they are written,
so that `1.10` is not 1.1; depth, aliases and size are limited; a fault is a finding with its place, and what can still
be read is.
"""

from __future__ import annotations

from citekit.trees.problems import PROBLEMS, UNFIT_VALUE
from citekit.trees.values import Map, Number, text_of

__all__ = ["PROBLEMS", "UNFIT_VALUE", "Map", "Number", "text_of"]
