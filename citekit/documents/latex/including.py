r"""Files that a LaTeX text takes in: `\input{chapter}`, `\include`, `\subfile`, `\import{folder/}{file}`."""

from __future__ import annotations

import re

from citekit.documents.latex.arguments import argument
from citekit.documents.latex.tables import tables
from citekit.model import Include
from citekit.source import TextSource

# TeX's own form has no braces: a word, or words in quotation marks.
_BARE = re.compile(r"[ \t]+(\"[^\"\n]+\"|[^\s{}\\%\"]+)")


def read_include(source: TextSource, name: str, at: int) -> list[Include]:
    """The file that a command names, whose own name ends at `at`; nothing when it names none that could be there."""
    known, start, folder = tables(), at, ""
    for _ in range(known.includes[name]):
        first = argument(source.text, start, "curly")
        if first is None:
            return []
        folder, start = first.text.strip(), first.end
    written = argument(source.text, start, "curly")
    bare = _BARE.match(source.text, start) if name == "input" and written is None else None
    if written is None and bare is None:
        return []
    text = (written.text if written else bare[1] if bare else "").strip().strip('"')
    # `#1` stands in the definition of a command, another command for a name that is not known.
    if not text or "#" in folder + text or "\\" in folder + text or (not folder and text in known.system):
        return []
    begin = written.start if written else bare.start(1) if bare else start
    joined = f"{folder.rstrip('/')}/{text}" if folder else text
    span = source.span(begin, written.end - 1 if written else bare.end(1) if bare else begin)
    return [Include(joined, span, optional=name == "inputiffileexists")]
