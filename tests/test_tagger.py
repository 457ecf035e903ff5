"""Tagger: which passages of a conversation a codebook proposes its codes for, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.codebook import Codebook
from interview_coder.codebook_file import parse_codebook
from interview_coder.coding import Source, Suggestion, Verdict
from interview_coder.passages import Unit, split_passages
from interview_coder.tagger import Tagger
from interview_coder.transcript import Role, Transcript
from tests.conversations import conversation


def codebook(codes: Mapping[str, Any]) -> Codebook:
    """Make a codebook of plain data: JSON is YAML."""
    return parse_codebook(json.dumps({"codes": codes}, ensure_ascii=False))


def tag(
    codes: Mapping[str, Any], transcript: Transcript, *, unit: str = "sentence", interviewers: bool = False
) -> list[Suggestion]:
    return list(Tagger(codebook(codes)).tag(split_passages(transcript, unit), interviewers=interviewers))


def shown(suggestions: Sequence[Suggestion]) -> list[tuple[str, str]]:
    return [(suggestion.passage.text, suggestion.rule) for suggestion in suggestions]


TALK = conversation(
    "Interviewer: Is the money enough?",
    "Dean: No. The money is not enough. Money comes late.",
    "Interviewer: And time?",
    "Dean: Never.",
    "Teacher: There is time and money.",
)


def test_tagger_proposes_codes_in_reading_order_with_the_rule_that_spoke() -> None:
    codes = {"time": {"rules": ["time"]}, "money": {"rules": ["gold", "money"]}, "nothing": {}}
    assert shown(tag(codes, TALK)) == [
        ("The money is not enough.", "money.rules[1]"),
        ("Money comes late.", "money.rules[1]"),
        ("There is time and money.", "time.rules[0]"),
        ("There is time and money.", "money.rules[1]"),
    ]


def test_tagger_suggestion_says_where_it_comes_from() -> None:
    suggestion = tag({"late": {"rules": ["money AND late"]}}, TALK)[0]
    assert (suggestion.code, suggestion.source, suggestion.status) == ("late", Source.RULE, Verdict.SUGGESTED)
    assert (suggestion.score, suggestion.passage.turn.speaker) == (1.0, "Dean")
    assert [TALK.quote(*span) for span in suggestion.evidence] == ["Money", "late"]


def test_tagger_gives_a_code_once_by_the_first_rule_that_holds() -> None:
    codes = {"money": {"rules": ["late AND never", "not enough", "money", "the money"]}}
    assert shown(tag(codes, TALK))[:2] == [
        ("The money is not enough.", "money.rules[1]"),
        ("Money comes late.", "money.rules[2]"),
    ]


def test_tagger_leaves_interviewers_out_unless_asked() -> None:
    codes = {"money": {"rules": ["money"]}}
    assert shown(tag(codes, TALK, interviewers=True))[0] == ("Is the money enough?", "money.rules[0]")
    assert {suggestion.passage.turn.role for suggestion in tag(codes, TALK)} == {Role.RESPONDENT}


def test_tagger_question_is_looked_at_though_it_is_not_coded() -> None:
    found = tag({"no": {"rules": ["QUESTION(time) AND never"]}}, TALK)
    assert shown(found) == [("Never.", "no.rules[0]")]
    assert [TALK.quote(*span) for span in found[0].evidence] == ["time", "Never"]


@pytest.mark.parametrize("unless", ["late", "TURN(enough) AND late", "QUESTION(enough) AND late", "comes NOT never"])
def test_tagger_unless_takes_the_code_away(unless: str) -> None:
    assert shown(tag({"money": {"rules": ["money"], "unless": ["gold", unless]}}, TALK)) == [
        ("The money is not enough.", "money.rules[0]"),
        ("There is time and money.", "money.rules[0]"),
    ]


def test_tagger_unless_of_a_parent_holds_for_its_sub_codes_only_downwards() -> None:
    codes = {
        "money": {
            "rules": ["money"],
            "unless": ["late"],
            "codes": {"scarce": {"rules": ["money"], "unless": ["enough"], "codes": {"deep": {"rules": ["money"]}}}},
        },
        "other": {"rules": ["money"]},
    }
    assert [(each.code, each.passage.text[:9]) for each in tag(codes, TALK)] == [
        ("money", "The money"),
        ("other", "The money"),
        ("other", "Money com"),
        ("money", "There is "),
        ("money.scarce", "There is "),
        ("money.scarce.deep", "There is "),
        ("other", "There is "),
    ]


def test_tagger_unless_without_rules_proposes_nothing() -> None:
    assert tag({"money": {"unless": ["money"]}}, TALK) == []


def test_tagger_takes_passages_of_several_transcripts() -> None:
    other = conversation("院长: 经费不够。", id="p08")
    passages = (passage for transcript in (TALK, other) for passage in split_passages(transcript))
    found = Tagger(codebook({"money": {"rules": ["late", "经费"]}})).tag(passages)
    assert [(each.passage.transcript.id, each.passage.text) for each in found] == [
        ("p07", "Money comes late."),
        ("p08", "经费不够。"),
    ]


def test_tagger_of_no_passages_proposes_nothing() -> None:
    assert list(Tagger(codebook({"money": {"rules": ["money"]}})).tag([])) == []


def test_tagger_keeps_no_state_between_transcripts() -> None:
    tagger = Tagger(codebook({"money": {"rules": ["QUESTION(time) AND never", "money NEAR/3 late"]}}))
    first = list(tagger.tag(split_passages(TALK)))
    list(tagger.tag(split_passages(conversation("Dean: The budget came. 经费。", language="zh"))))
    assert list(tagger.tag(split_passages(TALK))) == first
    assert shown(first) == [("Money comes late.", "money.rules[1]"), ("Never.", "money.rules[0]")]


# Laws 2, 3 and 4, over any conversation and any codebook.

WORDS = [
    "fund",
    "Funds",
    "not",
    "enough",
    "isn’t",
    "经费",
    "不足",
    "行政策略",
    "😀",
    "，",
    ".",
    "。",
    "?",
    "\n",
    "，",
    "經費",
]
SAID = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
TALKS = st.lists(st.tuples(st.sampled_from(["Interviewer", "Dean", "Teacher"]), SAID), max_size=5).map(
    lambda turns: conversation(*(f"{speaker}: {said}" for speaker, said in turns))
)
TERMS = st.sampled_from(["fund", "fund*", "=Funds", '"not enough"', "not", "经费", "不足", "政策", "=政策"])
NEARS = st.builds("({} {}/{} {})".format, TERMS, st.sampled_from(["NEAR", "BEFORE"]), st.integers(0, 3), TERMS)
RULES = st.recursive(
    TERMS | NEARS,
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from(["AND", "OR", "NOT"]), inner)
        | st.builds("{}({})".format, st.sampled_from(["QUESTION", "QUESTION/2", "TURN", "BESIDE"]), TERMS | NEARS)
    ),
    max_leaves=4,
)
CODES = st.fixed_dictionaries({"rules": st.lists(RULES, max_size=3), "unless": st.lists(RULES, max_size=1)})
BOOKS = st.dictionaries(st.sampled_from(["a", "b", "c"]), CODES, min_size=1)
UNITS = st.sampled_from([unit.value for unit in Unit])


@given(BOOKS, TALKS, UNITS)
def test_tagger_suggestions_keep_the_laws(book: Mapping[str, Any], talk: Transcript, unit: str) -> None:
    for suggestion in tag(book, talk, unit=unit):
        passage = suggestion.passage
        assert talk.text[passage.start : passage.end] == passage.text
        assert passage.turn.role is Role.RESPONDENT
        assert suggestion.rule.startswith(f"{suggestion.code}.rules[")
        assert suggestion.source is Source.RULE
        assert suggestion.evidence == tuple(sorted(suggestion.evidence)) != ()
        assert all(0 <= start < end <= len(talk.text) for start, end in suggestion.evidence)
        assert all(one[1] <= other[0] for one, other in pairwise(suggestion.evidence))


@given(TERMS, TALKS, UNITS)
def test_tagger_evidence_holds_the_term(term: str, talk: Transcript, unit: str) -> None:
    """The words of each evidence, taken as a conversation of their own, are hit by the same term."""
    for suggestion in tag({"a": {"rules": [term]}}, talk, unit=unit):
        for start, end in suggestion.evidence:
            assert suggestion.passage.start <= start < end <= suggestion.passage.end
            alone = conversation(f"Dean: {talk.quote(start, end)}", language=talk.language)
            assert len(tag({"a": {"rules": [term]}}, alone, unit="turn")) == 1


@given(BOOKS, TALKS, UNITS)
def test_tagger_tags_twice_alike(book: Mapping[str, Any], talk: Transcript, unit: str) -> None:
    tagger = Tagger(codebook(book))
    passages = split_passages(talk, unit)
    first = list(tagger.tag(passages))
    assert list(tagger.tag(passages)) == list(Tagger(codebook(book)).tag(passages)) == first


@given(BOOKS, TALKS, UNITS)
def test_tagger_codes_do_not_depend_on_each_other(book: Mapping[str, Any], talk: Transcript, unit: str) -> None:
    together = tag(book, talk, unit=unit)
    for id, fields in book.items():
        alone = tag({id: fields}, talk, unit=unit)
        assert [each for each in together if each.code == id] == alone


@given(BOOKS, TALKS, UNITS)
def test_tagger_gives_each_passage_a_code_once(book: Mapping[str, Any], talk: Transcript, unit: str) -> None:
    keys = [(each.passage.number, list(book).index(each.code)) for each in tag(book, talk, unit=unit)]
    assert keys == sorted(set(keys))
