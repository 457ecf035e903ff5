from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.attributes import Type, date_of, number_of, ordering, slips, type_of
from interview_coder.corpus import find_transcripts, unmatched_participants
from interview_coder.errors import TranscriptError
from interview_coder.participants import load_participants
from interview_coder.readers.settings_file import load_settings


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("54", 54), ("-3.5", -3.5), ("1,200", 1200), ("５４", 54), ("\u22123", -3)),
        *((text, None) for text in ("54 years", "1,20", "", "nan", "1e5", "2021-06")),
    ],
)
def test_attributes_read_numbers(text: str, number: float | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        *((text, (2021, 6, 8)) for text in ("2021-06-08", "2021/6/8", "2021.6.8", "2021年6月8日", "8.6.2021")),
        *((text, (2021, 6, 1)) for text in ("2021-06", "2021年6月")),
        *((text, None) for text in ("8/6/2021", "2021-13-08", "2021-02-30", "2021-6/8", "June", "2021", "")),
    ],
)
def test_attributes_read_dates(text: str, date: tuple[int, int, int] | None) -> None:
    assert date_of(text) == (datetime.date(*date) if date else None)


def test_attributes_are_of_the_type_of_all_their_values() -> None:
    assert type_of(["54", "9", "1,200"]) is Type.NUMBER
    assert type_of(["2021-06-08", "2021年7月"]) is Type.DATE
    assert type_of(["54", "old"]) is Type.CATEGORY
    assert type_of([]) is Type.CATEGORY


@pytest.mark.parametrize(
    "values",
    [
        ["-5", "0.5", "9", "10", "1,000", "(none)"],
        ["8.6.2021", "2021-06-30", "2021年7月", "2022/1/1"],
        ["P2", "P10", "dean", "校长"],
    ],
)
def test_attributes_are_put_in_order(values: list[str]) -> None:
    shuffled = values[1::2] + values[::2]
    assert sorted(shuffled, key=ordering(values, none="(none)")) == values


@given(st.lists(st.one_of(st.text(max_size=6), st.integers().map(str), st.dates().map(str))))
def test_attributes_of_any_kind_can_be_put_in_order(values: list[str]) -> None:
    shuffled = values[1::2] + values[::2]
    assert sorted(values, key=ordering(values)) == sorted(shuffled, key=ordering(values))


def test_attributes_unlike_nearly_all_others_are_slips() -> None:
    assert list(slips(["54", "43", "fifty", "31"])) == [(2, Type.NUMBER)]
    assert list(slips(["2021-06-08", "2021-06-09", "2021-06-10", "8/6/21"])) == [(3, Type.DATE)]
    assert list(slips(["54", "43", "fifty"])) == []
    assert list(slips(["a", "b", "c", "4"])) == []


def folder(tmp_path: Path, table: str, reading: str = "") -> Path:
    (tmp_path / "participants.csv").write_text(table, encoding="utf-8")
    if reading:
        (tmp_path / "reading.yaml").write_text(reading, encoding="utf-8")
    return tmp_path


def test_attributes_declared_are_checked_row_by_row(tmp_path: Path) -> None:
    table = "id,age,日期\nP01,54,2021-06-08\nP02,fifty,8/6/2021\nP03,,\n"
    place = folder(tmp_path, table, "attributes: {age: number, 日期: date, gendr: category}\n")
    file = (tmp_path / "participants.csv").as_posix()
    declared = load_settings(place).general.attributes
    assert [str(problem) for problem in load_participants(place).slips(declared)] == [
        f"{file}:1: no column gendr, which reading.yaml says is a category. Correct reading.yaml.",
        f"{file}:3: age is no number in this row: 'fifty'. Write it in digits.",
        f"{file}:3: 日期 is no date in this row: '8/6/2021'. Write it as 2021-06-08.",
    ]


def test_attributes_of_an_unknown_type_are_a_mistake_in_reading_yaml(tmp_path: Path) -> None:
    place = folder(tmp_path, "id,age\nP01,54\n", "attributes: {age: integer}\n")
    with pytest.raises(TranscriptError, match=r"reading.yaml:1:19: age cannot be that. Write number, date, category"):
        load_settings(place)


@pytest.mark.parametrize(("reading", "slip"), [("", True), ("attributes: {age: category}\n", False)])
def test_attributes_unlike_others_are_noted_with_their_row(tmp_path: Path, reading: str, slip: bool) -> None:
    place = folder(tmp_path, "id,age\n" + "".join(f"P{n},{n}\n" for n in range(1, 6)) + "P6,six\n", reading)
    for number in range(1, 7):
        (tmp_path / f"P{number}.txt").write_text("Dean: No.\n")
    found = [(problem.what, problem.line) for problem in unmatched_participants(find_transcripts([place]))]
    assert found == ([("age is no number in this row: 'six'", 7)] if slip else [])
