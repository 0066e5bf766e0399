"""The findings that somebody has accepted, so that only new ones are shown.

A finding is known again by its code, by what it is about, and by the words of its sentence and of its entry: text may
be moved, lines may be added, but when the sentence or the entry is changed, the finding comes back.

The file is JSON, sorted, one finding an object, so that version control shows what was accepted and by whom.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from citekit.checker.kinds import DAMAGED_BASELINE
from citekit.diagnostic import Diagnostic
from citekit.messages import say
from citekit.model import Document, Entry, Project
from citekit.prose.sentences import sentences
from citekit.source import Span, TextSource, nowhere

NAME = "citekit.baseline.json"
"""The file, beside citekit.toml."""
_VERSION = 1
_SHOWN = 100
"""Characters of the sentence that the file keeps for people."""
_FIELDS = ("code", "path", "subject", "text", "fingerprint")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding of the file; `count` where several are alike."""

    code: str
    path: str
    subject: str
    text: str
    fingerprint: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """What was accepted; what is wrong with the file."""

    accepted: tuple[Accepted, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


# ---------------------------------------------------------------------------------------------- the file


def read(path: Path, shown: str) -> Baseline:
    """The accepted findings of a file; none where there is no file. A damaged one is a finding, and accepts nothing."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Baseline()
    except OSError as error:
        return _damaged(nowhere(shown), error.strerror or "it cannot be read")
    return parse(data, shown)


def parse(data: bytes, shown: str) -> Baseline:
    """The same, of the bytes of a file."""
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text)
    except UnicodeDecodeError:
        return _damaged(nowhere(shown), "it is not UTF-8")
    except json.JSONDecodeError as error:
        return _damaged(TextSource(shown, text).span(error.pos, error.pos + 1), f"it is not JSON: {error.msg}")
    except (ValueError, RecursionError):
        return _damaged(nowhere(shown), "it is not JSON that can be read")
    try:
        return Baseline(tuple(_accepted(value)))
    except (KeyError, TypeError, ValueError):
        return _damaged(TextSource(shown, text).span(0, 0), "it is no list of accepted findings of version 1")


def _accepted(value: Any) -> Iterator[Accepted]:
    if value["version"] != _VERSION or not isinstance(value["accepted"], list):
        raise ValueError
    for one in value["accepted"]:
        texts, count = [one[name] for name in _FIELDS], one.get("count", 1)
        if not all(isinstance(text, str) for text in texts) or type(count) is not int or count < 1:
            raise ValueError
        yield Accepted(**dict(zip(_FIELDS, texts, strict=True)), count=count)


def _damaged(span: Span, why: str) -> Baseline:
    message = say("the accepted findings cannot be read: {why}", why=why)
    hint = say("give the file back as it was, or accept today's findings anew: citekit check --baseline")
    return Baseline((), (DAMAGED_BASELINE.at(span, message, hint=hint, unreadable=True),))


def written(accepted: Iterable[Accepted]) -> bytes:
    """The file of accepted findings: sorted, so that the same findings make the same file."""
    kept = sorted(accepted, key=lambda one: (one.path, one.code, one.subject, one.text, one.fingerprint))
    rows = list(map(_row, kept))
    return (json.dumps({"version": _VERSION, "accepted": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def _row(one: Accepted) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(one, name) for name in _FIELDS}
    return {**row, "count": one.count} if one.count > 1 else row


# ------------------------------------------------------------------------------------------- knowing again


@dataclass(frozen=True)
class _Sentences:
    """Where the sentences of a document stand."""

    document: Document

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        return sorted(sentences(self.document))

    def around(self, span: Span) -> str:
        """The sentence that a place lies in; its paragraph or line where it lies in none."""
        at = bisect_right(self.places, (span.start, len(self.document.text))) - 1
        if at >= 0 and self.places[at][0] <= span.start <= self.places[at][1]:
            start, end = self.places[at]
            return self.document.text[start:end]
        return _line(span)


def _line(span: Span) -> str:
    return span.source.line(span.line)


@dataclass(frozen=True)
class Fingerprints:
    """Works out by what the findings of a project are known again."""

    project: Project
    shown: Callable[[str], str]
    """A path as the project names it."""
    _sentences: dict[str, _Sentences] = field(default_factory=dict)

    def accepted(self, found: Diagnostic) -> Accepted:
        """A finding as the file keeps it."""
        sentence, entry = self._sentence(found), self._entry(found)
        parts = (found.code, found.subject, sentence, _words(found.span.text), entry)
        mark = sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return Accepted(found.code, self.shown(found.span.path), found.subject, sentence[:_SHOWN], mark)

    def _sentence(self, found: Diagnostic) -> str:
        document = self.project.document(found.span.path)
        if document is None or document.source is not found.span.source:
            inside = self._entry_at(found.span)
            return _words(inside.span.text if inside else _line(found.span))
        kept = self._sentences.setdefault(document.path, _Sentences(document))
        return _words(kept.around(found.span))

    def _entry(self, found: Diagnostic) -> str:
        entry = self.project.entry(found.subject) if found.subject else None
        return _words(entry.span.text) if entry else ""

    def _entry_at(self, span: Span) -> Entry | None:
        starts, entries = self._by_place.get(span.path, ((), ()))
        at = bisect_right(starts, span.start) - 1
        return entries[at] if at >= 0 and span.start <= entries[at].span.end else None

    def looked_at(self, path: str) -> bool:
        """The file of an accepted finding was read; of others nobody knows what is still wrong."""
        return path in self._read or path.endswith(".toml") or path == "."

    @cached_property
    def _read(self) -> frozenset[str]:
        documents = (document.path for document in self.project.documents)
        libraries = (library.path for library in self.project.libraries)
        return frozenset(self.shown(path) for path in (*documents, *libraries))

    @cached_property
    def _by_place(self) -> dict[str, tuple[Sequence[int], Sequence[Entry]]]:
        found: dict[str, tuple[Sequence[int], Sequence[Entry]]] = {}
        for library in self.project.libraries:
            entries = sorted(library.entries, key=lambda entry: entry.span.start)
            found[library.path] = ([entry.span.start for entry in entries], entries)
        return found


def _words(text: str) -> str:
    return " ".join(text.split())


def accept(found: Iterable[Diagnostic], marks: Fingerprints) -> tuple[Accepted, ...]:
    """Findings as the file keeps them, those that are alike together. That a file cannot be read is never accepted."""
    counts: Counter[Accepted] = Counter(marks.accepted(one) for one in found if not one.unreadable)
    return tuple(Accepted(one.code, one.path, one.subject, one.text, one.fingerprint, n) for one, n in counts.items())


def hide(
    found: Sequence[Diagnostic], baseline: Baseline, marks: Fingerprints
) -> tuple[list[Diagnostic], list[Diagnostic], tuple[Accepted, ...]]:
    """The findings that are new, those that were accepted, and what was accepted and, in the files that were read, is
    found no more.
    """
    left = Counter[str]()
    for one in baseline.accepted:
        left[one.fingerprint] += one.count
    new: list[Diagnostic] = []
    old: list[Diagnostic] = []
    for finding in found if left else ():
        mark = "" if finding.unreadable else marks.accepted(finding).fingerprint
        (old if left[mark] > 0 else new).append(finding)
        left[mark] -= left[mark] > 0
    gone = (one for one in baseline.accepted if left[one.fingerprint] >= one.count)
    stale = tuple(one for one in gone if marks.looked_at(one.path))
    return new if left else list(found), old, stale
