"""Coverage: where rules hold, apart from what takes a code away."""

from __future__ import annotations

from interview_coder.codebook import Example
from interview_coder.codebook_file import parse_codebook
from interview_coder.coverage import cover
from interview_coder.examples import as_passage

BOOK = parse_codebook("""\
codes:
  money:
    rules: [money, 经费 NEAR/4 不足]
    unless: [on time]
    codes: {late: {rules: [QUESTION(money) AND late]}}
""")
PASSAGES = [
    as_passage(Example("There is no money.")),
    as_passage(Example("The money came on time.")),
    as_passage(Example("经费一直不足。")),
    as_passage(Example("Always late.", question="And the money?")),
]


def test_coverage_knows_what_each_rule_hits() -> None:
    coverage = cover(BOOK, PASSAGES)
    assert coverage.hits == {
        "money.rules[0]": {0, 1},
        "money.rules[1]": {2},
        "money.unless[0]": {1},
        "money.late.rules[0]": {3},
    }


def test_coverage_tells_what_an_unless_takes_away() -> None:
    coverage = cover(BOOK, PASSAGES)
    money, late = BOOK.codes
    found = (coverage.matched(money), coverage.refused(money), coverage.given(money))
    assert [set(passages) for passages in found] == [{0, 1, 2}, {1}, {0, 2}]
    assert coverage.given(late) == {3}


def test_coverage_counts_sub_codes_for_the_codes_above_them() -> None:
    coverage = cover(BOOK, PASSAGES)
    money, late = BOOK.codes
    assert [set(coverage.found(code)) for code in (money, late)] == [{0, 2, 3}, {3}]
    # All examples are transcripts of the same id.
    assert (coverage.transcripts(coverage.found(money)), coverage.transcripts(frozenset())) == (1, 0)


def test_coverage_quotes_the_words_that_matched() -> None:
    coverage = cover(BOOK, PASSAGES)
    found = {
        (rule, at): [PASSAGES[at].transcript.quote(*span) for span in coverage.evidence(rule, at)]
        for rule, places in coverage.hits.items()
        for at in places
    }
    assert found == {
        ("money.rules[0]", 0): ["money"],
        ("money.rules[0]", 1): ["money"],
        ("money.rules[1]", 2): ["经费", "不足"],
        ("money.unless[0]", 1): ["on time"],
        ("money.late.rules[0]", 3): ["money", "late"],
    }
