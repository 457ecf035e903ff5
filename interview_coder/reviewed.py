"""Reviewed: what coders' decisions teach the learner about each passage and code."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from interview_coder.codebook import Codebook, is_within
from interview_coder.coding import Coding, Verdict, is_person
from interview_coder.evaluation import marks
from interview_coder.judge import UNKNOWN
from interview_coder.passages import Passage, split_passages
from interview_coder.study import CodedStudy
from interview_coder.transcript import Role


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The respondents' passages of a study, and what is known of them: (passages, codes) of 1, 0 and UNKNOWN.

    Only transcripts that somebody decided in have known labels; there, a passage that nobody gave a code does not
    carry it: up to the last decision, or to the end where a finished coding was brought in.
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
    """Return the passages that a coder has read: in each transcript up to the last decided, or all."""
    last: dict[str, float] = dict.fromkeys(study.read_to_the_end, math.inf)
    for decision in study.decisions:
        if decision.end is not None and is_person(decision.coder):
            last[decision.transcript] = max(decision.end, last.get(decision.transcript, 0))
    return np.array([passage.start < last.get(passage.transcript.id, 0) for passage in passages], bool)
