"""What the learner sees of a passage: its words, its neighbours' and the question's, and what the rules say."""

from __future__ import annotations

import numpy as np
import pytest

from interview_coder.features import TextFeatures, surroundings, tells
from interview_coder.judge import RULE_FEATURES, nearby, rule_features
from interview_coder.passages import Passage
from tests.factories import make_interview
from tests.taught import codebook, interviews


def keys(passage: Passage, block: str) -> list[str]:
    return [term for name, terms in surroundings(passage).blocks() if name == block for term, _, _ in terms]


def test_features_bring_inflections_together_and_keep_their_places() -> None:
    (passage,) = make_interview("P", "The schools paid.")
    assert keys(passage, "words") == ["the", "school", "pay"]
    assert [passage.transcript.quote(word.start, word.end) for word in surroundings(passage).words] == [
        "The",
        "schools",
        "paid",
    ]


def test_features_see_the_question_apart_from_the_answer() -> None:
    (passage,) = make_interview("P", "? Is there money?", "No.")
    assert keys(passage, "words") == ["no"]
    assert keys(passage, "question") == ["be", "there", "money"]


def test_features_see_chinese_words_and_characters() -> None:
    (passage,) = make_interview("P", "? 经费呢？", "没有钱。", language="zh")
    assert keys(passage, "words") == ["没有", "钱"]
    assert keys(passage, "characters") == ["没", "没有", "有", "有钱", "钱"]
    assert keys(passage, "question") == ["经费", "呢"]


def test_features_of_the_turn_leave_out_the_passage_itself() -> None:
    (turn,) = make_interview("P", "We wait. There is no money. They promise.")
    passage = turn._replace(start=9, end=27)
    assert keys(passage, "before") == ["we", "wait"]
    assert keys(passage, "after") == ["they", "promise"]
    assert keys(passage, "turn") == ["we", "wait", "they", "promise"]


def test_features_of_a_block_that_weighs_nothing_are_left_out() -> None:
    around = [surroundings(passage) for passage in interviews("en")]
    words = TextFeatures({"words": 1.0, "pairs": 0.0}).fit(around)
    assert list(words.vectorizers) == ["words"]
    lengths = np.asarray(words.transform(around).multiply(words.transform(around)).sum(axis=1))
    assert lengths == pytest.approx(np.ones_like(lengths))


def test_features_weigh_a_block_by_its_weight() -> None:
    around = [surroundings(passage) for passage in interviews("zh")]
    one, half = (TextFeatures({"characters": weight}).fit(around).transform(around) for weight in (1.0, 0.5))
    assert np.allclose(one.toarray() / 2, half.toarray())


def test_features_say_where_each_block_begins() -> None:
    around = [surroundings(passage) for passage in interviews("en")]
    text = TextFeatures({"words": 1.0, "pairs": 1.0}).fit(around)
    assert dict(text.offsets) == {"words": 0, "pairs": len(text.vectorizers["words"].vocabulary_)}


@pytest.mark.parametrize(("language", "said"), [("en", "There is no money."), ("zh", "经费不够。")])
def test_features_of_rules_tell_what_they_give(language: str, said: str) -> None:
    passages = make_interview("P", said, "Fine." if language == "en" else "很好。", language=language)
    found = rule_features(codebook(), passages, ["money", "visits"])
    assert found.shape == (2, 2, len(RULE_FEATURES))
    assert found[:, :, RULE_FEATURES.index("given")].tolist() == [[1, 0], [0, 0]]


def test_features_nearby_stay_in_the_turn() -> None:
    one, other = make_interview("P", "First one.", "Another turn.")
    passages = [one._replace(start=0, end=5), one._replace(start=6, end=10), other]
    before, after, others = nearby(np.array([[1.0], [2.0], [4.0]]), passages)
    assert before.ravel().tolist() == [0, 1, 0]
    assert after.ravel().tolist() == [2, 0, 0]
    assert others.ravel().tolist() == [2, 1, 0]


def test_features_words_that_tell_a_reader_nothing() -> None:
    assert [word for word in ("the", "的", "money", "经费", "I") if tells(word)] == ["money", "经费"]
