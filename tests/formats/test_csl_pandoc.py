"""CSL-JSON beside pandoc's: it reads ours, and both make the same of real .bib files.

Where they differ, each difference has its reason here; what is left over is less than one field in a hundred.
"""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from citekit.encoding import prepare
from citekit.formats import bibtex, csl
from citekit.formats.csl import tables
from citekit.model import Entry
from citekit.source import ByteSource

Item = dict[str, Any]

_TAG = re.compile(r"</?(?:i|b|sc|sup|sub|span)\b[^>]*>")
_TITLES = {
    "title",
    "container-title",
    "collection-title",
    "title-short",
    "volume-title",
    "event-title",
    "note",
    "genre",
}
_EVERY = 9
"""Of the open corpus, every ninth file of at most 60 kB is compared: some thirty of them can be read by pandoc."""


def pandoc(program: str, data: bytes, source: str, target: str) -> bytes | None:
    """What pandoc makes of it; None when it refuses."""
    try:
        done = subprocess.run(
            [program, "-f", source, "-t", target], input=data, capture_output=True, timeout=60, check=False
        )
    except subprocess.TimeoutExpired:  # it never ends on a crossref that leads back to itself
        return None
    return done.stdout if done.returncode == 0 else None


def plain(name: str, value: Any) -> Any:
    """A value as it is compared: no mark-up, single spaces, one kind of quotation mark, titles without case."""
    if isinstance(value, list) and name in tables.NAMES:
        parts = ("literal", "dropping-particle", "non-dropping-particle", "family", "given", "suffix")
        return [" ".join(plain("", one[part]) for part in parts if part in one) for one in value]
    if not isinstance(value, str):
        return value
    text = _TAG.sub("", value).translate(str.maketrans("’‘“”\u00a0", "''\"\" "))
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    return text.casefold() if name in _TITLES else text


# Each reason tells, from the entry, the variable, our value and pandoc's, whether it explains that they differ.
Reason = Callable[[Entry, str, Any, Any], bool]


def _is_dotless(entry: Entry, name: str, ours: Any, theirs: Any) -> bool:
    """pandoc makes `\\'{\\i}` a dotless i with an accent, which is no letter that anybody searches for."""
    return "\u0131" in json.dumps(theirs, ensure_ascii=False)


def _is_maths(entry: Entry, name: str, ours: Any, theirs: Any) -> bool:
    """Maths becomes Unicode here; pandoc leaves TeX, or puts spaces between its signs."""
    return any("$" in found.value for found in entry.fields.values()) and isinstance(ours, str | None)


def _is_command(entry: Entry, name: str, ours: Any, theirs: Any) -> bool:
    """A TeX command that pandoc drops with what it prints, or that either leaves as it stands."""
    return isinstance(ours, str) and isinstance(theirs, str) and "\\" in "".join(f.value for f in entry.fields.values())


def _is_inherited(entry: Entry, name: str, ours: Any, theirs: Any) -> bool:
    """Fields that come from another entry by crossref, xdata or a set: for the reader of .bib files to bring."""
    return ours is None and any(field in entry.fields for field in ("crossref", "xdata", "xref", "entryset"))


def _is_others(entry: Entry, name: str, ours: Any, theirs: Any) -> bool:
    """ "and others" is a person to pandoc; here it is noted that there are more."""
    return isinstance(theirs, list) and bool(theirs) and theirs[-1] == "others"


def _is_initials(entry: Entry, name: str, ours: Any, theirs: Any) -> bool:
    """pandoc puts spaces between initials, and parts a name with too many commas in its own way."""
    return isinstance(ours, list) and isinstance(theirs, list) and _letters(ours) == _letters(theirs)


def _letters(names: list[str]) -> list[str]:
    return sorted(re.sub(r"[\W_]", "", "".join(names)))


def _is_choice(entry: Entry, name: str, ours: Any, theirs: Any) -> bool:
    """The choices that the tables of the format explain."""
    known = {
        # pandoc invents one of what stands before a colon
        "title-short": ours is None,
        # BCP 47 as the source says it: pandoc adds a region; `language` is read where there is no `langid`
        "language": theirs is None or str(theirs).startswith(str(ours)),
        # pandoc has none for @misc and types it does not know; older pandoc none for software, dataset …
        "type": theirs == ""
        or str(ours) in {"software", "dataset", "periodical", "performance", "standard", "document"},
        # one body, by the kind of work; pandoc joins all
        "publisher": theirs is None or ours is None or str(ours) in str(theirs).split("; ") or "; " in str(theirs),
        # the report's own name says it
        "genre": ours == "technical report" and theirs is None,
        # eid
        "number": theirs is None and "eid" in entry.fields,
        "page": (theirs is None and "eid" in entry.fields) or str(ours) == str(theirs).replace(" - ", "-"),
        # number and issue apart
        "issue": "issue" in entry.fields,
        "supplement": theirs is None,
        # volume and part apart
        "volume": "part" in entry.fields,
        "part": theirs is None,
        # numbers for ordinals
        "edition": str(ours).isdigit(),
        "other-ids": ours is None,
        # dates that pandoc cannot read are kept as they stand
        "issued": theirs in (None, {"date-parts": []}) or "literal" in (ours or {}) or _is_longer(ours, theirs),
        "accessed": theirs is None,
        # the conference's place, where `address` is the publisher's
        "event-place": theirs is None and "address" in entry.fields,
        # newer name of a variable
        "event-title": theirs is None,
        "event": ours is None,
    }
    # pandoc writes variables that are empty
    return theirs == "" or known.get(name, False)


def _is_longer(ours: Any, theirs: Any) -> bool:
    """The same year, with a month whose name pandoc does not know: `Oct.`"""
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return False
    pairs = zip(ours.get("date-parts", []), theirs.get("date-parts", []), strict=False)
    return all(one[: len(other)] == other for one, other in pairs)


REASONS: tuple[Reason, ...] = (
    _is_choice, _is_dotless, _is_inherited, _is_others, _is_initials, _is_maths, _is_command,
)  # fmt: skip


def reason(entry: Entry, name: str, ours: Any, theirs: Any) -> str:
    """The name of the first reason that explains a difference; "other" when none does."""
    return next((one.__name__ for one in REASONS if one(entry, name, ours, theirs)), "other")


def corpus(shared: Path) -> Iterator[bytes]:
    with tarfile.open(shared / "bib" / "open.tar.xz") as tar:
        members = [one for one in tar if one.name.endswith(".bib") and one.size < 60_000]
        for member in members[::_EVERY]:
            file = tar.extractfile(member)
            assert file is not None
            yield file.read()


def compared(program: str, shared: Path) -> Iterator[tuple[Entry, str, Any, Any]]:
    """Each variable that either gives for an entry, with both values as they are compared."""
    for data in corpus(shared):
        output = pandoc(program, data, "biblatex", "csljson")
        if output is None:
            continue
        theirs: dict[str, Item] = {item["id"]: item for item in json.loads(output)}
        library = bibtex.read(prepare(data, "a.bib")[0])
        keys = Counter(entry.key for entry in library.entries)
        for entry in library.entries:
            if entry.key in theirs and keys[entry.key] == 1:
                one, other = csl.to_item(entry), theirs[entry.key]
                for name in sorted({*one, *other} - {"id", "custom"}):
                    yield entry, name, plain(name, one.get(name)), plain(name, other.get(name))


def test_both_make_the_same_of_real_files(shared: Path, need: Callable[[str], str]) -> None:
    """Of all variables that ours or pandoc's has, 99 in 100 are the same or differ for a reason that is named."""
    counts: Counter[str] = Counter()
    left: list[str] = []
    for entry, name, ours, theirs in compared(need("pandoc"), shared):
        kind = "same" if ours == theirs else reason(entry, name, ours, theirs)
        counts[kind] += 1
        if kind == "other":
            left.append(f"{entry.key} {name}: {ours!r} / {theirs!r}")
    total = sum(counts.values())
    print(dict(counts))  # noqa: T201 (shown by pytest -s, and when this fails)

    assert total > 1000
    assert counts["other"] <= total / 100, left
    assert counts["same"] + counts["_is_choice"] >= total * 0.9


BIB = rb"""
@book{a, author = {van der Berg, Jan and {World Bank}}, title = {A \emph{Homo} title}, publisher = {P}, location = {L},
  date = {1997-05}, isbn = {1}, note = {N}, volume = {3}, edition = {2}}
@article{b, author = {A, B}, title = {T}, journaltitle = {J}, volume = {1}, number = {4}, pages = {12--20},
  date = {2003}, doi = {10.1/x}}
@thesis{c, author = {A, B}, title = {T}, type = {phdthesis}, institution = {U}, date = {1999}}
@inproceedings{d, author = {A, B}, title = {T}, booktitle = {P}, editor = {E, F}, eventtitle = {C}, date = {2001}}
"""


@pytest.mark.parametrize("form", ["csljson", "biblatex"])
def test_pandoc_reads_what_is_written(need: Callable[[str], str], form: str) -> None:
    """Ours and what pandoc makes of ours are the same; `custom` is passed over."""
    program = need("pandoc")
    entries = bibtex.read(ByteSource("a.bib", BIB)).entries
    written = csl.write_json(entries).data
    output = pandoc(program, written, "csljson", form)
    assert output is not None
    if form == "csljson":
        read = {item["id"]: item for item in json.loads(output)}
        for item in json.loads(written):
            item.pop("custom", None)
            theirs = {**read[item["id"]]}
            theirs["event-title"] = theirs.pop("event", theirs.get("event-title"))
            assert {name: plain(name, value) for name, value in item.items()} == {
                name: plain(name, theirs[name]) for name in item
            }
    else:
        back = bibtex.read(ByteSource("b.bib", output)).entries
        # pandoc puts English titles into title case
        assert [(entry.key, entry.title.casefold(), entry.year) for entry in back] == [
            (entry.key, entry.title.casefold(), entry.year) for entry in entries
        ]
        assert [entry.people.names[0] for entry in back] == [entry.people.names[0] for entry in entries]


def test_pandoc_reads_the_yaml(need: Callable[[str], str]) -> None:
    """As the metadata of a document, which is how pandoc takes CSL-YAML."""
    program = need("pandoc")
    entries = bibtex.read(ByteSource("a.bib", BIB)).entries
    output = pandoc(program, csl.write_yaml(entries).data, "markdown", "csljson")
    assert output is not None
    read = {item["id"]: item for item in json.loads(output)}

    assert [read[entry.key]["title"].replace("</i>", "").replace("<i>", "") for entry in entries] == [
        entry.title for entry in entries
    ]
    assert read["a"]["issued"] == {"date-parts": [[1997, 5]]}
