"""Dictionaries of quanteda and LIWC."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from interview_coder.codebook_file import parse_codebook_fields
from interview_coder.codebook_formats import read_codebook_as, write_codebook_as
from interview_coder.codebook_formats.patterns import as_rule
from interview_coder.errors import CodebookError, UsageError

DATA = Path(__file__).parent.parent / "data" / "codebooks"
DATE = datetime.date(2026, 11, 23)
MONEY = """\
lists: {cash: [money, "not enough"]}
codes:
  money:
    definition: There is not enough.
    rules: [$cash OR fund*, =IMF, money NEAR/5 no]
    unless: [thank]
    codes:
      late: {rules: [late, 晚]}
      old: {rules: [old], retired: merged}
  people: {rules: [money]}
  "no": {}
"""
LEFT_OUT = (
    "money.rules[1]: more than words and phrases: =IMF",
    "money.rules[2]: more than words and phrases: money NEAR/5 no",
    "left out: 1 definition, 1 retired code, 1 exception",
)


def test_dictionary_is_written_as_quanteda_does(tmp_path: Path) -> None:
    written = write_codebook_as(parse_codebook_fields(MONEY), tmp_path / "a.yaml", date=DATE)
    assert written.notes == LEFT_OUT
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == (
        "money:\n  __:\n    - money\n    - not enough\n    - fund*\n  late:\n    - late\n    - 晚\npeople:\n  - money\n"
    )


def test_dictionary_is_written_as_liwc_does(tmp_path: Path) -> None:
    written = write_codebook_as(parse_codebook_fields(MONEY), tmp_path / "a.dic", date=DATE)
    assert written.notes == LEFT_OUT
    assert (tmp_path / "a.dic").read_text(encoding="utf-8") == (
        "%\n1\tmoney\n2\tmoney.late\n3\tpeople\n4\tno\n%\nmoney\t1\t3\nnot enough\t1\nfund*\t1\nlate\t2\n晚\t2\n"
    )


def test_dictionary_of_quanteda_is_read() -> None:
    read = read_codebook_as(DATA / "lexicon.yml")
    codes = read.fields.codes
    assert {id: code.rules for id, code in codes.items()} == {
        "money": ["fund*", "not enough"],
        "people": ["people", "人"],
        "no": ["不"],
    }
    assert codes["people"].codes["nobody"].rules == ["no one", "nobody"]
    assert read.notes == (
        "line 1, money: no rule can say *less; write out the words that are meant",
        "line 1, money: no rule can say wom?n; write out the words that are meant",
        "line 7, nobody: no rule can say :); write out the words that are meant",
    )


def test_dictionary_of_liwc_is_read() -> None:
    read = read_codebook_as(DATA / "lexicon.dic")
    assert {id: (code.name, code.rules) for id, code in read.fields.codes.items()} == {
        "money_all_of_it": ({"": "money (all of it)"}, ["fund*", "not enough", "odd"]),
        "money_late": ({"": "money.late"}, ["late"]),
        "a_category": ({"": "A category"}, ["fund*"]),
    }
    assert read.notes == (
        "line 9: no word with the numbers of categories: <of>131/125\t3",
        "line 10: no word with the numbers of categories: kind\t(02 134)125/464",
        "line 11: no word with the numbers of categories: odd\t1\t99",
    )


@pytest.mark.parametrize(
    ("pattern", "rule"),
    [
        ("fund*", "fund*"),
        ("not  enough", "not enough"),
        ("more and more", '"more and more"'),
        ("NOT", '"NOT"'),
        ("a (b)", '"a (b)"'),
        ("*less", None),
        ("wom?n", None),
        ("z??", None),
        (":)", None),
        ("*", None),
    ],
)
def test_dictionary_patterns_become_rules(pattern: str, rule: str | None) -> None:
    assert as_rule(pattern) == rule


def test_dictionary_that_would_be_empty_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="would be empty"):
        write_codebook_as(parse_codebook_fields("codes: {a: {rules: [b AND c]}}"), tmp_path / "a.yaml", date=DATE)
    assert not (tmp_path / "a.yaml").exists()


def test_dictionary_is_no_codebook(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(MONEY)
    with pytest.raises(CodebookError, match="this is a codebook already"):
        read_codebook_as(tmp_path / "a.yaml")
