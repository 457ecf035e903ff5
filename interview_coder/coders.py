"""Coders: what each of two or more made of the same passages, and how far they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from interview_coder.agreement import Interval, binary_alpha, binary_holsti, binary_kappa, bootstrap
from interview_coder.codebook import is_within
from interview_coder.coding import Decision, is_person
from interview_coder.evaluation import marks_of_decisions
from interview_coder.passages import Passage
from interview_coder.reviewed import respondents_passages
from interview_coder.study import CodedStudy


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far coders agree on one code; `coded` is how many passages each of them gave it.

    Holsti's coefficient, percent agreement and kappa are means over the pairs of coders.
    """

    code: str
    coded: tuple[int, ...]
    percent: Interval
    holsti: Interval
    kappa: Interval
    alpha: Interval


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A passage and a code that some coders gave it and others did not."""

    passage: Passage
    code: str
    gave: tuple[str, ...]
    did_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of coders on the transcripts that all of them decided in.

    Where they differ on a code as they do on one below it, only that is among the disagreements.
    """

    coders: tuple[str, ...]
    transcripts: tuple[str, ...]
    passages: int
    by_code: tuple[CodeAgreement, ...]
    overall: CodeAgreement
    disagreements: tuple[Disagreement, ...]


def coders_of(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return who decided anything, in order of name."""
    return tuple(sorted({decision.coder for decision in decisions}))


def people_of(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Return the people who decided anything and signed it, in order of name."""
    return tuple(coder for coder in coders_of(decisions) if coder and is_person(coder))


def agreements(study: CodedStudy) -> tuple[Agreement, ...]:
    """Compare all people of a study, or where no transcript is common to all, each two that share one.

    Nothing where nobody shares one; the study must hold its material.
    """
    people = people_of(study.decisions)
    if len(people) < 2:
        return ()
    together = agreement(study, people)
    if together.passages:
        return (together,)
    pairs = (agreement(study, pair) for pair in combinations(people, 2))
    return tuple(each for each in pairs if each.passages)


def agreement(study: CodedStudy, coders: Sequence[str]) -> Agreement:
    """Compare coders on what respondents say in a study that holds its material."""
    decisions = {coder: [each for each in study.decisions if each.coder == coder] for coder in coders}
    return agree(respondents_passages(study), decisions, [code.id for code in study.codebook.codes])


def agree(passages: Sequence[Passage], decisions: Mapping[str, Sequence[Decision]], codes: Sequence[str]) -> Agreement:
    """Compare coders on the transcripts that each of them decided in; adjudications are no coder's own."""
    own = {coder: [each for each in said if not each.adjudicates] for coder, said in decisions.items()}
    shared = set.intersection(*({each.transcript for each in said} for said in own.values())) if own else set()
    compared = [passage for passage in passages if passage.transcript.id in shared]
    given = np.array([marks_of_decisions(compared, said, codes) for said in own.values()])
    used = [column for column in range(len(codes)) if given[:, :, column].any()] if given.size else []
    groups = [passage.transcript.id for passage in compared]
    by_code = tuple(_code(codes[column], given[:, :, column], groups) for column in used)
    flat = given[:, :, used].reshape(len(own), -1)
    overall = _code("", flat, np.repeat(groups, len(used)).tolist())
    return Agreement(
        tuple(own),
        tuple(sorted(shared)),
        len(compared),
        by_code,
        overall,
        tuple(_disagreements(compared, tuple(own), given, codes)),
    )


def _disagreements(
    passages: Sequence[Passage], coders: Sequence[str], given: np.ndarray, codes: Sequence[str]
) -> Iterator[Disagreement]:
    """Yield where coders differ, of (coders, passages, codes); no code beside one below it that says as much."""
    below = [[at for at, other in enumerate(codes) if other != code and is_within(other, code)] for code in codes]
    total = given.sum(axis=0) if given.size else np.zeros((0, 0))
    for row, column in np.argwhere((total > 0) & (total < len(coders))).tolist():
        said = given[:, row, column]
        if not any(np.array_equal(said, given[:, row, other]) for other in below[column]):
            gave = tuple(coder for coder, each in zip(coders, said, strict=True) if each)
            yield Disagreement(passages[row], codes[column], gave, tuple(each for each in coders if each not in gave))


def _code(code: str, given: np.ndarray, groups: Sequence[str]) -> CodeAgreement:
    """Compare (coders, units) of one code."""
    pairs = list(combinations(range(len(given)), 2))

    def over_pairs(measure: Callable[[np.ndarray, np.ndarray], float]) -> Interval:
        def mean(rows: np.ndarray) -> float:
            values = [measure(given[one, rows], given[other, rows]) for one, other in pairs]
            return float(np.mean(values)) if values else float("nan")

        return bootstrap(mean, groups, draws=400)

    def alpha(rows: np.ndarray) -> float:
        return binary_alpha(given[:, rows])

    return CodeAgreement(
        code,
        tuple(int(each.sum()) for each in given),
        over_pairs(lambda one, other: float((one == other).mean()) if len(one) else float("nan")),
        over_pairs(binary_holsti),
        over_pairs(binary_kappa),
        bootstrap(alpha, groups, draws=400),
    )
