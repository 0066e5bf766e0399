"""SARIF 2.1.0 (OASIS Standard, 2020), for code hosts, IDEs and security dashboards.

Columns are code points, and the run says so. A file that is no text (Word, PDF) has no regions, since a viewer would
look for lines in its bytes: its places are logical locations, "paragraph 12:4". Addresses are relative to where the
command ran. Results set aside have suppressions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import PurePath
from urllib.parse import quote

from citekit.diagnostic import Diagnostic, Fix, Problem, Related
from citekit.documents.packed.extracted import ExtractedSource
from citekit.messages import english
from citekit.reporting.audit import Audit, Hidden
from citekit.reporting.findings import dump
from citekit.reporting.words import NAMES
from citekit.source import Span
from citekit.version import VERSION

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_MARKS = re.compile(r"`([^`]*)`")

Json = dict[str, object]


def write(audit: Audit) -> str:
    """The log with its one run."""
    every: list[tuple[Diagnostic, Hidden | None]] = [
        *((one, None) for one in audit.findings),
        *((one.finding, one) for one in audit.hidden),
    ]
    codes = {code: at for at, code in enumerate(sorted({one.code for one, _ in every}))}
    prints = _fingerprints([one for one, _ in every])
    results = [_result(one, hidden, codes[one.code], mark) for (one, hidden), mark in zip(every, prints, strict=True)]
    driver = {"name": "citekit", "version": VERSION, "rules": [_rule(code, audit.problems.get(code)) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not any(one.unreadable for one in audit.findings)}],
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": _address(path)} for path in audit.by_file],
        "results": results,
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, problem: Problem | None) -> Json:
    if problem is None:  # of a plugin that reports under a code which it did not tell
        return {"id": code}
    return {
        "id": code,
        "name": problem.name,
        "shortDescription": {"text": _MARKS.sub(r"\1", problem.summary) or problem.name},
        "help": {"text": problem.documentation or problem.name, "markdown": problem.documentation or problem.name},
        "defaultConfiguration": {"level": NAMES[problem.severity]},
        "properties": {"tags": [code[:3]]},
    }


def _result(found: Diagnostic, hidden: Hidden | None, rule: int, fingerprint: str) -> Json:
    made: Json = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": NAMES[found.severity],
        "message": {"text": ". ".join(filter(None, (found.message, found.hint)))},
        "locations": [_location(found.span)],
        "partialFingerprints": {"citekit/v1": fingerprint},
    }
    if found.related:
        made["relatedLocations"] = [_related(number, one) for number, one in enumerate(found.related, 1)]
    if found.fix and not _is_packed(found.fix.span):
        made["fixes"] = [_fix(found.fix, found.hint or found.message)]
    if found.subject:
        made["properties"] = {"subject": found.subject}
    if hidden:
        made["suppressions"] = [_suppression(hidden)]
    return made


def _suppression(hidden: Hidden) -> Json:
    kind: Json = {"kind": "inSource" if hidden.in_source else "external", "status": "accepted"}
    return kind | ({"justification": hidden.reason} if hidden.reason else {})


def _fingerprints(found: Iterable[Diagnostic]) -> Iterator[str]:
    """By what a finding is known again when it has moved: code, file, words; and its number among the same.

    The words are the English ones, whatever language the messages are in.
    """
    seen: Counter[str] = Counter()
    for one in found:
        parts = (one.code, PurePath(one.span.path).as_posix(), one.subject, english(one.message))
        mark = sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
        seen[mark] += 1
        yield f"{mark}:{seen[mark]}"


# ------------------------------------------------------------------------------------------------------- places


def _is_packed(span: Span) -> bool:
    """Its file is no text, so its lines are no lines of the file."""
    return isinstance(span.source, ExtractedSource)


def _location(span: Span) -> Json:
    physical: Json = {"artifactLocation": _address(span.path)}
    if _is_packed(span):
        where = span.source.where(span.start)
        return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": where}]}
    return {"physicalLocation": physical | {"region": _region(span)}}


def _region(span: Span) -> Json:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _related(number: int, related: Related) -> Json:
    return {"id": number, **_location(related.span), "message": {"text": related.message}}


def _fix(fix: Fix, description: str) -> Json:
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.new}}
    change = {"artifactLocation": _address(fix.span.path), "replacements": [replacement]}
    return {"description": {"text": description}, "artifactChanges": [change]}


def _address(path: str) -> Json:
    """A path as a URI: relative, as it was named, or whole."""
    pure = PurePath(path)
    if pure.is_absolute():
        return {"uri": pure.as_uri()}
    # A colon in the first part would make a scheme of it (RFC 3986, 4.2).
    return {"uri": quote(pure.as_posix(), safe="/", errors="surrogateescape")}
