"""`undo`, as a user sees it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def bring_in(run: Run, name: str, rows: str, *options: str) -> None:
    Path(name).write_text(rows, encoding="utf-8")
    assert run("import", name, "--yes", *options)[0] == 0


def undone(run: Run) -> list[str]:
    """Return who took each decision back, in the order in which they were made."""
    return [each["undone_by"] for each in json.loads(run("log", "--json")[1])]


@pytest.fixture
def decided(study: Path, run: Run, midnight: None) -> Path:
    """Make a study in which Ann imported twice and 王 once."""
    bring_in(run, "a.csv", "transcript,quote,code\nA1,There is no money.,money\n", "--coder", "Ann")
    bring_in(run, "b.csv", "transcript,quote,code\nA1,They come often.,people\n", "--coder", "Ann")
    bring_in(run, "王.csv", "transcript,quote,code\nB1,别的都好。,people\nB1,没有了。,people\n", "--coder", "王")
    return study


@pytest.mark.usefixtures("decided")
def test_undo_takes_back_the_last_thing_a_coder_did(run: Run) -> None:
    code, out, err = run("undo", "--coder", "王", "--yes")
    assert (code, err) == (0, "")
    assert out == "batch 3: 2 decisions, 王, 2026-11-23 00:00, import 王.csv\nundone; the `log` still shows it\n"
    assert undone(run) == ["", "", "王", "王"]
    assert run("undo", "--coder", "王", "--yes") == (0, "Nothing to undo.\n", "")


@pytest.mark.usefixtures("decided")
def test_undo_takes_back_several_the_latest_first(run: Run) -> None:
    out = run("undo", "2", "--coder", "Ann", "--yes")[1]
    assert [line.partition(":")[0] for line in out.split("\n")[:2]] == ["batch 2", "batch 1"]
    assert undone(run) == ["Ann", "Ann", "", ""]


@pytest.mark.usefixtures("decided")
def test_undo_takes_back_any_batch_by_its_number(run: Run) -> None:
    run("undo", "--batch", "1", "--coder", "王", "--yes")
    assert undone(run) == ["王", "", "", ""]
    assert run("undo", "--batch", "1", "--yes")[1] == "Nothing to undo.\n"


@pytest.mark.usefixtures("decided")
def test_undo_takes_back_what_nobody_signed_as_a_whole(run: Run) -> None:
    bring_in(run, "both.csv", "transcript,quote,code,coder\nB1,没有了。,people,Ann\nB1,没有了。,money,王\n")
    code, _, err = run("undo", "--yes")
    assert (code, err) == (2, "error: whose? Name one with --coder: (unsigned: --batch), Ann, 王\n")
    assert "batch 4: 2 decisions, (unsigned)" in run("undo", "--batch", "4", "--yes")[1]
    assert [bool(each["undone_at"]) for each in json.loads(run("log", "--json")[1])] == [False] * 4 + [True] * 2


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(("answer", "code", "by"), [("y\n", 0, "王"), ("n\n", 0, ""), ("", 130, "")])
def test_undo_asks(run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, by: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    ended, out, err = run("undo", "--coder", "王")
    assert (ended, "Take this back? [y/N]" in err) == (code, True)
    assert ("Nothing was changed." in out) == (answer == "n\n")
    assert undone(run)[2:] == [by, by]


def test_undo_of_many_decisions_makes_a_backup_first(decided: Path, run: Run) -> None:
    words = "".join(f"A1,{start},{start + 3},people\n" for start in range(20))
    bring_in(run, "many.csv", f"transcript,start,end,code\n{words}", "--coder", "李")
    before = len(list((decided / "backups").glob("*.db")))
    run("undo", "--coder", "Ann", "--yes")
    assert len(list((decided / "backups").glob("*.db"))) == before
    run("undo", "--coder", "李", "--yes")
    assert len(list((decided / "backups").glob("*.db"))) == before + 1


@pytest.mark.usefixtures("study")
def test_undo_needs_a_study_and_a_number(run: Run) -> None:
    assert run("undo")[0] == 2
    assert run("undo", "0")[0] == 2
