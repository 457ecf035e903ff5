"""`log`, as a user sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

DECIDED = (
    "transcript,quote,code,status\nA1,There is no money.,money,accepted\nB1,钱一直不够，年年都是这样。,money,rejected\n"
)


@pytest.fixture
def decided(study: Path, run: Run, midnight: None) -> Path:
    """Make a study in which Ann decided something in each language."""
    (study / "ann.csv").write_text(DECIDED, encoding="utf-8")
    assert run("import", "ann.csv", "--coder", "Ann", "--yes")[0] == 0
    return study


@pytest.mark.usefixtures("decided")
def test_log_shows_each_decision_with_its_words_in_80_columns(run: Run) -> None:
    code, out, err = run("log")
    book = json.loads(run("log", "--json")[1])[0]["codebook"][:8]
    assert (code, err) == (0, "")
    assert out.split("\n") == [
        f"2026-11-23 00:00  Ann  accepted money · batch 1 · codebook {book}",
        "    A1:49-67 There is no money.",
        f"2026-11-23 00:00  Ann  rejected money · batch 1 · codebook {book}",
        "    B1:16-29 钱一直不够，年年都是这样。",
        "",
    ]


def test_log_shows_what_was_undone_by_whom(decided: Path, run: Run) -> None:
    run("undo", "--coder", "Ann", "--yes")
    (decided / "transcripts/A1.txt").write_text("Dean: Nothing of it.\n", encoding="utf-8")
    run("code")
    out = run("log")[1].split("\n")
    assert out[0].endswith(" · undone by Ann")
    assert out[1] == "    no place any more There is no money."
    assert [each["undone_by"] for each in json.loads(run("log", "--json")[1])] == ["Ann", "Ann"]


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (("--coder", "Ann"), ["A1", "B1"]),
        (("--coder", "王"), []),
        (("--code", "money"), ["A1", "B1"]),
        (("--code", "people"), []),
        (("--transcript", "B1"), ["B1"]),
    ],
)
def test_log_is_narrowed_down(run: Run, choice: tuple[str, str], found: list[str]) -> None:
    assert [each["transcript"] for each in json.loads(run("log", *choice, "--json")[1])] == found
    assert ("No decisions." in run("log", *choice)[1]) is not bool(found)


def test_log_csv_is_safe_in_a_spreadsheet(decided: Path, run: Run) -> None:
    (decided / "b.csv").write_text("transcript,quote,code\nA1,They come often.,people\n", encoding="utf-8")
    run("import", "b.csv", "--coder", "=1+1", "--yes")
    head, *lines = run("log", "--csv")[1].split("\n")
    assert head.startswith("number,batch,at,coder,verdict,code,transcript,start,end,quote,memo")
    assert "rejected,money,B1,16,29,钱一直不够，年年都是这样。" in lines[1]
    assert ",'=1+1,accepted,people," in lines[2]


@pytest.mark.usefixtures("study")
def test_log_needs_a_study_that_was_worked_on(run: Run) -> None:
    code, _, err = run("log")
    assert (code, "nothing is kept here yet. Run `interview-coder code` first" in err) == (2, True)
