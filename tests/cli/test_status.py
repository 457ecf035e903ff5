"""`status`, as a user sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

ROWS = (
    "transcript,quote,code,status\nA1,There is no money.,money,accepted\nB1,钱一直不够，年年都是这样。,money,rejected\n"
)


@pytest.fixture
def decided(study: Path, run: Run, midnight: None) -> Path:
    """Make a coded study in which 王 decided something in each language."""
    (study / "王.csv").write_text(ROWS, encoding="utf-8")
    run("code")
    assert run("import", "王.csv", "--coder", "王", "--yes")[0] == 0
    return study


def test_status_shows_where_the_study_stands(decided: Path, run: Run) -> None:
    run("backup")
    code, out, err = run("status")
    assert (code, err) == (0, "")
    assert [line.rstrip() for line in out.split("\n")] == [
        f"Study: {decided}",
        "2 transcripts; suggestions: 3 by rules",
        "Passages: 1 accepted, 1 rejected, 0 disputed, 1 undecided; 0 memos",
        "",
        " Coder   Accepted   Rejected      Last decision",
        " ──────────────────────────────────────────────",
        " 王             1          1   2026-11-23 00:00",
        "",
        "Last backup: 2026-11-23 00:00, backups/study-000001-2026-11-23-000000.db (1 kept)",
        "",
    ]


def test_status_as_json_tells_where_the_data_is(decided: Path, run: Run) -> None:
    found = json.loads(run("status", "--json")[1])
    assert (found["study"], found["database"]) == (str(decided), str(decided / "study.db"))
    assert (found["accepted"], found["rejected"], found["undecided"], found["backups"]) == (1, 1, 1, 0)
    assert found["coders"] == [{"coder": "王", "accepted": 1, "rejected": 1, "last": "2026-11-23T00:00:00+00:00"}]


def test_status_names_what_lost_its_place_or_its_code(decided: Path, run: Run) -> None:
    (decided / "transcripts/A1.txt").write_text("Dean: Nothing of it.\n", encoding="utf-8")
    book = decided / "codebooks/money.yaml"
    book.write_text(book.read_text(encoding="utf-8").replace("\n  money:\n", "\n  funds:\n"), encoding="utf-8")
    run("code")
    out = run("status")[1]
    assert "1 decision without a certain place in the text of today; kept, and listed by `log`" in out
    assert "2 decisions with a code that the codebook does not know; kept, and listed by `log`" in out


def test_status_before_anything_is_kept(study: Path, run: Run) -> None:
    code, out, err = run("status")
    assert (code, err) == (0, "")
    nothing = "Nothing is kept yet. `interview-coder code` reads and tags the transcripts."
    assert out == f"Study: {study}\n{nothing}\n"
    assert json.loads(run("status", "--json")[1])["last_backup"] is None


def test_status_warns_each_time_of_a_synced_folder_and_of_its_copies(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C2: a warning that is shown once is forgotten."""
    folder = tmp_path / "坚果云" / "study"
    (folder / "transcripts").mkdir(parents=True)
    (folder / "study (1).db").touch()
    monkeypatch.chdir(folder)
    for _ in range(2):
        code, _, err = run("status")
        assert (code, "坚果云 (Nutstore) syncs this folder" in err, "study (1).db" in err) == (1, True, True)


def test_status_needs_a_study(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    code, out, err = run("status")
    assert (code, out) == (2, "")
    assert err.startswith("error: no study here")


def test_status_of_a_newer_version_and_of_a_damaged_study(decided: Path, run: Run) -> None:
    data = (decided / "study.db").read_bytes()
    (decided / "study.db").write_bytes(data[:60] + bytes([0, 0, 0, 99]) + data[64:])
    code, _, err = run("status")
    assert (code, "Update interview-coder" in err) == (4, True)
    (decided / "study.db").write_bytes(data[: len(data) // 2])
    code, _, err = run("status")
    assert (code, "doctor" in err) == (4, True)
