"""Usefulness: which passages to ask a coder about next, so that the learner learns most from each answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from interview_coder.features import Surroundings, TextFeatures

# How much less a passage tells that is just like one already in the queue.
_LIKENESS = 0.2


def order(
    around: Sequence[Surroundings],
    probabilities: np.ndarray | None = None,
    *,
    given: np.ndarray | None = None,
    most: int | None = None,
) -> list[int]:
    """Return the rows of passages, the most useful first: what is likely, then what is in doubt, none like the last.

    `around` holds the words of each passage; `probabilities` and `given` (what the rules suggest) are (passages,
    codes); without probabilities the passages that rules speak of come first, those of the rarest code before others
    (seeds). While decisions are few, finds teach more than doubts: that a passage carries a code at all makes it
    useful. Among the useful, one that resembles those already in line waits (maximal marginal relevance, Carbonell &
    Goldstein 1998).
    """
    if not len(around):
        return []
    useful = _seeds(given, len(around)) if probabilities is None else _promise(probabilities, given)
    return _diverse(around, useful, most or len(around))


def _seeds(given: np.ndarray | None, rows: int) -> np.ndarray:
    """Prefer what rules speak of: for each code the same total, so that rare codes come early."""
    if given is None:
        return np.zeros(rows)
    shares = given / np.maximum(given.sum(axis=0), 1)
    return np.asarray(shares.max(axis=1) / max(shares.max(), 1e-9))


def _promise(probabilities: np.ndarray, given: np.ndarray | None) -> np.ndarray:
    """Return how much is to be found: the probability that the passage carries any code, and a little for doubt."""
    any_code = 1 - np.prod(1 - probabilities, axis=1)
    doubt = 1 - 2 * np.abs(probabilities - 0.5).min(axis=1)
    seeds = 0 if given is None else 0.05 * given.any(axis=1)
    return np.asarray(any_code + 0.1 * doubt + seeds)


def _diverse(around: Sequence[Surroundings], useful: np.ndarray, most: int) -> list[int]:
    """Choose one after another; only the next hundred best are compared, which bounds the work."""
    vectors = TextFeatures({"words": 1.0}).fit(around).transform(around)
    # What is equally useful comes in no order of the text: its neighbours say much the same.
    mixed = np.random.default_rng(0).permutation(len(around))
    waiting = list(mixed[np.argsort(-useful[mixed], kind="stable")])
    likeness = np.zeros(len(around))
    chosen: list[int] = []
    while waiting and len(chosen) < most:
        head = waiting[:100]
        scores = [useful[row] * (1 - _LIKENESS * likeness[row]) for row in head]
        at = int(np.argmax(scores))
        row = int(waiting.pop(at))
        chosen.append(row)
        likeness = np.maximum(likeness, (vectors @ vectors[row].T).toarray().ravel())
    return chosen
