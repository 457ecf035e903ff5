"""The store of a study, opened."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from interview_coder.backups import back_up
from interview_coder.migrations import STEPS, migrate, schema_version
from interview_coder.store.keeping import Store
from interview_coder.study_file import FILE_NAME, PATIENCE, to_read, to_write


@contextmanager
def open_store(study: Path, *, patience: float = PATIENCE) -> Iterator[Store]:
    """Open a study's database to read and write, and make it where there is none.

    Raises StudyError where the file is damaged, no study's or from a newer version, EnvironmentFailure where it cannot
    be written or stays locked for more than `patience` seconds.
    """
    file = study / FILE_NAME
    with to_write(file, patience=patience) as connection:
        if 0 < schema_version(connection) < len(STEPS):
            back_up(study, at=datetime.datetime.fromtimestamp(file.stat().st_mtime, tz=datetime.UTC))
        migrate(connection)
        yield Store(connection, file)


@contextmanager
def read_store(study: Path, *, patience: float = PATIENCE) -> Iterator[Store | None]:
    """Open a study's database to read only, where it need not be writable; None where nothing was kept yet."""
    with read_database(study / FILE_NAME, patience=patience) as store:
        yield store


@contextmanager
def read_database(file: Path, *, patience: float = PATIENCE) -> Iterator[Store | None]:
    """Open the database of any study as `read_store` does, whatever the file is called.

    One from an earlier version is read from a copy in memory that is brought up to date.
    """
    if not file.is_file():
        yield None
        return
    with to_read(file, patience=patience) as connection:
        version = schema_version(connection)
        if version in (0, len(STEPS)):
            yield Store(connection, file) if version else None
            return
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            connection.backup(copy)
            migrate(copy)
            yield Store(copy, file)
