"""What columns are called."""

from __future__ import annotations

import pytest

from interview_coder.codebook_formats.headers import did_you_mean, recognised


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("Code", "name", ""),
        ("ＣＯＤＥ ", "name", ""),
        ("代码", "name", ""),
        ("Theme", "theme", ""),
        ("所属主题", "theme", ""),
        ("上级 编码", "parent", ""),
        ("code_id", "id", ""),
        ("Code (ID)", "id", ""),
        ("Definition / 定义", "definition", ""),
        ("Inclusion Criteria:", "include", ""),
        ("不包含", "exclude", ""),
        ("包含", "include", ""),
        ("典型引文", "examples", ""),
        ("addressed_by", "addressed_by", ""),
        ("name_en", "name", "en"),
        ("Name (English)", "name", "en"),
        ("名称(中文)", "name", "zh"),
        ("定义（中文）", "definition", "zh"),
        ("英文名称", "name", "en"),
        ("name_pt-BR", "name", "pt-BR"),
        ("编码（fr）", "name", "fr"),
    ],
)
def test_headers_are_recognised(text: str, name: str, language: str) -> None:
    key = recognised(text)
    assert key is not None
    assert (key.name, key.language) == (name, language)


@pytest.mark.parametrize("text", ["", "Frequency", "频次", "Defintion", "name_x1", "rules (English)"])
def test_headers_are_not_guessed(text: str) -> None:
    assert recognised(text) is None


def test_headers_nearly_right_get_a_hint() -> None:
    assert [did_you_mean(text) for text in ("Defintion", "Exampels", "Frequency")] == [
        "did you mean definition?",
        "did you mean examples?",
        "",
    ]
