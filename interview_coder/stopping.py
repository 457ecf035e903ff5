"""Stopping: how much of what there is to find has been found, and how much is likely still unread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# Bands of probability; each is about three times as likely as the one below.
_BANDS = (0.01, 0.03, 0.1, 0.3)


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


def standing(
    found: Sequence[bool] | np.ndarray, held_out: np.ndarray, unread: np.ndarray, *, level: float = 0.95
) -> Standing:
    """Estimate what is unfound: `found` tells, in the order read, which passages carry the code.

    `unread` are the probabilities of the passages not read, `held_out` those of the passages read, by learners that had
    not seen them (0 where these knew too little to speak). Where probabilities are calibrated, the number of carriers
    among the unread is a sum of independent trials (Poisson's binomial distribution): its mean is the sum of p and its
    variance that of p (1 - p). What the learner knows of their rate comes from the finds made, a Poisson count with a
    relative error of 1 / sqrt(finds), of which only so many count as tell of the likes of the unread: the mean times
    that is added as if independent. The interval is the normal approximation.
    """
    finds, mean = int(np.sum(found)), float(unread.sum())
    own = float((unread * (1 - unread)).sum())
    shared = mean**2 / max(finds * _efficiency(held_out[held_out > 0], unread), 1)
    spread = _quantile(level) * math.sqrt(own + shared)
    low, high = max(math.floor(mean - spread), 0), min(math.ceil(mean + spread), len(unread))
    curve = np.cumsum(found, dtype=int)
    return Standing(len(found), len(unread), finds, mean, low, high, tuple(curve.tolist()))


def _efficiency(read: np.ndarray, unread: np.ndarray) -> float:
    """Return which share of the finds made tells of the unread: 1 where those read are a fair sample.

    A coder who reads the likeliest first makes many finds that tell little of what is left. Those read are weighed so
    that they are as likely as the unread, band by band (post-stratification, Holt & Smith 1979); finds with unequal
    weights count as (sum w)^2 / sum w^2 (Kish 1965, "Survey sampling"), here with the finds that were to be expected.
    """
    bands, counts = np.digitize(read, _BANDS), len(_BANDS) + 1
    in_unread, in_read = (np.bincount(np.digitize(each, _BANDS), minlength=counts) for each in (unread, read))
    weights = (in_unread / np.maximum(in_read, 1))[bands]
    finds = read / read.sum()
    mean, square = float((weights * finds).sum()), float((weights**2 * finds).sum())
    return mean**2 / square if square else 1.0


def _quantile(level: float) -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + level) / 2)
