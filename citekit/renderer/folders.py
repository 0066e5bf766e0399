"""Where templates are looked for: the project's own folder, then the built-in ones by name and under `citekit/`."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path, PurePosixPath

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateRuntimeError

from citekit.source import TextSource

SUFFIX = ".j2"
BUILT_IN = "citekit/"
"""Before the name of a built-in template: the way to extend one from a template of the same name."""
LARGEST = 1_000_000
"""The size of a template, in bytes, above which it is taken for something else."""


class Refused(TemplateRuntimeError):
    """What templates may not do."""


class Folders(BaseLoader):
    """Finds templates by name, and keeps the text of each that was read, for messages about its lines.

    `folder` may be none, or not be there: then there are only the built-in templates. `shown` is the folder as people
    name it.
    """

    def __init__(self, folder: Path | None, shown: str) -> None:
        self.folder = folder
        self.shown = shown
        self.sources: dict[str, TextSource] = {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template and the path to show for it, as Jinja asks for them."""
        path, text = self.path(template), _decoded(self._data(template), template)
        self.sources[path] = TextSource(path, text)
        return text, path, lambda: True

    def _data(self, name: str) -> bytes:
        if _leads_out(name):
            raise Refused(f"{name} is outside the folder of templates")
        if file := self._own(name):
            return self._read(file, name)
        if name not in self:
            raise TemplateNotFound(name)
        return (files("citekit") / "templates" / name.removeprefix(BUILT_IN)).read_bytes()

    def _read(self, file: Path, name: str) -> bytes:
        if self.folder and not file.resolve().is_relative_to(self.folder.resolve()):
            raise Refused(f"{name} is a link that leads out of the folder of templates")
        try:
            return file.read_bytes()
        except OSError as error:
            raise Refused(f"{name} cannot be read: {error.strerror}") from error

    def _own(self, name: str) -> Path | None:
        """The file of the template in the project's folder, when it stands there."""
        if self.folder is None or _leads_out(name) or not is_file(self.folder / name):
            return None
        return self.folder / name

    def __contains__(self, name: str) -> bool:
        return self._own(name) is not None or name.removeprefix(BUILT_IN) in built_in_templates()

    def path(self, name: str) -> str:
        """The path of a template as it is shown: in the project's folder, or under `citekit/`."""
        return (Path(self.shown) / name).as_posix() if self._own(name) else BUILT_IN + name.removeprefix(BUILT_IN)

    def list_templates(self) -> list[str]:
        """The names of all templates, the project's own first."""
        found = sorted(self.folder.rglob(f"*{SUFFIX}")) if self.folder else []
        own = [file.relative_to(self.folder).as_posix() for file in found if self.folder]
        return [*filter(self._own, own), *built_in_templates()]


def built_in_templates() -> list[str]:
    """The names of the templates that come with citekit."""
    folder = files("citekit") / "templates"
    return sorted(file.name for file in folder.iterdir() if file.name.endswith(SUFFIX))


def nearest(name: str, known: list[str]) -> str:
    """The known name most like this one; empty when none is like it."""
    return next(iter(get_close_matches(name, known, n=1)), "")


def is_file(path: Path) -> bool:
    """Whether a file is there; no for a name that no file can have."""
    try:
        return path.is_file()
    except OSError:
        return False


def _leads_out(name: str) -> bool:
    """Whether a name, read on any system, would lead out of the folder of templates."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or bool(set(name) & set("\\:\0"))


def _decoded(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise Refused(f"{name} is larger than {LARGEST:,} bytes, too large for a template")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{name} is not written in UTF-8 (byte {error.start + 1})") from None
