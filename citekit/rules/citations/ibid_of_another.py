"""CIT127: *ibid.* that cannot mean the work cited just before."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import Message, say
from citekit.model import Project
from citekit.plugin import Report, rule
from citekit.rules.ibid import Ibid, ibids
from citekit.rules.wording import cited_as, shown


@rule("CIT127", Severity.WARNING)
def ibid_of_another(project: Project, report: Report) -> Iterator[Diagnostic]:
    """*Ibid.* follows a citation of several works, or none, or names another author than the one just cited.

    ## Why it matters
    *Ibid.* means the one work that was cited just before. When a citation is put in between, or a work is added to
    that citation, it silently changes what the sentence rests on.

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
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Holsti, 1995; Waltz, 1979). Mereka memperoleh sesuatu darinya (ibid., hlm. 3).
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
    ~~~
    ~~~makalah.txt
    Negara bekerja sama (Holsti, 1995; Waltz, 1979). Mereka memperoleh sesuatu darinya (Holsti, 1995, hlm. 3).
    ~~~
    """
    for document in project.documents:
        for one in ibids(project, document):
            if one.wrong:
                before = one.before
                related = (Related(before.span, say("the citation before it")),) if before else ()
                yield report(one.item.span, _message(one), hint=say("name the work with its year"), related=related)


def _message(one: Ibid) -> Message:
    ibid, meant = shown(one.item.span.text), one.item.repeats
    if one.before is None:
        return say("{ibid} stands before any other citation", ibid=ibid)
    if one.several or meant is None:
        return say("{ibid} follows a citation of several works", ibid=ibid)
    return say("{ibid} does not follow a citation of {work}", ibid=ibid, work=cited_as(meant))
