"""Asking: who seems to ask, where no label says it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview_coder.transcript import Turn

FEWEST_QUESTIONS = 2
# Interviewers also say "tell me more" and "mhm"; respondents ask back now and then.
LEAST_ASKED = 0.2
TIMES_OTHERS = 3

# A question mark at the end, a note or a time stamp in brackets behind it.
_QUESTION = re.compile(r"[?？][\s\"”’'*_)）]*(?:[\[(（#][^\[(（#\])）]{0,30}[\])）#]\s*)?\Z")


def likely_interviewer(text: str, turns: Sequence[Turn]) -> str:
    """Return `Dan: 80 % of the turns end with a question mark` for who asks far more than all others, else nothing."""
    asked: dict[str, list[bool]] = {}
    for turn in turns:
        ending = text[max(turn.start, turn.end - 60) : turn.end]
        asked.setdefault(turn.speaker, []).append(_QUESTION.search(ending) is not None)
    shares = {who: sum(each) / len(each) for who, each in asked.items() if sum(each) >= FEWEST_QUESTIONS}
    first, *others = sorted(shares, key=lambda who: -shares[who]) or [""]
    if not first or shares[first] < max([LEAST_ASKED, *(TIMES_OTHERS * shares[other] for other in others)]):
        return ""
    return f"{first}: {100 * shares[first]:.0f} % of the turns end with a question mark"
