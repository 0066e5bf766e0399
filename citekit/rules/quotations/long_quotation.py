"""QUO107: a quotation too long to stand within the text."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.quoted import quoted

_QUOTE = "quote"


@rule("QUO107", Severity.INFORMATION)
def long_quotation(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A long quotation stands within the text, in quotation marks.

    ## Why it matters
    A quotation of some length is easier to see as a block of its own, indented and without quotation marks. From how
    many words on, the profile's `block-quotation-words` says: more than 40 in APA (7th edition, 8.27) and in most
    Indonesian guides, more than 100 in Chicago (18th edition, 12.10). 0 turns the rule off.

    ## Example
    ~~~makalah.txt
    Ia menulis: “Di banyak kota, pasar yang ramai tidak selalu berarti pasar yang adil bagi para pedagangnya, karena
    mereka yang datang paling pagi dan pulang paling malam tetap membayar sewa yang sama, sedangkan mereka yang memiliki
    modal besar dapat memilih tempat yang terbaik dan menentukan harga bagi semua” (Contoh, 2001, hlm. 12).
    ~~~

    ## Use instead
    ~~~makalah.txt
    Ia menulis: “Di banyak kota, pasar yang ramai tidak selalu berarti pasar yang adil” (Contoh, 2001, hlm. 12).
    ~~~
    """
    most = project.config.profile.settings.block_quotation_words
    for document in project.documents if most else ():
        blocks = [(block.start, block.end) for block in document.blocks if block.kind == _QUOTE]
        for found in quoted(document):
            size, start = len(found.text.split()), found.quotation.start
            if size > most and found.quotation.opened and not any(one <= start < end for one, end in blocks):
                yield report(
                    document.source.span(start, start + len(found.quotation.open_mark)),
                    say("this quotation has {size} words, more than {most}", size=size, most=most),
                    hint=say("set it as a block of its own, indented, without quotation marks"),
                )
