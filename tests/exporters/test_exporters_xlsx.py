from __future__ import annotations

import dataclasses
import datetime
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl import Workbook

from interview_coder.coding import Decision, Verdict
from interview_coder.exporters import xlsx
from interview_coder.exporters.rendering import Rendered, Wishes
from interview_coder.exporters.word_package import is_own
from interview_coder.exporters.workbook import MAX_CELL
from interview_coder.exporters.xlsx import render
from interview_coder.study import CodedStudy
from tests.factories import make_coding, make_study, make_transcript, studies

DATE = datetime.date(2026, 11, 23)


def wishes(language: str = "en") -> Wishes:
    return Wishes(language, DATE)


def opened(rendered: Rendered) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(rendered.data))


def small() -> CodedStudy:
    study = make_study(
        make_coding("money", evidence=["money"]),
        transcripts=[make_transcript(attributes={"region": "Sichuan"})],
    )
    decision = Decision("P01", 0, 18, "There is no money.", "money", Verdict.ACCEPTED, "Ann", at="2026-11-23T09:00:00Z")
    return dataclasses.replace(study, decisions=(decision,))


def test_xlsx_has_a_sheet_a_table() -> None:
    book = opened(render(small(), wishes()))
    assert {"Codings", "Codes", "Codes by attribute", "Case by code", "Codes said together"} <= set(book.sheetnames)
    assert {"New codes by interview", "Codebook", "Interviews", "Decisions", "About"} <= set(book.sheetnames)
    head, first = book["Codings"].iter_rows(values_only=True)
    assert (head[:4], first[:4]) == (("Transcript", "Start", "End", "Quote"), ("P01", 0, 18, "There is no money."))
    assert [cell.value for cell in book["Decisions"][2]][4:7] == ["money", "accepted", "Ann"]


def test_xlsx_has_chinese_sheets_and_heads() -> None:
    book = opened(render(small(), wishes("zh")))
    assert {"编码记录", "编码统计", "个案编码矩阵", "编码手册", "说明"} <= set(book.sheetnames)
    assert [cell.value for cell in book["编码记录"][1]][:4] == ["访谈", "开始", "结束", "原文"]


def test_xlsx_freezes_and_filters_the_header() -> None:
    sheet = opened(render(small(), wishes()))["Codings"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:T2")
    assert sheet.cell(1, 1).font.bold
    assert sheet.column_dimensions["D"].width > 18


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "http://evil.example", "#N/A", "2026-11-23", "_x0041_"])
def test_xlsx_texts_are_text(text: str) -> None:
    """No formula, no link, no error, no date: as it was said, without an apostrophe."""
    rendered = render(make_study(make_coding("money", quote=text)), wishes())
    cell = opened(rendered)["Codings"]["D2"]
    # openpyxl does not read the escape of an underscore; Excel does.
    assert (str(cell.value).replace("_x005F_", "_"), cell.data_type, cell.hyperlink) == (text, "s", None)
    with zipfile.ZipFile(io.BytesIO(rendered.data)) as package:
        parts = [package.read(name) for name in package.namelist()]
    assert not any(b"<f>" in part or b"hyperlink" in part for part in parts)


def test_xlsx_names_what_it_cuts() -> None:
    rendered = render(make_study(make_coding("money", quote="长" * (MAX_CELL + 1))), wishes())
    assert rendered.incomplete
    assert rendered.notes == ("Codings, cell D2: cut at 32,767 characters, as Excel takes no more; .csv holds all",)
    assert len(str(opened(rendered)["Codings"]["D2"].value)) == MAX_CELL


def test_xlsx_cuts_no_character_in_two() -> None:
    rendered = render(make_study(make_coding("money", quote="a" + "😀" * MAX_CELL)), wishes())
    assert opened(rendered)["Codings"]["D2"].value == "a" + "😀" * ((MAX_CELL - 1) // 2)


def test_xlsx_counts_what_excel_cannot_hold() -> None:
    rendered = render(make_study(make_coding("money", quote="a\x00b\x1bc\ud83d")), wishes())
    assert rendered.notes == ("characters that Excel cannot hold, written as \ufffd: 3",)
    assert opened(rendered)["Codings"]["D2"].value == "a\ufffdb\ufffdc\ufffd"
    assert not rendered.incomplete


def test_xlsx_leaves_out_rows_that_excel_has_no_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 3)
    study = make_study(*(make_coding("money", start=100 * number) for number in range(5)))
    rendered = render(study, wishes())
    assert "Codings: 3 rows left out, as Excel takes no more; .csv would hold all" in rendered.notes
    assert opened(rendered)["Codings"].max_row == 3


def test_xlsx_is_the_same_bytes_and_names_nobody() -> None:
    data = render(small(), wishes()).data
    assert data == render(small(), wishes()).data
    properties = openpyxl.load_workbook(io.BytesIO(data)).properties
    assert not properties.creator
    assert properties.lastModifiedBy is None
    assert properties.created == properties.modified == datetime.datetime(2026, 11, 23)


def test_xlsx_is_its_own_until_excel_saves_it() -> None:
    data = render(small(), wishes()).data
    assert is_own(data)
    stream = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(data)).save(stream)
    assert not is_own(stream.getvalue())


@settings(max_examples=3)
@given(studies())
def test_xlsx_takes_any_study(study: CodedStudy) -> None:
    assert opened(render(study, wishes("zh")))["编码记录"].max_row == 1 + len(study.codings)
