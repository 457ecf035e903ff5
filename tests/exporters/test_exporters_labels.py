from __future__ import annotations

import datetime
import re
import string

import pytest

from interview_coder.errors import UsageError
from interview_coder.exporters import labels as module
from interview_coder.exporters.labels import Labels


@pytest.mark.parametrize("key", list(module._LABELS))
def test_labels_have_the_same_blanks_in_both_languages(key: str) -> None:
    english, chinese = (
        {field for _, field, _, _ in string.Formatter().parse(text) if field} for text in module._LABELS[key]
    )
    assert english == chinese


def test_labels_leave_the_space_beside_chinese_to_the_word_processor() -> None:
    """It sets a quarter of a space between Chinese and Latin; a typed one would make it wider."""
    chinese = [text for texts in (module._LABELS, module._COUNTED, module._NAMES) for *_, text in texts.values()]
    assert not [text for text in chinese if re.search(r"[\u4e00-\u9fff] | [\u4e00-\u9fff]", text)]


def test_labels_fill_in_values_as_they_are() -> None:
    assert Labels("en")("by_caption", code="{x}", attribute="%s") == "“{x}” by %s"


@pytest.mark.parametrize(
    ("language", "one", "many"), [("en", "1 interview", "1,200 interviews"), ("zh", "1份访谈", "1200份访谈")]
)
def test_labels_count(language: str, one: str, many: str) -> None:
    assert Labels(language).count("interview", 1) == one
    assert Labels(language).count("interview", 1200) == many


def test_labels_write_dates() -> None:
    assert Labels("en").date(datetime.date(2024, 5, 3)) == "3 May 2024"
    assert Labels("zh").date(datetime.date(2024, 5, 3)) == "2024年5月3日"


def test_labels_write_shares() -> None:
    assert [Labels("en").share(part, whole) for part, whole in ((1, 3), (0, 5), (0, 0))] == ["33.3%", "0.0%", "–"]


def test_labels_name_attributes() -> None:
    assert [Labels("zh").heading(name) for name in ("gender", "饭量", "ID card")] == ["性别", "饭量", "ID card"]
    assert [Labels("en").heading(name) for name in ("gender", "饭量", "iD card", "")] == [
        "Gender",
        "饭量",
        "ID card",
        "",
    ]


def test_labels_know_two_languages() -> None:
    with pytest.raises(UsageError, match="'fr'"):
        Labels("fr")
