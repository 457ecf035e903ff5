"""Calibration: how far probabilities can be trusted, and from which one on a suggestion is worth making."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from interview_coder.errors import UsageError

_BINS = 10


@dataclass(frozen=True, slots=True)
class Aim:
    """What a threshold is to reach: `what` is precision, recall or f1; `least` is the share wanted, 0 for f1."""

    what: str = "f1"
    least: float = 0.0

    def __str__(self) -> str:
        return f"{self.what}={self.least:g}" if self.least else self.what


def parse_aim(text: str) -> Aim:
    """Read `precision=0.9`, `recall=0.95` or `f1`; raises UsageError."""
    what, _, least = text.strip().lower().partition("=")
    try:
        share = float(least) if least else 0.0
    except ValueError:
        share = math.nan
    if (what == "f1" and not least) or (what in ("precision", "recall") and 0 < share <= 1):
        return Aim(what, share)
    raise UsageError(f"no aim {text}. Write precision=0.9, recall=0.95 or f1")


def threshold(probabilities: np.ndarray, truth: np.ndarray, aim: Aim, *, given: np.ndarray | None = None) -> float:
    """Return from which probability on a code should be suggested; infinite where no threshold reaches the aim.

    For f1 and recall, what the rules have `given` counts as found: the learner adds to it. Precision is that of the
    added suggestions alone. For f1 it is the threshold that reaches the best one, but not less than half of that F1
    (Lipton, Elkan & Naryanaswamy 2014: what is less likely lowers it where probabilities are calibrated).
    """
    given = np.zeros(len(truth), bool) if given is None else given.astype(bool)
    free = np.flatnonzero(~given)
    order = free[np.argsort(-probabilities[free], kind="stable")]
    levels = probabilities[order]
    hits = np.cumsum(truth[order])
    counts = np.arange(1, len(order) + 1)
    # A threshold between equal probabilities is none.
    last = np.append(levels[1:] < levels[:-1], True) if len(levels) else np.zeros(0, bool)
    reached = last & _reaches(aim, hits, counts, known=int(truth[given].sum()), rules=int(given.sum()), truth=truth)
    if not reached.any():
        return math.inf
    if aim.what == "recall":
        return float(levels[np.argmax(reached)])
    if aim.what == "precision":
        return float(levels[np.flatnonzero(reached)[-1]])
    found, total = int(truth[given].sum()) + hits, int(given.sum()) + counts
    scores = np.where(reached, 2 * found / np.maximum(total + truth.sum(), 1), -1)
    return float(max(levels[np.argmax(scores)], scores.max() / 2))


def _reaches(
    aim: Aim, hits: np.ndarray, counts: np.ndarray, *, known: int, rules: int, truth: np.ndarray
) -> np.ndarray:
    if aim.what == "precision":
        return np.asarray(hits >= aim.least * counts)
    if aim.what == "recall":
        return np.asarray((known + hits) >= aim.least * truth.sum())
    without = 2 * known / max(rules + truth.sum(), 1)
    return np.asarray(2 * (known + hits) / np.maximum(rules + counts + truth.sum(), 1) > without)


def expected_calibration_error(probabilities: np.ndarray, truth: np.ndarray, *, bins: int = _BINS) -> float:
    """Return the mean distance of probability and frequency over bins of equal width, weighed by their size.

    Naeini, Cooper & Hauskrecht 2015, "Obtaining well calibrated probabilities using Bayesian binning".
    """
    if not len(truth):
        return math.nan
    at = np.minimum((probabilities * bins).astype(int), bins - 1)
    sums = [abs(probabilities[at == each].sum() - truth[at == each].sum()) for each in range(bins)]
    return float(sum(sums) / len(truth))
