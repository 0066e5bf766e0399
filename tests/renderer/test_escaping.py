"""Whatever a template does with a text, it is escaped once, for the page's format."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from citekit import writers
from citekit.renderer import render

FORMATS = ("html", "md", "tex", "txt")
RAW = "<R&D> _1_ 50%"


def page(desk: Any, templates: Any, text: str, format: str, title: str = RAW) -> str:
    templates({f"page.{format}.j2": text})
    return render(desk.project(), f"page.{format}", title=title)


WAYS = {
    "printed": "{{ title }}",
    "a constant": "{{ '<R&D> _1_ 50%' }}",
    "a variable": "{% set x = title %}{{ x }}",
    "a set block": "{% set x %}{{ title }}{% endset %}{{ x }}",
    "a macro": "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(title) }}",
    "a macro's result in a macro": "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(m(title)) }}",
    "a caller": "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ title }}{% endcall %}",
    "a block": "{% block b %}{{ title }}{% endblock %}",
    "a block by name": "{% if false %}{% block b %}{{ title }}{% endblock %}{% endif %}{{ self.b() }}",
    "a filter block": "{% filter trim %}{{ title }}{% endfilter %}",
    "an include": "{% include 'part.txt.j2' %}",
    "an import": "{% from 'macro.txt.j2' import m %}{{ m(title) }}",
    "a module": "{% import 'part.txt.j2' as p with context %}{{ p }}",
    "escaped by hand": "{{ title|e }}",
    "escaped twice by hand": "{{ title|escape|escape }}",
    "a filter": "{{ title|trim }}",
    "default": "{{ nothing|default(title) }}",
    "joined by a tilde": "{{ title[:6] ~ title[6:] }}",
    "a tilde with markup": "{{ title[:6] ~ (title[6:]|e) }}",
    "a tilde with a macro": "{% macro m(x) %}{{ x }}{% endmacro %}{{ title[:6] ~ m(title[6:]) }}",
    "a plus with a macro": "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(title[:6]) + title[6:] }}",
    "a plus before a macro": "{% macro m(x) %}{{ x }}{% endmacro %}{{ title[:6] + m(title[6:]) }}",
    "join": "{{ [title[:6], title[6:]]|join }}",
    "join with markup": "{{ [title[:6], title[6:]|e]|join }}",
    "join by attribute": "{{ [{'x': title}]|join(', ', attribute='x') }}",
    "format": "{{ '%s' % title }}",
    "format of markup": "{{ ('%s'|safe) % title }}",
    "replace": "{{ ('X'|safe)|replace('X', title) }}",
    "recursive loop": "{% for x in [[title]] recursive %}{{ x if x is string else loop(x) }}{% endfor %}",
    "indent": "{{ title|indent }}",
    "string": "{{ title|string }}",
    "map": "{{ [title]|map('e')|join }}",
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("way", WAYS)
def test_escaped_once(desk: Any, templates: Any, way: str, format: str) -> None:
    """Every way of printing a text gives what the format's own escape gives, neither raw nor escaped twice."""
    templates({"part.txt.j2": "{{ title }}", "macro.txt.j2": "{% macro m(x) %}{{ x }}{% endmacro %}"})

    assert page(desk, templates, WAYS[way], format) == writers.escape(RAW, format)


@pytest.mark.parametrize("format", FORMATS)
def test_super(desk: Any, templates: Any, format: str) -> None:
    """The block that a template overrides comes through as markup."""
    templates({f"base.{format}.j2": "{% block b %}{{ title }}{% endblock %}"})
    text = f"{{% extends 'base.{format}.j2' %}}{{% block b %}}{{{{ super() ~ super() ~ title }}}}{{% endblock %}}"

    assert page(desk, templates, text, format) == writers.escape(RAW, format) * 3


@pytest.mark.parametrize("format", FORMATS)
def test_markup_of_the_template_itself(desk: Any, templates: Any, format: str) -> None:
    """What a template marks as safe, and what stands in it as text, is left alone; and so are references."""
    assert page(desk, templates, "<b> & _ %{{ '<b> & _ %'|safe }}", format) == "<b> & _ %<b> & _ %"
    reference = {"html": "<i>Politics</i>", "md": "*Politics*", "tex": r"\textit{Politics}", "txt": "Politics"}
    for text in ("{{ references[0].reference }}", "{{ references|map(attribute='reference')|join('|') }}"):
        assert reference[format] in page(desk, templates, text, format)


@pytest.mark.parametrize("format", FORMATS)
def test_link(desk: Any, templates: Any, format: str) -> None:
    """The filter `link` makes a link in the page's format."""
    assert page(desk, templates, "{{ title|link('https://e.org/a_b') }}", format) == writers.link(
        RAW, "https://e.org/a_b", format
    )


def test_nothing_is_printed_for_none(desk: Any, templates: Any) -> None:
    """`none` prints nothing, and joins as nothing."""
    for format in FORMATS:
        assert page(desk, templates, "a{{ none }}b{{ 'c' ~ none }}{{ [none, 'd']|join }}", format) == "abcd"


def test_csv(desk: Any, templates: Any) -> None:
    """Every printed value is a cell: texts, numbers, nothing, joined texts, references, links; lines end in CRLF."""
    text = (
        "{{ title }},{{ 7 }},{{ none }},{{ title ~ '; ' ~ 'x' }},{{ references[0].reference }},"
        "{{ 'a'|link('https://e.org') }}\n"
    )
    written = page(desk, templates, text, "csv", title='=1+"1"')

    assert written.endswith("\r\n")
    assert list(csv.reader([written], strict=True)) == [
        ['\'=1+"1"', "7", "", '\'=1+"1"; x', "Holsti, Kalevi. Politics. 1995.", "a"]
    ]


def test_braces_in_latex(desk: Any, templates: Any) -> None:
    """Jinja's braces may stand right inside LaTeX's own."""
    text = r"\a{{{ title }}}\b{{{title}}}\c{{{- title -}}}\d{{{ title ~ {'a': 'x'}['a'] }}}{x}"

    assert page(desk, templates, text, "tex", title="T") == r"\a{T}\b{T}\c{T}\d{Tx}{x}"


def test_definitions_in_latex(desk: Any, templates: Any) -> None:
    """A definition of LaTeX is no tag and no comment of the template; inside `raw` all is left alone."""
    text = (
        "\\newcommand{\\x}[1]{%\n  \\emph{#1}\\y{##1}}% {{ title }}\n{# a comment #}\n{% if true %}\nyes\n{% endif %}\n"
    )

    assert page(desk, templates, text, "tex", title="T") == ("\\newcommand{\\x}[1]{%\n  \\emph{#1}\\y{##1}}% T\nyes\n")
    assert page(desk, templates, "{% raw %}{{{ x }}}{#1}{% endraw %}", "tex") == "{{{ x }}}{#1}"


def test_wrap(desk: Any, templates: Any) -> None:
    """In plain text a paragraph is laid in lines, the first and the others with their own indentation."""
    written = page(
        desk, templates, "{{ title|wrap('* ', '  ', 12) }}", "txt", title="one two three https://e.org/long/er four"
    )

    assert written == "* one two\n  three\n  https://e.org/long/er\n  four"


def test_keys_in_latex(desk: Any, templates: Any) -> None:
    r"""A key becomes what `\bibitem` can read."""
    assert page(desk, templates, "{{ title|citekey }}", "tex", title="Müller_2000:a#{b},c d") == "Müller_2000:a--b--c-d"
