"""Values as they are printed, and the kind of markup that escapes for a format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup

from citekit import writers
from citekit.renderer.folders import Refused
from citekit.renderer.views import Later


def markup_of(format: str) -> type[Markup]:
    """The kind of `Markup` that escapes what is joined to it for a format."""

    class Formatted(Markup):
        __slots__ = ()

        @classmethod
        def escape(cls, value: Any, /) -> Formatted:
            if hasattr(value, "__html__"):
                return cls(value.__html__())
            return cls(writers.escape(as_text(value), format))

    return Formatted


def as_text(value: object) -> str:
    """A value as it is printed."""
    if value is None:
        return ""
    if isinstance(value, (str, int, float, date, Undefined)):
        return str(value)
    raise Refused(f"{kind_of(value)} cannot be printed as it stands; print one of its parts")


def kind_of(value: object) -> str:
    """What a value is, in words."""
    if isinstance(value, Mapping):
        return "a table of names and values"
    if isinstance(value, (list, tuple, Later)):
        return "a list"
    if isinstance(value, (str, int, float)):
        return "a text" if isinstance(value, str) else "a number"
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(value).__name__.removesuffix("View")).lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
