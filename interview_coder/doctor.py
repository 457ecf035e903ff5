"""Doctor: what is wrong with a study on disk, in words, and what can be done about it."""

from __future__ import annotations

import datetime
import os
import platform
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from interview_coder.backups import back_up, backups, keep_damaged, put_in_place, verify
from interview_coder.errors import InterviewCoderError, UsageError
from interview_coder.files import TEMPORARY, failure
from interview_coder.migrations import APPLICATION_ID, STEPS
from interview_coder.salvage import Salvage, salvaged
from interview_coder.store import read_store
from interview_coder.study_file import FILE_NAME, counts, damage, to_read
from interview_coder.sync_folders import copy_warnings, place_warnings
from interview_coder.version import __version__

_HEADER = 100


class Kind(StrEnum):
    """What a finding is about."""

    EMPTY = "empty"
    NO_DATABASE = "no-database"
    FOREIGN = "foreign-database"
    NEWER = "newer-version"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    CONTRADICTION = "contradiction"
    LOST_TEXT = "lost-text"
    UNFINISHED = "unfinished-write"
    LEFTOVER = "leftover"
    PERMISSIONS = "permissions"
    BACKUP = "damaged-backup"
    PLACE = "place"
    COPY = "conflicted-copy"


#: What a repair changes the database for.
DAMAGE = frozenset((Kind.EMPTY, Kind.NO_DATABASE, Kind.TRUNCATED, Kind.DAMAGED, Kind.CONTRADICTION))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and what to do about it; neither holds a transcript's text or a name."""

    kind: Kind
    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did; `kept` is the damaged database as it was, None where it was sound."""

    done: tuple[str, ...]
    kept: Path | None = None
    salvage: Salvage | None = None


def examine(study: Path) -> tuple[Finding, ...]:
    """Return all that is wrong with a study on disk; nothing is changed but that an unfinished write is taken back."""
    file = study / FILE_NAME
    findings = [*_leftovers(study), *_permissions(file), *_place(study)]
    if file.is_file():
        findings += _database(file) or _contents(study)
    return (*findings, *_backups(study))


def _database(file: Path) -> list[Finding]:
    """Return what keeps a database from being a sound one."""
    size = file.stat().st_size
    if size == 0:
        what = "study.db is empty, though there are backups"
        return [Finding(Kind.EMPTY, what, _REPAIR)] if backups(file.parent) else []
    with file.open("rb") as opened:
        finding = _in_header(opened.read(_HEADER), size)
    return [finding] if finding else _inner_damage(file)


def _in_header(header: bytes, size: int) -> Finding | None:
    """Return what the first bytes of a database tell to be wrong with it."""
    if not header.startswith(b"SQLite format 3\0"):
        return Finding(Kind.NO_DATABASE, "study.db is no database: its first bytes are others", _REPAIR)
    version, mark = (int.from_bytes(header[at : at + 4], "big") for at in (60, 68))
    if mark != APPLICATION_ID:
        return Finding(Kind.FOREIGN, "study.db is another program's database", "Move it away, then restore a backup")
    if version > len(STEPS):
        what = f"study.db was made by a newer version (schema {version}, this one knows {len(STEPS)})"
        return Finding(Kind.NEWER, what, "Update interview-coder")
    expected = int.from_bytes(header[28:32], "big") * (int.from_bytes(header[16:18], "big") or 65536)
    if size < expected:
        return Finding(Kind.TRUNCATED, f"study.db is cut short: {size:,} bytes of {expected:,}", _REPAIR)
    return None


_REPAIR = "Run `interview-coder doctor --repair`: the damaged file is kept"


def _inner_damage(file: Path) -> list[Finding]:
    try:
        with to_read(file) as connection:
            found = damage(connection)
    except InterviewCoderError as error:
        return [Finding(Kind.DAMAGED, f"study.db cannot be read ({type(error.__cause__).__name__})", _REPAIR)]
    if not found:
        return []
    what = f"study.db is damaged: {len(found)} things wrong, the first: {found[0].split(chr(10))[0][:120]}"
    return [Finding(Kind.DAMAGED, what, _REPAIR)]


def _contents(study: Path) -> list[Finding]:
    """Return what contradicts itself in a database that SQLite finds sound."""
    try:
        with read_store(study) as store:
            found = store.contradictions() if store else None
    except (InterviewCoderError, sqlite3.Error, ValueError) as error:
        return [Finding(Kind.DAMAGED, f"study.db cannot be read ({type(error).__name__})", _REPAIR)]
    if found is None:
        return []
    said = {
        "texts are not those that were kept": found.texts,
        "decisions stand on other words than their own": found.decisions,
        "memos stand on other words than their own": found.memos,
        "suggestions stand beyond the end of their text": found.suggestions,
    }
    findings = [Finding(Kind.CONTRADICTION, f"{number:,} {what}", _REPAIR) for what, number in said.items() if number]
    if found.lost:
        what = f"{found.lost:,} texts were lost; the decisions on them are kept"
        findings.append(Finding(Kind.LOST_TEXT, what, "Run `interview-coder code`, which reads the files again"))
    return findings


def _leftovers(study: Path) -> Iterator[Finding]:
    for file in _temporary_files(study):
        what = f"{file.relative_to(study).as_posix()} was left behind by a program that was stopped"
        yield Finding(Kind.LEFTOVER, what, "`doctor --repair` removes it")
    if (study / f"{FILE_NAME}-journal").is_file() and not (study / FILE_NAME).is_file():
        what = "study.db-journal is there, but no study.db it belongs to"
        yield Finding(Kind.UNFINISHED, what, "If study.db was moved, move it back beside it; else restore a backup")


def _temporary_files(study: Path) -> list[Path]:
    folders = (study, *(study / name for name in ("backups", "codebooks")))
    return sorted(file for folder in folders for file in folder.glob(f"{TEMPORARY}*") if file.is_file())


def _permissions(file: Path) -> Iterator[Finding]:
    if not file.is_file():
        return
    if os.name == "posix" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        what = "others on this computer may read study.db, which holds the transcripts"
        yield Finding(Kind.PERMISSIONS, what, "`doctor --repair` makes it yours alone")
    if not os.access(file, os.W_OK) or not os.access(file.parent, os.W_OK):
        what = "study.db or its folder cannot be written: nothing can be decided"
        yield Finding(Kind.PERMISSIONS, what, "Change the permissions, or copy the study to another folder")


def _place(study: Path) -> Iterator[Finding]:
    for kind, warnings in ((Kind.PLACE, place_warnings(study)), (Kind.COPY, copy_warnings(study / FILE_NAME))):
        for what, _, fix in (warning.partition(". ") for warning in warnings):
            yield Finding(kind, what, fix)


def _backups(study: Path) -> Iterator[Finding]:
    for backup in backups(study):
        try:
            verify(backup.file)
        except InterviewCoderError:
            yield Finding(Kind.BACKUP, f"the backup {backup.file.name} is damaged", "Delete it, and make another")


def repair(study: Path, *, at: datetime.datetime) -> Repair:
    """Repair what can be: a damaged database from what is readable and the newest sound backup, leftovers, modes.

    The damaged file is kept first, byte by byte. Raises StudyError where nothing at all can be saved; then the study is
    as it was.
    """
    findings = examine(study)
    kinds = {finding.kind for finding in findings}
    done = [*_remove_leftovers(study)]
    if Kind.PERMISSIONS in kinds and os.name == "posix":
        with suppress(OSError):
            (study / FILE_NAME).chmod(0o600)
            done.append("study.db is yours alone now")
    if not kinds & DAMAGE:
        return Repair(tuple(done))
    kept = keep_damaged(study, at=at)
    with salvaged(study / FILE_NAME, _newest_sound_backup(study)) as (connection, salvage):
        if not any(salvage.rows.values()):
            raise UsageError(
                f"{study / FILE_NAME}: nothing in it can be read, and there is no sound backup. {_START_ANEW}"
            )
        put_in_place(connection, study / FILE_NAME)
    back_up(study, at=at)
    return Repair((*done, "study.db is sound again"), kept, salvage)


_START_ANEW = "Move it away, and run `interview-coder code`"


def _remove_leftovers(study: Path) -> Iterator[str]:
    for file in _temporary_files(study):
        try:
            file.unlink()
        except OSError as error:
            raise failure(file, error) from error
        yield f"removed {file.relative_to(study).as_posix()}"


def _newest_sound_backup(study: Path) -> Path | None:
    for backup in reversed(backups(study)):
        with suppress(InterviewCoderError):
            verify(backup.file)
            return backup.file
    return None


def report(study: Path) -> dict[str, Any]:
    """Return what a maintainer needs to know: versions, counts, hashes; no text, no name of a person or a file."""
    file = study / FILE_NAME
    return {
        "interview_coder": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.system(),
        "findings": [finding.kind.value for finding in examine(study)],
        "database": _facts(file) if file.is_file() else None,
        "backups": [_facts(backup.file) for backup in backups(study)],
    }


def _facts(file: Path) -> Mapping[str, Any]:
    data = file.read_bytes()
    numbers: dict[str, int] | None = None
    with suppress(InterviewCoderError, sqlite3.Error), to_read(file) as connection:
        numbers = counts(connection)
    schema = int.from_bytes(data[60:64], "big")
    return {"bytes": len(data), "sha256": sha256(data).hexdigest(), "schema": schema, "rows": numbers}
