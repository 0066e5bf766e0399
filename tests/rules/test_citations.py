"""One cause, one finding: a fault in a citation or a list is told once, by its own code, in five languages.

The texts are our own; which code a fault has to give follows from the rules' documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from citekit.checker import check
from citekit.model import Project

Build = Callable[[Mapping[str, str | bytes]], Project]

LIBRARY = """@book{plano1979,
  author = {Jack C. Plano and Roy Olton},
  title = {The International Relations Dictionary},
  publisher = {Penerbit Contoh},
  year = {1979},
}
@book{soekanto1982,
  author = {Soerjono Soekanto},
  title = {Sosiologi: Suatu Pengantar},
  publisher = {Rajawali},
  year = {1982},
}
@book{berger1966,
  author = {Peter L. Berger and Anna Luckmann and Otto Weber},
  title = {Masyarakat dan Kenyataan},
  publisher = {Penerbit Contoh},
  year = {1966},
}
"""


@dataclass(frozen=True)
class Words:
    """How one language writes a small text that cites three works and lists them."""

    joined: str
    others: str
    heading: str
    before: tuple[str, str, str]

    def text(self) -> str:
        """The text, in which nothing is wrong."""
        one, two, three = self.before
        return (
            f"{one} (Plano {self.joined} Olton, 1979). {two} (Soekanto, 1982). {three} (Berger {self.others}, 1966). "
            f"{two} (Soekanto, 1982).\n\n{self.heading}\n\n"
            f"Berger, P. L., Luckmann, A. {self.joined} Weber, O. (1966). Masyarakat dan Kenyataan. Penerbit.\n\n"
            f"Plano, J. C. {self.joined} Olton, R. (1979). The International Relations Dictionary. Penerbit Contoh.\n\n"
            "Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.\n"
        )


LANGUAGES = {
    "id": Words("dan", "dkk.", "Daftar Pustaka", ("Negara bekerja sama", "Kelompok itu bertahan", "Orang belajar")),
    "de": Words("und", "u. a.", "Literaturverzeichnis", ("Staaten arbeiten", "Gruppen bleiben", "Man lernt es")),
    "fr": Words("et", "et al.", "Références", ("Les États coopèrent", "Le groupe demeure", "On apprend")),
    "es": Words("y", "et al.", "Referencias", ("Los estados cooperan", "El grupo dura", "Se aprende")),
    "en": Words("and", "et al.", "References", ("States work together", "The group lasts", "People learn")),
}

FAULTS: dict[str, tuple[str, str, str]] = {
    "an author is misspelt": ("{joined} Olton, 1979)", "{joined} Oltno, 1979)", "CIT103"),
    "a work is unknown": ("(Soekanto, 1982). {three}", "(Waltz, 1979). {three}", "CIT104"),
    "the authors are reversed": ("(Plano {joined} Olton,", "(Olton {joined} Plano,", "CIT106"),
    "a work is not in the list": ("Soekanto, S. (1982). Sosiologi: Suatu Pengantar. Rajawali.\n", "", "CIT108"),
    "the year is off by one": ("Olton, 1979)", "Olton, 1980)", "CIT109"),
    "the year's digits are exchanged": ("Olton, 1979)", "Olton, 1997)", "CIT109"),
    "a co-author is another": ("{joined} Olton, 1979)", "{joined} Riggs, 1979)", "CIT110"),
    "an author is left out": ("(Plano {joined} Olton, 1979)", "(Plano, 1979)", "CIT111"),
    "et al. is needless": ("(Soekanto, 1982). {three}", "(Soekanto {others}, 1982). {three}", "CIT112"),
    "the list has another year": ("Olton, R. (1979)", "Olton, R. (1978)", "CIT114"),
    "the list misspells an author": ("{joined} Olton, R.", "{joined} Oltno, R.", "CIT115"),
    "a bracket is not closed": ("Olton, 1979).", "Olton, 1979.", "CIT201"),
    "a comma has no space behind it": ("Olton, 1979)", "Olton,1979)", "CIT204"),
}


@pytest.fixture
def told(project: Build) -> Callable[[str], list[str]]:
    """`told(text)`: the codes of all findings on citations in a text with the library."""

    def run(text: str) -> list[str]:
        return [one.code for one in check(project({"a.bib": LIBRARY, "e.txt": text}), select=["CIT"])]

    return run


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sound_text_gives_no_finding(language: str, told: Callable[[str], list[str]]) -> None:
    """Nothing is said where nothing is wrong."""
    assert told(LANGUAGES[language].text()) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_once(fault: str, language: str, told: Callable[[str], list[str]]) -> None:
    """The fault gives just one finding, under its own code."""
    words = LANGUAGES[language]
    filled = {"joined": words.joined, "others": words.others, "three": words.before[2]}
    right, wrong, code = FAULTS[fault]
    text = words.text()
    assert right.format(**filled) in text
    assert told(text.replace(right.format(**filled), wrong.format(**filled), 1)) == [code]


def test_a_text_without_a_list(told: Callable[[str], list[str]]) -> None:
    """That the list is missing is told once, at the first citation, not for each work."""
    assert told(LANGUAGES["id"].text().partition("\n\n")[0] + "\n") == ["CIT119"]


def test_one_term_beside_the_list(told: Callable[[str], list[str]]) -> None:
    """A single "dan" in a German text is odd, since its list has "und"."""
    text = LANGUAGES["de"].text().replace("(Plano und Olton", "(Plano dan Olton", 1)
    assert told(text) == ["CIT203"]


def test_a_name_may_have_a_sign_of_its_own(told: Callable[[str], list[str]]) -> None:
    """AT&T lacks no space."""
    assert "CIT204" not in told("Jaringan itu luas (AT&T, 1982).\n")


THREE = """@book{soekanto1982,
  author = {Soerjono Soekanto and Budi Sulistyowati and Ani Contoh},
  title = {Sosiologi}, publisher = {Rajawali}, year = {1982}, langid = {indonesian},
}
@book{geertz1960,
  author = {Clifford Geertz and Hildred Geertz and Robert Jay},
  title = {The Religion of Java}, publisher = {Free Press}, year = {1960}, langid = {english},
}
@book{jay1963,
  author = {Robert Jay and Clifford Geertz and Hildred Geertz},
  title = {Religion and Politics}, publisher = {Yale}, year = {1963}, langid = {english},
}
"""


def _said(project: Callable[[Mapping[str, str | bytes]], Project], profile: str, text: str, code: str) -> list[str]:
    config = f'library = ["a.bib"]\ndocuments = ["a.txt"]\n[check]\nprofile = "{profile}"\n'
    made = project({"citekit.toml": config, "a.bib": THREE, "a.txt": text})
    return [found.span.text for found in check(made) if found.code == code]


def test_a_house_may_have_a_term_for_each_language(project: Callable[[Mapping[str, str | bytes]], Project]) -> None:
    """*dkk.* for Indonesian works beside *et al.* for foreign ones is no mixture where the profile asks for it."""
    text = "Satu (Soekanto dkk., 1982), dua (Geertz et al., 1960), tiga (Jay et al., 1963).\n"
    assert _said(project, "indonesia", text, "CIT202") == []
    assert _said(project, "apa", text, "CIT202") == ["dkk."]


def test_a_lone_term_of_the_other_language(project: Callable[[Mapping[str, str | bytes]], Project]) -> None:
    """Where the profile has a term for each language, one that is of the other is told though nothing is mixed, and
    what is to be written is told by the language of the work.
    """
    text = "Satu (Soekanto et al., 1982), dua (Geertz dkk., 1960).\n"
    assert _said(project, "indonesia", text, "CIT202") == ["et al.", "dkk."]
    assert _said(project, "indonesia", "Satu (Soekanto dkk., 1982).\n", "CIT202") == []

    config = 'library = ["a.bib"]\ndocuments = ["a.md"]\n[check]\nprofile = "indonesia"\n'
    short = "---\nlang: id\n---\nSatu (Soekanto, 1982), dua (Geertz, 1960).\n"
    made = project({"citekit.toml": config, "a.bib": THREE, "a.md": short})
    hints = [str(found.hint).partition(" put ")[2] for found in check(made) if found.code == "CIT111"]
    assert hints == ["dkk. after the first", "et al. after the first"]


def test_the_threshold_is_the_houses(project: Callable[[Mapping[str, str | bytes]], Project]) -> None:
    """Three authors are named in full in Harvard (from four on: *et al.*) and shortened in APA."""
    full, short = "Satu (Geertz, Geertz & Jay, 1960).\n", "Satu (Geertz et al., 1960).\n"
    assert len(_said(project, "apa", full, "CIT205")) == 1
    assert _said(project, "apa", short, "CIT205") == []
    assert _said(project, "harvard", full, "CIT205") == []
    assert len(_said(project, "harvard", short, "CIT205")) == 1


@pytest.mark.parametrize(("first", "second"), [("dkk.", "et al."), ("et al.", "dkk.")])
def test_two_terms_as_often_as_each_other(project: Build, first: str, second: str) -> None:
    """That they are mixed is told all the same; the one that comes later is the odd one."""
    text = f"Satu (Berger {first}, 1966).\n\nDua hal yang lain (Berger {second}, 1966).\n"

    found = check(project({"a.bib": LIBRARY, "a.txt": text}), select=["CIT202"])

    assert [(one.span.text, one.span.line) for one in found] == [(second, 3)]
