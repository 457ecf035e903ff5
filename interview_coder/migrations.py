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


def _stays(table: str, *, columns: str = "") -> tuple[str, str]:
    """Return what keeps a table, or some of its columns, from being rewritten, and its rows from being deleted."""
    return (
        f"""
        CREATE TRIGGER {table}_stay_as_they_are BEFORE UPDATE {columns and f"OF {columns}"} ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} are appended, never rewritten'); END
        """,
        f"""
        CREATE TRIGGER {table}_stay BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} are appended, never deleted'); END
        """,
    )


# `text` stands last in its table: SQLite has to walk through it to reach what follows.
_TRANSCRIPTS = (
    "CREATE TABLE transcripts (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
    """
    CREATE TABLE versions (
        key INTEGER PRIMARY KEY,
        transcript INTEGER NOT NULL REFERENCES transcripts,
        number INTEGER NOT NULL,
        file TEXT NOT NULL,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        encoding TEXT NOT NULL,
        language TEXT NOT NULL,
        attributes TEXT NOT NULL,
        notes TEXT NOT NULL,
        times TEXT NOT NULL,
        turns TEXT NOT NULL,
        text_sha256 TEXT NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (transcript, number)
    )
    """,
    *_stays("versions", columns="transcript, number, sha256, text_sha256, text"),
    """
    CREATE VIEW newest AS
    SELECT transcripts.id, versions.* FROM transcripts JOIN versions ON versions.transcript = transcripts.key
    WHERE number = (SELECT max(number) FROM versions AS other WHERE other.transcript = transcripts.key)
    """,
)

# A tagging says what the suggestions from one source were made from: provenance (law 4).
_SUGGESTIONS = (
    """
    CREATE TABLE taggings (
        transcript INTEGER NOT NULL REFERENCES transcripts,
        source TEXT NOT NULL,
        version INTEGER NOT NULL REFERENCES versions,
        codebook TEXT NOT NULL,
        unit TEXT NOT NULL,
        tool TEXT NOT NULL,
        PRIMARY KEY (transcript, source)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE suggestions (
        key INTEGER PRIMARY KEY,
        transcript INTEGER NOT NULL REFERENCES transcripts,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        turn INTEGER NOT NULL,
        passage INTEGER NOT NULL,
        words INTEGER NOT NULL,
        code TEXT NOT NULL,
        source TEXT NOT NULL,
        rule TEXT NOT NULL,
        score REAL NOT NULL,
        evidence TEXT NOT NULL,
        reasons TEXT NOT NULL,
        CHECK (0 <= start AND start < stop),
        UNIQUE (transcript, start, stop, code, source)
    )
    """,
    """
    CREATE TABLE listings (
        key INTEGER PRIMARY KEY CHECK (key = 1),
        asked TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        found TEXT NOT NULL
    )
    """,
)

_PLACED_AND_SIGNED = """
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        batch INTEGER NOT NULL REFERENCES batches,
        transcript INTEGER NOT NULL REFERENCES transcripts,
        version INTEGER NOT NULL REFERENCES versions,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        quote TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        coder TEXT NOT NULL,
        at TEXT NOT NULL,
"""

_DECISIONS = (
    "CREATE TABLE batches (number INTEGER PRIMARY KEY, coder TEXT NOT NULL, at TEXT NOT NULL, what TEXT NOT NULL)",
    *_stays("batches"),
    f"""
    CREATE TABLE decisions ({_PLACED_AND_SIGNED}
        code TEXT NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected')),
        adjudicates INTEGER NOT NULL,
        codebook TEXT NOT NULL,
        CHECK (0 <= start AND start < stop)
    )
    """,
    "CREATE INDEX decisions_by_place ON decisions (transcript, start, stop, code, coder)",
    "CREATE INDEX decisions_by_batch ON decisions (batch)",
    "CREATE INDEX decisions_by_version ON decisions (version)",
    *_stays("decisions"),
    f"""
    CREATE TABLE memos ({_PLACED_AND_SIGNED}
        text TEXT NOT NULL,
        CHECK (0 <= start AND start < stop)
    )
    """,
    "CREATE INDEX memos_by_place ON memos (transcript, start, stop, coder)",
    "CREATE INDEX memos_by_batch ON memos (batch)",
    "CREATE INDEX memos_by_version ON memos (version)",
    *_stays("memos"),
    "CREATE TABLE undone (batch INTEGER PRIMARY KEY REFERENCES batches, coder TEXT NOT NULL, at TEXT NOT NULL)",
    *_stays("undone"),
)

_REST = (
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE models (
        key INTEGER PRIMARY KEY CHECK (key = 1),
        codebook TEXT NOT NULL,
        versions TEXT NOT NULL,
        data BLOB NOT NULL
    )
    """,
)

# Whether whoever made a batch had read its transcripts to the end.
_TO_THE_END = ("ALTER TABLE batches ADD COLUMN to_the_end INTEGER NOT NULL DEFAULT 0",)

STEPS = (_RUNS, (*_TRANSCRIPTS, *_SUGGESTIONS, *_DECISIONS, *_REST), _TO_THE_END)


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
