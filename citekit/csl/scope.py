"""What compiling knows: the style, the locale, the area (citation or bibliography) and its inherited name options."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from citekit.csl.context import Context, Emit
from citekit.csl.locale import Locale
from citekit.csl.output import Node
from citekit.csl.style import Style
from citekit.csl.xmltree import Element

Compile = Callable[[Element, "Scope"], Emit]


@dataclass(slots=True)
class Scope:
    """One area of one style in one locale, while it is compiled; macros are compiled once and then called."""

    style: Style
    locale: Locale
    area: Element
    compilers: dict[str, Compile]
    implicit_year_suffix: bool
    """Whether the year-suffix is appended to the first year: when no `cs:text` of the style renders it."""
    macros: dict[str, Emit] = field(default_factory=dict)
    delimiter: str = ""
    """The delimiter of the nearest delimiting element, for the children of `cs:choose`."""
    names_parent: Element | None = None
    """Inside `cs:substitute`, the `cs:names` whose children a `cs:names` without any inherits."""

    @property
    def in_bibliography(self) -> bool:
        return self.area.tag == "bibliography"

    def option(self, name: str, default: str = "") -> str:
        """Give an inheritable option: of the area, else of the style ("Inheritable Name Options")."""
        return self.area.attributes.get(name, self.style.options.get(name, default))

    def compile(self, element: Element) -> Emit | None:
        """Compile one rendering element; None for an element that renders nothing."""
        compiler = self.compilers.get(element.tag)
        return compiler(element, self) if compiler else None

    def compile_children(self, element: Element) -> list[Emit]:
        """Compile the rendering elements inside an element."""
        return [emit for child in element.children if (emit := self.compile(child)) is not None]

    def compile_delimited(self, element: Element, delimiter: str) -> list[Emit]:
        """Compile the children of a delimiting element."""
        outer, self.delimiter = self.delimiter, delimiter
        children = self.compile_children(element)
        self.delimiter = outer
        return children

    def macro(self, name: str) -> Emit:
        """Give what renders a macro; it is compiled when it is first called, and once for each area."""

        def emit(context: Context, out: list[Node]) -> None:
            call = self.macros.get(name)
            if call is None:
                call = self.macros[name] = self._compile_macro(name)
            call(context, out)

        return emit

    def _compile_macro(self, name: str) -> Emit:
        parent, self.names_parent = self.names_parent, None
        children = self.compile_delimited(self.style.macros[name], "")
        self.names_parent = parent
        return children[0] if len(children) == 1 else sequence(children)


def sequence(children: Sequence[Emit]) -> Emit:
    """Give an element that renders several in order."""

    def emit(context: Context, out: list[Node]) -> None:
        for child in children:
            child(context, out)

    return emit
