"""Whatever the files hold, no rule fails, and every finding can be printed.

Projects are put together from pieces that are known to be awkward: half brackets, lone marks, keys of keys, empty
values. They are read by the real readers, so that rules meet what these make of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citekit import documents, linker, prose
from citekit.checker import check
from citekit.encoding import prepare
from citekit.formats import bibtex
from citekit.model import Project
from citekit.projectfiles import claims as claims_files
from citekit.projectfiles import reading_list
from citekit.source import TextSource

WORDS = [
    "Holsti", "Holsty", "dan", "&", "et al.", "dkk.", "1995", "1995a", "(", ")", "[", "]", "@holsti1995", "@", ";",
    "p. 3", "hlm. 12", ",", "“", "”", '"', "«", "»", "„", "''", "``", "’", "*", "_", "\n", "\n\n", "> ", "- ", "`",
    "$", "%", "{", "}", "\\cite{", "\\nocite{*}", "\\", "\0", "\u200b", "e\u0301", "🙂", "kata kata kata kata ", ". ",
]  # fmt: skip
BIB = [
    "@book{", "@article{", "@", "holsti1995", "plano1979", ",", "}", "{", '"', "=", "author", "title", "year", "#",
    "crossref", "xdata", "ids", "{1995}", "{K. J. Holsti and others}", "{{Badan Pusat Statistik}}", "and", "\n", "\\'e",
    "{}", "%", "\0",
]  # fmt: skip
TOML = [
    'document = "a.md"\n', "[[claim]]\n", "[[claim.source]]\n", 'exact = "kata"\n', 'exact = ""\n', 'key = ""\n',
    'key = "holsti1995"\n', 'via = "x"\n', 'kind = "quotation"\n', 'page = "3"\n', "[[section]]\n", "[", '"', "= 3\n",
    "[[section.item]]\n", 'title = "t"\n', "[claim.verdict]\n",
]  # fmt: skip


def mixed(pieces: list[str], most: int) -> st.SearchStrategy[str]:
    """Texts of awkward pieces, now and then any text at all."""
    return st.lists(st.one_of(st.sampled_from(pieces), st.text(max_size=5)), max_size=most).map("".join)


def assembled(library: str, text: str, claims: str, items: str, suffix: str) -> Project:
    """What loading would make of these files."""
    source, found = prepare(library.encode("utf-8", "surrogatepass"), "a.bib")
    read = bibtex.read(source)
    name = f"a{suffix}"
    document = documents.by_path(name).read(TextSource(name, text))
    cited = (*document.citations, *prose.find(document, prose.lexicon(read.entries)))
    document = replace(document, citations=cited)
    claimed = claims_files.read(TextSource("claims.toml", claims.replace("a.md", name)), "")
    listed = reading_list.read(TextSource("list.toml", items))
    links = linker.link([read], [document], claimed.claims, [listed])
    reading = (*found, *read.diagnostics, *document.diagnostics, *claimed.diagnostics, *listed.diagnostics)
    return Project(
        Path(), libraries=(read,), documents=(document,), claims=claimed.claims, reading_lists=(listed,),
        attributions=links.attributions, anchors=links.anchors, diagnostics=reading,
    )  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    library=mixed(BIB, 30),
    text=mixed(WORDS, 40),
    claims=mixed(TOML, 12),
    items=mixed(TOML, 8),
    suffix=st.sampled_from([".md", ".tex", ".txt"]),
)
def test_no_rule_fails(library: str, text: str, claims: str, items: str, suffix: str) -> None:
    """No rule raises, and every finding has a place in its file and one line to print."""
    for one in check(assembled(library, text, claims, items, suffix)):
        assert one.code != "PLG002", one.message
        for span in (one.span, *(related.span for related in one.related)):
            assert 0 <= span.start <= span.end <= len(span.source)
            assert span.line >= 1
        assert one.message
        assert not one.message.endswith(".")
        assert one.fix is None or one.fix.new


def large(claims: int, entries: int, paragraphs: int) -> Project:
    """A project of that size, with something wrong in every tenth place."""
    library = "".join(_book(n) for n in range(entries))
    text = "\n\n".join(_paragraph(n) for n in range(paragraphs))
    claimed = "".join(_claim(n * paragraphs // claims) for n in range(claims))
    return assembled(library, text, f'document = "a.md"\n{claimed}', "", ".md")


def _book(n: int) -> str:
    year = "" if n % 10 == 1 else f"year = {{{1900 + n % 120}}}, "
    return f"@book{{k{n - (n % 10 == 2)}, author = {{Nama{n}, A.}}, title = {{T{n}}}, publisher = {{P}}, {year}}}\n"


def _paragraph(n: int) -> str:
    cited = f"[@k{n}{'x' if n % 10 == 3 else ''}]"
    quoted = f"{'' if n % 10 == 4 else '“'}Kutipan nomor {n} yang juga panjang”"
    return f"Kalimat nomor {n} yang cukup panjang {cited}. {quoted} {cited}. " + "kata " * 80


def _claim(n: int) -> str:
    exact = f"nomor {n} yang" if n % 10 == 5 else f"Kalimat nomor {n} yang {'tak' if n % 10 == 6 else 'cukup'} panjang"
    return f'[[claim]]\nexact = "{exact}"\n[[claim.source]]\nkey = "k{n}"\n'


def test_time_grows_with_size(grows_linearly: Callable[..., bool]) -> None:
    """Four times the project takes about four times the time, not sixteen times."""

    projects = {size: large(size, size * 2, size) for size in (31, 250, 1000)}

    assert grows_linearly(lambda size: check(projects[size]), 250, 1000)


HOSTILE: Iterable[str] = ("“", '"', "«", "„", "“x", '" ', "“ ”", "”", "» ", "*", '*"', "\n\n“")


@pytest.mark.parametrize("piece", HOSTILE)
def test_quotation_marks_without_end(piece: str) -> None:
    """A text of nothing but marks is read in time that grows with its length."""
    project = assembled("", piece * 20_000, "", "", ".txt")
    start = time.process_time()
    check(project, select=["QUO"])

    assert time.process_time() - start < 5
