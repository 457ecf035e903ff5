"""`restore`, as a user sees it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.deciding import Run, decide


def coders(run: Run) -> list[str]:
    return [each["coder"] for each in json.loads(run("log", "--json")[1])]


FIRST = "study-000001-2026-11-23-000000.db"


def test_restore_puts_a_backup_back_and_can_be_taken_back(decided: Path, run: Run) -> None:
    run("backup")
    decide(run, "Ann", "没有了。")
    code, out, err = run("restore", "1", "--yes")
    assert (code, err) == (0, "")
    assert out.split("\n")[0] == f"{decided}/backups/{FIRST}: sound, 2 transcripts, 1 decision in its log"
    assert "restored; what was there is kept as " in out
    assert coders(run) == ["王"]
    run("restore", "2", "--yes")
    assert coders(run) == ["王", "Ann"]


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(("answer", "code", "found"), [("y\n", 0, ["王"]), ("n\n", 0, ["王", "Ann"])])
def test_restore_asks(run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, code: int, found: list[str]) -> None:
    run("backup")
    decide(run, "Ann", "没有了。")
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    ended, out, err = run("restore", FIRST)
    assert (ended, "Put it in the place of the study's database? [y/N]" in err) == (code, True)
    assert ("Nothing was changed." in out) == (answer == "n\n")
    assert coders(run) == found


def test_restore_refuses_what_is_no_good(decided: Path, run: Run) -> None:
    before = (decided / "study.db").read_bytes()
    (decided / "notes.db").write_bytes(b"not a database at all" * 100)
    for name, expected in (("9", 2), ("notes.db", 4), ("transcripts", 2)):
        code, _, err = run("restore", name, "--yes")
        assert (code, err.startswith("error: "), "Traceback" in err) == (expected, True, False)
    assert (decided / "study.db").read_bytes() == before


def test_restore_after_the_study_was_deleted(decided: Path, run: Run) -> None:
    run("backup")
    (decided / "study.db").unlink()
    assert run("restore", "1", "--yes")[0] == 0
    assert coders(run) == ["王"]
