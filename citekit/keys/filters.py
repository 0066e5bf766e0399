"""What key patterns do with a text that they took. `None`: the alternative is to be left."""

from __future__ import annotations

import re
from operator import eq, ge, gt, le, lt, ne

from citekit.keys.ascii import to_ascii
from citekit.keys.extraction import formatted
from citekit.keys.pattern import Options, Work
from citekit.keys.table import FUNCTION_WORDS
from citekit.keys.titles import capitalized, significant, words
from citekit.model import read_date

_RELATIONS = {"<": lt, "<=": le, "=": eq, "==": eq, "!=": ne, ">=": ge, ">": gt}
_SPACE = re.compile(r"(\s+)")
_FIRST = re.compile(r"(?:^|(?<=\s))[^\W\d_]")
_PUNCTUATION = re.compile(r"[^\w\s-]|_")
_NOT_ALPHANUMERIC = re.compile(r"[^\w\s]|_")
_ABBREVIATED = re.compile(r"[\s()\"]+")


def lower(text: str, work: Work, options: Options) -> str:
    """In small letters."""
    return text.lower()


def upper(text: str, work: Work, options: Options) -> str:
    """In capitals."""
    return text.upper()


def capitalize(text: str, work: Work, options: Options) -> str:
    """Each word with a capital; `rest` "lower": its other letters small."""
    text = text.lower() if options.get("rest") == "lower" else text
    return _FIRST.sub(lambda letter: letter[0].upper(), text)


def title_case(text: str, work: Work, options: Options) -> str:
    """Each word with a capital but function words, which are small."""
    pieces = _SPACE.split(text.lower())
    return "".join(piece if piece in FUNCTION_WORDS and at else piece.capitalize() for at, piece in enumerate(pieces))


def sentence_case(text: str, work: Work, options: Options) -> str:
    """The first word with a capital."""
    return text.lower().capitalize()


def camel(text: str, work: Work, options: Options) -> str:
    """The words with capitals, put together."""
    return "".join(map(capitalized, words(text, work.form)))


def abbr(text: str, work: Work, options: Options) -> str:
    """The first letter of each word; `chars` of them."""
    pieces = _ABBREVIATED.split(text.translate({ord(sign): None for sign in "{}'"}))
    return "".join(piece[: options.get("chars", 1)] for piece in pieces)


def substring(text: str, work: Work, options: Options) -> str:
    """`n` letters from number `start` on; all the others when `n` is not given."""
    start = max(options.get("start", 1) - 1, 0)
    n = options.get("n", 0)
    return text[start : start + n if n or "start" not in options else None].rstrip()


def select(text: str, work: Work, options: Options) -> str:
    """`n` words from number `start` on; all the others when `n` is not given."""
    pieces, start, n = text.split(), options["start"], options["n"]
    first = max(len(pieces) + start, 0) if start < 0 else max(start - 1, 0)
    return " ".join(pieces[first : first + n if n else None])


def skip_words(text: str, work: Work, options: Options) -> str:
    """Without function words."""
    if options["nopunct"]:
        return " ".join(significant(text, work.form))
    return " ".join(word for word in text.split() if word.lower() not in FUNCTION_WORDS)


def condense(text: str, work: Work, options: Options) -> str:
    """With something in place of spaces."""
    return _SPACE.sub(lambda _: options["sep"], text)


def default(text: str, work: Work, options: Options) -> str:
    """Something in place of nothing."""
    return text or str(options["text"])


def before(text: str, work: Work, options: Options) -> str:
    """With something before it, when it is not empty."""
    return f"{options['text']}{text}" if text else ""


def after(text: str, work: Work, options: Options) -> str:
    """With something after it, when it is not empty."""
    return f"{text}{options['text']}" if text else ""


def discard(text: str, work: Work, options: Options) -> str:
    """Nothing."""
    return ""


def clean(text: str, work: Work, options: Options) -> str:
    """In the letters that a key may have."""
    return work.clean(text)


def folded(text: str, work: Work, options: Options) -> str:
    """In ASCII; `mode` german: ä is ae."""
    return to_ascii(text, german=work.german or options["mode"] in ("de", "german"))


def ascii_only(text: str, work: Work, options: Options) -> str:
    """Without what is not ASCII."""
    return " ".join(text.encode("ascii", "ignore").decode().split())


def alphanum(text: str, work: Work, options: Options) -> str:
    """Letters and digits alone."""
    return " ".join(_NOT_ALPHANUMERIC.sub("", text).split())


def no_punctuation(text: str, work: Work, options: Options) -> str:
    """Without punctuation; `dash` in place of a hyphen."""
    return re.sub(r"[-‐‑–—]", lambda _: options["dash"], _PUNCTUATION.sub("", text.replace("–", "-")))


def numeric(text: str, work: Work, options: Options) -> str:
    """It, when it is a number; else nothing."""
    return text if text.strip().isdecimal() else ""


def format_date(text: str, work: Work, options: Options) -> str:
    """A date in another format."""
    return formatted(read_date(text), options["format"])


def length_is(text: str, work: Work, options: Options) -> str | None:
    """It, when its length is so; else the alternative is left."""
    compare = _RELATIONS.get(str(options["relation"]), gt)
    return text if compare(len("".join(text.split())), options["length"]) else None


def matches(text: str, work: Work, options: Options) -> str | None:
    """It, when it has something in it; else the alternative is left."""
    return text if _regex(options["find"]).search(text) else None


def replace(text: str, work: Work, options: Options) -> str:
    """With something in place of what is found: a text, whatever its case, or a regular expression."""
    find = options["find"]
    if not find:
        return text
    if isinstance(find, re.Pattern):
        return find.sub(options["replace"], text)
    return _regex(find).sub(lambda _: options["replace"], text)


def _regex(find: str | re.Pattern[str]) -> re.Pattern[str]:
    return find if isinstance(find, re.Pattern) else re.compile(re.escape(find), re.I)
