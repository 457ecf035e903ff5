"""Sitting: one coder at work on a study, from start to stop; every answer is on disk before it counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from interview_coder.borders import Range
from interview_coder.codebook import Codebook, is_within
from interview_coder.coding import Coding, Decision, Memo, Verdict
from interview_coder.corpus import Progress as OnProgress
from interview_coder.errors import UsageError
from interview_coder.passages import Passage, Unit, split_passages
from interview_coder.review import (
    Filters,
    Interview,
    Item,
    Order,
    Place,
    Progress,
    Scope,
    by_doubt,
    decision,
    overlap,
    places,
    resized,
    seconds_left,
)
from interview_coder.store import Store
from interview_coder.transcript import Role
from interview_coder.verdicts import latest_memos, settle

# No sitting is longer; the next one plans anew.
_LONGEST_PLAN = 300


@dataclass(frozen=True, slots=True)
class Coder:
    """Who decides, and how: `blind` hides the suggestions and the others' codes, `adjudicates` settles disputes."""

    name: str
    blind: bool = False
    adjudicates: bool = False


class Deed(StrEnum):
    """What an answer did."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    RECODED = "recoded"
    RESIZED = "resized"
    ADDED = "added"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a coder answered, and the words that were asked about; what it comes to is kept last."""

    place: Place
    deed: Deed
    kept: tuple[Decision | Memo, ...]


class Sitting:
    """The queue of what is asked, where the coder stands in it, and the answers.

    `left_out` is how many suggestions were decided before and are not asked about any more.
    `now` returns the time to sign decisions with, `clock` the seconds that the pace is told from; `on_progress` is
    called with each transcript, its number and how many there are. Whatever cannot be
    kept raises EnvironmentFailure or StudyError and leaves everything as it was. Raises UsageError where the filters
    leave no transcript.
    """

    def __init__(
        self,
        store: Store,
        codebook: Codebook,
        coder: Coder,
        *,
        unit: Unit,
        filters: Filters,
        order: Order,
        now: Callable[[], str],
        clock: Callable[[], float] = time.monotonic,
        on_progress: OnProgress | None = None,
    ) -> None:
        self.codebook, self.coder, self.filters = codebook, coder, filters
        self._store, self._unit, self._now, self._clock = store, unit, now, clock
        kept = [each for each in store.transcripts() if filters.take_transcript(each.id, each.attributes)]
        self.transcripts = tuple(each.id for each in kept)
        if not kept:
            raise UsageError("no transcript of the study has these attributes. `interview-coder summary` lists them")
        self._suggestions: dict[str, tuple[Coding, ...]] = {}
        self._interviews: dict[str, Interview] = {}
        self._waiting: dict[str, int] = {}
        self._codes: dict[str, str] = {}
        self._answers: list[tuple[int, Answer]] = []
        self._paces: list[float] = []
        self._since = clock()
        for number, id in enumerate(self.transcripts, start=1):
            self.interview(id)
            if on_progress:
                on_progress(id, number, len(kept))
        self.queue = self._queued(order)
        self.at = self._resumed() if order is Order.TEXT else 0
        self.here = self.queue[self.at] if self.queue else self.stopped_at()
        self.chosen = 0
        self._total = self._open() if filters.scope is Scope.DISPUTED else self._suggested()
        self.left_out = self._total - self._open() if filters.scope is Scope.UNDECIDED else 0
        self._choose_open()

    def _queued(self, order: Order) -> list[Place]:
        queue = [place for id in self.transcripts for place in places(self.interview(id), self.filters)]
        return self._by_use(queue) if order is Order.UNCERTAIN and queue else queue

    def _by_use(self, queue: Sequence[Place]) -> list[Place]:
        """Put first what the learner would learn most from; what follows the first few hundred stays as it was."""
        from interview_coder.features import surroundings
        from interview_coder.usefulness import order

        items = [self.interview(place.transcript).item(place) for place in queue]
        codes = [code.id for code in self.codebook.codes if self.filters.take_code(code.id)]
        given = np.array(
            [[any(is_within(each.code, code) for each in item.codings) for code in codes] for item in items]
        )
        passages = [item.passage for item in items]
        first = order([*map(surroundings, passages)], self._likely(passages, codes), given=given, most=_LONGEST_PLAN)
        later = sorted(set(range(len(queue))) - set(first))
        return [queue[at] for at in (*first, *later)]

    def _likely(self, passages: Sequence[Passage], codes: Sequence[str]) -> np.ndarray | None:
        """Return how likely passages carry codes by the learner that the study keeps, None without one that fits."""
        from interview_coder.learning import kept_learner

        fitted, _ = kept_learner(self._store, self.codebook) if self._store.model() else (None, "")
        if fitted is None:
            return None
        columns = [list(fitted.learner.classes_).index(code) for code in codes]
        found: dict[tuple[str, int], np.ndarray] = {}
        for id in dict.fromkeys(passage.transcript.id for passage in passages):
            answers = [each for each in self.interview(id).passages if each.turn.role is Role.RESPONDENT]
            rows = fitted.learner.predict_proba(answers)[:, columns]
            found |= {(id, each.number): row for each, row in zip(answers, rows, strict=True)}
        nothing = np.zeros(len(codes))
        return np.array([found.get((passage.transcript.id, passage.number), nothing) for passage in passages])

    def _doubts(self) -> dict[Place, tuple[float, ...]]:
        return by_doubt(coding for coding in self._codings() if self.filters.take(coding))

    def _codings(self) -> Iterable[Coding]:
        return (coding for id in self.transcripts for coding in self.interview(id).codings)

    def interview(self, id: str) -> Interview:
        """Return a transcript with what is decided about it, as this coder may see it."""
        if id not in self._interviews:
            transcript = self._store.transcript(id)
            proposed = () if self.coder.blind else self._store.suggestions(id)
            codings = map(Coding.of, proposed)
            self._suggestions[id] = tuple(replace(each, code=self._current(each.code)) for each in codings)
            self._interviews[id] = Interview(transcript, split_passages(transcript, self._unit))
            self._settle(id)
        return self._interviews[id]

    def _current(self, code: str) -> str:
        """Return what a code is called now."""
        if code not in self._codes:
            self._codes[code] = self.codebook.current(code) or code
        return self._codes[code]

    def _settle(self, id: str) -> None:
        """Take up what the store holds about a transcript."""
        interview = self._interviews[id]
        own = self.coder.name if self.coder.blind else None
        decisions = tuple(replace(each, code=self._current(each.code)) for each in self._store.decisions(id, coder=own))
        memos = latest_memos(self._store.memos(id, coder=own))
        codings = settle(interview.passages, self._suggestions[id], decisions, memos)
        self._interviews[id] = replace(interview, codings=codings, decisions=decisions, memos=memos)
        self._waiting[id] = sum(map(self.filters.is_open, codings))

    # What is asked

    @property
    def item(self) -> Item | None:
        """What is asked about now; None where nothing is left, or nothing was to be asked."""
        if not self.queue:
            return None
        place = self.queue[self.at]
        item = self.interview(place.transcript).item(place)
        ranks = self._ranks(place)
        return replace(item, codings=tuple(sorted(item.codings, key=lambda coding: ranks[coding.code])))

    def _ranks(self, place: Place) -> dict[str, int]:
        """Rank the codes of some words: as suggested, then as decided, so that no answer puts them in another order."""
        suggestions = sorted(self._suggestions[place.transcript], key=lambda each: (each.start, each.end))
        given: list[Coding | Decision] = [*suggestions, *self.interview(place.transcript).decisions]
        here = (each for each in given if overlap(Place(each.transcript, each.start or 0, each.end or 0), place))
        return {code: rank for rank, code in enumerate(dict.fromkeys(each.code for each in here))}

    @property
    def coding(self) -> Coding | None:
        """The coding of the item that an answer is about."""
        item = self.item
        return item.codings[self.chosen] if item and self.chosen < len(item.codings) else None

    @property
    def progress(self) -> Progress:
        """How far the coder has come."""
        left = self._open()
        return Progress(max(self._total - left, 0), self._total, seconds_left(self._paces, left))

    def _open(self) -> int:
        return sum(self._waiting.values())

    def _suggested(self) -> int:
        """Count the suggestions: one that an accepted range took the place of is decided, and counts still."""
        proposed = (each for suggestions in self._suggestions.values() for each in suggestions)
        return len({(each.transcript, each.code, each.start, each.end) for each in proposed if self.filters.take(each)})

    # Going about

    def choose(self, by: int) -> None:
        """Choose another coding of the item."""
        if item := self.item:
            self.chosen = max(0, min(self.chosen + by, len(item.codings) - 1))

    def _choose_open(self) -> bool:
        """Choose the item's first coding that waits for an answer; False if none does."""
        codings = self.item.codings if self.item else ()
        opened = (at for at, coding in enumerate(codings) if self.filters.is_open(coding))
        self.chosen = next(opened, -1)
        found = self.chosen >= 0
        self.chosen = max(self.chosen, 0)
        return found

    def _go(self, at: int) -> None:
        self.at, self.here = at, self.queue[at]
        self._since = self._clock()
        self._choose_open()

    def is_done(self) -> bool:
        """Tell whether nothing waits for an answer."""
        return self._open() == 0

    def go_on(self) -> None:
        """Ask about the item's next code that waits for an answer, or else go to the next item."""
        if self.filters.scope is Scope.ALL:
            more = self.item is not None and self.chosen + 1 < len(self.item.codings)
            self.choose(1) if more else self._step(1)
        elif not self._choose_open():
            self.advance()

    def advance(self) -> bool:
        """Go to the next item that waits for an answer, from the start again after the last; False if none does.

        Where everything is asked about, that is simply the next.
        """
        if self.filters.scope is Scope.ALL:
            return self._step(1)
        after = [*range(self.at + 1, len(self.queue)), *range(self.at)]
        return self._go_to_open(after)

    def _go_to_open(self, order: Iterable[int]) -> bool:
        at = next((at for at in order if self._waits(self.queue[at])), None)
        if at is not None:
            self._go(at)
        return at is not None

    def _waits(self, place: Place) -> bool:
        return any(map(self.filters.is_open, self.interview(place.transcript).item(place).codings))

    def back(self) -> bool:
        """Go to the item before, decided or not; False at the first."""
        return self._step(-1)

    def _step(self, by: int) -> bool:
        inside = 0 <= self.at + by < len(self.queue)
        if inside:
            self._go(self.at + by)
        return inside

    def next_transcript(self) -> bool:
        """Go to the next item of another transcript; False if there is none."""
        if not self.queue:
            return False
        here = self.queue[self.at].transcript
        others = [*range(self.at + 1, len(self.queue)), *range(self.at)]
        return self._go_to_open(at for at in others if self.queue[at].transcript != here)

    def most_uncertain(self) -> bool:
        """Go to the item whose answer teaches most; False if no other waits."""
        doubts = self._doubts()
        others = [at for at in range(len(self.queue)) if at != self.at and self.queue[at] in doubts]
        return self._go_to_open(sorted(others, key=lambda at: doubts[self.queue[at]]))

    # Answers

    def accept(self) -> None:
        """Accept the chosen coding."""
        self._answer(Verdict.ACCEPTED)

    def reject(self) -> None:
        """Reject the chosen coding."""
        self._answer(Verdict.REJECTED)

    def _answer(self, verdict: Verdict) -> None:
        if coding := self.coding:
            self.keep([self._about(coding, coding.code, verdict)])

    def recode(self, code: str) -> None:
        """Reject the chosen coding and accept another code for its words."""
        if coding := self.coding:
            rejected, accepted = Verdict.REJECTED, Verdict.ACCEPTED
            answers = [self._about(coding, coding.code, rejected), self._about(coding, code, accepted)]
            self.keep(answers, deed=Deed.RECODED)

    def resize(self, span: Range) -> None:
        """Accept the chosen coding for other words."""
        if coding := self.coding:
            transcript = self.interview(coding.transcript).transcript
            self.keep(resized(transcript, coding, span, adjudicates=self.coder.adjudicates), deed=Deed.RESIZED)

    def add(self, place: Place, code: str) -> None:
        """Accept a code for some words."""
        transcript = self.interview(place.transcript).transcript
        span = place.start, place.end
        added = decision(transcript, span, code, Verdict.ACCEPTED, adjudicates=self.coder.adjudicates)
        self.keep([added], deed=Deed.ADDED)

    def _about(self, coding: Coding, code: str, verdict: Verdict) -> Decision:
        transcript = self.interview(coding.transcript).transcript
        span = coding.start, coding.end
        return decision(transcript, span, code, verdict, adjudicates=self.coder.adjudicates)

    def keep(self, decisions: Sequence[Decision], *, deed: Deed | None = None) -> None:
        """Keep decisions about one transcript as one answer, which did what the last of them says unless told."""
        batch = self._store.decide(decisions, coder=self.coder.name, at=self._now(), codebook=self.codebook.sha256)
        self._kept(batch, deed or Deed(decisions[-1].verdict), decisions)

    def note(self, place: Place, text: str) -> None:
        """Keep a memo about some words."""
        quote = self.interview(place.transcript).transcript.quote(place.start, place.end)
        noted = Memo(*place, quote, text)
        self._kept(self._store.note([noted], coder=self.coder.name, at=self._now()), Deed.NOTED, [noted])

    def _kept(self, batch: int, deed: Deed, kept: Sequence[Decision | Memo]) -> None:
        """Take up what was just kept."""
        self._settle(kept[0].transcript)
        # 0 where the coder had said the very same before: there is nothing to take back.
        if batch:
            self._answers.append((batch, Answer(self._asked(kept[0]), deed, tuple(kept))))
        self._paces.append(self._clock() - self._since)
        self._since = self._clock()

    def _asked(self, about: Decision | Memo) -> Place:
        """Return the words that were asked about where they share some with an answer, else those of the answer."""
        place = Place(about.transcript, about.start or 0, about.end or 0)
        return self.queue[self.at] if self.queue and overlap(self.queue[self.at], place) else place

    def undo(self) -> Answer | None:
        """Take back the last answer of this sitting and go where it was given; None if there is none left."""
        if not self._answers:
            return None
        batch, answer = self._answers[-1]
        self._store.undo(batch, coder=self.coder.name, at=self._now())
        self._answers.pop()
        self._settle(answer.place.transcript)
        self._return(answer.place)
        return answer

    def _return(self, place: Place) -> None:
        """Go to the item that is about some words, or else the first that shares some of them."""
        shared = [each for each in self.queue if overlap(each, place)]
        if shared:
            self._go(self.queue.index(place if place in shared else shared[0]))

    # Where the coder stopped

    @property
    def _setting(self) -> str:
        return f"review position of {self.coder.name}"

    def keep_position(self) -> None:
        """Keep where the coder is, for the next sitting."""
        self._store.keep_setting(self._setting, f"{self.here.transcript}:{self.here.start}")

    def stopped_at(self) -> Place:
        """Return where the coder stopped last time, else where the first transcript begins."""
        transcript, _, start = (self._store.setting(self._setting) or "").rpartition(":")
        if transcript in self.transcripts and start.isdecimal():
            return Place(transcript, int(start), int(start))
        return Place(self.transcripts[0], 0, 0)

    def _resumed(self) -> int:
        """Return where in the queue the coder stopped, 0 where that is behind its end."""
        ranks = {id: rank for rank, id in enumerate(self.transcripts)}
        stopped = self.stopped_at()
        later = (
            at
            for at, place in enumerate(self.queue)
            if (ranks[place.transcript], place.start) >= (ranks[stopped.transcript], stopped.start)
        )
        return next(later, 0)
