"""Trees as YAML that versions 1.1 and 1.2 read alike."""

from __future__ import annotations

import re
from typing import Any

import yaml  # type: ignore[import-untyped]

_BASE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
# Plain texts that YAML 1.2 takes for numbers or truth values, whatever 1.1 takes them for.
_NO_TEXT = re.compile(
    r"[-+]?(?:\.\d+|\d[\d_]*(?:\.\d*)?)(?:[eE][-+]?\d+)?|0[oxb][\da-fA-F_]+|[-+]?\.(?:inf|nan)|y|n|yes|no|on|off|true|false",
    re.I,
)


class _Dumper(_BASE):  # type: ignore[misc]
    def ignore_aliases(self, data: object) -> bool:
        """What comes twice is written twice."""
        return True


def _text(dumper: Any, text: str) -> Any:
    style = "'" if _NO_TEXT.fullmatch(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_multi_representer(str, _text)
_Dumper.add_multi_representer(dict, lambda dumper, value: dumper.represent_dict(dict(value).items()))


def dump(value: object) -> str:
    """A tree as YAML, in the order that it has; texts that could be read as anything else in quotation marks.

    >>> print(dump({"volume": "1e3", "title": "No"}), end="")
    volume: '1e3'
    title: 'No'
    """
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return text
