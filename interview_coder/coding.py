"""Suggestion, Coding, Decision and Memo: a passage, a code, who proposed it and why, and what coders made of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview_coder.language import count_words
from interview_coder.passages import Passage
from interview_coder.transcript import Role


class Source(StrEnum):
    """Who put a code to a passage."""

    RULE = "rule"
    MODEL = "model"
    CODER = "coder"


class Verdict(StrEnum):
    """Where a coding stands: proposed only, decided, or disputed where coders differ and none has adjudicated."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code proposed for a passage.

    `rule` is the id of the rule that spoke (`financial_support.rules[0]`) or of the model, `score` lies in 0..1,
    `evidence` holds the matched ranges of the transcript's text, or those of the words that weighed most, in reading
    order; a range outside the passage stands in its turn or in the question before it. `reasons` say in words what no
    range shows: the examples a passage is like.
    """

    passage: Passage
    code: str
    source: Source
    rule: str
    score: float
    evidence: tuple[tuple[int, int], ...]
    status: Verdict = Verdict.SUGGESTED
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """A coded passage on its own: all that counting, quoting and exporting need, without the transcript.

    `start`, `end` and `evidence` are code points of the transcript's text, `turn` and `passage` count from 1,
    `words` counts the quote's words (Chinese characters), `seconds` is the recording time where known, and `context`
    holds the matched words that stand outside the quote: in the question before it, or around it in its turn. Where
    they stand in a question, `question` is its text. `rule` is empty where a coder found the passage; `coder` names
    who decided, several parted by ", "; `memos` are what coders noted about the passage.
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
    reasons: tuple[str, ...] = ()
    coder: str = ""
    memos: tuple[str, ...] = ()

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
            reasons=suggestion.reasons,
        )

    @property
    def id(self) -> str:
        """What it is called by, as `find --id` takes it: `P07:12:money`, transcript, passage and code.

        Words that a coder chose need be no passage, and are named by their range: `P07:1043-1122:money`.
        """
        place = f"{self.start}-{self.end}" if self.source is Source.CODER else str(self.passage)
        return f"{self.transcript}:{place}:{self.code}"

    @property
    def is_accepted_by_model(self) -> bool:
        """Whether no person accepted it: a model did, as it was asked to from some probability on."""
        return self.status is Verdict.ACCEPTED and not any(map(is_person, self.coder.split(", ")))

    @property
    def evidence_in_quote(self) -> tuple[tuple[int, int], ...]:
        """The evidence that lies in the passage, as ranges of `quote`."""
        inside = (span for span in self.evidence if self.start <= span[0] and span[1] <= self.end)
        return tuple((start - self.start, end - self.start) for start, end in inside)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a coder decided about a code and some words: `verdict` is accepted or rejected.

    `start` and `end` are code points of the transcript's text, None where only the words are known; `quote` is empty
    where only their place is. `before` and `after` are the words around them, by which they are found again in a
    changed transcript. `coder` is empty where nobody signed, `at` is UTC (ISO 8601) or empty. A decision that
    `adjudicates` settles what coders dispute. `codebook` is the hash of the codebook that was shown; `number` and
    `batch` are what the study counts it by, 0 where it is not kept in one, and `id` is the same in every study that
    it was merged into.
    """

    transcript: str
    start: int | None
    end: int | None
    quote: str
    code: str
    verdict: Verdict
    coder: str = ""
    at: str = ""
    before: str = ""
    after: str = ""
    adjudicates: bool = False
    codebook: str = ""
    number: int = 0
    batch: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Memo:
    """What a coder noted about some words of a transcript; placed and signed as a decision is.

    A coder's later memo on the same words takes the place of the earlier one, and one without text removes it.
    """

    transcript: str
    start: int | None
    end: int | None
    quote: str
    text: str
    coder: str = ""
    at: str = ""
    before: str = ""
    after: str = ""
    number: int = 0
    batch: int = 0
    id: str = ""


def is_person(coder: str) -> bool:
    """Tell whether decisions under this name are a person's: a model signs with its own, such as `model 6329420f`."""
    return coder.partition(" ")[0] != Source.MODEL


def _outside(suggestion: Suggestion) -> tuple[str, ...]:
    passage = suggestion.passage
    spans = (span for span in suggestion.evidence if span[1] <= passage.start or passage.end <= span[0])
    return tuple(dict.fromkeys(passage.transcript.quote(*span) for span in spans))


def _question(suggestion: Suggestion) -> str:
    """Return the interviewer's turns that hold evidence, without which a short answer says nothing."""
    transcript, turn = suggestion.passage.transcript, suggestion.passage.turn
    earlier = [start for start, _ in suggestion.evidence if start < turn.start]
    if not earlier:
        return ""
    asked = (
        other
        for other in transcript.turns[: turn.number - 1]
        if other.role is Role.INTERVIEWER and any(other.start <= start < other.end for start in earlier)
    )
    return " … ".join(" ".join(transcript.quote(other.start, other.end).split()) for other in asked)
