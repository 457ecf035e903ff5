"""Explanation: what is found under a name, what rules do in a study, and which words they cover there."""

from __future__ import annotations

import pytest

from interview_coder.codebook_file import parse_codebook
from interview_coder.coverage import cover
from interview_coder.errors import UsageError
from interview_coder.explanation import (
    TermUse,
    Veto,
    account,
    code_use,
    look_up,
    named_passage,
    rule_uses,
    term_uses,
    transcripts_of,
)
from interview_coder.material import Material
from interview_coder.passages import Unit, split_passages
from interview_coder.query_parser import parse
from tests.conversations import conversation

BOOK = parse_codebook("""\
lists: {lack: [lack*, short]}
codes:
  money:
    formerly: [cash]
    rules: [money AND $lack, money AND late]
    unless: [on time, never]
    codes: {grant: {rules: [grant]}}
  gone: {retired: Nobody says it., rules: [money]}
""")
TALK = conversation(
    "Interviewer: Is there money?",
    "Dean: Money is short. Money is short and late. Money is never late.",
    "Dean: It lacks on time. The grant is never late.",
)
OTHER = conversation("Dean: Money, money, lacking money.", id="p08")
STUDY = [passage for talk in (TALK, OTHER) for passage in split_passages(talk) if passage.turn.speaker == "Dean"]


def test_explanation_looks_up_codes_under_former_names_too() -> None:
    code = look_up(BOOK, "money")
    assert (code.code.id, code.rule, [each.id for each in code.codebook.codes]) == (
        "money",
        None,
        ["money", "money.grant"],
    )
    assert look_up(BOOK, "cash").code.id == "money"


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("money.rules[1]", "money.rules[1]"),
        ("cash.rules[0]", "money.rules[0]"),
        ("money.unless[1]", "money.unless[1]"),
        ("money.grant.rules[0]", "money.grant.rules[0]"),
    ],
)
def test_explanation_looks_up_rules(name: str, rule: str) -> None:
    target = look_up(BOOK, name)
    assert target.rule is not None
    assert (target.rule.id, target.in_codebook) == (rule, True)


def test_explanation_takes_anything_else_for_a_rule() -> None:
    target = look_up(BOOK, "money NEAR/3 $lack")
    assert (target.in_codebook, target.rule and target.rule.query) == (False, parse("money NEAR/3 $lack", BOOK.lists))
    assert target.like == ()
    assert look_up(BOOK, "mony").like == ("money",)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("money.rules[2]", "there is no money.rules[2]. The codebook has money.rules[0], money.rules[1]"),
        ("people.rules[0]", "there is no people.rules[0]. Check the code"),
        ("gone", "gone is retired: it has no rules that count. Nobody says it."),
        ("money AND", "the rule ends where a word was expected"),
    ],
)
def test_explanation_says_what_is_wrong_with_a_name(name: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        look_up(BOOK, name)
    assert str(raised.value).startswith(message)


def test_explanation_finds_a_passage_by_its_number() -> None:
    material = Material((TALK, OTHER))
    found = named_passage(material, Unit.SENTENCE, "p07:3")
    assert found is not None
    passages, at = found
    assert (passages[at].text, {passage.transcript.id for passage in passages}) == ("Money is short and late.", {"p07"})
    assert named_passage(material, Unit.SENTENCE, "p99:3") is None
    assert named_passage(material, Unit.SENTENCE, "Is it late: 3 years?") is None
    with pytest.raises(UsageError, match="p07 has no passage 1 by a respondent"):
        named_passage(material, Unit.SENTENCE, "p07:1")


def test_explanation_counts_what_each_rule_does_alone() -> None:
    coverage = cover(look_up(BOOK, "money").codebook, STUDY)
    uses = {use.rule.id: use for use in rule_uses(coverage, BOOK.codes[0])}
    assert {id: [sorted(each) for each in (use.passages, use.alone, use.refused)] for id, use in uses.items()} == {
        "money.rules[0]": [[0, 1, 5], [0, 5], []],
        "money.rules[1]": [[1, 2], [2], [2]],
        "money.unless[0]": [[3], [], []],
        "money.unless[1]": [[2, 4], [2], [2]],
    }


def test_explanation_counts_a_code_with_its_sub_codes() -> None:
    target = look_up(BOOK, "money")
    coverage = cover(target.codebook, STUDY)
    use = code_use(coverage, target.code)
    assert (sorted(use.given), sorted(use.refused)) == ([0, 1, 5], [2, 4])
    assert [(code.id, given) for code, given in use.below] == [("money.grant", frozenset())]
    assert [transcript.id for transcript in transcripts_of(coverage, use.given)] == ["p07", "p08"]


def test_explanation_tells_of_the_rules_that_hold_else_of_the_nearest() -> None:
    target = look_up(BOOK, "money")
    coverage = cover(target.codebook, STUDY)
    told = [account(target, coverage, at) for at in range(len(STUDY))]
    assert [
        ([step.rule.id for step in each.rules], [step.rule.id for step in each.unless], len(each.others))
        for each in told[1:5]
    ] == [
        (["money.rules[0]", "money.rules[1]"], [], 1),
        (["money.rules[1]"], ["money.unless[1]"], 2),
        (["money.rules[0]"], ["money.unless[0]"], 2),
        (["money.grant.rules[0]"], ["money.unless[1]"], 2),
    ]
    rule = look_up(BOOK, "money.unless[1]")
    (step,) = account(rule, cover(rule.codebook, STUDY), 0).rules
    assert (step.rule.id, step.trace.holds) == ("money.unless[1]", False)


def test_explanation_counts_the_forms_of_terms_and_of_lists() -> None:
    query = parse("money AND ($lack OR fund*) NOT late", BOOK.lists)
    assert term_uses(query, [TALK, OTHER], BOOK.lists) == (
        TermUse("money", (("money", 7),), (), ()),
        TermUse("$lack", (("short", 2), ("lacks", 1), ("lacking", 1)), (), ()),
        TermUse("fund*", (), ("fund*",), ()),
    )


def test_explanation_does_not_count_speakers_labels() -> None:
    assert term_uses(parse("dean"), [TALK]) == (TermUse("dean", (), ("dean",), ()),)


def test_explanation_lists_what_the_segmenter_refused() -> None:
    talk = conversation("访谈者：有吗？", "受访者：行政策略很多，行政\n策略。", "受访者: 政策没有，行政策略也没有。")
    (use,) = term_uses(parse("政策"), [talk])
    assert use.forms == (("政策", 1),)
    assert [(veto.words, veto.count, veto.transcript, veto.turn) for veto in use.vetoed] == [("行政|策略", 1, "p07", 3)]


def test_explanation_refused_hits_are_those_of_the_term_and_not_of_its_exact_form() -> None:
    talk = conversation("受访者: 行政策略很多。政策没有，行政策略也没有。")
    assert [use.vetoed for use in term_uses(parse("政策 OR =政策"), [talk])] == [
        (Veto("政策", "行政|策略", 2, "p07", 1),),
        (),
    ]
