"""The schema's steps: each whole or not at all, each taken once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from interview_coder import migrations
from interview_coder.migrations import STEPS, migrate, schema_version


def tables(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def connected(file: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(file, isolation_level=None, timeout=0))


def test_migrations_take_every_step(tmp_path: Path) -> None:
    with connected(tmp_path / "study.db") as connection:
        migrate(connection)
        assert schema_version(connection) == len(STEPS)
        assert {"runs", "versions", "decisions"} <= set(tables(connection))


def test_migrations_keep_what_an_earlier_step_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = (1, "codebooks/a.yaml", "1" * 64, "codes: {钱: {}}\n", "sentence", "0.1.0", "2026-11-23T00:00:00+00:00")
    with connected(tmp_path / "study.db") as connection:
        with monkeypatch.context() as earlier:
            earlier.setattr(migrations, "STEPS", STEPS[:1])
            migrate(connection)
        connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        migrate(connection)
        assert connection.execute("SELECT * FROM runs").fetchall() == [row]
        assert schema_version(connection) == len(STEPS)


def test_migrations_of_two_programs_do_not_meet(tmp_path: Path) -> None:
    with connected(tmp_path / "study.db") as connection, connected(tmp_path / "study.db") as other:
        statements: list[str] = []

        def other_is_first(statement: str) -> None:
            statements.append(statement)
            if statement == "BEGIN IMMEDIATE":
                migrate(other)

        connection.set_trace_callback(other_is_first)
        migrate(connection)
        assert "BEGIN IMMEDIATE" in statements
        assert schema_version(connection) == len(STEPS)


def test_migrations_leave_nothing_of_a_step_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "STEPS", (STEPS[0], ("CREATE TABLE later (id)", "CREATE TABLE runs (id)")))
    with connected(tmp_path / "study.db") as connection:
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            migrate(connection)
        assert (schema_version(connection), tables(connection)) == (1, ["runs"])
