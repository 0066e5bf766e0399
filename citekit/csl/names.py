"""`cs:names`: name variables, their labels and what substitutes for them (specification, "Names", "Substitute")."""

from collections.abc import Callable
from dataclasses import dataclass

from citekit.csl.choose import compile_choose
from citekit.csl.context import Context, Emit
from citekit.csl.look import compile_look
from citekit.csl.namelist import NameList, shown_count
from citekit.csl.nameoptions import NameOptions, read_name_options
from citekit.csl.output import Node, Span, Text
from citekit.csl.people import Name, named
from citekit.csl.scope import Scope
from citekit.csl.xmltree import Element

Label = Callable[[str, int, Context], list[Node]]


@dataclass(frozen=True, slots=True)
class _Names:
    """A compiled `cs:names`."""

    variables: tuple[str, ...]
    options: NameOptions
    names: NameList
    label: Label | None
    label_first: bool
    delimiter: str
    editor_translator: bool
    """Whether the variables are editor and translator, and the term for both at once is defined."""


def compile_names(element: Element, scope: Scope) -> Emit:
    """Compile `cs:names`. Inside `cs:substitute`, one without children takes those of the `cs:names` around it.

    It has no affixes and formatting of its own, as in the reference: official styles repeat there what the label of the
    outer one says ("eds").
    """
    model = element
    if not element.children and scope.names_parent is not None:
        model = scope.names_parent
    compiled = _compile_lists(element, model, scope)
    substitutes = _compile_substitutes(element, scope)
    dress = compile_look(element) if model is element else None

    def emit(context: Context, out: list[Node]) -> None:
        nested, context.in_names = context.in_names, True
        nodes = _render_lists(compiled, context)
        if nodes:
            nodes = dress(nodes, context) if dress else nodes
        elif substitutes:
            nodes, by_names = _substitute(substitutes, context)
            nodes = dress(nodes, context) if nodes and by_names and dress else nodes
        context.in_names = nested
        if nodes and not nested:
            nodes = _first_names(nodes, context)
        out.extend(nodes)

    return emit


def _first_names(nodes: list[Node], context: Context) -> list[Node]:
    """Keep the output of the first `cs:names`, for grouping and for substituting authors; hide it where asked."""
    context.names_count += 1
    if context.names_count > 1:
        return nodes
    context.first_names = Span(nodes, kind="names")
    return [] if context.hide_names else [context.first_names]


def _compile_lists(element: Element, model: Element, scope: Scope) -> _Names:
    name, label = model.child("name"), model.child("label")
    options = read_name_options(name, scope)
    variables = tuple(element.get("variable").split())
    delimiter = element.get("delimiter") or model.get("delimiter") or scope.option("names-delimiter")
    tags = [child.tag for child in model.children]
    return _Names(
        variables,
        options,
        NameList(name, model.child("et-al"), options, scope),
        _compile_label(label, scope) if label is not None else None,
        label is not None and "name" in tags and tags.index("label") < tags.index("name"),
        delimiter,
        set(variables) == {"editor", "translator"} and bool(_both(scope, label)),
    )


def _both(scope: Scope, label: Element | None) -> str:
    form = label.get("form", "long") if label is not None else "long"
    locale = scope.locale
    return locale.term("editortranslator", form) or locale.term("editor-translator", form) or ""


def _compile_label(element: Element, scope: Scope) -> Label:
    """Compile `cs:label` in `cs:names`: the term for the variable, plural for several names."""
    form, plural = element.get("form", "long"), element.get("plural", "contextual")
    dress = compile_look(element)
    locale = scope.locale

    def label(variable: str, count: int, context: Context) -> list[Node]:
        many = plural == "always" or (plural == "contextual" and count > 1)
        term = locale.term(variable, form, many)
        if not term and variable == "editortranslator":
            term = locale.term("editor-translator", form, many)
        if not term:
            return []
        nodes: list[Node] = [Text(term, kind="label")]
        return dress(nodes, context) if dress else nodes

    return label


def _render_lists(compiled: _Names, context: Context) -> list[Node]:
    """Render each variable in turn; editors who are the translators as well are rendered once."""
    found = _find_names(compiled, context)
    if compiled.options.form == "count":
        return _count(compiled, found, context)
    nodes: list[Node] = []
    for variable, names in found:
        piece = _render_list(compiled, variable, names, context)
        if nodes and piece:
            nodes.append(Text(compiled.delimiter, kind="affix"))
        nodes.extend(piece)
    return nodes


def _is_substituted(variable: str, context: Context) -> bool:
    """Say whether names have been rendered as a substitute, also where that substitution is still going on."""
    return variable in context.suppressed or variable in (context.rendered or ())


def _find_names(compiled: _Names, context: Context) -> list[tuple[str, tuple[Name, ...]]]:
    found: list[tuple[str, tuple[Name, ...]]] = []
    for variable in compiled.variables:
        names = () if _is_substituted(variable, context) else context.item.names(variable)
        if names:
            context.use(variable)
            found.append((variable, names))
        else:
            context.called += 1
    if compiled.editor_translator and len(found) == 2 and found[0][1] == found[1][1]:
        return [("editortranslator", found[0][1])]
    return found


def _render_list(compiled: _Names, variable: str, names: tuple[Name, ...], context: Context) -> list[Node]:
    count = len(names)
    nodes = compiled.names.render(names, variable, context)
    if not nodes:
        return []
    nodes = [Span(nodes, kind="list", variable=variable)]
    if compiled.label is None or context.sort_names is not None:
        return nodes
    label = compiled.label(variable, count, context)
    return [*label, *nodes] if compiled.label_first else [*nodes, *label]


def _count(compiled: _Names, found: list[tuple[str, tuple[Name, ...]]], context: Context) -> list[Node]:
    """The number of names that would be rendered (form "count")."""
    total = sum(min(shown_count(len(names), compiled.options, context), len(named(names))) for _, names in found)
    if not total:
        return []
    text = f"{total:06d}" if context.sort_names is not None else str(total)
    return [Text(text)]


def _compile_substitutes(element: Element, scope: Scope) -> list[tuple[Emit, bool]]:
    substitute = element.child("substitute")
    if substitute is None:
        return []
    outer, scope.names_parent = scope.names_parent, element
    compiled = []
    for child in substitute.children:
        emit = compile_choose(child, scope, first_only=True) if child.tag == "choose" else scope.compile(child)
        if emit is not None:
            compiled.append((emit, child.tag == "names" and not child.children))
    scope.names_parent = outer
    return compiled


def _substitute(substitutes: list[tuple[Emit, bool]], context: Context) -> tuple[list[Node], bool]:
    """Give the first substitute that is not empty, and whether it is a `cs:names` in its short form.

    The variables in it are suppressed from then on. A term that is defined as empty is a substitute as well.
    """
    empty_terms = context.empty_terms
    for substitute, by_names in substitutes:
        outer, context.rendered = context.rendered, []
        nodes: list[Node] = []
        substitute(context, nodes)
        rendered, context.rendered = context.rendered, outer
        if nodes:
            context.suppressed.update(rendered)
            if outer is not None:
                outer.extend(rendered)
            return nodes, by_names
        if context.empty_terms > empty_terms:
            break
    return [], False
