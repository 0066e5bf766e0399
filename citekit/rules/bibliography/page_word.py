"""BIB127: a word for "page" before the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.values import instead, own
from citekit.rules.vocabulary import PAGES

_WORD = re.compile(r"\s*([^\W\d_]{1,8})(\.?)[\s~]*(?=[0-9])")


@rule("BIB127", Severity.INFORMATION)
def page_word(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The field `pages` has *p.*, *pp.*, *hlm.* or another word for pages in it.

    ## Why it matters
    The style puts the word there, in the language of the text: what is printed is *pp. hlm. 226–254*.

    ## Example
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      pages = {hlm. 226--254},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @article{holsti1995,
      author = {K. J. Holsti},
      title = {Cooperation among States},
      journal = {World Politics},
      year = {1995},
      pages = {226--254},
    }
    ~~~
    """
    for entry, field in own(project, "pages"):
        if field.value[:1].isdigit() or not (found := _WORD.match(field.value)):
            continue
        if found[1].lower() in PAGES and (found[2] or len(found[1]) > 1):
            yield report(
                field.span,
                say("{word} stands in the field, and the style prints its own word", word=found[1] + found[2]),
                hint=say("write the numbers alone"),
                subject=entry.key,
                fix=instead(field, "", 0, found.end()),
            )
