"""Transcripts without labels in which one side's words are set off: bold or italic paragraphs beside plain ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from interview_coder.language import detect_language
from interview_coder.readers.notes import counted
from interview_coder.readers.paragraphs import BETWEEN
from interview_coder.readers.script import Span
from interview_coder.transcript import Role

# Whoever asks says less; nearer to one half, the style does not tell who that is.
MOST_ASKED = 0.45
FEWEST_TURNS = 3

_NAMES = {
    "en": {Role.INTERVIEWER: "Interviewer", Role.RESPONDENT: "Respondent"},
    "zh": {Role.INTERVIEWER: "访谈者", Role.RESPONDENT: "受访者"},
}


def spans_by_style(text: str, set_off: Sequence[tuple[int, int]], start: int) -> tuple[Span, ...]:
    """Cut a text into what is set off and what is not, the shorter of the two being the interviewer's.

    Returns nothing where the style does not tell: too few changes, or both sides say about as much.
    """
    if not set_off:
        return ()
    pieces = [
        (styled, list(parts)) for styled, parts in groupby(_paragraphs(text, set_off, start), key=lambda part: part[0])
    ]
    spoken = [(styled, parts[0][1], parts[-1][2]) for styled, parts in pieces]
    lengths = {kind: sum(end - at for styled, at, end in spoken if styled is kind) for kind in (True, False)}
    asking = lengths[True] < lengths[False]
    turns = sum(styled is asking for styled, _, _ in spoken)
    if turns < FEWEST_TURNS or min(lengths.values()) > MOST_ASKED * sum(lengths.values()):
        return ()
    names = _NAMES[detect_language(text)]
    roles = [Role.INTERVIEWER if styled is asking else Role.RESPONDENT for styled, _, _ in spoken]
    return tuple(Span(names[role], at, end, role) for role, (_, at, end) in zip(roles, spoken, strict=True))


def style_notes(spans: Sequence[Span]) -> list[str]:
    """Say that the style, not a label, told who speaks."""
    if not spans:
        return []
    asked = sum(span.role is Role.INTERVIEWER for span in spans)
    return [
        f"no speaker labels found: told by bold or italic type, {counted(asked, 'turn')} taken as the interviewer's"
    ]


def _paragraphs(text: str, set_off: Sequence[tuple[int, int]], start: int) -> Iterator[tuple[bool, int, int]]:
    """Yield for each paragraph whether it is set off, and its range without outer white space."""
    firsts = [first for first, _ in set_off]
    at = 0
    for paragraph in text.split(BETWEEN):
        end = at + len(paragraph)
        inner = paragraph.strip()
        if inner and at >= start:
            first = at + paragraph.index(inner)
            within = bisect_right(firsts, first) - 1
            yield within >= 0 and first < set_off[within][1], first, first + len(inner)
        at = end + len(BETWEEN)
