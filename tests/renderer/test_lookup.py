"""Where templates are looked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from citekit import renderer
from citekit.diagnostic import TemplateError, UsageError
from citekit.model import Config
from citekit.renderer import render


def test_the_names(desk: Any, templates: Any) -> None:
    """Built-in and own templates without `.j2`, each once; parts (with an underscore) and other files are not pages."""
    templates(
        {
            "mine.md.j2": "",
            "sub/deep.html.j2": "",
            "reading-list.md.j2": "",
            "_part.md.j2": "",
            "notes.txt": "",
            "odd.xml.j2": "",
        }
    )
    assert renderer.templates(desk.project()) == (
        "claim-table.csv", "claim-table.html", "claim-table.md", "claim-table.tex", "mine.md",
        "reading-list.html", "reading-list.md", "reading-list.tex", "reading-list.txt", "sub/deep.html",
    )  # fmt: skip


def test_a_project_without_a_folder_of_templates(desk: Any) -> None:
    """The built-in ones are always there."""
    assert "claim-table.html" in renderer.templates(desk.project(config=Config(templates="nowhere")))
    assert render(desk.project(), "reading-list.md.j2") == render(desk.project(), "reading-list.md")


def test_the_projects_own_comes_first_and_extends_the_one_it_shadows(desk: Any, templates: Any) -> None:
    """`citekit/NAME` is the built-in template even in the project's template of the same name."""
    templates(
        {"reading-list.md.j2": "{% extends 'citekit/reading-list.md.j2' %}{% block heading %}# Mine\n\n{% endblock %}"}
    )

    page = render(desk.project(), "reading-list.md")
    assert page.startswith("# Mine\n\n1. Holsti, Kalevi. *Politics*. 1995.\n")


def test_a_template_by_its_path(desk: Any, tmp_path: Path) -> None:
    """A path may lie anywhere; its parts come from its own folder and from the built-in ones."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "page.txt.j2").write_text("{% include 'part.txt.j2' %}{% include 'citekit/reading-list.txt.j2' %}")
    (folder / "part.txt.j2").write_text("part ")

    assert render(desk.project(), str(folder / "page.txt.j2")).startswith("part Why states cooperate\n=")


def test_a_path_inside_the_folder_of_templates(desk: Any, templates: Any) -> None:
    """Named by its path, a template of the project still finds parts from the top of the folder."""
    templates({"sub/page.txt.j2": "{% include 'part.txt.j2' %}", "part.txt.j2": "part"})

    assert render(desk.project(), str(desk.root / "templates/sub/page.txt.j2")) == "part"
    assert render(desk.project(), "templates/sub/page.txt.j2") == "part"


def test_an_unknown_template(desk: Any) -> None:
    """What there is, and what may have been meant."""
    with pytest.raises(UsageError, match=r"^there is no template claim-tabel\.html$") as caught:
        render(desk.project(), "claim-tabel.html")

    assert caught.value.hint.startswith("did you mean claim-table.html? the templates are claim-table.csv, ")


def test_a_name_that_does_not_say_its_format(desk: Any, templates: Any) -> None:
    """A template must say what it makes, so that its values are escaped rightly."""
    templates({"page.j2": "", "page.xml.j2": ""})

    for name in ("page.j2", "page.xml"):
        with pytest.raises(UsageError, match="does not say what it makes") as caught:
            render(desk.project(), name)
        assert caught.value.hint == "name it NAME.FORMAT.j2, where FORMAT is html, md, tex, txt, csv"


def failure(desk: Any, templates: Any, text: str) -> TemplateError:
    templates({"page.txt.j2": text})
    with pytest.raises(TemplateError) as caught:
        render(desk.project(), "page.txt")
    return caught.value


@pytest.mark.parametrize(
    "name", ["../secret.txt", "/etc/passwd", "sub/../../secret.txt", "..\\\\secret.txt", "C:/x", "citekit/../_secret"]
)
@pytest.mark.parametrize("verb", ["include", "extends", "import", "from"])
def test_nothing_outside_the_folder(desk: Any, templates: Any, name: str, verb: str) -> None:
    """No part of a template comes from outside the folder, not even with `ignore missing`; the line says which."""
    (desk.root / "secret.txt").write_text("secret")
    tail = {"import": " as x", "from": " import x", "include": " ignore missing"}.get(verb, "")
    error = failure(desk, templates, f"first line\n  {{% {verb} '{name}'{tail} %}}")

    assert error.message == f"{name.replace(chr(92) * 2, chr(92))} is outside the folder of templates"
    assert error.span is not None
    assert (error.span.path, error.span.line, error.span.column) == (
        (desk.root / "templates/page.txt.j2").as_posix(), 2, 3,
    )  # fmt: skip


def test_a_link_that_leads_outside(desk: Any, templates: Any) -> None:
    """A symbolic link in the folder may not lead out of it."""
    (desk.root / "secret.txt").write_text("secret")
    templates({"x.txt.j2": ""})
    (desk.root / "templates" / "link.txt.j2").symlink_to(desk.root / "secret.txt")

    error = failure(desk, templates, "{% include 'link.txt.j2' %}")
    assert error.message == "link.txt.j2 is a link that leads out of the folder of templates"
    with pytest.raises(TemplateError, match="leads out"):
        render(desk.project(), "link.txt")


def test_a_missing_part(desk: Any, templates: Any) -> None:
    """An include of what is not there names the nearest; `ignore missing` does what it says."""
    error = failure(desk, templates, "{% include 'reading-lst.md.j2' %}")

    assert error.message == "there is no template reading-lst.md.j2"
    assert error.hint == "did you mean reading-list.md.j2?"
    templates({"page.txt.j2": "a{% include 'nothing.txt.j2' ignore missing %}b"})
    assert render(desk.project(), "page.txt") == "ab"


def test_files_that_are_no_templates(desk: Any, templates: Any) -> None:
    """A template in another encoding, or as large as no template is, is refused by name."""
    templates({"latin.txt.j2": b"caf\xe9", "large.txt.j2": b"x" * 1_000_001, "bom.txt.j2": b"\xef\xbb\xbfx"})

    with pytest.raises(TemplateError, match=r"^latin\.txt\.j2 is not written in UTF-8 \(byte 4\)$"):
        render(desk.project(), "latin.txt")
    with pytest.raises(TemplateError, match=r"^large\.txt\.j2 is larger than 1,000,000 bytes"):
        render(desk.project(), "large.txt")
    assert render(desk.project(), "bom.txt") == "x"


def test_a_template_that_cannot_be_read_is_named(desk: Any, templates: Any) -> None:
    """The place of the message is the template, though nothing of it was read."""
    templates({"latin.txt.j2": b"caf\xe9"})

    with pytest.raises(TemplateError) as caught:
        render(desk.project(), "latin.txt")
    assert str(caught.value.span) == f"{(desk.root / 'templates/latin.txt.j2').as_posix()}:1:1"


def test_a_folder_of_templates_outside_the_project(desk: Any, tmp_path: Path) -> None:
    """`templates = ".."` in citekit.toml opens nothing."""
    root = tmp_path / "inner"
    root.mkdir()
    (tmp_path / "secret.txt.j2").write_text("secret")
    project = desk.project(root=root, config=Config(templates=".."))

    with pytest.raises(UsageError, match="there is no template secret"):
        render(project, "secret.txt")


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", ""])
def test_names_that_no_file_can_have(desk: Any, name: str) -> None:
    """They are unknown templates like any other."""
    with pytest.raises(UsageError, match="there is no template"):
        render(desk.project(), name)
