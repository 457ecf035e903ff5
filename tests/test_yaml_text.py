"""Text in YAML: plain where it can be."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from interview_coder.yaml_text import quoted_scalar
from tests.codebooks import NASTY


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("money", "money"),
        ("fund*", "fund*"),
        ("2 nurses", "2 nurses"),
        ("经费 NEAR/8 (不足 OR 不够)", "经费 NEAR/8 (不足 OR 不够)"),
        ("$cash AND =No", "$cash AND =No"),
        ("It's fine, or not", "It's fine, or not"),
        ("no", '"no"'),
        ("12:30", '"12:30"'),
        ("#d95f02", '"#d95f02"'),
        ("time: none", '"time: none"'),
        ('"a b" OR c', "'\"a b\" OR c'"),
        ('"it\'s" OR c', "'\"it''s\" OR c'"),
        ("C:\\", "C:\\"),
        ("on: C:\\", "'on: C:\\'"),
        ("", '""'),
        ("a\nb", '"a\\nb"'),
    ],
)
def test_yaml_text_is_quoted_only_where_needed(text: str, written: str) -> None:
    assert quoted_scalar(text) == written


def test_yaml_text_in_brackets_quotes_what_parts_entries() -> None:
    assert quoted_scalar("It's fine, or not", in_brackets=True) == '"It\'s fine, or not"'


@pytest.mark.parametrize("version", [(1, 1), (1, 2)])
@pytest.mark.parametrize("text", NASTY)
def test_yaml_text_is_text_for_any_parser(text: str, version: tuple[int, int]) -> None:
    yaml = YAML(typ="safe", pure=True)
    yaml.version = version
    assert yaml.load(f"a: {quoted_scalar(text)}\nb: [{quoted_scalar(text, in_brackets=True)}]\n") == {
        "a": text,
        "b": [text],
    }
