"""The documents that citekit.toml names, wildcards put out into the files that fit them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from citekit.diagnostic import Diagnostic
from citekit.loader.files import MISSING, Named, real, show
from citekit.messages import say
from citekit.projectfiles.config import ConfigFile, has_wildcard

# `**/**/` finds what `**/` finds, over and over.
_REPEATED = re.compile(r"(?:\*\*[/\\]){2,}")


def expand(root: Path, file: ConfigFile, diagnostics: list[Diagnostic]) -> Iterator[Named]:
    """The documents of a project, in the order of citekit.toml and by name; its own outputs are none."""
    outputs = {real(root / output.file) for output in file.config.outputs}
    for index, pattern in enumerate(file.config.documents):
        asked = file.place("documents", index)
        if not has_wildcard(pattern) or (root / pattern).exists():
            yield Named(show(root, pattern), asked)
            continue
        found = [path for path in _fitting(root, pattern) if real(path) not in outputs]
        if not found:
            hint = say("look at its spelling, or take it out of documents")
            diagnostics.append(
                MISSING.at(asked, say("no file fits {pattern}", pattern=pattern), hint=hint, unreadable=True)
            )
        yield from (Named(path.as_posix(), asked) for path in found)


def _fitting(root: Path, pattern: str) -> list[Path]:
    """The files that fit, sorted; those whose names begin with a dot only where the pattern says so."""
    wanted = PurePath(_REPEATED.sub("**/", pattern))
    start = Path(wanted.anchor) if wanted.anchor else root
    parts = wanted.parts[1:] if wanted.anchor else wanted.parts
    try:
        # Links to folders are not followed by `**`: two that lead to each other would never end.
        found = [path for path in start.glob("/".join(parts)) if path.is_file()]
    except (OSError, ValueError):
        return []
    return sorted(path for path in found if not _hidden(path.relative_to(start), parts))


def _hidden(path: Path, parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") and part not in parts for part in path.parts)
