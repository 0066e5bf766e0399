"""Merging what two people did to one .bib file since they had the same: entry by entry, field by field.

What comes out is the bytes of OURS with the changes of THEIRS spliced in. Where both changed the same thing and not in
the same way, both versions stand there between the lines that git writes round conflicts (`marks`), each a whole entry,
so that the file is still one that BibTeX reads, and `citekit check` finds them. What only one side laid out anew, and
did not change, is laid out as in OURS.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from citekit.diagnostic import Diagnostic, UsageError
from citekit.edits import marks
from citekit.edits.besides import Besides, merge_remarks, merge_strings
from citekit.edits.comparison import is_plausible, match, renamed
from citekit.edits.overlaps import apart, free
from citekit.edits.three_way import Clash, Settled, Version, settle
from citekit.formats import bibtex
from citekit.formats.bibtex import editor
from citekit.formats.bibtex.anatomy import source_of
from citekit.formats.bibtex.layout import line_end
from citekit.model import Entry, Library
from citekit.rules.bibliography.merge_conflict import merge_conflict
from citekit.source import ByteSource, Span
from citekit.splices import Splice, apply


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge."""

    data: bytes
    conflicts: tuple[Diagnostic, ...] = ()
    """Where both changed the same; the places are those of OURS, or of THEIRS for what OURS lacks."""
    alike: tuple[tuple[str, str], ...] = ()
    """Keys that they added for what seems to be a work that we added under another key."""


def merge(base: Library, ours: Library, theirs: Library) -> Merged:
    """Merges three versions of a .bib file. Raises UsageError when one is of another format, or when ours is in an
    encoding that lacks a character of theirs."""
    before, mine, yours = (source_of(library).file for library in (base, ours, theirs))
    if yours in (before, mine):
        return Merged(mine)
    if mine == before:
        return Merged(yours)
    pairs = match(base.entries, ours.entries)
    if keys := dict(renamed(pairs)):
        # Where they point to an entry that has another key with us, that key is meant.
        base, theirs = _repointed(base, keys), _repointed(theirs, keys)
        pairs = match(base.entries, ours.entries)
    work = _Work(base, ours, theirs)
    work.entries(pairs, match(base.entries, theirs.entries))
    work.besides(merge_strings(base, ours, theirs, [*work.splices, *(one for _, one in work.inserted)]))
    work.besides(merge_remarks(base, ours, theirs))
    work.doubles()
    data = editor.edited(ours, work.all_splices())
    return Merged(data if mine.strip() else _tidied(data), tuple(work.conflicts), tuple(work.alike))


def _tidied(data: bytes) -> bytes:
    """What was put into an empty file, without the blank lines that part it from nothing."""
    return data.strip() + line_end(data).encode()


def _repointed(library: Library, keys: Mapping[str, str]) -> Library:
    """A library with other keys where its entries point to others."""
    source, splices = source_of(library), editor.references(library, keys)
    if not splices:
        return library
    return bibtex.read(ByteSource(source.path, apply(source.data, splices), source.encoding))


Pairs = Sequence[tuple[Entry, Entry]]


@dataclass(slots=True)
class _Work:
    """A merge at work: three libraries, and what has been found to do."""

    base: Library
    ours: Library
    theirs: Library
    splices: list[Splice] = field(default_factory=list)
    inserted: list[tuple[int, Splice]] = field(default_factory=list)
    """What they added, and where it begins in theirs: at one place of ours it comes in that order."""
    conflicts: list[Diagnostic] = field(default_factory=list)
    alike: list[tuple[str, str]] = field(default_factory=list)
    anchors: list[tuple[Entry | None, Entry | None]] = field(default_factory=list)
    """For each number of entries of theirs, the last entry of ours that corresponds to one of these, and the first that
    corresponds to one of the rest."""
    keys: dict[str, str] = field(default_factory=dict)
    """Keys that they changed."""
    single: list[tuple[str, Entry]] = field(default_factory=list)
    """Entries of the result that are in no conflict, and their keys."""

    # ------------------------------------------------------------------------------------------------- entries

    def entries(self, of_ours: Pairs, of_theirs: Pairs) -> None:
        """Merges the entries; the pairs are those of the base with ours and with theirs."""
        mine, yours = ({id(old): new for old, new in found} for found in (of_ours, of_theirs))
        my_new, your_new = _unmatched(self.ours, of_ours), _unmatched(self.theirs, of_theirs)
        pairs = match(my_new, your_new)
        both = {id(other): one for one, other in pairs if one.key == other.key}
        self.alike += [(other.key, one.key) for one, other in pairs if one.key != other.key]
        known = {id(yours[old]): new for old, new in mine.items() if old in yours}
        self.anchors = list(_anchors(self.theirs.entries, known | both))
        self.keys = dict(renamed(of_theirs))
        for old in self.base.entries:
            self._entry(old, mine.get(id(old)), yours.get(id(old)))
        self._added(my_new, your_new, both)

    def _entry(self, old: Entry, mine: Entry | None, yours: Entry | None) -> None:
        base = Version(self.base, old)
        if mine and yours:
            self._settle(base, Version(self.ours, mine), Version(self.theirs, yours))
        elif mine:
            self._removed_by_them(base, Version(self.ours, mine))
        elif yours and Version(self.theirs, yours).said != base.said:
            self._conflict(yours.span, f"they changed {yours.key}, we removed it", yours.key)
            self._insert(yours, marks.marked(self.ours, b"", marks.bytes_of(self.ours, yours.span.text)))

    def _removed_by_them(self, base: Version, ours: Version) -> None:
        if ours.said == base.said:
            self.splices += editor.remove_entry(self.ours, ours.entry)
            return
        self._conflict(ours.entry.span, f"we changed {ours.entry.key}, they removed it", ours.entry.key)
        self._mark(ours.entry, self._bytes(ours.entry), b"")

    def _settle(self, base: Version | None, ours: Version, theirs: Version) -> None:
        settled = self._settled(base, ours, theirs)
        if not settled.clashes:
            self.splices += settled.splices
            self.single.append((self.keys.get(ours.entry.key, ours.entry.key), ours.entry))
            return
        self._conflict(ours.entry.span, _both_changed(ours.entry, settled.clashes), ours.entry.key)
        if settled.is_whole:
            self._mark(ours.entry, self._bytes(ours.entry), marks.bytes_of(self.ours, theirs.entry.span.text))
        else:
            self._mark(ours.entry, *settled.versions(ours))

    def _settled(self, base: Version | None, ours: Version, theirs: Version) -> Settled:
        if base is None and not is_plausible(ours.entry, theirs.entry):
            return Settled(clashes=(Clash("work", "", ""),), is_whole=True)
        try:
            return settle(base, ours, theirs)
        except UsageError as error:
            # What cannot be edited is left to the person, whole.
            return Settled(clashes=(Clash("entry", error.message, ""),), is_whole=True)

    def _added(self, mine: Sequence[Entry], yours: Sequence[Entry], both: Mapping[int, Entry]) -> None:
        """Entries that are new. One of the same key is merged; one of another key stays beside ours."""
        for entry in yours:
            if one := both.get(id(entry)):
                self._settle(None, Version(self.ours, one), Version(self.theirs, entry))
            else:
                self._insert(entry)
                self.single.append((entry.key, entry))
        met = {id(one) for one in both.values()}
        self.single += ((entry.key, entry) for entry in mine if id(entry) not in met)

    def _insert(self, entry: Entry, marked: bytes = b"") -> None:
        """Puts an entry of theirs where it stands in theirs: after the nearest before it that we have too."""
        self._put(entry.span.start, marked or marks.bytes_of(self.ours, entry.span.text.strip()))

    def _put(self, start: int, text: bytes) -> None:
        """Puts a text that begins at some place in theirs at the corresponding place in ours."""
        after, before = self.anchors[bisect_left(self.theirs.entries, start, key=lambda entry: entry.span.start)]
        self.inserted.append((start, marks.beside(self.ours, text, after, before)))

    def doubles(self) -> None:
        """Finds keys that two entries have now, and no two had on either side."""
        known = {key for library in (self.ours, self.theirs) for key in _twice(one.key for one in library.entries)}
        new = _twice(key for key, _ in self.single) - known
        seen: set[str] = set()
        for key, entry in self.single:
            if key.lower() in new & seen:
                self._conflict(entry.span, f"another entry has the key {key} now", key, "give one of them another key")
            seen.add(key.lower())

    # ----------------------------------------------------------------------------------------- all that was found

    def besides(self, found: Besides) -> None:
        """Takes what becomes of strings and remarks."""
        self.splices += found.splices
        for name, one in found.clashes:
            self._conflict(one.span, f"both changed the string {name}", "")
        for other in found.added:
            self._put(other.block[0], marks.bytes_of(self.ours, other.text))

    def all_splices(self) -> list[Splice]:
        """All splices, and what still points to keys that they changed; removals that overlap made one."""
        added = [splice for _, splice in sorted(self.inserted, key=lambda one: one[0])]
        own = apart([*self.splices, *added])
        pointers = editor.references(self.ours, self.keys) if self.keys else []
        return [*own, *free(pointers, own)]

    def _conflict(self, span: Span, message: str, key: str, hint: str = marks.HINT) -> None:
        self.conflicts.append(merge_conflict.problem.at(span, message, hint=hint, subject=key))

    def _bytes(self, entry: Entry) -> bytes:
        return source_of(self.ours).data[entry.span.start : entry.span.end]

    def _mark(self, entry: Entry, mine: bytes, yours: bytes) -> None:
        self.splices.append(marks.in_place(self.ours, entry.span.start, entry.span.end, mine, yours))


def _anchors(entries: Sequence[Entry], known: Mapping[int, Entry]) -> Iterator[tuple[Entry | None, Entry | None]]:
    met = [known.get(id(entry)) for entry in entries]
    return zip(_last(met), [*_last(met[::-1])][::-1], strict=True)


def _last(entries: Iterable[Entry | None]) -> Iterator[Entry | None]:
    """Before each place, and at the end, the last entry that there was."""
    last = None
    yield last
    for entry in entries:
        last = entry or last
        yield last


def _twice(keys: Iterable[str]) -> set[str]:
    # To BibTeX two keys that differ in case alone are one.
    return {key for key, count in Counter(key.lower() for key in keys).items() if count > 1}


def _unmatched(library: Library, pairs: Pairs) -> list[Entry]:
    met = {id(new) for _, new in pairs}
    return [entry for entry in library.entries if id(entry) not in met]


_SHORT = 60
"""Characters of values that are shown in a message."""


def _both_changed(entry: Entry, clashes: Sequence[Clash]) -> str:
    only = clashes[0]
    if only.name == "work":
        return f"both added another work under the key {entry.key}"
    named = ", ".join(clash.name for clash in clashes)
    if len(clashes) > 1 or len(only.ours) + len(only.theirs) > _SHORT or only.name == "entry":
        return f"both changed {named} of {entry.key}"
    return f"both changed {named} of {entry.key}: we to `{only.ours}`, they to `{only.theirs}`"
