"""The profiles: what they set, and that check() goes by them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from citekit.checker import check
from citekit.diagnostic import Severity
from citekit.model import Project
from citekit.profiles import NAMES
from citekit.profiles.reading import KINDS, built_in, profile

Build = Callable[[Mapping[str, str | bytes]], Project]


@pytest.mark.parametrize("name", NAMES)
def test_every_profile_can_be_read(name: str) -> None:
    """It has a title, and settings of the types that rules expect."""
    made = built_in(name)
    assert made.name == name
    assert made.title
    for setting, kind in KINDS.items():
        assert type(getattr(made.settings, setting)) is kind


def test_what_a_profile_leaves_out_is_that_of_its_base() -> None:
    """A house that only changes one severity keeps the settings of the style it goes by."""
    base = built_in("harvard")
    mine = profile("ours", {"severity": {"CIT102": "error"}}, base)
    assert mine.settings == base.settings
    assert mine.severities["CIT102"] is Severity.ERROR


def test_the_profile_of_a_project_is_read(project: Build) -> None:
    """`profile` in [check] names one."""
    made = project({"citekit.toml": '[check]\nprofile = "mla"\n'})
    assert made.config.profile.name == "mla"


def test_a_misspelt_profile_is_told(project: Build) -> None:
    """With the one that was meant."""
    found = check(project({"citekit.toml": '[check]\nprofile = "chicgo"\n'}))
    assert [(one.message, one.hint) for one in found] == [('profile cannot be "chicgo"', 'did you mean "chicago"?')]
