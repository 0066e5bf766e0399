"""What templates may not do, and how it is said."""

from __future__ import annotations

from typing import Any

import pytest

from citekit import styles
from citekit.diagnostic import TemplateError
from citekit.plugin import Style
from citekit.renderer import render


def failure(desk: Any, templates: Any, text: str, name: str = "page.txt") -> TemplateError:
    """The error of a template whose second line is `text`."""
    templates({f"{name}.j2": "first line\n" + text + "\nlast line\n"})
    with pytest.raises(TemplateError) as caught:
        render(desk.project(), name)
    assert caught.value.span is not None
    assert caught.value.span.path == (desk.root / "templates" / f"{name}.j2").as_posix()
    return caught.value


def message(desk: Any, templates: Any, text: str) -> str:
    error = failure(desk, templates, text)
    assert error.span is not None
    assert error.span.line == 2
    assert error.span.text == text.strip()
    return error.message


ESCAPES = [
    "{{ claims.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ ''['__class__'] }}", "{{ claims._make }}",
    "{{ claims['_make'] }}", "{{ cycler.__init__.__globals__ }}", "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}", "{{ '{:99999999}'.format(1) }}",
    "{{ joiner.__call__ }}", "{{ namespace.__init__ }}", "{{ range.__self__ }}", "{{ title.format(x=1) }}",
    "{{ '{0.__class__}'.format(title) }}", "{{ '{0.__class__}'.format_map({}) }}", "{{ (1).__class__ }}",
    "{{ (1).to_bytes(10, 'big') }}", "{{ title.encode() }}", "{{ title.zfill(100000000) }}", "{{ title.center(9) }}",
    "{{ 'a'.replace('a', 'b') }}", "{{ references[0].fields._texts }}", "{{ counts.__dict__ }}",
    "{{ claims[0].__slots__ }}",
    "{{ [1].append(2) }}", "{{ {}.update({'a': 1}) }}", "{{ [1].pop() }}", "{{ words.clear() }}", "{{ [1].sort() }}",
    "{{ words.setdefault('a', 1) }}", "{{ (claims|map(attribute='__class__')|list)[0].x }}",
    "{{ (claims|map(attribute='_make')|list)[0].x }}", "{{ (claims|groupby('__class__'))[0].x }}",
]  # fmt: skip


@pytest.mark.parametrize("text", ESCAPES)
def test_no_way_out(desk: Any, templates: Any, text: str) -> None:
    """Private parts, Python's own machinery, and methods that change or blow up a value are out of reach."""
    said = message(desk, templates, text)

    assert "templates may not use" in said or "has no" in said or "not comparable" in said or "not supported" in said


@pytest.mark.parametrize(
    "name", ["attr", "pprint", "random", "tojson", "xmlattr", "urlize", "center", "forceescape", "batch"]
)
def test_filters_that_are_not_there(desk: Any, templates: Any, name: str) -> None:
    """Filters that reach into values, escape for HTML only, or make what was not asked for, do not exist."""
    assert (
        message(desk, templates, f"{{{{ title|{name} }}}}") == f"the template cannot be read: no filter named {name!r}"
    )


@pytest.mark.parametrize("name", ["lipsum", "open", "os", "project", "__builtins__"])
def test_names_that_are_not_there(desk: Any, templates: Any, name: str) -> None:
    """No Python, no project, no random text."""
    assert message(desk, templates, f"{{{{ {name} }}}}").startswith(f"there is nothing called {name}")


def test_escaping_cannot_be_turned_off(desk: Any, templates: Any) -> None:
    """The tag that would turn escaping off is refused."""
    said = message(desk, templates, "{% autoescape false %}{{ title }}{% endautoescape %}")

    assert said == "the template cannot be read: escaping cannot be turned off"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ titel }}", "there is nothing called titel; did you mean title?"),
        ("{{ claims[0].txt }}", "a claim has no txt; did you mean text?"),
        ("{{ claims[0].sources[0].entry.autors }}", "an entry has no autors; did you mean authors?"),
        ("{{ words.sorces }}", "a table of names and values has no sorces; did you mean sources?"),
        ("{{ title.x }}", "a text has no x"),
        ("{{ claims[99].text }}", "a list has no 99"),
        ("{{ claims }}", "a list cannot be printed as it stands; print one of its parts"),
        ("{{ claims[0] }}", "a claim cannot be printed as it stands; print one of its parts"),
        ("{{ words ~ 'x' }}", "a table of names and values cannot be printed as it stands; print one of its parts"),
        ("{% if nothing %}x{% endif %}", "there is nothing called nothing"),
        ("{% for x in nothing %}x{% endfor %}", "there is nothing called nothing"),
        ("{{ 1 + 'a' }}", "this line cannot be worked out: unsupported operand type(s) for +: 'int' and 'str'"),
        ("{{ 1 // 0 }}", "this line cannot be worked out: integer division or modulo by zero"),
        ("{{ title( }}", "the template cannot be read: unexpected '}'"),
        ("{% fi %}", "the template cannot be read: encountered unknown tag 'fi'"),
    ],
)  # fmt: skip
def test_mistakes_in_plain_words(desk: Any, templates: Any, text: str, expected: str) -> None:
    """A mistake is told with its line, in words that name the template's own terms."""
    said = message(desk, templates, text)

    assert said.startswith(expected)


def test_a_mistake_in_a_part(desk: Any, templates: Any) -> None:
    """The line is that of the part, not of the page that includes it."""
    templates({"part.txt.j2": "\n\n  {{ nothing }}\n", "page.txt.j2": "{% include 'part.txt.j2' %}"})

    with pytest.raises(TemplateError) as caught:
        render(desk.project(), "page.txt")
    assert str(caught.value.span) == f"{(desk.root / 'templates/part.txt.j2').as_posix()}:3:3"


def test_a_mistake_in_a_macro(desk: Any, templates: Any) -> None:
    """The line is that of the macro's body."""
    error = failure(desk, templates, "{% macro m() %}\n{{ nothing }}\n{% endmacro %}\n{{ m() }}")

    assert error.span is not None
    assert error.span.line == 3


def test_a_mistake_in_a_block_of_a_built_in_template(desk: Any, templates: Any) -> None:
    """The line is that of the project's template, not of the built-in one."""
    text = "{% extends 'citekit/claim-table.html.j2' %}\n{% block verdict %}\n{{ claim.verdikt }}\n{% endblock %}"
    templates({"page.html.j2": text})

    with pytest.raises(TemplateError, match="a claim has no verdikt; did you mean verdict") as caught:
        render(desk.project(), "page.html")
    assert caught.value.span is not None
    assert caught.value.span.line == 3


LIMITS = [
    ("{{ 'a' * 100000000 }}", "the result of * would be too large"),
    ("{{ [1] * 100000000 }}", "the result of * would be too large"),
    ("{{ 10 ** 1000 }}", "the result of ** would be too large"),
    ("{% for x in range(10000000) %}{% endfor %}", "this line cannot be worked out: Range too big"),
    ("{% for x in range(99999) %}{% for y in range(99999) %}{% endfor %}{% endfor %}", "the template takes more than"),
    ("{% for x in range(99999) %}{{ 'a' * 10000 }}{% endfor %}", "the page is longer than 64,000,000 characters"),
    (
        "{% set n = namespace(x='aaaaaaaa') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "the page is longer than",
    ),
    (
        "{% set n = namespace(x='aaaaaaaa') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "a value of the template grows too large",
    ),
    (
        "{% set n = namespace(x='aaaa') %}{% for i in range(99) %}{% set n.x = n.x|replace('a', 'aaa') %}{% endfor %}",
        "the result of replace would be too long",
    ),
    ("{{ '%99999d' % 1 }}", "a width in a format has at most three digits"),
    ("{{ '%.*f'|format(99999999, 1.5) }}", "a width in a format has at most three digits"),
    ("{% include 'page.txt.j2' %}", "the template goes round in circles, or is nested too deeply"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "the template goes round in circles, or is nested too deeply"),
]


@pytest.mark.parametrize(("text", "expected"), LIMITS)
def test_limits(desk: Any, templates: Any, monkeypatch: pytest.MonkeyPatch, text: str, expected: str) -> None:
    """No template takes all the time or the memory there is."""
    monkeypatch.setattr("citekit.renderer.sandbox.MOST_STEPS", 300_000)

    assert message(desk, templates, text).startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(10) %}{% set y = range(100000)|list|sort|unique|list %}{% endfor %}",
        "{% for a in range(1000) %}{% set x = ('x' * 1000000)|upper|lower|title %}{% endfor %}",
        "{% macro m(n) %}{% for a in range(1000) %}{{ a ~ n ~ 'x' }}{% endfor %}{% endmacro %}"
        "{% for a in range(1000) %}{{ m(a) }}{% endfor %}",
    ],
)
def test_the_time_is_limited(desk: Any, templates: Any, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Steps that each take long end the page as many short ones do, by the time of the processor."""
    monkeypatch.setattr("citekit.renderer.sandbox.SECONDS", 0.05)
    monkeypatch.setattr("citekit.renderer.sandbox.SECONDS_A_WORK", 0)

    assert message(desk, templates, text) == "the template takes more than 0 seconds"


@pytest.mark.parametrize(
    "text", ["(" * 5000, "{{ " + "(" * 5000 + ")" * 5000 + " }}", "{{ " + "[" * 300 + "]" * 300 + " }}"]
)
def test_deep_nesting(desk: Any, templates: Any, text: str) -> None:
    """What is nested more deeply than Python reads is a mistake of the template, or just text."""
    templates({"page.txt.j2": text})
    if "{{" not in text:
        assert render(desk.project(), "page.txt") == text
        return
    with pytest.raises(TemplateError):
        render(desk.project(), "page.txt")


def test_many_blocks_inside_each_other(desk: Any, templates: Any) -> None:
    """A hundred loops inside each other are too many for Python, and are said so."""
    text = "{% for x in [1] %}" * 100 + "{% endfor %}" * 100
    templates({"page.txt.j2": text})

    with pytest.raises(TemplateError, match="nested too deeply"):
        render(desk.project(), "page.txt")


def test_what_templates_may_do(desk: Any, templates: Any) -> None:
    """The everyday things work: loops, groups, sorting, namespaces, macros, slices, small sums."""
    text = (
        "{% set n = namespace(x=0) %}{% for c in claims %}{% set n.x = n.x + 1 %}{{ loop.index }}/{{ loop.length }} "
        "{% endfor %}{{ n.x }}\n"
        "{% for year, works in references|groupby('year') %}{{ year }}:{{ works|length }} {% endfor %}.\n"
        "{% for group in references|groupby('year') %}{{ group.grouper }} {{ group.list|length }} {% endfor %}.\n"
        "{{ (references|sort(attribute='year', reverse=true)|first).key }} {{ title[:3] }} {{ claims[1:]|length }}\n"
        "{{ title.upper() }} {{ 2 ** 10 }} {{ '=' * 5 }} {{ '%03d' % 7 }} {{ '%s-%s'|format('a', 'b') }} {{ none }}\n"
        "{% macro m(x, y=2) %}{{ x }}{{ y }}{{ caller() if caller is defined }}{% endmacro %}"
        "{{ m(1) }} {% call m(1) %}c{% endcall %}.\n"
        "{{ {'a': 1}.a }} {% for k, v in {'a': 1}.items() %}{{ k }}{{ v }}{% endfor %} {{ nothing is defined }} "
        "{{ nothing|default('d') }} {{ 'a b'.split()|join('-') }} {{ 'x' if false }}"
    )
    templates({"page.txt.j2": text})

    assert render(desk.project(), "page.txt").splitlines() == [
        "1/4 2/4 3/4 4/4 4",
        "1979:1 1995:1 .",
        "1979 1 1995 1 .",
        "holsti Why 3",
        "WHY STATES COOPERATE 1024 ===== 007 a-b ",
        "12 12c.",
        "1 a1 False d a-b ",
    ]


def test_a_fault_of_citekit_is_not_blamed_on_the_template(
    desk: Any, templates: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception below a template's value (a style that crashes) is not blamed on the template."""
    templates({"page.txt.j2": "{{ references|length }}"})
    crashing = Style("crashing", lambda entries: entries.format)  # type: ignore[attr-defined]
    monkeypatch.setattr(styles, "find", lambda name, **_: crashing)

    with pytest.raises(AttributeError, match="format"):
        render(desk.project(), "page.txt")
