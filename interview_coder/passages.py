"""Passage: the unit of coding. Passages tile their turn, but for white space between them (law 3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from interview_coder.sentences import sentence_spans
from interview_coder.transcript import Transcript, Turn

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")


class Unit(StrEnum):
    """How finely a turn is cut into passages."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    TURN = "turn"


class Passage(NamedTuple):
    """A range of one turn that can carry codes; `number` counts from 1 over the transcript.

    A tuple, because a study has hundreds of thousands and they take half the time of a dataclass to make.
    """

    transcript: Transcript
    turn: Turn
    number: int
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words of the passage."""
        return self.transcript.text[self.start : self.end]


def split_passages(transcript: Transcript, unit: Unit | str = Unit.SENTENCE) -> tuple[Passage, ...]:
    """Cut every turn, the interviewer's too, into passages in reading order."""
    spans_in = _CUTS[Unit(unit)]
    passages: list[Passage] = []
    for turn in transcript.turns:
        shift = turn.start
        for start, end in spans_in(transcript.quote(shift, turn.end)):
            passages.append(Passage(transcript, turn, len(passages) + 1, shift + start, shift + end))
    return tuple(passages)


def _paragraph_spans(text: str) -> Sequence[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = 0
    for gap in [*_BLANK_LINES.finditer(text), None]:
        end = gap.start() if gap else len(text)
        spans += _trimmed(text, at, end)
        at = gap.end() if gap else end
    return spans


def _trimmed(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """Return the range without white space at its ends, or nothing where only that is left."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    return [(left, right)] if left < right else []


def _turn_span(text: str) -> Sequence[tuple[int, int]]:
    return _trimmed(text, 0, len(text))


_CUTS: dict[Unit, Callable[[str], Sequence[tuple[int, int]]]] = {
    Unit.SENTENCE: sentence_spans,
    Unit.PARAGRAPH: _paragraph_spans,
    Unit.TURN: _turn_span,
}
