"""participants.csv: rows found by id or file name, mistakes named by line."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from interview_coder.errors import TranscriptError
from interview_coder.participants import Participants, load_participants


def load(folder: Path, text: str, encoding: str = "utf-8") -> Participants:
    (folder / "participants.csv").write_bytes(text.encode(encoding))
    return load_participants(folder)


def problems(folder: Path, text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(TranscriptError) as caught:
        load(folder, text)
    return [(problem.line, problem.what) for problem in caught.value.problems]


def test_participants_are_empty_without_a_file(tmp_path: Path) -> None:
    participants = load_participants(tmp_path)
    assert (participants.rows, participants.attributes_of("P01", "P01.txt")) == ((), {})
    assert participants.unmatched(["P01.txt"]) == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_participants_are_read_in_every_dialect(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    rows = ["编号,角色,地区", "P01,副院长,四川成都", "", "P02,企业负责人,"]
    participants = load(tmp_path, end.join(rows).replace(",", delimiter), encoding)
    assert participants.attributes_of("P01", "P01.txt") == {"角色": "副院长", "地区": "四川成都"}
    assert participants.attributes_of("P02", "P02.txt") == {"角色": "企业负责人"}
    assert [row.line for row in participants.rows] == [2, 4]


def test_participants_columns_are_parted_as_in_the_first_row(tmp_path: Path) -> None:
    assert load(tmp_path, "id,role\nP01,a;b;c;d\n").attributes_of("P01", "P01.txt") == {"role": "a;b;c;d"}


@pytest.mark.parametrize("key", ["P01", "p01", " P01 ", "P01.docx", "transcripts/P01.docx", "transcripts\\p01.DOCX"])
@pytest.mark.parametrize("column", ["id", "ID", "file", "文件"])
def test_participants_are_found_by_id_or_file_name(tmp_path: Path, key: str, column: str) -> None:
    participants = load(tmp_path, f"{column},role\n{key},dean\n")
    assert participants.attributes_of("P01", "P01.docx") == {"role": "dean"}
    assert participants.attributes_of("P1", "P1.docx") == {}


def test_participants_may_have_both_an_id_and_a_file(tmp_path: Path) -> None:
    participants = load(tmp_path, "id,file,role\nP01,one.txt,dean\n,two.txt,clerk\n")
    assert participants.attributes_of("one", "one.txt") == {"role": "dean"}
    assert participants.attributes_of("two", "two.txt") == {"role": "clerk"}


def test_participants_quotes_hold_delimiters_and_line_ends(tmp_path: Path) -> None:
    participants = load(tmp_path, 'id,role\nP01,"dean, ""acting"",\nretired"\nP02,clerk\n')
    assert participants.attributes_of("P01", "") == {"role": 'dean, "acting",\nretired'}
    assert [row.line for row in participants.rows] == [2, 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("role,age\ndean,50\n", [(1, "no column says which transcript a row is for")]),
        ("id，role\nP01，dean\n", [(1, "no column says which transcript a row is for")]),
        ("id,role,Role\nP01,a,b\n", [(1, "two columns of the same name")]),
        (
            "id,role\nP01\nP02,a,b\nP03,c\n",
            [(2, "1 cells where the header names 2"), (3, "3 cells where the header names 2")],
        ),
        ("id,role,\nP01,a,b\n", [(2, "a cell under no column name")]),
        ("id,role\n,dean\n", [(2, "a row without an id")]),
        (
            "id,role\nP01,a\nP02,b\np01.txt,c\nP01,d\n",
            [(4, "the same id as in line 2"), (5, "the same id as in line 2")],
        ),
        ('id,role\nP01,"dean\nP02,clerk\n', [(2, "a quotation mark that is not closed, or stands inside a cell")]),
        (
            'id,role\nP00,x\nP01,"dean\nP02,"clerk"\n',
            [(3, "a quotation mark that is not closed, or stands inside a cell")],
        ),
        ("", [(None, "the file is empty")]),
    ],
)
def test_participants_mistakes_are_named_by_line(
    tmp_path: Path, text: str, expected: list[tuple[int | None, str]]
) -> None:
    assert problems(tmp_path, text) == expected


def test_participants_rows_may_end_in_empty_cells(tmp_path: Path) -> None:
    participants = load(tmp_path, "id,role,,\nP01,dean,,\n,,,\nP02,clerk,,,\n")
    assert [row.keys for row in participants.rows] == [("P01",), ("P02",)]


def test_participants_without_a_transcript_are_listed_with_the_nearest_name(tmp_path: Path) -> None:
    participants = load(tmp_path, "id,role\nP01,a\nP-02,b\nZZ,c\n")
    assert [
        str(problem).removeprefix(tmp_path.as_posix()) for problem in participants.unmatched(["P01.txt", "P02.docx"])
    ] == [
        "/participants.csv:3: no transcript for 'P-02'. Perhaps 'P02' is meant.",
        "/participants.csv:4: no transcript for 'ZZ'. Correct the id, or add the transcript.",
    ]


def test_participants_file_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "participants.csv").mkdir()
    with pytest.raises(TranscriptError, match="folder"):
        load_participants(tmp_path)


def workbook(folder: Path, *rows: list[object]) -> None:
    book = Workbook()
    assert book.active
    for row in rows:
        book.active.append(row)
    book.save(folder / "participants.xlsx")


def test_participants_may_be_a_workbook(tmp_path: Path) -> None:
    workbook(tmp_path, ["id", "age", "date", "role"], ["P01", 51, datetime.date(2021, 6, 17), "dean"], ["P02", 43.0])
    participants = load_participants(tmp_path)
    assert participants.attributes_of("P01", "P01.txt") == {"age": "51", "date": "2021-06-17", "role": "dean"}
    assert participants.attributes_of("P02", "P02.txt") == {"age": "43"}


def test_participants_stand_in_one_file(tmp_path: Path) -> None:
    workbook(tmp_path, ["id", "age"], ["P01", 51])
    with pytest.raises(TranscriptError, match=r"there is a participants\.xlsx as well. Keep one of the two"):
        load(tmp_path, "id,age\nP01,51\n")


def test_participants_workbook_mistakes_have_their_row(tmp_path: Path) -> None:
    workbook(tmp_path, ["id", "age"], ["P01", 51, "beyond"], [None, 4])
    with pytest.raises(TranscriptError) as caught:
        load_participants(tmp_path)
    assert [(problem.line, problem.what) for problem in caught.value.problems] == [
        (2, "3 cells where the header names 2"),
        (3, "a row without an id"),
    ]
