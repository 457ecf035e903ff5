"""Whatever ends a command, at whatever moment: no promised decision is lost, nothing is half written.

Quick here; `make durability` (or INTERVIEW_CODER_DURABILITY=1) runs a thousand kills and every fault at every call.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interview_coder.store import read_store
from interview_coder.study_file import to_read
from tests.durability.forking import Forker, Mode, build_shim, forker
from tests.durability.scenes import SCENES, Scene, complaints, fresh, kept, make_template

IS_LONG = bool(os.environ.get("INTERVIEW_CODER_DURABILITY"))
# In the quick version, two of the calls that change a file go wrong in some of the commands.
SOME = tuple(scene for scene in SCENES if IS_LONG or scene.name in ("code", "review", "import", "backup"))
KILLS = 1000 if IS_LONG else len(SOME)
MODES = (Mode.FAIL, Mode.KILL, Mode.TORN, Mode.FULL) if IS_LONG else (Mode.KILL, Mode.FULL)
PROCESSES, DECISIONS = (8, 1000) if IS_LONG else (3, 20)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1764000000", "TZ": "UTC"}


@pytest.fixture(scope="module")
def forking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forker]:
    shim = build_shim(tmp_path_factory.mktemp("shim"))
    with forker(shim=shim, environment=ENVIRONMENT) as started:
        yield started


@pytest.fixture(scope="module")
def template(forking: Forker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("durability"), forking)


def unharmed(scene: Scene, template: Path, forking: Forker, place: Path) -> tuple[float, int, bytes]:
    """Run a scene to its end: how long it took, how often it changed a file, and the whole output."""
    study = fresh(template, place, edited=scene.edited)
    before = kept(study)
    ended = forking.run(*scene.arguments, study=study, answers=scene.answers)
    assert ended.code == 0, ended
    assert scene.promise in ended.out, ended
    output = study / scene.output
    whole = output.read_bytes() if scene.output else b""
    assert list(complaints(scene, study, before, ended, whole)) == []
    return ended.seconds, ended.calls, whole


def test_durability_of_kills_at_random(template: Path, forking: Forker, tmp_path: Path) -> None:
    chance = random.Random(5)
    known = {scene: unharmed(scene, template, forking, tmp_path / "study") for scene in SOME}
    found = []
    killed = promised = 0
    for number in range(KILLS):
        scene = SOME[number % len(SOME)]
        seconds, _, whole = known[scene]
        study = fresh(template, tmp_path / "study", edited=scene.edited)
        before = kept(study)
        delay = chance.uniform(0, 1.1 * seconds)
        ended = forking.run(*scene.arguments, study=study, answers=scene.answers, kill_after=delay)
        killed += ended.code == -9
        promised += scene.worth * sum(scene.promise in line for line in ended.out.split("\n"))
        found += [
            f"{scene.name}, killed after {delay:.4f} s: {what}"
            for what in complaints(scene, study, before, ended, whole)
        ]
        again = forking.run("status", study=study)
        if again.code not in (0, 1):
            found.append(f"{scene.name}, killed after {delay:.4f} s: status ends with {again.code}: {again.err}")
    print(f"{KILLS} rounds, {killed} killed, {promised} decisions promised, {len(found)} complaints")
    assert found == []


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
@pytest.mark.parametrize("scene", SOME, ids=lambda scene: scene.name)
def test_durability_of_faults(scene: Scene, mode: Mode, template: Path, forking: Forker, tmp_path: Path) -> None:
    _, calls, whole = unharmed(scene, template, forking, tmp_path / "study")
    step = 1 if IS_LONG else calls // 2
    found = []
    for at in range(1, calls + 1, step):
        study = fresh(template, tmp_path / "study", edited=scene.edited)
        before = kept(study)
        ended = forking.run(*scene.arguments, study=study, answers=scene.answers, fault=(mode, at))
        found += [
            f"{scene.name}, {mode.name} at {at}: {what}" for what in complaints(scene, study, before, ended, whole)
        ]
        if mode is Mode.FULL and ended.code not in (0, 5):
            found.append(f"{scene.name}, disk full at {at}: exit code {ended.code}: {ended.err}")
    print(f"{scene.name}, {mode.name}: {calls} calls, every {step}, {len(found)} complaints")
    assert found == []


def test_durability_of_many_processes(template: Path, tmp_path: Path) -> None:
    study = fresh(template, tmp_path / "study")
    before = len(kept(study))
    program = """
import sys
from pathlib import Path
from interview_coder.coding import Decision, Verdict
from interview_coder.store import open_store
study, coder, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with open_store(study, patience=600) as store:
    text = store.transcript("A1").text
    for at in range(number):
        start = 1 + at % 200
        end = start + 3 + at // 200
        made = Decision("A1", start, end, text[start:end], "money", Verdict.ACCEPTED)
        assert store.decide([made], coder=coder, at="2026-11-23T00:00:00+00:00")
"""
    command = [sys.executable, "-c", program, str(study)]
    running = [
        subprocess.Popen([*command, f"coder {number}", str(DECISIONS)], stderr=subprocess.PIPE)
        for number in range(PROCESSES)
    ]
    assert [process.communicate()[1] for process in running] == [b""] * PROCESSES
    assert len(kept(study)) - before == PROCESSES * DECISIONS
    with to_read(study / "study.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with read_store(study) as store:
        assert store
        numbers = [decision.number for decision in store.decisions()]
    assert numbers == sorted(set(numbers))


@pytest.mark.skipif(not IS_LONG, reason="waits ten seconds")
def test_durability_where_another_program_writes(template: Path, forking: Forker, tmp_path: Path) -> None:
    study = fresh(template, tmp_path / "study")
    before = kept(study)
    with closing(sqlite3.connect(study / "study.db", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        ended = forking.run("undo", "--yes", "--coder", "王", study=study)
    assert (ended.code, "another program is writing" in ended.err) == (5, True)
    assert kept(study) == before


@pytest.mark.parametrize("scene", [scene for scene in SOME if scene.name != "export"], ids=lambda scene: scene.name)
def test_durability_where_a_newer_version_wrote(scene: Scene, template: Path, forking: Forker, tmp_path: Path) -> None:
    study = fresh(template, tmp_path / "study")
    with closing(sqlite3.connect(study / "study.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = (study / "study.db").read_bytes()
    ended = forking.run(*scene.arguments, study=study, answers=scene.answers)
    assert ended.code == 4, ended
    assert "Update interview-coder" in ended.err
    assert (study / "study.db").read_bytes() == before
