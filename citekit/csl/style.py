"""Styles as data: the root element's parts and options (specification, "Styles - Structure")."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from citekit.csl.errors import StyleError
from citekit.csl.macros import check_macros
from citekit.csl.xmltree import Element, read_tree


@dataclass(frozen=True, slots=True)
class Style:
    """An independent style: its class and options, its locales, macros, citation and bibliography."""

    id: str
    title: str
    style_class: str
    """`in-text` or `note`."""
    default_locale: str
    options: dict[str, str]
    """The attributes of `cs:style`: global options and inheritable name options."""
    locales: tuple[Element, ...]
    macros: dict[str, Element]
    citation: Element
    bibliography: Element | None
    citation_format: str = ""

    @property
    def is_note(self) -> bool:
        """Whether citations are notes."""
        return self.style_class == "note"

    def with_alias(self, alias: "DependentStyle") -> "Style":
        """Give this style under the id, the title and the locale of a dependent style."""
        return replace(self, id=alias.id, title=alias.title, default_locale=alias.default_locale or self.default_locale)

    def uses_variable(self, area: Element | None, variable: str) -> bool:
        """Say whether a `cs:text` of an area, or of a macro called from it, renders a variable."""
        return area is not None and any(
            element.tag == "text" and element.get("variable") == variable for element in self.reached(area)
        )

    def reached(self, area: Element) -> Iterator[Element]:
        """Give the elements of an area and of every macro it calls, each macro once."""
        seen: set[str] = set()
        stack = [area]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(element.children)
            macro = element.get("macro")
            if macro and macro not in seen and macro in self.macros:
                seen.add(macro)
                stack.append(self.macros[macro])


@dataclass(frozen=True, slots=True)
class DependentStyle:
    """An alias for an independent style, with its own id, title and perhaps its own locale."""

    id: str
    title: str
    parent: str
    """The id (a URI) of the independent style."""
    default_locale: str


def read_style(source: str | bytes) -> Style | DependentStyle:
    """Read a style. Raises StyleError with the line of what is wrong."""
    root = read_tree(source)
    if root.tag != "style":
        raise StyleError(f"the root element is '{root.tag}', not 'style' in the namespace of CSL", root.line)
    info = root.child("info")
    parent = _parent(info)
    if parent and root.child("citation") is None:
        return DependentStyle(_info(info, "id"), _info(info, "title"), parent, root.get("default-locale"))
    citation = root.child("citation")
    if citation is None:
        raise StyleError("the style has no 'citation' element", root.line)
    for area in (citation, root.child("bibliography")):
        if area is not None and area.child("layout") is None:
            raise StyleError(f"the '{area.tag}' element has no 'layout'", area.line)
    macros = _macros(root)
    check_macros(root, macros)
    return Style(
        id=_info(info, "id"),
        title=_info(info, "title"),
        style_class=root.get("class", "in-text"),
        default_locale=root.get("default-locale"),
        options=root.attributes,
        locales=tuple(root.all("locale")),
        macros=macros,
        citation=citation,
        bibliography=root.child("bibliography"),
        citation_format=_citation_format(info),
    )


def _macros(root: Element) -> dict[str, Element]:
    macros: dict[str, Element] = {}
    for macro in root.all("macro"):
        name = macro.get("name")
        if not name:
            raise StyleError("a macro has no name", macro.line)
        macros[name] = macro
    return macros


def _info(info: Element | None, tag: str) -> str:
    child = info.child(tag) if info else None
    return child.text.strip() if child else ""


def _parent(info: Element | None) -> str:
    links = info.all("link") if info else ()
    return next((link.get("href") for link in links if link.get("rel") == "independent-parent"), "")


def _citation_format(info: Element | None) -> str:
    categories = info.all("category") if info else ()
    return next((found for category in categories if (found := category.get("citation-format"))), "")
