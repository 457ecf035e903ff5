"""Tables as transcription programs, spreadsheets and questionnaires give them."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from interview_coder.errors import TranscriptError
from interview_coder.readers import read_transcript
from interview_coder.readers.layout import Prose, Speech
from interview_coder.readers.settings import Settings
from interview_coder.readers.source import Source
from interview_coder.readers.tables import read_csv
from interview_coder.transcript import Transcript


def told(transcript: Transcript) -> list[tuple[str, str, float | None]]:
    return [
        (turn.speaker, transcript.quote(turn.start, turn.end), transcript.seconds_at(turn.start))
        for turn in transcript.turns
    ]


def read(folder: Path, text: str, *, encoding: str = "utf-8") -> Transcript:
    (folder / "P01.csv").write_bytes(text.encode(encoding))
    return read_transcript(folder / "P01.csv")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_tables_row_is_a_turn(tmp_path: Path, separator: str) -> None:
    table = '\ufeffTime,Speaker,Text\n00:00:01,Q,"Why, then?"\n00:00:03,A,"So.\n\nAnd so."\n00:00:09,A,Yes\n'
    commas = table.replace(",", separator).replace(f"Why{separator}", "Why,")
    assert told(read(tmp_path, commas)) == [("Q", "Why, then?", 1.0), ("A", "So.\n\nAnd so.\nYes", 3.0)]


def test_tables_chinese_headings_and_encoding(tmp_path: Path) -> None:
    transcript = read(
        tmp_path, "开始时间,说话人,内容,置信度\n0:01,问,钱呢？,\n0:05,答,没有，年年都没有。,\n", encoding="gb18030"
    )
    assert told(transcript) == [("问", "钱呢？", 1.0), ("答", "没有，年年都没有。", 5.0)]
    assert transcript.notes[0] == "left out: columns 置信度 (0 characters)"


def test_tables_row_is_a_question_and_its_answer(tmp_path: Path) -> None:
    transcript = read(tmp_path, "Respondent,Question,Answer\nR1,How is it?,Fine.\nR1,And why?,\nR2,How is it?,Bad.\n")
    assert [(speaker, words) for speaker, words, _ in told(transcript)] == [
        ("Interviewer", "How is it?"),
        ("R1", "Fine."),
        ("Interviewer", "And why?\nHow is it?"),
        ("R2", "Bad."),
    ]


def test_tables_words_may_begin_with_labels(tmp_path: Path) -> None:
    assert [turn.speaker for turn in read(tmp_path, "text\nQ: Why?\nA: So.\nAnd so.\n").turns] == ["Q", "A"]


def test_tables_without_headings(tmp_path: Path) -> None:
    assert [turn.speaker for turn in read(tmp_path, "Q,Why?\nA,So.\nQ,Really?\nA,Yes.\n").turns] == ["Q", "A", "Q", "A"]


def test_tables_columns_the_user_names() -> None:
    source = Source(
        "a.csv", b"Who,Said,Text\nQ,Why?,x\n", settings=Settings(columns={"text": "said", "speaker": "Who"})
    )
    speech = read_csv(source)
    assert isinstance(speech, Speech)
    assert [(each.speaker, each.words) for each in speech.utterances] == [("Q", "Why?")]


@pytest.mark.parametrize(
    ("data", "columns", "message"),
    [
        ("a,b\n1,2\n", {}, "no column of the table is known to hold the words. Name it with --columns text=NAME"),
        ("text,speaker\n", {}, "the table has no words below its first row"),
        ("text,speaker\nWhy?,Q,x\n", {}, "a.csv:2: 3 cells where the first row has 2"),
        ('text,speaker\n"Why?,Q\nSo,A\n', {}, "a.csv:2: a quotation mark that is not closed"),
        ("a,b\n1,2\n", {"text": "c"}, "a.csv:1: no column is called 'c'. The table has a, b"),
        ("a,b\n1,2\n", {"words": "a"}, "'words' is no kind of column. Write --columns with one of text, speaker"),
    ],
)
def test_tables_mistakes_are_named(data: str, columns: dict[str, str], message: str) -> None:
    with pytest.raises(TranscriptError) as error:
        read_csv(Source("a.csv", data.encode(), settings=Settings(columns=columns)))
    assert message in str(error.value)


def test_tables_long_cells_are_read_whole() -> None:
    words = "word " * 100_000
    speech = read_csv(Source("a.csv", f"speaker,text\nA,{words}\n".encode()))
    assert not isinstance(speech, Prose)
    assert speech.utterances[0].words == words.strip()


def write_excel(path: Path, *sheets: Sequence[Sequence[Any]]) -> Path:
    book = Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def test_tables_excel_like_csv(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["时间", "发言人", "内容"],
        [datetime.time(0, 0, 5), "问", "钱呢？"],
        [None] * 3,
        ["0:09", "答", 3.0],
        ["", "答", "万"],
    ]
    transcript = read_transcript(write_excel(tmp_path / "P01.xlsx", [], rows, [["notes"]]))
    assert told(transcript) == [("问", "钱呢？", 5.0), ("答", "3\n万", 9.0)]
    assert transcript.notes[0] == "left out: 1 other sheet (Sheet3; 5 characters)"


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"a,b\n"])
def test_tables_excel_damaged_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "P01.xlsx").write_bytes(data)
    with pytest.raises(TranscriptError, match="damaged, or not of the kind"):
        read_transcript(tmp_path / "P01.xlsx")


def test_tables_excel_empty_is_named(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError, match="the workbook is empty"):
        read_transcript(write_excel(tmp_path / "P01.xlsx", []))


def test_tables_excel_with_entities_is_refused(tmp_path: Path) -> None:
    write_excel(tmp_path / "P01.xlsx", [["speaker", "text"], ["A", "said"], ["B", "heard"]])
    entity = b'<!DOCTYPE worksheet [<!ENTITY x "money">]><worksheet'
    with zipfile.ZipFile(tmp_path / "P01.xlsx") as good, zipfile.ZipFile(tmp_path / "P02.xlsx", "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace(b"<worksheet", entity).replace(b"said", b"&x;"))
    assert told(read_transcript(tmp_path / "P01.xlsx")) == [("A", "said", None), ("B", "heard", None)]
    with pytest.raises(TranscriptError, match="a document type declaration"):
        read_transcript(tmp_path / "P02.xlsx")


def test_tables_excel_formulas_are_not_computed(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["speaker", "text"], ["A", "=1+1"], ["A", "said"]]
    assert read_transcript(write_excel(tmp_path / "P01.xlsx", rows)).text == "A: said"
