"""What can go wrong with a style, a locale or items: an error that stops, and a remark that does not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd in a style that still works: where it stands and what it is, in one sentence."""

    line: int
    """The line in the style, counted from 1."""
    message: str


@dataclass(frozen=True, slots=True)
class ItemRemark:
    """Something odd in CSL-JSON that can still be used: where it stands and what it is, in one sentence."""

    path: str
    """Where, as a JSONPath (RFC 9535) from the list of items: `$[0].author[1].family`."""
    message: str


class CslError(Exception):
    """Any error of this package: StyleError, LocaleError or ItemError."""


class StyleError(CslError):
    """A style that cannot be used, with the line of the fault (0 when the whole file is meant)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(f"line {line}: {message}" if line else message)
        self.message = message
        self.line = line


class LocaleError(CslError):
    """A locale that is not there or cannot be read."""


class ItemError(CslError):
    """An item or citation that is not CSL-JSON, with its place as a JSONPath (empty when the whole is meant)."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.message = message
        self.path = path
