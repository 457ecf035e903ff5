"""Standing: where a study is, as numbers: what was suggested, who decided what, what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from interview_coder.codebook import Codebook
from interview_coder.coding import Coding, Decision, Verdict
from interview_coder.passages import Unit, split_passages
from interview_coder.store import Store
from interview_coder.verdicts import latest_decisions, latest_memos, settle


@dataclass(frozen=True, slots=True)
class CoderStanding:
    """What one coder's latest decisions say; `last` is when the last was made, UTC."""

    coder: str
    accepted: int
    rejected: int
    last: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Numbers of a study; a coding is counted once, under where it stands.

    `orphaned` are decisions without a certain place in the text of today, `homeless` those whose code the codebook does
    not know.
    """

    transcripts: int
    suggestions: dict[str, int]
    coders: tuple[CoderStanding, ...]
    accepted: int
    rejected: int
    disputed: int
    undecided: int
    orphaned: int
    homeless: int
    memos: int


def standing(store: Store, codebook: Codebook | None) -> Standing:
    """Count what a study holds; without a codebook, every code is taken for known."""
    decisions = latest_decisions(_of_today(store.decisions(), codebook))
    verdicts: Counter[Verdict] = Counter()
    sources: Counter[str] = Counter()
    kept = store.transcripts()
    for transcript in kept:
        codings = [Coding.of(suggestion) for suggestion in store.suggestions(transcript.id)]
        sources.update(coding.source.value for coding in codings)
        own = [decision for decision in decisions if decision.transcript == transcript.id]
        passages = split_passages(store.transcript(transcript.id), _UNIT) if own else ()
        verdicts.update(coding.status for coding in settle(passages, codings, own))
    return Standing(
        transcripts=len(kept),
        suggestions=dict(sources),
        coders=_coders(decisions),
        accepted=verdicts[Verdict.ACCEPTED],
        rejected=verdicts[Verdict.REJECTED],
        disputed=verdicts[Verdict.DISPUTED],
        undecided=verdicts[Verdict.SUGGESTED],
        orphaned=sum(decision.start is None for decision in decisions),
        homeless=sum(codebook.current(decision.code) is None for decision in decisions) if codebook else 0,
        memos=len(latest_memos(store.memos())),
    )


# A passage tells a coding made by hand its speaker and turn; which unit it is makes no difference to the numbers.
_UNIT = Unit.TURN


def _of_today(decisions: Iterable[Decision], codebook: Codebook | None) -> tuple[Decision, ...]:
    """Return decisions with the ids that codes have now; one that the codebook does not know keeps its own."""
    every = tuple(decisions)
    if codebook is None:
        return every
    return tuple(replace(each, code=codebook.current(each.code) or each.code) for each in every)


def _coders(decisions: Iterable[Decision]) -> tuple[CoderStanding, ...]:
    by_coder: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_coder.setdefault(decision.coder, []).append(decision)
    return tuple(
        CoderStanding(
            coder,
            accepted=sum(decision.verdict is Verdict.ACCEPTED for decision in made),
            rejected=sum(decision.verdict is Verdict.REJECTED for decision in made),
            last=max(decision.at for decision in made),
        )
        for coder, made in sorted(by_coder.items())
    )
