"""How often each rule fires on documents that are known to be in order: one that fires there is to be looked at.

    python benchmarks/rules.py --data DIR [--split open] [--set clean] [--show CODE] [--limit N]

`DIR/SPLIT/SET` is laid out as for attribution.py. Prints for each code its severity, how many findings it gave, in how
many documents, and for each document on average; `--show CODE` prints the findings themselves.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from attribution import audited

from citekit.checker import check, problems


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the split")
    parser.add_argument("--split", default="open")
    parser.add_argument("--set", default="clean")
    parser.add_argument("--show", default="", metavar="CODE")
    parser.add_argument("--limit", type=int, default=0, help="so many documents, evenly spread")
    given = parser.parse_args()
    texts = sorted((given.data / given.split / given.set).glob("*.txt"))
    if not texts:
        raise SystemExit(f"{given.data / given.split / given.set} has no .txt files")
    texts = texts[:: max(1, len(texts) // given.limit)] if given.limit else texts
    fired: Counter[str] = Counter()
    where: dict[str, set[Path]] = defaultdict(set)
    for text in texts:
        for found in check(audited(text, library=True)):
            fired[found.code] += 1
            where[found.code].add(text)
            if given.show and found.code.startswith(given.show):
                print(f"{text.name}:{found.span.line}:{found.span.column}: {found.code} {found.message}")
    known = {problem.code: problem for problem in problems()}
    print(f"{len(texts)} documents")
    for code, count in sorted(fired.items()):
        problem = known[code]
        print(
            f"{code} {problem.name:28} {problem.severity.label:12} {count:6} findings "
            f"in {len(where[code]):4} documents, {count / len(texts):.2f} each"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
