"""Findings that somebody does not want to see and says why: in citekit.toml, or in a remark beside the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from citekit.checker.choosing import Choice, Paths, codes_of, fits, instead
from citekit.checker.kinds import FAULTY_IGNORE, UNUSED_IGNORE
from citekit.diagnostic import Diagnostic, Problem
from citekit.messages import say
from citekit.model import Document, Library, Project
from citekit.profiles import Ignore
from citekit.source import ByteSource, Span, TextSource

_TOLD = r"[ \t]*citekit:[ \t]*ignore\b(?P<told>[^\r\n]{0,1000})"
_REMARKS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "markdown": re.compile(r"<!--\s{0,20}citekit:\s{0,20}ignore\b(?P<told>(?:(?!-->).){0,1000})-->", re.S),
        "latex": re.compile(rf"(?<!\\)%{_TOLD}"),
        "typst": re.compile(rf"//{_TOLD}"),
        "org": re.compile(rf"^[ \t]*#{_TOLD}", re.M),
        "rst": re.compile(rf"^[ \t]*\.\.{_TOLD}", re.M),
        "asciidoc": re.compile(rf"^//{_TOLD}", re.M),
    }
)
"""How each format that has remarks writes one of ours."""
_IN_LIBRARY = re.compile(rb"^[ \t]*%[ \t]*citekit:[ \t]*ignore\b(?P<told>[^\r\n]{0,1000})", re.M)
_WORD = r"(?:[A-Z]{3}[0-9]{0,3}|[a-z]+(?:-[a-z]+)+)"
_PARTS = re.compile(rf"\s*(?P<words>{_WORD}(?:\s*,\s*{_WORD})*)?(?![\w-])[\s:–—-]*(?P<reason>.*)", re.S)
_BLANK = re.compile(r"\n[ \t\r]*\n")
_MARK = "citekit:"
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.M)


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark beside the text: what it ignores, why, and from where to where."""

    words: tuple[str, ...]
    reason: str
    span: Span
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Left:
    """A finding that is left out, and which ignore it fits."""

    finding: Diagnostic
    reason: str
    by: str
    """configuration or comment"""
    span: Span


def remarks(project: Project) -> Iterator[Remark]:
    """The remarks in all documents and libraries of a project, in order."""
    for document in project.documents:
        if document.format in _REMARKS and _MARK in document.text:
            yield from _in_document(document)
    for library in project.libraries:
        source = library.source
        if isinstance(source, ByteSource) and _MARK.encode() in source.data:
            yield from _in_library(library, source)


def _in_document(document: Document) -> Iterator[Remark]:
    text, found = document.text, list(_REMARKS[document.format].finditer(document.text))
    ends = {match.start(): match.end() for match in found}
    code = list(_fenced(text)) if document.format == "markdown" else []
    for match in found:
        # What stands in code is an example of a remark.
        blank = document.seen[match.start() : match.end()].isspace()
        fence = bisect_right(code, (match.start(), len(text))) - 1
        if blank and not (fence >= 0 and match.start() < code[fence][1]):
            start, end = _reach(text, match.start(), match.end(), ends)
            yield _remark(document.source, match["told"], match.start(), match.end(), start, end)


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a Markdown text that stand between fences."""
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]):
            yield opened.start(), fence.end()
            opened = None
    if opened:
        yield opened.start(), len(text)


def _reach(text: str, start: int, end: int, remarks: Mapping[int, int]) -> tuple[int, int]:
    """From where to where a remark counts: its line when words stand before it, else the next paragraph."""
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if text[line:start].strip():
        return line, _line_end(text, end)
    at = _past_space(text, end)
    while at in remarks:
        at = _past_space(text, remarks[at])
    blank = _BLANK.search(text, at)
    return end, blank.start() if blank else len(text)


_SPACE = re.compile(r"\s*")


def _past_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _in_library(library: Library, source: ByteSource) -> Iterator[Remark]:
    """Remarks between entries; each counts for the next one."""
    spans = sorted((entry.span.start, entry.span.end) for entry in library.entries)
    for match in _IN_LIBRARY.finditer(source.data):
        at = bisect_left(spans, (match.start(), 0))
        if at and spans[at - 1][1] > match.start():
            continue
        end = spans[at][1] if at < len(spans) else len(source.data)
        told = str(match["told"], source.encoding, "replace")
        yield _remark(source, told, match.start(), match.end(), match.end(), end)


def _remark(source: TextSource, told: str, at: int, until: int, start: int, end: int) -> Remark:
    parts = _PARTS.match(told)
    words = parts["words"] if parts else None
    listed = tuple(word.strip() for word in words.split(",")) if words else ()
    reason = " ".join(parts["reason"].split()) if parts else ""
    return Remark(listed, reason, source.span(at, until), start, end)


# ------------------------------------------------------------------------------------------------ leaving out


@dataclass(frozen=True)
class Ignores:
    """All that a project ignores with a reason, ready to be asked about findings."""

    known: Sequence[Problem]
    paths: Paths
    listed: Sequence[Ignore]
    beside: Mapping[str, Sequence[Remark]]
    """By path, those that say which and why."""
    faulty: Sequence[Diagnostic]
    begins: Mapping[str, str]
    """What the codes begin with that a word stands for."""
    used: set[int]
    """Which have fitted something, by identity."""

    def left(self, found: Diagnostic) -> Left | None:
        """That a finding is left out, and why; None when it is not."""
        if found.unreadable:
            return None
        for remark in self.beside.get(found.span.path, ()):
            here = remark.start <= found.span.start <= remark.end
            if here and any(found.code.startswith(self.begins[word]) for word in remark.words):
                self.used.add(id(remark))
                return Left(found, remark.reason, "comment", remark.span)
        for ignore in self.listed:
            if found.code.startswith(self.begins[ignore.word]) and self._fits(ignore, found):
                self.used.add(id(ignore))
                return Left(found, ignore.reason, "configuration", ignore.span)
        return None

    def _fits(self, ignore: Ignore, found: Diagnostic) -> bool:
        if ignore.subject and ignore.subject != found.subject:
            return False
        if ignore.files and not self.paths.fits(found.span.path, ignore.files):
            return False
        return not ignore.text or ignore.text in found.span.source.line(found.span.line) + "\n" + found.span.text

    def unused(self, choice: Choice) -> Iterator[Diagnostic]:
        """Those that fit nothing, though all that they name was looked for."""
        every = (((one.word,), one, one.span) for one in self.listed)
        remarks = ((one.words, one, one.span) for kept in self.beside.values() for one in kept)
        for words, one, span in (*every, *remarks):
            looked = all(choice.looks_for(self.begins[word], self.known) for word in words)
            if id(one) not in self.used and looked:
                message = say("nothing is found here that {codes} could be ignored for", codes=", ".join(words))
                yield UNUSED_IGNORE.at(span, message, hint=say("delete the ignore, or correct what it names"))


def ignores(project: Project, known: Sequence[Problem], paths: Paths) -> Ignores:
    """All that a project ignores with a reason."""
    beside: dict[str, list[Remark]] = {}
    faulty: list[Diagnostic] = []
    for remark in remarks(project):
        told = list(_faults(remark, known))
        faulty += told
        if not told:
            beside.setdefault(remark.span.path, []).append(remark)
    listed = [one for one in project.config.ignores if fits(one.word, known)]
    words = {word for kept in beside.values() for one in kept for word in one.words} | {one.word for one in listed}
    begins = {word: codes_of([word], known)[0] for word in words}
    return Ignores(known, paths, listed, beside, faulty, begins, set())


def _faults(remark: Remark, known: Iterable[Problem]) -> Iterator[Diagnostic]:
    known = tuple(known)
    if not remark.words:
        hint = say("write the code after ignore, then the reason: ignore CIT103 spelt so on the title page")
        yield FAULTY_IGNORE.at(remark.span, say("this remark does not say which findings to ignore"), hint=hint)
        return
    for word in remark.words:
        if not fits(word, known):
            message = say('there is no finding "{word}" to ignore', word=word)
            yield FAULTY_IGNORE.at(remark.span, message, hint=instead(word, known))
    if not remark.reason:
        hint = say(
            "write the reason after the code: ignore {codes} spelt so on the title page", codes=", ".join(remark.words)
        )
        yield FAULTY_IGNORE.at(remark.span, say("this remark does not say why to ignore the finding"), hint=hint)
