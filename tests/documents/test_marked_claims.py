"""Claims marked in Markdown, beside pandoc's own reading of the same text."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from citekit.documents import markdown
from citekit.source import TextSource

MARKED = """# Judul

Kata orang [negara *bekerja
sama* [@holsti1995, p. 2] karena takut]{.claim #takut cites="@holsti1995 [p. 3]; @plano1979 [chap. 2]"
kind=reason} sekali. `[bukan]{.claim #kode}` dan [dua [tiga]{.claim #dalam}]{.claim #luar}.

```
[kode]{.claim #blok}
```

- Lagi [tanpa id]{.claim cites='@nihil'}, [bukan klaim]{.lain #y}, [tautan](http://x.org){.claim #tautan},
  \\[bukan]{.claim #lolos}, $[x]{.claim #maths}$ [urut]{#urut .x .claim cites="@a"}.
"""


def spans(node: Any) -> list[str]:
    """The ids of pandoc's spans of the class claim, in order."""
    if isinstance(node, list):
        return [one for part in node for one in spans(part)]
    if not isinstance(node, dict):
        return []
    found = spans(node.get("c", node.get("blocks", [])))
    return [node["c"][0][0], *found] if node.get("t") == "Span" and "claim" in node["c"][0][1] else found


def test_pandoc_sees_the_same_spans(pandoc: str) -> None:
    """The ids of the spans of class claim in pandoc's own AST are those of the claims; one without an id has none."""
    done = subprocess.run(
        [pandoc, "-f", "markdown", "-t", "json"], input=MARKED, capture_output=True, text=True, check=True
    )
    claims = markdown.read(TextSource("esai.md", MARKED)).claims
    assert spans(json.loads(done.stdout)) == [one.id if one.id != "esai-4" else "" for one in claims]
