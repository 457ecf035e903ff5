"""A study's database as a file: made, opened, and refused when it is not one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from interview_coder.errors import EnvironmentFailure, StudyError
from interview_coder.migrations import APPLICATION_ID, STEPS, migrate, schema_version
from interview_coder.store.failures import NO_DATABASE, NOT_WRITABLE, explained
from interview_coder.store.folder import FILE_NAME
from interview_coder.store.keeping import Store

#: So many seconds a write waits for another program's.
PATIENCE = 10.0


@contextmanager
def open_store(study: Path, *, patience: float = PATIENCE) -> Iterator[Store]:
    """Open a study's database to read and write, and make it where there is none.

    Raises StudyError where the file is damaged, no study's or from a newer version, EnvironmentFailure where it cannot
    be written or stays locked for more than `patience` seconds.
    """
    file = study / FILE_NAME
    with explained(file):
        _make(file)
        with closing(sqlite3.connect(file, timeout=patience, isolation_level=None)) as connection:
            _refuse_others(connection, file)
            for setting in ("journal_mode = DELETE", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                connection.execute(f"PRAGMA {setting}")
            migrate(connection)
            yield Store(connection, file)


@contextmanager
def read_store(study: Path, *, patience: float = PATIENCE) -> Iterator[Store | None]:
    """Open a study's database to read only, where it need not be writable; None where nothing was kept yet.

    One from an earlier version is read from a copy in memory that is brought up to date.
    """
    file = study / FILE_NAME
    if not file.is_file():
        yield None
        return
    with explained(file):
        address = f"{file.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)) as connection:
            _refuse_others(connection, file)
            if schema_version(connection) == len(STEPS):
                yield Store(connection, file)
            elif schema_version(connection):
                with closing(_updated_copy(connection)) as copy:
                    yield Store(copy, file)
            else:
                yield None


def _updated_copy(connection: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None)
    connection.backup(copy)
    migrate(copy)
    return copy


def _make(file: Path) -> None:
    """Make an empty database that only its owner may open: SQLite would give it everybody's mode."""
    try:
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise EnvironmentFailure(f"{file}: {NOT_WRITABLE}") from error


def _refuse_others(connection: sqlite3.Connection, file: Path) -> None:
    """Raise StudyError, before anything is changed, where a database is no study's or a newer version's."""
    version = schema_version(connection)
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    is_empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if mark != APPLICATION_ID and not (is_empty and mark == version == 0):
        raise StudyError(f"{file}: {NO_DATABASE}")
    if version > len(STEPS):
        what = f"made by a newer version of interview-coder (schema {version}, this one knows {len(STEPS)})"
        raise StudyError(f"{file}: {what}. Update interview-coder")
