"""What is likely still unfound, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from interview_coder.stopping import standing


def test_stopping_expects_the_sum_of_the_probabilities() -> None:
    """.9 + .1 = 1; variance .09 + .09 of their own, 1² / 4 of the calibration: 1 ± 1.96 · √.43 = -.29 .. 2.29."""
    found = standing([True, True, True, False, True], np.array([0.9, 0.1]))
    assert (found.read, found.unread, found.found) == (5, 2, 4)
    assert found.unfound == pytest.approx(1.0)
    assert (found.low, found.high) == (0, 2)
    assert found.curve == (1, 2, 3, 3, 4)
    assert found.recall == pytest.approx(4 / 5)


def test_stopping_interval_never_exceeds_what_is_unread() -> None:
    found = standing([False], np.full(10, 0.99))
    assert (found.low, found.high) == (0, 10)


def test_stopping_narrows_as_more_is_found() -> None:
    unread = np.full(100, 0.1)
    few, many = (standing([True] * number, unread) for number in (4, 400))
    assert many.high - many.low < few.high - few.low
    assert many.low <= 10 <= many.high


def test_stopping_with_nothing_left_or_nothing_there() -> None:
    assert standing([True, False], np.zeros(0)).high == 0
    assert math.isnan(standing([False], np.zeros(2)).recall)
