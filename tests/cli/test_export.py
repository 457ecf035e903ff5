"""`export`, as a user sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from interview_coder.exporters import report as report_module
from tests.exporters import reading

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


PATTERN = "({case}, {region}, 第{passage}段)"


@pytest.mark.parametrize("file", ["report.docx --layout report", "page.html", "text.md", "zh.docx --layout thesis-zh"])
def test_export_cuts_quotes_and_writes_their_source_as_asked(study: Path, run: Run, file: str) -> None:
    """As `summary` does; the appendix of a report and the interviews of a page hold all words."""
    asked = ["--unit", "turn", "--max-words", "12", "--source-pattern", PATTERN]
    code, _, err = run("export", *file.split(), *asked)
    assert (code, err) == (0, "")
    said = text_of(study / file.split(maxsplit=1)[0])
    assert "钱一直不够，年年都是这样。……" in said
    assert "(B1, Jiangsu, 第2段)" in said


@pytest.mark.parametrize("layout", ["excerpts", "codebook"])
def test_export_writes_the_sources_of_whole_quotes_as_asked(study: Path, run: Run, layout: str) -> None:
    assert run("export", "all.docx", "--layout", layout, "--source-pattern", PATTERN, "--max-words", "1")[0] == 0
    said = text_of(study / "all.docx")
    assert "It comes in December, [laughs] if at all. (A1, Sichuan, 第3段)" in said


def text_of(file: Path) -> str:
    """Return the words of a file, without marks of what was matched."""
    if file.suffix == ".docx":
        text = reading.words(file.read_bytes())
    else:
        text = re.sub(r"<small>.*?</small>|<[^>]*>|\\|\*\*", "", file.read_text(encoding="utf-8"))
    return text.replace("\u00a0", " ")


def test_export_refuses_a_field_of_a_source_that_is_none(study: Path, run: Run) -> None:
    code, _, err = run("export", "new/report.docx", "--source-pattern", "({case}, {page})")
    assert code == 2
    assert "there is no field {page}" in err
    assert not (study / "new").exists()


def test_export_makes_the_folder(study: Path, run: Run) -> None:
    assert run("export", "build/today/codings.json")[0] == 0
    assert (study / "build" / "today" / "codings.json").is_file()
