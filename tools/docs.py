"""Writes the pages of docs/ that the program itself knows; `--check` compares them instead."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from citekit.checker import problems
from citekit.cli import main as cli
from citekit.diagnostic import Problem
from tools.documents_page import documents_page
from tools.formats_page import formats_page

ROOT = Path(__file__).parent.parent
FAMILIES = {
    "FIL": "Files",
    "BIB": "Bibliography",
    "CIT": "Citations",
    "CLM": "Claims",
    "QUO": "Quotations",
    "STD": "Standing of works",
    "LST": "Reading lists",
    "PRJ": "citekit.toml",
    "STY": "Styles",
    "TPL": "Templates and outputs",
    "PLG": "Plugins",
}


def findings_page() -> str:
    """docs/findings.md: every finding, by family."""
    lines = [
        "# Findings",
        "",
        "What `citekit check` can say, by family. `citekit explain CODE` prints the same in the terminal.",
        "",
        "| code | name | severity | what it says |",
        "| --- | --- | --- | --- |",
        *(_row(problem) for problem in problems()),
    ]
    for family, title in FAMILIES.items():
        lines += ["", f"## {title} ({family})"]
        for problem in problems():
            if problem.code.startswith(family):
                lines += ["", f"### {problem.code} {problem.name}", "", _nested(problem)]
    return "\n".join(lines) + "\n"


def _row(problem: Problem) -> str:
    anchor = f"{problem.code}-{problem.name}".lower()
    summary = problem.summary.replace("|", "\\|")
    return f"| [{problem.code}](#{anchor}) | {problem.name} | {problem.severity.label} | {summary} |"


def _nested(problem: Problem) -> str:
    """The documentation, with its severity and its headings two levels down."""
    body = problem.documentation.replace("\n## ", "\n#### ")
    return f"*{problem.severity.label.capitalize()}.* {body}"


def cli_page() -> str:
    """docs/cli.md: the help of every command."""
    context = click.Context(cli, info_name="citekit", terminal_width=100, max_content_width=100)
    lines = ["# Command line", "", "```text", cli.get_help(context), "```"]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, terminal_width=100, max_content_width=100)
        lines += ["", f"## citekit {name}", "", "```text", command.get_help(inner), "```"]
        lines += _parts(command, inner, name)
    return "\n".join(lines) + "\n"


def _parts(command: click.Command, context: click.Context, name: str) -> list[str]:
    """The help of the commands of a group."""
    lines: list[str] = []
    if not isinstance(command, click.Group):
        return lines
    for part in command.list_commands(context):
        within = command.get_command(context, part)
        assert within is not None
        inner = click.Context(within, info_name=part, parent=context, terminal_width=100, max_content_width=100)
        lines += ["", f"### citekit {name} {part}", "", "```text", within.get_help(inner), "```"]
    return lines


PAGES = {
    "docs/findings.md": findings_page,
    "docs/cli.md": cli_page,
    "docs/formats.md": formats_page,
    "docs/documents.md": documents_page,
}


def main() -> int:
    """Writes the pages, or compares them: 1 when one is out of date."""
    os.environ["COLUMNS"] = "100"
    stale = []
    for name, page in PAGES.items():
        path, text = ROOT / name, page()
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"out of date: {', '.join(stale)}; run `make docs`")
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
