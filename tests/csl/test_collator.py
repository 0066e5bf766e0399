"""ICU's order of texts where PyICU is installed: with a stand-in for it, as no test depends on the package."""

import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from citekit.csl.collation import collation_key
from citekit.csl.collator import choose_key, sort_key


class Backwards:
    """A collator with an alphabet of its own, from z to a, which passes over control characters as ICU's do."""

    PRIMARY = 0

    def __init__(self, language: str) -> None:
        self.language = language
        self.strength: int | None = None

    def setStrength(self, strength: int) -> None:
        self.strength = strength

    def getSortKey(self, text: str) -> bytes:
        assert self.strength == self.PRIMARY
        assert self.language == "sv-SE"
        return bytes(255 - ord(letter.lower()) for letter in text if letter.isprintable()) + b"\0"

    @classmethod
    def createInstance(cls, language: str) -> "Backwards":
        return cls(language)


@pytest.fixture
def fresh() -> Iterator[None]:
    """What was found before is forgotten, and after the test again."""
    sort_key.cache_clear()
    yield
    sort_key.cache_clear()


ICU = SimpleNamespace(Collator=Backwards, Locale=str)


def in_order(*texts: str) -> list[str]:
    """The texts as the stand-in sorts them in Swedish."""
    return sorted(texts, key=choose_key("sv-SE", ICU))


def test_letters_are_left_to_icu() -> None:
    """The order is the collator's, made for the language and for letters alone."""
    assert in_order("a", "B", "c") == ["c", "B", "a"]


def test_numbers_sort_by_value_and_punctuation_counts_for_nothing() -> None:
    """As with our own key: numbers are as long as each other, "Smith-Jones" is "SmithJones" (checked by hand)."""
    key = choose_key("sv-SE", ICU)
    assert key("x 0007") == key("x 7") != key("x 77")
    assert key("Smith-Jones") == key("Smith\u2019Jones") == key("SmithJones")


def test_parts_of_a_name_sort_one_after_the_other() -> None:
    """A family name is less than a longer one whatever given name follows, though ICU does not see the border."""
    assert in_order("doe\x01zoe", "doe\x01amy", "doe b", "doe") == ["doe", "doe\x01zoe", "doe\x01amy", "doe b"]


@pytest.mark.usefixtures("fresh")
def test_installed_icu_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """The module is found by its name; the key of our own table is used where there is none, or another `icu`."""
    monkeypatch.setitem(sys.modules, "icu", ICU)
    assert sort_key("sv-SE")("a") > sort_key("sv-SE")("b")
    nothing: list[Any] = [None, ModuleType("icu")]
    for module in nothing:
        sort_key.cache_clear()
        monkeypatch.setitem(sys.modules, "icu", module)
        assert sort_key("sv-SE")("Åre 12") == collation_key("Åre 12", "sv-SE")
