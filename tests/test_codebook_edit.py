"""Edits of a codebook: the operations a researcher knows."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder.codebook import Example
from interview_coder.codebook_edit import (
    add_code,
    add_example,
    add_rule,
    as_example,
    known_code,
    merge_codes,
    move_code,
    passage_at,
    rename_code,
    retire_code,
    split_code,
    unretire_code,
)
from interview_coder.codebook_file import parse_codebook
from interview_coder.errors import CodebookError, InterviewCoderError
from interview_coder.material import read_material

CODEBOOK = """\
codes:
  # what people say about money
  money:
    name: Money
    rules:
      - fund* AND money   # the plain case
      # they also say 经费
      - 经费
    unless:
      - enough money
    examples:
      - There is no money.
    memo: first thoughts
    codes:
      late:   # from round two
        definition: {en: It comes late., zh: 来得晚}
        rules: [QUESTION(fund*) AND late, december]
  people:
    rules: [nobody, 没有人]
  old:
    retired: Nobody spoke of it.
    rules: [old]
"""


def changed(new: str) -> list[str]:
    """Return the lines that went (-) and came (+)."""
    return [line for line in difflib.ndiff(CODEBOOK.split("\n"), new.split("\n")) if line[0] in "+-"]


EDITS: dict[str, tuple[Callable[[str], str], list[str]]] = {
    "add a theme": (
        lambda text: add_code(text, "时间", fields={"name": "Time: when", "definition": "No time."}),
        ["+   时间:", "+     name: 'Time: when'", "+     definition: No time."],
    ),
    "add the first sub-code": (
        lambda text: add_code(text, "people.few"),
        ["+     codes:", "+       few:"],
    ),
    "add a rule": (
        lambda text: add_rule(text, "money", '"no" NEAR/3 cash'),
        ["+       - '\"no\" NEAR/3 cash'"],
    ),
    "add a rule in brackets": (
        lambda text: add_rule(text, "people", "few NEAR/2 people"),
        ["-     rules: [nobody, 没有人]", "+     rules: [nobody, 没有人, few NEAR/2 people]"],
    ),
    "add an unless": (
        lambda text: add_rule(text, "money.late", "on time", unless=True),
        ["+         unless:", "+           - on time"],
    ),
    "add an example": (
        lambda text: add_example(text, "money", Example("No.", "Is there money: yes or no?")),
        ["+       - text: No.", "+         question: 'Is there money: yes or no?'"],
    ),
    "add a counterexample": (
        lambda text: add_example(text, "people", Example("没有。"), counter=True),
        ["+     counterexamples:", "+       - 没有。"],
    ),
    "rename": (
        lambda text: rename_code(text, "money", "财政"),
        ["-   money:", "+   财政:", "+     formerly:", "+       - money"],
    ),
    "retire": (
        lambda text: retire_code(text, "people", "Too vague: see money"),
        ["+     retired: 'Too vague: see money'"],
    ),
    "take back into use": (
        lambda text: unretire_code(text, "old"),
        ["-     retired: Nobody spoke of it."],
    ),
    "split": (
        lambda text: split_code(text, "money", "funds", rules=[1], examples=[0], name="Funds"),
        [
            *("-       # they also say 经费", "-       - 经费", "-     examples:", "-       - There is no money."),
            *("+       funds:", "+         name: Funds", "+         rules:", "+           # they also say 经费"),
            *("+           - 经费", "+         examples:", "+           - There is no money."),
        ],
    ),
    "move": (
        lambda text: move_code(text, "people", "money"),
        [
            *("+       people:", "+         rules: [nobody, 没有人]", "+         formerly:", "+           - people"),
            *("-   people:", "-     rules: [nobody, 没有人]"),
        ],
    ),
    "move to the top": (
        lambda text: move_code(text, "money.late", None),
        [
            *("-     codes:", "-       late:   # from round two"),
            *("-         definition: {en: It comes late., zh: 来得晚}",),
            *("-         rules: [QUESTION(fund*) AND late, december]",),
            *("+   late:   # from round two", "+     definition: {en: It comes late., zh: 来得晚}"),
            *("+     rules: [QUESTION(fund*) AND late, december]", "+     formerly:", "+       - money.late"),
        ],
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_codebook_edit_changes_these_lines(case: str) -> None:
    edit, lines = EDITS[case]
    assert sorted(changed(edit(CODEBOOK))) == sorted(lines)


def test_codebook_edit_merge_keeps_all_that_was_written() -> None:
    new = merge_codes(CODEBOOK, "money.late", "people")
    assert (
        new[new.index("  people:") : new.index("  old:")]
        == """\
  people:
    rules: [nobody, 没有人, QUESTION(fund*) AND late, december]
    memo: |
      Merged from money.late (late).
      definition (en): It comes late.
      definition (zh): 来得晚
      # from round two
    formerly:
      - money.late
"""
    )
    assert "codes:" not in new[new.index("  money:") : new.index("  people:")]


def test_codebook_edit_merge_moves_sub_codes_and_comments() -> None:
    new = merge_codes(CODEBOOK, "money", "people", unless=True)
    assert (
        new
        == """\
codes:
  people:
    rules:
      - nobody
      - 没有人
      - fund* AND money   # the plain case
      # they also say 经费
      - 经费
    unless:
      - enough money
    examples:
      - There is no money.
    memo: |
      Merged from money (Money).
      memo: first thoughts
      # what people say about money
    formerly:
      - money
    codes:
      late:   # from round two
        definition: {en: It comes late., zh: 来得晚}
        rules: [QUESTION(fund*) AND late, december]
  old:
    retired: Nobody spoke of it.
    rules: [old]
"""
    )


def test_codebook_edit_merge_without_unless_keeps_it_in_the_memo() -> None:
    new = parse_codebook(merge_codes(CODEBOOK, "money", "people", unless=False))
    assert new.code("people").unless == ()
    assert "unless: enough money" in str(new.code("people").memo)


def test_codebook_edit_merge_writes_each_language_into_its_memo() -> None:
    text = (
        "codes:\n  a: {memo: {en: old, zh: 旧}}\n  b:\n    name: {en: B, zh: 乙}\n    definition: {en: new, zh: 新}\n"
    )
    memo = parse_codebook(merge_codes(text, "b", "a")).code("a").memo
    assert memo.in_language("en") == "old\n\nMerged from b (B).\ndefinition: new\n"
    assert memo.in_language("zh") == "旧\n\ndefinition: 新\n"


def test_codebook_edit_there_and_back_again() -> None:
    renamed = rename_code(rename_code(CODEBOOK, "people", "folk"), "folk", "people")
    assert parse_codebook(renamed).code("people").formerly == ("folk",)
    moved = move_code(move_code(CODEBOOK, "money.late", None), "late", "money")
    assert parse_codebook(moved).code("money.late").formerly == ("late",)
    assert unretire_code(retire_code(CODEBOOK, "people"), "people") == CODEBOOK


def test_codebook_edit_decisions_are_found_again_after_many_edits() -> None:
    text = rename_code(CODEBOOK, "money", "finance")
    text = move_code(text, "people", "finance.late")
    text = rename_code(text, "finance.late", "slow")
    text = merge_codes(text, "finance.slow", "finance")
    codebook = parse_codebook(text)
    ids = ("money", "money.late", "finance.late", "people", "finance.late.people")
    assert [codebook.current(id) for id in ids] == ["finance", "finance", "finance", *["finance.people"] * 2]


REFUSED: dict[str, tuple[Callable[[str], str], str]] = {
    "an id that is taken": (lambda text: add_code(text, "people"), "there is a code people already, in line 18"),
    "an id of another kind": (lambda text: add_code(text, "a b"), "a code's id cannot hold a space"),
    "an id that differs in case": (
        lambda text: add_code(text, "People"),
        "differs from people in line 18 only in case",
    ),
    "a parent that is not there": (
        lambda text: add_code(text, "monye.x"),
        "no code is called monye. Did you mean money?",
    ),
    "no such code": (lambda text: add_rule(text, "zzz", "x"), "The codebook has money, money.late, people, old"),
    "only the end of an id": (lambda text: add_rule(text, "late", "x"), "Did you mean money.late?"),
    "a rule that does not parse": (lambda text: add_rule(text, "money", "a AND AND b"), "  a AND AND b\n        ^"),
    "a rule that is there": (
        lambda text: add_rule(text, "money", "经费"),
        "money.rules[1] in line 8 is this rule already",
    ),
    "an example that is there": (
        lambda text: add_example(text, "money", Example("There is no money.")),
        "stands there already, in line 12",
    ),
    "an empty example": (lambda text: add_example(text, "money", Example(" ")), "the example is empty"),
    "a new id with a dot": (lambda text: rename_code(text, "money", "a.b"), "`codebook move` puts a code elsewhere"),
    "the same id": (lambda text: rename_code(text, "money", "money"), "there is a code money already"),
    "below itself": (lambda text: move_code(text, "money", "money.late"), "money.late belongs to money itself"),
    "where it stands": (lambda text: move_code(text, "money.late", "money"), "stands below money already"),
    "to the top where it stands": (lambda text: move_code(text, "money", None), "money stands on top already"),
    "below a retired code": (
        lambda text: move_code(text, "money", "old"),
        "old is retired. Take it back into use first",
    ),
    "into itself": (lambda text: merge_codes(text, "people", "people"), "people cannot be merged into itself"),
    "into what it holds": (lambda text: merge_codes(text, "money", "money.late"), "money holds money.late"),
    "an unless unasked": (lambda text: merge_codes(text, "money", "people"), "money has an `unless`"),
    "a retired code": (lambda text: merge_codes(text, "old", "people"), "old is retired"),
    "a split of nothing": (lambda text: split_code(text, "money", "x"), "say which rules or examples"),
    "a split of what is not there": (
        lambda text: split_code(text, "money", "x", rules=[2]),
        "money has no rules[2]; it has 2, counted from 0",
    ),
    "twice retired": (lambda text: retire_code(text, "old"), "old is retired already"),
    "not retired": (lambda text: unretire_code(text, "people"), "people is not retired itself"),
    "a control character": (lambda text: add_code(text, "x", fields={"name": "\x1b"}), "control character U+001B"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_codebook_edit_refuses(case: str) -> None:
    edit, message = REFUSED[case]
    with pytest.raises(InterviewCoderError) as caught:
        edit(CODEBOOK)
    assert message in str(caught.value)


def test_codebook_edit_refuses_an_id_that_decisions_carry() -> None:
    text = rename_code(CODEBOOK, "people", "folk")
    with pytest.raises(InterviewCoderError, match="people is what folk was called before"):
        add_code(text, "people")
    with pytest.raises(InterviewCoderError, match=r"people any longer\. It is folk now"):
        add_rule(text, "people", "x")


def test_codebook_edit_refuses_a_clash_of_sub_codes() -> None:
    text = "codes:\n  a: {codes: {x: }}\n  b: {codes: {x: }}\n"
    with pytest.raises(InterviewCoderError, match="a and b both have a sub-code x"):
        merge_codes(text, "a", "b")


def test_codebook_edit_lists_every_mistake_of_what_it_gets() -> None:
    with pytest.raises(CodebookError) as caught:
        add_rule("codes:\n  a: {name: ~}\n  b: {rulez: []}\n", "a", "x")
    assert len(caught.value.problems) == 2


def test_codebook_edit_takes_a_passage_with_its_question_only_where_rules_need_it(tmp_path: Path) -> None:
    (tmp_path / "P1.txt").write_text(
        "Interviewer: Was the fund\n on time?\n\nDean: It was late. In December it came.\n", encoding="utf-8"
    )
    codebook = parse_codebook(CODEBOOK)
    passages = read_material([tmp_path]).passages(codebook.unit)
    late, december = (passage_at(passages, f"P1:{number}") for number in (2, 3))
    code = known_code(codebook, "money.late")
    assert as_example(codebook, code, late) == Example("It was late.", "Was the fund on time?")
    assert as_example(codebook, code, december) == Example("In December it came.")
    for place, message in (("P1:1", "no passage of a respondent"), ("P2:1", "Transcripts read: P1")):
        with pytest.raises(InterviewCoderError, match=message):
            passage_at(passages, place)


SHIPPED: tuple[Callable[[str, str, str], str], ...] = (
    lambda text, first, _: add_rule(text, first, '\'tis AND "so: it"'),
    move_code,
    lambda text, first, _: rename_code(text, first, "第一"),
    lambda text, first, last: merge_codes(text, first, last, unless=True),
    lambda text, first, _: split_code(text, first, "部分", rules=[0, 1], examples=[0]),
    lambda text, first, _: retire_code(text, first),
)


@pytest.mark.parametrize(("name", "edits"), [("local-government", SHIPPED[:2]), ("night-shifts", SHIPPED)])
def test_codebook_edit_of_the_shipped_codebooks(name: str, edits: tuple[Callable[[str, str, str], str], ...]) -> None:
    text = (Path(__file__).parent.parent / "codebooks" / f"{name}.yaml").read_text(encoding="utf-8")
    themes = parse_codebook(text).themes
    for edit in edits:
        new = edit(text, themes[0].id, themes[-1].id)
        lines = iter(line.strip() for line in new.split("\n"))
        header = text[: text.index("codes:")]
        assert new.startswith(header)
        assert all(line.strip() in lines for line in text[text.index(f"  {themes[1].id}:") :].split("\n") if line)
