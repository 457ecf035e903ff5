from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder.store import open_store, read_store

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def answer(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a review as ann with some lines typed."""

    def run_review(lines: str, *options: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        return run("review", "--coder", "ann", *options)

    return run_review


def decided(folder: Path) -> list[str]:
    with read_store(folder) as store:
        assert store
        return [f"{each.coder} {each.verdict} {each.code}: {each.quote}" for each in store.decisions()]


def test_review_asks_line_by_line_where_stdout_is_no_terminal(coded: Path, answer: Run) -> None:
    code, out, err = answer("y\nn\nq\n")
    assert (code, err) == (0, "")
    assert decided(coded) == [
        "ann accepted money: There is no money.",
        "ann rejected money.late: It comes in December, [laughs] if at all.",
    ]
    assert out == (
        "\n"
        "A1 · Dean · ¶2 · 0 of 3 decided\n"
        "Question: Is there money for machines?\n"
        "Passage: There is «no» «money».\n"
        "After: It comes in December, [laughs] if at all.\n"
        "▸ Too little money: suggested by a rule\n"
        "  Why: found “no”, “money”\n"
        "  The passage has the word money (any inflection) together with the word no or not (any inflection).\n"
        "Answer (? for help): ✓ Too little money: accepted and saved\n"
        "\n"
        "A1 · Dean · ¶2 · 1 of 3 decided\n"
        "Question: Is there «money» for machines?\n"
        "Before: There is no money.\n"
        "Passage: It comes in «December», [laughs] if at all.\n"
        "▸ Late money · Too little money: suggested by a rule\n"
        "  Why: found “December”; in the question “money”\n"
        "  The question before it has the word money (any inflection); and the passage has the word december "
        "(any inflection).\n"
        "Answer (? for help): ✗ Late money: rejected and saved\n"
        "\n"
        "B1 · 受访者 · ¶2 · 2 of 3 decided\n"
        "Question: 经费怎么样？\n"
        "Passage: «钱»一直«不»够，年年都是这样。\n"
        "After: 别的都好。\n"
        "▸ Too little money: suggested by a rule\n"
        "  Why: found “钱”, “不”\n"
        "  The passage has the characters “钱”, with at most 4 characters between it and the characters “不” or “没”, "
        "in either order.\n"
        "Answer (? for help): \n"
        "2 of 3 decided. Every answer is saved.\n"
    )


def test_review_ends_well_where_the_input_ends(coded: Path, answer: Run) -> None:
    code, out, _ = answer("y\n")
    assert code == 0
    assert out.endswith("1 of 3 decided. Every answer is saved.\n")


def test_review_goes_on_where_it_stopped_and_ends_when_all_is_decided(coded: Path, answer: Run) -> None:
    answer("y\n")
    code, out, _ = answer("y\ny\ny\n")
    assert code == 0
    assert "There is «no» «money»." not in out
    assert len(decided(coded)) == 3
    assert answer("")[1] == (
        "No suggestion waits for you here. Run `interview-coder code` after adding transcripts or rules; --all shows "
        "what is decided already.\n0 of 0 decided. Every answer is saved.\n"
    ).replace("0 of 0", "3 of 3")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("o\n3\n", ["rejected money: There is no money.", "accepted people: There is no money."]),
        ("o\n\nq\n", []),
        ("a\npeop\n", ["accepted people: There is no money."]),
        ("a\nmoney.late\n", ["accepted money.late: There is no money."]),
        ("a\nzzz\n", []),
        ("w\nno money\n", ["accepted money: no money"]),
        ("w\n+\n", ["accepted money: There is no money. It comes in December, [laughs] if at all."]),
        ("w\nnot there\n", []),
        ("s\ny\n", ["accepted money.late: It comes in December, [laughs] if at all."]),
        ("s\nb\ny\n", ["accepted money: There is no money."]),
        ("t\ny\n", ["accepted money: 钱一直不够，年年都是这样。"]),
        ("y\nu\n", []),
    ],
)
def test_review_answers_by_line(coded: Path, answer: Run, typed: str, kept: list[str]) -> None:
    assert answer(typed)[0] == 0
    assert decided(coded) == [f"ann {each}" for each in kept]


def test_review_says_which_words_were_taken_by_line(coded: Path, answer: Run) -> None:
    _, out, _ = answer("w\nno money\nb\n")
    assert "✓ Too little money: accepted and saved for “no money”" in out
    assert "▸ Too little money: ✓ accepted by ann, narrower\n  For “no money”" in out


def test_review_says_by_line_how_to_see_what_was_answered_before(coded: Path, answer: Run) -> None:
    assert "This is the first\n" in answer("b\ny\n")[1]
    assert "Passages answered before: start with --all\n" in answer("b\n")[1]
    assert "已是本次第一条。此前已决定的语段：用 --all 启动\n" in answer("b\n", "--language", "zh")[1]


def test_review_skipping_all_ends(coded: Path, answer: Run) -> None:
    code, out, _ = answer("s\n" * 10)
    assert code == 0
    assert out.count("Answer") == 3


def test_review_help_definition_and_memo_by_line(coded: Path, answer: Run) -> None:
    _, out, _ = answer("what\n?\nd\nm\nask [b] her\n")
    assert "? shows what to type" in out
    assert "y accept, n reject" in out
    assert "Definition: There is not enough money." in out
    assert "Memo by ann: ask [b] her" in out


def test_review_in_chinese_by_line(coded: Path, answer: Run) -> None:
    _, out, _ = answer("y\n", "B1", "--language", "zh")
    assert "B1 · 受访者 · 第2段 · 已决定 0/1" in out
    assert "语段：«钱»一直«不»够，年年都是这样。" in out
    assert "✓ 钱不够：已接受并保存" in out


def test_review_blind_goes_through_all_that_respondents_say(coded: Path, answer: Run) -> None:
    answer("y\n")
    code, out, _ = answer("a\n3\n\nx\nb\nx\n\n\n\n", "--blind", "A1", "--coder", "bo")
    assert code == 0
    assert "Too little money:" not in out
    assert out.count("Passage:") == 8
    assert decided(coded) == [
        "ann accepted money: There is no money.",
        "bo accepted people: There is no money.",
        "bo rejected people: There is no money.",
    ]


def test_review_all_asks_about_what_is_decided_too(coded: Path, answer: Run) -> None:
    answer("y\nn\ny\n")
    code, out, _ = answer("n\ny\ny\n", "--all", "--coder", "bo")
    assert code == 0
    assert "✓ accepted by ann" in out
    assert answer("", "--disputed")[1].count("≠ disputed") == 1


def test_review_adjudicating_settles(coded: Path, answer: Run) -> None:
    answer("y\nq\n")
    answer("n\nq\n", "--all", "--coder", "bo")
    _, out, _ = answer("y\n", "--adjudicate", "--coder", "cy")
    assert "ann ✓ accepted · bo ✗ rejected" in out
    assert "1 of 1 decided" in out


def test_review_filters(coded: Path, answer: Run) -> None:
    assert "0 of 1 decided" in answer("", "--where", "region=Jiangsu")[1]
    assert "0 of 1 decided" in answer("", "--code", "money.late")[1]
    assert "0 of 1 decided" in answer("", "--speaker", "受访者")[1]
    assert "0 of 1 decided" in answer("", "B1.txt")[1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["nobody"], "the study has no transcript nobody. It has A1, B1"),
        (["--code", "roads"], "the codebook has no code roads"),
        (["--where", "region"], "write NAME=VALUE"),
        (["--where", "region=Mars"], "no transcript of the study has these attributes"),
    ],
)
def test_review_refuses_what_the_study_does_not_have(
    coded: Path, answer: Run, options: list[str], message: str
) -> None:
    code, _, err = answer("", *options)
    assert code == 2
    assert message in err


def test_review_needs_a_coder_and_keeps_the_name(coded: Path, run: Run, answer: Run) -> None:
    code, _, err = run("review")
    assert (code, err) == (2, "error: who decides? Say it with --coder NAME\n")
    answer("q\n")
    with open_store(coded) as store:
        assert store.setting("coder") == "ann"


def test_review_says_what_to_do_where_nothing_was_coded(study: Path, answer: Run) -> None:
    code, _, err = answer("")
    assert code == 2
    assert "run `interview-coder code` first" in err


def test_review_says_that_the_codebook_changed(coded: Path, answer: Run) -> None:
    file = coded / "codebooks" / "money.yaml"
    file.write_text(file.read_text("utf-8") + "# a remark\n", encoding="utf-8")
    assert "the codebook changed since its suggestions were made" in answer("q\n")[2]


def test_review_a_failed_write_ends_a_script_with_its_exit_code(
    coded: Path, answer: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interview_coder.cli.review._PATIENCE", 0.05)
    with open_store(coded) as store:
        store.keep_setting("coder", "ann")
    other = sqlite3.connect(coded / "study.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    code, _, err = answer("y\n")
    other.execute("ROLLBACK")
    other.close()
    assert code == 5
    assert "another program is writing" in err
    assert decided(coded) == []


def test_review_of_several_codebooks_takes_the_one_used_last(coded: Path, answer: Run) -> None:
    (coded / "codebooks" / "another.yaml").write_text("codes: {other: {rules: [nobody]}}\n", encoding="utf-8")
    code, out, _ = answer("y\n")
    assert code == 0
    assert "✓ Too little money: accepted and saved" in out
