"""A codebook tried on a study: what hits nothing, too much, or always the same."""

from __future__ import annotations

from collections.abc import Sequence

from interview_coder.codebook import Example
from interview_coder.codebook_file import parse_codebook
from interview_coder.coverage import cover
from interview_coder.examples import as_passage
from interview_coder.study_lint import study_findings

PASSAGES = ["Money is late.", "Money is short.", "Money is gone, and staff.", "Staff.", "Rooms.", "Rooms.", "Cake."]
CHINESE = ["钱没到。", "没钱。"]


def found(codes: str, passages: Sequence[str] = PASSAGES) -> list[str]:
    book = parse_codebook(f"codes:\n{codes}", "c")
    findings = study_findings(cover(book, [as_passage(Example(text)) for text in passages]))
    return [f"{finding.kind} {finding.problem}" for finding in findings]


DEAD = "`codebook explain` shows what they lack; keep those that an example or another study needs."
IDLE = "Keep them if they guard against what may still come; else delete them."


def test_study_lint_finds_dead_rules_in_one_line_a_code() -> None:
    text = "  a:\n    rules:\n      - cake\n      - pie\n      - bread\n  b: {rules: [cake NOT money, tea]}\n"
    assert found(text) == [
        f"dead-rule c:5:9: 2 of 3 rules of a without a hit: lines 5 and 6. {DEAD}",
        f"dead-rule c:7:31: 1 of 2 rules of b without a hit: line 7. {DEAD}",
    ]


def test_study_lint_calls_no_rule_dead_in_a_language_that_was_not_spoken() -> None:
    text = "  a: {rules: [cake, 补贴], unless: [补贴]}\n"
    assert found(text) == []
    assert found(text, [*PASSAGES, *CHINESE]) == [
        f"dead-rule c:2:21: 1 of 2 rules of a without a hit: line 2. {DEAD}",
        f"idle-unless c:2:35: 1 of 1 `unless` of a without effect: line 2. {IDLE}",
    ]


def test_study_lint_finds_an_unless_that_never_meets_a_hit() -> None:
    text = "  a: {rules: [cake, staff], unless: [rooms, gone]}\n"
    assert found(text) == [f"idle-unless c:2:38: 1 of 2 `unless` of a without effect: line 2. {IDLE}"]


def test_study_lint_counts_what_an_inherited_unless_takes_from_a_sub_code() -> None:
    assert found("  a: {unless: [gone, cake], codes: {b: {rules: [staff]}}}\n") == [
        f"idle-unless c:2:22: 1 of 2 `unless` of a without effect: line 2. {IDLE}"
    ]


def test_study_lint_finds_rules_that_hit_too_much() -> None:
    assert found("  a: {rules: [is OR staff OR rooms]}\n") == [
        "broad-rule c:2:15: this rule hits 6 of 7 passages. Tie it to a second word with AND or NEAR."
    ]
    assert found("  a: {rules: [钱 OR 没]}\n", CHINESE * 3 + PASSAGES) == [
        "broad-rule c:2:15: this rule hits 6 of 6 passages. Tie it to a second word with AND or NEAR."
    ]


def test_study_lint_finds_rules_that_always_hit_together() -> None:
    assert found("  a:\n    rules:\n      - money\n      - is\n      - staff\n") == [
        "rules-together c:4:9: the rules in lines 4 and 5 always hit together, in 3 passages."
        " Keep the one that says best what is meant."
    ]
    assert found("  a: {rules: [rooms, rooms OR tea]}\n") == []  # two passages prove nothing


def test_study_lint_finds_codes_that_overlap() -> None:
    many = [*PASSAGES, *PASSAGES, *["Tea."] * 20]
    assert found("  a: {rules: [money]}\n  b: {rules: [money OR cake]}\n", many) == [
        "overlapping-codes c:3:3: a and b share 6 of their 8 passages."
        " Say in `exclude` of each what tells them apart, and write it as `unless`; or merge them."
    ]


def test_study_lint_lets_a_sub_code_overlap_its_parent() -> None:
    assert found("  a: {rules: [money], codes: {b: {rules: [money AND is]}}}\n", PASSAGES * 2 + ["Tea."] * 20) == []


def test_study_lint_says_one_thing_about_a_codebook_of_another_study() -> None:
    assert found("  a: {rules: [nurse, patient], unless: [x]}\n  b: {rules: [bed]}\n") == [
        "no-hits c: no rule hits anything in 7 passages. Name the transcripts it was made for with --on."
    ]


def test_study_lint_says_nothing_without_passages_or_rules() -> None:
    assert found("  a: {rules: [x]}\n", []) == []
    assert found("  a: {}\n") == []
