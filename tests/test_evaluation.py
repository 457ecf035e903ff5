"""Codings against gold, by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from interview_coder.coding import Coding, Source, Suggestion, Verdict
from interview_coder.evaluation import by_code, by_rule, by_word, evaluate, marks, score
from tests.factories import make_interview

EN = make_interview("A", "No money.", "No money again.", "All is fine.", "Nobody pays.")
ZH = make_interview("B", "没有钱。", "都很好。", language="zh")
PASSAGES = (*EN, *ZH)
GOLD = np.array([[True], [False], [False], [True], [True], [False]])


def coding(row: int, *, status: Verdict = Verdict.SUGGESTED, words: str = "") -> Coding:
    passage = PASSAGES[row]
    start = passage.start + passage.text.index(words)
    suggestion = Suggestion(
        passage, "money", Source.RULE, "money.rules[0]", 1.0, ((start, start + len(words)),) if words else (), status
    )
    return Coding.of(suggestion)


def test_evaluation_by_hand() -> None:
    """Gold 0, 3, 4; found 0, 1, 4: two are right of three and of three.

    Kappa: observed 4/6, expected 1/2 · 1/2 + 1/2 · 1/2 = 1/2, so (2/3 - 1/2) / (1/2) = 1/3.
    """
    found = evaluate(PASSAGES, GOLD, [coding(0), coding(1), coding(4)], ["money"])
    scores = found.by_code["money"]
    assert (scores.gold, scores.found, scores.both) == (3, 3, 2)
    assert scores.precision.value == scores.recall.value == scores.f1.value == pytest.approx(2 / 3)
    assert scores.kappa.value == pytest.approx(1 / 3)
    assert found.mean_f1 == pytest.approx(2 / 3)
    assert (found.passages, found.transcripts) == (6, 2)


def test_evaluation_of_nothing_found_has_no_precision() -> None:
    scores = score(np.array([1, 0]), np.array([0, 0]), ["A", "A"])
    assert math.isnan(scores.precision.value)
    assert (scores.recall.value, scores.f1.value) == (0, 0)


def test_evaluation_does_not_count_what_was_rejected_or_is_disputed() -> None:
    codings = [coding(0, status=Verdict.REJECTED), coding(3, status=Verdict.DISPUTED), coding(4)]
    assert evaluate(PASSAGES, GOLD, codings, ["money"]).by_code["money"].found == 1


def test_evaluation_lists_false_hits_by_rule_and_word_and_misses_by_code() -> None:
    found = evaluate(PASSAGES, GOLD, [coding(1, words="money"), coding(2, words="fine")], ["money"])
    assert [(name, len(each)) for name, each in by_rule(found).items()] == [("money.rules[0]", 2)]
    assert list(by_word(found, found=True)) == ["money", "fine"]
    ((code, misses),) = by_code(found).items()
    assert (code, [each.passage.text for each in misses]) == ("money", ["No money.", "Nobody pays.", "没有钱。"])


def test_evaluation_lists_a_miss_of_a_sub_code_once() -> None:
    gold = np.array([[True, True], [True, False], *[[False, False]] * 4])
    found = evaluate(PASSAGES, gold, [coding(3)], ["money", "money.late"])
    assert [(each.code, each.found) for each in found.differences] == [
        ("money.late", False),
        ("money", False),
        ("money", True),
    ]


def test_evaluation_says_what_was_found_that_gold_does_not_use() -> None:
    others = [replace(coding(row), code=code) for row, code in ((0, "visits"), (4, "visits"), (1, "money.late"))]
    found = evaluate(PASSAGES[:4], GOLD[:4], [coding(0), *others], ["money"])
    assert (list(found.by_code), dict(found.elsewhere)) == (["money"], {"visits": 1})


def test_evaluation_does_not_blame_a_rejected_coding_for_a_false_hit() -> None:
    rejected = coding(1, status=Verdict.REJECTED, words="again")
    found = evaluate(PASSAGES, GOLD, [rejected, coding(1, words="money")], ["money"])
    assert list(by_word(found, found=True)) == ["money"]


def test_evaluation_words_of_misses_stand_in_two_of_them() -> None:
    gold = np.array([[True], [True], [False], [True], [False], [False]])
    assert list(by_word(evaluate(PASSAGES, gold, [], ["money"]), found=False)) == ["money"]


@pytest.mark.parametrize(
    ("span", "carried"),
    [
        ((0, 9), [True, False]),
        ((0, 3), [True, False]),  # short, but in no other passage
        ((0, 14), [True, False]),  # reaches into the next, less than half
        ((0, 25), [True, True]),
        ((8, 14), [False, True]),  # less than half of both: the one it covers more of
    ],
)
def test_evaluation_marks_what_is_covered_by_half_or_most(span: tuple[int, int], carried: list[bool]) -> None:
    """`No money.` is 0-9, `No money again.` 10-25."""
    assert marks(EN[:2], [("A", *span, "money")], ["money"])[:, 0].tolist() == carried


def test_evaluation_marks_count_for_the_codes_above() -> None:
    found = marks(EN[:1], [("A", 0, 9, "money.late")], ["money", "money.late", "money.short"])
    assert found.tolist() == [[True, True, False]]
