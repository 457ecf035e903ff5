"""Speakers on lines of their own: `Interviewer`, then what was asked below it, with no colon anywhere."""

from __future__ import annotations

import re
from collections import Counter

from interview_coder.readers import names
from interview_coder.readers.labels import Label
from interview_coder.readers.speakers import Declared

# A line that holds nothing but a short name, at the beginning or below a blank line, with words after it.
_LINE = re.compile(r"(?:\A|(?<=\n\n))[^\S\n]{0,8}(?P<name>[^\W\d_][^\n:：.!?。！？，,;；]{0,39}?)[^\S\n]*\n\s*(?=\S)")
MOST_SPEAKERS = 12


def labels_on_own_lines(text: str, start: int, declared: Declared) -> tuple[Label, ...]:
    """Return the lines that are speakers, where at least two people take turns; nothing where that is not sure.

    Names that recur count where one of them is usual for an interviewer or a respondent, or declared, or where each
    recurs three times: a heading does not.
    """
    found = [_label(each) for each in _LINE.finditer(text, start) if names.looks_like_name(each["name"])]
    counts = Counter(names.stem(label.name) for label in found)
    known = {stem for stem in counts if _is_known(stem, declared)}
    people = {stem for stem, count in counts.items() if count >= (2 if known else 3) or stem in known}
    if not 1 < len(people) <= MOST_SPEAKERS:
        return ()
    return tuple(label for label in found if names.stem(label.name) in people)


def _is_known(name: str, declared: Declared) -> bool:
    return declared.speaks(name) or names.asks_by_default(name) or names.answers_by_default(name)


def _label(found: re.Match[str]) -> Label:
    return Label(
        name=" ".join(found["name"].split()),
        start=found.start("name"),
        end=found.end(),
        seconds=None,
        bold=False,
        bulleted=False,
        opens=True,
        firm=True,
    )
