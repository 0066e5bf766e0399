"""What is wrong with the fields of an entry, once it is looked at closely, and with a file that has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.formats.bibtex.blocks import Block, Kind, RawField
from citekit.formats.bibtex.cuts import raw_fields
from citekit.formats.bibtex.floods import MOST_SLIGHT, MOST_STRINGS, Flood
from citekit.formats.bibtex.latex_marks import MOST_DECODED
from citekit.formats.bibtex.name_fields import MOST_COMMAS, NAME_FIELDS, is_doubtful
from citekit.formats.bibtex.names import between, commas, is_extended
from citekit.formats.bibtex.problems import (
    DUPLICATE_FIELD,
    FLOOD,
    LONG_TEX,
    MALFORMED_NAME,
    NO_ENTRIES,
    UNDEFINED_STRING,
)
from citekit.formats.bibtex.values import MOST_JOINED, VERBATIM, Strings, Value, evaluate, only_piece
from citekit.messages import say
from citekit.source import ByteSource, Span

_SHOWN = 60
"""Characters of a name that a message shows."""
_MOST_TOLD = 1000
"""Findings about the names of one field: whoever has more needs no list of them."""


def entry_faults(source: ByteSource, block: Block, strings: Strings, key: str) -> Iterator[Diagnostic]:
    """Fields that come twice, strings that nobody defined, names that BibTeX cannot take apart."""
    kept: dict[str, RawField] = {}
    for raw in raw_fields(source.data, block):
        name = source.slice(*raw.name).lower()
        if name in kept:
            yield _duplicate(source, raw, kept[name], name, key)
            continue
        kept[name] = raw
        if raw.value.end - raw.value.start > MOST_DECODED and name not in VERBATIM:
            yield from _long_tex(source, raw, name, key)
        if not raw.whole:
            yield from string_faults(source, evaluate(source.data, raw, strings, source.slice), key)
        if name in NAME_FIELDS:
            found = _name_faults(source, raw, name, key)
            yield from islice(found, _MOST_TOLD)
            for another in islice(found, 1):
                message = say(
                    "there is more like this in `{name}`; no more than {most_told} places are told",
                    name=name,
                    most_told=_MOST_TOLD,
                )
                yield MALFORMED_NAME.at(another.span, message, hint=say("put those right first"), subject=key)


def string_faults(source: ByteSource, value: Value, subject: str) -> Iterator[Diagnostic]:
    """The strings that could not be put into a value."""
    for word, place in value.undefined:
        message = say("the string `{word}` is not defined", word=word)
        hint = say("put the text in braces, or define it: @string{{{word} = {{…}}}}", word=word)
        yield UNDEFINED_STRING.at(source.span(*place), message, hint=hint, subject=subject)
    for word, place in value.too_long:
        message = say(
            "the string `{word}` is left as it is: the value would have more than {most_joined} characters",
            word=word,
            most_joined=MOST_JOINED,
        )
        hint = say("write the text out where it is needed")
        yield UNDEFINED_STRING.at(source.span(*place), message, hint=hint, subject=subject)


def _duplicate(source: ByteSource, raw: RawField, first: RawField, name: str, key: str) -> Diagnostic:
    message = say("{key} has the field `{name}` twice; the first counts", key=key, name=name)
    related = (Related(source.span(*first.name), say("the first")),)
    span = source.span(*raw.name)
    return DUPLICATE_FIELD.at(span, message, hint=say("keep one of them"), subject=key, related=related)


def _long_tex(source: ByteSource, raw: RawField, name: str, key: str) -> Iterator[Diagnostic]:
    if any(source.data.find(sign, *raw.value) >= 0 for sign in (b"\\", b"$")):
        message = say(
            "the field `{name}` has more than {most_decoded:,} characters, so its TeX is left as it is",
            name=name,
            most_decoded=MOST_DECODED,
        )
        hint = say("look whether a brace is missing, or put the text into a file of its own")
        yield LONG_TEX.at(source.span(*raw.name), message, hint=hint, subject=key)


def _name_faults(source: ByteSource, raw: RawField, field: str, key: str) -> Iterator[Diagnostic]:
    place = only_piece(source.data, raw)
    if place is None:
        return
    # One character for each byte, so that places in the text are places in the file.
    value = source.data[place.start : place.end].decode("latin-1")
    if not is_doubtful(value):
        return
    several = len(list(islice(between(value), 2))) > 1
    for start, end in between(value):
        span = source.span(place.start + start, place.start + end)
        written = value[start:end]
        if not written and several:
            message = say("there is an `and` in `{field}` with no name beside it", field=field)
            yield MALFORMED_NAME.at(span, message, hint=say("delete the `and`, or add the name"), subject=key)
        if commas(written) <= MOST_COMMAS or is_extended(written):
            continue
        message = say("`{shown}` in `{field}` has too many commas for one name", shown=_shown(span), field=field)
        yield MALFORMED_NAME.at(span, message, hint=say("put `and` between people"), subject=key)


def _shown(span: Span) -> str:
    text = " ".join(span.text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


# What people hand over by mistake, and the bytes it begins with.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (rb"%PDF", say("a PDF")),
    (rb"PK\x03\x04", say("a Word or zip file")),
    (rb"\s*\{\\rtf", "RTF"),
    (rb"\s*<(?:\?xml|!DOCTYPE|html)", say("XML or HTML")),
    (rb"\s*[\[{]", "JSON"),
    (rb"\s*TY  - ", "RIS"),
    (rb"\s*PMID- ", say("a PubMed export")),
    (rb"\s*%[0A-Z] \S", say("an EndNote export")),
    (rb"\s*\\(?:documentclass|begin|bib)", "LaTeX"),
)


def no_entries(source: ByteSource, blocks: Sequence[Block]) -> Diagnostic:
    """A file without entries. One that has other blocks of BibTeX's is a bibliography all the same, if an odd one."""
    first = re.search(rb"\S", source.data)
    at = first.start() if first else 0
    span = source.span(at, at + 1)
    held = sorted({f"@{block.kind}" for block in blocks if block.kind in (Kind.COMMENT, Kind.PREAMBLE)})
    if held:
        message = say("there is no entry in this file, only {held}", held=", ".join(held))
        hint = say("add entries, or name the file that has them")
        return NO_ENTRIES.at(span, message, hint=hint, severity=Severity.WARNING)
    looks = next((what for start, what in _OTHERS if re.match(start, source.data)), say("running text"))
    if any(block.kind is Kind.COMMENTED for block in blocks):
        message = say("there is no entry in this file but those behind a `%`")
    else:
        message = say("there is no entry in this file; it looks like {looks}", looks=looks)
    hint = say("name a .bib file: its entries begin with @book{{key, @article{{key, …")
    return NO_ENTRIES.at(span, message, hint=hint, unreadable=True)


def flooded(source: ByteSource, flood: Flood) -> Diagnostic:
    """What the scanner passed over."""
    message = say(
        "{number:,} pieces with next to nothing in them, from here on, were not read; "
        "the file has more than {most_slight:,} such, or more than {most_strings:,} strings",
        number=flood.number,
        most_slight=MOST_SLIGHT,
        most_strings=MOST_STRINGS,
    )
    hint = say("look whether the file is damaged, and delete what says nothing; as it is, it stays in the file")
    return FLOOD.at(source.span(*flood.place), message, hint=hint)
