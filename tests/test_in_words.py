"""Rules in words: whole sentences in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.in_words import RuleWords, in_words, written
from interview_coder.query_parser import parse
from tests.test_matching import LEAVES, rules_of

LISTS = {
    "money": parse("fund* OR money OR budget"),
    "gone": parse('late OR "not enough" NEAR/3 money'),
    "asked": parse("QUESTION(money) OR QUESTION/2(fund*)"),
    "only": parse("money"),
}
# rule -> English, Chinese
TOLD = [
    ("money", "The passage has the word money (any inflection).", "语段中有单词 money（含词形变化）。"),
    ("fund*", "The passage has a word beginning with fund.", "语段中有以 fund 开头的词。"),
    ("not enough", "The passage has the phrase “not enough”.", "语段中有词组“not enough”。"),
    ("=Funds OR =政策", "The passage has exactly “Funds” or “政策”.", "语段中有一字不差的“Funds”或“政策”。"),
    ("经费 OR 预算", "The passage has the characters “经费” or “预算”.", "语段中有“经费”或“预算”。"),
    (
        '(fund* OR money) NEAR/6 (lack* OR "not enough")',
        "The passage has a word beginning with fund, or the word money (any inflection), with at most 6 words between "
        "it and a word beginning with lack, or the phrase “not enough”, in either order.",
        "语段中有以 fund 开头的词或单词 money（含词形变化），与以 lack 开头的词或词组“not enough”之间最多隔 6 个词，"
        "先后不限。",
    ),
    (
        "经费 BEFORE/1 (不足 OR 不够 OR 紧张)",
        "The passage has the characters “经费”, followed by the characters “不足”, “不够” or “紧张” with at most "
        "1 character between.",
        "语段中有“经费”，其后出现“不足”、“不够”或“紧张”，中间最多隔 1 个字。",
    ),
    (
        "budget NEAR/2 不够",
        "The passage has the word budget (any inflection), with at most 2 words (or Chinese characters) between it and "
        "the characters “不够”, in either order.",
        "语段中有单词 budget（含词形变化），与“不够”之间最多隔 2 个词（中文按字数），先后不限。",
    ),
    (
        "no NEAR/0 money",
        "The passage has the word no (any inflection), right beside the word money (any inflection), in either order.",
        "语段中有单词 no（含词形变化），与单词 money（含词形变化）紧邻，先后不限。",
    ),
    (
        "没 BEFORE/0 钱",
        "The passage has the characters “没”, directly followed by the characters “钱”.",
        "语段中有“没”，其后紧接“钱”。",
    ),
    (
        "money AND (no OR not)",
        "The passage has the word money (any inflection) together with the word no or not (any inflection).",
        "语段中同时有单词 money（含词形变化），以及单词 no 或 not（含词形变化）。",
    ),
    (
        "经费 NOT 充足",
        "The passage has the characters “经费”, but not the characters “充足”.",
        "语段中有“经费”，但没有“充足”。",
    ),
    (
        "QUESTION(fund* OR 经费) AND never",
        "The question before it has a word beginning with fund, or the characters “经费”; and the passage has the word "
        "never (any inflection).",
        "前一个提问中有以 fund 开头的词或“经费”；并且语段中有单词 never（含词形变化）。",
    ),
    (
        "QUESTION/3(钱) NOT 够",
        "One of the last 3 questions has the characters “钱”, but the passage does not have the characters “够”.",
        "最近 3 个提问之一中有“钱”，但语段中没有“够”。",
    ),
    (
        "钱 NOT TURN(够)",
        "The passage has the characters “钱”, except where the turn it is in has the characters “够”.",
        "语段中有“钱”，但所在话轮中有“够”时除外。",
    ),
    (
        "BESIDE(钱)",
        "The passage just before or after it in the turn has the characters “钱”.",
        "同一话轮中紧邻的语段中有“钱”。",
    ),
    (
        "QUESTION(钱) OR TURN(钱)",
        "The question before it has the characters “钱”; or the turn it is in has the characters “钱”.",
        "前一个提问中有“钱”；或者所在话轮中有“钱”。",
    ),
    ("$money", "The passage has one of the 3 words of $money.", "语段中有词表 $money 的 3 个词之一。"),
    ("$only", "The passage has the word money (any inflection).", "语段中有单词 money（含词形变化）。"),
    ("$gone", "The passage has one of the 2 entries of $gone.", "语段中有词表 $gone 的 2 项之一。"),
    (
        "$asked AND $money",
        "One of the 2 conditions of $asked holds; and the passage has one of the 3 words of $money.",
        "词表 $asked 的 2 个条件之一成立；并且语段中有词表 $money 的 3 个词之一。",
    ),
    (
        "甲 OR 乙 OR 丙 OR 丁 OR 戊 OR 己 OR 庚 OR 辛 OR 壬",
        "The passage has the characters “甲”, “乙”, “丙”, “丁”, “戊”, “己”, “庚” or 2 more.",
        "语段中有“甲”、“乙”、“丙”、“丁”、“戊”、“己”、“庚”或另外 2 个。",
    ),
    # what would be unreadable as a sentence
    (
        "(QUESTION(钱) OR TURN(钱)) AND ($money OR 没) NOT 够",
        "All of these hold:\n"
        "  The question before it has the characters “钱”; or the turn it is in has the characters “钱”.\n"
        "  The passage has the characters “没”, or one of the 3 words of $money.\n"
        "  But none of these:\n"
        "    The passage has the characters “够”.",
        "以下各条同时成立：\n"
        "  前一个提问中有“钱”；或者所在话轮中有“钱”。\n"
        "  语段中有“没”或词表 $money 的 3 个词之一。\n"
        "  但以下各条均不成立：\n"
        "    语段中有“够”。",
    ),
    (
        "没 OR 甲 AND 乙 OR 丙 NEAR/2 丁",
        "One of these holds:\n"
        "  The passage has the characters “没”.\n"
        "  The passage has the characters “甲” together with the characters “乙”.\n"
        "  The passage has the characters “丙”, with at most 2 characters between it and the characters “丁”, in "
        "either order.",
        "以下任一条成立：\n"
        "  语段中有“没”。\n"
        "  语段中同时有“甲”，以及“乙”。\n"
        "  语段中有“丙”，与“丁”之间最多隔 2 个字，先后不限。",
    ),
    (
        "(甲 NEAR/1 乙) NEAR/2 (丙 NEAR/3 丁) BEFORE/4 戊",
        "These two, in this order, with at most 4 characters between:\n"
        "  These two, in either order, with at most 2 characters between:\n"
        "    the characters “甲”, with at most 1 character between it and the characters “乙”, in either order\n"
        "    the characters “丙”, with at most 3 characters between it and the characters “丁”, in either order\n"
        "  the characters “戊”",
        "以下两者，依次出现，最多隔 4 个字：\n"
        "  以下两者，先后不限，最多隔 2 个字：\n"
        "    “甲”，与“乙”之间最多隔 1 个字，先后不限\n"
        "    “丙”，与“丁”之间最多隔 3 个字，先后不限\n"
        "  “戊”",
    ),
]


@pytest.mark.parametrize(("rule", "english", "chinese"), TOLD)
def test_in_words_tells_a_rule_in_both_languages(rule: str, english: str, chinese: str) -> None:
    node = parse(rule, LISTS)
    assert in_words(node, "en", LISTS) == english
    assert in_words(node, "zh", LISTS) == chinese


@pytest.mark.parametrize(
    "rule",
    ["$money NEAR/3 (late OR $gone)", 'QUESTION/2("not enough") NOT =Funds', '="Not Enough" OR "AND"', "TURN($only)"],
)
def test_in_words_writes_a_rule_back(rule: str) -> None:
    assert RuleWords("en", LISTS).written(parse(rule, LISTS)) == rule


@pytest.mark.parametrize(
    "rule",
    [
        "fund*",
        '"not enough" NEAR/6 (money OR fund*)',
        "(a BEFORE/2 b) NEAR/3 c",
        "QUESTION(money OR 经费) AND (no OR never) NOT late",
        '="Fund" OR =Money',
        "QUESTION/2((a AND b) OR c) AND BESIDE(d)",
    ],
)
def test_in_words_written_rule_parses_to_the_same(rule: str) -> None:
    assert parse(written(parse(rule))) == parse(rule)


@given(data=st.data())
def test_in_words_writes_every_rule_so_that_it_means_the_same(data: st.DataObject) -> None:
    node = parse(data.draw(rules_of(LEAVES["en"] + LEAVES["zh"])))
    assert parse(written(node)) == node


@pytest.mark.parametrize("language", ["en", "zh"])
@given(data=st.data())
def test_in_words_has_words_for_every_rule(language: str, data: st.DataObject) -> None:
    rule = parse(data.draw(rules_of(LEAVES["mixed"])))
    for line in in_words(rule, language).split("\n"):
        assert line.strip()
        assert line[-1] in ".:。：" or "  " in line
