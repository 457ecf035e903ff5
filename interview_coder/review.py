"""Review: which passages a coder is asked about, in which order, and what each answer decides."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from interview_coder.borders import Range
from interview_coder.codebook import is_within
from interview_coder.coding import Coding, Decision, Memo, Source, Verdict
from interview_coder.passages import Passage
from interview_coder.transcript import Role, Transcript, Turn

# Whoever took longer was not reading.
_LONGEST = 120.0
# The pace is told from so many answers on, and from the last so many.
_FEWEST, _MOST = 5, 30


class Order(StrEnum):
    """In which order passages are asked about."""

    TEXT = "text"
    UNCERTAIN = "uncertain"


class Scope(StrEnum):
    """Which codings are asked about: those nobody decided, those coders differ on, or all."""

    UNDECIDED = "undecided"
    DISPUTED = "disputed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked about. Empty means any; a code stands for those below it, `where` for attributes of transcripts."""

    scope: Scope = Scope.UNDECIDED
    codes: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()

    def take_transcript(self, id: str, attributes: Mapping[str, str]) -> bool:
        """Tell whether a transcript with these attributes is asked about."""
        named = not self.transcripts or id in self.transcripts
        return named and all(attributes.get(name) == value for name, value in self.where)

    def take_code(self, id: str) -> bool:
        """Tell whether a code is asked about."""
        return not self.codes or any(is_within(id, code) for code in self.codes)

    def take(self, coding: Coding) -> bool:
        """Tell whether a coding is asked about at some time, decided or not."""
        return self.take_code(coding.code) and (not self.speakers or coding.speaker in self.speakers)

    def is_open(self, coding: Coding) -> bool:
        """Tell whether a coding waits for an answer."""
        wanted = Verdict.DISPUTED if self.scope is Scope.DISPUTED else Verdict.SUGGESTED
        return coding.status is wanted and self.take(coding)


class Place(NamedTuple):
    """Some words of a transcript."""

    transcript: str
    start: int
    end: int


def overlap(one: Place, other: Place) -> bool:
    """Tell whether two places share words."""
    return one.transcript == other.transcript and one.start < other.end and other.start < one.end


@dataclass(frozen=True, slots=True)
class Interview:
    """A transcript in passages, with the codings that lie in it, the decisions that made them, and memos."""

    transcript: Transcript
    passages: tuple[Passage, ...]
    codings: tuple[Coding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    memos: tuple[Memo, ...] = ()

    def passage(self, start: int, end: int) -> Passage:
        """Return a range as a passage, with the number of the one that it begins in."""
        at = max(bisect_right(self.passages, start, key=lambda passage: passage.start) - 1, 0)
        return self.passages[at]._replace(start=start, end=end)

    def item(self, place: Place) -> Item:
        """Return what is asked about some words: every coding that overlaps them."""
        own = (coding for coding in self.codings if coding.start < place.end and place.start < coding.end)
        return Item(self.passage(place.start, place.end), tuple(own))


@dataclass(frozen=True, slots=True)
class Item:
    """A passage to decide about, with its codings."""

    passage: Passage
    codings: tuple[Coding, ...]

    @property
    def place(self) -> Place:
        """Where the passage stands."""
        return Place(self.passage.transcript.id, self.passage.start, self.passage.end)

    @property
    def question(self) -> Turn | None:
        """The interviewer's turn before the passage's own, None if there is none."""
        before = self.passage.transcript.turns[: self.passage.turn.number - 1]
        return next((turn for turn in reversed(before) if turn.role is Role.INTERVIEWER), None)


def places(interview: Interview, filters: Filters) -> tuple[Place, ...]:
    """Return the words that are asked about in an interview, in reading order, each once."""
    asked = filters.take if filters.scope is Scope.ALL else filters.is_open
    found = (Place(coding.transcript, coding.start, coding.end) for coding in interview.codings if asked(coding))
    return tuple(sorted(set(found)))


def by_doubt(codings: Iterable[Coding]) -> dict[Place, tuple[float, ...]]:
    """Return how much an answer would teach about each place with an open coding; the least comes first.

    First what a model is least sure of, then rules that few decisions speak for, then codes with few decisions.
    """
    codings = list(codings)
    decided = [coding for coding in codings if coding.status in (Verdict.ACCEPTED, Verdict.REJECTED)]
    rules, codes = (Counter(getattr(coding, key) for coding in decided) for key in ("rule", "code"))
    doubts: dict[Place, tuple[float, ...]] = {}
    for coding in codings:
        if coding.status not in (Verdict.ACCEPTED, Verdict.REJECTED):
            place = Place(coding.transcript, coding.start, coding.end)
            doubt = _doubt(coding, rules[coding.rule], codes[coding.code])
            doubts[place] = min(doubt, doubts.get(place, doubt))
    return doubts


def _doubt(coding: Coding, of_rule: int, of_code: int) -> tuple[float, ...]:
    if coding.source is Source.MODEL:
        return 0, abs(coding.score - 0.5), of_code
    return 1, of_rule, of_code


def decision(
    transcript: Transcript, span: Range, code: str, verdict: Verdict, *, adjudicates: bool = False
) -> Decision:
    """Make a decision about the words at a range."""
    return Decision(transcript.id, *span, transcript.quote(*span), code, verdict, adjudicates=adjudicates)


def resized(transcript: Transcript, coding: Coding, span: Range, *, adjudicates: bool = False) -> tuple[Decision, ...]:
    """Accept a coding for other words; what was accepted for its own and lies partly outside them is taken back."""
    own = (coding.start, coding.end)
    accepted = decision(transcript, span, coding.code, Verdict.ACCEPTED, adjudicates=adjudicates)
    if coding.status is Verdict.ACCEPTED and not _holds(span, own) and not _holds(own, span):
        return decision(transcript, own, coding.code, Verdict.REJECTED, adjudicates=adjudicates), accepted
    return (accepted,)


def _holds(one: Range, other: Range) -> bool:
    return one[0] <= other[0] and other[1] <= one[1]


def voices(decisions: Sequence[Decision], coding: Coding) -> tuple[Decision, ...]:
    """Return each coder's latest decision about a coding, in the order of their first."""
    latest: dict[str, Decision] = {}
    for each in decisions:
        if each.code != coding.code or each.start is None or each.end is None:
            continue
        is_same = (each.start, each.end) == (coding.start, coding.end)
        if is_same or (each.verdict is Verdict.ACCEPTED and each.start < coding.end and coding.start < each.end):
            latest[each.coder] = each
    return tuple(latest.values())


@dataclass(frozen=True, slots=True)
class Progress:
    """How many codings are decided, of how many; `seconds` is the time left at the present pace, None if unknown."""

    decided: int
    total: int
    seconds: float | None = None


def seconds_left(answers: Sequence[float], left: int) -> float | None:
    """Return how long the rest will take, from the seconds that the answers so far took; None after too few."""
    if len(answers) < _FEWEST:
        return None
    return left * median(min(seconds, _LONGEST) for seconds in answers[-_MOST:])
