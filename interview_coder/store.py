"""Store: the study's SQLite file, which keeps what was done; the codebooks and transcripts stay files of their own."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from interview_coder.errors import EnvironmentFailure, StudyError
from interview_coder.migrations import APPLICATION_ID, STEPS, migrate, schema_version

FILE_NAME = "study.db"
#: So many seconds a write waits for another program's.
PATIENCE = 10.0

_NOT_WRITABLE = "it cannot be written. Change the permissions of the file and of its folder"
_ENVIRONMENT = {
    sqlite3.SQLITE_BUSY: "another program is writing to it. Wait until that is done, then try again",
    sqlite3.SQLITE_LOCKED: "another program is writing to it. Wait until that is done, then try again",
    sqlite3.SQLITE_FULL: "the disk is full. Free some space",
    sqlite3.SQLITE_IOERR: "the disk does not answer as it should. Check it, or move the study to another one",
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: _NOT_WRITABLE,
    sqlite3.SQLITE_PERM: _NOT_WRITABLE,
}
_ELSE_MOVE_IT = "Restore a backup; or move it away, and a new one is made"
_BROKEN = {
    sqlite3.SQLITE_NOTADB: f"this is no study's database. {_ELSE_MOVE_IT}",
    sqlite3.SQLITE_CORRUPT: f"the study's database is damaged. {_ELSE_MOVE_IT}",
}

# The columns of a Run, in its order.
_RUN = "codebook_file, sha256, codebook_text, unit, version, at"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of `code`: the codebook it used, its name within the study, whole text and unit; `at` is UTC."""

    codebook_file: str
    sha256: str
    codebook_text: str
    unit: str
    version: str
    at: str


def name_in_study(study: Path, file: Path) -> str:
    """Return what a file is called in the store: its path from the study's folder, wherever the command was run."""
    file = file.resolve()
    return (file.relative_to(study) if file.is_relative_to(study) else file).as_posix()


def find_study(folder: Path) -> Path | None:
    """Return the folder of the study that a folder belongs to, None if there is none.

    That is the nearest one, upwards, that has a study.db; else the folder itself, if it has codebooks/ or transcripts/.
    """
    folder = folder.resolve()
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return place
    return folder if any((folder / name).is_dir() for name in ("codebooks", "transcripts")) else None


class Store:
    """A study's database, open; get one from `open_store`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last_run(self, codebook_file: str, *, unlike: str = "") -> Run | None:
        """Return the last run with a codebook, or the last whose bytes have another hash; None if there was none."""
        query = f"SELECT {_RUN} FROM runs WHERE codebook_file = ? AND sha256 <> ? ORDER BY id DESC LIMIT 1"
        row = self._connection.execute(query, [codebook_file, unlike]).fetchone()
        return Run(*row) if row else None

    def keep_run(self, run: Run) -> None:
        """Keep a run, unless the last one with the same codebook file used the very same bytes."""
        with self._writing():
            last = self.last_run(run.codebook_file)
            if last is None or last.sha256 != run.sha256:
                self._connection.execute(f"INSERT INTO runs ({_RUN}) VALUES (?, ?, ?, ?, ?, ?)", astuple(run))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        with self._connection:
            yield


@contextmanager
def open_store(study: Path, *, patience: float = PATIENCE) -> Iterator[Store]:
    """Open a study's database to read and write, and make it where there is none.

    Raises StudyError where the file is damaged, no study's or from a newer version, EnvironmentFailure where it cannot
    be written or stays locked for more than `patience` seconds.
    """
    file = study / FILE_NAME
    with _explained(file):
        _make(file)
        with closing(sqlite3.connect(file, timeout=patience, isolation_level=None)) as connection:
            _refuse_others(connection, file)
            for setting in ("journal_mode = DELETE", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
                connection.execute(f"PRAGMA {setting}")
            migrate(connection)
            yield Store(connection)


@contextmanager
def read_store(study: Path, *, patience: float = PATIENCE) -> Iterator[Store | None]:
    """Open a study's database to read only, where it need not be writable; None where nothing was kept yet."""
    file = study / FILE_NAME
    if not file.is_file():
        yield None
        return
    with _explained(file):
        address = f"{file.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)) as connection:
            _refuse_others(connection, file)
            yield Store(connection) if schema_version(connection) else None


def _make(file: Path) -> None:
    """Make an empty database that only its owner may open: SQLite would give it everybody's mode."""
    try:
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise EnvironmentFailure(f"{file}: {_NOT_WRITABLE}") from error


def _refuse_others(connection: sqlite3.Connection, file: Path) -> None:
    """Raise StudyError, before anything is changed, where a database is no study's or a newer version's."""
    version = schema_version(connection)
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    is_empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if mark != APPLICATION_ID and not (is_empty and mark == version == 0):
        raise StudyError(f"{file}: {_BROKEN[sqlite3.SQLITE_NOTADB]}")
    if version > len(STEPS):
        what = f"made by a newer version of interview-coder (schema {version}, this one knows {len(STEPS)})"
        raise StudyError(f"{file}: {what}. Update interview-coder")


@contextmanager
def _explained(file: Path) -> Iterator[None]:
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
