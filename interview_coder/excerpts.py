"""Excerpts: what is shown of a coded passage, no longer than wanted, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview_coder.coding import Coding
from interview_coder.language import count_words, has_han
from interview_coder.sentences import sentence_spans
from interview_coder.transcript import Role, Transcript


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a passage; `…` (Chinese ……) stands at an end where something was cut and nowhere else.

    `evidence` are ranges of `text`; `words` are those of the passage, without the marks.
    """

    text: str
    evidence: tuple[tuple[int, int], ...]
    words: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a passage: the question before it, and sentences of the same turn; "" where there is none."""

    question: str
    before: str
    after: str


def excerpt(coding: Coding, *, max_words: int | None = None) -> Excerpt:
    """Return the whole passage, or of a longer one the sentences around its evidence that fit into `max_words`.

    It is cut between sentences alone: one sentence stays whole, however long it is. Chosen is the sentence with the
    most evidence (the first of equals), then those after it and those before it, as long as they fit. A Chinese
    character is a word.
    """
    evidence = coding.evidence_in_quote
    if max_words is None or coding.words <= max_words:
        return Excerpt(coding.quote, evidence, coding.words)
    spans = sentence_spans(coding.quote)
    first, last = _fitting(coding.quote, spans, evidence, max_words)
    start, end = spans[first][0], spans[last][1]
    words = coding.quote[start:end]
    mark = "……" if has_han(words) else "…"
    left = (mark if has_han(words) else f"{mark} ") if first else ""
    right = (mark if has_han(words) else f" {mark}") if last < len(spans) - 1 else ""
    shift = len(left) - start
    inside = tuple((a + shift, b + shift) for a, b in evidence if start <= a and b <= end)
    return Excerpt(left + words + right, inside, count_words(words))


def surroundings(coding: Coding, transcript: Transcript, *, sentences: int = 1) -> Surroundings:
    """Return the interviewer's last words before a passage, and so many sentences before and after it in its turn."""
    turn = transcript.turns[coding.turn - 1]
    asked = [other for other in transcript.turns[: coding.turn - 1] if other.role is Role.INTERVIEWER]
    question = transcript.quote(asked[-1].start, asked[-1].end) if asked and turn.role is Role.RESPONDENT else ""
    before = sentence_spans(transcript.quote(turn.start, coding.start))[-sentences:] if sentences else ()
    after = sentence_spans(transcript.quote(coding.end, turn.end))[:sentences]
    return Surroundings(
        question=_flowing(question),
        before=_flowing(_between(transcript, turn.start, before)),
        after=_flowing(_between(transcript, coding.end, after)),
    )


def _fitting(
    quote: str, spans: Sequence[tuple[int, int]], evidence: Sequence[tuple[int, int]], max_words: int
) -> tuple[int, int]:
    """Return the numbers of the first and the last sentence to show."""
    telling = [sum(start <= a < end for a, _ in evidence) for start, end in spans]
    first = last = telling.index(max(telling))
    while last + 1 < len(spans) and count_words(quote[spans[first][0] : spans[last + 1][1]]) <= max_words:
        last += 1
    while first and count_words(quote[spans[first - 1][0] : spans[last][1]]) <= max_words:
        first -= 1
    return first, last


def _between(transcript: Transcript, shift: int, spans: Sequence[tuple[int, int]]) -> str:
    return transcript.quote(shift + spans[0][0], shift + spans[-1][1]) if spans else ""


def _flowing(text: str) -> str:
    return " ".join(text.split())
