"""Names, definitions and examples: what is doubtful in what a codebook says to people."""

from __future__ import annotations

import pytest

from interview_coder.codebook_file import parse_codebook
from interview_coder.codebook_lint import codebook_findings


def found(codes: str, unit: str = "sentence") -> list[str]:
    findings = codebook_findings(parse_codebook(f"unit: {unit}\ncodes:\n{codes}", "c"))
    return [f"{each.kind} {each.problem}" for each in findings if each.kind != "no-definition"]


def test_text_lint_finds_ids_and_names_that_look_alike() -> None:
    assert found("  money: {}\n  m\u043eney: {}\n  c: {name: \u039coney}\n") == [
        f"look-alike c:{line}:3: {name} looks like a name in line 3, but has letters of another alphabet."
        " Type one of them anew, or give it another name."
        for line, name in ((4, "m\u043eney"), (5, "\u039coney"))
    ]


@pytest.mark.parametrize(
    "codes", ["  a: {}\n  b: {name: ａ1}\n", "  经费: {}\n  費用: {}\n", "  деньги: {}\n  Ελ: {}\n"]
)
def test_text_lint_lets_other_names_pass(codes: str) -> None:
    assert found(codes) == []


def test_text_lint_finds_what_is_left_open() -> None:
    assert found('  a:\n    name: "钱（少"\n    definition: {zh: “没钱, en: "b) is fine (really)"}\n') == [
        "unclosed-bracket c:3:3: （ is not closed in `name` of a. Add ）, or delete （.",
        "unclosed-bracket c:3:3: “ is not closed in `definition` of a. Add ”, or delete “.",
    ]


def test_text_lint_finds_a_language_swallowed_by_full_width_marks() -> None:
    assert found("  a: {name: {en: money，zh：钱}}\n") == [
        "full-width-mark c:3:3: ，zh： stands in a text under `name` of a. Part languages with , and : of plain width."
    ]


def test_text_lint_finds_the_same_example_twice() -> None:
    text = "  a:\n    examples: [没有钱。, No money., {question: And?, text: No money.}, no  money., 沒有錢。]\n"
    assert found(text) == [
        "same-example c:4:68: a has the same example in line 4. Delete one.",
        "same-example c:4:80: a has the same example in line 4. Delete one.",
    ]


CONTRADICTIONS = [
    ("  a: {examples: [x], counterexamples: [X]}\n", ["a is a counterexample of a in line 3. Delete one."]),
    (
        "  a: {examples: [x]}\n  b: {counterexamples: [x]}\n",
        [
            "a is a counterexample of b in line 4."
            " Keep both only if a passage cannot carry the two codes; else delete one."
        ],
    ),
    (
        "  a: {counterexamples: [x], codes: {b: {examples: [x]}}}\n",
        ["a.b is a counterexample of a in line 3, for which a.b counts. Delete one."],
    ),
    ("  a: {examples: [x], codes: {b: {counterexamples: [x]}}}\n", []),
]


@pytest.mark.parametrize(("codes", "expected"), CONTRADICTIONS)
def test_text_lint_finds_examples_that_are_counterexamples(codes: str, expected: list[str]) -> None:
    assert [line.partition("this example of ")[2] for line in found(codes)] == expected


@pytest.mark.parametrize(
    ("unit", "example", "several"),
    [
        ("sentence", "No money. It is late.", True),
        ("sentence", "没钱。一直没钱。年年如此。", True),
        ("paragraph", '"No money.\\n\\nNone."', True),
        ("turn", "No money. It is late.", False),
        ("sentence", "{question: And money? And staff?, text: No money.}", False),
    ],
)
def test_text_lint_finds_examples_of_several_passages(unit: str, example: str, several: bool) -> None:
    said = [
        f"long-example c:4:16: examples of a with more than one {unit} stand in line 4. In a transcript each {unit} is "
        "coded by itself: keep what says it, or choose another unit."
    ]
    assert found(f"  a:\n    examples: [{example}]\n", unit) == (said if several else [])
