"""QUO111: a quotation in another language than its source, which does not say that it is translated."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.quoted import quoted
from citekit.rules.translated import is_declared, translated_from
from citekit.rules.wording import shown


@rule("QUO111", Severity.INFORMATION)
def translation_not_declared(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The words of a quotation are of another language than the work, and nothing says who translated them.

    ## Why it matters
    The words are not the author's, and cannot be held against the work. The citation says so: *my translation*,
    *terjemahan penulis*. The language of the work is that of the text that the project keeps of it, else what the
    entry says in `langid` or `language`; only quotations long enough to tell their language are looked at.

    ## Example
    ~~~references.bib
    @book{contoh2001,
      author = {Ani Contoh},
      title = {Markets},
      publisher = {Penerbit Contoh},
      year = {2001},
      langid = {english},
    }
    ~~~
    ~~~makalah.txt
    Ia menulis: “Pasar itu tidak akan adil bagi mereka yang datang paling pagi, karena sewa dari semua tempat telah
    diatur oleh pemilik modal, yang juga dapat memilih tempat untuk dirinya” (Contoh, 2001, hlm. 12).
    ~~~

    ## Use instead
    ~~~references.bib
    @book{contoh2001,
      author = {Ani Contoh},
      title = {Markets},
      publisher = {Penerbit Contoh},
      year = {2001},
      langid = {english},
    }
    ~~~
    ~~~makalah.txt
    Ia menulis: “Pasar itu tidak akan adil bagi mereka yang datang paling pagi, karena sewa dari semua tempat telah
    diatur oleh pemilik modal, yang juga dapat memilih tempat untuk dirinya” (Contoh, 2001, hlm. 12, terjemahan
    penulis).
    ~~~
    """
    for document in project.documents:
        for found in quoted(document):
            entry = translated_from(found, project)
            if entry and not is_declared(found):
                yield report(
                    document.source.span(found.quotation.start, found.quotation.end),
                    say("{words} is not of the language of {key}", words=shown(found.text), key=entry.key),
                    hint=say("say in the citation who translated it"),
                    subject=entry.key,
                )
