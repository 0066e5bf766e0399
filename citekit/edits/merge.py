"""Merging what two people did to one .bib file since they had the same: entry by entry, field by field.

What comes out is the bytes of OURS with the changes of THEIRS spliced in. Where both changed the same thing and not in
the same way, both versions stand there between the lines that git writes round conflicts, each a whole entry, so that
the file is still one that BibTeX reads, and `citekit check` finds them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from citekit.diagnostic import Diagnostic, UsageError
from citekit.edits.comparison import match, renamed
from citekit.edits.difference import hunks
from citekit.edits.overlaps import apart, free
from citekit.edits.remarks import Remark, remarks, strings
from citekit.edits.three_way import Clash, Settled, Version, settle
from citekit.formats.bibtex import editor, transplant
from citekit.formats.bibtex.layout import line_end
from citekit.formats.bibtex.string_editor import set_string
from citekit.model import Entry, Library
from citekit.rules.merge_conflict import MARK, merge_conflict
from citekit.source import Span
from citekit.splices import Splice, apply

_OPEN, _MIDDLE, _CLOSE = (f"{sign * MARK}{label}" for sign, label in (("<", " ours"), ("=", ""), (">", " theirs")))


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge."""

    data: bytes
    conflicts: tuple[Diagnostic, ...] = ()
    """Where both changed the same; the places are those of OURS, or of THEIRS for what OURS lacks."""
    alike: tuple[tuple[str, str], ...] = ()
    """Keys that they added for what seems to be a work that we added under another key."""


def merge(base: Library, ours: Library, theirs: Library) -> Merged:
    """Merges three versions of a .bib file. Raises UsageError when one is of another format."""
    sources = [editor.source_of(library) for library in (base, ours, theirs)]
    before, mine, yours = (source.file for source in sources)
    if yours in (before, mine):
        return Merged(mine)
    if mine == before:
        return Merged(yours)
    work = _Work(base, ours, theirs)
    work.entries()
    work.strings()
    work.remarks()
    return Merged(editor.edited(ours, work.all_splices()), tuple(work.conflicts), tuple(work.alike))


Pairs = list[tuple[Entry, Entry]]


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
    places: dict[int, Entry] = field(default_factory=dict)
    """For entries of theirs, the entry of ours after which that comes which they added next."""
    keys: dict[str, str] = field(default_factory=dict)
    """Keys that they changed."""

    # ------------------------------------------------------------------------------------------------- entries

    def entries(self) -> None:
        """Merges the entries."""
        pairs = match(self.base.entries, self.ours.entries), match(self.base.entries, self.theirs.entries)
        mine, yours = ({id(old): new for old, new in found} for found in pairs)
        for old in self.base.entries:
            self._entry(old, mine.get(id(old)), yours.get(id(old)))
        self.keys = dict(renamed(pairs[1]))
        self._added(_unmatched(self.ours, pairs[0]), _unmatched(self.theirs, pairs[1]))

    def _entry(self, old: Entry, mine: Entry | None, yours: Entry | None) -> None:
        base = Version(self.base, old)
        if mine and yours:
            self.places[id(yours)] = mine
            self._both(base, Version(self.ours, mine), Version(self.theirs, yours))
        elif mine:
            ours = Version(self.ours, mine)
            if ours.said == base.said:
                self.splices += editor.remove_entry(self.ours, mine)
            else:
                self._conflict(mine.span, f"we changed {mine.key}, they removed it", mine.key)
                self.splices.append(self._around(mine, self._bytes(mine), b""))
        elif yours:
            theirs = Version(self.theirs, yours)
            if theirs.said != base.said:
                self._conflict(yours.span, f"they changed {yours.key}, we removed it", yours.key)
                self._insert(yours, self._marked(b"", self._their_bytes(yours)))

    def _both(self, base: Version | None, ours: Version, theirs: Version) -> None:
        try:
            settled = settle(base, ours, theirs)
        except UsageError as error:
            # What cannot be edited is left to the person, whole.
            settled = Settled((), (Clash("entry", error.message, error.message),))
            versions = self._bytes(ours.entry), self._their_bytes(theirs.entry)
        else:
            versions = settled.versions(ours)
        if not settled.clashes:
            self.splices += settled.splices
            return
        self._conflict(ours.entry.span, _both_changed(ours.entry, settled.clashes), ours.entry.key)
        self.splices.append(self._around(ours.entry, *versions))

    def _added(self, mine: Sequence[Entry], yours: Sequence[Entry]) -> None:
        """Entries that are new. One of the same key is merged; one of another key stays beside ours."""
        pairs = match(mine, yours)
        same = {id(other): one for one, other in pairs if one.key == other.key}
        self.alike += [(other.key, one.key) for one, other in pairs if one.key != other.key]
        for entry in yours:
            one = same.get(id(entry))
            if one is None:
                self._insert(entry, None)
            else:
                self.places[id(entry)] = one
                self._both(None, Version(self.ours, one), Version(self.theirs, entry))

    def _insert(self, entry: Entry, marked: bytes | None) -> None:
        """Puts an entry of theirs where it stands in theirs: after the nearest before it that we have too."""
        after = self._before(self._index(entry.span.start))
        if marked is None:
            made = editor.insert_entry(self.ours, transplant.fitting(self.ours, entry.span.text), after=after)
        else:
            made = [self._text_after(after, marked.decode(editor.source_of(self.ours).encoding))]
        self.inserted += ((entry.span.start, one) for one in made)
        if after:
            self.places[id(entry)] = after

    def _before(self, index: int) -> Entry | None:
        """The entry of ours that corresponds to the nearest of the first so many entries of theirs."""
        found = (self.places.get(id(self.theirs.entries[at])) for at in range(index - 1, -1, -1))
        return next((one for one in found if one is not None), None)

    # --------------------------------------------------------------------------------------- strings and remarks

    def strings(self) -> None:
        """Merges the definitions of strings. None is removed: what still uses one would lose its text."""
        before, mine, yours = (strings(library) for library in (self.base, self.ours, self.theirs))
        for name, other in yours.items():
            was, one = before.get(name), mine.get(name)
            if one is None:
                self._define(name, other)
            elif was is not None and one.said == was.said:
                self.splices += [Splice(*one.place, other.raw(self.ours))] if other.said != was.said else []
            elif other.said != one.said and (was is None or other.said != was.said):
                self._string_conflict(name, one, other)

    def _define(self, name: str, other: Remark) -> None:
        made = set_string(self.ours, name, transplant.STAND_IN)
        self.splices += transplant.stood_in(made, other.raw(self.ours))

    def _string_conflict(self, name: str, one: Remark, other: Remark) -> None:
        self._conflict(one.span, f"both changed the string {name}", "")
        start, end = one.block
        mine = editor.source_of(self.ours).data[start:end]
        value = Splice(*one.place, other.raw(self.ours)).moved(-start)
        self.splices.append(self._between(start, end, mine, apply(mine, [value])))

    def remarks(self) -> None:
        """Merges what stands between entries: remarks, comments, preambles."""
        before, mine, yours = (remarks(library) for library in (self.base, self.ours, self.theirs))
        ours = {one.said: one for one in mine}
        for hunk in hunks([one.said for one in before], [one.said for one in yours]):
            old = [ours[one.said] for one in before[hunk.old_start : hunk.old_end] if one.said in ours]
            new = [one for one in yours[hunk.new_start : hunk.new_end] if one.said not in ours]
            self._replace(old, new)

    def _replace(self, old: Sequence[Remark], new: Sequence[Remark]) -> None:
        """Puts remarks in the place of others, one by one; takes away and adds what is left over."""
        for one, other in zip(old, new, strict=False):
            self.splices.append(Splice(*one.block, self._bytes_of(other.text)))
        for one in old[len(new) :]:
            self.splices.append(Splice(one.block[0], one.gap_end, b""))
        for other in new[len(old) :]:
            start = other.block[0]
            self.inserted.append((start, self._text_after(self._before(self._index(start)), other.text)))

    def _index(self, offset: int) -> int:
        """How many entries of theirs begin before a place."""
        return bisect_left(self.theirs.entries, offset, key=lambda entry: entry.span.start)

    # ----------------------------------------------------------------------------------------------- in bytes

    def all_splices(self) -> list[Splice]:
        """All splices, and what still points to keys that they changed; removals that overlap made one."""
        added = [splice for _, splice in sorted(self.inserted, key=lambda one: one[0])]
        own = apart([*self.splices, *added])
        pointers = editor.references(self.ours, self.keys) if self.keys else []
        return [*own, *free(pointers, own)]

    def _conflict(self, span: Span, message: str, key: str) -> None:
        hint = f"keep one of the two versions and delete the lines with {_OPEN[:MARK]}, {_MIDDLE} and {_CLOSE[:MARK]}"
        self.conflicts.append(merge_conflict.problem.at(span, message, hint=hint, subject=key))

    def _bytes(self, entry: Entry) -> bytes:
        return editor.source_of(self.ours).data[entry.span.start : entry.span.end]

    def _their_bytes(self, entry: Entry) -> bytes:
        return self._bytes_of(entry.span.text)

    def _around(self, entry: Entry, mine: bytes, yours: bytes) -> Splice:
        return self._between(entry.span.start, entry.span.end, mine, yours)

    def _between(self, start: int, end: int, mine: bytes, yours: bytes) -> Splice:
        """Two versions in place of a stretch of ours, the marks at the beginning of lines."""
        data = editor.source_of(self.ours).data
        newline = line_end(data).encode()
        before = b"" if start == 0 or data[start - 1 : start] in (b"\n", b"\r") else newline
        after = b"" if data[end : end + 1] in (b"", b"\n", b"\r") else newline
        return Splice(start, end, before + self._marked(mine, yours) + after)

    def _marked(self, mine: bytes, yours: bytes) -> bytes:
        newline = line_end(editor.source_of(self.ours).data).encode()
        lines = [_OPEN.encode(), mine, _MIDDLE.encode(), yours, _CLOSE.encode()]
        return newline.join(line for line in lines if line)

    def _text_after(self, after: Entry | None, text: str) -> Splice:
        """A text on lines of its own after an entry, or at the beginning."""
        data = editor.source_of(self.ours).data
        new, newline = self._bytes_of(text), line_end(data).encode()
        if after is None:
            return Splice(0, 0, new + (2 * newline if data else newline))
        end = after.span.end
        return Splice(end, end, 2 * newline + new)

    def _bytes_of(self, text: str) -> bytes:
        """A text as ours would write it: its encoding, its line ends."""
        source = editor.source_of(self.ours)
        newline = line_end(source.data)
        return transplant.fitting(self.ours, newline.join(text.splitlines())).encode(source.encoding)


_SHORT = 60
"""Characters of values that are shown in a message."""


def _both_changed(entry: Entry, clashes: Sequence[Clash]) -> str:
    named = ", ".join(clash.name for clash in clashes)
    only = clashes[0]
    if len(clashes) > 1 or len(only.ours) + len(only.theirs) > _SHORT or only.name == "entry":
        return f"both changed {named} of {entry.key}"
    return f"both changed {named} of {entry.key}: we to `{only.ours}`, they to `{only.theirs}`"


def _unmatched(library: Library, pairs: Pairs) -> list[Entry]:
    met = {id(new) for _, new in pairs}
    return [entry for entry in library.entries if id(entry) not in met]
