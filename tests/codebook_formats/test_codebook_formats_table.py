"""Tables of codes as people make them: headers, hierarchies and mistakes of many kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.codebook_file import parse_codebook_fields
from interview_coder.codebook_formats import read_codebook_as
from interview_coder.codebook_formats.drafts import Imported
from interview_coder.codebook_formats.table import read_rows
from interview_coder.codebook_schema import CodeFields
from interview_coder.codebook_yaml import codebook_yaml
from interview_coder.errors import CodebookError
from tests.codebooks import texts

DATA = Path(__file__).parent.parent / "data" / "codebooks"


def read(*rows: str) -> Imported:
    """Read a table given as lines, cells parted by |."""
    return read_rows("codes.csv", [(number, row.split("|")) for number, row in enumerate(rows, start=1)])


def tree(codes: Mapping[str, CodeFields]) -> dict[str, Any]:
    return {id: tree(code.codes) for id, code in codes.items()}


def problems(*rows: str) -> list[str]:
    with pytest.raises(CodebookError) as raised:
        read(*rows)
    return str(raised.value).split("\n")


NESTED: dict[str, Any] = {"money": {"late": {}, "little": {}}, "people": {}}


@pytest.mark.parametrize(
    "rows",
    [
        ("name|parent", "Money|", "Late|Money", "Little|money", "People|"),
        ("id|name|parent", "money|A|", "late|B|money", "little|C|money", "people|D|"),
        ("id|name", "money|A", "money.late|B", "money.little|C", "people|D"),
        ("No.|Code", "1|Money", "1.1|Late", "1.2|Little", "2|People"),
        ("Code", "1. Money", "1.1 Late", "1.2 Little", "2. People"),
        ("Code|Definition", "Money|x", "  Late|", "  Little|", "People|"),
        ("Code|Definition", "Money|x", "- Late|", "- Little|", "People|"),
        ("Theme|Code", "Money|Late", "|Little", "People|"),
        ("Theme|Code", "Money|", "|Late", "Money|Little", "People|"),
        ("Theme|Code|Definition", "Money||x", "|Late|", "|Little|", "People||"),
        ("Theme|Sub-theme", "Money|Late", "|Little", "People|"),
        ("Code|Theme", "Money|", "Late|Money", "Little|Money", "People|"),
    ],
)
def test_table_finds_what_lies_below_what(rows: Iterable[str]) -> None:
    assert tree(read(*rows).fields.codes) == NESTED


def test_table_finds_three_levels() -> None:
    rows = ("一级编码|二级编码|三级编码", "钱|少|没有", "||不够", "|晚|", "人||")
    assert tree(read(*rows).fields.codes) == {"钱": {"少": {"没有": {}, "不够": {}}, "晚": {}}, "人": {}}


def test_table_takes_the_texts_of_every_language() -> None:
    rows = ("Code_EN|编码（中文）|Definition|定义(中文)|英文备注|Colour", "Late|晚|Comes late.|来得晚|A note|D95F02")
    (code,) = read(*rows).fields.codes.values()
    assert (code.name, code.definition, code.memo, code.color) == (
        {"en": "Late", "zh": "晚"},
        {"": "Comes late.", "zh": "来得晚"},
        {"en": "A note"},
        "#D95F02",
    )


def test_table_made_by_hand_is_understood() -> None:
    read = read_codebook_as(DATA / "themes.csv")
    money, people = read.fields.codes.values()
    assert [each.text for each in money.codes["too_little"].examples] == ['"There is none."', '"Nobody pays."']
    assert [each.text for each in money.codes["late"].examples] == ["It came in May; then never again.", "- in June"]
    assert money.codes["too_little"].include == {"": "Wages; machines"}
    assert people.definition == {"": "Those who decide."}
    assert read.notes == ()


def test_table_in_chinese_and_gb18030_is_understood() -> None:
    read = read_codebook_as(DATA / "编码表.csv")
    money = read.fields.codes["财政支持不足"]
    assert [each.text for each in money.codes["投入不足"].examples] == ["“没有钱。”", "“钱一直不够。”"]
    assert [each.text for each in money.codes["到账迟"].examples] == ["等到五月才来。", "第二年又没来。"]
    assert money.codes["投入不足"].memo == {"": "频次: 12"}
    assert read.notes == ("column 频次 is not known: kept in the memo",)


def test_table_keeps_columns_it_does_not_know() -> None:
    read_ = read("Code|Defintion|Memo||Code", "Late|Comes late.|Mine|4|x")
    (code,) = read_.fields.codes.values()
    assert code.memo == {"": "Mine\nDefintion: Comes late.\ncolumn 4: 4\nCode: x"}
    assert read_.notes == (
        "column Defintion is not known (did you mean definition?): kept in the memo",
        "column 4 is not known: kept in the memo",
        "column Code is one more for name: kept in the memo",
    )


def test_table_makes_ids_from_names_of_any_script() -> None:
    names = ("Late money!", "late money", "钱 不够（县）", "💰", "ＡＢＣ", "x" * 90)
    assert list(read("name", *names).fields.codes) == [
        "late_money",
        "late_money_2",
        "钱_不够_县",
        "code",
        "abc",
        "x" * 60,
    ]


def test_table_keeps_ids_and_makes_others_beside_them() -> None:
    assert list(read("id|name", "|Late", "late|Not the first").fields.codes) == ["late_2", "late"]


@pytest.mark.parametrize("header", ["Code|Name|Definition", "编码|名称|定义", "Label|代码|Definition"])
def test_table_takes_codes_beside_names_for_ids(header: str) -> None:
    row = "A1|Late|x" if not header.startswith("Label") else "Late|A1|x"
    assert {id: code.name for id, code in read(header, row).fields.codes.items()} == {"A1": {"": "Late"}}


def test_table_drops_no_theme_that_decides_nothing() -> None:
    codes = read("Theme|Code|Parent", "Money|Late|", "|Little|Late").fields.codes
    assert (codes["late"].memo, list(codes["late"].codes)) == ({"": "theme: Money"}, ["little"])


def test_table_joins_rows_about_the_same_code() -> None:
    (code,) = read("Code|Definition|Example", "Late|x|a", "Late|x|b", "||c").fields.codes.values()
    assert (code.definition, [each.text for each in code.examples]) == ({"": "x"}, ["a", "b", "c"])


def test_table_keeps_in_the_memo_what_a_codebook_cannot_hold() -> None:
    read_ = read("id|name|color|rules", "a b|Late\u200b|red|(money", f"long|{'x' * 201}||fund*")
    code, long = read_.fields.codes.values()
    assert list(read_.fields.codes) == ["a_b", "long"]
    assert (code.name, code.color, code.rules) == ({"": "Late"}, "", [])
    assert code.memo == {"": "color: red\nrules: (money"}
    assert (long.name, long.memo, long.rules) == ({"": "x" * 200}, {"": "x" * 201}, ["fund*"])
    assert read_.notes == (
        "row 2: a b cannot be an id; a_b instead",
        "row 2: red is no colour like #d95f02; kept in the memo",
        "row 2: not readable under rules, kept in the memo: (money (a parenthesis is not closed)",
        "row 3: the name is longer than 200 characters; all of it in the memo",
    )


def test_table_replaces_control_characters() -> None:
    read_ = read("name|memo", "a\x07|b\x1b[2J")
    (code,) = read_.fields.codes.values()
    assert (code.name, code.memo) == ({"": "a\ufffd"}, {"": "b\ufffd[2J"})
    assert read_.notes == ("2 control characters, which a codebook cannot hold, became \ufffd",)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((), "codes.csv: no column names the codes."),
        (("a|b", "c|d"), "codes.csv: no column names the codes. Call one column name"),
        (("Nmae|Meaning", "c|d"), "codes.csv: no column names the codes. Nmae: did you mean name?"),
        (("name|memo",), "codes.csv: no codes stand here."),
        (("name|memo", "|a"), "codes.csv: row 2: no name and no id."),
        (("id|name", "a|x", "b|y", "a|z"), "codes.csv: row 4: the id a stands in row 2 already."),
        (("name|parent", "a|", "b|A x"), "codes.csv: row 3, parent: no code is called A x."),
        (("name|parent", "money|", "b|mony"), "codes.csv: row 3, parent: no code is called mony. Did you mean money."),
        (("id|name|parent", "1|a|", "2|a|", "3|b|a"), "codes.csv: row 4, parent: 2 codes are called a."),
        (("name|parent", "a|b", "b|a"), "codes.csv: row 2: a lies below itself."),
    ],
)
def test_table_names_the_row_of_a_mistake(rows: tuple[str, ...], message: str) -> None:
    assert problems(*rows)[0].startswith(message)


def test_table_names_every_parent_that_is_not_there() -> None:
    assert len(problems("name|parent", "a|x", "b|y")) == 2


HEADERS = st.sampled_from(
    [
        "name",
        "id",
        "parent",
        "Theme",
        "No.",
        "子编码",
        "name_en",
        "定义",
        "examples",
        "rules",
        "颜色",
        "formerly",
        "memo",
        "x",
    ]
)
CELLS = st.one_of(
    st.sampled_from(
        ["", "", "a", "b", "a.b", "1", "1.1", "A", " a", "- b", "$a", "title:", "unit:", "languages:", "(a", "#f00"]
    ),
    texts(),
    st.text(max_size=5),
)


@settings(max_examples=100)
@given(st.lists(HEADERS, min_size=1, max_size=5), st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=6))
def test_table_of_any_kind_makes_a_codebook_or_is_refused(header: list[str], rows: list[list[str]]) -> None:
    try:
        fields = read_rows("codes.csv", list(enumerate([header, *rows], start=1))).fields
    except CodebookError:
        return
    assert parse_codebook_fields(codebook_yaml(fields)) == fields
