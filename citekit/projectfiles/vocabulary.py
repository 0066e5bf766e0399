"""The words that the project files may use: data, each with its source."""

from __future__ import annotations

# CSL 1.0.2, specification, appendix II "Locators": the labels, by the field that gives them. Three fields are named
# otherwise than their label, because `note` is a remark here and CSL itself sets article and title apart.
LOCATORS: dict[str, str] = {
    "act": "act",
    "appendix": "appendix",
    "article": "article-locator",
    "book": "book",
    "canon": "canon",
    "chapter": "chapter",
    "column": "column",
    "elocation": "elocation",
    "equation": "equation",
    "figure": "figure",
    "folio": "folio",
    "footnote": "note",
    "issue": "issue",
    "line": "line",
    "opus": "opus",
    "page": "page",
    "paragraph": "paragraph",
    "part": "part",
    "rule": "rule",
    "scene": "scene",
    "section": "section",
    "sub-verbo": "sub-verbo",
    "supplement": "supplement",
    "table": "table",
    "timestamp": "timestamp",
    "title": "title-locator",
    "verse": "verse",
    "version": "version",
    "volume": "volume",
}

# CiTO, the Citation Typing Ontology (http://purl.org/spar/cito): `cites` and its sub-properties, without their
# inverses, which speak from the side of the cited work.
INTENTS: tuple[str, ...] = (
    "agreesWith",
    "cites",
    "citesAsAuthority",
    "citesAsDataSource",
    "citesAsEvidence",
    "citesAsMetadataDocument",
    "citesAsPotentialSolution",
    "citesAsRecommendedReading",
    "citesAsRelated",
    "citesAsSourceDocument",
    "citesForInformation",
    "compiles",
    "confirms",
    "containsAssertionFrom",
    "corrects",
    "credits",
    "critiques",
    "derides",
    "describes",
    "disagreesWith",
    "discusses",
    "disputes",
    "documents",
    "extends",
    "includesExcerptFrom",
    "includesQuotationFrom",
    "linksTo",
    "obtainsBackgroundFrom",
    "obtainsSupportFrom",
    "parodies",
    "plagiarizes",
    "qualifies",
    "refutes",
    "repliesTo",
    "retracts",
    "reviews",
    "ridicules",
    "speculatesOn",
    "supports",
    "updates",
    "usesConclusionsFrom",
    "usesDataFrom",
    "usesMethodIn",
)

STATUSES: tuple[str, ...] = ("unchecked", "supported", "partly", "unsupported", "cannot-tell")
"""What a person may find on checking a claim against its sources."""

IMPORTANCES: tuple[str, ...] = ("essential", "recommended", "further")
"""How much a work on a reading list matters to its reader."""

SEVERITIES: tuple[str, ...] = ("information", "warning", "error")
