"""Parts of an annotation of the W3C's Web Annotation Data Model (2017): what it is about, what it says."""

from __future__ import annotations

from urllib.parse import quote

from citekit.model import Anchor, Selector

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def target(path: str, selector: Selector, anchor: Anchor | None = None) -> dict[str, object]:
    """A passage of a file: a TextQuoteSelector and, where its place is known, a TextPositionSelector in code points."""
    around = {name: value for name in ("prefix", "suffix") if (value := getattr(selector, name))}
    selectors: list[dict[str, object]] = [{"type": "TextQuoteSelector", "exact": selector.exact, **around}]
    if anchor:
        selectors.append({"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end})
    return {"type": "SpecificResource", "source": quote(path), "selector": selectors}


def body(value: str, purpose: str) -> dict[str, str]:
    """A text that says something of it, and what for: commenting, tagging, assessing …"""
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}
