"""Concordance: every hit of a query in its context (KWIC)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_coder.lexicon import Span
from interview_coder.matching import Matcher
from interview_coder.passages import Passage, Unit, split_passages
from interview_coder.query import Either, Node, Term, parts_of
from interview_coder.transcript import Role, Transcript


@dataclass(frozen=True, slots=True)
class Line:
    """One hit: `left`, `hit` and `right` follow each other in the turn; `start` and `end` are the hit's range.

    `passage` is its number among the transcript's passages of the unit, as `P07:12` names it. `evidence` are the
    matched ranges inside `hit`, counted from its beginning.
    """

    transcript: str
    file: str
    speaker: str
    role: Role
    turn: int
    passage: int
    seconds: float | None
    start: int
    end: int
    left: str
    hit: str
    right: str
    evidence: tuple[Span, ...]


class Concordance:
    """A query compiled for many transcripts; a hit lies within one passage of the unit."""

    def __init__(self, query: Node, unit: Unit | str = Unit.SENTENCE, *, context: int = 60) -> None:
        self._matcher = Matcher([query])
        self._each_word = _is_words(query)
        self._unit = unit
        self._context = context

    def lines(self, transcript: Transcript) -> Iterator[Line]:
        """Yield the hits in reading order, whoever speaks, with up to `context` characters on both sides.

        Words and phrases give a line for each time they stand; other queries a line a passage, from the first matched
        word to the last.
        """
        passages = split_passages(transcript, self._unit)
        reading = self._matcher.read(transcript, passages)
        for place, _ in reading.matches():
            for spans in self._hits(passages[place], reading.evidence(place, 0)):
                yield self._line(passages[place], spans)

    def _hits(self, passage: Passage, evidence: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
        inside = tuple(span for span in evidence if passage.start <= span[0] and span[1] <= passage.end)
        if self._each_word:
            yield from ((span,) for span in inside)
        else:
            yield inside or ((passage.start, passage.end),)

    def _line(self, passage: Passage, spans: tuple[Span, ...]) -> Line:
        transcript, turn = passage.transcript, passage.turn
        start, end = spans[0][0], spans[-1][1]
        return Line(
            transcript=transcript.id,
            file=transcript.file,
            speaker=turn.speaker,
            role=turn.role,
            turn=turn.number,
            passage=passage.number,
            seconds=transcript.seconds_at(start),
            start=start,
            end=end,
            left=transcript.quote(max(turn.start, start - self._context), start),
            hit=transcript.quote(start, end),
            right=transcript.quote(end, min(turn.end, end + self._context)),
            evidence=tuple((a - start, b - start) for a, b in spans),
        )


def _is_words(query: Node) -> bool:
    return isinstance(query, Term) or (isinstance(query, Either) and all(map(_is_words, parts_of(query))))
