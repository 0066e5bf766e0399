"""Bibliographies: one module or package per format."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from citekit.formats.registry import by_content, by_path, named, read_after
    from citekit.plugin import Format

__all__ = ["FORMATS", "by_content", "by_path", "named", "read_after"]

FORMATS: tuple[Format, ...]
"""Built-ins first, then plugins by name."""


# Found when first asked (PEP 562): who reads one format does not wait for the list of all, nor for plugins.
def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    registry = import_module(f"{__name__}.registry")
    return registry.all_formats() if name == "FORMATS" else getattr(registry, name)
