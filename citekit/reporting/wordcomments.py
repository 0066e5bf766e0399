"""A copy of the Word document that was checked, with each finding a comment at its very words.

Comments that are there stay, and so does everything else. Findings in other files are not in it.
"""

from __future__ import annotations

from citekit.diagnostic import Diagnostic, ReadError, Severity, UsageError
from citekit.documents.docx.commenting import Comment, commented
from citekit.documents.packed.problems import Unread
from citekit.messages import say
from citekit.model import Document
from citekit.reporting.audit import Audit
from citekit.reporting.words import shown

_AUTHOR = "citekit"
_LABELS = {Severity.ERROR: say("Error"), Severity.WARNING: say("Warning"), Severity.INFORMATION: say("Note")}


def write(audit: Audit) -> bytes:
    """The copy. Raises UsageError where not just one Word document was asked about, ReadError where it is damaged."""
    document = _document(audit)
    comments = [_comment(audit, document, one) for one in audit.findings if one.span.path == document.path]
    try:
        return commented(document.file, comments, _AUTHOR)
    except Unread as why:
        raise ReadError(f"{document.path} cannot be read: {why.why}", hint=why.hint) from None


def _document(audit: Audit) -> Document:
    found = [one for one in audit.documents if one.format == "docx" and one.file]
    if not found:
        hint = "name a .docx file; --format annotations is for any document"
        raise UsageError("comments can only be put into a Word document, and none was read", hint=hint)
    if len(found) > 1:
        names = ", ".join(one.path for one in found)
        raise UsageError(f"comments can only be put into one Word document at a time, not {names}", hint="name one")
    return found[0]


def _comment(audit: Audit, document: Document, found: Diagnostic) -> Comment:
    span = found.span
    # What is said of the file as a whole, or of a work that it carries, has no words of its own: it stands at the top.
    start, end = (span.start, span.end) if span.source is document.source else (0, 0)
    lines = [f"{audit.spoken(_LABELS[found.severity])}: {found.message} [{found.code}]"]
    lines += [f"→ {found.hint}"] if found.hint else []
    lines += [f"{audit.spoken(say('See'))} {related.span}: {related.message}" for related in found.related]
    if any(block.kind == "note" and block.start <= start < block.end for block in document.blocks):
        lines.append(f"“{span.text}”")
    return Comment(start, end, [shown(line) for line in lines])
