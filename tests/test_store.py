"""The study's database: found, made, kept, and refused when it is not one."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from interview_coder.errors import EnvironmentFailure, StudyError
from interview_coder.migrations import APPLICATION_ID, STEPS
from interview_coder.store import Run, find_study, name_in_study, open_store, read_store

RUN = Run("codebooks/a.yaml", "1" * 64, "codes: {钱: {}}\n", "sentence", "0.1.0", "2026-11-23T00:00:00+00:00")


def connected(study: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(study / "study.db", isolation_level=None, timeout=0))


def runs(study: Path) -> list[str]:
    with connected(study) as connection:
        return [sha256 for (sha256,) in connection.execute("SELECT sha256 FROM runs ORDER BY id")]


def keep(study: Path, *kept: Run) -> None:
    with open_store(study, patience=0) as store:
        for run in kept:
            store.keep_run(run)


def test_store_gives_back_the_last_run_of_a_codebook(tmp_path: Path) -> None:
    newer, other = replace(RUN, sha256="2" * 64), replace(RUN, codebook_file="codebooks/b.yaml")
    keep(tmp_path, RUN, newer, other)
    with read_store(tmp_path) as store:
        assert store
        assert [store.last_run(file) for file in ("codebooks/a.yaml", "codebooks/b.yaml", "c")] == [newer, other, None]


def test_store_finds_the_last_other_version(tmp_path: Path) -> None:
    newer = replace(RUN, sha256="2" * 64)
    keep(tmp_path, RUN, newer)
    with open_store(tmp_path) as store:
        assert store.last_run(RUN.codebook_file, unlike=newer.sha256) == RUN
        assert store.last_run(RUN.codebook_file, unlike="3" * 64) == newer


def test_store_names_a_codebook_from_the_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "codebooks").mkdir()
    monkeypatch.chdir(tmp_path / "codebooks")
    assert name_in_study(tmp_path, Path("钱.yaml")) == "codebooks/钱.yaml"
    assert name_in_study(tmp_path / "codebooks", Path("../a.yaml")) == (tmp_path / "a.yaml").as_posix()


def test_store_keeps_the_same_codebook_once(tmp_path: Path) -> None:
    newer = replace(RUN, sha256="2" * 64)
    keep(tmp_path, RUN, replace(RUN, at="later", unit="turn"), newer, RUN)
    assert runs(tmp_path) == [RUN.sha256, newer.sha256, RUN.sha256]


def test_store_has_nothing_before_the_first_run(tmp_path: Path) -> None:
    with read_store(tmp_path) as store:
        assert store is None
    (tmp_path / "study.db").touch()
    with read_store(tmp_path) as store:
        assert store is None
    assert list(tmp_path.iterdir()) == [tmp_path / "study.db"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_store_is_its_owners_from_the_first_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modes: list[int] = []
    connect = sqlite3.connect

    def looking(file: Path, **settings: object) -> sqlite3.Connection:
        modes.append(stat.S_IMODE(file.stat().st_mode))
        return connect(file, isolation_level=None)

    monkeypatch.setattr(sqlite3, "connect", looking)
    keep(tmp_path, RUN)
    assert modes == [0o600]
    assert stat.S_IMODE((tmp_path / "study.db").stat().st_mode) == 0o600


def test_store_has_the_settings_a_synced_folder_needs(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "application_id", "user_version")
        settings = [store._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    assert settings == ["delete", 2, 1, 1, APPLICATION_ID, len(STEPS)]


@pytest.mark.parametrize("statement", ["UPDATE runs SET unit = 'turn'", "DELETE FROM runs"])
def test_store_rewrites_nothing(tmp_path: Path, statement: str) -> None:
    keep(tmp_path, RUN)
    with connected(tmp_path) as connection, pytest.raises(sqlite3.IntegrityError, match="appended"):
        connection.execute(statement)


def test_store_is_written_by_two_programs_at_once(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from interview_coder.store import Run, open_store
for number in range(20):
    with open_store(Path(sys.argv[1])) as store:
        store.keep_run(Run(sys.argv[2], str(number), "", "turn", "", ""))
"""
    command = [sys.executable, "-c", program, str(tmp_path)]
    both = [subprocess.Popen([*command, name], stderr=subprocess.PIPE) for name in ("a", "b")]
    assert [process.communicate()[1] for process in both] == [b"", b""]
    assert sorted(runs(tmp_path), key=int) == [str(number) for number in range(20) for _ in "ab"]


def test_store_says_that_another_program_writes(tmp_path: Path) -> None:
    keep(tmp_path, RUN)
    with connected(tmp_path) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(EnvironmentFailure, match="another program is writing to it"):
            keep(tmp_path, RUN)


def test_store_says_that_a_study_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, RUN)
    connect = sqlite3.connect
    address = f"{(tmp_path / 'study.db').as_uri()}?mode=ro"
    monkeypatch.setattr(sqlite3, "connect", lambda _, **settings: connect(address, uri=True, **settings))
    with pytest.raises(EnvironmentFailure, match="cannot be written"):
        keep(tmp_path, replace(RUN, sha256="2" * 64))


def test_store_says_that_a_study_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(EnvironmentFailure, match="cannot be written"):
        keep(tmp_path, RUN)


def test_store_says_that_the_disk_fails(tmp_path: Path) -> None:
    keep(tmp_path, RUN)
    # It stands where the journal should.
    (tmp_path / "study.db-journal").mkdir()
    with pytest.raises(EnvironmentFailure, match="the disk does not answer"):
        keep(tmp_path, replace(RUN, sha256="2" * 64))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write anywhere")
def test_store_opens_in_a_read_only_folder(tmp_path: Path) -> None:
    empty, full = tmp_path / "empty", tmp_path / "full"
    empty.mkdir()
    full.mkdir()
    keep(full, RUN)
    (full / "study.db").chmod(0o400)
    for folder in (empty, full):
        folder.chmod(0o500)
        with pytest.raises(EnvironmentFailure, match="cannot be written"):
            keep(folder, replace(RUN, sha256="2" * 64))
    with read_store(full) as store:
        assert store
        assert store.last_run(RUN.codebook_file) == RUN


def test_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    keep(tmp_path, RUN)
    with connected(tmp_path) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = (tmp_path / "study.db").read_bytes()
    for opened in (open_store, read_store):
        with pytest.raises(StudyError, match="schema 99, this one knows 2"), opened(tmp_path):
            pass
    assert (tmp_path / "study.db").read_bytes() == before


@pytest.mark.parametrize("made_by", ["text", "another program"])
def test_store_leaves_other_files_alone(tmp_path: Path, made_by: str) -> None:
    if made_by == "text":
        (tmp_path / "study.db").write_text("My study of databases. " * 99)
    else:
        with connected(tmp_path) as connection:
            connection.execute("CREATE TABLE recipes (name)")
    before = (tmp_path / "study.db").read_bytes()
    for opened in (open_store, read_store):
        with pytest.raises(StudyError, match="no study's database"), opened(tmp_path):
            pass
    assert (tmp_path / "study.db").read_bytes() == before


@pytest.mark.parametrize(("start", "end"), [(5000, 100_000), (4096, 12_000)], ids=["cut short", "overwritten"])
def test_store_tells_a_damaged_database(tmp_path: Path, start: int, end: int) -> None:
    keep(tmp_path, replace(RUN, codebook_text="x" * 50_000))
    data = (tmp_path / "study.db").read_bytes()
    (tmp_path / "study.db").write_bytes(data[:start] + b"\x07" * len(data[start:end]) * (end < len(data)) + data[end:])
    for use in (keep, last):
        with pytest.raises(StudyError, match="damaged"):
            use(tmp_path, RUN)


def last(study: Path, run: Run) -> Run | None:
    with read_store(study) as store:
        return store.last_run(run.codebook_file) if store else None


def test_store_is_whole_after_an_interruption(tmp_path: Path) -> None:
    def interrupted() -> None:
        with open_store(tmp_path) as store, store.writing():
            store._connection.execute("INSERT INTO runs VALUES (1, 'a', 'b', 'c', 'd', 'e', 'f')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert runs(tmp_path) == []


def test_store_a_mistake_in_the_sql_is_no_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="syntax"), open_store(tmp_path) as store:
        store._connection.execute("SELEC 1")


def test_store_finds_the_study_upwards(tmp_path: Path) -> None:
    below = tmp_path / "transcripts" / "pilot"
    below.mkdir(parents=True)
    assert find_study(below) is None
    assert find_study(tmp_path) == tmp_path
    keep(tmp_path, RUN)
    assert find_study(below) == tmp_path
    (below / "codebooks").mkdir()
    assert find_study(below) == tmp_path
