"""Store: the study's SQLite file, which keeps what was done; the codebooks and transcripts stay files of their own."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from interview_coder.backups import back_up
from interview_coder.migrations import STEPS, migrate, schema_version
from interview_coder.study_file import FILE_NAME, PATIENCE, to_read, to_write

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
    with to_write(file, patience=patience) as connection:
        if 0 < schema_version(connection) < len(STEPS):
            back_up(study, at=datetime.datetime.fromtimestamp(file.stat().st_mtime, tz=datetime.UTC))
        migrate(connection)
        yield Store(connection)


@contextmanager
def read_store(study: Path, *, patience: float = PATIENCE) -> Iterator[Store | None]:
    """Open a study's database to read only, where it need not be writable; None where nothing was kept yet."""
    file = study / FILE_NAME
    if not file.is_file():
        yield None
        return
    with to_read(file, patience=patience) as connection:
        yield Store(connection) if schema_version(connection) else None
