"""Which language, which words, and what counts as the same word."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.language import (
    LANGUAGES,
    count_words,
    detect_language,
    fold,
    fold_case,
    has_han,
    is_han,
    lemma,
    pipeline,
)

ANY_TEXT = st.text(max_size=30)
STORED_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def tokens(text: str, language: str) -> list[str]:
    return [token.text for token in pipeline(language)(text) if not token.is_space]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("There is no money.", "en"),
        ("没有钱。", "zh"),
        ("Interviewer: 经费怎么样？", "zh"),
        ("Dean: the 产教融合 policy of the province", "en"),
        ("très tôt", "en"),
        ("𠮷野家", "zh"),
        ("１２３", "en"),
    ],
)
def test_language_is_the_one_with_more_words(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("There is no money.", 4),
        ("don't industry-education 3.5", 3),
        ("没有钱。", 3),
        ("我们用AI技术，app 很少", 9),
        ("经费3.5亿元", 5),
        ("𠮷〇", 2),
    ],
)
def test_language_counts_words_and_chinese_characters(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("經費與預算", "经费与预算"),
        ("發展 頭髮", "发展 头发"),
        ("don’t “no”", 'don\'t "no"'),
        ("a–b‑c", "a-b-c"),
        ("a\u00a0b\u3000c\nd\u2028e", "a b c d e"),
        ("ＡＢＣ１２３", "ABC123"),
        ("，。：！", "，。：！"),
    ],
)
def test_language_fold_writes_one_thing_one_way(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_language_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(fold_case(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    assert fold_case(fold_case(text)) == fold_case(text)


def test_language_fold_case_keeps_the_length_of_a_letter_that_grows() -> None:
    assert fold_case("İSTANBUL A") == "İstanbul a"


@pytest.mark.parametrize(
    ("forms", "key"),
    [
        (["fund", "funds", "Funds", "FUND"], "fund"),
        (["n't", "not", "N'T"], "not"),
        (["'ll", "will", "wo"], "will"),
        (["'m", "'re", "is", "was", "been"], "be"),
        (["children", "child"], "child"),
        (["AI", "ai"], "ai"),
        (["lacked", "lacks", "lacking"], "lack"),
    ],
)
def test_language_lemma_brings_inflections_together(forms: list[str], key: str) -> None:
    assert {lemma(form) for form in forms} == {key}


@given(ANY_TEXT)
def test_language_knows_han_characters_one_by_one_as_well(text: str) -> None:
    points = np.array([ord(character) for character in text], np.uint32)
    assert is_han(points).tolist() == [has_han(character) for character in text]


@pytest.mark.parametrize("character", "〇一㐀龥豈𠮷𰻝")
def test_language_han_is_han(character: str) -> None:
    assert has_han(character)


@pytest.mark.parametrize("character", "aあ한，、。１😀々\u3000")
def test_language_other_characters_are_not_han(character: str) -> None:
    assert not has_han(character)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("There isn't enough.", ["There", "is", "n't", "enough", "."]),
        ("行政策略", ["行政", "策略"]),
        ("用AI，budget不够", ["用", "AI", "，", "budget", "不够"]),
        ("AI，budget", ["AI", "，", "budget"]),
        ("(café)", ["(", "café", ")"]),
    ],
)
def test_language_pipeline_cuts_both_languages(language: str, text: str, words: list[str]) -> None:
    assert tokens(text, language) == words


@given(STORED_TEXT, st.sampled_from(LANGUAGES), st.integers(1, 40))
def test_language_pipeline_loses_no_character(text: str, language: str, times: int) -> None:
    assert pipeline(language)(text * times).text == text * times


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("odd", ["x" * 300, "_" * 60, "，", "((((((((((" * 20, "'s" * 200])
def test_language_pipeline_cuts_plain_words_as_ever_beside_odd_ones(language: str, odd: str) -> None:
    plain = "The city's U.S. funds, e.g. $5"
    assert tokens(f"{plain} {odd}", language)[: len(tokens(plain, language))] == tokens(plain, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_pipeline_has_no_model(language: str) -> None:
    assert pipeline(language).pipe_names == []
    assert pipeline(language) is pipeline(language)
