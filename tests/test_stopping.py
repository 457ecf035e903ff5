"""What is likely still unfound, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.stopping import standing

SHARES = st.lists(st.floats(0, 1), max_size=40)


def test_stopping_expects_the_sum_of_the_probabilities() -> None:
    """.9 + .1 = 1; variance .09 + .09 of their own, 1² / 4 of the calibration: 1 ± 1.96 · √.43 = -.29 .. 2.29."""
    fair = np.array([0.9, 0.9, 0.1, 0.1, 0.0])
    found = standing([True, True, True, False, True], fair, np.array([0.9, 0.1]))
    assert (found.read, found.unread, found.found) == (5, 2, 4)
    assert found.unfound == pytest.approx(1.0)
    assert (found.low, found.high) == (0, 2)
    assert found.curve == (1, 2, 3, 3, 4)
    assert found.recall == pytest.approx(4 / 5)


def test_stopping_after_the_likeliest_were_read_their_finds_tell_little_of_the_rest() -> None:
    """Ninety of a hundred read were likely, none of the unread is.

    For each unlikely passage read there are 20 unread: (10 · 20 · .05)² / (10 · 20² · .05 · 81.5) = 1 / 163 of the
    90 finds count, less than one. 200 · .05 = 10; variance 9.5 of their own, 10² of the calibration: 10 ± 20.5.
    """
    found, unread = np.arange(100) < 90, np.full(200, 0.05)
    likely_first = standing(found, np.where(found, 0.9, 0.05), unread)
    assert (likely_first.low, likely_first.high) == (0, 31)
    fair = standing(found, np.full(100, 0.05), unread)
    assert (fair.low, fair.high) == (3, 17)


def test_stopping_interval_never_exceeds_what_is_unread() -> None:
    found = standing([False], np.zeros(1), np.full(10, 0.99))
    assert (found.low, found.high) == (0, 10)


def test_stopping_narrows_as_more_is_found() -> None:
    unread = np.full(100, 0.1)
    few, many = (standing([True] * number, np.full(number, 0.1), unread) for number in (4, 400))
    assert many.high - many.low < few.high - few.low
    assert many.low <= 10 <= many.high


def test_stopping_with_nothing_left_or_nothing_there() -> None:
    assert standing([True, False], np.zeros(2), np.zeros(0)).high == 0
    assert math.isnan(standing([False], np.zeros(1), np.zeros(2)).recall)


@given(held_out=SHARES, unread=SHARES)
def test_stopping_interval_holds_the_estimate_and_is_narrowest_for_a_fair_sample(
    held_out: list[float], unread: list[float]
) -> None:
    found = [True] * len(held_out)
    given, fair = (standing(found, np.array(each), np.array(unread)) for each in (held_out, [0.5] * len(held_out)))
    assert 0 <= given.low <= given.unfound + 1e-9
    assert given.unfound - 1e-9 <= given.high <= len(unread)
    assert given.low <= fair.low
    assert fair.high <= given.high
