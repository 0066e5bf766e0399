"""Copies of works as people make them: the same work, entered by another hand. For `bib_duplicates.py`.

Each mutation changes a work in place and says whether it could; what it could not do counts for nothing.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping

from made_up_works import WORDS, Work

LATEX = dict(zip(
    "\u0300\u0301\u0302\u0303\u0308\u030c\u0327\u0328\u030b\u030a\u0306\u0304\u0307",
    ("\\`", "\\'", "\\^", "\\~", '\\"', "\\v", "\\c", "\\k", "\\H", "\\r", "\\u", "\\=", "\\."),
    strict=True,
))  # fmt: skip
LETTERS = {"ß": "{\\ss}", "ø": "{\\o}", "Ø": "{\\O}", "ł": "{\\l}", "Ł": "{\\L}", "æ": "{\\ae}", "ı": "{\\i}"}
PLAIN = {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "ı": "i"}
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
KEYS = "qwertyuiop asdfghjkl zxcvbnm"
OTHER_TYPES = {
    "article": ("misc", "inproceedings", "incollection"),
    "book": ("misc", "booklet", "techreport"),
    "incollection": ("inbook", "misc", "inproceedings"),
    "inproceedings": ("conference", "misc", "article", "incollection"),
    "phdthesis": ("misc", "mastersthesis", "techreport"),
    "techreport": ("misc", "book", "unpublished"),
    "misc": ("online", "unpublished"),
}
SHORT_WORDS = {"University": "Univ.", "Press": "Pr.", "Publications": "Publ.", "Universitas": "Univ."}

Mutation = Callable[[Work, random.Random], bool]


# ----------------------------------------------------------------------------------------------------------- people


def initials(work: Work, chance: random.Random) -> bool:
    """J. E. for James Edward, or JE."""
    end = chance.choice((".", ".", ""))
    for names in (work.authors, work.editors):
        names[:] = [(family, _initials(given, end)) for family, given in names]
    return bool(work.authors or work.editors)


def _initials(given: str, end: str) -> str:
    return (" " if end else "").join(f"{part[0]}{end}" for part in given.split())


def short_given_names(work: Work, _: random.Random) -> bool:
    """Rob. for Robert, the second name left out."""
    before = list(work.authors)
    work.authors[:] = [(family, re.sub(r"^(\w{3})\w{2,}( .*)?$", r"\1.", given)) for family, given in before]
    return work.authors != before


def other_order(work: Work, chance: random.Random) -> bool:
    """Authors in another order."""
    before = list(work.authors)
    work.authors.reverse() if chance.random() < 0.5 else chance.shuffle(work.authors)
    return work.authors != before


def swapped_name(work: Work, chance: random.Random) -> bool:
    """Given and family name of one author exchanged."""
    at = chance.randrange(len(work.authors)) if work.authors else -1
    if at < 0 or not work.authors[at][1] or " " in work.authors[at][1]:
        return False
    work.authors[at] = work.authors[at][::-1]
    return True


def missing_author(work: Work, chance: random.Random) -> bool:
    """An author is not there."""
    if len(work.authors) < 2:
        return False
    del work.authors[chance.randrange(len(work.authors))]
    return True


def and_others(work: Work, chance: random.Random) -> bool:
    """The first author, or two, and others."""
    if len(work.authors) < 3:
        return False
    work.authors[chance.randrange(1, 3) :] = [("others", "")]
    return True


def typo_in_name(work: Work, chance: random.Random) -> bool:
    """A slip of the pen in a family name."""
    at = chance.randrange(len(work.authors)) if work.authors else -1
    if at < 0 or len(work.authors[at][0]) < 5:
        return False
    family, given = work.authors[at]
    work.authors[at] = (family[0] + slip(family[1:], chance), given)
    return work.authors[at][0] != family


# ---------------------------------------------------------------------------------------------------------- letters


def latex_accents(work: Work, _: random.Random) -> bool:
    """LaTeX for accented letters."""
    return _everywhere(work, lambda text: "".join(map(_in_latex, text)))


def no_accents(work: Work, _: random.Random) -> bool:
    """Accents left out; a work in another script has none."""
    if re.search("[^\\W\\d_a-zA-Z\\u00c0-\\u024f]", work.title + "".join(map("".join, work.authors))):
        return False
    return _everywhere(work, without_accents)


def without_accents(text: str) -> str:
    """A text in plain letters."""
    return "".join(PLAIN.get(c, c) for c in unicodedata.normalize("NFD", text) if c.isascii() or c in PLAIN)


def umlauts_in_two(work: Work, _: random.Random) -> bool:
    """ue for ü."""
    return _everywhere(work, lambda text: "".join(UMLAUTS.get(c, c) for c in text))


def _everywhere(work: Work, change: Callable[[str], str]) -> bool:
    before = repr(work)
    for names in (work.authors, work.editors):
        names[:] = [(change(family), change(given)) for family, given in names]
    work.title, work.subtitle = change(work.title), change(work.subtitle)
    work.fields.update({name: change(work.fields[name]) for name in ("journal", "booktitle") if name in work.fields})
    return repr(work) != before


def _in_latex(letter: str) -> str:
    base, *marks = unicodedata.normalize("NFD", letter)
    if len(marks) == 1 and marks[0] in LATEX:
        base = "\\i" if base == "i" else base
        mark = LATEX[marks[0]]
        return f"{{{mark}{{{base}}}}}" if mark[1].isalpha() else f"{mark}{{{base}}}"
    return LETTERS.get(letter, letter)


def slip(text: str, chance: random.Random) -> str:
    """A text with one letter too many, too few, another, or two exchanged; as it is when it has LaTeX in it."""
    places = [at for at, letter in enumerate(text) if letter.isalpha() and letter.isascii()]
    if "\\" in text or not places:
        return text
    at = chance.choice(places)
    near = KEYS.find(text[at].lower())
    wrong = chance.choice(
        ("", text[at] * 2, text[at + 1 : at + 2] + text[at], KEYS[near - 1].strip() or KEYS[near + 1])
    )
    is_exchange = len(wrong) == 2 and wrong[1] == text[at]
    return text[:at] + wrong + text[at + 1 + (is_exchange and wrong[0] == text[at + 1 : at + 2]) :]


# ------------------------------------------------------------------------------------------------------------ title


def other_case(work: Work, chance: random.Random) -> bool:
    """The title in capitals, small letters or headline case."""
    change, before = chance.choice((str.upper, str.lower, str.title)), work.title
    if "\\" in work.title + work.subtitle:
        return False
    work.title, work.subtitle = change(work.title), change(work.subtitle)
    return work.title != before


def protected_case(work: Work, _: random.Random) -> bool:
    """Braces round the title, or round each word with a capital."""
    before = work.title
    work.title = re.sub(r"(?<![\\\w])([A-Z]\w*)", r"{\1}", work.title)
    return work.title != before


def no_subtitle(work: Work, _: random.Random) -> bool:
    """The subtitle left out."""
    had, work.subtitle = work.subtitle, ""
    return bool(had)


def other_punctuation(work: Work, chance: random.Random) -> bool:
    """Commas, question marks and hyphens gone or changed, a full stop at the end, another mark before the subtitle."""
    before = work.title, work.subtitle
    if work.subtitle and chance.random() < 0.5:
        work.title, work.subtitle = f"{work.title}{chance.choice((' -- ', '. ', ' - ', ' '))}{work.subtitle}", ""
    work.title = re.sub(r"[,?]", "", work.title).replace("-", " ") + chance.choice(("", "."))
    return (work.title, work.subtitle) != before


def typo_in_title(work: Work, chance: random.Random) -> bool:
    """One slip of the pen in the title, or two."""
    before = work.title
    for _ in range(chance.randrange(1, 3)):
        work.title = slip(work.title, chance)
    return work.title != before


# ------------------------------------------------------------------------------------------------- where and when


def short_journal(work: Work, _: random.Random) -> bool:
    """The journal abbreviated: as it is known to be, else each long word but the small ones cut short."""
    name = work.fields.get("journal", "")
    if not name or "\\" in name:
        return False
    cut = re.sub(r" (?:of|the|and|for|de|in|on)(?= )|^The ", "", name)
    short = WORDS["journals"].get(name) or re.sub(r"(\w{4})\w{3,}", r"\1.", cut)
    work.fields["journal"] = short
    return bool(short != name)


def other_publisher(work: Work, _: random.Random) -> bool:
    """The publisher abbreviated."""
    name = work.fields.get("publisher", "")
    short = " ".join(SHORT_WORDS.get(word, word) for word in name.split())
    if name:
        work.fields["publisher"] = short if short != name else f"{name}, Inc."
    return bool(name)


def other_pages(work: Work, chance: random.Random) -> bool:
    """Pages with another dash, with `pp.`, the last shortened or left out."""
    found = re.fullmatch(r"(\d+)--?(\d+)", work.fields.get("pages", ""))
    if not found:
        return False
    first, last = found.groups()
    short = last[-2:] if len(first) == len(last) > 2 and first[:-2] == last[:-2] else last
    work.fields["pages"] = chance.choice(
        (f"{first}-{last}", f"{first}–{last}", f"pp. {first}--{last}", first, f"{first}-{short}")
    )
    return True


def no_identifier(work: Work, _: random.Random) -> bool:
    """No DOI, no ISBN."""
    gone = [work.fields.pop(name, None) for name in ("doi", "isbn", "url")]
    return any(gone)


def doi_as_address(work: Work, _: random.Random) -> bool:
    """The DOI in capitals, as an address."""
    had = work.fields.pop("doi", "")
    if had:
        work.fields["url"] = f"https://doi.org/{had.upper()}"
    return bool(had)


def preprint(work: Work, chance: random.Random) -> bool:
    """The preprint, of the same year or the one before, instead of the article."""
    if work.type not in ("article", "inproceedings"):
        return False
    work.year -= chance.randrange(2)
    for name in ("volume", "number", "pages", "doi", "booktitle", "journal"):
        work.fields.pop(name, None)
    number = f"{work.year % 100:02d}01.{chance.randrange(10**5):05d}"
    if chance.random() < 0.5:
        work.type = "misc"
        work.fields |= {"eprint": number, "archiveprefix": "arXiv"}
    else:
        work.type = "article"
        work.fields["journal"] = f"arXiv preprint arXiv:{number}"
    return True


def year_off(work: Work, chance: random.Random) -> bool:
    """The year in which it was first online, or printed at last."""
    if work.type not in ("article", "inproceedings", "incollection"):
        return False
    work.year += chance.choice((-1, 1))
    return True


def other_type(work: Work, chance: random.Random) -> bool:
    """Entered as something else."""
    work.type = chance.choice(OTHER_TYPES.get(work.type, ("misc",)))
    if "journal" in work.fields and work.type in ("inproceedings", "incollection"):
        work.fields["booktitle"] = work.fields.pop("journal")
    elif "booktitle" in work.fields and work.type == "article":
        work.fields["journal"] = work.fields.pop("booktitle")
    return True


def missing_field(work: Work, chance: random.Random) -> bool:
    """Up to three fields not filled in."""
    names = [name for name in work.fields if name not in ("doi", "isbn")]
    gone = chance.sample(names, min(len(names), chance.randrange(1, 4)))
    for name in gone:
        del work.fields[name]
    return bool(gone)


MUTATIONS: Mapping[str, Mutation] = {
    function.__name__.replace("_", " "): function
    for function in (
        initials, short_given_names, other_order, swapped_name, missing_author, and_others, typo_in_name, latex_accents,
        no_accents, umlauts_in_two, other_case, protected_case, no_subtitle, other_punctuation, typo_in_title,
        short_journal, other_publisher, other_pages, no_identifier, doi_as_address, preprint, year_off, other_type,
        missing_field,
    )
}  # fmt: skip


def careless(work: Work, chance: random.Random) -> list[str]:
    """Changes a copy by up to four mutations and tells which; it has another key in any case."""
    done = [name for name in chance.sample(list(MUTATIONS), chance.randrange(1, 5)) if MUTATIONS[name](work, chance)]
    return done or ["other key"]
