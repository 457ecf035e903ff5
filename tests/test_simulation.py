"""A review replayed: what the figures mean, by hand, and that they come out the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from interview_coder.simulation import Replay, Simulation, _by_code, _expected, simulate
from tests.taught import codebook, interviews, labels


def test_simulation_work_saved_over_sampling_by_hand() -> None:
    """Of ten passages two carry the code, read 1st and 4th: after 4 of 10 all are found, WSS@95 = .95 - .4."""
    read = np.zeros((10, 1), bool)
    read[[0, 3]] = True
    found = _by_code(read, ["money"])["money"]
    assert (found.gold, found.read_for_95) == (2, 0.4)
    assert found.wss_95 == pytest.approx(0.55)


def test_simulation_needs_ninety_five_of_a_hundred() -> None:
    """Of twenty, 19 are enough: the last may stand at the end."""
    read = np.zeros((100, 1), bool)
    read[[*range(19), 99]] = True
    assert _by_code(read, ["money"])["money"].read_for_95 == 0.19


def test_simulation_at_random_expects_the_last_near_the_end() -> None:
    """The second of two among ten stands at 2 · 11 / 3 on average."""
    truth = np.zeros((10, 1), bool)
    truth[:2] = True
    assert _expected(truth, ["money"])["money"].read_for_95 == pytest.approx(22 / 30)


def test_simulation_labels_saved() -> None:
    nothing = Replay({}, (), ())
    assert Simulation(10, nothing, nothing, {}, 0.8, 30, 40).labels_saved == pytest.approx(0.25)
    assert Simulation(10, nothing, nothing, {}, 0.8, 0, 0).labels_saved is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_simulation_reads_all_and_finds_money_sooner_than_at_random(language: str) -> None:
    passages = interviews(language, count=2)
    truth = labels(passages).astype(bool)[:, :1]
    found = simulate(codebook(), passages, truth, ["money"])
    assert found.ordered.curve[-1] == found.random.curve[-1] == 1
    assert len(found.ordered.curve) == len(found.ordered.f1) == len(passages) == found.passages
    assert found.ordered.f1[-1] == 1
    assert found.ordered.by_code["money"].read_for_95 < found.random.by_code["money"].read_for_95
    assert found.alone == found.ordered.by_code


@pytest.mark.parametrize("language", ["en", "zh"])
def test_simulation_reads_for_one_code_as_if_there_were_no_other(language: str) -> None:
    passages = interviews(language, count=2)
    truth = labels(passages).astype(bool)
    both = simulate(codebook(), passages, truth, ["money", "visits"])
    one = simulate(codebook(), passages, truth[:, 1:], ["visits"])
    assert both.alone["visits"] == one.ordered.by_code["visits"]


def test_simulation_is_the_same_with_the_same_seed() -> None:
    passages = interviews("en", count=1)
    truth = labels(passages).astype(bool)[:, :1]
    assert simulate(codebook(), passages, truth, ["money"], seed=3) == simulate(
        codebook(), passages, truth, ["money"], seed=3
    )
