"""What the learner's second step looks at: what readers and rules say of a passage, and where it stands."""

from __future__ import annotations

import numpy as np
import pytest

from interview_coder.features import surroundings
from interview_coder.judge import (
    RULE_FEATURES,
    SHAPE_FEATURES,
    UNKNOWN,
    Judge,
    judged,
    nearby,
    rule_features,
    shape_features,
)
from interview_coder.passages import Passage
from tests.factories import make_interview
from tests.taught import codebook

QUESTION = {"en": "? Is there money?", "zh": "? 钱够吗？"}
ANSWER = {"en": "Is there? We have no money at all.", "zh": "够吗？我们一点钱也没有。"}


def passages(language: str) -> list[Passage]:
    """An answer of two sentences, and one of one."""
    turn, other = make_interview("P", QUESTION[language], ANSWER[language], ANSWER[language], language=language)
    middle = turn.start + len(turn.text.split("?")[0].split("？")[0]) + 1
    return [turn._replace(end=middle), turn._replace(start=middle), other]


def shape(language: str, name: str) -> list[float]:
    own = passages(language)
    found = shape_features(own, [surroundings(passage) for passage in own])
    return [float(value) for value in found[:, SHAPE_FEATURES.index(name)]]


@pytest.mark.parametrize(("language", "said"), [("en", "There is no money."), ("zh", "经费不够。")])
def test_judge_rules_tell_what_they_give(language: str, said: str) -> None:
    passages = make_interview("P", said, "Fine." if language == "en" else "很好。", language=language)
    found = rule_features(codebook(), passages, ["money", "visits"])
    assert found.shape == (2, 2, len(RULE_FEATURES))
    assert found[:, :, RULE_FEATURES.index("given")].tolist() == [[1, 0], [0, 0]]


def test_judge_nearby_stay_in_the_turn() -> None:
    one, other = make_interview("P", "First one.", "Another turn.")
    passages = [one._replace(start=0, end=5), one._replace(start=6, end=10), other]
    before, after, others = nearby(np.array([[1.0], [2.0], [4.0]]), passages)
    assert before.ravel().tolist() == [0, 1, 0]
    assert after.ravel().tolist() == [2, 0, 0]
    assert others.ravel().tolist() == [2, 1, 0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_judge_knows_where_a_passage_stands(language: str) -> None:
    assert shape(language, "first") == [1, 0, 1]
    assert shape(language, "last") == [0, 1, 1]
    assert shape(language, "asks") == [1, 0, 0]
    assert shape(language, "number in the turn") == [0, pytest.approx(np.log(2)), 0]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_judge_knows_how_long_passages_are(language: str) -> None:
    first, second, whole = np.expm1(shape(language, "length"))
    assert first < second
    assert np.expm1(shape(language, "length of the turn")) == pytest.approx([first + second] * 2 + [whole])
    assert np.expm1(shape(language, "length before")) == pytest.approx([0, first, 0])
    assert np.expm1(shape(language, "length after")) == pytest.approx([second, 0, 0])
    assert min(shape(language, "length of the question")) > 0


def test_judge_sees_what_is_said_of_the_turn_and_of_other_codes() -> None:
    own = passages("en")
    scores = np.array([[1.0, 5.0], [2.0, 4.0], [3.0, 0.0]])
    found = judged(own, [surroundings(passage) for passage in own], [scores])
    assert found[:, 0, :6].tolist() == [[1, 0, 2, 2, 2, 5], [2, 1, 0, 1, 2, 4], [3, 0, 0, 0, 3, 0]]


def test_judge_sees_how_many_other_codes_the_rules_give() -> None:
    own = passages("zh")
    ruled = np.zeros((3, 2, len(RULE_FEATURES)))
    ruled[0, 0, RULE_FEATURES.index("given")] = 1
    found = judged(own, [surroundings(passage) for passage in own], [np.zeros((3, 2))], ruled)
    others = found[:, :, 6 + len(RULE_FEATURES)]
    assert others.tolist() == [[0, 1], [0, 0], [0, 0]]


def test_judge_learns_from_what_is_known_alone() -> None:
    """The sign of the one feature decides; half of the labels are hidden, the others are right."""
    values = np.random.default_rng(0).normal(size=(200, 2, 1))
    labels = (values[:, :, 0] > 0).astype(int)
    hidden = labels.copy()
    hidden[::2] = UNKNOWN
    said = Judge.fit(values, hidden).probabilities(values)
    assert ((said > 0.5) == labels).mean() > 0.95
