"""Backups: whole, sound, rotated; a bad study never takes a good backup's place."""

from __future__ import annotations

import datetime
import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from interview_coder import migrations, study_file
from interview_coder.backups import (
    DAYS,
    NEWEST,
    Backup,
    back_up,
    backups,
    copy_study,
    restore,
    second_copy,
    superfluous,
    verify,
)
from interview_coder.errors import EnvironmentFailure, StudyError, UsageError
from interview_coder.store import Run, open_store, opening, read_store

AT = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
RUN = Run("codebooks/a.yaml", "1" * 64, "codes: {钱: {}}\n", "sentence", "0.1.0", "2026-11-23T00:00:00+00:00")


def keep(study: Path, number: int) -> None:
    with open_store(study, patience=0) as opened:
        opened.keep_run(replace(RUN, sha256=str(number), codebook_text="经费" * 9000))


def last(study: Path) -> str:
    with read_store(study) as opened:
        run = opened.last_run(RUN.codebook_file) if opened else None
    return run.sha256 if run else ""


def damage_middle(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\x07" * 8192 + data[12288:])


def test_backups_copy_the_study_and_say_when(tmp_path: Path) -> None:
    keep(tmp_path, 1)
    made = back_up(tmp_path, at=AT)
    assert made == Backup(tmp_path / "backups" / "study-000001-2026-11-23-120000.db", 1, AT)
    assert verify(made.file)["runs"] == 1
    assert backups(tmp_path) == (made,)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_backups_are_their_owners(tmp_path: Path) -> None:
    keep(tmp_path, 1)
    made = back_up(tmp_path, at=AT)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (made.file, made.file.parent)]
    assert modes == [0o600, 0o700]


def test_backups_copy_an_unchanged_study_once(tmp_path: Path) -> None:
    keep(tmp_path, 1)
    first = back_up(tmp_path, at=AT)
    assert back_up(tmp_path, at=AT + datetime.timedelta(days=1)) == first
    keep(tmp_path, 2)
    assert [backup.number for backup in (back_up(tmp_path, at=AT), *backups(tmp_path))] == [2, 1, 2]


def test_backups_are_ordered_by_number_whatever_the_clock_says(tmp_path: Path) -> None:
    for number in range(1, NEWEST + 4):
        keep(tmp_path, number)
        back_up(tmp_path, at=AT - datetime.timedelta(days=number))
    assert [backup.number for backup in backups(tmp_path)] == list(range(1, NEWEST + 4))
    assert restore(tmp_path, backups(tmp_path)[-1].file, at=AT)
    assert last(tmp_path) == str(NEWEST + 3)


def test_backups_keep_the_newest_and_one_of_each_day() -> None:
    def of(number: int) -> Backup:
        return Backup(Path(str(number)), number, AT + datetime.timedelta(hours=12 * number))

    kept = [of(number) for number in range(80)]
    gone = {backup.number for backup in superfluous(kept)}
    left = [backup.number for backup in kept if backup.number not in gone]
    assert left[-NEWEST:] == list(range(70, 80))
    assert len({kept[number].at.date() for number in left}) == DAYS
    assert len(left) == NEWEST + DAYS - 6


def test_backups_stay_that_hold_more_decisions_than_the_newest(tmp_path: Path) -> None:
    keep(tmp_path, 1)
    rich = back_up(tmp_path, at=AT).file
    with closing(sqlite3.connect(rich, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS decisions (id)")
        connection.execute("DROP TABLE decisions")
        connection.execute("CREATE TABLE decisions (id)")
        connection.execute("INSERT INTO decisions VALUES (1)")
    for number in range(2, NEWEST + 4):
        keep(tmp_path, number)
        back_up(tmp_path, at=AT)
    assert [backup.number for backup in backups(tmp_path)] == [1, *range(4, NEWEST + 4)]


@pytest.mark.parametrize("what", ["cut short", "overwritten", "text", "empty"])
def test_backups_are_never_made_of_a_damaged_study(tmp_path: Path, what: str) -> None:
    keep(tmp_path, 1)
    good = back_up(tmp_path, at=AT)
    before = good.file.read_bytes()
    study = tmp_path / "study.db"
    if what == "cut short":
        study.write_bytes(study.read_bytes()[:9000])
    elif what == "overwritten":
        damage_middle(study)
    else:
        study.write_text("No study. " * 999 if what == "text" else "")
    with pytest.raises(UsageError if what == "empty" else StudyError):
        back_up(tmp_path, at=AT)
    assert good.file.read_bytes() == before
    assert [path.name for path in good.file.parent.iterdir()] == [good.file.name]


def test_backups_need_a_study(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing is kept here yet"):
        back_up(tmp_path, at=AT)
    assert list(tmp_path.iterdir()) == []


def test_backups_go_to_a_second_folder_too(tmp_path: Path) -> None:
    study, elsewhere = tmp_path / "论文", tmp_path / "disk"
    study.mkdir()
    keep(study, 1)
    made = back_up(study, at=AT)
    with pytest.raises(EnvironmentFailure, match="Plug the disk in"):
        second_copy(study, made, elsewhere)
    elsewhere.mkdir()
    there = second_copy(study, made, elsewhere)
    assert there.name == made.file.name
    assert there.parent.name.startswith("论文-")
    assert verify(there)["runs"] == 1


def test_backups_copy_to_a_file(tmp_path: Path) -> None:
    keep(tmp_path, 1)
    copy_study(tmp_path, tmp_path / "to send.db")
    assert verify(tmp_path / "to send.db")["runs"] == 1


def test_backups_restore_an_earlier_state_and_keep_the_present_one(tmp_path: Path) -> None:
    keep(tmp_path, 1)
    first = back_up(tmp_path, at=AT).file
    keep(tmp_path, 2)
    kept = restore(tmp_path, first, at=AT)
    assert last(tmp_path) == "1"
    assert kept
    restore(tmp_path, kept, at=AT)
    assert last(tmp_path) == "2"


@pytest.mark.parametrize("what", ["damaged", "gone"])
def test_backups_restore_where_the_study_is(tmp_path: Path, what: str) -> None:
    keep(tmp_path, 1)
    good = back_up(tmp_path, at=AT).file
    study = tmp_path / "study.db"
    damage_middle(study)
    damaged = study.read_bytes()
    # A journal of the damaged file must not be played into the restored one.
    (tmp_path / "study.db-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + b"\0" * 504 + b"\x07" * 4104)
    if what == "gone":
        study.unlink()
    kept = restore(tmp_path, good, at=AT)
    assert last(tmp_path) == "1"
    assert (kept.read_bytes() if kept else b"") == (damaged if what == "damaged" else b"")
    assert verify(study)["runs"] == 1


@pytest.mark.parametrize("what", ["damaged", "text", "empty", "nothing"])
def test_backups_restore_nothing_that_is_no_good(tmp_path: Path, what: str) -> None:
    keep(tmp_path, 1)
    bad = back_up(tmp_path, at=AT).file
    keep(tmp_path, 2)
    if what == "damaged":
        damage_middle(bad)
    elif what == "nothing":
        bad.unlink()
    else:
        bad.write_text("no" * 999 if what == "text" else "")
    with pytest.raises((StudyError, UsageError)):
        restore(tmp_path, bad, at=AT)
    assert last(tmp_path) == "2"


def test_backups_restore_where_another_program_has_the_study_open(tmp_path: Path) -> None:
    keep(tmp_path, 1)
    first = back_up(tmp_path, at=AT).file
    keep(tmp_path, 2)
    with open_store(tmp_path) as opened:
        restore(tmp_path, first, at=AT)
        opened.keep_run(replace(RUN, sha256="3"))
        assert last(tmp_path) == "3"


def test_backups_restore_waits_no_longer_than_it_says(tmp_path: Path) -> None:
    keep(tmp_path, 1)
    first = back_up(tmp_path, at=AT).file
    with closing(sqlite3.connect(tmp_path / "study.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(EnvironmentFailure, match="another program is writing"):
            restore(tmp_path, first, at=AT, patience=0)


def test_backups_are_made_before_a_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, 1)
    step = ("CREATE TABLE later (id INTEGER PRIMARY KEY)",)
    steps = (*migrations.STEPS, step)
    for module in (migrations, opening, study_file):
        monkeypatch.setattr(module, "STEPS", steps)
    keep(tmp_path, 2)
    (made,) = backups(tmp_path)
    assert "later" not in verify(made.file)
    assert "later" in verify(tmp_path / "study.db")
