from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.agreement import (
    binary_alpha,
    binary_holsti,
    binary_kappa,
    bootstrap,
    cohen_kappa,
    holsti,
    krippendorff_alpha,
    percent_agreement,
)

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: four observers, twelve units.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def test_agreement_alpha_is_the_published_one() -> None:
    rows = [[None if label == "." else label for label in row.split()] for row in OBSERVERS]
    assert krippendorff_alpha(zip(*rows, strict=True)) == pytest.approx(0.743, abs=0.0005)


def test_agreement_alpha_of_two_coders_is_the_published_one() -> None:
    """Krippendorff 2011, example A: two observers, ten units, binary: 0.095."""
    one, other = "0100000000", "1110010010"
    assert krippendorff_alpha(zip(one, other, strict=True)) == pytest.approx(0.095, abs=0.0005)


def test_agreement_kappa_is_the_published_one() -> None:
    """Fleiss, Levin & Paik, "Statistical Methods for Rates and Proportions" (2003), table 18.1: 0.676."""
    table = {("p", "p"): 75, ("p", "n"): 1, ("p", "o"): 4, ("n", "p"): 5, ("n", "n"): 4, ("n", "o"): 1, ("o", "o"): 10}
    pairs = [pair for pair, count in table.items() for _ in range(count)]
    assert cohen_kappa(*map(list, zip(*pairs, strict=True))) == pytest.approx(0.676, abs=0.0005)


def test_agreement_holsti_and_percent() -> None:
    """Twelve units coded by one, ten by the other, eight the same: 2 x 8 / (12 + 10) (Holsti 1969)."""
    one = ["a"] * 12 + [None] * 3
    other = ["a"] * 8 + [None] * 5 + ["a"] * 2
    assert holsti(one, other) == pytest.approx(16 / 22)
    assert percent_agreement(one, other) == pytest.approx(9 / 15)


def test_agreement_is_not_defined_where_nothing_varies() -> None:
    assert math.isnan(cohen_kappa([0, 0], [0, 0]))
    assert math.isnan(krippendorff_alpha([(0, 0), (0, None)]))
    assert math.isnan(holsti([None], [None]))
    assert math.isnan(percent_agreement([], []))


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1))
def test_agreement_is_the_same_either_way(pairs: list[tuple[int, int]]) -> None:
    one, other = map(list, zip(*pairs, strict=True))
    for measure in (percent_agreement, cohen_kappa, holsti):
        assert measure(one, other) == pytest.approx(measure(other, one), nan_ok=True)


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1))
def test_agreement_of_yes_and_no_is_the_general_one(units: list[tuple[bool, bool, bool]]) -> None:
    table = np.array(units).T
    one, other = table[0].tolist(), table[1].tolist()
    assert binary_kappa(table[0], table[1]) == pytest.approx(cohen_kappa(one, other), nan_ok=True)
    assert binary_alpha(table) == pytest.approx(krippendorff_alpha(units), nan_ok=True)
    coded = ([yes or None for yes in each] for each in (one, other))
    assert binary_holsti(table[0], table[1]) == pytest.approx(holsti(*coded), nan_ok=True)


def test_agreement_bootstrap_draws_whole_transcripts() -> None:
    """Within a transcript all is the same: only with whole transcripts drawn can the mean be 0 or 1."""
    rows = np.repeat([0.0, 1.0], 50)
    found = bootstrap(lambda at: float(rows[at].mean()), ["a"] * 50 + ["b"] * 50)
    assert (found.value, found.low, found.high) == (0.5, 0.0, 1.0)


def test_agreement_bootstrap_has_no_interval_for_one_transcript() -> None:
    found = bootstrap(lambda at: float(len(at)), ["a"] * 3)
    assert found.value == 3
    assert math.isnan(found.low)
