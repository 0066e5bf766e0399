"""CIT205: a citation that names all authors where the house names the first alone, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import CitationItem, Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.terms import others_for
from citekit.rules.wording import cited_as, described, listed


@rule("CIT205", Severity.INFORMATION)
def et_al_threshold(project: Project, report: Report) -> Iterator[Diagnostic]:
    """A citation names all authors of a work that the house cites by the first and *et al.*, or the other way round.

    ## Why it matters
    From how many authors on a citation names the first alone is one of the first things an editor looks at. The
    setting `et-al-from` of the profile says it: three in APA 7 and MLA 9, four in Cite them right's Harvard. It is 0
    where no profile is chosen, and nothing is told then. Styles that name more authors to tell two works apart are
    right to do so: look before you shorten.

    ## Example
    ~~~citekit.toml
    library = ["references.bib"]
    documents = ["makalah.txt"]
    [check]
    profile = "apa"
    ~~~
    ~~~references.bib
    @book{soekanto1996,
      author = {Soerjono Soekanto and Budi Sulistyowati and Ani Contoh},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Penerbit Contoh},
      year = {1996},
    }
    ~~~
    ~~~makalah.txt
    Kelompok sosial lahir dari hubungan (Soekanto, Sulistyowati, & Contoh, 1996).
    ~~~

    ## Use instead
    ~~~citekit.toml
    library = ["references.bib"]
    documents = ["makalah.txt"]
    [check]
    profile = "apa"
    ~~~
    ~~~references.bib
    @book{soekanto1996,
      author = {Soerjono Soekanto and Budi Sulistyowati and Ani Contoh},
      title = {Sosiologi: Suatu Pengantar},
      publisher = {Penerbit Contoh},
      year = {1996},
    }
    ~~~
    ~~~makalah.txt
    Kelompok sosial lahir dari hubungan (Soekanto dkk., 1996).
    ~~~
    """
    least = project.config.profile.settings.et_al_from
    for attribution in project.attributions if least else ():
        item, entry = attribution.item, attribution.entry
        if entry is None or not isinstance(item, CitationItem) or item.repeats or attribution.doubt:
            continue
        if item.names and (
            finding := _finding(
                item, entry, least, others_for(entry, project.document(item.span.path), project), report
            )
        ):
            yield finding


def _finding(item: CitationItem, entry: Entry, least: int, others: str, report: Report) -> Diagnostic | None:
    people = [name.short for name in entry.people]
    related = (Related(entry.key_span, described(entry)),)
    if len(people) >= least and len(item.names) == len(people):
        message = say("{cited} names all {count} authors", cited=cited_as(item), count=len(people))
        hint = say("from {least} authors on, write {first} {others}", least=least, first=people[0], others=others)
    elif item.others and 2 < len(people) < least and not entry.people.others:
        message = say("{cited} shortens {count} authors", cited=cited_as(item), count=len(people))
        hint = say("up to {most} authors are all named: {names}", most=least - 1, names=listed(people))
    else:
        return None
    return report(item.span, message, hint=hint, subject=entry.key, related=related)
