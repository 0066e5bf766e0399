"""The nine languages, on texts of our own whose citations were marked by hand (texts/*.txt).

`⟦key, key|(Holsti, 1995; Plano, 1979)⟧` marks a citation and its works; the key is `-` where the library has none. A
file holds texts (`=== what it is`) and, under `=== works`, their library: `key | names | year | title`, the names
inverted and parted by semicolons, a body in braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from citekit import linker, prose
from citekit.documents import plain
from citekit.model import Citation, Document, Entry, Field, Library, Match, Name, NameList
from citekit.prose.terms import languages
from citekit.source import TextSource

TEXTS = Path(__file__).parent / "texts"
HUMANITIES = TEXTS / "humanities"
_MARK = re.compile(r"⟦([^|⟧]+)\|([^⟧]+)⟧")
_PART = re.compile(r"^=== (.+)$", re.M)


@dataclass(frozen=True)
class Mark:
    """A citation marked by hand."""

    start: int
    end: int
    keys: frozenset[str]


@dataclass(frozen=True)
class Marked:
    """A text with its marks."""

    name: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Score:
    """Counts of one or more texts."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    linked: int = 0
    predicted: int = 0
    right: int = 0
    faults: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def f1(self) -> float:
        """Of detection, in per cent."""
        return 200 * self.found * self.right / (self.found * self.predicted + self.right * self.gold)


def read(path: Path) -> tuple[list[Marked], tuple[Entry, ...]]:
    """The texts of a file, and the entries of its library."""
    pieces = _PART.split(path.read_text(encoding="utf-8"))[1:]
    parts = list(zip(pieces[::2], pieces[1::2], strict=True))
    texts = [_marked(name, text) for name, text in parts if name != "works"]
    source = TextSource("works.bib", "")
    works = tuple(_entry(line, source) for name, text in parts if name == "works" for line in text.strip().split("\n"))
    return texts, works


def _marked(name: str, text: str) -> Marked:
    marks: list[Mark] = []
    pieces: list[str] = []
    done = size = 0
    for match in _MARK.finditer(text):
        before = text[done : match.start()]
        start = size + len(before)
        keys = frozenset(key.strip() for key in match[1].split(",")) - {"-"}
        marks.append(Mark(start, start + len(match[2]), keys))
        pieces += [before, match[2]]
        size, done = start + len(match[2]), match.end()
    return Marked(name, "".join([*pieces, text[done:]]), tuple(marks))


def _entry(line: str, source: TextSource) -> Entry:
    key, people, year, title = (piece.strip() for piece in line.split("|"))
    nowhere = source.span(0, 0)
    fields = {name: Field(name, text, text, nowhere) for name, text in (("year", year), ("title", title)) if text}
    names = tuple(map(_name, filter(None, map(str.strip, people.split(";")))))
    return Entry(key, "book", fields, {"author": NameList(names)} if names else {}, nowhere, nowhere)


def _name(text: str) -> Name:
    if text.startswith("{"):
        return Name(literal=text.strip("{}"))
    family, _, given = text.partition(",")
    particle = re.match(r"(?:[a-zà-ü'’]+ )*", family)
    size = particle.end() if particle else 0
    return Name(family[size:], given.strip(), family[:size].strip())


def cited(marked: Marked, works: Iterable[Entry]) -> tuple[Document, dict[Citation, frozenset[str]]]:
    """The document with its citations, and the keys that each is joined to."""
    works = tuple(works)
    document = plain.read(TextSource(f"{marked.name}.txt", marked.text))
    document = prose.read(document, prose.lexicon(works))
    library = Library("works.bib", TextSource("works.bib", ""), works)
    keys: dict[Citation, set[str]] = {citation: set() for citation in document.citations}
    for found in linker.link([library], [document], [], []).attributions:
        if isinstance(found.origin, Citation) and found.item in found.origin.items and found.entry:
            keys[found.origin].update({found.entry.key} if found.match is not Match.UNKNOWN else ())
    return document, {citation: frozenset(each) for citation, each in keys.items()}


def score(marked: Marked, works: Iterable[Entry]) -> Score:
    """How the citations found agree with the marks."""
    _, keys = cited(marked, works)
    spans = [(citation.span.start, citation.span.end, each) for citation, each in keys.items()]
    total = Score()
    for mark in marked.marks:
        over = [span for span in spans if span[0] < mark.end and mark.start < span[1]]
        exact = any(span[:2] == (mark.start, mark.end) for span in over)
        linked = bool(over) and frozenset().union(*(span[2] for span in over)) == mark.keys
        said = marked.text[mark.start : mark.end]
        seen = [marked.text[span[0] : span[1]] for span in over]
        fault = "" if exact and linked else f"{said!r}: {seen} {[sorted(span[2]) for span in over]} {sorted(mark.keys)}"
        total += Score(1, bool(over), exact, linked, 0, 0, (fault,) if fault else ())
    for start, end, _ in spans:
        right = any(start < mark.end and mark.start < end for mark in marked.marks)
        total += Score(0, 0, 0, 0, 1, right, () if right else (f"none: {marked.text[max(0, start - 30) : end]!r}",))
    return total


LANGUAGES = sorted(path.stem for path in TEXTS.glob("*.txt"))
LEAST_MARKS = 100


def total(path: Path, *, library: bool = True) -> Score:
    texts, works = read(path)
    return sum((score(text, works if library else ()) for text in texts), Score())


def test_every_language_has_its_texts() -> None:
    """No language file is without texts that try it."""
    assert [language.code for language in languages()] == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_citations_marked_by_hand_are_found_and_linked(language: str) -> None:
    """At least a hundred citations of many kinds; nearly all found, exactly where they are, with just their works."""
    found = total(TEXTS / f"{language}.txt")
    assert found.gold >= LEAST_MARKS
    assert found.f1 >= 98, found.faults
    assert 100 * found.exact >= 95 * found.gold, found.faults
    assert 100 * found.linked >= 97 * found.gold, found.faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_citations_are_found_without_a_library(language: str) -> None:
    """What the text itself shows is enough for nine of ten."""
    found = total(TEXTS / f"{language}.txt", library=False)
    assert found.f1 >= 90, found.faults


def test_languages_are_tried_in_the_humanities() -> None:
    """History, law, theology, letters: every language has further texts of those."""
    assert sorted(path.stem for path in HUMANITIES.glob("*.txt")) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_citations_of_the_humanities_are_found_and_linked(language: str) -> None:
    """Footnotes, *ders.* and *id.*, names in other scripts, places and titles with years: as good as elsewhere.

    The texts have rulers, novels, laws and bodies that no lexicon can tell from authors; those are the errors left.
    """
    found = total(HUMANITIES / f"{language}.txt")
    assert found.f1 >= 95, found.faults
    assert 100 * found.exact >= 97 * found.gold, found.faults
    assert 100 * found.linked >= 97 * found.gold, found.faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_citations_of_the_humanities_are_found_without_a_library(language: str) -> None:
    """Notes too: names, a title, a year and pages behind it are a citation, whoever wrote it."""
    found = total(HUMANITIES / f"{language}.txt", library=False)
    assert found.f1 >= 93, found.faults


def test_marks_lead_to_works_of_the_texts() -> None:
    """The marks themselves are sound: each key is one of the file's works."""
    for path in [*TEXTS.glob("*.txt"), *HUMANITIES.glob("*.txt")]:
        texts, works = read(path)
        keys = {work.key for work in works}
        assert len(keys) == len(works)
        assert all(mark.keys <= keys for text in texts for mark in text.marks)
