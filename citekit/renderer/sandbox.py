"""The Jinja environment in which templates run: they see values, print them escaped, and can do nothing else.

Projects travel between people, so a template is not trusted:

- It reaches no attribute or method but those of `_METHODS` and the public ones of the views and of Jinja's own values.
- What it prints is escaped for the page's format, and so is what it joins to markup. Jinja itself escapes for HTML
  only. We give every format a kind of `Markup` whose `escape` is that format's, and put it in Jinja's place at each
  point where a compiled template makes or joins markup.
- What it may use up is limited: turns of loops, calls, time, the length of texts and numbers.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from time import monotonic, process_time
from typing import Any, cast

from jinja2 import BaseLoader, StrictUndefined, TemplateSyntaxError, nodes, pass_eval_context
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.filters import make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, missing
from markupsafe import Markup

import citekit.renderer.views as views
from citekit import writers
from citekit.renderer.folders import Refused, nearest
from citekit.renderer.markup import as_text, kind_of, markup_of

LONGEST = 64_000_000
"""Characters in a page, or in any text that a template makes."""
MOST_STEPS = 20_000_000
"""Turns of loops and calls in a page."""
SECONDS = 10.0
"""CPU seconds that a page may take."""
SECONDS_A_WORK = 0.005
"""Those that each work of the project adds to them."""
WIDEST = 1_000
"""The greatest width or indentation that a template may ask for."""

_TEXT = (
    "capitalize casefold count endswith find index isalnum isalpha isdigit islower isnumeric isupper lower lstrip "
    "partition removeprefix removesuffix rfind rpartition rsplit rstrip split splitlines startswith strip swapcase "
    "title upper"
)
_METHODS: tuple[tuple[type | tuple[type, ...], frozenset[str]], ...] = (
    (str, frozenset(_TEXT.split())),
    (Mapping, frozenset({"get", "items", "keys", "values"})),
    ((list, tuple, views.Later), frozenset({"count", "index"})),
)
_VIEWS = tuple(kind for kind in vars(views).values() if isinstance(kind, type) and kind.__module__ == views.__name__)
_OPEN = (*_VIEWS, BlockReference, LoopContext, Macro, TemplateModule, Cycler, Joiner, Namespace)
"""Types of which a template may see every public attribute: data, or what Jinja makes for it."""

_KEPT_FILTERS = (
    "abs capitalize count d default dictsort first float groupby int items last length list lower map max min reject "
    "rejectattr reverse round select selectattr sort title trim truncate unique upper urlencode wordcount"
)
_KEPT_GLOBALS = "cycler dict joiner namespace range"
"""What Jinja gives that is of use in a page, and neither random nor without measure."""

# LaTeX of its own accord writes what Jinja takes for itself: three braces, where a value stands in an argument, a
# brace with a comment at the end of the line, and a brace with the number of an argument.
_LATEX = (
    (re.compile(r"\{\{\{-?(?!\{)"), "{ {{-"),
    (re.compile(r"(?<!\})-?\}\}\}(?!\})"), "-}} }"),
    (re.compile(r"(?<!\{)\{(%[ \t]*\n|#+\d)"), r"{{ '{'|safe }}\1"),
)
# What LaTeX cannot read in the argument of \\bibitem and \\cite.
_NOT_IN_A_KEY = re.compile(r"[^\w:.+/@!?*'-]")
_RAW = re.compile(r"\{%[-+]?\s*raw\b")
_WIDTH = re.compile(r"%(?:\([^)]*\))?[-+ #0]*(\*|\d{4,})|\.(\*|\d{4,})")


class Unknown(StrictUndefined):
    """A name or a part that is not there: an error wherever it is used, in plain words."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name, owner = self._undefined_name, self._undefined_obj
        if owner is missing:
            return f"there is nothing called {name}" + _meant(str(name), list(views.NAMES))
        known = [str(part) for part in (owner if isinstance(owner, Mapping) else dir(owner))]
        return f"{kind_of(owner)} has no {name}" + _meant(str(name), known)


def _meant(name: str, known: list[str]) -> str:
    found = nearest(name, [other for other in known if not other.startswith("_")])
    return f"; did you mean {found}?" if found else ""


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one page."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, format: str, loader: BaseLoader, *, works: int = 0) -> None:
        super().__init__(
            loader=loader,
            undefined=Unknown,
            autoescape=True,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            newline_sequence="\r\n" if format == "csv" else "\n",
            optimized=False,
        )
        self.format = format
        self.markup = markup_of(format)
        self.steps = 0
        self.allowed = SECONDS + SECONDS_A_WORK * works
        self.began = process_time()
        self.next_look = monotonic() + self.allowed
        self.concat = self.joined  # type: ignore[method-assign]
        self.filters = {name: self.filters[name] for name in _KEPT_FILTERS.split()} | self._own_filters()
        self.globals = {name: self.globals[name] for name in _KEPT_GLOBALS.split()}

    def _own_filters(self) -> dict[str, Any]:
        return {
            "e": self.markup.escape,
            "escape": self.markup.escape,
            "format": self._format,
            "indent": self._indent,
            "join": self._join,
            "link": self._link,
            "replace": self._replace,
            "safe": lambda value: self.markup(self.concatenated([value])),
            "string": lambda value: value if isinstance(value, str) else as_text(value),
            _COUNTED: self.counted,
            **({"wrap": self._wrap} if self.format == "txt" else {}),
            **({"citekey": self._citekey} if self.format == "tex" else {}),
        }

    # ---------------------------------------------------------------------------------------------- compiling

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        r"""The template's text before Jinja reads it: in LaTeX `\textbf{{{ title }}}` and `{#1}` are what they seem."""
        if self.format == "tex" and not _RAW.search(source):
            for pattern, meant in _LATEX:
                source = pattern.sub(meant, source)
        return super().preprocess(source, name, filename)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Compiles a template so that its loops are counted and its markup is the format's."""
        for node in source.find_all(nodes.ScopedEvalContextModifier):
            raise TemplateSyntaxError("escaping cannot be turned off", node.lineno, name, filename)
        for loop in source.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno, environment=self)
        code = super()._generate(source, name, filename, defer_init=defer_init)
        return code + _FORMATTED

    # ------------------------------------------------------------------------------------------------ running

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may see an attribute: only what is listed above."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, _OPEN) or attr in getattr(type(obj), "_fields", ()):
            return True
        return any(isinstance(obj, kind) and attr in names for kind, names in _METHODS)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A part of a value; of a table, its own entries before Python's methods."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def wrap_str_format(self, value: Any) -> None:
        """Nothing: Jinja would let `format` through, which makes texts of any length; there is a filter for it."""

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """What a template gets for a part that it may not see: an error when it is used."""
        return self.undefined(f"templates may not use {attribute} of {kind_of(obj)}", exc=SecurityError)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Calls a macro, a block or a method; markup that comes back is the format's."""
        __self.step()
        result = super().call(__context, __obj, *args, **kwargs)
        return __self.markup(result) if type(result) is Markup else result

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operation whose result may be large."""
        if operator == "%" and isinstance(left, str):
            return self._format(left, *right) if isinstance(right, tuple) else self._format(left, right)
        if operator in ("*", "**") and _size(left, right, operator) > LONGEST:
            raise Refused(f"the result of {operator} would be too large")
        return self._held(super().call_binop(context, operator, left, right))

    def step(self) -> None:
        """Counts a turn of a loop or a call."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Refused(f"the template takes more than {MOST_STEPS:,} steps")
        if monotonic() >= self.next_look:
            self.look_at_the_time()

    def look_at_the_time(self) -> None:
        """Ends a page that has used up its time: that of the processor, so that a busy machine does not count."""
        left = self.allowed - (process_time() - self.began)
        if left <= 0:
            raise Refused(f"the template takes more than {self.allowed:,.0f} seconds")
        self.next_look = monotonic() + left

    def counted(self, items: Iterable[Any]) -> Iterator[Any]:
        """The same items, each counted as it is taken."""
        for item in items:
            self.step()
            yield item

    def joined(self, pieces: Iterable[Any]) -> str:
        """Pieces of output put together."""
        found = list(pieces)
        if sum(map(len, found)) > LONGEST:
            raise Refused(f"the page is longer than {LONGEST:,} characters")
        return "".join(found)

    def concatenated(self, values: Iterable[Any]) -> str:
        """The values that `~` puts together: markup when one of them is markup, else text."""
        found = list(values)
        if any(hasattr(value, "__html__") for value in found):
            return self.markup(self.joined([self.markup.escape(value) for value in found]))
        return self.joined([as_text(value) for value in found])

    def _held(self, value: Any) -> Any:
        if isinstance(value, (str, list, tuple)) and len(value) > LONGEST:
            raise Refused("a value of the template grows too large")
        return value

    # ------------------------------------------------------------------------------------------------ filters

    def _join(self, values: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
        if attribute is not None:
            values = map(make_attrgetter(self, attribute), values)
        spread: list[Any] = []
        for value in values:
            spread += [d, value] if spread else [value]
        return self.concatenated(spread)

    def _replace(self, text: Any, old: str, new: str, count: int = -1) -> str:
        text = self.concatenated([text])
        if len(text) + text.count(str(old)) * len(str(new)) > LONGEST:
            raise Refused("the result of replace would be too long")
        return cast(str, text.replace(str(old), new, count))

    def _format(self, text: str, *values: Any) -> str:
        if _WIDTH.search(text):
            raise Refused("a width in a format has at most three digits")
        return text % (values[0] if len(values) == 1 and isinstance(values[0], Mapping) else values)

    def _indent(self, text: str, width: int = 4, first: bool = False) -> str:
        space = " " * min(width, WIDEST)
        kept = self.concatenated([text])
        return type(kept)(self._held((space if first else "") + str(kept).replace("\n", "\n" + space)))

    def _link(self, text: Any, href: str) -> str:
        if self.format == "csv":
            return as_text(text)
        return self.markup(writers.link(as_text(text), href, self.format))

    def _wrap(self, text: Any, first: str = "", rest: str = "", width: int = 78) -> Markup:
        """A paragraph in lines: `first` before the first line, `rest` before the others. Words stay whole."""
        lines = textwrap.wrap(
            str(self.markup.escape(text)),
            min(width, WIDEST),
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return self.markup("\n".join(lines))

    def _citekey(self, key: str) -> Markup:
        r"""A key as the argument of `\bibitem` and `\cite`."""
        return self.markup(_NOT_IN_A_KEY.sub("-", key))


_COUNTED = "each_counted"
# The end of every compiled template: the names that Jinja's compiler uses for markup, given our meaning.
_FORMATTED = (
    "\nMarkup = environment.markup"
    "\nescape = environment.markup.escape"
    "\nmarkup_join = str_join = environment.concatenated\n"
)


# That it wants the context keeps Jinja from printing constants while compiling, where it escapes for HTML.
@pass_eval_context
def _finalize(context: EvalContext, value: Any) -> Any:
    sandbox = cast(Sandbox, context.environment)
    return value if isinstance(value, Markup) else sandbox.markup.escape(value)


def _size(left: Any, right: Any, operator: str) -> int:
    """About how large a product or a power will be: items of a list or a text, bits of a number."""
    if isinstance(left, int) and isinstance(right, int):
        if operator == "**":
            return left.bit_length() * max(right, 0) * 1_000_000
        return (left.bit_length() + right.bit_length()) * 100_000
    if isinstance(right, (str, list, tuple)):
        left, right = right, left
    return len(left) * max(right, 0) if isinstance(left, (str, list, tuple)) and isinstance(right, int) else 0
