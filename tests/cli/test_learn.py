"""`learn` on the decisions of a small study in both languages, and `code` with what was learned."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from tests.cli.learning import write_study

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def reviewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    write_study(tmp_path, monkeypatch)
    run("code", "--quotes", "0")
    assert run("import", "gold.csv", "--coder", "Ann", "--yes")[0] == 0
    return tmp_path


def codings(run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("code", "--json")[1])["codings"]
    return found


def test_learn_without_decisions_says_where_to_start(study: Path, run: Run) -> None:
    run("code")
    code, _, err = run("learn")
    assert code == 2
    assert "nobody has decided anything here yet. Start with `interview-coder review`" in err


def test_learn_outside_of_a_study(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("learn")[0] == 2


@pytest.mark.parametrize("aim", ["precision", "recall=2", "money"])
def test_learn_refuses_an_aim_before_it_reads_anything(tmp_path: Path, run: Run, aim: str) -> None:
    code, _, err = run("learn", "--aim", aim)
    assert code == 2
    assert "Write precision=0.9, recall=0.95 or f1" in err


def test_learn_prints_scores_and_what_is_lacking(reviewed: Path, run: Run) -> None:
    code, out, _ = run("learn")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith("Learned from 48 passages of 4 reviewed transcripts, aim f1")
    assert "money (money, 24 accepted)" in lines
    assert [line.split()[0] for line in lines if line.strip().startswith(("rules", "learner", "both"))] == [
        "rules",
        "learner",
        "both",
    ]
    assert "  10 more accepted passages needed: visits" in map(str.rstrip, lines)
    assert "in brackets a 95 % interval. It holds as far as nothing was overlooked" in " ".join(out.split())
    assert max(map(len, lines)) <= 80


@pytest.mark.usefixtures("reviewed")
@pytest.mark.parametrize(
    ("aim", "why"), [("f1", "found no better than without it"), ("precision=1", "reaches the aim")]
)
def test_learn_says_why_it_suggests_nothing(run: Run, monkeypatch: pytest.MonkeyPatch, aim: str, why: str) -> None:
    monkeypatch.setattr("interview_coder.learning.thresholds", lambda found: np.full(found.labels.shape[1], np.inf))
    code, out, _ = run("learn", "--aim", aim)
    assert (code, why in " ".join(out.split())) == (0, True)
    assert json.loads(run("learn", "--aim", aim, "--json")[1])["suggestions"] == 0


def test_learn_suggests_what_the_rules_missed_with_reasons(reviewed: Path, run: Run) -> None:
    plain = json.loads(run("learn", "--json")[1])
    assert plain["codes"][0]["code"] == "money"
    assert plain["needed"] == {"visits": {"accepted": 10, "without": 0}}
    assert plain["codes"][0]["learner"]["f1"][0] > plain["codes"][0]["rules"]["f1"][0]
    assert plain["codes"][0]["unread"]["unread"] > 0
    open_ones = [each for each in codings(run) if each["source"] == "model" and each["status"] == "suggested"]
    assert {each["transcript"] for each in open_ones} == {"en2", "zh2"}
    assert len(open_ones) == plain["suggestions"]
    assert all(each["reasons"] and each["evidence"] for each in open_ones)


def test_learn_says_how_far_coders_agree(reviewed: Path, run: Run) -> None:
    run("import", "gold.csv", "--coder", "Bo", "--yes")
    plain = json.loads(run("learn", "--json")[1])
    assert plain["codes"][0]["coders"]["kappa"][0] == 1
    assert any(line.split()[:1] == ["coders"] for line in run("learn")[1].splitlines())


def test_learn_accepts_in_its_own_name_only_what_nobody_decided(reviewed: Path, run: Run) -> None:
    plain = json.loads(run("learn", "--auto-accept", "0.5", "--json")[1])
    assert plain["accepted_by_model"] == plain["suggestions"] > 0
    accepted = [each for each in codings(run) if each.get("coder") == plain["model"]]
    assert len(accepted) == plain["accepted_by_model"]
    assert {each["transcript"] for each in accepted} == {"en2", "zh2"}
    summary = " ".join(run("summary")[1].split())
    assert f"{len(accepted)} accepted by the model and no person" in summary
    # Nothing is learned from what a model accepted.
    assert json.loads(run("learn", "--json")[1])["codes"][0]["accepted"] == 24


def test_learn_auto_accept_is_taken_back_by_undo(reviewed: Path, run: Run) -> None:
    name = json.loads(run("learn", "--auto-accept", "0.5", "--json")[1])["model"]
    assert run("undo", "--coder", name, "--yes")[0] == 0
    assert not [each for each in codings(run) if each.get("coder") == name]


def test_learn_is_used_by_code_on_a_new_transcript(reviewed: Path, run: Run) -> None:
    name = json.loads(run("learn", "--json")[1])["model"]
    text = "Interviewer: And the hall?\n\nDean: We paid for the hall out of our own pockets.\n"
    Path("transcripts/new.txt").write_text(text, encoding="utf-8")
    _, out, err = run("code", "--json")
    assert f"note: {name} of `learn` adds its suggestions" in err
    assert [each["rule"] for each in json.loads(out)["codings"] if each["transcript"] == "new"] == [name]


def test_learn_is_not_used_silently_when_damaged(reviewed: Path, run: Run) -> None:
    run("learn")
    with closing(sqlite3.connect("study.db")) as connection, connection:
        connection.execute("UPDATE models SET data = x'00'")
    text = "Interviewer: And the hall?\n\nDean: We paid for the hall out of our own pockets.\n"
    Path("transcripts/new.txt").write_text(text, encoding="utf-8")
    code, out, err = run("code", "--json")
    assert code == 0
    assert "Run `interview-coder learn` again" in err
    assert not [each for each in json.loads(out)["codings"] if each["transcript"] == "new"]


def test_learn_compares_with_rules_only_where_there_are_some(reviewed: Path, run: Run) -> None:
    book = Path("codebooks/money.yaml")
    lines = book.read_text(encoding="utf-8").splitlines(keepends=True)
    book.write_text("".join(line for line in lines if "rules" not in line and "    - " not in line), encoding="utf-8")
    _, out, _ = run("learn")
    rows = {line.split()[0] for line in out.splitlines() if line.strip()}
    assert "learner" in rows
    assert not rows & {"rules", "both"}
