"""Claims of annotations as TOML, for a claims file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citekit.edits.annotations import Annotated
from citekit.edits.draft import made_id, path_from, setting_of
from citekit.edits.quoting import setting
from citekit.model import Claim


def toml(found: Sequence[Annotated], there: Sequence[Claim], document: str, folder: str = ".") -> str:
    """The claims, each as a table, for a file in a folder; `there` are those that have their ids already.

    `document` is the document of all of them; when empty, a target that is a path is each one's own.
    """
    ids = {claim.id: 1 for claim in there}
    return "\n".join("\n".join(_claim(one, ids, document, folder)) for one in found)


def _claim(one: Annotated, ids: dict[str, int], document: str, folder: str) -> Iterator[str]:
    yield "[[claim]]"
    id = one.id if one.id and one.id not in ids else made_id(one.selector.exact, ids)
    ids.setdefault(id, 1)
    yield setting("id", id)
    target = document or ("" if ":" in one.document else one.document)
    for name, value in (
        ("document", target and path_from(folder, target)),
        ("exact", one.selector.exact),
        ("prefix", one.selector.prefix),
        ("suffix", one.selector.suffix),
        ("kind", one.kind),
        ("note", one.note),
    ):
        if value:
            yield setting(name, value)
    for source in one.sources:
        yield "[[claim.source]]"
        yield setting("key", source.key)
        if source.locator:
            yield setting_of(source.locator)
    yield ""
