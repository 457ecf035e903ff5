"""Agreement between coders: coefficients for the same passages judged by two or more, with confidence intervals."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

Label = Hashable
_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its confidence interval; all are NaN where it is not defined."""

    value: float
    low: float = math.nan
    high: float = math.nan


def percent_agreement(one: Sequence[Label], other: Sequence[Label]) -> float:
    """Return the share of units that two coders label the same; NaN without units."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one) if one else math.nan


def holsti(one: Sequence[Label], other: Sequence[Label]) -> float:
    """Return Holsti's coefficient 2M / (N1 + N2) (Holsti 1969), None being what a coder left uncoded.

    M counts the units both gave the same code, N1 and N2 those that each gave any.
    """
    agreed = sum(a == b is not None for a, b in zip(one, other, strict=True))
    given = sum(label is not None for label in (*one, *other))
    return 2 * agreed / given if given else math.nan


def cohen_kappa(one: Sequence[Label], other: Sequence[Label]) -> float:
    """Return Cohen's kappa (Cohen 1960); NaN where both coders use one and the same label throughout."""
    units = len(one)
    if not units:
        return math.nan
    observed = percent_agreement(one, other)
    first, second = Counter(one), Counter(other)
    expected = sum(first[label] * second[label] for label in first) / units**2
    return (observed - expected) / (1 - expected) if expected < 1 else math.nan


def krippendorff_alpha(units: Iterable[Sequence[Label | None]]) -> float:
    """Return Krippendorff's alpha for nominal labels (Krippendorff 2011); each unit holds its labels, None if missing.

    Units that fewer than two coders labelled do not count. NaN where there are none, or only one label is used.
    """
    totals: Counter[Label] = Counter()
    disagreed = 0.0
    for unit in units:
        labels = [label for label in unit if label is not None]
        if len(labels) < 2:
            continue
        counts = Counter(labels)
        totals.update(counts)
        disagreed += (len(labels) ** 2 - sum(count**2 for count in counts.values())) / (len(labels) - 1)
    values = sum(totals.values())
    expected = values**2 - sum(count**2 for count in totals.values())
    return 1 - (values - 1) * disagreed / expected if expected else math.nan


def binary_kappa(one: np.ndarray, other: np.ndarray) -> float:
    """Return Cohen's kappa of two yes-or-no codings."""
    total = len(one)
    if not total:
        return math.nan
    first, second = int(one.sum()) / total, int(other.sum()) / total
    expected = first * second + (1 - first) * (1 - second)
    observed = int((one == other).sum()) / total
    return (observed - expected) / (1 - expected) if expected < 1 else math.nan


def binary_holsti(one: np.ndarray, other: np.ndarray) -> float:
    """Return Holsti's coefficient of two yes-or-no codings, a yes being a code."""
    given = int(one.sum()) + int(other.sum())
    return 2 * int((one & other).sum()) / given if given else math.nan


def binary_alpha(given: np.ndarray) -> float:
    """Return Krippendorff's alpha of yes-or-no codings that lack nothing: (coders, units)."""
    coders, units = given.shape
    if coders < 2 or not units:
        return math.nan
    yes = given.sum(axis=0)
    values, total = coders * units, int(yes.sum())
    disagreed = float((2 * yes * (coders - yes)).sum()) / (coders - 1)
    expected = 2 * total * (values - total)
    return 1 - (values - 1) * disagreed / expected if expected else math.nan


def bootstrap(
    measure: Callable[[np.ndarray], float], groups: Sequence[Hashable], *, draws: int = _DRAWS, seed: int = 0
) -> Interval:
    """Return a measure of rows with its 95 % percentile interval, drawing whole groups (transcripts) with replacement.

    Passages of one transcript resemble each other, so that drawing single ones would make the interval too narrow
    (Field & Welsh 2007). `measure` gets row numbers. Without two groups there is no interval.
    """
    names = np.unique(np.array([str(group) for group in groups]), return_inverse=True)[1]
    value = measure(np.arange(len(names)))
    members = [np.flatnonzero(names == name) for name in range(names.max(initial=-1) + 1)]
    if len(members) < 2:
        return Interval(value)
    generator = np.random.default_rng(seed)
    drawn = generator.integers(len(members), size=(draws, len(members)))
    values = np.array([measure(np.concatenate([members[at] for at in draw])) for draw in drawn])
    values = values[~np.isnan(values)]
    if not len(values):
        return Interval(value)
    low, high = np.quantile(values, [0.025, 0.975])
    return Interval(value, float(low), float(high))
