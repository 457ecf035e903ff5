"""Judge: the learner's second step, which weighs what readers and rules say of a passage and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from interview_coder.codebook import Codebook, is_within
from interview_coder.coverage import NOWHERE, cover
from interview_coder.features import Surroundings
from interview_coder.passages import Passage

#: In labels: nobody said whether the passage has the code.
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Judge:
    """One logistic regression for all codes together over what readers and rules say of a passage and a code."""

    mean: np.ndarray
    spread: np.ndarray
    coefficients: np.ndarray
    intercepts: np.ndarray

    @classmethod
    def fit(cls, judged: np.ndarray, labels: np.ndarray) -> Judge:
        """Fit it on readers' scores for passages that they were not fitted on."""
        passages, codes, features = judged.shape
        mean, spread = judged.mean(axis=(0, 1)), judged.std(axis=(0, 1)) + 1e-9
        own = np.broadcast_to(np.eye(codes) / 2, (passages, codes, codes))
        rows = np.concatenate([(judged - mean) / spread, own], axis=2).reshape(passages * codes, -1)
        truth = labels.reshape(-1)
        known = truth != UNKNOWN
        model = LogisticRegression(C=1.0, max_iter=1000).fit(rows[known], truth[known])
        weights = model.coef_[0]
        return cls(mean, spread, weights[:features], model.intercept_[0] + weights[features:] / 2)

    def probabilities(self, judged: np.ndarray) -> np.ndarray:
        """Return the probability of each code for each passage."""
        scores = ((judged - self.mean) / self.spread) @ self.coefficients + self.intercepts
        return np.asarray(1 / (1 + np.exp(-scores)))


def judged(
    passages: Sequence[Passage],
    around: Sequence[Surroundings],
    scores: Sequence[np.ndarray],
    ruled: np.ndarray | None = None,
) -> np.ndarray:
    """Return what a judge looks at: (passages, codes, features).

    `scores` are what each reader says of (passages, codes), `ruled` is what `rule_features` says of them. Each is seen
    beside what is said of the passages near and of the other codes: a sentence goes on with what was told before it,
    and seldom tells of two things at once.
    """
    columns = []
    for score in scores:
        columns += [score, *nearby(score, passages), _highest_in_turn(score, passages), _highest_of_others(score)]
    looked_at = [np.stack(columns, axis=2)]
    if ruled is not None:
        given = ruled[:, :, RULE_FEATURES.index("given")]
        looked_at += [ruled, (given.sum(axis=1, keepdims=True) - given)[:, :, np.newaxis]]
    shape = shape_features(passages, around)[:, np.newaxis, :]
    looked_at.append(np.broadcast_to(shape, (len(passages), scores[0].shape[1], shape.shape[2])))
    return np.concatenate(looked_at, axis=2)


#: What `rule_features` says of a passage and a code.
RULE_FEATURES = ("given", "hits", "refused", "given before", "given after", "given in the turn")


def rule_features(codebook: Codebook, passages: Sequence[Passage], codes: Sequence[str]) -> np.ndarray:
    """Return what the rules make of passages: (passages, codes, RULE_FEATURES).

    Passages of one transcript must stand together.
    """
    coverage = cover(codebook, passages)
    given, hits, refused = (np.zeros((len(passages), len(codes))) for _ in range(3))
    for column, id in enumerate(codes):
        family = [code for code in codebook.codes if is_within(code.id, id)]
        given[_numbers(NOWHERE.union(*map(coverage.given, family))), column] = 1
        refused[_numbers(NOWHERE.union(*map(coverage.refused, family))), column] = 1
        for code in family:
            for rule in code.rules:
                hits[_numbers(coverage.hits[rule.id]), column] += 1
    return np.stack([given, np.log1p(hits), refused, *nearby(given, passages)], axis=2)


def _numbers(passages: frozenset[int]) -> list[int]:
    return sorted(passages)


#: What `shape_features` says of a passage: lengths are logarithms of numbers of words, places are within the turn.
SHAPE_FEATURES = (
    *("length", "squared length", "length of the turn", "length of the question", "length before", "length after"),
    *("share of the turn before it", "number in the turn", "first", "last", "asks"),
)


def shape_features(passages: Sequence[Passage], around: Sequence[Surroundings]) -> np.ndarray:
    """Return how long passages are and where they stand: (passages, SHAPE_FEATURES).

    "Yes." carries few codes, and what a problem is stands seldom in the first words of an answer.
    """
    lengths = np.log1p([len(each.words) for each in around])
    before, after, _ = nearby(lengths, passages)
    number, last = np.zeros(len(passages)), np.zeros(len(passages))
    for turn in _turns(passages):
        number[turn] = np.arange(len(number[turn]))
        last[turn.stop - 1] = 1
    columns = [
        *(lengths, lengths**2),
        np.log1p([len(each.words) + len(each.turn) for each in around]),
        np.log1p([len(each.question) for each in around]),
        *(before, after),
        [(each.start - each.turn.start) / max(each.turn.end - each.turn.start, 1) for each in passages],
        *(np.log1p(number), number == 0, last),
        [each.text.endswith(("?", "？")) for each in passages],
    ]
    return np.stack(columns, axis=1).astype(float)


def nearby(values: np.ndarray, passages: Sequence[Passage]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the values of the passage before, the one after, and the mean of the others, all of the same turn."""
    before, after, others = (np.zeros_like(values) for _ in range(3))
    for turn in _turns(passages):
        own = values[turn]
        before[turn][1:], after[turn][:-1] = own[:-1], own[1:]
        others[turn] = (own.sum(axis=0) - own) / max(len(own) - 1, 1)
    return before, after, others


def _highest_in_turn(values: np.ndarray, passages: Sequence[Passage]) -> np.ndarray:
    found = np.empty_like(values)
    for turn in _turns(passages):
        found[turn] = values[turn].max(axis=0)
    return found


def _highest_of_others(values: np.ndarray) -> np.ndarray:
    """Return the highest value of the other codes, 0 where there is none."""
    codes = values.shape[1]
    if codes < 2:
        return np.zeros_like(values)
    others = [np.delete(values, code, axis=1).max(axis=1) for code in range(codes)]
    return np.stack(others, axis=1)


def _turns(passages: Sequence[Passage]) -> Iterator[slice]:
    """Yield the rows of each turn."""
    first = 0
    for last in range(1, len(passages) + 1):
        if last == len(passages) or not _same_turn(passages[first], passages[last]):
            yield slice(first, last)
            first = last


def _same_turn(one: Passage, other: Passage) -> bool:
    return one.transcript is other.transcript and one.turn.number == other.turn.number
