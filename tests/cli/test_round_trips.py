"""From one study into another and back: what coders decided is the same, byte for byte."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
ROWS = """\
transcript,quote,code,status
A1,There is no money.,money,accepted
B1,钱一直不够，年年都是这样。,money,rejected
"""


@pytest.fixture
def rows(study: Path) -> Path:
    (study / "decided.csv").write_text(ROWS, encoding="utf-8")
    return study


def decisions(run: Run) -> list[tuple[str, str, str, str]]:
    entries = json.loads(run("log", "--json")[1])
    return [(each["coder"], each["quote"], each["code"], each["verdict"]) for each in entries if not each["undone_at"]]


def test_round_trip_of_an_export_into_a_fresh_study(
    rows: Path, run: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("code")
    run("import", "decided.csv", "--coder", "李", "--yes")
    (rows / "second.csv").write_text("transcript,quote,code,status\nA1,There is no money.,money,rejected\n")
    run("import", "second.csv", "--coder", "Wang", "--yes")
    assert run("export", "codings.json")[0] == 0
    before, status = decisions(run), json.loads(run("status", "--json")[1])
    fresh = tmp_path_factory.mktemp("fresh")
    for folder in ("codebooks", "transcripts"):
        shutil.copytree(rows / folder, fresh / folder)
    shutil.move(rows / "codings.json", fresh)
    monkeypatch.chdir(fresh)
    assert run("import", "codings.json", "--yes")[0] == 0
    run("code")
    assert sorted(decisions(run)) == sorted(before)
    again = json.loads(run("status", "--json")[1])
    for name in ("accepted", "rejected", "disputed", "undecided", "suggestions"):
        assert again[name] == status[name]
    assert run("export", "again.json")[0] == 0
    assert (fresh / "again.json").read_bytes() == (fresh / "codings.json").read_bytes()
