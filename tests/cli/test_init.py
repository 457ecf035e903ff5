"""`init`, as a user sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def test_init_makes_a_study_whose_codebook_holds(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run("init", "我的研究")
    assert (code, err) == (0, "")
    assert out == (
        "a new study in 我的研究: codebooks/study.yaml, README.txt, transcripts/\n"
        "next: put interviews into transcripts/, then run `interview-coder code`\n"
    )
    monkeypatch.chdir("我的研究")
    assert run("codebook", "test")[0] == 0
    Path("transcripts/A1.txt").write_text("Dean: Our budget is too short.\n\n院长：经费一直不够。\n", encoding="utf-8")
    assert run("code")[0] == 0
    assert "2 by rules" in run("status")[1]


def test_init_touches_nothing_that_is_there(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("README.txt").write_text("mine")
    assert run("init")[1].startswith("a new study: codebooks/study.yaml, transcripts/\n")
    assert Path("README.txt").read_text() == "mine"
    before = Path("codebooks/study.yaml").read_bytes()
    code, _, err = run("init")
    assert (code, err) == (2, "error: .: there is a study here already. Name another folder\n")
    assert Path("codebooks/study.yaml").read_bytes() == before


def test_init_warns_of_a_synced_folder(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run("init", "Dropbox/study")
    assert (code, err.startswith("warning: Dropbox syncs this folder")) == (1, True)


def test_init_where_a_file_is_in_the_way(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("study").write_text("a file")
    code, out, err = run("init", "study")
    assert (code, out, err.startswith("error: study")) == (5, "", True)
