"""The formats in which findings are written to a file or a pipe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from citekit.reporting import errorformat, findings, github, junit, sarif, table, webannotations, wordcomments, workbook
from citekit.reporting.audit import Audit


@dataclass(frozen=True, slots=True)
class Output:
    """A format: how it is written, and whether that is text."""

    write: Callable[[Audit], str | bytes]
    is_text: bool = True
    """Not one of those whose bytes a terminal cannot show."""


def _json(audit: Audit) -> str:
    return findings.as_json(audit.findings, audit.hidden)


def _html(audit: Audit) -> str:
    from citekit.renderer.report import page  # with what renders pages

    names = {code: problem.name for code, problem in audit.problems.items()}
    return page(
        audit.project,
        audit.findings,
        documents=audit.documents,
        names=names,
        catalogue=audit.catalogue,
        language=audit.language,
    )


OUTPUTS: Mapping[str, Output] = MappingProxyType(
    {
        "json": Output(_json),
        "github": Output(github.write),
        "sarif": Output(sarif.write),
        "junit": Output(junit.write),
        "errorformat": Output(errorformat.write),
        "csv": Output(table.write),
        "xlsx": Output(workbook.write, is_text=False),
        "docx": Output(wordcomments.write, is_text=False),
        "html": Output(_html),
        "annotations": Output(webannotations.write),
    }
)
