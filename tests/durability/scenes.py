"""Scenes: a study, a command that writes in it, and what must hold after whatever ended it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_coder.backups import backups, verify
from interview_coder.coding import Decision, Memo
from interview_coder.store import open_store
from interview_coder.study_file import to_read
from tests.cli.conftest import CODEBOOK
from tests.durability.forking import Ended, Forker

CODER = ("--coder", "李")
# 70 internal error is not among them: no fault may show as a bug.
ANSWERS = "y\nn\nm\n备忘\nu\nq\n"
CODES = {0, 1, 3, 4, 5}


@dataclass(frozen=True, slots=True)
class Scene:
    """A command, what is typed into it, what it writes besides the database, and what its promises look like."""

    name: str
    arguments: tuple[str, ...]
    answers: str = ""
    output: str = ""
    promise: str = "kept as batch"
    worth: int = 0
    edited: str = ""


SCENES = (
    Scene("code", ("code",), promise="codings", edited="transcripts/A1.txt"),
    Scene("review", ("review", "--plain", *CODER), answers=ANSWERS, promise="and saved", worth=1),
    Scene("import", ("import", "decided.csv", *CODER, "--yes"), worth=40),
    Scene("merge", ("merge", "other.db"), worth=40),
    Scene("backup", ("backup",), promise="verified"),
    Scene("export", ("export", "out.docx"), output="out.docx", promise="wrote"),
    Scene("export json", ("export", "out.json"), output="out.json", promise="wrote"),
    Scene("undo", ("undo", "--yes", "--coder", "王"), promise="undone"),
    Scene("restore", ("restore", "2", "--yes"), promise="restored"),
)


def transcript(name: str) -> str:
    lines = (f"Dean: There is no money for {name} {number}. 钱{number}一直不够😀。\n\n" for number in range(10))
    return "Interviewer: Is there money?\n\n" + "".join(lines)


def make_template(folder: Path, forker: Forker) -> Path:
    """Make a study with two transcripts, 20 decisions by 王 and a backup; beside it what is imported and merged."""
    study = folder / "template"
    for name, text in {
        "codebooks/money.yaml": CODEBOOK,
        "transcripts/A1.txt": transcript("A1"),
        "transcripts/院长.txt": transcript("院长"),
    }.items():
        (study / name).parent.mkdir(parents=True, exist_ok=True)
        (study / name).write_text(text, encoding="utf-8")
    assert forker.run("code", study=study).code == 0
    suggested = json.loads(forker.run("code", "--json", study=study).out)["codings"]
    rows = [f"{each['transcript']},{each['start']},{each['end']},{each['code']}" for each in suggested]
    assert len(rows) == 40
    _decide(forker, study, "decided.csv", rows, "李")
    shutil.copyfile(study / "study.db", study / "other.db")
    for name in ("study.db",):
        (study / name).unlink()
    assert forker.run("code", study=study).code == 0
    _decide(forker, study, "first.csv", rows[:20], "王")
    assert forker.run("backup", study=study).code == 0
    return study


def _decide(forker: Forker, study: Path, name: str, rows: list[str], coder: str) -> None:
    (study / name).write_text("\n".join(["transcript,start,end,code", *rows, ""]), encoding="utf-8")
    ended = forker.run("import", name, "--coder", coder, "--yes", study=study)
    assert ended.code == 0, ended


def fresh(template: Path, place: Path, *, edited: str = "") -> Path:
    """Copy the template, so that every round begins with the same study; a transcript may be edited since."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place)
    if edited:
        text = (place / edited).read_text(encoding="utf-8")
        (place / edited).write_text(f"Dean: 又一个开头。There is no money here.\n\n{text}", encoding="utf-8")
    return place


def kept(study: Path) -> dict[str, bool]:
    """Return the ids of all that was decided and noted, and whether it stands; what is half is rolled back."""
    with open_store(study) as store:
        standing = {*_ids(store.decisions()), *_ids(store.memos())}
        every = (*_ids(store.decisions(undone=True)), *_ids(store.memos(undone=True)))
        return {id: id in standing for id in every}


def _ids(entries: Iterable[Decision] | Iterable[Memo]) -> list[str]:
    return [entry.id for entry in entries]


def complaints(scene: Scene, study: Path, before: dict[str, bool], ended: Ended, whole: bytes) -> Iterator[str]:
    """Yield what was lost, torn or shown as a bug."""
    after = kept(study)
    if lost := before.keys() - after.keys():
        yield f"{len(lost)} decisions lost"
    promised = scene.worth * sum(scene.promise in line for line in ended.out.split("\n"))
    if len(after) - len(before) < promised:
        yield f"{promised} promised, {len(after) - len(before)} kept"
    if scene.worth == 40 and len(after) - len(before) not in (0, 40):
        yield f"half a batch: {len(after) - len(before)}"
    yield from _unsound(study)
    if scene.output:
        file = study / scene.output
        if file.exists() and file.read_bytes() != whole:
            yield "half an export"
        if scene.promise in ended.out and not file.exists():
            yield "an export promised is not there"
    if "Traceback" in ended.err or "internal error" in ended.err:
        yield f"a bug: {ended.err[-300:]}"
    if ended.code not in CODES and ended.code != -9:
        yield f"exit code {ended.code}"


def _unsound(study: Path) -> Iterator[str]:
    with to_read(study / "study.db") as connection:
        if found := [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]:
            yield f"damaged: {found[0]}"
    with open_store(study) as store:
        if contradictions := store.contradictions():
            yield f"contradictions: {contradictions}"
    for backup in backups(study):
        verify(backup.file)
