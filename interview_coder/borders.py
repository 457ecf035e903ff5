"""Borders: where a passage may begin and end, and how its borders move by sentences or by words within its turn."""

from __future__ import annotations

import re
from enum import StrEnum

from interview_coder.sentences import sentence_spans
from interview_coder.transcript import Transcript, Turn


class Edge(StrEnum):
    """Which border of a passage moves."""

    START = "start"
    END = "end"


class Step(StrEnum):
    """How far a border moves in one go."""

    SENTENCE = "sentence"
    WORD = "word"


Range = tuple[int, int]

# A word, or one Chinese character: borders are set more finely than words are cut.
_WORD = re.compile(r"[一-鿿㐀-䶿]|[^\W一-鿿㐀-䶿]+(?:['’-][^\W一-鿿㐀-䶿]+)*")


def moved(transcript: Transcript, turn: Turn, span: Range, edge: Edge, step: Step, *, on: bool) -> Range:
    """Move a border of a range within its turn to the next place where one may stand; `on` is towards the end.

    The range stays as it is where there is no such place, or where nothing would be left of it.
    """
    at = span[0] if edge is Edge.START else span[1]
    places = [each[0] if edge is Edge.START else each[1] for each in _pieces(transcript, turn, step)]
    beyond = [place for place in places if (place > at if on else place < at)]
    if not beyond:
        return span
    place = min(beyond) if on else max(beyond)
    new = (place, span[1]) if edge is Edge.START else (span[0], place)
    return new if new[0] < new[1] else span


def _pieces(transcript: Transcript, turn: Turn, step: Step) -> list[Range]:
    text = transcript.quote(turn.start, turn.end)
    cuts = sentence_spans(text) if step is Step.SENTENCE else [found.span() for found in _WORD.finditer(text)]
    return [(turn.start + start, turn.start + end) for start, end in cuts]
