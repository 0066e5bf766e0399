"""What a reader of a Markdown page sees of what is no prose: code without its marks, maths, an entity, an address."""

from __future__ import annotations

import html
import re

_SHOWN = re.compile(
    r"""(?P<ticks>`+)[ ]?(?P<code>.*?)[ ]?(?P=ticks)
    |(?P<dollars>\$\$?)(?P<maths>.*?)(?P=dollars)
    |<(?P<address>[^<>\s]+://[^<>\s]+)>
    |(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});)""",
    re.X | re.S,
)


def printed(text: str) -> str:
    """The text that is seen.

    >>> printed("`a_b`"), printed("caf&eacute;"), printed("<https://example.org>"), printed("$n$")
    ('a_b', 'café', 'https://example.org', 'n')
    """
    return _SHOWN.sub(_seen, text)


def _seen(found: re.Match[str]) -> str:
    if found["entity"]:
        return html.unescape(found["entity"])
    return found["code"] or found["maths"] or found["address"] or ""
