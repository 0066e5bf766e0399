r"""Keys in the groups that JabRef and BibDesk keep in comments. What is expected is what these programs would write for
the new keys (JabRef 3.7's `GroupTreeNode` quotes twice: a separator is `\;`), worked out by hand."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.encoding import prepare
from citekit.formats.bibtex import editor, read

ENTRIES = "@misc{a}\n@misc{b}\n@misc{c}\n@misc{x;y}\n"


def renamed(comment: str, **keys: str) -> str:
    """The comment once keys were changed, beside entries that have them."""
    library = read(prepare(f"{ENTRIES}{comment}".encode(), "a.bib")[0])
    keys = {old.replace("_", ";"): new for old, new in keys.items()}
    return editor.edited(library, editor.references(library, keys)).decode().removeprefix(ENTRIES)


def jabref(groups: str, name: str = "groupstree") -> str:
    return f"@comment{{jabref-meta: {name}:\n0 AllEntriesGroup:;\n{groups}\n}}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r"1 ExplicitGroup:a\;0\;a\;b\;;", r"1 ExplicitGroup:a\;0\;new\;b\;;"),
        (r"1 ExplicitGroup:G\;0\;aa\;;", r"1 ExplicitGroup:G\;0\;aa\;;"),
        (r"1 ExplicitGroup:G\;0\;;", r"1 ExplicitGroup:G\;0\;;"),
        (r"1 ExplicitGroup:G\\\;a\;0\;a\;;", r"1 ExplicitGroup:G\\\;a\;0\;new\;;"),
        (r"1 KeywordGroup:a\;0\;keywords\;a\;0\;0\;;", r"1 KeywordGroup:a\;0\;keywords\;a\;0\;0\;;"),
        (r"1 StaticGroup:a\;0\;1\;\;\;\;;", r"1 StaticGroup:a\;0\;1\;\;\;\;;"),
        ("1 ExplicitGroup:G\\;0\\;b\\\n;a\\;c\\;;", "1 ExplicitGroup:G\\;0\\;b\\\n;new\\;c\\;;"),
        (r"1 ExplicitGroup:G\;0\;x\\\;y\;;", r"1 ExplicitGroup:G\;0\;p\\\;q\;;"),
        ("1 ExplicitGroup:G\\;0\\;b\\;x\\\\\\\n;y\\;c\\;;", "1 ExplicitGroup:G\\;0\\;b\\;p\\\\\\;q\\;c\\;;"),
        (
            "1 ExplicitGroup:G\\;0\\;a\\;;\n2 ExplicitGroup:H\\;2\\;a\\;;",
            "1 ExplicitGroup:G\\;0\\;new\\;;\n2 ExplicitGroup:H\\;2\\;new\\;;",
        ),
    ],
)
@pytest.mark.parametrize("name", ["groupstree", "grouping"])
def test_groups_of_jabref(name: str, before: str, after: str) -> None:
    """Keys follow, names of groups do not; where lines were broken, only a break within a changed key goes."""
    assert renamed(jabref(before, name), a="new", x_y="p;q") == jabref(after, name)


def test_groups_of_bibdesk() -> None:
    """The keys of each static group follow, and the name of a group does not."""
    groups = (
        "@comment{{BibDesk Static Groups{{\n<dict><key>group name</key><string>a</string>\n"
        "\t<key>keys</key>\n\t<string>{}</string></dict>\n}}}}\n"
    )
    assert renamed(groups.format("b,a, c"), a="new") == groups.format("b,new, c")
    assert renamed(groups.format("b,a"), b="a&amp;b", a="new") == groups.format("a&amp;amp;b,new")


def test_of_entries_made_one_a_group_keeps_one() -> None:
    """Where a group had both, the key that goes is taken out with its separator; keys can also be exchanged."""
    assert renamed(jabref(r"1 ExplicitGroup:G\;0\;a\;b\;c\;;"), b="a") == jabref(r"1 ExplicitGroup:G\;0\;a\;c\;;")
    assert renamed(jabref(r"1 ExplicitGroup:G\;0\;b\;a\;;"), b="a") == jabref(r"1 ExplicitGroup:G\;0\;a\;;")
    assert renamed(jabref(r"1 ExplicitGroup:G\;0\;a\;b\;;"), a="b", b="a") == jabref(r"1 ExplicitGroup:G\;0\;b\;a\;;")
    bibdesk = "@comment{{BibDesk Static Groups{{<key>keys</key><string>{}</string>}}}}\n"
    assert renamed(bibdesk.format("a,c,b"), b="a") == bibdesk.format("a,c")


KEYS = st.text("ab;:", min_size=1, max_size=4)


@settings(max_examples=300, deadline=None)
@given(st.lists(KEYS, max_size=6, unique=True), st.lists(st.integers(1, 9), max_size=20), KEYS)
def test_any_group_is_read_as_jabref_reads_it(keys: list[str], breaks: list[int], new: str) -> None:
    """Written as JabRef does, broken at any columns, and read back by undoing each step: only the first key changes."""
    quoted = "".join(f"{key.replace(';', chr(92) + ';')};" for key in ["G", "0", *keys])
    text = re.sub(r"([\\;])", r"\\\1", quoted)
    for width in breaks:
        text = f"{text[:width]}\n{text[width:]}" if len(text) > width else text
    group = f"1 ExplicitGroup:{text};"
    changed = renamed(jabref(group), **({keys[0].replace(";", "_"): new} if keys else {}))
    once = re.sub(r"\\(.)", r"\1", changed.split("ExplicitGroup:")[1].rsplit(";", 1)[0].replace("\n", ""))
    parts = [re.sub(r"\\(.)", r"\1", part) for part in re.findall(r"((?:\\.|[^\\;])*);", once)]
    rest = [key for key in keys[1:] if key != new]

    if new in keys[1:]:
        assert parts == ["G", "0", *keys[1:]]
    else:
        assert parts == ["G", "0", *([new] if keys else []), *rest]


@pytest.mark.parametrize("piece", ["\\", "1 ExplicitGroup:a\\;0\\;a\\;;\n", "\\;a", "1 ExplicitGroup:a\n", "x"])
def test_a_long_tree_takes_linear_time(piece: str, grows_linearly: Callable[..., bool]) -> None:
    """Backslashes without end, groups without end, one group with keys without end, groups that do not end."""

    def work(size: int) -> str:
        return renamed(jabref(f"1 ExplicitGroup:G\\;0\\;{piece * size}"), a="n")

    assert grows_linearly(work, 2_000, 16_000)
