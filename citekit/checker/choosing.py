"""Which findings are wanted: codes, their beginnings and names, for all files or for some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

from citekit.diagnostic import Diagnostic, Problem, Severity
from citekit.messages import say
from citekit.profiles import FileRules


def fits(word: str, known: Iterable[Problem]) -> bool:
    """Whether a word is a code, the beginning of one, or a name."""
    return bool(word) and any(p.code.startswith(word.upper()) or p.name == word.lower() for p in known)


def codes_of(words: Iterable[str], known: Iterable[Problem]) -> tuple[str, ...]:
    """What the codes begin with that these words stand for."""
    known = tuple(known)
    codes = {one.name: one.code for one in known}
    return tuple(codes.get(word.lower(), word.upper()) for word in words if fits(word, known))


def instead(word: str, known: Iterable[Problem]) -> str:
    """What to do about a word that fits nothing."""
    names = [text for one in known for text in (one.code, one.name)]
    near = get_close_matches(word.upper(), names, n=1) or get_close_matches(word.lower(), names, n=1)
    return (
        say("did you mean {word}?", word=near[0])
        if near
        else say("citekit explain lists the codes and names of all findings")
    )


def severities_of(given: Mapping[str, Severity], known: Sequence[Problem]) -> dict[str, Severity]:
    """How severe each code is where somebody says so; what is said of a code goes before what is said of a family."""
    found: dict[str, Severity] = {}
    told = [(begin, severity) for word, severity in given.items() for begin in codes_of([word], known)]
    for begin, severity in sorted(told, key=lambda one: len(one[0])):
        found.update({one.code: severity for one in known if one.code.startswith(begin)})
    return found


@dataclass(frozen=True)
class Paths:
    """The paths of findings as a project names them, for patterns; asked of the disk once for each."""

    root: Path
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, path: str) -> str:
        """The path of a file as it counts from the project's folder; as it is where it lies elsewhere."""
        if path not in self._known:
            self._known[path] = self._counted(path)
        return self._known[path]

    def _counted(self, path: str) -> str:
        try:
            return Path(path).resolve().relative_to(self.root.resolve()).as_posix()
        except (OSError, RuntimeError, ValueError):
            return path

    def fits(self, path: str, patterns: Sequence[str]) -> bool:
        """Whether a file is one of those that patterns with wildcards stand for."""
        name = self.of(path)
        return any(fnmatchcase(name, one) or fnmatchcase(name, one.replace("**/", "")) for one in patterns)


@dataclass(frozen=True)
class Choice:
    """What is wanted of a project."""

    wanted: tuple[str, ...]
    """What the codes begin with; ("",) for all."""
    unwanted: tuple[str, ...]
    files: tuple[tuple[FileRules, tuple[str, ...], tuple[str, ...]], ...]
    """The rules for some files, with the codes that they select and ignore."""
    paths: Paths

    def runs(self, code: str) -> bool:
        """Whether a rule with this code is asked at all."""
        return code.startswith(self.wanted) and not code.startswith(self.unwanted)

    def keeps(self, found: Diagnostic) -> bool:
        """Whether a finding is wanted where it stands; that a file could not be read always is."""
        return found.unreadable or (not found.code.startswith(self.unwanted) and self._in_file(found))

    def _in_file(self, found: Diagnostic) -> bool:
        for rules, select, ignore in self.files:
            if self.paths.fits(found.span.path, rules.files) and (
                found.code.startswith(ignore) or (rules.select and not found.code.startswith(select))
            ):
                return False
        return True

    def looks_for(self, begin: str, known: Iterable[Problem]) -> bool:
        """Whether everything that begins so is looked for in every file."""
        for one in known:
            if one.code.startswith(begin):
                narrowed = any(one.code.startswith(no) or rules.select for rules, _, no in self.files)
                if narrowed or not self.runs(one.code):
                    return False
        return True
