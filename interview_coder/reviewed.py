"""Reviewed: what coders' decisions teach the learner about each passage and code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from interview_coder.codebook import Codebook, is_within
from interview_coder.coding import Coding, Decision, Verdict, is_person
from interview_coder.evaluation import marks
from interview_coder.judge import UNKNOWN
from interview_coder.passages import Passage, split_passages
from interview_coder.study import CodedStudy
from interview_coder.transcript import Role

# So many places one after another down the text tell that it was read. `review --order uncertain`, which asks here and
# there, went down for seven at most in 32 labelled interviews.
_WAY_DOWN = 8


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The respondents' passages of a study, and what is known of them: (passages, codes) of 1, 0 and UNKNOWN.

    Only transcripts that somebody decided in have known labels; there, a passage that nobody gave a code does not carry
    it: up to the last decision, or to the end where a finished coding was brought in. Where a coder was shown passages
    out of order, what lies between them was not read: only the passages decided about count.
    """

    passages: tuple[Passage, ...]
    codes: tuple[str, ...]
    labels: np.ndarray

    @property
    def taught(self) -> np.ndarray:
        """The rows of the passages of transcripts that somebody decided in."""
        known = {self.passages[row].transcript.id for row in np.flatnonzero((self.labels != UNKNOWN).any(axis=1))}
        return np.flatnonzero([passage.transcript.id in known for passage in self.passages])


def respondents_passages(study: CodedStudy) -> tuple[Passage, ...]:
    """Return what respondents say in a study that was made with its material."""
    return tuple(
        passage
        for transcript in study.material
        for passage in split_passages(transcript, study.unit)
        if passage.turn.role is Role.RESPONDENT
    )


def reviewed(study: CodedStudy) -> Reviewed:
    """Return what the decisions of a study teach; it must hold its material."""
    passages = respondents_passages(study)
    codes = tuple(code.id for code in study.codebook.codes)
    judged = [coding for coding in study.codings if coding.coder and is_person(coding.coder)]
    accepted = marks(passages, _spans(judged, Verdict.ACCEPTED), codes)
    disputed = marks(passages, _spans(judged, Verdict.DISPUTED), codes)
    rejected = _rejected(passages, judged, study.codebook, codes)
    labels = np.full(accepted.shape, UNKNOWN)
    labels[_read(passages, study)] = 0
    labels[rejected] = 0
    labels[disputed] = UNKNOWN
    labels[accepted] = 1
    return Reviewed(passages, codes, labels)


def _spans(codings: Iterable[Coding], verdict: Verdict) -> Iterable[tuple[str, int, int, str]]:
    return [(each.transcript, each.start, each.end, each.code) for each in codings if each.status is verdict]


def _rejected(
    passages: Sequence[Passage], codings: Iterable[Coding], codebook: Codebook, codes: Sequence[str]
) -> np.ndarray:
    """Return which codes passages were refused; what is refused a code is refused those below it."""
    spans = [
        (transcript, start, end, other.id)
        for transcript, start, end, code in _spans(codings, Verdict.REJECTED)
        for other in codebook.codes
        if is_within(other.id, code)
    ]
    # `marks` counts a code for those above it, which were not refused.
    columns = [marks(passages, [span for span in spans if span[3] == code], [code]) for code in codes]
    return np.hstack(columns) if columns else np.zeros((len(passages), 0), bool)


def _read(passages: Sequence[Passage], study: CodedStudy) -> np.ndarray:
    """Return the passages that a coder has read: those decided about, and what was passed over on the way down."""
    where = np.array([passage.transcript.id for passage in passages])
    read = np.isin(where, sorted(study.read_to_the_end))
    starts, ends = (np.array([getattr(passage, edge) for passage in passages]) for edge in ("start", "end"))
    for run in _runs(study.decisions):
        is_way_down = len({(each.transcript, each.start) for each in run}) >= _WAY_DOWN
        for each in run:
            read |= (where == each.transcript) & (starts < each.end) & (is_way_down | (ends > each.start))
    return read


def _runs(decisions: Iterable[Decision]) -> Iterator[list[Decision]]:
    """Yield what a coder decided one after another, each further down than the one before, or kept together with it."""
    placed = [each for each in decisions if each.start is not None and is_person(each.coder)]
    run: list[Decision] = []
    for decision in sorted(placed, key=lambda each: (each.coder, each.number)):
        if run and not _goes_on(run[-1], decision):
            yield run
            run = []
        run.append(decision)
    if run:
        yield run


def _goes_on(before: Decision, decision: Decision) -> bool:
    is_kept_together = (before.batch, before.at) == (decision.batch, decision.at)
    is_further_down = (before.transcript, before.start or 0) <= (decision.transcript, decision.start or 0)
    return before.coder == decision.coder and (is_kept_together or is_further_down)
