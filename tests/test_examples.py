"""Examples: which of them agree with the rules, and the reason where one does not."""

from __future__ import annotations

from interview_coder.codebook_file import parse_codebook
from interview_coder.examples import try_examples, untested

BOOK = parse_codebook("""\
codes:
  money:
    rules: [money NEAR/3 short, 经费 NEAR/4 不足]
    unless: [on time]
    examples:
      - Money is short.
      - {text: Never., question: And the money?}
      - 经费一直不足。
      - 经费很多。
    counterexamples:
      - Money is short, but on time.
      - Is money that short?
    codes:
      late:
        rules: [QUESTION(money) AND never]
        examples: [{text: Never., question: And the money?}]
  people:
    rules: [nobody]
""")


def test_examples_must_get_their_code_and_counterexamples_must_not() -> None:
    assert [
        (outcome.code.id, outcome.example.text, outcome.expected, outcome.passed) for outcome in try_examples(BOOK)
    ] == [
        ("money", "Money is short.", True, True),
        ("money", "Never.", True, True),
        ("money", "经费一直不足。", True, True),
        ("money", "经费很多。", True, False),
        ("money", "Money is short, but on time.", False, True),
        ("money", "Is money that short?", False, False),
        ("money.late", "Never.", True, True),
    ]


def test_examples_name_the_rule_that_gives_the_code_a_sub_codes_too() -> None:
    assert [outcome.rule.id if outcome.rule else None for outcome in try_examples(BOOK)] == [
        "money.rules[0]",
        "money.late.rules[0]",
        "money.rules[1]",
        None,
        None,
        "money.rules[0]",
        "money.late.rules[0]",
    ]


def test_examples_of_some_codes_are_tried_with_the_rules_of_all() -> None:
    (outcome,) = try_examples(BOOK, codes=["money.late"])
    assert (outcome.code.id, outcome.passed) == ("money.late", True)
    assert try_examples(BOOK, codes=["people"]) == ()


def test_examples_are_missing_where_rules_have_none() -> None:
    assert [code.id for code in untested(BOOK.codes)] == ["people"]


def test_examples_can_be_as_many_as_none() -> None:
    assert try_examples(parse_codebook("codes: {a: {}}")) == ()
