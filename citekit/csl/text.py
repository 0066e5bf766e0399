"""`cs:text`: variables, macros, terms and values (specification, "Text")."""

from citekit.csl.context import Context, Emit
from citekit.csl.items import Item
from citekit.csl.label import localized_and
from citekit.csl.look import Dress, compile_look, emit_dressed
from citekit.csl.markup import parse_markup
from citekit.csl.number import extract_numbers, is_numeric
from citekit.csl.output import Node, Span, Text, copy
from citekit.csl.pages import range_delimiter, range_formatter
from citekit.csl.scope import Scope
from citekit.csl.values import variable_text
from citekit.csl.vocabulary import LINKS, NUMBER_VARIABLES
from citekit.csl.xmltree import Element


def compile_text(element: Element, scope: Scope) -> Emit:
    """Compile `cs:text`."""
    if "macro" in element.attributes:
        return _compile_macro(element, scope)
    if "variable" in element.attributes:
        return _compile_variable(element, scope)
    if "term" in element.attributes:
        return _compile_term(element, scope)
    return _compile_value(element)


def _compile_macro(element: Element, scope: Scope) -> Emit:
    """A macro is an implicit group; one that renders something counts as a variable that is not empty ("Group")."""
    call = scope.macro(element.get("macro"))
    dress = compile_look(element)

    def emit(context: Context, out: list[Node]) -> None:
        called, filled = context.called, context.filled
        nodes: list[Node] = []
        call(context, nodes)
        if not nodes:
            return
        if context.called > called and context.filled == filled:
            return
        context.called += 1
        context.filled += 1
        out.extend(dress(nodes, context) if dress else nodes)

    return emit


def _compile_term(element: Element, scope: Scope) -> Emit:
    text = scope.locale.term(element.get("term"), element.get("form", "long"), element.get("plural") == "true")
    dress = compile_look(element)
    kind = "" if element.get("text-case") else "term"

    def emit(context: Context, out: list[Node]) -> None:
        if text == "":
            context.empty_terms += 1
        elif text:
            emit_dressed([Text(text, kind=kind)], dress, context, out)

    return emit


def _compile_value(element: Element) -> Emit:
    value = element.get("value")
    dress = compile_look(element)

    def emit(context: Context, out: list[Node]) -> None:
        if value:
            emit_dressed(parse_markup(value), dress, context, out)

    return emit


def _compile_variable(element: Element, scope: Scope) -> Emit:
    variable = element.get("variable")
    dress = compile_look(element)
    if variable in ("page", "locator"):
        return _compile_pages(variable, dress, scope)
    if variable == "year-suffix":
        return _compile_year_suffix(dress)
    if variable == "citation-label":
        return _compile_citation_label(dress)
    if variable in NUMBER_VARIABLES:
        return _compile_plain(variable, dress, scope)
    if variable in LINKS:
        return _compile_link(variable, dress)
    return _compile_field(variable, element.get("form") == "short", dress)


def _compile_field(variable: str, short: bool, dress: Dress | None) -> Emit:
    """A standard variable, with the markup in it; the short form falls back to the long one.

    What has been substituted is suppressed, also for the rest of the macro that substitutes it.
    """
    base = variable.removesuffix("-short")
    only_short = base != variable

    def emit(context: Context, out: list[Node]) -> None:
        context.called += 1
        if variable in context.suppressed or variable in (context.rendered or ()):
            return
        item = context.item
        text = item.short(base) if short or only_short else ""
        if not text and not only_short:
            text = item.text(variable)
        if not text:
            return
        context.filled += 1
        if context.rendered is not None:
            context.rendered.append(variable)
        nodes = _parsed(item, text, variable)
        out.extend(dress(nodes, context) if dress else nodes)

    return emit


def _parsed(item: Item, text: str, variable: str) -> list[Node]:
    """Give a field's nodes; what has markup is parsed once for each item and then copied."""
    known = item.parsed.get(text)
    if known is None:
        known = item.parsed[text] = tuple(parse_markup(text, variable))
    if len(known) == 1 and type(known[0]) is Text:
        return [Text(known[0].text, variable)]
    return [copy(node) for node in known]


def _compile_plain(variable: str, dress: Dress | None, scope: Scope) -> Emit:
    """A number variable; its ranges have the delimiter of the locale, as pages do."""
    dash = range_delimiter(scope.locale)

    def emit(context: Context, out: list[Node]) -> None:
        text = variable_text(context, variable)
        if not text:
            context.called += 1
            return
        context.use(variable)
        emit_dressed(parse_markup(_dashed(text, dash), variable), dress, context, out)

    return emit


def _dashed(text: str, dash: str) -> str:
    """Put a delimiter for the hyphen of ranges of numbers ("Range Delimiters")."""
    return extract_numbers(text, dash=dash) if ("-" in text or "&" in text) and is_numeric(text) else text


def _compile_citation_label(dress: Dress | None) -> Emit:
    """A label carries the year-suffix itself, so that no year does."""

    def emit(context: Context, out: list[Node]) -> None:
        text = variable_text(context, "citation-label")
        if not text:
            context.called += 1
            return
        context.use("citation-label")
        context.suffixed = True
        emit_dressed([Text(text + context.year_suffix, "citation-label")], dress, context, out)

    return emit


def _compile_pages(variable: str, dress: Dress | None, scope: Scope) -> Emit:
    """Pages and locators have an en-dash in ranges, or the delimiter of the locale where ranges are formatted."""
    format = scope.style.options.get("page-range-format", "") if variable == "page" else ""
    ranges = range_formatter(format, scope.locale)
    conjunctions = localized_and(scope.locale)

    def emit(context: Context, out: list[Node]) -> None:
        text = variable_text(context, variable)
        if not text:
            context.called += 1
            return
        context.use(variable)
        text = conjunctions(ranges(text))
        emit_dressed(parse_markup(text, variable), dress, context, out)

    return emit


def _compile_year_suffix(dress: Dress | None) -> Emit:
    """The year-suffix counts as not empty for the groups around it, as in the reference: a later work may give one."""

    def emit(context: Context, out: list[Node]) -> None:
        if not context.year_suffix or "year-suffix" in context.suppressed:
            context.called += 1
            context.filled += 1
            return
        context.use("year-suffix")
        context.suffixed = True
        nodes: list[Node] = []
        emit_dressed([Text(context.year_suffix, "year-suffix")], dress, context, nodes)
        out.append(Span(nodes, kind="year-suffix"))

    return emit


def _compile_link(variable: str, dress: Dress | None) -> Emit:
    """An identifier, with the address it links to (Appendix VI)."""
    base = LINKS[variable]

    def emit(context: Context, out: list[Node]) -> None:
        text = variable_text(context, variable)
        if not text:
            context.called += 1
            return
        context.use(variable)
        span = Span([Text(text, variable)])
        span.link = text if text.startswith("http") else base + text
        nodes: list[Node] = []
        emit_dressed([span], dress, context, nodes)
        out.extend(_with_address(nodes, span))

    return emit


def _with_address(nodes: list[Node], span: Span) -> list[Node]:
    """Take the beginning of an address that stands before an identifier ("https://doi.org/") into its link."""
    before = nodes[0]
    if len(nodes) < 2 or nodes[1] is not span or not isinstance(before, Text):
        return nodes
    label, scheme, rest = before.text.rpartition("http")
    if not rest.startswith(("://", "s://")) or " " in rest:
        return nodes
    before.text = label
    span.children.insert(0, Text(scheme + rest, kind="affix"))
    return nodes if label else nodes[1:]
