"""A quotation held against the text it is taken from: exact, lawfully changed, altered, or not there.

    made = SourceText(text)
    made.compare("In these systems, uncertainties are ... present").state

What a quotation may change without saying so: the case of letters, quotation marks and dashes, punctuation, spaces,
words cut at line ends, ligatures. What it may change and says: an ellipsis (`…`, `...`, `[...]`) leaves words out,
square brackets put words in or in place of others (`[mereka]`, `[T]he`, `[sic]`). These are the rules of APA 7
(8.30–8.31) and of The Chicago Manual of Style (12.7–12.13, 12.59–12.71), taken at their widest. Every other word that
differs is an alteration. Pure; the time goes with the lengths of the two.
"""

from __future__ import annotations

from citekit.quoting.comparing import Comparison, Copied, Difference, SourceText, State, copied

__all__ = ["Comparison", "Copied", "Difference", "SourceText", "State", "copied"]
