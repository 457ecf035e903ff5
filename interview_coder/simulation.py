"""Simulation: a review replayed on a study whose gold is known, in the tool's order and at random."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.base import clone

from interview_coder.codebook import Codebook
from interview_coder.encoder import Encoder
from interview_coder.evaluation import f1
from interview_coder.judge import UNKNOWN
from interview_coder.learner import CodeLearner, Seen
from interview_coder.passages import Passage
from interview_coder.usefulness import order

# The learner is fitted anew so many times; before a code has enough finds for it, its rules speak.
_ROUNDS = 12
_FEW = 4
_RULED = 0.5
_WANTED = 0.95
_LIKELIER = 0.5

Chooser = Callable[[np.ndarray, "np.ndarray | None", int], list[int]]


@dataclass(frozen=True, slots=True)
class CodeReplay:
    """How soon the passages of one code were found.

    `read_for_95` is the share read until 95 % of the gold passages were; `wss_95` is the work saved over sampling,
    WSS@95 = 0.95 - that share (Cohen et al. 2006).
    """

    gold: int
    read_for_95: float
    wss_95: float


@dataclass(frozen=True, slots=True)
class Replay:
    """A review in one order: shares of the coded passages found after each passage read, and the mean F1 by then."""

    by_code: Mapping[str, CodeReplay]
    curve: tuple[float, ...]
    f1: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """Both replays; `f1_reached` is what reading half at random leads to, and the labels are those read for it.

    `alone` tells of each code how soon it is found by whoever reads for it only, in an order of its own. F1 is that of
    the study's codings: gold for what was read, rules and learner for the rest.
    """

    passages: int
    ordered: Replay
    random: Replay
    alone: Mapping[str, CodeReplay]
    f1_reached: float
    labels_ordered: int
    labels_random: int

    @property
    def labels_saved(self) -> float | None:
        """The share of labels that the tool's order saves, None where there was nothing to reach."""
        return 1 - self.labels_ordered / self.labels_random if self.labels_random else None


def simulate(
    codebook: Codebook,
    passages: Sequence[Passage],
    truth: np.ndarray,
    codes: Sequence[str],
    *,
    seed: int = 0,
    encoder: Encoder | None = None,
) -> Simulation:
    """Replay a review by a coder who answers as `truth` does: (passages, codes)."""
    learner = CodeLearner(codebook, codes=list(codes), encoder=encoder, enough=_FEW, random_state=seed)
    seen = learner.look(passages)
    generator = np.random.default_rng(seed)

    def random(unread: np.ndarray, _: np.ndarray | None, most: int) -> list[int]:
        return [int(row) for row in generator.permutation(unread)[:most]]

    read, scores = _replay(learner, seen, truth, _by_usefulness(seen))
    _, drawn = _replay(learner, seen, truth, random)
    half = len(passages) // 2
    reached = max(drawn[: half + 1], default=0.0)
    return Simulation(
        len(passages),
        Replay(_by_code(truth[read], codes), _curve(truth[read]), tuple(scores)),
        Replay(_expected(truth, codes), tuple(np.arange(1, len(read) + 1) / len(read)), tuple(drawn)),
        {code: _alone(learner, seen, truth, code) for code in codes},
        reached,
        _first(scores, reached),
        _first(drawn, reached),
    )


def _by_usefulness(seen: Seen) -> Chooser:
    def choose(unread: np.ndarray, probabilities: np.ndarray | None, most: int) -> list[int]:
        own = [seen.around[row] for row in unread]
        likely = None if probabilities is None else probabilities[unread]
        return [int(unread[at]) for at in order(own, likely, given=seen.given[unread], most=most)]

    return choose


def _alone(learner: CodeLearner, seen: Seen, truth: np.ndarray, code: str) -> CodeReplay:
    """Replay a reading for one code only."""
    column = [list(learner.codes or ()).index(code)]
    own = replace(seen, ruled=None if seen.ruled is None else seen.ruled[:, column])
    read, _ = _replay(clone(learner).set_params(codes=[code]), own, truth[:, column], _by_usefulness(own))
    return _by_code(truth[read][:, column], [code])[code]


def _replay(learner: CodeLearner, seen: Seen, truth: np.ndarray, choose: Chooser) -> tuple[list[int], list[float]]:
    """Return the rows in the order read, and the mean F1 of all codings after each."""
    labels = np.full(truth.shape, UNKNOWN)
    probabilities: np.ndarray | None = None
    read: list[int] = []
    scores: list[float] = []
    size = max(len(truth) // _ROUNDS, 5)
    while len(read) < len(truth):
        unread = np.flatnonzero(labels[:, 0] == UNKNOWN)
        guess = seen.given if probabilities is None else seen.given | (probabilities >= _LIKELIER)
        for row in choose(unread, probabilities, size):
            labels[row] = truth[row]
            read.append(row)
            scores.append(_mean_f1(truth, np.where(labels == UNKNOWN, guess, labels == 1)))
        fitted = clone(learner).fit(seen, labels)
        ruled = np.where(seen.given, _RULED, 0.0)
        probabilities = np.where(fitted.needed_.any(axis=0), ruled, fitted.predict_proba(seen))
    return read, scores


def _mean_f1(truth: np.ndarray, found: np.ndarray) -> float:
    values = [f1(truth[:, column].astype(bool), found[:, column]) for column in range(truth.shape[1])]
    told = [value for value in values if not math.isnan(value)]
    return sum(told) / len(told) if told else 0.0


def _curve(read: np.ndarray) -> tuple[float, ...]:
    found = np.cumsum(read.any(axis=1))
    return tuple((found / max(found[-1], 1)).tolist()) if len(found) else ()


def _by_code(read: np.ndarray, codes: Sequence[str]) -> dict[str, CodeReplay]:
    found = {}
    for column, code in enumerate(codes):
        places = np.flatnonzero(read[:, column])
        wanted = math.ceil(_WANTED * len(places))
        share = (int(places[wanted - 1]) + 1) / len(read) if wanted else 0.0
        found[code] = CodeReplay(len(places), share, _WANTED - share)
    return found


def _expected(truth: np.ndarray, codes: Sequence[str]) -> dict[str, CodeReplay]:
    """Return what to expect of a random order: the mean place of the k-th of m among n is k (n + 1) / (m + 1)."""
    rows, found = len(truth), {}
    for column, code in enumerate(codes):
        gold = int(truth[:, column].sum())
        share = math.ceil(_WANTED * gold) * (rows + 1) / (gold + 1) / rows if gold else 0.0
        found[code] = CodeReplay(gold, share, _WANTED - share)
    return found


def _first(scores: Sequence[float], reached: float) -> int:
    """Return how many were read when a score was first reached."""
    return next((at + 1 for at, score in enumerate(scores) if score >= reached), len(scores))
