"""JUnit's XML, as Jenkins and GitLab read it.

A suite is a file, a case in it is a finding: servers show a case's name and one failure of it, so two findings in one
case would hide one, and a case a rule would have no place. The class is the file, by which servers group; the name
has no line, so that a finding which only moved is not new. Only what makes the check fail is a failure: a server
turns red at the first. What remains is a case that passes and says what was found; a file without findings has one
such case, so that one sees that it was checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citekit.diagnostic import Diagnostic
from citekit.reporting.audit import Audit
from citekit.reporting.words import escaped, shown


def write(audit: Audit) -> str:
    """The XML document."""
    tests = sum(max(1, len(found)) for found in audit.by_file.values())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="citekit" tests="{tests}" {_counts(audit, audit.findings)}>',
        *(line for path, found in audit.by_file.items() for line in _suite(audit, path, found)),
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _counts(audit: Audit, found: Sequence[Diagnostic]) -> str:
    errors = sum(one.unreadable for one in found)
    failures = sum(audit.fails(one) for one in found) - errors
    return f'failures="{failures}" errors="{errors}"'


def _suite(audit: Audit, path: str, found: Sequence[Diagnostic]) -> Iterator[str]:
    file = escaped(path)
    yield f'  <testsuite name="{file}" file="{file}" tests="{max(1, len(found))}" {_counts(audit, found)}>'
    if not found:
        yield f'    <testcase classname="{file}" name="no findings"/>'
    for one in found:
        name = escaped(f"{one.code} {audit.name(one.code)}: {shown(one.message)}")
        yield f'    <testcase classname="{file}" name="{name}">'
        yield f"      {_outcome(audit, one)}"
        yield "    </testcase>"
    yield "  </testsuite>"


def _outcome(audit: Audit, found: Diagnostic) -> str:
    element = "error" if found.unreadable else "failure" if audit.fails(found) else ""
    lines = [f"{found.span}: {found.severity.label}: {found.message} [{found.code}]"]
    lines += [f"see {related.span}: {related.message}" for related in found.related]
    lines += [found.hint] if found.hint else []
    text = "\n".join(escaped(shown(line)) for line in lines)
    if not element:
        return f"<system-out>{text}</system-out>"
    return f'<{element} type="{found.code}" message="{escaped(shown(found.message))}">{text}</{element}>'
