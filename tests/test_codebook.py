"""Codebook, Code and LocalText as values."""

from __future__ import annotations

import pytest

from interview_coder.codebook import Code, Codebook, LocalText
from interview_coder.codebook_file import parse_codebook

BOTH = LocalText({"en": "money", "zh": "经费"})
NESTED = Codebook(
    "c.yaml",
    "",
    LocalText(),
    tuple(Code(id, LocalText(), line) for line, id in enumerate(["a", "a.b", "a.b.c", "d"], start=2)),
)


@pytest.mark.parametrize(
    ("text", "language", "chosen"),
    [
        (BOTH, "en", "money"),
        (BOTH, "zh", "经费"),
        (BOTH, "fr", "money"),
        (LocalText({"": "Geld"}), "zh", "Geld"),
        (LocalText({"": "Geld", "zh": "经费"}), "zh", "经费"),
        (LocalText({"zh": "经费"}), "en", "经费"),
        (LocalText(), "en", ""),
    ],
)
def test_codebook_local_text_takes_the_nearest_language(text: LocalText, language: str, chosen: str) -> None:
    assert text.in_language(language) == chosen


def test_codebook_local_text_without_texts_is_false() -> None:
    assert not LocalText()
    assert str(BOTH) == "money"


def test_codebook_code_knows_its_place_by_its_id() -> None:
    code = NESTED.code("a.b.c")
    assert (code.parent, code.theme, code.depth) == ("a.b", "a", 2)
    theme = NESTED.code("d")
    assert (theme.parent, theme.theme, theme.depth) == (None, "d", 0)


def test_codebook_themes_are_the_top_level() -> None:
    assert [code.id for code in NESTED.themes] == ["a", "d"]


MOVED = parse_codebook("""\
codes:
  finance:
    formerly: [money, wages.public]
    codes:
      late: {rules: [late]}
      poor: {formerly: [finance.little]}
  gone:
    retired: nobody spoke of it
    codes: {below: {}}
""")


@pytest.mark.parametrize(
    ("id", "current"),
    [
        ("finance", "finance"),
        ("money", "finance"),
        ("money.late", "finance.late"),
        ("money.little", "finance.poor"),
        ("money.gone", "finance"),
        ("wages.public", "finance"),
        ("wages", None),
        ("gone.below", "gone.below"),
        ("moneys", None),
    ],
)
def test_codebook_knows_what_a_code_was_called(id: str, current: str | None) -> None:
    assert MOVED.current(id) == current


def test_codebook_keeps_retired_codes_apart() -> None:
    assert [code.id for code in MOVED.codes] == ["finance", "finance.late", "finance.poor"]
    assert [code.id for code in MOVED.retired] == ["gone", "gone.below"]


def test_codebook_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError, match=r"a\.x"):
        NESTED.code("a.x")
