"""The words of the report's page, in one place. They are messages, so that a catalogue can translate them."""

from __future__ import annotations

from collections.abc import Mapping

from citekit.messages import Message, say


def interface() -> Mapping[str, Message]:
    """Headings, labels and buttons by the names that the template has for them."""
    return {
        "audit": say("Attribution audit"),
        "contents": say("Files"),
        "citations": say("citations"),
        "claims": say("claims"),
        "works": say("works cited"),
        "show": say("Show"),
        "only_problems": say("Only problems"),
        "severity": say("Severity"),
        "family": say("Kind"),
        "next": say("Next"),
        "previous": say("Previous"),
        "shortcuts": say("Single-key shortcuts"),
        "skip": say("Skip to the text"),
        "position": say("{at} of {count}", at="{at}", count="{count}"),
        "nothing": say("Nothing matches the filter"),
        "clean": say("Nothing was found."),
        "legend": say("Marks"),
        "a_claim": say("claim"),
        "a_citation": say("citation"),
        "a_quotation": say("quotation"),
        "text": say("Text"),
        "unknown": say("no work in the library fits"),
        "ambiguous": say("several works fit"),
        "misspelt": say("joined in spite of its spelling"),
        "perhaps": say("perhaps"),
        "no_source": say("No source is given"),
        "read_in": say("read in"),
        "page": say("page"),
        "faithful": say("The quotation agrees with the source"),
        "altered": say("The quotation differs from the source"),
        "absent": say("The quotation is not in the source"),
        "too-short": say("Too short to compare"),
        "see": say("see"),
        "fix": say("Fix"),
        "fix_unsafe": say("Fix, to be looked at"),
        "delete": say("delete"),
        "nothing_wrong": say("nothing found"),
        "verdict": say("Verdict"),
        "made_by": say("Made by"),
    }


def severities() -> Mapping[str, Message]:
    """Severities in words, by their labels."""
    return {"error": say("Error"), "warning": say("Warning"), "information": say("Note")}


def counted(severity: str, count: int) -> Message:
    """The word after a number of findings of a severity."""
    if severity == "error":
        return say("error", "errors", count=count)
    return say("warning", "warnings", count=count) if severity == "warning" else say("note", "notes", count=count)


def families() -> Mapping[str, Message]:
    """Families of findings by the first letters of their codes; others go by these letters."""
    return {
        "BIB": say("Bibliography"),
        "CIT": say("Citations"),
        "CLM": say("Claims"),
        "QUO": say("Quotations"),
        "STD": say("Retractions"),
        "LST": say("Reading lists"),
        "PRJ": say("Project"),
    }
