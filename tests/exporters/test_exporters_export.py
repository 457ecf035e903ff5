from __future__ import annotations

import dataclasses
import datetime
import io
import time
import zipfile
from pathlib import Path

import pytest
from docx import Document as open_docx
from hypothesis import given, settings

from interview_coder.codebook import Example, LocalText
from interview_coder.errors import Problem, UsageError
from interview_coder.exporters import SUFFIXES, export
from interview_coder.exporters import report as report_module
from interview_coder.exporters.codings_json import to_json
from interview_coder.exporters.rendering import Wishes
from interview_coder.exporters.report import report
from interview_coder.exporters.word import to_docx
from interview_coder.study import CodedStudy
from tests.exporters.reading import outline, part
from tests.factories import make_coding, make_study, make_transcript, studies

DATE = datetime.date(2024, 11, 23)


@pytest.fixture(autouse=True)
def _no_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes most of the time of a report; `test_exporters_charts` has some drawn."""
    monkeypatch.setattr(report_module, "chart_pictures", lambda study, language: ({}, ()))


def study() -> CodedStudy:
    return make_study(make_coding("money", quote="No money \x07here.", evidence=["money"]))


def test_export_writes_a_report(tmp_path: Path) -> None:
    exported = export(study(), tmp_path / "report.DOCX", date=DATE)
    data = (tmp_path / "report.DOCX").read_bytes()
    assert ("Quote", "No money \ufffdhere. (P01,\u00a0¶1)  money.rules[0]") in outline(data)
    assert (exported.file, exported.size) == ((tmp_path / "report.DOCX").as_posix(), len(data))


def test_export_reports_replaced_characters(tmp_path: Path) -> None:
    """The bell stands in the quote and in the appendix."""
    exported = export(study(), tmp_path / "report.docx", date=DATE)
    assert exported.notes == ("characters that Word cannot hold, written as \ufffd: 2",)


def test_export_takes_language_attribute_and_number_of_quotes(tmp_path: Path) -> None:
    found = make_study(
        make_coding("money", quote="There is no money here."),
        transcripts=[make_transcript(attributes={"role": "dean"})],
    )
    export(found, tmp_path / "a.docx", language="zh", date=DATE, by="role", quotes=0)
    lines = outline((tmp_path / "a.docx").read_bytes())
    assert ("Caption", "表 6  “money”按职务分布") in lines
    assert "Quote" not in {style for style, _ in lines}


def test_export_writes_codings(tmp_path: Path) -> None:
    exported = export(study(), tmp_path / "codings.json", date=DATE)
    assert (tmp_path / "codings.json").read_text("utf-8") == to_json(study())
    assert exported.notes == ()


def test_export_refuses_unknown_kinds_and_languages(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=rf"Use one of {', '.join(SUFFIXES)}"):
        export(study(), tmp_path / "report.odt", date=DATE)
    with pytest.raises(UsageError, match=r"no layout of \.docx files is called chapter\. Use one of report"):
        export(study(), tmp_path / "report.docx", date=DATE, layout="chapter")
    with pytest.raises(UsageError, match="only Word files"):
        export(study(), tmp_path / "codings.json", date=DATE, template="school.docx")
    with pytest.raises(UsageError, match="no labels in language 'fr'"):
        export(study(), tmp_path / "report.docx", date=DATE, language="fr")
    assert list(tmp_path.iterdir()) == []


def test_export_never_writes_over_what_was_read(tmp_path: Path) -> None:
    folder = tmp_path.as_posix()
    transcript = dataclasses.replace(make_transcript(), file=f"{folder}/P01.docx")
    found = make_study(codes=["money"], transcripts=[transcript])
    found = dataclasses.replace(
        found,
        codebook=dataclasses.replace(found.codebook, file=f"{folder}/book.json"),
        problems=(Problem(f"{folder}/broken.docx", "not a zip file"),),
    )
    (tmp_path / "table.json").symlink_to("participants.csv")
    for name in ("P01.docx", "book.json", "broken.docx", "table.json"):
        (tmp_path / name).write_bytes(b"mine")
        with pytest.raises(UsageError, match="one of the files read"):
            export(found, tmp_path / name, date=DATE)
        assert (tmp_path / name).read_bytes() == b"mine"


def test_export_replaces_its_own_report_only(tmp_path: Path) -> None:
    target = tmp_path / "report.docx"
    export(study(), target, date=DATE)
    export(study(), target, date=DATE, language="zh")
    document = open_docx(io.BytesIO(target.read_bytes()))
    document.add_paragraph("The supervisor's remark")
    document.save(str(target))
    _as_word_would(target)
    with pytest.raises(UsageError, match="changed"):
        export(study(), target, date=DATE)
    assert ("Normal", "The supervisor's remark") in [
        (style or "Normal", text) for style, text in outline(target.read_bytes())
    ]


def _as_word_would(target: Path) -> None:
    """Put Word's own name into the file, as every word processor does when it saves."""
    with zipfile.ZipFile(target) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(target, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data.replace(b"interview-coder</Application>", b"Microsoft Word</Application>"))


def test_export_keeps_other_files(tmp_path: Path) -> None:
    for name in ("report.docx", "codings.json"):
        (tmp_path / name).write_bytes(b"something else")
        with pytest.raises(UsageError, match="Give another name"):
            export(study(), tmp_path / name, date=DATE)
        assert (tmp_path / name).read_bytes() == b"something else"


def test_export_is_the_same_bytes_for_the_same_study(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        export(study(), tmp_path / name, date=DATE)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


HOSTILE = "</w:t>{0}%s<&>\"']]>\x1b[31m\n\t=1+1"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_export_takes_any_text_anywhere(tmp_path: Path, language: str) -> None:
    coding = make_coding("money", quote=HOSTILE, evidence=["{0}"], speaker=HOSTILE)
    transcript = make_transcript(attributes={HOSTILE: HOSTILE, "region": HOSTILE})
    found = make_study(
        dataclasses.replace(coding, rule=HOSTILE),
        transcripts=[dataclasses.replace(transcript, notes=(HOSTILE,), encoding=HOSTILE)],
    )
    text = LocalText({"": HOSTILE})
    code = dataclasses.replace(
        found.codebook.codes[0],
        name=text,
        definition=text,
        include=text,
        exclude=text,
        examples=(Example(HOSTILE),),
        addressed_by=(text,),
    )
    book = dataclasses.replace(found.codebook, codes=(code,), title=text, file=HOSTILE)
    found = dataclasses.replace(found, codebook=book, problems=(Problem("x", HOSTILE),))
    export(found, tmp_path / "a.docx", language=language, date=DATE)
    data = (tmp_path / "a.docx").read_bytes()
    part(data, "word/document.xml")
    shown = HOSTILE.replace("\x1b", "\ufffd")
    assert sum(text.count(shown) for _, text in outline(data)) >= 12


@settings(max_examples=20)
@given(studies())
def test_export_reports_any_study(study: CodedStudy) -> None:
    data, replaced = to_docx(report(study, Wishes("zh", DATE)), date=DATE)
    assert replaced == 0
    rows = [text for style, text in outline(data) if style == "row"]
    passages = {
        (coding.code.partition(".")[0], coding.transcript, coding.start)
        for coding in study.codings
        if coding.status != "rejected"
    }
    assert sum("（P0" in row for row in rows) == len(passages)


def test_export_of_5000_excerpts_is_not_quadratic(tmp_path: Path) -> None:
    """5,000 excerpts take about two seconds; table rows through python-docx's API would take minutes."""
    codings = [make_coding("money", start=100 * number, quote=f"No money, {number} times.") for number in range(5000)]
    start = time.perf_counter()
    export(make_study(*codings), tmp_path / "a.docx", date=DATE)
    assert time.perf_counter() - start < 15
