"""The names of one name variable: delimiters, "and", et-al abbreviation (specification, "Name", "Et-al")."""

import re
from collections.abc import Sequence

from citekit.csl.context import Context, ShownNames
from citekit.csl.look import compile_look, read_format
from citekit.csl.nameoptions import NameOptions
from citekit.csl.output import Node, Span, Text, plain
from citekit.csl.people import Name, named
from citekit.csl.personal import RenderName, name_renderer, read_part, sort_text
from citekit.csl.scope import Scope
from citekit.csl.textcase import letters_of
from citekit.csl.xmltree import Element

_JOINING = re.compile("[\u0590-\u05ff\u3040-\u30ff\u3400-\u9fff]")
_ELLIPSIS = "\u2026"
SUBSEQUENT = frozenset({"subsequent", "ibid", "ibid-with-locator", "near-note"})


def shown_count(total: int, options: NameOptions, context: Context) -> int:
    """Give how many of the names are shown before "et al.": all of them where the list is not abbreviated.

    A first cite shows no fewer than subsequent cites do, as in the reference: the option is there to shorten those.
    """
    if context.in_bibliography:
        return _shown_count(total, options.et_al_min, options.et_al_use_first, context)
    later = _shown_count(total, options.subsequent_min, options.subsequent_use_first, context)
    if context.position.names & SUBSEQUENT:
        return later
    return max(later, _shown_count(total, options.et_al_min, options.et_al_use_first, context))


def _shown_count(total: int, minimum: int, first: int, context: Context) -> int:
    override = context.sort_names
    if override is not None and override.minimum:
        minimum = override.minimum
    if override is not None and override.use_first:
        first = override.use_first
    if not minimum or total < minimum or first >= total:
        return total
    added = context.naming.counts.get(context.names_lists, 0) if context.naming else 0
    return min(total, max(first, added))


def _is_mark(word: str, delimiter: str) -> bool:
    """Say whether what joins names is the mark that delimits them, a dash, and no word."""
    return word == delimiter.strip() and not word.isalpha()


class NameList:
    """The compiled `cs:name` and `cs:et-al` of a `cs:names`.

    Affixes and formatting of `cs:name` are on each name; its suffix, which styles use to set off what follows, is
    behind "et al." as well.
    """

    def __init__(self, element: Element | None, et_al: Element | None, options: NameOptions, scope: Scope) -> None:
        self.options = options
        self.texts: dict[tuple[Name, bool, int], str] = {}
        self._element = element
        self._renderers: dict[str, RenderName] = {}
        self.render_name = self._renderer(scope.locale.language)
        self.format = read_format(element) if element is not None else ()
        self.affixes = (element.get("prefix"), element.get("suffix")) if element is not None else ("", "")
        term = (et_al.get("term") if et_al is not None else "") or "et-al"
        citation = scope.style.citation
        by_cite = citation.get("givenname-disambiguation-rule", "by-cite") == "by-cite"
        self.tell_apart = (
            by_cite
            and bool(options.levels)
            and options.form == "long"
            and citation.get("disambiguate-add-givenname") == "true"
        )
        self.et_al = scope.locale.term(term) or ""
        self.dress_et_al = compile_look(et_al) if et_al is not None else None

    def _renderer(self, language: str) -> RenderName:
        """Give the function that renders one name, with the case of its name-parts in a language."""
        letters = letters_of(language)
        known = self._renderers.get(letters)
        if known is None:
            parts = (read_part(self._element, "given", letters), read_part(self._element, "family", letters))
            known = self._renderers[letters] = name_renderer(self.options, *parts)
        return known

    def render(self, names: Sequence[Name], variable: str, context: Context) -> list[Node]:
        """Render the names of a variable; those that are not named ("and others") count as one, and are "et al."."""
        options = self.options
        listed, names = names, named(names)
        shown = min(shown_count(len(listed), options, context), len(names))
        index = context.names_lists
        context.names_lists += 1
        if not shown:
            return []
        if context.sort_names is not None:
            return self._sort_key(names[:shown], listed, context)
        levels = context.naming.levels if context.naming else {}
        context.shown_names.append(ShownNames(tuple(names), shown, options.levels, self.as_text))
        if self.tell_apart and context.in_bibliography:
            levels = levels | self._told_apart(names[:shown], index)
        write = self._renderer(context.language)
        nodes = [
            self._one(write, name, place, levels.get((index, place), 0), variable)
            for place, name in enumerate(names[:shown])
        ]
        if shown == len(listed):
            return self._joined(nodes, names)
        if not self.et_al and not options.et_al_use_last:
            return self._delimited(nodes)
        return self._abbreviated(write, nodes, listed, variable)

    def _told_apart(self, names: Sequence[Name], index: int) -> dict[tuple[int, int], int]:
        """Expand the names of different people that would look the same side by side in an entry."""
        if len({name.family for name in names}) == len(names):
            return {}
        looks = [self.as_text(name, 1, 0) for name in names]
        return {
            (index, place): self.options.levels[-1]
            for place, name in enumerate(names)
            if any(look == looks[place] and other != name for look, other in zip(looks, names, strict=True))
        }

    def as_text(self, name: Name, place: int, level: int) -> str:
        """Give one name as text, expanded to a level."""
        key = (name, self._is_inverted(place), level)
        text = self.texts.get(key)
        if text is None:
            text = self.texts[key] = plain(self.render_name(*key))
        return text

    def _is_inverted(self, place: int) -> bool:
        order = self.options.as_sort_order
        return order == "all" or (order == "first" and place == 0)

    def _one(self, write: RenderName, name: Name, place: int, level: int, variable: str) -> Span:
        nodes = write(name, self._is_inverted(place), level)
        for node in nodes:
            node.variable = variable
        span = Span(nodes, self.format, kind="name", variable=variable)
        prefix, suffix = self.affixes
        if not (prefix or suffix):
            return span
        before: list[Node] = [Text(prefix, kind="affix")] if prefix else []
        after: list[Node] = [Text(suffix, kind="affix")] if suffix else []
        return Span([*before, span, *after])

    def _sort_key(self, shown: Sequence[Name], names: Sequence[Name], context: Context) -> list[Node]:
        texts = [sort_text(name, self.options, context.english) for name in shown]
        override = context.sort_names
        use_last = self.options.et_al_use_last if override is None or override.use_last is None else override.use_last
        if len(shown) < len(names) and names[-1].others:
            texts.append(self.et_al)
        elif len(shown) < len(names) and use_last:
            texts.append(sort_text(names[-1], self.options, context.english))
        return [Text(" ".join(texts))]

    def _delimited(self, nodes: Sequence[Span]) -> list[Node]:
        out: list[Node] = []
        for node in nodes:
            if out:
                out.append(Text(self.options.delimiter, kind="affix"))
            out.append(node)
        return out

    def _joined(self, nodes: list[Span], names: Sequence[Name]) -> list[Node]:
        """All names, with `and` before the last; a mark in its place (a dash) that delimits names is the delimiter."""
        word = self.options.conjunction
        if len(nodes) < 2 or not word or _is_mark(word, self.options.delimiter):
            return self._delimited(nodes)
        inverted = self._is_inverted(len(nodes) - 2) and names[-2].is_personal
        delimiter = self.options.delimiter if _uses(self.options.precedes_last, len(nodes) > 2, inverted) else " "
        return [*self._delimited(nodes[:-1]), *conjoined(delimiter, word), nodes[-1]]

    def _abbreviated(self, write: RenderName, nodes: list[Span], names: Sequence[Name], variable: str) -> list[Node]:
        """The first names with "et al.", or with an ellipsis and the last name (et-al-use-last)."""
        out = self._delimited(nodes)
        if self.options.et_al_use_last and len(names) - len(nodes) >= 2 and not names[-1].others:
            last = self._one(write, names[-1], len(names) - 1, 0, variable)
            return [*out, Text(f"{self.options.delimiter}{_ELLIPSIS} "), last]
        inverted = bool(nodes) and self._is_inverted(len(nodes) - 1) and names[len(nodes) - 1].is_personal
        delimiter = self.options.delimiter if _uses(self.options.precedes_et_al, len(nodes) > 1, inverted) else " "
        if delimiter == " " and _JOINING.match(self.et_al):
            delimiter = ""
        et_al: list[Node] = [Text(self.et_al, kind="et-al")]
        if self.dress_et_al:
            et_al = self.dress_et_al(et_al, _NO_CONTEXT)
        after: list[Node] = [Text(self.affixes[1], kind="affix")] if self.affixes[1] else []
        return [*out, Text(delimiter, kind="affix"), *et_al, *after]


_NO_CONTEXT: Context = None  # type: ignore[assignment]


def _uses(rule: str, several: bool, inverted: bool) -> bool:
    """Say whether the name delimiter is used (delimiter-precedes-last, delimiter-precedes-et-al)."""
    if rule == "after-inverted-name":
        return inverted
    return rule == "always" or (rule == "contextual" and several)


def conjoined(delimiter: str, word: str) -> list[Node]:
    """The delimiter and the word before the last name.

    A word that brings its own space, or in a script that joins words (Hebrew, Chinese, Japanese), takes no other.
    """
    if word[-1].isspace() or _JOINING.match(word):
        return [Text(word, kind="conjunction")]
    return [Text(delimiter, kind="affix"), Text(word + " ", kind="conjunction")]
