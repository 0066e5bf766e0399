"""`NamedTuple` without `typing`, of which the reader needs nothing else and which takes a tenth of its import."""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NamedTuple

__all__ = ["NamedTuple"]


if not TYPE_CHECKING:

    class _FromAnnotations(type):
        """Makes a named tuple of a class body: its annotated names are the fields, their values the defaults."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body["__annotations__"]
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            made.__doc__ = body["__doc__"]
            made.__annotations__ = fields
            return made

    class NamedTuple(metaclass=_FromAnnotations):
        """As `typing.NamedTuple`, for classes that have fields and no methods."""
