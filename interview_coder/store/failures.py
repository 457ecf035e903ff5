"""What SQLite says when it cannot do its work, in words that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interview_coder.errors import EnvironmentFailure, StudyError

NOT_WRITABLE = "it cannot be written. Change the permissions of the file and of its folder"
_ENVIRONMENT = {
    sqlite3.SQLITE_BUSY: "another program is writing to it. Wait until that is done, then try again",
    sqlite3.SQLITE_LOCKED: "another program is writing to it. Wait until that is done, then try again",
    sqlite3.SQLITE_FULL: "the disk is full. Free some space",
    sqlite3.SQLITE_IOERR: "the disk does not answer as it should. Check it, or move the study to another one",
    sqlite3.SQLITE_READONLY: NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: NOT_WRITABLE,
    sqlite3.SQLITE_PERM: NOT_WRITABLE,
}
_ELSE_MOVE_IT = "Restore a backup; or move it away, and a new one is made"
NO_DATABASE = f"this is no study's database. {_ELSE_MOVE_IT}"
_BROKEN = {
    sqlite3.SQLITE_NOTADB: NO_DATABASE,
    sqlite3.SQLITE_CORRUPT: f"the study's database is damaged. {_ELSE_MOVE_IT}",
}


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn what SQLite says into an error that says what to do; a mistake in the SQL stays a bug."""
    try:
        yield
    except sqlite3.Error as error:
        raise _failure(file, error) from error


def _failure(file: Path, error: sqlite3.Error) -> Exception:
    number = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if number in _BROKEN:
        return StudyError(f"{file}: {_BROKEN[number]}")
    return EnvironmentFailure(f"{file}: {_ENVIRONMENT[number]}") if number in _ENVIRONMENT else error
