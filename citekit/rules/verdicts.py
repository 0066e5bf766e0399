"""What a verdict is about: marks of the words, the entries and the texts that a person had before them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from citekit.model import About, Claim, Project

_DIGITS = 12


def about(claim: Claim, project: Project) -> About:
    """The marks of a claim as it stands now. White space does not count; of an entry its fields do, not their order."""
    keys = sorted({source.key for source in claim.sources})
    entries = [entry for key in keys if (entry := project.entry(key))]
    fields = [f"{one.key} {name}={value.text}" for one in entries for name, value in sorted(one.fields.items())]
    texts = [f"{key} {project.texts[key].text}" for key in keys if key in project.texts]
    return About(_mark([claim.selector.exact]), _mark(fields), _mark(texts))


def _mark(texts: Iterable[str]) -> str:
    """Twelve digits of a SHA-256; empty for nothing."""
    words = [" ".join(text.split()) for text in texts]
    return sha256("\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS] if words else ""
