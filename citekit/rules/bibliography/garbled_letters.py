"""BIB130: letters that were read in a wrong encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Field, Project
from citekit.plugin import Report, rule
from citekit.rules.garbled import GARBLED, put_right
from citekit.rules.values import PRINTED, instead, own
from citekit.rules.wording import shown
from citekit.source import ByteSource


@rule("BIB130", Severity.WARNING)
def garbled_letters(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A field has letters in it that came about by reading a file in a wrong encoding: *Ã©* for *é*, or *�*.

    ## Why it matters
    A name that is spelt so is printed so, is sorted wrongly and is not found by its citations. Where each pair of
    signs stands for one letter it can be put right; of *�* nobody knows what it was.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {Jean Piaget},
      title = {Le dÃ©veloppement},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {Jean Piaget},
      title = {Le développement},
      publisher = {Prentice Hall},
      year = {1995},
    }
    ~~~
    """
    for entry, field in own(project, *PRINTED):
        if field.value.isascii() or not (found := GARBLED.search(field.value)) or not _is_read_well(field):
            continue
        right, word = put_right(field.value), _around(field.value, found)
        yield report(
            field.span,
            say("{signs} in {word} came from a wrong encoding", signs=found[0], word=shown(word)),
            hint=say("write {word}", word=put_right(word)) if right else say("write the letter that is meant"),
            subject=entry.key,
            fix=instead(field, right, safe=False) if right else None,
        )


def _around(value: str, found: re.Match[str]) -> str:
    """The word in which the signs stand."""
    start = max(value.rfind(" ", 0, found.start()), value.rfind("\n", 0, found.start())) + 1
    end = value.find(" ", found.end())
    return value[start : end if end >= 0 else len(value)]


def _is_read_well(field: Field) -> bool:
    """Are the bytes of the field in the file's encoding? What is wrong with the file itself is told elsewhere."""
    source = field.span.source
    if not isinstance(source, ByteSource):
        return True
    try:
        return bool(source.data[field.span.start : field.span.end].decode(source.encoding))
    except UnicodeDecodeError:
        return False
