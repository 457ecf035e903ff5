"""What the learner sees of a passage: its words, its neighbours' and the question's."""

from __future__ import annotations

import numpy as np
import pytest

from interview_coder.features import TextFeatures, surroundings, tells
from interview_coder.passages import Passage
from tests.factories import make_interview
from tests.taught import interviews


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


@pytest.mark.parametrize("language", ["en", "zh"])
def test_features_as_of_some_rows_are_those_of_a_fit_on_them(language: str) -> None:
    around = [surroundings(passage) for passage in interviews(language)]
    rows = np.arange(0, len(around), 3)
    text = TextFeatures({"words": 1.0, "characters": 0.5})
    found = text.fit(around).as_of(rows, text.blocks(around)).toarray()
    alone = TextFeatures(text.weights).fit([around[row] for row in rows])
    known = np.zeros(found.shape[1], bool)
    for name, first in text.offsets:
        terms = text.vectorizers[name].vocabulary_
        known[[first + terms[term] for term in sorted(alone.vectorizers[name].vocabulary_)]] = True
    assert np.allclose(found[:, known], alone.transform(around).toarray())
    assert not found[:, ~known].any()


def test_features_words_that_tell_a_reader_nothing() -> None:
    assert [word for word in ("the", "的", "money", "经费", "I") if tells(word)] == ["money", "经费"]
