"""Time stamps as transcribers write them: `[00:12:31]`, `(1:05)`, `#00:12:31-5#`, `00:12:31`."""

from __future__ import annotations

import re

# A chat has the date before the time; early Teams wrote 0:0:3.120 --> 0:0:5.430.
_DATE = r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?,?[^\S\n]{1,2}"
_CLOCK = rf"(?:{_DATE})?\d{{1,3}}[:：]\d{{2}}(?:[:：]\d{{2}})?(?:[.,]\d{{1,3}})?"
_SHORT = r"\d{1,3}:\d{1,2}:\d{1,2}\.\d{1,7}"
_TO = r"[^\S\n]{0,3}(?:-{1,3}>?|–|—|~|to|至)[^\S\n]{0,3}"
_RANGE = rf"(?:{_SHORT}{_TO}{_SHORT}|{_CLOCK}(?:{_TO}{_CLOCK})?)"
#: A stamp in brackets (Markdown may escape them) or between number signs.
BRACKETED = rf"(?:\\?[\[(（【<{{]{_RANGE}\\?[\])）】>}}]|\#{_CLOCK}(?:-\d{{1,2}})?\#)"
#: A stamp with or without brackets.
STAMP = rf"(?:{BRACKETED}|{_RANGE})"
#: A stamp even in the middle of a sentence: `[00:12:31]`, `[inaudible 00:12:31]`, `#00:12:31-5#`.
WITHIN = rf"(?:\\?[\[{{](?:[^\W\d_][\w ]{{0,30}}[ @])?{_RANGE}\\?[\]}}]|\#{_CLOCK}(?:-\d{{1,2}})?\#)"
#: A stamp that can't be the time of day or a ratio: brackets, or hours, minutes and seconds.
CERTAIN = rf"(?:{BRACKETED}|\d{{1,3}}[:：]\d{{2}}[:：]\d{{2}}(?:[.,]\d{{1,3}})?)"

_FIRST = re.compile(r"(\d+)[:：](\d\d?)(?:[:：](\d\d?))?(?:[.,](\d+))?")


def seconds_of(stamp: str) -> float:
    """Return the seconds of the (first) clock time in a text that matches STAMP."""
    found = _FIRST.search(stamp)
    if not found:
        return 0.0
    first, second, third, fraction = found.groups()
    whole = int(first) * 60 + int(second)
    if third is not None:
        whole = whole * 60 + int(third)
    return float(f"{whole}.{fraction or 0}")


_NUMBER = re.compile(r"\d{1,7}(?:[.,]\d{1,6})?(?:\s*s(?:ec(?:onds)?)?)?", re.IGNORECASE)


def clock_seconds(text: str) -> float | None:
    """Return the seconds that a cell or field tells, as a clock time or as a number of seconds; None for others."""
    if re.fullmatch(STAMP, text.strip()):
        return seconds_of(text)
    if _NUMBER.fullmatch(text.strip()):
        return float(text.strip().rstrip("secondSECOND ").replace(",", "."))
    return None
