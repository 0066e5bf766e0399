"""Findings as annotations of the W3C's Web Annotation Data Model: a JSON-LD AnnotationPage.

Each quotes its words with what stands around them (TextQuoteSelector) and gives their place in code points
(TextPositionSelector); of a Word or PDF file, in the text that was taken out of it. A body comments, another tags
with the code, one assesses: error, warning, information.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from citekit.anchor.annotated import CONTEXT, body, target
from citekit.diagnostic import Diagnostic
from citekit.model import Anchor, Selector
from citekit.reporting.audit import Audit
from citekit.reporting.findings import dump
from citekit.source import ByteSource, TextSource

_AROUND = 64
"""Code points of prefix and suffix."""


def write(audit: Audit) -> str:
    """The page."""
    items = [
        {"id": f"urn:citekit:finding:{number}", "type": "Annotation", **_said(one), "target": where}
        for number, (one, where) in enumerate(zip(audit.findings, _targets(audit.findings), strict=True), 1)
    ]
    return dump({"@context": CONTEXT, "id": "urn:citekit:findings:1", "type": "AnnotationPage", "items": items})


def _said(found: Diagnostic) -> dict[str, object]:
    comment = ". ".join(filter(None, (found.message, found.hint)))
    bodies = [body(comment, "commenting"), body(found.code, "tagging"), body(found.severity.label, "assessing")]
    return {"motivation": [one["purpose"] for one in bodies], "body": bodies}


def _targets(findings: Iterable[Diagnostic]) -> Iterator[dict[str, object]]:
    """What each is about. A finding at no words, as of a missing file, is about the file."""
    rulers: dict[int, _Ruler] = {}
    for one in findings:
        span = one.span
        ruler = rulers.setdefault(id(span.source), _Ruler(span.source))
        text, start = ruler.text, ruler.measure(span.start)
        end = start + len(span.text)
        selector = Selector(text[start:end], text[max(0, start - _AROUND) : start], text[end : end + _AROUND])
        yield target(span.path, selector, Anchor(start, end))


class _Ruler:
    """Tells code points from the offsets of a source, which may be bytes; quick where offsets mostly ascend."""

    def __init__(self, source: TextSource) -> None:
        self.text = source.text
        self._source = source
        self._known = [(0, 0)]

    def measure(self, offset: int) -> int:
        """How many code points stand before an offset."""
        if not isinstance(self._source, ByteSource):
            return offset
        at = bisect_right(self._known, offset, key=lambda known: known[0])
        known, points = self._known[at - 1]
        points += len(self._source.slice(known, offset))
        if offset > known:
            self._known.insert(at, (offset, points))
        return points
