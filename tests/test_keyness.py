"""Keyness: words as rules name them, and how telling they are."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.keyness import beginnings, collocation, denies, has_content, log_odds, phrases, terms, words


def test_keyness_log_odds_equals_a_value_worked_by_hand() -> None:
    """In 3 of 4 passages and 1 of 16 others: the prior is 10 * 4/20 = 2 of 10, so the odds are 5/9 and 3/23."""
    by_hand = (math.log(5 / 9) - math.log(3 / 23)) / math.sqrt(1 / 5 + 1 / 3)
    assert log_odds(3, 4, 1, 16) == pytest.approx(by_hand) == pytest.approx(1.98425540791962)


@pytest.mark.parametrize(
    ("inside", "size", "outside", "others"), [(0, 4, 0, 9), (4, 4, 9, 9), (2, 4, 0, 0), (0, 0, 0, 0)]
)
def test_keyness_log_odds_says_nothing_where_nothing_differs(inside: int, size: int, outside: int, others: int) -> None:
    assert log_odds(inside, size, outside, others) == pytest.approx(0)


@given(st.tuples(*[st.integers(0, 50)] * 4))
def test_keyness_log_odds_turns_its_sign_with_the_groups(counts: tuple[int, int, int, int]) -> None:
    inside, outside, rest, other_rest = counts
    there, back = (inside, inside + rest), (outside, outside + other_rest)
    assert log_odds(*there, *back) == pytest.approx(-log_odds(*back, *there))


def test_keyness_collocation_equals_values_worked_by_hand() -> None:
    """8 words: "special fund" twice, and never apart; then once of two "special" and four "fund"."""
    assert collocation(2, [2, 2], 8) == pytest.approx(1)
    assert collocation(1, [2, 4], 8) == pytest.approx(0)
    assert collocation(2, [2, 2, 2], 8) == pytest.approx(1)


def test_keyness_words_are_named_as_rules_name_them() -> None:
    assert words("The funds weren't paid, 3 times.", "en") == ["the", "fund", "be", "not", "pay", "", "", "time", ""]
    assert words("經費沒有到位，VR 也是。", "zh") == ["经费", "没有", "到位", "", "vr", "", "也", "是", ""]


def test_keyness_phrases_recur_and_keep_together() -> None:
    said = [
        words(text, language)
        for text, language in [
            ("A special fund, they said.", "en"),
            ("No special fund came; the bus came.", "en"),
            ("校企合作很难。", "zh"),
            ("说到校企合作，没人管。", "zh"),
        ]
    ]
    found = phrases(said)
    assert {"special fund", "校企合作"} <= found
    assert not {"the bus", "fund they", "合作没人"} & found
    assert list(terms(said[0], found)) == ["a", "special", "fund", "they", "say", "special fund"]


def test_keyness_beginnings_are_what_forms_share() -> None:
    assert beginnings(["fund", "funding", "fundamentally", "subsidy", "subsidise", "bus", "business", "经费"]) == [
        "fund*",
        "subsid*",
    ]


@pytest.mark.parametrize(
    ("term", "content"),
    [("money", True), ("not enough money", True), ("we have", False), ("经费", True), ("我们", False), ("钱", False)],
)
def test_keyness_knows_function_words(term: str, content: bool) -> None:
    assert has_content(term) is content


@pytest.mark.parametrize(
    ("term", "negative"),
    [("never", True), ("not enough", True), ("不足", True), ("没有人", True), ("notion", False), ("有人", False)],
)
def test_keyness_knows_what_denies(term: str, negative: bool) -> None:
    assert denies(term) is negative
