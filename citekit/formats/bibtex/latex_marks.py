"""What means something in TeX, and the marks that stand for braces in decoded text."""

from __future__ import annotations

import re

PROTECT, UNPROTECT = "\ufdd0", "\ufdd1"
"""Round what braces protect from changes of case; Unicode keeps these two for uses like this one."""

TOKEN = re.compile(r"\\(?:([A-Za-z]+)[ \t\r\n]*|(.))|([{}$~^_])|(---?|``|''|!`|\?`)", re.S)
"""What means something in TeX. Groups: command that is a word, command that is a sign, sign, ligature."""

MOST_DECODED = 1_000_000
"""Characters of a value beyond which its TeX is left as it is: no title is as long as a book."""
