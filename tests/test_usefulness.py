"""Which passages a coder is asked about first."""

from __future__ import annotations

import numpy as np

from interview_coder.features import surroundings
from interview_coder.usefulness import order
from tests.factories import make_interview

SAID = {
    "en": ("Money is short.", "Money is short.", "The river is wide.", "Nobody visits."),
    "zh": ("经费不够。", "经费不够。", "河很宽。", "没有人来。"),
}
EN, ZH = ([*map(surroundings, make_interview(id, *said, language=id))] for id, said in SAID.items())


def test_usefulness_puts_what_is_likely_first() -> None:
    likely = np.array([[0.1], [0.2], [0.9], [0.3]])
    assert order(EN, likely)[0] == order(ZH, likely)[0] == 2


def test_usefulness_prefers_doubt_to_certainty_that_there_is_nothing() -> None:
    assert order(EN, np.array([[0.0], [0.0], [0.05], [0.5]]))[0] == 3


def test_usefulness_lets_the_like_wait() -> None:
    """The first two say the same: the second comes after others that are nearly as useful."""
    likely = np.array([[0.9], [0.89], [0.8], [0.8]])
    assert (order(EN, likely)[-1], order(ZH, likely)[-1]) == (1, 1)


def test_usefulness_starts_with_what_rules_speak_of_and_the_rarest_code() -> None:
    """The first code is given three times, the second once."""
    given = np.array([[1, 0], [1, 0], [1, 0], [0, 1]])
    assert order(EN, given=given)[0] == 3
    assert sorted(order(EN, given=given)) == [0, 1, 2, 3]


def test_usefulness_stops_at_the_most_asked_for() -> None:
    assert len(order(EN, np.full((4, 1), 0.5), most=2)) == 2
    assert order((), None) == []
    assert len(order(EN)) == 4
