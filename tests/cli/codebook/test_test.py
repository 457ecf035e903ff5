"""`codebook test`, as a user sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

CODEBOOK = """\
lists: {lack: [lack*, short]}
codes:
  money:
    rules: [money NEAR/3 $lack, 钱 NEAR/4 不够]
    unless: [on time]
    examples:
      - Money is short.
      - Money, as everybody here knows, is short.
      - {text: Never., question: And the money?}
    counterexamples:
      - 钱总是不够。
      - The money came on time.
    codes:
      late:
        rules: [QUESTION(money) AND december]
        examples: [{text: In December., question: And the money?}]
  people:
    rules: [nobody]
"""


@pytest.fixture
def codebook(study: Path) -> Path:
    """Give the small study a codebook with three failures."""
    path = study / "codebooks" / "money.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return path


def lines(out: str) -> list[str]:
    return [line.rstrip() for line in out.rstrip().split("\n")]


def test_test_shows_every_failure_with_its_reason(codebook: Path, run: Run) -> None:
    code, out, err = run("codebook", "test")
    assert (code, err) == (1, "")
    assert lines(out) == [
        "codebooks/money.yaml",
        "money       .FFF.  2 passed, 3 failed",
        "money.late  .      1 passed",
        "",
        "codebooks/money.yaml:8: money is not given to an example",
        "    «Money», as everybody here knows, is «short».",
        "  why: no rule holds; nearest is money.rules[0]: it found “Money”, “short”, but",
        "  “Money” and “short” stand 5 words apart (at most 3 words)",
        "  fix: widen money.rules[0], add a rule, or make this a counterexample",
        "",
        "codebooks/money.yaml:9: money is not given to an example",
        "      asked: And the «money»?",
        "    Never.",
        "  why: no rule holds; nearest is money.late.rules[0]: it found “money”, but no",
        "  “december”",
        "  fix: widen money.late.rules[0], add a rule, or make this a counterexample",
        "",
        "codebooks/money.yaml:11: money is given to a counterexample",
        "    «钱»总是«不够»。",
        "  why: money.rules[1] holds (“钱”, “不够”)",
        "  fix: narrow money.rules[1], add an `unless`, or make this an example",
        "",
        "rules without an example to try them on: people",
        "3 passed, 3 failed",
    ]


def test_test_speaks_chinese(codebook: Path, run: Run) -> None:
    _, out, _ = run("codebook", "test", "--language", "zh")
    assert lines(out) == [
        "codebooks/money.yaml",
        "money       .FFF.  2 条通过，3 条未通过",
        "money.late  .      1 条通过",
        "",
        "codebooks/money.yaml:8: 例句未被编为 money",
        "    «Money», as everybody here knows, is «short».",
        "  原因：没有规则成立；最接近的是",
        "  money.rules[0]：找到“Money”、“short”，但“Money”与“short”相隔 5 个词（最多 3",
        "  个词）",
        "  建议：放宽 money.rules[0]，或新增一条规则，或把它改为反例",
        "",
        "codebooks/money.yaml:9: 例句未被编为 money",
        "      提问：And the «money»?",
        "    Never.",
        "  原因：没有规则成立；最接近的是",
        "  money.late.rules[0]：找到“money”，但没有“december”",
        "  建议：放宽 money.late.rules[0]，或新增一条规则，或把它改为反例",
        "",
        "codebooks/money.yaml:11: 反例被编为 money",
        "    «钱»总是«不够»。",
        "  原因：money.rules[1] 成立（“钱”、“不够”）",
        "  建议：缩小 money.rules[1] 的范围，或新增一条 unless，或把它改为例句",
        "",
        "有规则而没有例句可供检验：people",
        "3 条通过，3 条未通过",
    ]


def test_test_of_one_code_can_show_what_passes(codebook: Path, run: Run) -> None:
    code, out, _ = run("codebook", "test", "--code", "money.late", "--verbose")
    assert (code, lines(out)) == (
        0,
        [
            "codebooks/money.yaml",
            "money.late  .  1 passed",
            "  ✓ money.late example · money.late.rules[0]: In December.",
            "",
            "1 passed",
        ],
    )


def test_test_json_holds_every_outcome(codebook: Path, run: Run) -> None:
    code, out, err = run("codebook", "test", "--json")
    outcomes = json.loads(out)
    assert (code, err, [outcome["passed"] for outcome in outcomes]) == (1, "", [True, False, False, False, True, True])
    assert outcomes[3] == {
        "codebook": "codebooks/money.yaml",
        "code": "money",
        "kind": "counterexample",
        "text": "钱总是不够。",
        "question": "",
        "line": 11,
        "column": 9,
        "passed": False,
        "rule": "money.rules[1]",
        "why": "money.rules[1] holds (“钱”, “不够”)",
    }


def test_test_takes_several_codebooks(codebook: Path, run: Run) -> None:
    other = codebook.with_name("other.yaml")
    other.write_text("codes: {a: {rules: [x], examples: [x]}}\n")
    code, out, _ = run("codebook", "test", str(other), str(other))
    assert (code, out.count("other.yaml"), out.count("\n1 passed")) == (0, 2, 2)


def test_test_wants_a_code_that_exists(codebook: Path, run: Run) -> None:
    code, out, err = run("codebook", "test", "--code", "gold")
    assert (code, out) == (2, "")
    assert err == "error: no code is called gold. The codebook has money, money.late, people\n"


def test_test_shows_marks_that_turn_the_line_instead_of_sending_them(study: Path, run: Run) -> None:
    (study / "codebooks" / "money.yaml").write_text('codes: {a: {rules: [x], examples: ["\\u202e no"]}}\n')
    for options in ([], ["--verbose"]):
        _, out, _ = run("codebook", "test", *options)
        assert "<U+202E> no" in out
        assert "\u202e" not in out
