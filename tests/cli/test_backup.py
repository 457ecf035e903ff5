"""`backup`, as a user sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.deciding import Run, decide

FIRST = "study-000001-2026-11-23-000000.db"


def test_backup_is_verified_and_listed(decided: Path, run: Run) -> None:
    assert run("backup", "--list")[1] == "No backups yet.\n"
    code, out, err = run("backup")
    size = -(-(decided / "backups" / FIRST).stat().st_size // 1000)
    assert (code, out, err) == (0, f"wrote backups/{FIRST}: verified, {size} kB\n", "")
    assert run("backup", "--list")[1] == f"     1  2026-11-23 00:00  {size:>5} kB  {FIRST}\n"
    (listed,) = json.loads(run("backup", "--list", "--json")[1])
    assert (listed["number"], listed["at"]) == (1, "2026-11-23T00:00:00+00:00")


def test_backup_to_a_file_overwrites_none(decided: Path, run: Run) -> None:
    code, out, _ = run("backup", "交换.db")
    assert (code, out.startswith("wrote 交换.db: verified")) == (0, True)
    before = (decided / "交换.db").read_bytes()
    for name in ("交换.db", "study.db"):
        code, _, err = run("backup", name)
        assert (code, err.startswith(f"error: {name}: ")) == (2, True)
    assert (decided / "交换.db").read_bytes() == before


def test_backup_goes_to_a_second_folder_from_now_on(decided: Path, run: Run) -> None:
    assert run("backup", "--also", "U盘")[0] == 2
    (decided / "U盘").mkdir()
    assert run("backup", "--also", "U盘")[0] == 0
    decide(run, "Ann", "没有了。")
    assert run("backup")[0] == 0
    assert len(list((decided / "U盘").rglob("*.db"))) == 2
    (decided / "U盘").rename(decided / "unplugged")
    code, out, err = run("backup")
    assert (code, out.startswith("wrote backups/"), "no second copy of the backup" in err) == (1, True, True)
    assert run("backup", "--also", "")[0] == 0


def test_backup_of_a_damaged_study_leaves_the_good_ones(decided: Path, run: Run) -> None:
    run("backup")
    good = (decided / "backups" / FIRST).read_bytes()
    data = (decided / "study.db").read_bytes()
    (decided / "study.db").write_bytes(data[:4096] + b"\xff" * 4096 + data[8192:])
    code, _, err = run("backup")
    assert (code, "doctor" in err, "Traceback" in err) == (4, True, False)
    assert [file.read_bytes() for file in (decided / "backups").glob("*.db")] == [good]


@pytest.mark.usefixtures("study")
def test_backup_needs_something_to_copy(run: Run) -> None:
    assert run("backup")[0] == 2
    assert run("backup", "--list")[0] == 2
