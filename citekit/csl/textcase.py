"""Text case (specification, "Text-case"): lower, upper, capitalize, sentence and title case, across markup.

A conversion sees the text of a whole tree as one string, so that words run through markup, and writes the
characters back into the pieces they came from. Pieces marked `nocase` keep their case.
"""

import re
from collections.abc import Iterator, Sequence

from citekit.csl.output import STRAIGHT_SINGLE, Node, Text, leaves
from citekit.csl.vocabulary import STOP_WORDS

_QUOTE = "\u201c"
"""What stands for a quotation mark in the string: marks are put in later, but words begin and end at them."""

_SINGLE_QUOTE = "\u2018"
"""The same for guillemets and for a single one that was typed straight, behind which no letter gets a capital."""
_SINGLE_KINDS = (STRAIGHT_SINGLE, "\u00ab\u00bb")
_APOSTROPHE = "\u2019"

_WORD = re.compile(r"[^\s\-\u2010\u2013\u2014/\u201c\u201d\u2018:()\[\]\"<>]+")
_TURKIC = ("tr", "az")
_CIRCA = ("c.", "ca.")
"""Stop words with their full stops: "Rome c. 1500"; in capitals they are names ("C. elegans")."""


def apply_case(nodes: Sequence[Node], case: str, english: bool, language: str = "") -> None:
    """Convert the case of a tree in place. `english` says whether title case applies ("Non-English Items")."""
    if case == "title" and not english:
        return
    pieces = list(_pieces(nodes, False, case in ("title", "sentence", "capitalize-all")))
    if case in ("lowercase", "uppercase"):
        for leaf, protected in pieces:
            if isinstance(leaf, Text) and not protected:
                leaf.text = _upper(leaf.text, language) if case == "uppercase" else leaf.text.lower()
        return
    characters = [character for leaf, _ in pieces for character in _characters(leaf)]
    fixed = [protected for leaf, protected in pieces for _ in _characters(leaf)]
    before = characters[:]
    _CONVERSIONS[case](characters, fixed)
    if letters_of(language):
        characters = ["İ" if (old, new) == ("i", "I") else new for old, new in zip(before, characters, strict=True)]
    _write_back(pieces, characters)


def letters_of(language: str) -> str:
    """Give the language where its capitals are not those of most (Turkish "i" and "İ"), else an empty string."""
    return language[:2] if language[:2] in _TURKIC else ""


def capitalize_opening_term(nodes: Sequence[Node]) -> None:
    """Capitalize the term that output opens with, behind any affixes and numbers: a sentence begins there."""
    texts = (leaf for leaf in leaves(nodes) if leaf.text and leaf.kind != "affix")
    first = next((leaf for leaf in texts if leaf.variable != "citation-number"), None)
    if first is not None and first.kind == "term":
        first.text = first.text[0].upper() + first.text[1:]


def _pieces(nodes: Sequence[Node], protected: bool, implicit: bool) -> Iterator[tuple[Text | str, bool]]:
    """Give the texts in order, and marks that stand for quotation marks, each with whether it keeps its case."""
    for node in nodes:
        if isinstance(node, Text):
            yield node, protected or node.kind == "nocase"
            continue
        inside = protected or node.kind in ("nocase", "math") or (implicit and _is_implicit_nocase(node.format))
        mark = (_SINGLE_QUOTE if node.kind in _SINGLE_KINDS else _QUOTE) if node.quoted else ""
        if mark:
            yield mark, True
        yield from _pieces(node.children, inside, implicit)
        if mark:
            yield mark, True


def _characters(leaf: Text | str) -> str:
    return leaf.text if isinstance(leaf, Text) else leaf


def _is_implicit_nocase(format: tuple[tuple[str, str], ...]) -> bool:
    """Small capitals, superscripts and subscripts inside a field keep their case."""
    return any(value in ("small-caps", "sup", "sub") for _, value in format)


def _upper(text: str, language: str) -> str:
    return (text.replace("i", "\u0130") if letters_of(language) else text).upper()


def _write_back(pieces: list[tuple[Text | str, bool]], characters: list[str]) -> None:
    place = 0
    for leaf, _ in pieces:
        length = len(_characters(leaf))
        if isinstance(leaf, Text):
            leaf.text = "".join(characters[place : place + length])
        place += length


def _raise(characters: list[str], fixed: list[bool], place: int) -> None:
    if not fixed[place] and len(characters[place].upper()) == 1:
        characters[place] = characters[place].upper()


def _lower(characters: list[str], fixed: list[bool], start: int, end: int) -> None:
    for place in range(start, end):
        if not fixed[place] and len(characters[place].lower()) == 1:
            characters[place] = characters[place].lower()


def _first_letter(word: str) -> int:
    return next((place for place, character in enumerate(word) if character.isalnum()), -1)


def _is_clipped(match: re.Match[str]) -> bool:
    """Say whether a word stands behind an apostrophe, or the quotation mark of "rock 'n' roll"."""
    return match[0][0] == _APOSTROPHE or match.string[match.start() - 1 : match.start()] == _SINGLE_QUOTE


def _capitalize_word(characters: list[str], fixed: list[bool], match: re.Match[str]) -> None:
    """Capitalize the first character of a word that is in lower case, unless it is clipped."""
    word = match[0]
    if _is_clipped(match):
        return
    first = _first_letter(word)
    if first >= 0 and word == word.lower() and not (len(word) == 1 and word > "\u036f"):
        _raise(characters, fixed, match.start() + first)


def _capitalize_first(characters: list[str], fixed: list[bool]) -> None:
    """The first word, also where it is one letter that may be a symbol: most are words there (Russian "в")."""
    match = _WORD.search("".join(characters))
    if match and len(match[0]) == 1:
        _raise(characters, fixed, match.start())
    elif match:
        _capitalize_word(characters, fixed, match)


def _capitalize_all(characters: list[str], fixed: list[bool]) -> None:
    for match in _WORD.finditer("".join(characters)):
        _capitalize_word(characters, fixed, match)


def _is_uppercase(characters: list[str], fixed: list[bool]) -> bool:
    """Say whether the string is in capitals throughout (and more than one word of it)."""
    text = "".join(c for c, keep in zip(characters, fixed, strict=True) if not keep)
    return text.isupper()


def _sentence(characters: list[str], fixed: list[bool]) -> None:
    """Sentence case: a string in capitals is lowered whole; otherwise words with one leading capital are."""
    everything = _is_uppercase(characters, fixed)
    for number, match in enumerate(_WORD.finditer("".join(characters))):
        word = match[0]
        if everything or (word[:1].isupper() and word[1:] == word[1:].lower()):
            _lower(characters, fixed, match.start() + (number == 0), match.end())
        if number == 0:
            _capitalize_word(characters, fixed, match)


def _title(characters: list[str], fixed: list[bool]) -> None:
    """Title case ("Title Case Conversion"); words in capitals stay, also where all are, as acronyms cannot be told.

    So does a stop word that its writer gave a capital ("Review of The Gutenberg Galaxy"), as in the reference.
    """
    text = "".join(characters)
    words = list(_WORD.finditer(text))
    for number, match in enumerate(words):
        if len(match[0]) == 1 and match[0].isupper():
            continue  # a single capital is a name ("Vitamin A")
        if number and match[0] in _CIRCA:
            continue
        if _is_stop_word(text, words, number):
            continue
        if len(match[0]) == 1 and _opens_part(text, match):
            _raise(characters, fixed, match.start())
        elif number == 0 or number < len(words) - 1 or len(match[0]) > 1 or match[0] not in STOP_WORDS:
            _capitalize_word(characters, fixed, match)


def _is_stop_word(text: str, words: list[re.Match[str]], number: int) -> bool:
    """Say whether a word stays in lower case: a stop word, not first or last, nor after a colon."""
    match = words[number]
    if number in (0, len(words) - 1) or not _in_stop_words(words, number, text):
        return False
    if _opens_part(text, match):
        return False
    compound = text[match.end() : match.end() + 1] in ("-", "\u2010") and text[match.start() - 1].isspace()
    return not compound


def _opens_part(text: str, match: re.Match[str]) -> bool:
    """Say whether a word follows a colon, or a question or exclamation mark, and a space."""
    before = text[: match.start()].rstrip()
    return before[-1:] in (":", "?", "!") and text[match.start() - 1].isspace()


def _in_stop_words(words: list[re.Match[str]], number: int, text: str) -> bool:
    word = words[number][0].rstrip(",;").lower()
    if word in STOP_WORDS or f"{word}." in STOP_WORDS or word[:2] in ("d'", "d\u2019"):
        return True
    following = text[words[number].start() : words[number + 1].end()] if number + 1 < len(words) else ""
    preceding = text[words[number - 1].start() : words[number].end()] if number else ""
    return following.lower() in STOP_WORDS or preceding.lower() in STOP_WORDS


_CONVERSIONS = {
    "capitalize-first": _capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": _title,
}
