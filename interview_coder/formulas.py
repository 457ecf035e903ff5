"""Formulas: texts of a table that a spreadsheet would run, and what keeps it from that."""

from __future__ import annotations

import re

# The apostrophe written before such a text is the one taken away again, so apostrophes before that count.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def guarded(text: str) -> str:
    """Return a text that a spreadsheet shows and does not run: with an apostrophe before it, where it needs one."""
    return f"'{text}" if _FORMULA.match(text) else text


def bare(text: str) -> str:
    """Return what `guarded` made this text of."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
