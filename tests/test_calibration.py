"""Thresholds for an aim, and how far probabilities hold what they promise."""

from __future__ import annotations

import math

import numpy as np
import pytest

from interview_coder.calibration import Aim, expected_calibration_error, parse_aim, threshold
from interview_coder.errors import UsageError

PROBABILITIES = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
TRUTH = np.array([1, 1, 0, 1, 0])


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("f1", Aim()),
        ("F1", Aim()),
        ("precision=0.9", Aim("precision", 0.9)),
        (" recall=.95", Aim("recall", 0.95)),
        ("recall=1", Aim("recall", 1.0)),
    ],
)
def test_calibration_reads_an_aim(text: str, aim: Aim) -> None:
    assert parse_aim(text) == aim
    assert parse_aim(str(aim)) == aim


@pytest.mark.parametrize("text", ["", "precision", "recall=0", "recall=2", "precision=x", "f1=0.5", "accuracy=0.9"])
def test_calibration_refuses_what_is_no_aim(text: str) -> None:
    with pytest.raises(UsageError, match=r"Write precision=0.9, recall=0.95 or f1"):
        parse_aim(text)


@pytest.mark.parametrize(
    ("aim", "expected"),
    [
        (Aim("precision", 1.0), 0.8),  # 2 of 2; 2 of 3 from .7 on
        (Aim("precision", 0.75), 0.6),  # 3 of 4
        (Aim("recall", 0.6), 0.8),  # 2 of 3
        (Aim("recall", 1.0), 0.6),
        (Aim(), 0.6),  # 2 · 3 / (4 + 3)
    ],
)
def test_calibration_threshold_reaches_the_aim(aim: Aim, expected: float) -> None:
    assert threshold(PROBABILITIES, TRUTH, aim) == expected


def test_calibration_threshold_is_infinite_where_no_aim_is_reached() -> None:
    assert threshold(PROBABILITIES, np.zeros(5, int), Aim("precision", 0.5)) == math.inf
    assert threshold(np.zeros(0), np.zeros(0, int), Aim()) == math.inf


def test_calibration_threshold_does_not_part_equals() -> None:
    assert threshold(np.array([0.8, 0.8, 0.3]), np.array([1, 0, 0]), Aim("precision", 0.9)) == math.inf


def test_calibration_threshold_counts_what_the_rules_have_given() -> None:
    """Two of the three are known from rules: a recall of 1 needs only the one at .6."""
    given = np.array([True, True, False, False, False])
    assert threshold(PROBABILITIES, TRUTH, Aim("recall", 0.6), given=given) == 0.7
    assert threshold(PROBABILITIES, TRUTH, Aim("recall", 1.0), given=given) == 0.6
    assert threshold(PROBABILITIES, TRUTH, Aim("precision", 0.5), given=given) == 0.6


def test_calibration_error_by_hand() -> None:
    """Bins .9-1: says .95, is 1 of 2; 0-.1: says .05, is 0 of 2. (2 · .45 + 2 · .05) / 4 = .25."""
    assert expected_calibration_error(np.array([0.95, 0.95, 0.05, 0.05]), np.array([1, 0, 0, 0])) == pytest.approx(0.25)
    assert expected_calibration_error(np.array([1.0, 0.0]), np.array([1, 0])) == 0
    assert math.isnan(expected_calibration_error(np.zeros(0), np.zeros(0)))
