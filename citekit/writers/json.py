"""JSON: the runs as they are, for programs: a list of texts, each with its looks, its address and what it is of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields

from citekit.csl.writers.text import one_line
from citekit.runs import Run

Part = dict[str, str | bool]


def parts(runs: Sequence[Run]) -> list[Part]:
    """The runs as objects, without what is empty or false.

    >>> parts([Run("Holsti", variable="author"), Run(", ")])
    [{'text': 'Holsti', 'variable': 'author'}, {'text': ', '}]
    """
    names = [field.name for field in fields(Run) if field.name != "text"]
    return [
        {"text": one_line(run.text), **{name: value for name in names if (value := getattr(run, name))}} for run in runs
    ]


def escape(text: str) -> str:
    """The text as a string of JSON."""
    return json.dumps(text, ensure_ascii=False)


def write(runs: Sequence[Run]) -> str:
    """The runs as an array of objects."""
    return json.dumps(parts(runs), ensure_ascii=False)
