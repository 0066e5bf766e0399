"""Whatever a whole project holds, and whoever reads it: no rule fails, and every form of the report is written.

Folders are drawn from fields with values that are wrong in the ways values are, and from texts in every markup that
cite, quote and list in broken forms; with texts of works, retractions and profiles beside them, or with no library.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citekit import checker, loader
from citekit.reporting.audit import Audit, by_code
from citekit.reporting.registry import OUTPUTS

TYPES = ["book", "article", "incollection", "online", "thesis", "set", "xdata", "bok", "misc", ""]
KEYS = ["holsti1995", "plano1979", "a b", "ünï", "x" * 300, "1", "-", "sources/../x"]
FIELDS = [
    "author", "editor", "title", "shorttitle", "year", "date", "month", "pages", "doi", "isbn", "issn", "url",
    "urldate", "journal", "booktitle", "publisher", "volume", "number", "crossref", "xdata", "entryset", "ids",
    "langid", "note", "pubstate", "pagination", "edition", "autor", "origdate", "relatedtype", "related", "eprint",
    "keywords",
]  # fmt: skip
VALUES = [
    "Holsti, Kalevi Jaakko and Plano, Jack C.", "Holsti and others", "HOLSTI K.J.", "dkk", "and", " and and ",
    ",,,,", "{Badan Pusat Statistik}", "family=Holsti, given=K", "1995", "1995a", "-44", "2020/2021", "199X", "13",
    "99999999", "3--1", "²", "978030640615²", "12-15, 17", "e4", "--", "10.1000/182", "https://doi.org/10.1000/182",
    "10.", "978-3-16-148410-0", "123", "http://[::1", "javascript:1", "jan # 1", r"\'e{\'\i}\textbf{", "$x^2", "{}{",
    "Ã©tude &amp; co", "\ufffd", "\0", "holsti1995", "plano1979,holsti1995", "in press", "english", "\u202e",
    "Достоевский, Фёдор", "王, 明", "é" * 400,
]  # fmt: skip
PIECES = [
    "Holsti (1995)", "(Holsti, 1995, p. 3)", "(Holsty, 1959)", "(Plano & Olton, 1979; Holsti 1995a)", "[1]",
    "[2, 99–7]", "(BPS, 2020)", "(dalam Holsti, 1995, hlm. 900)", "ibid.", "op. cit.", "[@holsti1995, p. 3]",
    "@holsti", "\\cite[3]{x}", "[^1]", "[^1]: Holsti, 1995.\n", "\\footnote{Holsti", "#cite(<x>)", ":cite:`x`",
    "cite:[x]", "[cite:@x]", "<<x>>", "“kata kata kata", "”", '"', "« ", "> ", "\n\n", "\n", ". ", " et al. ",
    " dkk. ", "(n.d.)", "(in press)", "(", ")", "# Daftar Pustaka\n\n", "References\n\n",
    "Holsti, K. J. (1995). Politics. Prentice Hall.\n\n", "[1] Plano. 1979.\n\n",
    "Menurut penelitian, 40 persen orang tahu itu. ", "| a | b |\n|---|---|\n", "```\n", "$$",
    "<!-- citekit: ignore -->", "[kata]{.claim #c cites=\"@holsti1995\"}", "% citekit: ignore CIT101: x\n", "\ufeff",
    "é", "Ã©", "&amp;", "1995", "§ 3", "[²]", "199²",
]  # fmt: skip
SUFFIXES = [".md", ".tex", ".txt", ".rst", ".typ", ".org", ".adoc", ".html", ".ipynb"]
PROFILES = ["apa", "chicago", "harvard", "ieee", "indonesia", "mla"]
RETRACTIONS = (
    "Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason\n"
    "1,T,6/25/2021 0:00,10.1/r,10.1000/182,0,Retraction,+Error;\n"
)

entries = st.lists(
    st.tuples(
        st.sampled_from(TYPES),
        st.sampled_from(KEYS),
        st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(VALUES) | st.text(max_size=4), max_size=8),
    ),
    max_size=4,
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join)


def bibliography(made: list[tuple[str, str, dict[str, str]]]) -> str:
    """The entries as a .bib file; values may break out of their braces."""
    return "".join(
        f"@{type}{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items()) + "}\n"
        for type, key, fields in made
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    made=entries,
    text=texts,
    kept=texts,
    suffix=st.sampled_from(SUFFIXES),
    profile=st.sampled_from(PROFILES),
    listed=st.booleans(),
)
def test_any_project(
    made: list[tuple[str, str, dict[str, str]]], text: str, kept: str, suffix: str, profile: str, listed: bool
) -> None:
    """No rule raises, with a library or on the printed list alone; text and machine formats are all written."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {
            "citekit.toml": ("" if listed else 'library = "a.bib"\n')
            + f'documents = ["a{suffix}"]\nretractions = "r.csv"\n[check]\nprofile = "{profile}"\n',
            "a.bib": bibliography(made),
            f"a{suffix}": text,
            "sources/holsti1995.txt": kept,
            "r.csv": RETRACTIONS,
        }
        for path, content in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(content.encode("utf-8", "surrogatepass"))
        project = loader.load(folder)
        found = checker.audit(project).found
        assert not [one.message for one in found if one.code.startswith("PLG")]
        audit = Audit(project, list(found), by_code(checker.problems()))
        for name, output in OUTPUTS.items():
            if name != "docx":  # which wants a manuscript in Word
                output.write(audit)
