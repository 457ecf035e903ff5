"""`merge`, as a user sees it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.deciding import Run, decide


@pytest.fixture
def two(study: Path, run: Run) -> Path:
    """Make a study in which Ann decided something; 王's study is theirs.db beside it."""
    decide(run, "王", "别的都好。", "B1")
    shutil.move(study / "study.db", study / "theirs.db")
    decide(run, "Ann", "They come often.", "A1")
    return study


def test_merge_brings_the_others_decisions_once_and_undo_takes_them_back(two: Path, run: Run) -> None:
    shown = "1 decision by 王\n      1  new: 1 accepted, 0 rejected\nkept as batch 2\n"
    assert run("merge", "theirs.db") == (0, shown, "")
    assert len(list((two / "backups").glob("*.db"))) == 1
    assert run("merge", "theirs.db")[1] == "1 decision by 王\n      1  here already\nnothing new\n"
    assert [each["coder"] for each in json.loads(run("log", "--json")[1])] == ["Ann", "王"]
    assert "merge theirs.db" in run("undo", "--batch", "2", "--yes")[1]
    assert run("merge", "theirs.db")[1].endswith("kept as batch 3\n")


def test_merge_takes_the_folder_of_a_study(two: Path, run: Run) -> None:
    (two / "别人的").mkdir()
    shutil.move(two / "theirs.db", two / "别人的" / "study.db")
    code, out, _ = run("merge", "别人的", "--json")
    assert (code, json.loads(out)["new"]) == (0, 1)


def test_merge_lists_what_has_no_place_here(two: Path, run: Run) -> None:
    (two / "transcripts/B1.txt").write_text("受访者：什么都没说。\n", encoding="utf-8")
    run("code")
    code, out, _ = run("merge", "theirs.db")
    assert (code, out.endswith("nothing new\n")) == (1, True)
    assert "look: B1, people: its words do not stand there: 别的都好。" in out


def test_merge_refuses_and_leaves_both_as_they_were(two: Path, run: Run) -> None:
    data = (two / "theirs.db").read_bytes()
    (two / "damaged.db").write_bytes(data[:4096] + b"\xff" * 4096 + data[8192:])
    (two / "newer.db").write_bytes(data[:60] + bytes([0, 0, 0, 99]) + data[64:])
    (two / "text.db").write_text("no database")
    before = (two / "study.db").read_bytes()
    for name, expected in (("study.db", 2), ("nowhere.db", 2), ("damaged.db", 4), ("newer.db", 4), ("text.db", 4)):
        code, out, err = run("merge", name)
        assert (name, code, out, err[:7]) == (name, expected, "", "error: ")
    assert (two / "study.db").read_bytes() == before
    assert (two / "theirs.db").read_bytes() == data
