"""Where words and phrases stand: English on words, Chinese on characters."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.language import LANGUAGES
from interview_coder.lexicon import Lexicon, Ranges
from interview_coder.query import Term
from interview_coder.query_parser import parse


def term(rule: str) -> Term:
    node = parse(rule)
    assert isinstance(node, Term)
    return node


def found(rule: str, text: str, language: str = "en") -> list[str]:
    return quotes(Lexicon([term(rule)]).find(text, language).ranges, text)


def vetoed(rule: str, text: str, language: str = "zh") -> list[str]:
    return quotes(Lexicon([term(rule)]).find(text, language).vetoed, text)


def quotes(ranges: Mapping[int, Ranges], text: str) -> list[str]:
    return [text[start:end] for found in ranges.values() for start, end in found.spans()]


ENGLISH = [
    # a bare word and its inflections, whatever the case
    ("fund", "Funds and FUND; funding, refund, fun", ["Funds", "FUND"]),
    ("FUNDS", "fund", ["fund"]),
    ("be", "is was being I'm they're", ["is", "was", "being", "'m", "'re"]),
    ("child", "children", ["children"]),
    ("policy", "policies", ["policies"]),
    ("city", "the city's and the cities' plans", ["city", "cities"]),
    ("café", "CAFÉ cafés", ["CAFÉ", "cafés"]),
    # any ending
    ("fund*", "Fund funding FUNDED refund", ["Fund", "funding", "FUNDED"]),
    ('"fund* school"', "funding schools", ["funding schools"]),
    # the very form
    ("=Fund", "Fund fund Funds FUND", ["Fund"]),
    ('="No Child"', "No Child, no child", ["No Child"]),
    ("=US", "us US Us", ["US"]),
    # phrases over inflections, spaces, punctuation, line breaks
    ('"not enough"', "not enough  not  enough", ["not enough", "not  enough"]),
    ('"not enough"', "not\u00a0enough not\nenough", ["not\u00a0enough", "not\nenough"]),
    ('"not enough"', "Not, enough. Not… enough", ["Not, enough", "Not… enough"]),
    ('"lack money"', "We lacked monies", ["lacked monies"]),
    ('"industry education"', "industry-education industry–education", ["industry-education", "industry–education"]),
    ('"industry education"', "industry/education industry—education", ["industry/education", "industry—education"]),
    ("industry-education", "industry education industry‑education", ["industry education", "industry‑education"]),
    # n't is not, with straight and curly apostrophes
    ('"not enough"', "isn't enough, isn’t enough, cannot enough", ["n't enough", "n’t enough", "not enough"]),
    ("not", "don’t can't cannot won’t", ["n’t", "n't", "not", "n’t"]),
    ("don't", "do not don’t", ["do not", "don’t"]),
    ("don’t", "don't", ["don't"]),
    ('"will not"', "won't", ["won't"]),
    ('"shall not"', "shan’t", ["shan’t"]),
    ("would", "I'd", ["'d"]),
    ("O'Brien", "O’Brien", ["O’Brien"]),
    # digits, stops, full-width letters
    ("3.5", "3.5 million, 35", ["3.5"]),
    ("50%", "50 % of 50%", ["50", "50"]),
    ("plan B", "Plan b. The plan B", ["Plan b.", "plan B"]),
    ("Dr", "Dr. Li", ["Dr."]),
    ("U.S.", "the U.S. is", ["U.S."]),
    ("COVID-19", "Covid-19 COVID", ["Covid-19"]),
    ("APP", "ＡＰＰ app", ["ＡＰＰ", "app"]),
    ("ＡＰＰ", "app", ["app"]),
    ("industry‑education", "industry education", ["industry education"]),
    # beside emoji, dashes, Chinese and full-width stops
    ("money", "💰money—money…money", ["money", "money", "money"]),
    ("budget", "AI，budget。budget）", ["budget", "budget"]),
    ("budget", "我们的budget不够", ["budget"]),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("rule", "text", "hits"), ENGLISH)
def test_lexicon_finds_english(rule: str, text: str, hits: list[str], language: str) -> None:
    assert found(rule, text, language) == hits


CHINESE = [
    ("经费", "教育经费不足，经费紧张", ["经费", "经费"]),
    ("经费不足", "经费\n不足 经费 不足 经费　不足", ["经费\n不足", "经费 不足", "经费　不足"]),
    ("经费不足", "经费，不足。经费不太足", []),
    ('"经费 不足"', "经费不足", ["经费不足"]),
    ("经费*", "经费处", ["经费"]),
    ('"经费* 不足*"', "经费不足", ["经费不足"]),
    # simplified and traditional, both ways; the very form after =
    ("经费", "經費", ["經費"]),
    ("經費", "经费 經費", ["经费", "經費"]),
    ("=经费", "经费 經費", ["经费"]),
    # mixed with Latin letters
    ("AI技术", "ai技术 AI 技术 ＡＩ技术", ["ai技术", "AI 技术", "ＡＩ技术"]),
    ('"APP 推广"', "我们的APP推广和app\n推广", ["APP推广", "app\n推广"]),
    ('="AI 技术"', "AI 技术 AI技术", ["AI 技术"]),
    # beyond the basic plane, after an emoji
    ("𠮷野家", "😀👨‍👩‍👧𠮷野家", ["𠮷野家"]),
    ("经费", "😀😀经费🇨🇳", ["经费"]),
    ("〇", "二〇二四", ["〇"]),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("rule", "text", "hits"), CHINESE)
def test_lexicon_finds_chinese(rule: str, text: str, hits: list[str], language: str) -> None:
    assert found(rule, text, language) == hits


@pytest.mark.parametrize("text", ["行政策略", "行政策略。", "他们的行政策略很好", "行政\n策略", "行政   策略"])
def test_lexicon_vetoes_a_short_term_across_a_word_edge(text: str) -> None:
    assert found("政策", text, "zh") == []
    assert len(vetoed("政策", text)) == 1


def test_lexicon_vetoes_a_term_that_ends_inside_the_last_word() -> None:
    assert found("行政策", "行政策略", "zh") == found("行政策", "行政策略。", "zh") == []


def test_lexicon_vetoes_a_term_that_begins_inside_a_word() -> None:
    assert (found("政策略", "行政策略", "zh"), vetoed("政策略", "行政策略")) == ([], ["政策略"])


def test_lexicon_vetoes_only_for_words_of_the_dictionary() -> None:
    assert found("网易杭", "他来到网易杭研大厦", "zh") == ["网易杭"], "杭研 is a guess"


def test_lexicon_vetoes_traditional_text_as_well() -> None:
    assert (found("政策", "行政策略與政策", "zh"), vetoed("政策", "行政策略與政策")) == (["政策"], ["政策"])


def test_lexicon_does_not_veto_inside_one_word_or_over_whole_words() -> None:
    assert found("科学", "社会科学家", "zh") == ["科学"]
    assert found("行政策略", "行政策略", "zh") == ["行政策略"]


def test_lexicon_never_vetoes_four_characters() -> None:
    assert (found("府政策略", "政府政策略", "zh"), vetoed("府政策略", "政府政策略")) == (["府政策略"], [])


def test_lexicon_never_vetoes_the_very_form() -> None:
    assert (found("=政策", "行政策略", "zh"), vetoed("=政策", "行政策略")) == (["政策"], [])


def test_lexicon_keeps_every_overlapping_hit_of_every_term() -> None:
    text = "not enough money"
    terms = ['"not enough"', "enough", '"enough money"', "enough*", "=enough", "ENOUGH", "经费", "經費"]
    hits = Lexicon([term(rule) for rule in terms]).find(f"{text} 经费", "en")
    assert {number: ranges.spans() for number, ranges in sorted(hits.ranges.items())} == {
        0: [(0, 10)],
        1: [(4, 10)],
        2: [(4, 16)],
        3: [(4, 10)],
        4: [(4, 10)],
        5: [(4, 10)],
        6: [(17, 19)],
        7: [(17, 19)],
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one two  three", 3),
        ("one, two... three — four!", 4),
        ("don't", 2),
        ("industry-education", 2),
        ("经费不足。", 4),
        ("经费3.5亿元", 5),
        ("AI技术，app", 4),
        ("😀 [] ____________ **", 0),
    ],
)
def test_lexicon_counts_words_and_chinese_characters(text: str, words: int) -> None:
    assert Lexicon([]).find(text, "zh").words_before[-1] == words


@pytest.mark.parametrize("text", ["", " ", "\n", "。", "😀", "\u200b"])
def test_lexicon_finds_nothing_in_nothing(text: str) -> None:
    for language in LANGUAGES:
        assert Lexicon([term("fund"), term("经费")]).find(text, language).ranges == {}


@pytest.mark.parametrize("run", ["(", "_", "=", "'s", "😀", "，", "a，", "a", "http://a.", "政", "a政", " ", ")a"])
def test_lexicon_gets_through_long_runs(run: str) -> None:
    """200,000 characters in one piece: a tokenizer that takes quadratic time would never return."""
    text = f"fund {run * (200_000 // len(run))} fund"
    for language in LANGUAGES:
        assert found("fund", text, language) == ["fund", "fund"]


def test_lexicon_finds_words_around_long_runs() -> None:
    assert found("fund", f"fund{'_' * 60}fund{'=' * 60}fund{'😀' * 60}fund", "en") == ["fund"] * 4
    assert found("fund", "-".join(["fund"] * 200), "en") == ["fund"] * 200


PIECES = st.lists(
    st.sampled_from(
        ["fund", "Funds", "not enough", "isn’t", "经费", "行政策略", " ", "\n", "，", ".", "😀", "-", "Ｆ", "　"]
    )
    | st.characters(exclude_categories=["Cs"]),
    max_size=12,
).map("".join)
TERMS = ["fund", "fund*", "=Fund", '"not enough"', "经费", "政策", "=政策", '"经费 fund"', "不"]


@given(PIECES, st.sampled_from(LANGUAGES))
def test_lexicon_hits_lie_in_the_text_and_in_reading_order(text: str, language: str) -> None:
    hits = Lexicon([term(rule) for rule in TERMS]).find(text, language)
    for ranges in [*hits.ranges.values(), *hits.vetoed.values()]:
        assert ranges.spans() == sorted(set(ranges.spans()))
        assert all(0 <= start < end <= len(text) for start, end in ranges.spans())


@given(PIECES, st.sampled_from(LANGUAGES), st.sets(st.sampled_from(TERMS)))
def test_lexicon_finds_a_term_whatever_the_other_terms(text: str, language: str, others: set[str]) -> None:
    alone = Lexicon([term("fund*")]).find(text, language).ranges
    among = Lexicon([*map(term, sorted(others)), term("fund*")]).find(text, language).ranges
    assert quotes({0: among[len(others)]} if len(others) in among else {}, text) == quotes(alone, text)
