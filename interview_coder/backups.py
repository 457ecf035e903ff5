"""Backups: verified copies of a study's database beside it, rotated; none is ever replaced by a worse one."""

from __future__ import annotations

import datetime
import filecmp
import re
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from interview_coder.errors import EnvironmentFailure, InterviewCoderError, NewerStudyError, StudyError, UsageError
from interview_coder.files import failure, write_whole
from interview_coder.study_file import FILE_NAME, PATIENCE, copy_whole, counts, damage, overwrite, to_read

FOLDER = "backups"
#: So many of the newest backups are kept, and the newest of so many days.
NEWEST = 10
DAYS = 14

_NAME = re.compile(r"study-(\d{6,})-(\d{4}-\d\d-\d\d-\d{6})\.db")
_TIME = "%Y-%m-%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup; they are ordered by `number`, as clocks go wrong. `at` is UTC."""

    file: Path
    number: int
    at: datetime.datetime


def backups(study: Path) -> tuple[Backup, ...]:
    """Return a study's backups, the newest last."""
    return _backups_in(study / FOLDER)


def _backups_in(folder: Path) -> tuple[Backup, ...]:
    return tuple(sorted(filter(None, map(_backup, folder.glob("study-*.db"))), key=lambda backup: backup.number))


def _backup(file: Path) -> Backup | None:
    """Read a backup's number and time from its name, None where the name is no backup's."""
    if not (found := _NAME.fullmatch(file.name)):
        return None
    try:
        at = datetime.datetime.strptime(found[2], _TIME).replace(tzinfo=datetime.UTC)
    except ValueError:
        return None
    return Backup(file, int(found[1]), at)


def back_up(study: Path, *, at: datetime.datetime) -> Backup:
    """Copy a study's database to backups/ and remove what is older than wanted; an unchanged one is copied once.

    Raises StudyError where the database is damaged, and then all backups are as they were; UsageError where there is
    none yet; EnvironmentFailure where the copy cannot be written.
    """
    _refuse_nothing(study)
    kept = backups(study)
    number = kept[-1].number + 1 if kept else 1
    folder = study / FOLDER
    _make_folder(folder)
    at = at.astimezone(datetime.UTC).replace(microsecond=0)
    file = folder / f"study-{number:06}-{at.strftime(_TIME)}.db"
    copy_study(study, file)
    if kept and filecmp.cmp(kept[-1].file, file, shallow=False):
        file.unlink()
        return kept[-1]
    _rotate(folder)
    return Backup(file, number, at)


def second_copy(study: Path, backup: Backup, folder: Path) -> Path:
    """Copy a backup to a folder elsewhere, where it is rotated alike; return its name there.

    Raises EnvironmentFailure where the folder is not there (a disk not plugged in) or cannot be written.
    """
    if not folder.is_dir():
        raise EnvironmentFailure(
            f"{folder}: the second folder for backups is not there. Plug the disk in, or name another"
        )
    # Two studies may be called the same.
    place = folder / f"{study.name}-{sha256(str(study).encode()).hexdigest()[:8]}"
    _make_folder(place)
    target = place / backup.file.name
    with to_read(backup.file) as connection:
        copy_whole(connection, target)
    _rotate(place)
    return target


def _rotate(folder: Path) -> None:
    """Remove the backups that may go, but none that holds more decisions than the newest does."""
    kept = _backups_in(folder)
    for backup in superfluous(kept):
        if _decisions(backup.file) <= _decisions(kept[-1].file):
            backup.file.unlink(missing_ok=True)


def _decisions(file: Path) -> int:
    try:
        with to_read(file) as connection:
            return counts(connection).get("decisions", 0)
    except InterviewCoderError:
        return 0


def copy_study(study: Path, target: Path) -> None:
    """Copy a study's database to a file, whole, verified and in one step; errors as in `back_up`."""
    _refuse_nothing(study)
    with to_read(study / FILE_NAME) as connection:
        copy_whole(connection, target)


def _refuse_nothing(study: Path) -> None:
    file = study / FILE_NAME
    if not file.is_file() or not file.stat().st_size:
        raise UsageError(f"{study}: nothing is kept here yet, so there is nothing to back up")


def superfluous(kept: Sequence[Backup]) -> tuple[Backup, ...]:
    """Return which backups may go: all but the newest, and the newest of each of the last days with any."""
    by_day = {backup.at.date(): backup for backup in kept}
    days = sorted(by_day, reverse=True)[:DAYS]
    wanted = {*kept[-NEWEST:], *(by_day[day] for day in days)}
    return tuple(backup for backup in kept if backup not in wanted)


def verify(file: Path) -> dict[str, int]:
    """Return how many rows each table of a sound copy holds; raises StudyError where it is damaged or no study's."""
    if not file.is_file():
        raise UsageError(f"{file}: there is no such file. `interview-coder backup --list` shows the backups")
    with to_read(file) as connection:
        if found := damage(connection):
            raise StudyError(f"{file}: damaged ({found[0]}). Restore another backup")
        return counts(connection)


def restore(study: Path, file: Path, *, at: datetime.datetime, patience: float = PATIENCE) -> Path | None:
    """Put a backup in the place of the study's database; return where what was there is kept.

    The backup is checked first. A damaged database is kept too, byte by byte. Raises StudyError where the backup is
    damaged or the present one is a newer version's, EnvironmentFailure where it cannot be written; then the study is as
    it was.
    """
    if sum(verify(file).values()) == 0:
        raise StudyError(f"{file}: this backup holds nothing. Restore another")
    target = study / FILE_NAME
    try:
        kept = back_up(study, at=at)
    except NewerStudyError:
        raise
    except (StudyError, UsageError):
        damaged = keep_damaged(study, at=at)
        with to_read(file) as source:
            put_in_place(source, target)
        return damaged
    with to_read(file) as source:
        overwrite(target, source, patience=patience)
    return kept.file


def put_in_place(source: sqlite3.Connection, target: Path) -> None:
    """Put a database where a damaged one is, or none; the journal of the old one must not be played into the new."""
    with suppress(FileNotFoundError):
        Path(f"{target}-journal").unlink()
    copy_whole(source, target)


def keep_damaged(study: Path, *, at: datetime.datetime) -> Path | None:
    """Keep a damaged database as it is, byte by byte, with its journal; return its name, None where there is none."""
    folder = study / FOLDER
    _make_folder(folder)
    stem = f"damaged-{at.astimezone(datetime.UTC).strftime(_TIME)}"
    kept = folder / f"{stem}-{len(list(folder.glob(f'{stem}-*.db'))) + 1}.db"
    for suffix in ("-journal", ""):
        source = study / f"{FILE_NAME}{suffix}"
        if source.is_file():
            write_whole(Path(f"{kept}{suffix}"), _bytes(source))
    return kept if kept.exists() else None


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise failure(file, error) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise failure(folder, error) from error
