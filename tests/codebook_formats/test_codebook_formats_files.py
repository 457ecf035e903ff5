"""The files themselves: what spreadsheets and word processors make of them, and what hostile ones do."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.styles import Alignment

from interview_coder.codebook_file import parse_codebook_fields
from interview_coder.codebook_formats import read_codebook_as, write_codebook_as
from interview_coder.codebook_schema import CodebookFields
from interview_coder.errors import CodebookError, UsageError
from tests.exporters.reading import outline

DATE = datetime.date(2026, 11, 23)
HOSTILE = (
    "=cmd()",
    "'=cmd()",
    "+1",
    "-1",
    "@x",
    "＝1",
    "<script>alert(1)</script>",
    "&amp;",
    "http://example.org",
    "x" * 40_000,
)
MONEY = """\
title: {en: Money, zh: 钱}
languages: [en, zh]
lists: {cash: [money, fund*]}
codes:
  money:
    name: {en: Too little money, zh: 钱不够}
    color: "#d95f02"
    definition: {en: There is not enough., zh: 钱不够用。}
    rules: [$cash AND no, 钱 NEAR/4 不]
    examples: [There is none., {text: 没有。, question: 钱呢？}]
    memo: Ask again.
    codes: {late: {name: {en: Late, zh: 晚}}}
  people: {}
"""


def hostile() -> CodebookFields:
    return CodebookFields.model_validate({"codes": {"a": {"examples": list(HOSTILE), "memo": "=cmd()"}}})


def texts(fields: CodebookFields) -> list[str]:
    return [each.text for code in fields.codes.values() for each in code.examples]


@pytest.mark.parametrize("suffix", [".csv", ".qdc", ".docx"])
def test_files_keep_hostile_texts_as_they_are(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"codes{suffix}"
    write_codebook_as(hostile(), file, date=DATE)
    assert texts(read_codebook_as(file).fields) == list(HOSTILE)


def test_files_for_spreadsheets_begin_no_cell_like_a_formula(tmp_path: Path) -> None:
    fields = CodebookFields.model_validate({"codes": {"a": {"memo": "=cmd()", "definition": "'=x", "include": "'x"}}})
    write_codebook_as(fields, tmp_path / "codes.csv", date=DATE)
    text = (tmp_path / "codes.csv").read_bytes().decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    assert (row["memo"], row["definition"], row["include"]) == ("'=cmd()", "''=x", "'x")
    assert read_codebook_as(tmp_path / "codes.csv").fields == fields


def test_files_for_excel_hold_text_only(tmp_path: Path) -> None:
    fields = CodebookFields.model_validate({"codes": {"a": {"memo": "=cmd()"}}})
    write_codebook_as(fields, tmp_path / "codes.xlsx", date=DATE)
    sheet = openpyxl.load_workbook(tmp_path / "codes.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=cmd()" in [cell.value for cell in cells]
    assert sheet.freeze_panes == "B2"


def test_files_for_excel_name_the_cells_that_are_cut(tmp_path: Path) -> None:
    fields = CodebookFields.model_validate({"codes": {"a": {"memo": "𠮷" * 20_000}, "b": {"memo": "a\x07b"}}})
    written = write_codebook_as(fields, tmp_path / "codes.xlsx", date=DATE)
    assert written.notes == (
        "cell J2: cut at 32,767 characters, as Excel takes no more; .csv would hold all",
        "cell J3: characters that Excel cannot hold became \ufffd",
    )
    assert read_codebook_as(tmp_path / "codes.xlsx").fields.codes["a"].memo == {"": "𠮷" * 16_383}


def test_files_from_excel_may_hold_numbers_dates_and_indents(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["About this file"])
    sheet = book.create_sheet("Codes")
    for row in (["Code", "Definition"], ["Money", 12.0], ["Late", datetime.datetime(2026, 5, 1)], ["Sum", "=1+1"]):
        sheet.append(row)
    sheet["A3"].alignment = Alignment(indent=1)
    book.save(tmp_path / "codes.xlsx")
    codes = read_codebook_as(tmp_path / "codes.xlsx").fields.codes
    assert list(codes) == ["money", "sum"]
    assert codes["money"].definition == {"": "12"}
    assert codes["money"].codes["late"].definition == {"": "2026-05-01"}
    assert codes["sum"].definition == {}


def test_files_from_excel_with_a_document_type_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "codes.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(CodebookError, match="document type"):
        read_codebook_as(tmp_path / "codes.xlsx")


def test_workbook_that_claims_to_reach_to_the_last_cell_is_read(tmp_path: Path) -> None:
    """Many programs say so after a column was formatted; what counts is what stands there."""
    book = openpyxl.Workbook()
    assert book.active
    for row in (["code", "definition"], ["money", "There is none."]):
        book.active.append(row)
    book.save(tmp_path / "true.xlsx")
    with zipfile.ZipFile(tmp_path / "true.xlsx") as true, zipfile.ZipFile(tmp_path / "codes.xlsx", "w") as false:
        for name in true.namelist():
            false.writestr(name, true.read(name).replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert read_codebook_as(tmp_path / "codes.xlsx").fields.codes["money"].definition == {"": "There is none."}


def test_workbook_rows_far_below_are_not_lost(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active
    for row in (["code", "definition"], ["money", "There is none."]):
        book.active.append(row)
    book.active.cell(30_000, 1, "late")
    book.save(tmp_path / "codes.xlsx")
    assert list(read_codebook_as(tmp_path / "codes.xlsx").fields.codes) == ["money", "late"]


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".qdc", ".qdpx", ".csv", ".yaml", ".dic"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\xff\xfe\x00\xd8", b"<a", b"a: [", b"\x00\x01"])
def test_files_that_are_none_are_refused_by_name(tmp_path: Path, suffix: str, data: bytes) -> None:
    (tmp_path / f"codes{suffix}").write_bytes(data)
    with pytest.raises(CodebookError, match="codes"):
        read_codebook_as(tmp_path / f"codes{suffix}")


def test_files_in_word_are_an_appendix_in_one_language(tmp_path: Path) -> None:
    written = write_codebook_as(parse_codebook_fields(MONEY), tmp_path / "codes.docx", language="zh", date=DATE)
    assert written.notes == (
        "texts in other languages than zh: the appendix is in one; choose another with --language",
    )
    assert outline((tmp_path / "codes.docx").read_bytes()) == [
        ("Title", "钱"),
        ("Heading 1", "编码手册"),
        ("Caption", "表 1  编码手册"),
        ("row", "编码及标识 | 定义 | 纳入标准 | 排除标准 | 典型例句"),
        ("row", "钱不够 / money | 钱不够用。 |  |  | • There is none. / • [Q] 钱呢？\n  [A] 没有。"),
        ("row", "晚 / money.late |  |  |  | "),
        ("row", "people / people |  |  |  | "),
        ("Heading 1", "规则与备注"),
        ("Caption", "表 2  规则、反例与备注"),
        ("row", "编码 | 条目 | 内容"),
        ("row", "money | 规则 | $cash AND no / 钱 NEAR/4 不"),
        ("row", " | 颜色 | #d95f02"),
        ("row", " | 备注 | Ask again."),
        ("Heading 1", "设置与词表"),
        ("Caption", "表 3  设置与词表"),
        ("row", "设置 | 内容"),
        ("row", "语言 | en; zh"),
        ("row", "编码单位 | sentence"),
        ("row", "$cash | money; fund*"),
    ]


def test_files_from_word_are_read_by_their_first_table_of_codes(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(1, 2).cell(0, 0).text = "Name"
    table = document.add_table(3, 3)
    for row, cells in enumerate([("主题", "编码", "定义"), ("钱", "晚", "来得晚"), ("", "少", "不够")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(str(tmp_path / "codes.docx"))
    (money,) = read_codebook_as(tmp_path / "codes.docx").fields.codes.values()
    assert {id: code.definition[""] for id, code in money.codes.items()} == {"晚": "来得晚", "少": "不够"}


def test_files_from_word_without_a_table_of_codes_are_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "codes.docx"))
    with pytest.raises(CodebookError, match="no table whose first row names"):
        read_codebook_as(tmp_path / "codes.docx")


def test_files_are_never_replaced_unasked(tmp_path: Path) -> None:
    fields = parse_codebook_fields(MONEY)
    (tmp_path / "codes.csv").write_text("mine")
    with pytest.raises(UsageError, match="--force"):
        write_codebook_as(fields, tmp_path / "codes.csv", date=DATE)
    with pytest.raises(UsageError, match="one of the files read"):
        write_codebook_as(fields, tmp_path / "codes.csv", date=DATE, replace=True, inputs=[tmp_path / "codes.csv"])
    assert (tmp_path / "codes.csv").read_text() == "mine"


def test_files_of_other_kinds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Use one of \.csv"):
        read_codebook_as(tmp_path / "codes.pdf")
    with pytest.raises(UsageError, match=r"Use one of \.csv"):
        write_codebook_as(parse_codebook_fields(MONEY), tmp_path / "codes.qdpx", date=DATE)
