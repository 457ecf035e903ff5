"""Twenty damaged studies: each is found, explained and repaired, or left alone; nothing is repaired without a copy."""

from __future__ import annotations

import datetime
import json
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from interview_coder.backups import back_up
from interview_coder.coding import Decision, Verdict
from interview_coder.doctor import Kind, examine, repair, report
from interview_coder.errors import InterviewCoderError, UsageError
from interview_coder.readers import read_transcript
from interview_coder.store import open_store, read_store

AT = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)
NAMES = ("P1", "院长")
LINES = 300
MADE = 240
Damage = Callable[[Path], None]


def text_of(name: str) -> str:
    return "".join(f"Dean: {name} 第{number}句，money {number} 不够😀。\n\n" for number in range(LINES))


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with two transcripts and 240 decisions in batches of ten, some of them undone, not backed up."""
    study = tmp_path_factory.mktemp("healthy")
    for name in NAMES:
        (study / f"{name}.txt").write_text(text_of(name), encoding="utf-8")
    with open_store(study) as store:
        store.keep_transcripts(read_transcript(study / f"{name}.txt") for name in NAMES)
        for batch in range(MADE // 10):
            store.decide(map(decision, range(10 * batch, 10 * batch + 10)), coder="李", at=AT.isoformat())
        store.undo(3, coder="李", at=AT.isoformat())
    return study


def decision(number: int) -> Decision:
    name = NAMES[number % 2]
    quote = f"money {number} 不够😀"
    start = text_of(name).index(quote)
    verdict = Verdict.ACCEPTED if number % 3 else Verdict.REJECTED
    return Decision(name, start, start + len(quote), quote, "money", verdict)


@pytest.fixture
def study(healthy: Path, tmp_path: Path) -> Path:
    for file in healthy.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "study.db").chmod(0o600)
    return tmp_path


def kinds(study: Path) -> set[Kind]:
    return {finding.kind for finding in examine(study)}


def saved(study: Path) -> int:
    with read_store(study) as store:
        assert store
        found = store.decisions(undone=True)
        assert {each.quote for each in found} <= {decision(number).quote for number in range(MADE)}
        return len(found)


def overwrite(start: int, length: int, value: bytes = b"\x07") -> Damage:
    def damage(file: Path) -> None:
        data = bytearray(file.read_bytes())
        begin = start if start >= 0 else len(data) + start
        data[begin : begin + length] = value * length
        file.write_bytes(data)

    return damage


def cut(share: float) -> Damage:
    def damage(file: Path) -> None:
        file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])

    return damage


def statement(*statements: str) -> Damage:
    def damage(file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            for each in statements:
                connection.execute(each)

    return damage


def empty(file: Path) -> None:
    file.write_bytes(b"")


def written_over(file: Path) -> None:
    file.write_text("No study. " * 9999)


def zeros(file: Path) -> None:
    file.write_bytes(b"\0" * 90_000)


def page_of(table: str) -> Damage:
    """Overwrite the first page of a table: all its rows are out of reach."""

    def damage(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection:
            query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
            page = connection.execute(query, [table]).fetchone()[0]
        overwrite((page - 1) * 4096, 4096)(file)

    return damage


def rotten_letters(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data.replace("P1 第7句".encode(), "P1 第8句".encode()))


ALL: dict[str, tuple[Damage, Kind]] = {
    "empty": (empty, Kind.EMPTY),
    "text": (written_over, Kind.NO_DATABASE),
    "zeros": (zeros, Kind.NO_DATABASE),
    "first bytes": (overwrite(0, 16, b"\0"), Kind.NO_DATABASE),
    "first page": (overwrite(0, 4096), Kind.NO_DATABASE),
    "schema page": (overwrite(100, 3900), Kind.DAMAGED),
    "cut in half": (cut(0.5), Kind.TRUNCATED),
    "cut to a tenth": (cut(0.1), Kind.TRUNCATED),
    "last page gone": (cut(0.97), Kind.TRUNCATED),
    "rot in the middle": (overwrite(60_000, 5000), Kind.DAMAGED),
    "rot at the end": (overwrite(-9000, 8000), Kind.DAMAGED),
    "decisions gone": (page_of("decisions"), Kind.DAMAGED),
    "transcripts gone": (page_of("transcripts"), Kind.DAMAGED),
    "texts gone": (page_of("versions"), Kind.DAMAGED),
    "batches gone": (page_of("batches"), Kind.DAMAGED),
    "an index gone": (page_of("decisions_by_place"), Kind.DAMAGED),
    "a batch missing": (statement("PRAGMA foreign_keys = OFF", "DELETE FROM batches WHERE number = 5"), Kind.DAMAGED),
    "a text changed": (rotten_letters, Kind.CONTRADICTION),
    "a text replaced": (statement("UPDATE versions SET text = 'x' WHERE key = 1"), Kind.CONTRADICTION),
    "places moved": (statement("UPDATE decisions SET start = start + 1 WHERE number < 9"), Kind.CONTRADICTION),
    "a table dropped": (statement("PRAGMA foreign_keys = OFF", "DROP TABLE decisions"), Kind.DAMAGED),
}
HOPELESS = {"empty", "text", "zeros", "first page", "schema page"}


def test_doctor_finds_a_healthy_study_well(study: Path) -> None:
    assert examine(study) == ()
    back_up(study, at=AT)
    assert examine(study) == ()
    assert repair(study, at=AT).done == ()


@pytest.mark.parametrize("name", ALL)
def test_doctor_repairs_with_a_backup(study: Path, name: str) -> None:
    damage, kind = ALL[name]
    back_up(study, at=AT)
    damage(study / "study.db")
    before = (study / "study.db").read_bytes()
    assert kind in kinds(study)
    done = repair(study, at=AT)
    assert done.kept
    assert done.kept.read_bytes() == before
    assert saved(study) == MADE
    assert kinds(study) <= {Kind.LOST_TEXT}


@pytest.mark.parametrize("name", ALL)
def test_doctor_repairs_without_a_backup_what_can_be_read(study: Path, name: str) -> None:
    damage, kind = ALL[name]
    damage(study / "study.db")
    before = (study / "study.db").read_bytes()
    if name in HOPELESS:
        with suppress(UsageError):
            repair(study, at=AT)
        assert (study / "study.db").read_bytes() == before
        return
    assert kind in kinds(study)
    with suppress(UsageError):
        assert repair(study, at=AT).kept
        assert kinds(study) <= {Kind.LOST_TEXT}
        saved(study)
    assert before in [file.read_bytes() for file in (study / "backups").glob("damaged-*.db")]


@pytest.mark.parametrize("name", ["transcripts gone", "texts gone", "batches gone", "an index gone", "a text changed"])
def test_doctor_saves_every_decision_without_a_backup(study: Path, name: str) -> None:
    damage, _ = ALL[name]
    damage(study / "study.db")
    repair(study, at=AT)
    assert saved(study) == MADE


def test_doctor_keeps_decisions_whose_text_is_lost_until_the_file_is_read_again(study: Path) -> None:
    page_of("versions")(study / "study.db")
    done = repair(study, at=AT)
    assert done.salvage
    assert done.salvage.lost_texts == 2
    assert kinds(study) == {Kind.LOST_TEXT}
    with open_store(study) as store:
        assert {each.start for each in store.decisions()} == {None}
        store.keep_transcripts(read_transcript(study / f"{name}.txt") for name in NAMES)
        found = store.decisions(undone=True)
        assert [(each.start, each.end) for each in found] == [
            (decision(number).start, decision(number).end) for number in range(MADE)
        ]
    assert examine(study) == ()


def test_doctor_does_not_mix_a_backup_of_another_state_in(study: Path) -> None:
    back_up(study, at=AT)
    statement("UPDATE decisions SET id = 'x' || id")(study / "study.db")
    page_of("decisions_by_place")(study / "study.db")
    done = repair(study, at=AT)
    assert done.salvage
    assert (saved(study), done.salvage.from_backup) == (MADE, 0)


def test_doctor_leaves_other_databases_alone(study: Path) -> None:
    file = study / "study.db"
    for pragma, kind in (("user_version = 99", Kind.NEWER), ("application_id = 7", Kind.FOREIGN)):
        statement(f"PRAGMA {pragma}")(file)
        before = file.read_bytes()
        assert kind in kinds(study)
        repair(study, at=AT)
        assert file.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_doctor_removes_leftovers_and_keeps_others_out(study: Path) -> None:
    (study / ".interview-coder-abc").write_bytes(b"half")
    (study / "study.db").chmod(0o644)
    assert kinds(study) == {Kind.LEFTOVER, Kind.PERMISSIONS}
    assert repair(study, at=AT).done == ("removed .interview-coder-abc", "study.db is yours alone now")
    assert stat.S_IMODE((study / "study.db").stat().st_mode) == 0o600
    assert examine(study) == ()


def test_doctor_finds_damaged_backups_and_conflicted_copies(study: Path) -> None:
    cut(0.5)(back_up(study, at=AT).file)
    (study / "study (1).db").touch()
    (study / ".stfolder").mkdir()
    assert kinds(study) == {Kind.BACKUP, Kind.COPY, Kind.PLACE}


def test_doctor_finds_a_journal_without_its_study(tmp_path: Path) -> None:
    (tmp_path / "study.db-journal").write_bytes(b"x")
    assert kinds(tmp_path) == {Kind.UNFINISHED}


@pytest.mark.parametrize("name", [None, *ALL])
def test_doctor_reports_without_text_or_names(study: Path, name: str | None) -> None:
    back_up(study, at=AT)
    if name:
        ALL[name][0](study / "study.db")
    told = json.dumps(report(study), ensure_ascii=False)
    assert not [word for word in ("money", "院长", "P1", "李", "Dean", "不够", str(study)) if word in told]
    with suppress(InterviewCoderError):
        assert not [each for each in examine(study) if "不够" in each.what or "李" in each.what]
