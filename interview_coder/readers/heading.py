"""The head of a transcript: `Date: ...`, `访谈地点：...` lines before anyone speaks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from interview_coder.readers import names
from interview_coder.readers.labels import Label
from interview_coder.readers.vocabulary import METADATA

_BRIEF = 60
_STOPS = tuple('.?!…。？！”"')


def heading_end(text: str, labels: Sequence[Label], body: int) -> int:
    """Return where the head ends: after its last line, or `body` where there is none.

    It reaches to the last line that tells a date, a place and the like, and over the short lines right
    below it (`Interviewer: Zhang`); the first line that reads like speech ends the search.
    """
    end = body
    starts = [label.start for label in labels] + [len(text)]
    for label, (_, following) in zip(labels, pairwise(starts), strict=True):
        first_line = text[label.end : following].split("\n", 1)[0]
        if names.stem(label.name) in METADATA:
            end = label.end + len(first_line)
        elif not _brief(text[label.end : following]):
            break
        elif end > body and not label.opens and not text[end : label.start].strip():
            end = label.end + len(first_line)
    return end


def _brief(words: str) -> bool:
    words = words.strip()
    return len(words) <= _BRIEF and "\n" not in words and not words.endswith(_STOPS)
