"""CIT211: a full stop before the bracket of the sentence's own citation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Severity
from citekit.messages import say
from citekit.model import Citation, Document, Mode, Project
from citekit.plugin import Report, rule
from citekit.prose.stretches import holds, joined
from citekit.rules.places import in_notes
from citekit.rules.wording import shown

_STOP = re.compile(r"(?:[^\W\d_]{4}|\d{1,3}%?)(\.)[”\"»’]?[ \u00a0\n]{1,2}$")
_NEXT = re.compile(r"[ \u00a0\n]{1,2}[\"“„«(]?[^\W\d_a-z]")
_LOOKED_AT = 12


@rule("CIT211", Severity.INFORMATION)
def stop_before_bracket(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A sentence ends before the bracket that cites for it, and the bracket stands between two sentences.

    ## Why it matters
    The bracket belongs to no sentence, so a reader cannot tell which one rests on it. The full stop goes behind it;
    only after a quotation that stands as a block does it go before.

    ## Example
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    @book{waltz1979,
      author = {Kenneth Waltz},
      title = {Theory of International Politics},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi},
      publisher = {Penerbit Contoh},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama. (Holsti, 1995) Kekuasaan terbagi di antara mereka.
    ~~~

    ## Use instead
    ~~~references.bib
    @book{holsti1995,
      author = {K. J. Holsti},
      title = {International Politics},
      publisher = {Penerbit Contoh},
      year = {1995},
    }
    @book{waltz1979,
      author = {Kenneth Waltz},
      title = {Theory of International Politics},
      publisher = {Penerbit Contoh},
      year = {1979},
    }
    @book{soekanto1982,
      author = {Soerjono Soekanto},
      title = {Sosiologi},
      publisher = {Penerbit Contoh},
      year = {1982},
    }
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Holsti, 1995). Kekuasaan terbagi di antara mereka.
    ~~~
    """
    for document in project.documents:
        apart = [(block.start, block.end) for block in document.blocks if block.kind in ("quote", "reference")]
        places = joined([*apart, *in_notes(document)])
        for citation in document.citations:
            if _is_between(document, citation) and not holds(places, citation.span.start):
                yield report(
                    citation.span,
                    say("{citation} stands between two sentences", citation=shown(citation.span.text)),
                    hint=say("put the full stop behind the bracket"),
                )


def _is_between(document: Document, citation: Citation) -> bool:
    start, end = citation.span.start, citation.span.end
    if document.text[start : start + 1] != "(" or citation.items[0].mode is not Mode.PARENTHETICAL:
        return False
    before, after = document.text[max(0, start - _LOOKED_AT) : start], document.text[end : end + 4]
    return bool(_STOP.search(before) and _NEXT.match(after)) and "\n\n" not in before + after
