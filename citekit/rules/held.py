"""The texts that a project keeps of works, made ready to hold quotations against."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.model import Project, WorkText
from citekit.quoting import Comparison, SourceText
from citekit.rules.quoted import Quoted, works


class Held:
    """The kept texts of a project; each is made ready when a quotation first asks for it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._ready: dict[str, SourceText] = {}

    def compare(self, found: Quoted) -> Iterator[tuple[WorkText, Comparison]]:
        """A quotation beside the kept text of each work that its citation means."""
        if not found.quotation.opened:  # nobody knows where it begins
            return
        for entry in works(found, self._project):
            text = self._project.texts.get(entry.key)
            if text:
                yield text, self.ready(text).compare(found.text)

    def elsewhere(self, found: Quoted) -> Iterator[tuple[WorkText, Comparison]]:
        """The same beside the texts of all other works."""
        cited = {entry.key for entry in works(found, self._project)}
        for key, text in self._project.texts.items():
            if key not in cited:
                yield text, self.ready(text).compare(found.text)

    def ready(self, text: WorkText) -> SourceText:
        """A kept text, ready to be searched."""
        if text.key not in self._ready:
            self._ready[text.key] = SourceText(text.text)
        return self._ready[text.key]
