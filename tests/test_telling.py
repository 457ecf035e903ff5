"""Telling: what is said about a passage that gets a code, and about one that does not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pytest

from interview_coder.codebook import Codebook, Example
from interview_coder.codebook_file import parse_codebook
from interview_coder.coverage import cover
from interview_coder.examples import as_passage
from interview_coder.reasons import Cause, Reason, reason
from interview_coder.telling import Finding, findings, what_to_do, why


def book_of(rules: Sequence[str], unless: Sequence[str] = ()) -> Codebook:
    lists = {"lack": ["lack*", "short", "not enough"], "多": ["很多", "不少"]}
    return parse_codebook(json.dumps({"lists": lists, "codes": {"a": {"rules": rules, "unless": unless}}}))


def reason_of(book: Codebook, text: str, question: str = "") -> Reason:
    coverage = cover(book, [as_passage(Example(text, question))])
    return reason(coverage, book.codes[0], 0)


# rules, unless, text, question -> English, Chinese
SAID = [
    (["money"], [], "Money, money.", "", "a.rules[0] holds (“Money”, “money”)", "a.rules[0] 成立（“Money”、“money”）"),
    (
        ["money"],
        ["on time"],
        "Money on time.",
        "",
        "a.rules[0] holds (“Money”), but a.unless[0] takes the code away (“on time”)",
        "a.rules[0] 成立（“Money”），但 a.unless[0] 取消了该编码（“on time”）",
    ),
    (
        ["money"],
        ["so AND (fine OR good)"],
        "Money, so.",
        "",
        "a.rules[0] holds (“Money”); a.unless[0] nearly takes it away: it found “so”, but none of “fine” or “good”",
        "a.rules[0] 成立（“Money”）；a.unless[0] 差一点就取消该编码：找到“so”，但没有“fine”或“good”",
    ),
    (["money"], [], "Hello.", "", "nothing that its rules look for is there", "其规则所找的词语均未出现"),
    ([], [], "Hello.", "", "the code has no rules", "该编码没有规则"),
    (
        ["hello OR money AND late", "nothing AND nobody AND money", "money NEAR/3 $lack"],
        [],
        "The money.",
        "",
        "no rule holds; nearest is a.rules[0]: it found “money”, but no “late”",
        "没有规则成立；最接近的是 a.rules[0]：找到“money”，但没有“late”",
    ),
    (
        ["gold", "money NEAR/3 $lack"],
        ["on time"],
        "The money came on time.",
        "",
        "no rule holds; nearest is a.rules[1]: it found “money”, but none of the 3 entries of $lack within 3 words of "
        "“money”; and a.unless[0] would take it away (“on time”)",
        "没有规则成立；最接近的是 a.rules[1]：找到“money”，但“money”前后 3 个词之内没有词表 $lack 的 3 项中的任何一项；"
        "而且 a.unless[0] 也会取消该编码（“on time”）",
    ),
    (
        ["money NEAR/3 $lack"],
        [],
        "Money, as everybody here knows, is short.",
        "",
        "no rule holds; nearest is a.rules[0]: it found “Money”, “short”, but “Money” and “short” stand 5 words apart "
        "(at most 3 words)",
        "没有规则成立；最接近的是 a.rules[0]：找到“Money”、“short”，但“Money”与“short”相隔 5 个词（最多 3 个词）",
    ),
    (
        ["经费 NEAR/2 不足"],
        [],
        "不足的恐怕是经费。",
        "",
        "no rule holds; nearest is a.rules[0]: it found “不足”, “经费”, but “不足” and “经费” stand 4 characters apart "
        "(at most 2 characters)",
        "没有规则成立；最接近的是 a.rules[0]：找到“不足”、“经费”，但“不足”与“经费”相隔 4 个字（最多 2 个字）",
    ),
    (
        ["money BEFORE/3 short"],
        [],
        "Short of money.",
        "",
        "no rule holds; nearest is a.rules[0]: it found “Short”, “money”, but “Short” does not come after “money”",
        "没有规则成立；最接近的是 a.rules[0]：找到“Short”、“money”，但“Short”没有出现在“money”之后",
    ),
    (
        ["money NEAR/3 =Money"],
        [],
        "Money.",
        "",
        "no rule holds; nearest is a.rules[0]: it found “Money”, but “Money” and “Money” are not two places",
        "没有规则成立；最接近的是 a.rules[0]：找到“Money”，但“Money”与“Money”不是两处",
    ),
    (
        ["so AND money NEAR/0 short"],
        [],
        "So be it.",
        "",
        "no rule holds; nearest is a.rules[0]: it found “So”, but neither “money” nor “short”",
        "没有规则成立；最接近的是 a.rules[0]：找到“So”，但既没有“money”，也没有“short”",
    ),
    (
        ["so AND money NEAR/0 short"],
        [],
        "So, money.",
        "",
        "no rule holds; nearest is a.rules[0]: it found “So”, “money”, but no “short” right beside “money”",
        "没有规则成立；最接近的是 a.rules[0]：找到“So”、“money”，但“money”旁边没有“short”",
    ),
    (
        ["money NOT fine"],
        [],
        "Money is fine.",
        "",
        "no rule holds; nearest is a.rules[0]: it found “Money”, but “fine” is there, which NOT rules out",
        "没有规则成立；最接近的是 a.rules[0]：找到“Money”，但出现了 NOT 所排除的“fine”",
    ),
    (
        ["QUESTION(money) AND never"],
        [],
        "Never.",
        "And time?",
        "no rule holds; nearest is a.rules[0]: it found “Never”, but in the question no “money”",
        "没有规则成立；最接近的是 a.rules[0]：找到“Never”，但提问中没有“money”",
    ),
    (
        ["QUESTION(money AND late) AND never"],
        [],
        "Well.",
        "And money?",
        "no rule holds; nearest is a.rules[0]: it found “money”, but in the question no “late”; no “never”",
        "没有规则成立；最接近的是 a.rules[0]：找到“money”，但提问中没有“late”；没有“never”",
    ),
    (
        ["QUESTION(money) AND never", "BESIDE(money) AND nobody"],
        [],
        "Never.",
        "",
        "no rule holds; nearest is a.rules[0]: it found “Never”, but no question comes before it",
        "没有规则成立；最接近的是 a.rules[0]：找到“Never”，但前面没有提问",
    ),
    (
        ["钱 AND $多"],
        [],
        "钱。",
        "",
        "no rule holds; nearest is a.rules[0]: it found “钱”, but none of the 2 entries of $多",
        "没有规则成立；最接近的是 a.rules[0]：找到“钱”，但没有词表 $多 的 2 项中的任何一项",
    ),
]


@pytest.mark.parametrize(("rules", "unless", "text", "question", "english", "chinese"), SAID)
def test_telling_says_why_in_both_languages(
    *, rules: list[str], unless: list[str], text: str, question: str, english: str, chinese: str
) -> None:
    book = book_of(rules, unless)
    found = reason_of(book, text, question)
    assert why(found, "en", book.lists) == english
    assert why(found, "zh", book.lists) == chinese


def test_telling_tells_of_sub_codes_and_their_own_exceptions() -> None:
    book = parse_codebook("""\
codes:
  a:
    rules: [gold]
    codes:
      b: {rules: [silver], unless: [dust]}
      c: {rules: [silver AND ring]}
""")
    assert reason_of(book, "Silver.").cause is Cause.GIVEN
    assert why(reason_of(book, "Silver dust."), "en").startswith("a.b.rules[0] holds (“Silver”), but a.b.unless[0]")
    assert why(reason_of(book, "Silver ring dust."), "en").startswith("a.c.rules[0] holds (“Silver”, “ring”)")


def test_telling_marks_the_words_that_decided() -> None:
    found = reason_of(book_of(["money AND late"], ["on time"]), "Money on time, not late.")
    text = found.passage.transcript.text
    assert [text[start:end] for start, end in found.words] == ["Money", "on time", "late"]
    assert reason_of(book_of(["money"]), "Hello.").words == ()


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Money.", "narrow a.rules[0], add an `unless`, or make this an example"),
        ("Money on time.", "narrow a.unless[0], or make this a counterexample"),
        ("Late.", "widen a.rules[1], add a rule, or make this a counterexample"),
        ("Hello.", "add a rule that finds it"),
    ],
)
def test_telling_ends_with_advice(text: str, advice: str) -> None:
    assert what_to_do(reason_of(book_of(["money", "late AND never"], ["on time"]), text), "en") == advice


def told(rule: str, text: str, question: str = "", language: str = "en") -> list[str]:
    """Tell a rule of the codebook's only code step by step, indented."""
    book = book_of([rule])
    coverage = cover(book, [as_passage(Example(text, question))])
    trace = coverage.trace(book.codes[0].rules[0], 0)
    return list(steps(findings(coverage.passages[0], trace, language, book.lists), 0))


def steps(finding: Finding, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{'✓' if finding.holds else '✗'} {finding.says}"
    for part in finding.below:
        yield from steps(part, depth + 1)


def test_telling_goes_through_a_rule_step_by_step() -> None:
    assert told("QUESTION(money OR fund*) AND ($lack OR never) NOT fine", "Never enough.", "And the money?") == [
        "✓ QUESTION(money OR fund*) AND ($lack OR never) NOT fine",
        "  ✓ in the question “And the money?”",
        "    ✓ “money” or “fund*”: “money”",
        "  ✓ $lack or “never”: “Never”",
        "  ✓ “fine”: not there, as NOT asks",
    ]
    assert told("QUESTION(钱) AND ($多 OR 没) NOT 好", "不好。", "钱呢？", "zh") == [
        "✗ QUESTION(钱) AND ($多 OR 没) NOT 好",
        "  ✓ 在提问“钱呢？”中",
        "    ✓ “钱”：“钱”",
        "  ✗ 没有$多或“没”",
        "  ✗ 出现了 NOT 所排除的“好”",
    ]


def test_telling_measures_every_near() -> None:
    assert told("money NEAR/3 short", "Money is short.") == ["✓ “Money”, “short”: 1 word between (at most 3 words)"]
    assert told("钱 NEAR/3 不够", "钱不够。", language="zh") == ["✓ “钱”、“不够”：相隔 0 个字（最多 3 个字）"]
    assert told("money NEAR/0 short", "Money is short.") == [
        "✗ “Money” and “short” stand 1 word apart (at most 0 words)"
    ]
    assert told("money NEAR/3 short", "Money.") == ["✗ money NEAR/3 short", "  ✓ “money”: “Money”", "  ✗ no “short”"]


def test_telling_opens_the_parts_of_an_or_that_are_more_than_words() -> None:
    assert told("gold OR money AND late OR money NEAR/1 short", "Late, money short.") == [
        "✓ “gold”, (money AND late) or (money NEAR/1 short): “Late”, “money”, “short”",
        "  ✓ money AND late",
        "    ✓ “money”: “money”",
        "    ✓ “late”: “Late”",
        "  ✓ “money”, “short”: 0 words between (at most 1 word)",
    ]


def test_telling_says_where_nothing_could_be_looked_at() -> None:
    assert told("QUESTION(money)", "Money.") == ["✗ no question comes before it"]
    assert told("BESIDE(money)", "Money.") == ["✗ nothing stands beside it in its turn"]
    assert told("TURN(money)", "Money.") == ["✓ in the turn “Money.”", "  ✓ “money”: “Money”"]


def test_telling_cuts_a_long_question() -> None:
    assert told("QUESTION(money)", "No.", "money " * 50)[0] == f"✓ in the question “{('money ' * 50)[:60]}…”"
