"""Verdicts: where every coding of a transcript stands, from what was suggested and what coders decided (law 5)."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from interview_coder.coding import Coding, Decision, Memo, Source, Suggestion, Verdict, is_person
from interview_coder.passages import Passage

Range = tuple[int, int]


def settle(
    passages: Sequence[Passage],
    suggestions: Iterable[Suggestion | Coding],
    decisions: Iterable[Decision],
    memos: Iterable[Memo] = (),
) -> tuple[Coding, ...]:
    """Return every suggestion and every hand-made coding of one transcript with its status, in reading order.

    `passages` are all of the transcript, needed where there are decisions. Those are in the order made, with the ids
    that codes have now; what has no place in the text is passed over. Each coder's latest about the same words and code
    counts; where coders differ the coding is disputed, unless one adjudicated. A decision about the very words of a
    suggestion decides it. An accepted range that overlaps it answers it too and takes its place (a passage widened or
    narrowed), and a rejection holds for all that lies within its words.
    """
    proposed = _once(suggestions)
    rulings = rulings_by_code(decisions)
    codings = [coding for each in proposed for coding in _settled(each, rulings.get(each.code))]
    codings += [coding for code, ruling in rulings.items() for coding in _hand_made(code, ruling, passages, proposed)]
    if noted := latest_memos(memos):
        codings = [replace(coding, memos=_about(coding, noted)) for coding in codings]
    return tuple(sorted(codings, key=lambda coding: (coding.start, coding.end)))


def latest_memos(memos: Iterable[Memo]) -> tuple[Memo, ...]:
    """Return each coder's latest memo on the same words, without those that were emptied; all that have no place."""
    latest: dict[tuple[object, ...], Memo] = {}
    for memo in memos:
        place = (memo.start, memo.end) if memo.start is not None else (memo.id, memo.number)
        latest[memo.transcript, memo.coder, *place] = memo
    return tuple(memo for memo in latest.values() if memo.text)


def latest_decisions(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return each coder's latest decision about the same words and code, in the order made; all that have no place."""
    latest: dict[tuple[object, ...], Decision] = {}
    for decision in decisions:
        place = (decision.start, decision.end) if decision.start is not None else (decision.id, decision.number)
        key = (decision.transcript, decision.coder, decision.code, *place)
        latest.pop(key, None)
        latest[key] = decision
    return tuple(latest.values())


class _Ruling(NamedTuple):
    """One coder's decision; `order` tells the later from the earlier."""

    start: int
    end: int
    order: int
    decision: Decision

    @property
    def span(self) -> Range:
        return self.start, self.end

    @property
    def is_accepted(self) -> bool:
        return self.decision.verdict is Verdict.ACCEPTED

    def holds(self, span: Range) -> bool:
        """Tell whether some words are among its own."""
        return self.start <= span[0] and span[1] <= self.end


class Rulings:
    """What coders decided about one code, each coder's latest."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._put(
            _Ruling(decision.start, decision.end, order, decision)
            for order, decision in enumerate(latest_decisions(decisions))
            if decision.start is not None and decision.end is not None
        )
        self._put([ruling for ruling in self._rulings if not self._is_replaced(ruling)])

    def _put(self, rulings: Iterable[_Ruling]) -> None:
        self._rulings = sorted(rulings, key=lambda ruling: ruling[:3])
        self._longest = max((ruling.end - ruling.start for ruling in self._rulings), default=0)

    def _is_replaced(self, ruling: _Ruling) -> bool:
        """Tell whether a coder accepted more or fewer of the words later, or rejected all around them."""
        return ruling.is_accepted and any(
            other.order > ruling.order
            and other.decision.coder == ruling.decision.coder
            and (other.holds(ruling.span) or (other.is_accepted and ruling.holds(other.span)))
            for other in self._overlapping(ruling.span)
        )

    def _overlapping(self, span: Range) -> Iterator[_Ruling]:
        at = bisect.bisect_left(self._rulings, span[0] - self._longest, key=lambda ruling: ruling.start)
        for ruling in self._rulings[at:]:
            if ruling.start >= span[1]:
                return
            if ruling.end > span[0]:
                yield ruling

    def accepted_ranges(self) -> tuple[Range, ...]:
        """Return where somebody accepted the code, in reading order."""
        return tuple(dict.fromkeys(ruling.span for ruling in self._rulings if ruling.is_accepted))

    def on(self, span: Range) -> tuple[Verdict, str] | None:
        """Return where a suggestion of these words stands and who made it so; None if an accepted range answers it."""
        said = self.about(span)
        if not said:
            return Verdict.SUGGESTED, ""
        verdict = _verdict(said)
        is_its_own = verdict[0] is Verdict.REJECTED or any(ruling.span == span for ruling in said)
        return verdict if is_its_own else None

    def about(self, span: Range) -> tuple[_Ruling, ...]:
        """Return what each coder said about some words: about exactly these, or else about such as bear on them."""
        said: dict[str, _Ruling] = {}
        for ruling in sorted(self._overlapping(span), key=lambda ruling: (ruling.span == span, ruling.order)):
            if ruling.is_accepted or ruling.holds(span):
                said[ruling.decision.coder] = ruling
        return tuple(sorted(said.values(), key=lambda ruling: ruling.order))


def rulings_by_code(decisions: Iterable[Decision]) -> dict[str, Rulings]:
    """Return what coders decided about each code of one transcript."""
    groups: dict[str, list[Decision]] = {}
    for decision in decisions:
        groups.setdefault(decision.code, []).append(decision)
    return {code: Rulings(group) for code, group in groups.items()}


def _once(suggestions: Iterable[Suggestion | Coding]) -> tuple[Coding, ...]:
    """Return one suggestion of a code for the same words, the first."""
    found: dict[tuple[str, Range], Coding] = {}
    for suggestion in suggestions:
        coding = suggestion if isinstance(suggestion, Coding) else Coding.of(suggestion)
        found.setdefault((coding.code, (coding.start, coding.end)), coding)
    return tuple(found.values())


def _settled(coding: Coding, rulings: Rulings | None) -> Iterator[Coding]:
    """Yield a suggestion with its status, or nothing where an accepted range takes its place."""
    if rulings is None:
        yield coding
    elif verdict := rulings.on((coding.start, coding.end)):
        yield replace(coding, status=verdict[0], coder=verdict[1])


def _verdict(said: Sequence[_Ruling]) -> tuple[Verdict, str]:
    """Return what several coders' rulings come to, and who made it so; a model has no say beside a person."""
    adjudicated = [ruling for ruling in said if ruling.decision.adjudicates]
    counted = adjudicated[-1:] or [ruling for ruling in said if is_person(ruling.decision.coder)] or said
    verdicts = {ruling.decision.verdict for ruling in counted}
    coder = ", ".join(sorted({ruling.decision.coder for ruling in counted} - {""}))
    return (verdicts.pop() if len(verdicts) == 1 else Verdict.DISPUTED), coder


def _hand_made(
    code: str, rulings: Rulings, passages: Sequence[Passage], proposed: Iterable[Coding]
) -> Iterator[Coding]:
    """Yield what coders accepted beside the suggestions; one that overlaps a suggestion keeps why that was made."""
    own = sorted((coding for coding in proposed if coding.code == code), key=lambda coding: (coding.start, coding.end))
    known = {(coding.start, coding.end) for coding in own}
    for start, end in rulings.accepted_ranges():
        status, coder = _verdict(rulings.about((start, end)))
        if (start, end) in known or status is Verdict.REJECTED:
            continue
        at = bisect.bisect_right(passages, start, key=lambda passage: passage.end)
        passage = passages[min(at, len(passages) - 1)]._replace(start=start, end=end)
        why = next((coding for coding in own if coding.start < end and start < coding.end), None)
        yield replace(Coding.of(_made(passage, code, why)), status=status, coder=coder)


def _made(passage: Passage, code: str, why: Coding | None) -> Suggestion:
    if why is None:
        return Suggestion(passage, code, Source.CODER, rule="", score=1.0, evidence=())
    return Suggestion(passage, code, why.source, why.rule, why.score, why.evidence, reasons=why.reasons)


def _about(coding: Coding, memos: Iterable[Memo]) -> tuple[str, ...]:
    """Return the memos on words of a coding."""
    return tuple(
        memo.text
        for memo in memos
        if memo.start is not None and memo.end is not None and memo.start < coding.end and coding.start < memo.end
    )
