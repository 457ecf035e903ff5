"""`doctor`, as a user sees it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder.files import TEMPORARY

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def decided(study: Path, run: Run) -> Path:
    """Make a coded study in which 王 decided something, and back it up."""
    run("code")
    (study / "王.csv").write_text("transcript,quote,code\nB1,别的都好。,people\n", encoding="utf-8")
    assert run("import", "王.csv", "--coder", "王", "--yes")[0] == 0
    assert run("backup")[0] == 0
    return study


def truncate(study: Path) -> bytes:
    data = (study / "study.db").read_bytes()
    (study / "study.db").write_bytes(data[: len(data) // 2])
    return data[: len(data) // 2]


@pytest.mark.usefixtures("decided")
def test_doctor_finds_a_sound_study_well(run: Run) -> None:
    assert run("doctor") == (0, "All is well.\n", "")
    assert json.loads(run("doctor", "--json")[1]) == []


def test_doctor_explains_damage_and_repairs_it(decided: Path, run: Run) -> None:
    damaged = truncate(decided)
    code, out, err = run("doctor")
    what, fix = out.split("\n")[:2]
    assert (code, err, what.startswith("study.db is cut short: ")) == (4, "", True)
    assert fix == "    Run `interview-coder doctor --repair`: the damaged file is kept."
    assert json.loads(run("doctor", "--json")[1])[0]["kind"] == "truncated"
    code, out, _ = run("doctor", "--repair", "--yes")
    assert (code, "study.db is sound again" in out, "saved: 1 decision, 0 memos" in out) == (0, True, True)
    assert run("doctor", "--repair", "--yes") == (0, "All is well.\n", "")
    assert [file.read_bytes() for file in (decided / "backups").glob("damaged-*.db")] == [damaged]
    assert [each["coder"] for each in json.loads(run("log", "--json")[1])] == ["王"]


def test_doctor_repairs_nothing_without_a_yes(decided: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = truncate(decided)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    code, out, _ = run("doctor", "--repair")
    assert (code, out.endswith("Nothing was changed.\n")) == (4, True)
    assert (decided / "study.db").read_bytes() == damaged


def test_doctor_cleans_up_after_a_stopped_program(decided: Path, run: Run) -> None:
    (decided / f"{TEMPORARY}x").touch()
    code, out, _ = run("doctor")
    assert (code, "left behind by a program that was stopped" in out) == (1, True)
    assert run("doctor", "--repair", "--yes")[0] == 0
    assert run("doctor")[1] == "All is well.\n"


def test_doctor_reports_no_word_of_the_study(decided: Path, run: Run) -> None:
    code, out, _ = run("doctor", "--report")
    found = json.loads(out)
    assert (code, found["findings"], found["database"]["rows"]["decisions"]) == (0, [], 1)
    assert not [word for word in ("王", "别的", "money", "A1", decided.name) if word in out]


def test_doctor_needs_a_study(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert run("doctor")[0] == 2
