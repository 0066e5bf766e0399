"""Initials of given names (specification, "Name": initialize-with, initialize; "Hyphenation of Initialized Names")."""

import re

_DIGRAPH = re.compile(r"[A-Z\u0410-\u042f]{2}(?=[a-z\u0430-\u044f])")
"""Two capitals before small letters: an initial of two letters ("TSerendorjiin" becomes "Ts")."""
_TOKEN = re.compile(r"([^\s.\-\u2010]+)(\.?)([\s.]*)([\-\u2010]?)\s*")


def initialize_given(given: str, after: str, whole: bool = True, hyphen: bool = True) -> str:
    """Turn a given name into initials, each followed by `after` (the value of initialize-with).

    With `whole` False (initialize="false") only initials that are there already are treated so ("James T Kirk"
    becomes "James T. Kirk"). A word with a full stop is an abbreviation and kept ("Ph. M. E."); a word in lower case
    is kept between initials ("J. B. de C. M.") and dropped behind a hyphen ("Guo-ping" becomes "G").
    """
    text = ""
    joined = False
    for match in _TOKEN.finditer(given):
        word, stop, _, dash = match.groups()
        initial = _initial(word, bool(stop), whole)
        if initial is None:
            text = text if joined and whole and word[0].islower() else _with_word(text, word, joined and not whole)
        else:
            text = f"{text.rstrip()}-{initial}{after}" if joined and hyphen else f"{text}{initial}{after}"
        joined = bool(dash)
    return text.rstrip()


def _initial(word: str, stopped: bool, whole: bool) -> str | None:
    """Give the initial of a word, or None for a word that stays."""
    if stopped or (len(word) == 1 and word.isupper()):
        return word
    if not whole or word[0].islower():
        return None
    digraph = _DIGRAPH.match(word)
    if digraph:
        return digraph[0].capitalize()
    return next((character for character in word if character.isalpha()), word[0])


def _with_word(text: str, word: str, joined: bool) -> str:
    """Put a whole word behind what there is, with a space on either side."""
    if joined:
        return f"{text.rstrip()}-{word} "
    return f"{text.rstrip()} {word} " if text else f"{word} "
