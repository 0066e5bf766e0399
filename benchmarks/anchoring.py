"""Claims after editing: how many are found again in their right place, in a wrong one, or told to be lost.

    python benchmarks/anchoring.py --data DIR [--split open] [--set clean] [--seed N] [--texts N] [--faults]

Takes the `DOC.txt` of `DIR/SPLIT/SET` (or of DIR itself), of each source one, and puts them together to texts of about
25,000 characters. In each, sentences, phrases of 3–6 words and citation marks (from `cites.jsonl`; without it, those
that citekit finds) are described as claims; printed lists of references (`refs.jsonl`) make none. Then the text is
edited, by the seed: of all words 10 % (and 20 %) are replaced by other words, taken out, preceded by a new one, swapped
with the next or mistyped, each as often; one paragraph in ten moves elsewhere; sentences of other texts are put in; and
some claims are deleted. What becomes of each claim's own letters is kept account of, which gives its true place.

right: the place found and the true one share four fifths of what they cover together; wrong place: less than half.
Claims of which no word is left by chance are not counted. The share in a wrong place is that of all claims that are
still there. Ends with 1 where a figure falls short.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from citekit import anchor
from citekit.loader import load_files
from citekit.model import Selector

SIZE = 25_000
EACH, DELETED = 8, 6
"""Claims of each kind in a text, and how many more of any kind are deleted."""
KINDS = ("sentence", "phrase", "citation")
BARS = {0.1: {"sentence": 98, "phrase": 95, "citation": 95}, 0.2: {"sentence": 98, "phrase": 92, "citation": 90}}
WRONG, LOST, MILLISECONDS = 1, 95, 5
WORD = re.compile(r"\w+(?:[-'’]\w+)*")
SENTENCE = re.compile(r"[^\s.?!][^\n.?!]*(?:[.?!](?=\S)[^\n.?!]*)*[.?!](?=\s)")


@dataclass
class Claim:
    """A stretch of a text, how it is described, and what is done to it."""

    kind: str
    start: int
    end: int
    selector: Selector = field(default_factory=lambda: Selector(""))
    deleted: bool = False


@dataclass
class Piece:
    """A stretch of the edited text, and which letters of the old one it comes from."""

    text: str
    start: int
    end: int
    is_word: bool = False
    kept: bool = True


# ---------------------------------------------------------------------------------------------------- texts


def texts(folder: Path, seed: int) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Texts of documents of different sources, with the places of their citation marks."""
    chosen: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*.txt")):
        chosen.setdefault(path.name.split(".")[0], []).append(path)
    draw = random.Random(seed)
    marks, lists = cited(folder), listed(folder)
    while True:
        order = list(chosen)
        draw.shuffle(order)
        text, places, given = "", [], False
        for source in order:
            path = draw.choice(chosen[source])
            body = path.read_text(encoding="utf-8")[: lists.get(path.stem)]
            mine = marks[path.stem] if marks else found(path)
            places += [(len(text) + start, len(text) + end) for start, end in mine]
            text += f"{body.rstrip()}\n\n"
            if len(text) >= SIZE:
                yield text, places
                text, places, given = "", [], True
        if not given:
            yield text, places


def listed(folder: Path) -> dict[str, int]:
    """Where the printed list of each document begins, as far as the folder tells."""
    path = folder / "refs.jsonl"
    begins: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        one = json.loads(line)
        begins[one["doc"]] = min(one["start"], begins.get(one["doc"], one["start"]))
    return begins


def cited(folder: Path) -> dict[str, list[tuple[int, int]]]:
    """The citation marks that the folder tells of."""
    if not (folder / "cites.jsonl").exists():
        return {}
    marks: dict[str, list[tuple[int, int]]] = {path.stem: [] for path in folder.glob("*.txt")}
    for line in (folder / "cites.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        marks.setdefault(one["doc"], []).append((one["start"], one["end"]))
    return marks


def found(path: Path) -> list[tuple[int, int]]:
    """The citation marks that citekit finds."""
    (document,) = load_files([path]).documents
    return [(one.span.start, one.span.end) for one in document.citations]


# --------------------------------------------------------------------------------------------------- claims


def claims(text: str, marks: Sequence[tuple[int, int]], draw: random.Random) -> list[Claim]:
    """Claims of all kinds; those that are to be deleted overlap no other."""
    sentences = [one.span() for one in SENTENCE.finditer(text) if len(WORD.findall(one[0])) >= 6]
    pools = {"sentence": sentences, "phrase": list(phrases(text, sentences, draw)), "citation": list(marks)}
    made: list[Claim] = []
    for kind, pool in pools.items():
        draw.shuffle(pool)
        made += [Claim(kind, start, end) for start, end in pool[:EACH]]
    spare = [Claim(kind, *place, deleted=True) for kind, pool in pools.items() for place in pool[EACH : EACH + 20]]
    draw.shuffle(spare)
    for one in spare:
        if sum(other.deleted for other in made) == DELETED:
            break
        if all(one.end <= other.start or other.end <= one.start for other in made):
            made.append(one)
    return made


def phrases(text: str, sentences: Sequence[tuple[int, int]], draw: random.Random) -> Iterator[tuple[int, int]]:
    """In each sentence, three to six words that stand side by side."""
    for start, end in sentences:
        words = [one.span() for one in WORD.finditer(text, start, end)]
        size = draw.randint(3, 6)
        first = draw.randrange(len(words) - min(size, len(words)) + 1)
        row = words[first : first + size]
        yield row[0][0], row[-1][1]


# ---------------------------------------------------------------------------------------------------- edits


def edited(text: str, made: Sequence[Claim], rate: float, others: Sequence[str], draw: random.Random) -> list[Piece]:
    """The text after editing."""
    borders = sorted({0, len(text), *(at for one in made for at in (one.start, one.end))})
    vocabulary = WORD.findall(text)
    paragraphs = [
        edited_paragraph(list(pieces(text, *place, borders, made)), rate, vocabulary, draw)
        for place in spans(text, re.compile(r"\n[ \t]*\n"))
    ]
    for paragraph in draw.sample(range(len(paragraphs)), len(paragraphs) // 10):
        paragraphs.insert(draw.randrange(len(paragraphs)), paragraphs.pop(paragraph))
    for _ in range(len(paragraphs) // 8):
        paragraphs[draw.randrange(len(paragraphs))].append(Piece(f" {draw.choice(others)}", -1, -1))
    return [piece for paragraph in paragraphs for piece in [*paragraph, Piece("\n\n", -1, -1)]]


def spans(text: str, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches of a text that something parts."""
    last = 0
    for one in between.finditer(text):
        yield last, one.start()
        last = one.end()
    yield last, len(text)


def pieces(text: str, start: int, end: int, borders: Sequence[int], made: Sequence[Claim]) -> Iterator[Piece]:
    """The words of a paragraph and what is between them, without the claims that are deleted."""
    gone = sorted((one.start, one.end) for one in made if one.deleted)
    cuts = sorted({start, end, *(at for at in borders if start < at < end)})
    for a, b in pairwise(cuts):
        if any(one <= a < other for one, other in gone):
            continue
        last = a
        for word in WORD.finditer(text, a, b):
            if word.start() > last:
                yield Piece(text[last : word.start()], last, word.start())
            yield Piece(word[0], *word.span(), is_word=True)
            last = word.end()
        if b > last:
            yield Piece(text[last:b], last, b)


def edited_paragraph(row: list[Piece], rate: float, vocabulary: Sequence[str], draw: random.Random) -> list[Piece]:
    """A paragraph with so many of its words edited."""
    out: list[Piece] = []
    at = 0
    while at < len(row):
        piece = row[at]
        at += 1
        if not piece.is_word or draw.random() >= rate:
            out.append(piece)
            continue
        what = draw.choice(["replace", "delete", "insert", "swap", "type"])
        following = row[at : at + 2]
        if what == "swap" and not (len(following) == 2 and following[0].text == " " and following[1].is_word):
            what = "replace"
        if what == "replace":
            out.append(Piece(draw.choice(vocabulary), piece.start, piece.end, True, False))
        elif what == "delete":
            if following and following[0].text[0] == " ":
                row[at] = Piece(following[0].text[1:], following[0].start + 1, following[0].end)
        elif what == "insert":
            out += [Piece(f"{draw.choice(vocabulary)} ", -1, -1), piece]
        elif what == "swap":
            out += [following[1], following[0], piece]
            at += 2
        else:
            letter = draw.randrange(len(piece.text))
            typed = piece.text[:letter] + draw.choice("aeinrst") + piece.text[letter + 1 :]
            out.append(Piece(typed, piece.start, piece.end, True, len(piece.text) > 3))
    return out


def true_place(row: Sequence[Piece], one: Claim) -> tuple[int, int] | None:
    """Where a claim's own letters stand now; None when no word of it is left."""
    at, mine, kept = 0, [], False
    for piece in row:
        if piece.start >= one.start and piece.end <= one.end and piece.text.strip():
            mine.append((at, at + len(piece.text)))
            kept = kept or (piece.is_word and piece.kept)
        at += len(piece.text)
    return (mine[0][0], mine[-1][1]) if kept else None


# ---------------------------------------------------------------------------------------------------- table


@dataclass
class Tally:
    """How the claims of a rate fared."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def share(self, kind: str, what: str) -> float:
        """How many in a hundred of a kind."""
        return 100 * self.counts[kind, what] / max(1, self.counts[kind, "all"])


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """How much two stretches share of what they cover together."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))


def judge(tally: Tally, text: str, row: Sequence[Piece], made: Sequence[Claim]) -> None:
    """Follows all claims into the edited text."""
    now = "".join(piece.text for piece in row)
    start = time.process_time()
    index = anchor.Index(now)
    standings = [anchor.follow(index, one.selector) for one in made]
    tally.seconds += time.process_time() - start
    for one, standing in zip(made, standings, strict=True):
        true = None if one.deleted else true_place(row, one)
        if true is None and not one.deleted:
            continue
        place = (standing.anchor.start, standing.anchor.end) if standing.anchor else None
        kind = "deleted" if one.deleted else one.kind
        what = outcome(place, true)
        tally.counts[kind, "all"] += 1
        tally.counts[kind, what] += 1
        if what != "right":
            there = now[slice(*place)] if place else ""
            meant = now[slice(*true)] if true else ""
            tally.faults.append(
                f"{kind} {what}: {text[one.start : one.end]!r} is {meant!r}, found {there!r}; {one.selector}"
            )


def outcome(place: tuple[int, int] | None, true: tuple[int, int] | None) -> str:
    """right, border, wrong or lost."""
    if place is None:
        return "right" if true is None else "lost"
    share = overlap(place, true) if true else 0.0
    return "right" if share >= 0.8 else "border" if share >= 0.5 else "wrong"


def table(rate: float, tally: Tally, claims: int) -> list[str]:
    """Prints how they fared, and gives what falls short."""
    short = []
    print(f"{rate:.0%} of words edited   claims  right  border   lost  wrong place")
    for kind in (*KINDS, "deleted"):
        bar = LOST if kind == "deleted" else BARS[rate][kind]
        right, border, lost, wrong = (tally.share(kind, what) for what in ("right", "border", "lost", "wrong"))
        row = f"{tally.counts[kind, 'all']:>6} {right:>6.1f} {border:>7.1f} {lost:>6.1f} {wrong:>12.1f}"
        print(f"{kind:<21} {row}   (at least {bar})")
        short += [f"{kind} at {rate:.0%}: {right:.1f} < {bar}"] if right < bar else []
    there = sum(tally.counts[kind, "all"] for kind in KINDS)
    wrong = 100 * sum(tally.counts[kind, "wrong"] for kind in KINDS) / max(1, there)
    spent = 1000 * tally.seconds / max(1, claims)
    print(f"{wrong:.2f} % in a wrong place (at most {WRONG})")
    print(f"{spent:.2f} ms a claim on {SIZE:,} characters (at most {MILLISECONDS})\n")
    short += [f"{wrong:.2f} % in a wrong place at {rate:.0%}"] if wrong > WRONG else []
    return [*short, *([f"{spent:.2f} ms a claim at {rate:.0%}"] if spent > MILLISECONDS else [])]


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="open")
    parser.add_argument("--set", default="clean")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=int, default=24)
    parser.add_argument("--faults", action="store_true", help="print what was not right")
    asked = parser.parse_args()
    folders = asked.data / asked.split / asked.set, asked.data / asked.set, asked.data
    folder = next(one for one in folders if one.is_dir())
    short = []
    for rate in BARS:
        draw = random.Random(f"{asked.seed} {rate}")
        tally, number = Tally(), 0
        source = texts(folder, asked.seed)
        row = [next(source) for _ in range(asked.texts)]
        for at, (text, marks) in enumerate(row):
            made = claims(text, marks, draw)
            index = anchor.Index(text)
            for one in made:
                one.selector = anchor.describe_lastingly(index, one.start, one.end)
            number += len(made)
            others = [one[0] for one in SENTENCE.finditer(row[at - 1][0])]
            judge(tally, text, edited(text, made, rate, others, draw), made)
        short += table(rate, tally, number)
        if asked.faults:
            print("\n".join(tally.faults))
    for line in short:
        print(f"falls short: {line}")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
