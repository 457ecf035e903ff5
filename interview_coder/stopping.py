"""Stopping: how much of what there is to find has been found, and how much is likely still unread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Standing:
    """Passages of a code read and found so far; `unfound` is what is likely still there, within `low` and `high`.

    `curve` holds how many were found after each passage read.
    """

    read: int
    unread: int
    found: int
    unfound: float
    low: int
    high: int
    curve: tuple[int, ...]

    @property
    def recall(self) -> float:
        """The share found of what is likely there; NaN where there is nothing."""
        total = self.found + self.unfound
        return self.found / total if total else math.nan


def standing(found: Sequence[bool], probabilities: np.ndarray, *, level: float = 0.95) -> Standing:
    """Estimate what is unfound: `found` tells, in the order read, which passages carry the code.

    `probabilities` are those of the passages not read. Where they are calibrated, the number of carriers among them is
    a sum of independent trials (Poisson's binomial distribution): its mean is the sum of p and its variance that of
    p (1 - p). What the learner knows of the rate comes from as many finds as were made, a Poisson count, whose relative
    error is 1 / sqrt(finds): the mean times that is added as if independent. The interval is the normal approximation.
    """
    read = [bool(each) for each in found]
    mean = float(probabilities.sum())
    own = float((probabilities * (1 - probabilities)).sum())
    shared = mean**2 / max(sum(read), 1)
    spread = _quantile(level) * math.sqrt(own + shared)
    low, high = max(math.floor(mean - spread), 0), min(math.ceil(mean + spread), len(probabilities))
    curve = np.cumsum(read, dtype=int)
    return Standing(len(read), len(probabilities), sum(read), mean, low, high, tuple(curve.tolist()))


def _quantile(level: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + level) / 2)
