"""`export`, as a user sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from interview_coder.exporters import report as report_module

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _no_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes most of the time of a report; `test_exporters_charts` has some drawn."""
    monkeypatch.setattr(report_module, "chart_pictures", lambda study, language: ({}, ()))


def test_export_writes_a_word_report_and_says_where(study: Path, run: Run) -> None:
    code, out, err = run("export", "report.docx")
    assert (code, err) == (0, "")
    assert out == "wrote report.docx: 2 transcripts, 3 codings, suggested by rules, not reviewed\n"
    words = "\n".join(paragraph.text for paragraph in docx.Document("report.docx").paragraphs)
    assert "There is no money." in words
    assert "钱一直不够，年年都是这样。" in words


def test_export_is_the_same_for_the_same_date(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("export", "a.docx", "--date", "2026-11-23")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    run("export", "b.docx")
    assert Path("a.docx").read_bytes() == Path("b.docx").read_bytes()


def test_export_json_is_what_code_prints(study: Path, run: Run) -> None:
    run("export", "codings.json")
    assert json.loads(Path("codings.json").read_text(encoding="utf-8")) == json.loads(run("code", "--json")[1])


def test_export_refuses_a_suffix_it_does_not_know(study: Path, run: Run) -> None:
    code, _, err = run("export", "report.odt")
    assert code == 2
    assert "report.odt" in err
    assert ".docx" in err


def test_export_never_writes_over_a_transcript_or_the_codebook(study: Path, run: Run) -> None:
    before = Path("transcripts/A1.txt").read_bytes()
    Path("transcripts/A2.docx").write_bytes(b"mine")
    assert run("export", "transcripts/A2.docx")[0] == 2
    assert Path("transcripts/A2.docx").read_bytes() == b"mine"
    assert Path("transcripts/A1.txt").read_bytes() == before


def test_export_writes_nothing_when_nothing_could_be_read(study: Path, run: Run) -> None:
    assert run("export", "report.docx", "nowhere.txt")[0] == 3
    assert not Path("report.docx").exists()


def test_export_files_are_for_their_owner_only(study: Path, run: Run) -> None:
    run("export", "codings.json")
    assert Path("codings.json").stat().st_mode & 0o777 == 0o600


def test_export_keeps_out_of_the_transcripts_folder(study: Path, run: Run) -> None:
    code, _, err = run("export", "transcripts/report.docx")
    assert code == 2
    assert "holds the transcripts" in err
    assert not Path("transcripts/report.docx").exists()


def test_export_wants_a_sensible_date(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run("export", "report.docx")[0] == 2
