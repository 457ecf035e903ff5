"""The head of a transcript: `Date: ...`, `访谈地点：...` lines before anyone speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from interview_coder.readers import names
from interview_coder.readers.labels import Label
from interview_coder.readers.vocabulary import METADATA

_BRIEF = 80
_STOPS = tuple('.?!…。？！”"')
_AND = re.compile(r"\s*(?:[,，、;；&/]|\band\b|和|与)\s*")


def heading_end(text: str, labels: Sequence[Label], body: int) -> int:
    """Return where the head ends: after its last line, or `body` where there is none.

    It reaches to the last line that tells a date, a place and the like, or whom a label means, and over the short
    lines right below it (`Interviewer: Zhang`); the first line that reads like speech ends the search.
    """
    end = body
    credited = _credits(text, labels)
    starts = [label.start for label in labels] + [len(text)]
    for label, (_, following) in zip(labels, pairwise(starts), strict=True):
        first_line = _first_line(text, label)
        if names.stem(label.name) in METADATA or label in credited:
            end = label.end + len(first_line)
        elif not brief(text[label.end : following]):
            break
        elif end > body and not label.opens and not text[end : label.start].strip():
            end = label.end + len(first_line)
    return end


def interviewers_in_head(text: str, labels: Sequence[Label], end: int) -> frozenset[str]:
    """Return the keys of the labels of interviewers whom the head names: `js` for `Interviewer: John Smith`."""
    credited = _credits(text, labels).items()
    asking = (people for label, people in credited if label.start < end and names.asks_by_default(label.name))
    return frozenset().union(*asking)


def brief(words: str) -> bool:
    """Tell whether words are a line of a head and no speech: short, without a stop at the end."""
    words = words.strip()
    return len(words) <= _BRIEF and "\n" not in words and not words.endswith(_STOPS)


def _credits(text: str, labels: Sequence[Label]) -> Mapping[Label, frozenset[str]]:
    """Return the labels that say who somebody is, with the keys of that person, one of which labels speech below."""
    labels = list(dict.fromkeys(labels))
    seen = Counter(names.bare(label.name) for label in labels)
    credited = {}
    for label in labels:
        if seen[names.bare(label.name)] == 1 and (
            names.asks_by_default(label.name) or names.answers_by_default(label.name)
        ):
            people = _AND.split(_first_line(text, label).strip())
            keys = frozenset().union(*(names.short_forms(person) for person in people if names.looks_like_name(person)))
            if not keys.isdisjoint(seen):
                credited[label] = keys
    return credited


def _first_line(text: str, label: Label) -> str:
    end = text.find("\n", label.end)
    return text[label.end : end if end >= 0 else len(text)]
