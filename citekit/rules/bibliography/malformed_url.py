"""BIB124: an address that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import own
from citekit.rules.wording import shown

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}:[^\s:]\S*", re.I)
_TEX = re.compile(r"\\(?:url|path|href)\b|\\([_%&#~{}$-])|[{}]")
_TEX_COMMAND = re.compile(r"\\[a-zA-Z]+")


@rule("BIB124", Severity.WARNING)
def malformed_url(project: Project, report: Report) -> Iterator[Diagnostic]:
    """What stands in `url` is no address, or has more in it than one.

    ## Why it matters
    Whoever clicks on it in the printed list comes nowhere. An address begins with `https://` or another scheme and
    has no spaces in it (RFC 3986); when it was looked at is for `urldate`, and a remark for `note`.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
      url = {www.example.org/ politics.html},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Prentice Hall},
      year = {1995},
      url = {https://www.example.org/politics.html},
    }
    ~~~
    """
    for entry, field in own(project, "url"):
        if _ADDRESS.fullmatch(field.value) or not (text := _TEX.sub(r"\1", field.value).strip()):
            continue
        if _ADDRESS.fullmatch(text) or _TEX_COMMAND.search(text):
            continue
        yield report(
            field.span,
            say("the address {url} has a space in it", url=shown(text))
            if _ADDRESS.match(text)
            else say("{url} is no address", url=shown(text)),
            hint=say("write it in full, from https:// on, without spaces, and nothing else"),
            subject=entry.key,
        )
