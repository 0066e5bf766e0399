"""STD104: a preprint of which the library has the publication."""

from __future__ import annotations

from collections.abc import Iterator

from citekit import duplicates
from citekit.diagnostic import Diagnostic, Related, Severity
from citekit.messages import say
from citekit.model import Entry, Project
from citekit.plugin import Report, rule
from citekit.rules.kin import same_works
from citekit.rules.wording import described


@rule("STD104", Severity.INFORMATION)
def published_preprint(project: Project, report: Report) -> Iterator[Diagnostic]:
    """The library has a preprint, and the same work as it was published.

    ## Why it matters
    What was published went through review and may say something else. References give the publication, unless the
    text is about the preprint.

    ## Example
    ~~~references.bib
    @misc{ostrom2009pre,
      author = {Ostrom, Elinor},
      title = {A General Framework for Analyzing Sustainability of Social-Ecological Systems},
      year = {2009},
      eprint = {0907.12345},
      archiveprefix = {arXiv},
    }
    @article{ostrom2009,
      author = {Ostrom, Elinor},
      title = {A General Framework for Analyzing Sustainability of Social-Ecological Systems},
      journal = {Science},
      year = {2009},
      volume = {325},
    }
    ~~~

    ## Use instead
    ~~~references.bib
    @article{ostrom2009,
      author = {Ostrom, Elinor},
      title = {A General Framework for Analyzing Sustainability of Social-Ecological Systems},
      journal = {Science},
      year = {2009},
      volume = {325},
    }
    ~~~
    """
    if not any(map(_may_be_preprint, project.entries)):
        return
    for group in same_works(project):
        published = next(filter(duplicates.is_published, group.entries), None)
        for entry in group.entries if published else ():
            if published and _may_be_preprint(entry) and not duplicates.is_published(entry):
                yield report(
                    entry.key_span,
                    say("{key} is a preprint of {other}", key=entry.key, other=published.key),
                    hint=say("cite the publication, unless the text is about the preprint"),
                    subject=entry.key,
                    related=(Related(published.key_span, described(published)),),
                )


def _may_be_preprint(entry: Entry) -> bool:
    """Is anything in it from which a preprint is known? A quick look."""
    fields = entry.fields
    return "eprint" in fields or any("rxiv" in fields[name].value.lower() for name in _PLACES if name in fields)


_PLACES = ("journal", "journaltitle", "howpublished", "url", "note", "doi", "publisher", "volume")
