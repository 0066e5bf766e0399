"""Names that the entry before has already shown (specification, "Reference Grouping")."""

from collections.abc import Sequence
from dataclasses import dataclass

from citekit.csl.context import ShownNames
from citekit.csl.markup import parse_markup
from citekit.csl.output import Node, Span, leaves, plain
from citekit.csl.people import person
from citekit.csl.program import Area


@dataclass(frozen=True, slots=True)
class AuthorSubstitution:
    """subsequent-author-substitute: what is put for names, and by which rule."""

    text: str
    rule: str

    @classmethod
    def read(cls, area: Area) -> "AuthorSubstitution | None":
        """Read the options of a bibliography; None where nothing is substituted."""
        if "subsequent-author-substitute" not in area.options:
            return None
        return cls(
            area.options["subsequent-author-substitute"],
            area.option("subsequent-author-substitute-rule", "complete-all"),
        )

    def apply(
        self, first_names: Span | None, shown: Sequence[ShownNames], before: list[str], before_whole: str
    ) -> tuple[list[str], str]:
        """Substitute in the first names of an entry those of the entry before; `shown` says whose names they are.

        Gives the names of this entry, each and as a whole, as they were. A name matches where it looks the same and
        is the same person's: Jane and John Smith are not, where both are printed "Smith, J.".
        """
        if first_names is None or not any(leaf.variable for leaf in leaves([first_names])):
            return [], ""  # a term that stands for the names ("Anonymous") is no name
        lists = _spans(first_names, "list")
        names = [name for span in lists for name in _spans(span, "name")]
        texts = [text for span, people in zip(lists, shown, strict=False) for text in _identities(span, people)]
        whole = "\0".join([plain(lists), *texts]) if lists else plain(first_names.children)
        if self.rule == "complete-all" or not lists:
            if whole == before_whole:
                self._replace_all(lists or [first_names])
        elif self.rule == "complete-each":
            if whole == before_whole:
                self._replace(names)
        else:
            matching = names[: _matching(texts, before)]
            self._replace(matching[:1] if self.rule == "partial-first" else matching)
        return texts, whole

    def _replace_all(self, spans: list[Span]) -> None:
        self._replace(spans[:1])
        for span in spans[1:]:
            for leaf in leaves([span]):
                leaf.text = ""

    def _replace(self, spans: list[Span]) -> None:
        for span in spans:
            nodes: list[Node] = parse_markup(self.text, span.variable) if self.text else []
            span.children = nodes
            span.format = ()


def _identities(span: Span, shown: ShownNames) -> list[str]:
    """Give for each name printed of a list how it looks, with the given name in full.

    The last one may stand behind an ellipsis.
    """
    given = [person(name)[0] for name in (*shown.names[: shown.shown], shown.names[-1])]
    return [f"{plain(name.children)}\0{full}" for name, full in zip(_spans(span, "name"), given, strict=False)]


def _matching(texts: list[str], before: list[str]) -> int:
    """Count the names that match those of the entry before, up to the first that does not."""
    count = 0
    while count < min(len(texts), len(before)) and texts[count] == before[count]:
        count += 1
    return count


def _spans(root: Span, kind: str) -> list[Span]:
    """Give the spans of a kind inside a span, in order."""
    found: list[Span] = []
    for child in root.children:
        if isinstance(child, Span):
            if child.kind == kind:
                found.append(child)
            else:
                found.extend(_spans(child, kind))
    return found
