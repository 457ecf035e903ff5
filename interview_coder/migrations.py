"""The schema of a study's database as ordered steps: a step never changes once it is released, a new one follows it."""

from __future__ import annotations

import sqlite3

#: Marks the file as a study's ("icod"); `PRAGMA user_version` is the number of steps taken.
APPLICATION_ID = 0x69636F64

_RUNS = (
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        codebook_file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        codebook_text TEXT NOT NULL,
        unit TEXT NOT NULL,
        version TEXT NOT NULL,
        at TEXT NOT NULL
    )
    """,
    "CREATE INDEX runs_by_codebook ON runs (codebook_file, id)",
    """
    CREATE TRIGGER runs_stay_as_they_are BEFORE UPDATE ON runs
    BEGIN SELECT RAISE(ABORT, 'runs are appended, never rewritten'); END
    """,
    """
    CREATE TRIGGER runs_stay BEFORE DELETE ON runs
    BEGIN SELECT RAISE(ABORT, 'runs are appended, never deleted'); END
    """,
)

STEPS = (_RUNS,)


def schema_version(connection: sqlite3.Connection) -> int:
    """Return how many steps a database has taken."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Take the steps that a database lacks, each whole or not at all."""
    while schema_version(connection) < len(STEPS):
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            # Another process may have taken the step while this one waited.
            if (version := schema_version(connection)) < len(STEPS):
                for statement in STEPS[version]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {version + 1}")
