"""The study's SQLite file as a file: opened, tried for damage, copied whole; what it says is the store's matter."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from interview_coder.errors import EnvironmentFailure, NewerStudyError, StudyError
from interview_coder.files import failure, replacement
from interview_coder.migrations import APPLICATION_ID, STEPS, schema_version

FILE_NAME = "study.db"
#: So many seconds a write waits for another program's.
PATIENCE = 10.0

_NOT_WRITABLE = "it cannot be written. Change the permissions of the file and of its folder"
_BUSY = "another program is writing to it. Wait until that is done, then try again"
_ENVIRONMENT = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: "the disk is full. Free some space",
    sqlite3.SQLITE_IOERR: "the disk does not answer as it should. Check it, or move the study to another one",
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: _NOT_WRITABLE,
    sqlite3.SQLITE_PERM: _NOT_WRITABLE,
}
_SEE_DOCTOR = "`interview-coder doctor` tells more, and `doctor --repair` saves what can be saved"
_BROKEN = {
    sqlite3.SQLITE_NOTADB: f"this is no study's database. {_SEE_DOCTOR}",
    sqlite3.SQLITE_CORRUPT: f"the study's database is damaged. {_SEE_DOCTOR}",
}


@contextmanager
def to_read(file: Path, *, patience: float = PATIENCE) -> Iterator[sqlite3.Connection]:
    """Open a study's database to read, where it need not be writable; errors as in `explained`."""
    with explained(file):
        # Not `ro`: what a killed program left half written must be rolled back first. Where nothing may be written,
        # `rw` reads all the same.
        address = f"{file.resolve().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)) as connection:
            connection.execute("PRAGMA query_only = ON")
            refuse_others(connection, file)
            yield connection


@contextmanager
def to_write(file: Path, *, patience: float = PATIENCE) -> Iterator[sqlite3.Connection]:
    """Open a study's database to read and write, and make an empty one where there is none."""
    with explained(file):
        _make(file)
        with closing(sqlite3.connect(file, timeout=patience, isolation_level=None)) as connection:
            refuse_others(connection, file)
            for setting in ("journal_mode = DELETE", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                connection.execute(f"PRAGMA {setting}")
            yield connection


def _make(file: Path) -> None:
    """Make an empty database that only its owner may open: SQLite would give it everybody's mode."""
    try:
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise EnvironmentFailure(f"{file}: {_NOT_WRITABLE}") from error


def refuse_others(connection: sqlite3.Connection, file: Path) -> None:
    """Raise StudyError, before anything is changed, where a database is no study's or a newer version's."""
    version = schema_version(connection)
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    is_empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if mark != APPLICATION_ID and not (is_empty and mark == version == 0):
        raise StudyError(f"{file}: {_BROKEN[sqlite3.SQLITE_NOTADB]}")
    if version > len(STEPS):
        what = f"made by a newer version of interview-coder (schema {version}, this one knows {len(STEPS)})"
        raise NewerStudyError(f"{file}: {what}. Update interview-coder")


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into an error that says what to do; a mistake in the SQL stays a bug."""
    try:
        yield
    except sqlite3.Error as error:
        raise _failure(file, error) from error


def _failure(file: Path, error: sqlite3.Error) -> Exception:
    number = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if number in _BROKEN:
        return StudyError(f"{file}: {_BROKEN[number]}")
    return EnvironmentFailure(f"{file}: {_ENVIRONMENT[number]}") if number in _ENVIRONMENT else error


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Count the rows of every table."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}


def damage(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Say what SQLite finds wrong with a database, in its words: pages, indexes, constraints, foreign keys."""
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return (str(error),)
    lost = [f"a row of {table} belongs to one of {parent} that is not there" for table, _, parent, _ in rows]
    return tuple(line for line in (*found, *lost) if line != "ok")


def copy_whole(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database to a file, which it replaces only where the copy is sound and holds as much.

    Raises StudyError where it is not, EnvironmentFailure where it cannot be written; then the file is as it was.
    """
    try:
        with replacement(target) as (handle, file):
            os.close(handle)
            _copy_and_compare(source, file, target)
    except OSError as error:
        raise failure(target, error) from error


def _copy_and_compare(source: sqlite3.Connection, file: Path, target: Path) -> None:
    # Nobody writes between the counting and the copying.
    source.execute("BEGIN")
    try:
        expected = counts(source)
        with explained(target), closing(sqlite3.connect(file, isolation_level=None)) as copy:
            # What fails leaves no file, so it needs no journal beside it either.
            copy.execute("PRAGMA journal_mode = OFF")
            source.backup(copy)
            if damage(copy) or counts(copy) != expected:
                raise StudyError(f"{target}: not written, as the study's database is damaged. {_SEE_DOCTOR}")
    finally:
        source.execute("ROLLBACK")


def overwrite(file: Path, source: sqlite3.Connection, *, patience: float = PATIENCE) -> None:
    """Put a database in the place of a study's sound one, in one transaction: who has it open sees all or nothing."""
    deadline = time.monotonic() + patience

    def give_up(*_: int) -> None:
        # A backup waits for a lock for ever.
        if time.monotonic() > deadline:
            raise EnvironmentFailure(f"{file}: {_BUSY}")

    with to_write(file, patience=patience) as connection:
        source.backup(connection, progress=give_up, sleep=0.05)
