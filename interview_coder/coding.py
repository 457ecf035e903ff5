"""Suggestion, Coding and Decision: a passage, a code, who proposed it and why, and what a coder made of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview_coder.language import count_words
from interview_coder.passages import Passage
from interview_coder.transcript import Role


class Source(StrEnum):
    """Who made a suggestion."""

    RULE = "rule"


class Verdict(StrEnum):
    """Where a coding stands: proposed only, or decided by a coder."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code proposed for a passage.

    `rule` is the id of the rule that spoke (`financial_support.rules[0]`), `score` lies in 0..1,
    `evidence` holds the matched ranges of the transcript's text in reading order; a range outside
    the passage stands in its turn or in the question before it.
    """

    passage: Passage
    code: str
    source: Source
    rule: str
    score: float
    evidence: tuple[tuple[int, int], ...]
    status: Verdict = Verdict.SUGGESTED


@dataclass(frozen=True, slots=True)
class Coding:
    """A coded passage on its own: all that counting, quoting and exporting need, without the transcript.

    `start`, `end` and `evidence` are code points of the transcript's text, `turn` and `passage` count from 1,
    `words` counts the quote's words (Chinese characters), `seconds` is the recording time where known, and `context`
    holds the matched words that stand outside the quote: in the question before it, or around it in its turn. Where
    they stand in a question, `question` is its text.
    """

    transcript: str
    start: int
    end: int
    quote: str
    speaker: str
    turn: int
    passage: int
    code: str
    source: Source
    rule: str
    score: float
    evidence: tuple[tuple[int, int], ...]
    status: Verdict
    words: int
    seconds: float | None
    context: tuple[str, ...] = ()
    question: str = ""

    @classmethod
    def of(cls, suggestion: Suggestion) -> Coding:
        """Take a suggestion out of its transcript."""
        passage = suggestion.passage
        return cls(
            transcript=passage.transcript.id,
            start=passage.start,
            end=passage.end,
            quote=passage.text,
            speaker=passage.turn.speaker,
            turn=passage.turn.number,
            passage=passage.number,
            code=suggestion.code,
            source=suggestion.source,
            rule=suggestion.rule,
            score=suggestion.score,
            evidence=suggestion.evidence,
            status=suggestion.status,
            words=count_words(passage.text),
            seconds=passage.transcript.seconds_at(passage.start),
            context=_outside(suggestion),
            question=_question(suggestion),
        )

    @property
    def evidence_in_quote(self) -> tuple[tuple[int, int], ...]:
        """The evidence that lies in the passage, as ranges of `quote`."""
        inside = (span for span in self.evidence if self.start <= span[0] and span[1] <= self.end)
        return tuple((start - self.start, end - self.start) for start, end in inside)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a coder decided about a code and some words: `verdict` is accepted or rejected.

    `start` and `end` are code points of the transcript's text, None where only the words are known; `quote` is empty
    where only their place is. `coder` is empty where nobody signed.
    """

    transcript: str
    start: int | None
    end: int | None
    quote: str
    code: str
    verdict: Verdict
    coder: str = ""


def _outside(suggestion: Suggestion) -> tuple[str, ...]:
    passage = suggestion.passage
    spans = (span for span in suggestion.evidence if span[1] <= passage.start or passage.end <= span[0])
    return tuple(dict.fromkeys(passage.transcript.quote(*span) for span in spans))


def _question(suggestion: Suggestion) -> str:
    """Return the interviewer's turns that hold evidence, without which a short answer says nothing."""
    transcript, turn = suggestion.passage.transcript, suggestion.passage.turn
    earlier = [start for start, _ in suggestion.evidence if start < turn.start]
    asked = (
        other
        for other in (transcript.turns[: turn.number - 1] if earlier else ())
        if other.role is Role.INTERVIEWER and any(other.start <= start < other.end for start in earlier)
    )
    return " … ".join(" ".join(transcript.quote(other.start, other.end).split()) for other in asked)
