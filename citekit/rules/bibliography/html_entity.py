"""BIB129: a sign written as web pages write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from citekit.diagnostic import Diagnostic, Fix, Severity
from citekit.messages import say
from citekit.model import Field, Project
from citekit.plugin import Report, rule
from citekit.rules.garbled import ENTITY
from citekit.rules.values import PRINTED, instead, own

_TEX = {"&": r"\&", "<": "$<$", ">": "$>$", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "\xa0": "~"}
_UNSURE = frozenset("{}\\^~")


@rule("BIB129", Severity.WARNING)
def html_entity(project: Project, report: Report) -> Iterator[Diagnostic]:
    r"""A field has `&amp;`, `&eacute;` or another sign in the spelling of web pages in it.

    ## Why it matters
    It was copied from a web page. TeX stops at the bare `&`, and other programs print the letters as they stand.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Simon &amp; Schuster},
      year = {1995},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Simon \& Schuster},
      year = {1995},
    }
    ~~~
    """
    for entry, field in own(project, *PRINTED):
        if "&" not in field.value:
            continue
        found = [one for one in ENTITY.finditer(field.value) if _sign(one[0])]
        if found:
            entity, sign = found[0][0].lstrip("\\"), _sign(found[0][0])
            yield report(
                field.span,
                say("{entity} stands for {sign} on web pages alone", entity=entity, sign=sign),
                hint=say("write the sign itself: {sign}", sign=_written(field, found[0])),
                subject=entry.key,
                fix=_fix(field, found),
            )


def _sign(entity: str) -> str:
    """What an entity stands for; empty when it is none."""
    bare = entity.replace("\\", "")
    sign = unescape(bare)
    return sign if sign != bare and not sign.endswith(";") else ""


def _written(field: Field, entity: re.Match[str]) -> str:
    """The sign as the field has to write it: `&` as `\\&` in TeX."""
    sign = _sign(entity[0])
    return _TEX.get(sign, sign) if field.tex else sign


def _fix(field: Field, found: list[re.Match[str]]) -> Fix | None:
    start, end = found[0].start(), found[-1].end()
    pieces, done = [], start
    for one in found:
        if _sign(one[0]) in _UNSURE or not _sign(one[0]).isprintable():
            return None
        pieces += [field.value[done : one.start()], _written(field, one)]
        done = one.end()
    return instead(field, "".join(pieces), start, end)
